"""Real browsers, servers and checkers for the tests."""

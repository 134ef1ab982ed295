"""Turn plain values into typed ones, and report everything that is wrong with them."""

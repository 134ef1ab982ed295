"""The tests: `python3 -m tests`; with `--all`, the whole matrix of states, sizes and engines."""

"""The tests: `python3 -m tests`, and with `--all` the whole matrix of states, sizes and engines."""

"""The first run on a machine, with real processes and environments, mostly without a network."""

"""The first run on a machine: real processes, real environments, no network."""

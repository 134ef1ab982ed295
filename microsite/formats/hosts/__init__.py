"""The configuration files for each kind of host, one module for each; all of them express what `served.py` says."""

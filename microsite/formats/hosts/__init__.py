"""What each kind of host is told, one module for each; all of them say what `served.py` knows."""

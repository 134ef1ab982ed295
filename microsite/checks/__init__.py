"""Checks of what authors wrote and of what the build made."""

"""Look for what is wrong in what was made."""

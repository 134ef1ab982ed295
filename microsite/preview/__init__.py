"""A preview for editors: the last good site from memory, built anew at every save, in a browser that follows."""

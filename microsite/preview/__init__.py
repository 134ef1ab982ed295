"""A preview for editors: the last good site from memory, built again at every save, in a browser that follows."""

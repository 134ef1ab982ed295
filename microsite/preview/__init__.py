"""The editor's desk: the last good site from memory, built anew at every save, in a browser that follows."""

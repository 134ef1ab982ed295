"""The live preview: serves the last good site from memory, rebuilds it on every save, and updates the browser."""

"""Read a site folder: files become texts, and values that remember their line."""

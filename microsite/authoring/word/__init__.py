"""Import chapters from a Word document, changing nothing but what the report names."""

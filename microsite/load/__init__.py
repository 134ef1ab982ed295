"""Load a site's folder: files become text, and YAML becomes values that remember their line."""

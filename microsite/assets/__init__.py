"""Turn the bytes of styles and pictures into the bytes that are published."""

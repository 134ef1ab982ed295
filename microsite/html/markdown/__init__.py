"""Our own replacements for parts of Python-Markdown."""

"""The parts of Python-Markdown that are our own."""

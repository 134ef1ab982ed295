"""A chapter's text, read once: one tree of blocks and inline parts, each with its place in the author's lines."""

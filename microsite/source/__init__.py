"""Parser for a chapter's text: one tree of blocks and inline parts, each with its position in the author's lines."""

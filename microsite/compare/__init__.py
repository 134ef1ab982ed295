"""Two versions of a text → what changed between them, passage by passage and word by word."""

"""Turn an author's Markdown into safe HTML."""

"""Converts a chapter's Markdown to safe HTML, resolves its links and finishes its tables and figures."""

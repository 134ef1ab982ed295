"""A chapter's Markdown → safe HTML, its links resolved, its tables and figures finished."""

"""The duties of a consultation: what norms and good practice ask of its pages, and whether the pages have it."""

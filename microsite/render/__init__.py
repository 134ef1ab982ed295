"""Draw the pages of a site."""

"""Renders the pages of a site."""

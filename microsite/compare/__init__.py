"""Compares two versions of a text, passage by passage and word by word."""

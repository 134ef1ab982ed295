"""Counts from a survey's own export, and nothing but counts: `results import`."""

"""Tests of the preview, with real processes, real sockets and a real browser."""

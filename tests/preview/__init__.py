"""The preview: real processes, real sockets, a real browser."""

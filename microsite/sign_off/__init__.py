"""Sign-off: the exact words that a partner is asked to approve, the pack they come in, and the recorded approvals."""

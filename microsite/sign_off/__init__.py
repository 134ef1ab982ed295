"""Sign-off: the exact words that a partner is asked about, the pack they come in, and the approvals that there are."""

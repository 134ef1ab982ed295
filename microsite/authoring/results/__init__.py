"""`results import`: count the answers in a survey's export, and keep nothing but the counts."""

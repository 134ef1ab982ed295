"""What a site is: one frozen tree of facts that every page is drawn from."""

"""The model of a site: one frozen tree of facts that every page is rendered from."""

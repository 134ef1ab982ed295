"""What helps authors to make the files of a site, before anything is built of them."""

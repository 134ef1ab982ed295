"""What is beside the pages in other formats: one file for each, `render_x(site, …) -> files`."""

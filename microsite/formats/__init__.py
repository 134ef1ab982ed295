"""Files published beside the pages in other formats, one module for each: `render_x(site, …) -> files`."""

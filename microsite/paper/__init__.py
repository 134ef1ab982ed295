"""The same text on paper and off line: PDFs, a form to post, poster, leaflet, EPUB, one HTML file, plain text."""

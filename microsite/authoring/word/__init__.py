"""From a Word document to chapters: read with care, changed only where the report says so."""

"""Turn style sheets and pictures into the files that are published."""

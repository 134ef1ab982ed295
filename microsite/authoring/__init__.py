"""Beginning and growing a site: its first files, chapters from Word, new chapters, new items for its lists."""

#: What can be added to a site.
THINGS = ("chapter", "translation", "partner", "event", "update", "faq", "decision", "action")

"""Create a site and add to it: starter files, chapters from Word, survey results, new chapters and list items."""

#: What can be added to a site.
THINGS = ("chapter", "translation", "partner", "event", "update", "faq", "decision", "action")

"""The generated pages a site can have besides its chapters, so no chapter can have their addresses."""

from __future__ import annotations

#: Each with its path, template, key of the title's wording, and entry in the navigation.
FIXED_PAGES = (
    ("have-your-say.html", "have_your_say", "nav.have_your_say", "have_your_say"),
    ("questions.html", "questions", "questions.title", "questions"),
    ("what-people-said.html", "what_people_said", "said.title", ""),
    ("what-we-did.html", "what_we_did", "did.title", ""),
    ("events.html", "events", "events.title", ""),
    ("documents.html", "documents", "documents.title", "documents"),
    ("priorities.html", "priorities", "priorities.title", "priorities"),
    ("proposal.html", "proposal", "proposal.title", ""),
    ("partners.html", "partners", "partners.title", "partners"),
    ("faqs.html", "faqs", "faqs.title", ""),
    ("glossary.html", "glossary", "glossary.title", ""),
    ("updates.html", "updates", "updates.title", ""),
    ("changes-to-the-text.html", "changes_to_the_text", "comparison.title", ""),
    ("contact.html", "contact", "contact.title", "contact"),
    ("whole-document.html", "whole_document", "whole.title", "strategy"),
    ("accessibility.html", "accessibility", "accessibility.title", ""),
    ("privacy.html", "privacy", "privacy.title", ""),
    ("site-map.html", "site_map", "map.title", ""),
    ("404.html", "not_found", "missing.title", ""),
)


def fixed_page_names() -> frozenset[str]:
    """Return the paths that no chapter can have."""
    return frozenset({"index.html", *(path for path, *_ in FIXED_PAGES)})

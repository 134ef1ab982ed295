"""The survey's questions as a form to fill in by hand and to post."""

from __future__ import annotations

from typing import Any

from microsite.paper.papers import Source, as_of_day, nodes_and_pictures, shared_data, template_source
from microsite.paper.typst_pdf import typeset_pdf
from microsite.validate.field_types import MaybeSupplied

#: Type sizes in points; boxes, the distance between lines and the room on a sheet in mm; how many lines to write on a
#: question has, and how many the last one has.
STYLE = {
    "size": 12,
    "small": 11,
    "title": 28,
    "h1": 20,
    "h2": 14,
    "box": 5,
    "line": 9,
    "lines": 8,
    "most-lines": 10,
    "sheet": 245,
    "measure": 470,
}


def make_form(source: Source) -> bytes:
    """Make the form as a PDF, for a site with questions and an address to send them to."""
    nodes, targets, pictures = nodes_and_pictures(source, source.html("form", form=form_facts(source)))
    shared = shared_data(source)
    words = {**shared["words"], "form": source.words.plain("paper.format.form")}
    data = {**shared, "words": words, "style": STYLE, "targets": targets, "nodes": nodes}
    return typeset_pdf(template_source(source, "form"), data, pictures, as_of_day(source.site), source.store)


def form_facts(source: Source) -> dict[str, Any]:
    """Return what the form's template needs besides what every template gets."""
    consultation = source.site.consultation
    contact, survey, privacy = consultation.contact, consultation.survey, consultation.privacy
    posts = (way.post for way in consultation.ways_to_respond if way.kind == "post")
    return {
        "post": next(post.value for post in posts if post and post.supplied),
        "phone": known(contact and contact.phone),
        "email": known(contact and contact.email),
        "notice": known(survey and survey.privacy_notice),
        "names": known(privacy and privacy.names),
        "has_room": any(each.kind == "text" for each in source.site.lists.questions),
    }


def known(fact: MaybeSupplied[Any] | None) -> Any:
    """Return a fact's value, or None if it is missing or still to be supplied."""
    return fact.value if fact and fact.supplied else None

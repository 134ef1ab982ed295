"""The first page of a site in which no language leads: it offers all of them, and chooses none."""

from __future__ import annotations

from microsite.model.directions import direction_of
from microsite.model.site import Site
from microsite.render.life_view import LifeView
from microsite.render.templates import Templates
from microsite.render.wording import Wording
from microsite.render.words import words_for

#: Where it is, and the page for missing pages beside it, as seen from the folder of a language.
START, MISSING = "../index.html", "../404.html"


def is_first_of_equals(site: Site) -> bool:
    """Whether a site in one language is the first of those that are equal: the page to choose from is made with it."""
    return site.languages_are_equal and site.languages[0].folder == site.folder


def offer_of(site: Site, templates: Templates) -> dict[str, str]:
    """Give what the page says of one language, in that language; each text is markup.

    Args:
        site: the whole model in that language.
        templates: where words are looked for.
    """
    consultation = site.consultation
    tag = str(consultation.language)
    words = words_for(templates.engine, tag, kind=str(consultation.document_kind), own=templates.words)
    life = LifeView(site, words, Wording(site, words))
    return {
        "title": consultation.title.__html__(),
        "organisation": consultation.organisation.__html__(),
        "summary": consultation.summary.__html__(),
        "sentence": str(life.sentence),
        "go": str(words.html("languages.go")),
        "missing": str(words.html("missing.title")),
        "missing_text": str(words.html("missing.text")),
        "home": str(words.html("missing.home")),
        "direction": direction_of(tag),
        "status": site.status.value,
    }

"""The start page of a site in which no language leads: it offers all languages without preferring one."""

from __future__ import annotations

from microsite.model.directions import direction_of
from microsite.model.site import Site
from microsite.render.life_view import LifeView
from microsite.render.templates import Templates
from microsite.render.wording import Wording
from microsite.render.words import words_for

#: The paths of the start page and of the 404 page next to it, relative to a language's folder.
START, MISSING = "../index.html", "../404.html"


def is_first_of_equals(site: Site) -> bool:
    """Whether this language is the first of a site in which none leads: the start page is made along with it."""
    return site.languages_are_equal and site.languages[0].folder == site.folder


def offer_of(site: Site, templates: Templates) -> dict[str, str]:
    """Return what the start page says about one language, in that language; all texts are markup.

    Args:
        site: the whole model in that language.
        templates: where to look for words.
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

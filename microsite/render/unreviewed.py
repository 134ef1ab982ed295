"""Warns if no speaker of the language has checked the interface's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from microsite.model.consultation import Consultation
from microsite.problems import Location, Problem
from microsite.render.words import FALLBACK_LANGUAGE, is_unreviewed, words_for, words_path


def unreviewed_words(consultation: Consultation, places: Mapping[str, Location], folder: Path) -> Iterator[Problem]:
    """Warn if a site uses words that nobody has checked, unless it accepts them.

    Args:
        consultation: the facts of the site.
        places: where each fact is.
        folder: the engine's own templates.
    """
    language = str(consultation.language)
    if consultation.accept_unreviewed or not is_unreviewed(folder, language):
        return
    file = words_path(folder, language)
    name = words_for(folder, FALLBACK_LANGUAGE)(f"language.{file.stem.split('-', 1)[0]}")
    tags = [str(each.tag) for each in consultation.languages]
    path = f"languages[{tags.index(language) + 1}]" if language in tags else "language"
    article = "an" if name[0] in "AEIO" else "a"
    yield Problem.warning(
        "CONF-030",
        f"No {name} speaker has checked the {name} words that the pages add to yours. Until somebody has, the "
        "accessibility statement and the privacy page are in English.",
        places[path],
        f"Ask {article} {name} speaker to read templates/locales/{file.name}, and write their name in its first line "
        "in place of nobody. To use the words as they are, write accept_unreviewed: yes",
        path=path,
    )

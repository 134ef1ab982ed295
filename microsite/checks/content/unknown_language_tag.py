"""Language tags that no browser knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.lazy_patterns import lazy_pattern
from microsite.problems import sentences

#: ISO 639-1.
_TWO_LETTERS = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo
    es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg
    ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn
    no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta
    te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split()
)
_TAG = lazy_pattern(
    r"([a-z]{2,3})(?:-[a-z]{3})?(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-[a-z0-9]{5,8})*(?:-[ux]-[\w-]+)?", re.I
)
_MEANT = {
    "english": "en",
    "welsh": "cy",
    "cymraeg": "cy",
    "french": "fr",
    "german": "de",
    "spanish": "es",
    "polish": "pl",
    "urdu": "ur",
    "arabic": "ar",
    "punjabi": "pa",
    "bengali": "bn",
    "gb": "en-GB",
    "en-uk": "en-GB",
    "jp": "ja",
    "cz": "cs",
    "gr": "el",
    "dk": "da",
    "ua": "uk",
}


def unknown_language_tag(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each `lang` that does not name a language."""
    for tag in reading.tags:
        if not tag.closing and not tag.attributes.get("lang", "en").strip():
            yield reading.warning(
                "HTML-001",
                "This lang does not name a language.",
                tag.start,
                tag.end - tag.start,
                "Screen readers carry on in the language of the page. Write its tag, such as cy for Welsh, or remove "
                "lang.",
                "3.1.2",
            )
    for start, end, lang, _ in reading.marked_languages:
        meant = _MEANT.get(lang.lower(), "")
        if not lang.strip() or (_is_tag(lang) and not meant):
            continue
        at = max(start, reading.body.find(lang, start, end))
        yield reading.warning(
            "HTML-001",
            f"There is no language with the tag “{lang}”.",
            at,
            len(lang),
            sentences(
                "Screen readers ignore it and carry on in the wrong language.",
                f"Did you mean “{meant}”?" if meant else "A tag looks like cy for Welsh or pl for Polish.",
            ),
            "3.1.2",
        )


def _is_tag(lang: str) -> bool:
    found = _TAG.fullmatch(lang)
    return bool(found) and (len(found[1]) == 3 or found[1].lower() in _TWO_LETTERS)

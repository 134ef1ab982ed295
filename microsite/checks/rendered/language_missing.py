"""Missing or malformed language tags: a screen reader cannot tell which language to speak."""

from __future__ import annotations

import re
from collections.abc import Iterator

from microsite.checks.rendered.page_text import MISTAKE_IN_TEMPLATE, PageText
from microsite.lazy_patterns import lazy_pattern
from microsite.problems import Problem, Severity

#: A BCP 47 tag, in any case: a language of two or three letters, then further subtags.
_TAG = lazy_pattern(r"[a-z]{2,3}(-[a-z0-9]{1,8})*", re.IGNORECASE)


def language_missing(page: PageText) -> Iterator[Problem]:
    """Report a page that does not say its language."""
    if not any(each.attributes.get("lang", "").strip() for each in page.named("html")):
        yield page.problem("PAGE-006", "The page does not say which language it is in: <html lang>.", Severity.WARNING)


def language_unknown(page: PageText) -> Iterator[Problem]:
    """Report each `lang` that is not a language tag."""
    written = dict.fromkeys(each.attributes["lang"] for each in page.with_attributes if each.attributes.get("lang"))
    for language in written:
        if not _TAG.fullmatch(language):
            message = f'lang="{language}" is not a language tag.'
            advice = f"If it is in a chapter, write a tag such as cy or en-GB there. {MISTAKE_IN_TEMPLATE}"
            yield page.problem("PAGE-006", message, Severity.WARNING, advice)

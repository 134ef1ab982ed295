"""Renders what changed since an earlier version, on a single self-contained page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from microsite.compare.changes import Comparison
from microsite.model.directions import direction_of
from microsite.model.language_names import name_of_language
from microsite.model.site import Site
from microsite.render.comparison_view import ComparisonView
from microsite.render.environment import make_environment, share
from microsite.render.site_style import make_style
from microsite.render.templates import Templates
from microsite.render.words import FALLBACK_LANGUAGE, words_for
from microsite.store import Store

#: The comment at the very end of the page that identifies it.
MARK = b"<!-- microsite comparison -->\n"
#: The start of an end tag, which could end a style element.
_END = re.compile("</", re.IGNORECASE)


class Compared(Struct, frozen=True, kw_only=True):
    """What changed in one language of a site."""

    site: Site
    comparison: Comparison

    @property
    def language(self) -> str:
        """The tag of the language."""
        return str(self.site.consultation.language)


def render_comparison(compared: Sequence[Compared], earlier: str, templates: Templates, site_style: str) -> bytes:
    """Return the page, with everything it needs included.

    Args:
        compared: what changed, in each language; at least one.
        earlier: the name of the earlier version.
        templates: where to look for templates.
        site_style: the text of the site's own style layer, which comes last.
    """
    parts = [_part(each, templates) for each in compared]
    environment = make_environment(templates, Store())
    words = words_for(templates.engine, FALLBACK_LANGUAGE, marked=False)
    share(environment, {"t": words, "th": words.html})
    template: Any = environment.get_template("comparison/index.html")
    facts = compared[0].site.consultation
    right_to_left = any(direction_of(each.language) == "rtl" for each in compared)
    colour = str(facts.brand.colour)
    style = make_style(templates, colour, site_style, Store(), several=True, right_to_left=right_to_left, compared=True)
    safe = Markup(_END.sub(r"<\\/", style.decode()))
    return template.render(facts=facts, earlier=earlier, parts=parts, style=safe).encode() + MARK


def _part(compared: Compared, templates: Templates) -> dict[str, Any]:
    """Render what changed in one language, with the interface's words in that language."""
    tag = compared.language
    words = words_for(templates.engine, tag, kind=compared.site.consultation.document_kind, marked=False)
    environment = make_environment(templates, Store())
    share(environment, {"t": words, "th": words.html})
    view = ComparisonView(compared.comparison, words, prefix=f"{tag}-")
    template: Any = environment.get_template("comparison/part.html")
    body = template.render(headline=view.headline, summary=view.summary(), changes=view.options())
    return {
        "tag": tag,
        "direction": direction_of(tag),
        "name": name_of_language(tag),
        "title": str(compared.site.consultation.title),
        "body_html": Markup(body),
    }

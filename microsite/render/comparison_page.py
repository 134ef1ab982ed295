"""What changed since an earlier version, on one page that opens without a server."""

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

#: What the page says of itself at its very end.
MARK = b"<!-- microsite comparison -->\n"
#: What would end a style element.
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
    """Write the page, with all that it needs in it.

    Args:
        compared: what changed, in each language; at least one.
        earlier: what the earlier version is called.
        templates: where templates are looked for.
        site_style: the text of the site's own last style layer.
    """
    parts = [_part(each, templates) for each in compared]
    environment = make_environment(templates, Store())
    words = words_for(templates.engine, FALLBACK_LANGUAGE, signed=False)
    share(environment, {"t": words, "th": words.html})
    template: Any = environment.get_template("comparison/index.html")
    facts = compared[0].site.consultation
    turned = any(direction_of(each.language) == "rtl" for each in compared)
    colour = str(facts.brand.colour)
    style = make_style(templates, colour, site_style, Store(), several=True, turned=turned, compared=True)
    safe = Markup(_END.sub(r"<\\/", style.decode()))
    return template.render(facts=facts, earlier=earlier, parts=parts, style=safe).encode() + MARK


def _part(compared: Compared, templates: Templates) -> dict[str, Any]:
    """Draw what changed in one language, in its own words."""
    tag = compared.language
    words = words_for(templates.engine, tag, kind=compared.site.consultation.document_kind, signed=False)
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

"""Renders the catalogue: every example of every component, in both colour schemes, for designers and our tests."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup

from microsite.assets.stylesheet import fingerprinted, join_layers, scheme_styles
from microsite.lazy_patterns import lazy_pattern
from microsite.render.environment import make_environment, share
from microsite.render.examples import (
    Component,
    Example,
    flat_options,
    load_components,
    load_pictures,
    render_example,
)
from microsite.render.site_style import engine_style
from microsite.render.templates import Templates
from microsite.render.words import words_for
from microsite.store import Store

SCHEMES = ("light", "dark")
_REFERENCES = lazy_pattern(
    r'(\s)(id|for|headers|aria-(?:labelledby|describedby|controls)|href|popovertarget)="([^"]*)"'
)


def component_environment(templates: Templates, language: str) -> jinja2.Environment:
    """Make an environment with only the interface's words as globals: components may not use anything else.

    Args:
        templates: where to look for templates.
        language: the language of the words.
    """
    environment = make_environment(templates, Store())
    words = words_for(templates.engine, language, own=templates.words)
    share(environment, {"t": words, "th": words.html})
    return environment


def render_catalogue(
    *,
    templates: Templates,
    brand: str,
    language: str = "en",
    site_style: str = "",
    hidden: bool = False,
) -> dict[str, bytes]:
    """Render the catalogue.

    Args:
        templates: where to look for templates.
        brand: the site's colour as `#rrggbb`.
        language: the language of the interface's words.
        site_style: the text of the site's own style layer, which comes last.
        hidden: whether to show the examples that are only for tests.

    Returns:
        The content of every file, by its path below the catalogue's folder; the page is `index.html`.
    """
    engine = templates.engine
    environment = component_environment(templates, language)
    style = (engine_style(templates, brand) + join_layers([site_style])).encode()
    own = (engine / "styles" / "catalogue.css").read_text(encoding="utf-8")
    own_style = join_layers([scheme_styles(brand), own]).encode()
    paths = [fingerprinted("assets/site.css", style), fingerprinted("assets/catalogue.css", own_style)]
    shown = [_shown(environment, component, hidden) for component in load_components(templates.folders)]
    page = environment.get_template("pages/catalogue.html").render(
        components=shown, examples=sum(len(each["examples"]) for each in shown), styles=paths, schemes=SCHEMES
    )
    files = {"index.html": page.encode(), **load_pictures(templates.folders)}
    return {**files, paths[0]: style, paths[1]: own_style}


def _shown(environment: jinja2.Environment, component: Component, hidden: bool) -> dict[str, Any]:
    """Return what the page shows of one component."""
    examples = [example for example in component.examples if hidden or not example.hidden]
    return {
        "name": component.name,
        "title": component.name.replace("_", " ").capitalize(),
        "about": component.about,
        "place": component.place,
        "options": [{"name": name, "option": option} for name, option in flat_options(component.options)],
        "examples": [_stages(environment, component, example) for example in examples],
    }


def _stages(environment: jinja2.Environment, component: Component, example: Example) -> dict[str, Any]:
    """Return one example, rendered once for each colour scheme."""
    html = render_example(environment, component, example)
    identifier = f"{component.name}--{example.name}"
    return {
        "id": identifier,
        "example": example,
        "stages": [(scheme, inert(html, f"{identifier}--{scheme}", identifier)) for scheme in SCHEMES],
    }


def inert(html: str, prefix: str, home: str) -> Markup:
    """Make an example's ids unique and its links harmless, for a page with many examples.

    Args:
        html: the example's markup.
        prefix: the prefix that makes its ids unique.
        home: the id that links point to if their target is not in the example.
    """
    ids = {value for _, name, value in _REFERENCES.findall(html) if name == "id"}

    def repair(match: re.Match[str]) -> str:
        space, name, value = match.groups()
        return f'{space}{name}="{_link(value) if name == "href" else _prefixed(value)}"'

    def _prefixed(value: str) -> str:
        return " ".join(f"{prefix}--{each}" for each in value.split())

    def _link(value: str) -> str:
        if urlsplit(value).scheme:
            return value
        return f"#{prefix}--{value[1:]}" if value[:1] == "#" and value[1:] in ids else f"#{home}"

    return Markup(_REFERENCES.sub(repair, html))

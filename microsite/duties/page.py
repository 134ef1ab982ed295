"""The checklist as HTML: a fragment to embed in another page, and a page of its own to print for the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markupsafe import Markup

from microsite.assets.stylesheet import join_layers, palette_style
from microsite.duties.checklist import GROUPS, Checklist
from microsite.duties.text import (
    LIMITS,
    STATE_WORDS,
    counts,
    missing_facts,
    norm_of,
    places_text,
    read_of,
    subject_of,
    waived_text,
)
from microsite.render.environment import make_environment
from microsite.render.templates import Templates
from microsite.store import Store

#: The folder of the templates, below the engine's.
FOLDER = "duties"


def render_checklist(checklist: Checklist, engine_templates: Path, *, level: int = 2) -> Markup:
    """Render the checklist as a fragment; `checklist_style` returns its CSS, which uses the site's colours.

    Args:
        checklist: what was found.
        engine_templates: the templates that every site shares.
        level: the level of its headings.
    """
    return Markup(_template("list.html", engine_templates).render(level=level, **_values(checklist)))


def checklist_style(engine_templates: Path) -> str:
    """Return the CSS of the fragment."""
    return (engine_templates / FOLDER / "checklist.css").read_text(encoding="utf-8")


def render_checklist_page(checklist: Checklist, engine_templates: Path) -> str:
    """Render the checklist as a page that needs no other file."""
    styles = [engine_templates / "styles" / f"{name}.css" for name in ("reset", "tokens", "base")]
    styles.append(engine_templates / FOLDER / "page.css")
    layers = [palette_style(str(checklist.site.consultation.brand.colour))]
    layers += [*(file.read_text(encoding="utf-8") for file in styles), checklist_style(engine_templates)]
    return _template("page.html", engine_templates).render(
        title=str(checklist.site.consultation.title),
        organisation=str(checklist.site.consultation.organisation),
        said_for=subject_of(checklist),
        checklist=render_checklist(checklist, engine_templates),
        style=Markup(join_layers(layers)),
    )


def _template(name: str, engine_templates: Path) -> Any:
    folders = Templates(site=engine_templates / FOLDER / "none", engine=engine_templates)
    return make_environment(folders, Store()).get_template(f"{FOLDER}/{name}")


def _values(checklist: Checklist) -> dict[str, Any]:
    groups = [
        {
            "name": name,
            "heading": heading,
            "entries": [
                {
                    "id": item.duty.id,
                    "state": item.state.value,
                    "said": STATE_WORDS[item.state].capitalize(),
                    "sentence": item.duty.sentence,
                    "standing": item.standing,
                    "norm": norm_of(item),
                    "address": item.duty.address,
                    "read": read_of(item),
                    "places": places_text(item.answer.places),
                    "note": item.answer.note,
                    "waived": waived_text(item),
                }
                for item in checklist.group(name)
            ],
        }
        for name, heading in GROUPS.items()
    ]
    return {
        "groups": [group for group in groups if group["entries"]],
        "limits": LIMITS,
        "unsaid": missing_facts(checklist),
        "counts": counts(checklist),
    }

"""Writes a site's only stylesheet: its brand colours, the engine's layers, and the site's own layer last."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from microsite.assets.stylesheet import join_layers, palette_style
from microsite.render.engine_cache import engine_cache
from microsite.render.templates import Templates
from microsite.store import Store

#: The first style layers, in order; components, other layers and the site's own follow.
LAYERS = ("reset", "tokens", "base", "layout", "prose")
#: The component for sites in several languages, and the layer for pages written from right to left.
FOR_SEVERAL_LANGUAGES, RIGHT_TO_LEFT = "languages", "right_to_left"
#: The component for pages that compare two texts.
FOR_COMPARISONS = "text_changes"
#: Components for the pages with results, decisions and actions.
FOR_RESULTS = ("action_list", "decision", "figures", "question_results", "theme_list")


def make_style(
    templates: Templates,
    brand: str,
    site_style: str,
    store: Store,
    *,
    several: bool = False,
    right_to_left: bool = False,
    compared: bool = False,
    has_results: bool = False,
) -> bytes:
    """Write the stylesheet.

    Args:
        templates: where to look for the layers.
        brand: the site's colour as `#rrggbb`.
        site_style: the text of the site's own style layer, which comes last.
        store: caches the stylesheet.
        several: whether the site is in several languages.
        right_to_left: whether any of its languages is written from right to left.
        compared: whether a page compares two texts.
        has_results: whether there are results, decisions or actions.
    """
    parts = ((FOR_SEVERAL_LANGUAGES, several), (RIGHT_TO_LEFT, right_to_left), (FOR_COMPARISONS, compared))
    without = [*(name for name, has in parts if not has), *(() if has_results else FOR_RESULTS)]

    def join() -> bytes:
        return (engine_style(templates, brand, without=without) + join_layers([site_style])).encode()

    return store.get("style", (templates.state, brand, site_style, *without), join, bytes)


def engine_style(templates: Templates, brand: str, *, without: Collection[str] = ()) -> str:
    """Return the engine's layers in order, the colours first.

    Args:
        templates: where to look for the layers.
        brand: the site's colour as `#rrggbb`.
        without: components and layers that the site does not need.
    """
    layers = engine_cache(templates.engine).get("style", templates.state, lambda: _minified_layers(templates.engine))
    return "".join((join_layers([palette_style(brand)]), *(layers[name] for name in layers if name not in without)))


def _minified_layers(folder: Path) -> dict[str, str]:
    styles = folder / "styles"
    files = (
        *(styles / f"{layer}.css" for layer in LAYERS),
        *sorted((folder / "components").glob("*/*.css")),
        *(styles / f"{layer}.css" for layer in ("utilities", "print", RIGHT_TO_LEFT)),
    )
    return {file.stem: join_layers([file.read_text(encoding="utf-8")]) for file in files}

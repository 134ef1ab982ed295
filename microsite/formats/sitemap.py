"""What search engines are told: `sitemap.xml`, which lists the pages, and `robots.txt`, which names the sitemap."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from microsite.model.addresses import absolute_link
from microsite.model.site import Site

SITEMAP, ROBOTS = "sitemap.xml", "robots.txt"


def render_sitemap(site: Site, paths: Iterable[str], templates: Path) -> dict[str, bytes]:
    """Write the files for search engines.

    A sitemap needs full addresses, so there is none while the site's is not known, and none for a site that is
    not to be found.

    Args:
        site: the whole model.
        paths: the paths of the pages that may be found.
        templates: the engine's own templates.
    """
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates / "formats"),
        autoescape=jinja2.select_autoescape(("xml",)),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    address = site.site_address if not site.facts.noindex else ""
    values: dict[str, Any] = {
        "facts": site.facts,
        "pages": _entries(site, paths) if address else (),
        "sitemap_address": absolute_link(address, SITEMAP) if address else "",
    }
    names = (SITEMAP, ROBOTS) if address else (ROBOTS,)
    return {name: environment.get_template(name).render(values).encode() for name in names}


def _entries(site: Site, paths: Iterable[str]) -> list[dict[str, str]]:
    changed = {each.path: each.updated.day.isoformat() for each in site.texts if each.updated}
    return [
        {"address": absolute_link(site.site_address, path), "changed": changed.get(path, "")}
        for path in sorted(paths, key=lambda path: (path != "index.html", path))
    ]

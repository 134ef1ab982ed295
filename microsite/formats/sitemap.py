"""The files for search engines: `sitemap.xml`, which lists the pages, and `robots.txt`, which names the sitemap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from microsite.model.addresses import absolute_link, absolute_page
from microsite.model.in_languages import alternates_of, from_folder
from microsite.model.site import Site
from microsite.render.templates import Templates

SITEMAP, ROBOTS = "sitemap.xml", "robots.txt"


def render_sitemap(languages: Sequence[tuple[Site, Sequence[str]]], templates: Templates) -> dict[str, bytes]:
    """Write the files for search engines.

    A sitemap needs absolute addresses, so there is none if the site's address is not known, nor for a site that must
    not be found.

    Args:
        languages: the site in each of its languages, with the paths of the pages that may be found.
        templates: where templates are looked for.
    """
    from microsite.render.environment import make_format_environment

    environment = make_format_environment(templates)
    first = languages[0][0]
    address = first.site_address if not first.consultation.noindex else ""
    pages = [page for site, paths in languages for page in _entries(site, paths)] if address else []
    values: dict[str, Any] = {
        "facts": first.consultation,
        "pages": pages,
        "sitemap_address": absolute_link(address, from_folder(SITEMAP, first.folder)) if address else "",
        "several": len(languages) > 1,
    }
    names = (SITEMAP, ROBOTS) if address else (ROBOTS,)
    return {name: environment.get_template(name).render(values).encode() for name in names}


def _entries(site: Site, paths: Iterable[str]) -> list[dict[str, Any]]:
    changed = {each.path: each.updated.day.isoformat() for each in site.texts if each.updated}
    return [
        {
            "address": absolute_link(site.site_address, path),
            "changed": changed.get(path, ""),
            "alternates": [
                {"tag": tag, "address": absolute_page(site.site_address, there)}
                for tag, there in alternates_of(site, path)
            ],
        }
        for path in sorted(paths, key=lambda path: (path != "index.html", path))
    ]

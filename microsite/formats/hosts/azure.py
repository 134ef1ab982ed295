"""`staticwebapp.config.json` for Azure Static Web Apps.

Each request takes the first route that matches, whose headers override the global ones. Source: Microsoft's
documentation of Azure Static Web Apps, and the schema for the file in SchemaStore.
"""

from __future__ import annotations

import json
from typing import Any

from microsite.formats.hosts.served import IMMUTABLE, MISSING_PAGE, REVALIDATE, Served

#: Azure refuses a larger file.
LARGEST_BYTES = 20_000


def azure_files(site: Served) -> dict[str, bytes]:
    """Write `staticwebapp.config.json`; as many pictures have routes of their own as there is room for."""
    pictures = list(site.immutable_pictures)
    content = _content(site, pictures)
    while pictures and len(content) > LARGEST_BYTES:
        pictures = pictures[: len(pictures) // 2]
        content = _content(site, pictures)
    return {"staticwebapp.config.json": content}


def _content(site: Served, pictures: list[str]) -> bytes:
    routes: list[dict[str, Any]] = [
        {"route": site.url(old), "redirect": site.url(new), "statusCode": 301} for old, new in site.redirects
    ]
    forever = {"Cache-Control": IMMUTABLE}
    routes += [{"route": f"{site.url('assets/')}*", "headers": forever}]
    routes += [{"route": site.url(path), "headers": forever} for path in pictures]
    routes += [
        {"route": site.url(path), "headers": {"Content-Type": kind}} for path, kind in site.types_of_files.items()
    ]
    config = {
        "routes": routes,
        "responseOverrides": {"404": {"rewrite": site.url(MISSING_PAGE)}},
        "globalHeaders": {**site.headers, "Cache-Control": REVALIDATE},
        "mimeTypes": {f".{ending}": kind for ending, kind in site.types.items()},
    }
    return (json.dumps(config, indent=1) + "\n").encode()

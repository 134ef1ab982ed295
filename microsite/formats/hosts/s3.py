"""The metadata for each object of an Amazon S3 bucket, in a format of our own: S3 has no such file.

S3 stores the type, the caching and the redirect of each object with it, set when it is copied there. It cannot add
other headers, but CloudFront in front of it can. Source: Amazon's user guide of S3, on metadata of objects and on
website redirects.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from microsite.formats.hosts.served import HOST_FILES_FOLDER, IMMUTABLE, MISSING_PAGE, REVALIDATE, Served


def s3_files(site: Served, paths: Iterable[str]) -> dict[str, bytes]:
    """Write `s3.json`.

    Args:
        site: how the site is to be served.
        paths: the paths of everything that is published.
    """
    forever, moved = {*site.immutable}, dict(site.redirects)
    objects = {
        path: {
            "content_type": site.type_of(path) or "application/octet-stream",
            "cache_control": IMMUTABLE if path in forever else REVALIDATE,
            **({"website_redirect": site.url(moved[path])} if path in moved else {}),
        }
        for path in sorted(paths)
    }
    settings = {
        "index_document": "index.html",
        "error_document": f"{site.folder}{MISSING_PAGE}".removeprefix("/"),
        "folder": site.folder.removeprefix("/"),
        "headers": dict(site.headers),
        "objects": objects,
    }
    return {f"{HOST_FILES_FOLDER}/s3.json": (json.dumps(settings, indent=1, ensure_ascii=False) + "\n").encode()}

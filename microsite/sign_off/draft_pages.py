"""Pages of the site as they are in a review pack: marked as a draft in words, and kept out of search engines."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from microsite.lazy_patterns import lazy_pattern

#: What says on screen, in print and in the title that a page is not public.
DRAFT = "Draft for review"
_SCRIPT = lazy_pattern(rb"<script src=\"[^\"]*\" defer(?:=\"\")?></script>\n?")
_TITLE = lazy_pattern(rb"<title>")
_ROBOTS = lazy_pattern(rb"<meta name=\"robots\"[^>]*>\n?")
_HEAD = lazy_pattern(rb"</head>")
_KNOWN_BY = lazy_pattern(rb"<link rel=\"canonical\"[^>]*>\n?|<meta (?:property=\"og:|name=\"twitter:)[^>]*>\n?")
_BODY = lazy_pattern(rb"<body[^>]*>\n?")
_ADDRESS = lazy_pattern(rb"(?:href|src|srcset|poster|content)=\"([^\"#?]+)|url\(\"?([^\")]+)")
_KEPT_ALWAYS = (".html", ".css")


def draft_page(page: bytes, style: str, banner_html: str) -> bytes:
    """Mark a page.

    Args:
        page: the page as HTML.
        style: the relative address of the style for drafts.
        banner_html: what the page begins with, as HTML.
    """
    page = _SCRIPT.sub(b"", _KNOWN_BY.sub(b"", _ROBOTS.sub(b"", page)))
    page = _TITLE.sub(f"<title>{DRAFT}: ".encode(), page, count=1)
    head = f'<meta name="robots" content="noindex">\n<link rel="stylesheet" href="{escape(style)}">\n</head>'
    page = _HEAD.sub(head.encode(), page, count=1)
    body = _BODY.search(page)
    if body is None:
        return page
    return page[: body.end()] + banner_html.encode() + page[body.end() :]


def shown_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Leave out what is for hosts, search engines and other programs: files that no page shows or links to."""
    named: set[str] = set()
    for path, content in files.items():
        if path.endswith(_KEPT_ALWAYS):
            folder = path.rpartition("/")[0]
            for match in _ADDRESS.finditer(content):
                for each in (match[1] or match[2]).decode("utf-8", "replace").split(","):
                    named.add(_joined(folder, each.split()[0] if each.split() else ""))
    return {path: content for path, content in files.items() if path.endswith(_KEPT_ALWAYS) or path in named}


def _joined(folder: str, address: str) -> str:
    from posixpath import normpath
    from urllib.parse import unquote

    return normpath(f"{folder}/{unquote(address)}" if folder else unquote(address))

"""Turns pages of the site into those of a review pack: marked as a draft in words, and kept out of search engines."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from microsite.lazy_patterns import lazy_pattern

#: Says on screen, in print and in the title that a page is not public.
DRAFT = "Draft for review"
_SCRIPT = lazy_pattern(r"<script src=\"[^\"]*\" defer(?:=\"\")?></script>\n?")
_TITLE = lazy_pattern(r"<title>")
_ROBOTS = lazy_pattern(r"<meta name=\"robots\"[^>]*>\n?")
_HEAD = lazy_pattern(r"</head>")
_HEAD_METADATA = lazy_pattern(
    r"<link rel=\"canonical\"[^>]*>\n?|<link rel=\"alternate\" type=[^>]*json[^>]*>\n?"
    r"|<meta (?:property=\"og:|name=\"twitter:)[^>]*>\n?"
)
_BODY = lazy_pattern(r"<body[^>]*>\n?")
_ADDRESS = lazy_pattern(r"(?:href|src|srcset|poster|content)=\"([^\"#?]+)|url\(\"?([^\")]+)")
_KEPT_ALWAYS = (".html", ".css")
#: Marks a page that redirects at once from an old address to a new one.
_REDIRECTS = b'http-equiv="refresh"'


def draft_page(page: bytes, style: str, banner_html: str) -> bytes:
    """Mark a page as a draft.

    Args:
        page: the page as HTML.
        style: the relative address of the stylesheet for drafts.
        banner_html: the banner at the beginning of the page, as HTML.
    """
    text = _SCRIPT.sub("", _HEAD_METADATA.sub("", _ROBOTS.sub("", page.decode())))
    text = _TITLE.sub(f"<title>{DRAFT}: ", text, count=1)
    head = f'<meta name="robots" content="noindex">\n<link rel="stylesheet" href="{escape(style)}">\n</head>'
    text = _HEAD.sub(head, text, count=1)
    return _BODY.sub(lambda begins: begins[0] + banner_html, text, count=1).encode()


def shown_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Leave out what is for hosts, search engines and other programs: files that no page shows or links to.

    Pages at old addresses and the page for missing ones are left out too: no page links to them, and the latter has
    addresses that only a web server can follow.
    """
    files = {path: each for path, each in files.items() if not _is_for_servers(path, each)}
    named: set[str] = set()
    for path, content in files.items():
        if path.endswith(_KEPT_ALWAYS):
            folder = path.rpartition("/")[0]
            for match in _ADDRESS.finditer(content.decode("utf-8", "replace")):
                for each in str(match[1] or match[2]).split(","):
                    named.add(_joined(folder, each.split()[0] if each.split() else ""))
    return {
        path: content
        for path, content in files.items()
        if path.endswith(_KEPT_ALWAYS) or (path in named and not path.endswith((".js", ".json")))
    }


def _is_for_servers(path: str, content: bytes) -> bool:
    return path.endswith(".html") and (path.rpartition("/")[2] == "404.html" or _REDIRECTS in content)


def _joined(folder: str, address: str) -> str:
    from posixpath import normpath
    from urllib.parse import unquote

    return normpath(f"{folder}/{unquote(address)}" if folder else unquote(address))

"""`.htaccess` for Apache 2.4, in the site's own folder.

No line needs more than `AllowOverride FileInfo`, so a server that allows less ignores the file instead of answering
with error 500; what needs a module is inside `IfModule`. A header is unset in one of Apache's two tables and set in the
other, since the server may have set it in either. Source: the Apache HTTP Server's documentation, core, mod_alias,
mod_headers and mod_mime.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from microsite.formats.hosts.served import HOST_FILES_FOLDER, IMMUTABLE, MISSING_PAGE, REVALIDATE, Served

#: How many names go into one pattern, to keep its line short.
NAMES_IN_A_PATTERN = 20


def apache_files(site: Served) -> dict[str, bytes]:
    """Write `.htaccess`."""
    lines = [
        "# Made by microsite. Do not edit: each build writes it anew.",
        f"ErrorDocument 404 {_quoted(site.url(MISSING_PAGE))}",
        "",
        *_module("mod_mime", _types(site)),
        *_module("mod_alias", _redirects(site)),
        *_module("mod_headers", _headers(site)),
    ]
    return {".htaccess": ("\n".join(lines).rstrip("\n") + "\n").encode()}


def _module(name: str, lines: Iterator[str]) -> list[str]:
    inside = [f"  {line}" for line in lines]
    return [f"<IfModule {name}.c>", *inside, "</IfModule>", ""] if inside else []


def _types(site: Served) -> Iterator[str]:
    for ending, kind in site.types.items():
        yield f"AddType {_quoted(kind)} .{ending}"
    for path, kind in site.types_of_files.items():
        yield f"<Files {_quoted(path.rpartition('/')[2])}>"
        yield f"  ForceType {_quoted(kind)}"
        yield "</Files>"


def _redirects(site: Served) -> Iterator[str]:
    """Yield redirects that match old addresses as a whole: `Redirect` would match everything below them as well."""
    for old, new in site.redirects:
        pattern = f"^{re.escape(f'{site.folder}{old}')}$"
        # Apache encodes the target itself; a dollar sign in it would refer to a group of the pattern.
        target = f"{site.folder}{new}".replace("\\", "\\\\").replace("$", "\\$")
        yield f"RedirectMatch 301 {_quoted(pattern)} {_quoted(target)}"

    for name in (".microsite", HOST_FILES_FOLDER):  # The program's own marker files, and what is for administrators.
        yield f"RedirectMatch 404 {_quoted(f'^{re.escape(site.folder + name)}')}"


def _headers(site: Served) -> Iterator[str]:
    for name, value in {**site.headers, "Cache-Control": REVALIDATE}.items():
        yield f"Header onsuccess unset {name}"
        yield f"Header always set {name} {_quoted(value)}"
    names = [re.escape(path.rpartition("/")[2]) for path in site.immutable]
    for start in range(0, len(names), NAMES_IN_A_PATTERN):
        yield f'<FilesMatch "^(?:{"|".join(names[start : start + NAMES_IN_A_PATTERN])})$">'
        yield f"  Header always set Cache-Control {_quoted(IMMUTABLE)}"
        yield "</FilesMatch>"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

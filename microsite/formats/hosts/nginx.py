"""A part of a server block for nginx, for the host's administrator to include; it is not a page, and is not served.

Nothing is matched by regular expressions, so that no address can be mistaken for another. If an inner location set a
header, it would drop all headers of the outer one, so what differs is in a variable. Source: nginx's documentation,
ngx_http_core_module, ngx_http_headers_module and ngx_http_rewrite_module.
"""

from __future__ import annotations

from collections.abc import Iterator

from microsite.formats.hosts.served import HOST_FILES_FOLDER, IMMUTABLE, MISSING_PAGE, REVALIDATE, Served


def nginx_files(site: Served) -> dict[str, bytes]:
    """Write `nginx.conf`."""
    return {f"{HOST_FILES_FOLDER}/nginx.conf": ("\n".join(_lines(site)) + "\n").encode()}


def _lines(site: Served) -> Iterator[str]:
    below = site.folder
    yield "# Made by microsite. Do not edit: each build writes it anew. Include it in the site's server block, whose"
    yield f"# root is the folder in which the first page is {_comment(below.removeprefix('/'))}index.html."
    if below != "/":
        yield f"location = {_quoted(below.rstrip('/'))} {{"
        yield "    absolute_redirect off;"
        yield f"    return 301 {_quoted(site.url(''))};"
        yield "}"
    yield f"location {_quoted(below)} {{"
    yield "    index index.html;"
    yield "    absolute_redirect off;"
    yield "    charset off;"
    # nginx looks this address up as written; only one with a dollar sign, which would name a variable, is encoded.
    yield f"    error_page 404 {_quoted(site.url(MISSING_PAGE) if '$' in below else below + MISSING_PAGE)};"
    yield "    default_type application/octet-stream;"
    yield "    types {"
    for ending, kind in site.types.items():
        yield f"        {_quoted(kind)} {ending};"
    yield "    }"
    yield f"    set $microsite_cache {_quoted(REVALIDATE)};"
    yield "    add_header Cache-Control $microsite_cache always;"
    for name, value in site.headers.items():
        yield f"    add_header {name} {_quoted(value)} always;"
    for path, kind in site.types_of_files.items():
        yield f"    location = {_quoted(below + path)} {{"
        yield "        types { }"
        yield f"        default_type {_quoted(kind)};"
        yield f"        set $microsite_cache {_quoted(REVALIDATE)};"
        yield "    }"
    yield f"    location {_quoted(f'{below}assets/')} {{ set $microsite_cache {_quoted(IMMUTABLE)}; }}"
    for path in site.immutable_pictures:
        yield f"    location = {_quoted(below + path)} {{ set $microsite_cache {_quoted(IMMUTABLE)}; }}"
    for old, new in site.redirects:
        yield f"    location = {_quoted(below + old)} {{"
        yield f"        set $microsite_cache {_quoted(REVALIDATE)};"
        yield f"        return 301 {_quoted(site.url(new))};"
        yield "    }"
    yield f"    location {_quoted(f'{below}.microsite')} {{ return 404; }}"
    yield f"    location {_quoted(f'{below}{HOST_FILES_FOLDER}/')} {{ return 404; }}"
    yield "}"


def _comment(text: str) -> str:
    return " ".join(text.split())


def _quoted(text: str) -> str:
    """Quote a text for nginx."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

"""The whole document as one HTML file to send and to keep: styles and pictures are embedded, and it loads no others."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from posixpath import dirname, join, normpath
from typing import Any

from microsite.assets.stylesheet import join_layers
from microsite.lazy_patterns import lazy_pattern
from microsite.paper.offline import document_tree, heading_of, is_chapter, sections_of, title_of
from microsite.paper.papers import Source
from microsite.paper.tree import Element, elements, write_html
from microsite.render.data_block import content_hash

#: Media types of what can be embedded, by file ending.
TYPES = {
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
}
#: Longer titles are set smaller, as on the pages.
LONG_TITLE = 70
_URL = lazy_pattern(r"url\(\s*[\"']?([^\"')]*)[\"']?\s*\)")


def make_one_file(source: Source) -> bytes:
    """Write the whole document as one HTML file."""
    files = source.renderer.files
    sections = sections_of(document_tree(source))
    cover, parts = sections[0], sections[1:]
    _embed_pictures([cover, *parts], files)
    title = heading_of(cover)
    if len(title.text) > LONG_TITLE:
        title.attributes["class"] += " cover__title--long"
    style = _style(source)
    frame = source.html("one_file", style_hash=content_hash(style), contents=_contents(parts))
    inside = {
        "style": style,
        "cover": write_html(cover.children),
        "text": "\n".join(write_html([each]) for each in parts),
    }
    # These have their language attributes already, so they are not rendered with the template but put in afterwards.
    for name, content in inside.items():
        frame = frame.replace(f"<!--{name}-->", content, 1)
    return frame.encode()


def _contents(parts: Sequence[Element]) -> list[dict[str, Any]]:
    """Return the entries of the table of contents; chapters have numbers."""
    entries: list[dict[str, Any]] = []
    number = 0
    for part in parts:
        number += is_chapter(part)
        heading = heading_of(part)
        entries.append(
            {"id": heading.attributes["id"], "number": number if is_chapter(part) else None, "title": title_of(heading)}
        )
    return entries


def _embed_pictures(nodes: Sequence[Element | str], files: Mapping[str, bytes]) -> None:
    for each in elements(nodes):
        if each.tag == "img":
            each.attributes["src"] = _data_address(each.attributes["src"], files)
            for name in ("srcset", "sizes", "loading", "decoding"):
                each.attributes.pop(name, None)


def _style(source: Source) -> str:
    """Return the CSS of the pages with the files it names embedded, and then the CSS for this format."""
    files, path = source.renderer.files, source.renderer.style_path
    own = (source.templates.engine / "paper/one_file.css").read_text(encoding="utf-8")
    pages = _URL.sub(
        lambda found: f'url("{_data_address(normpath(join(dirname(path), found[1])), files)}")', files[path].decode()
    )
    return pages + join_layers([own])


def _data_address(path: str, files: Mapping[str, bytes]) -> str:
    """Return a `data:` address that contains a file; an empty one if there is no such file."""
    if path.startswith("data:"):
        return path
    kind = TYPES.get(path.rpartition(".")[2].lower())
    content = files.get(path)
    return f"data:{kind};base64,{base64.b64encode(content).decode()}" if kind and content else "data:,"

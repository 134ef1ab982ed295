"""Makes the ids of a chapter unique, resolves its links and pictures, and records those that lead nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from microsite.html.addresses import is_remote
from microsite.html.context import NO_ADDRESS, Context, Found, HeadingLink
from microsite.html.tree import new_element, with_stand_ins
from microsite.source.slugs import free_id, valid_id
from microsite.validate.address_encoding import encoded_outside

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

#: Prefix of the page's own ids; an author's id that begins with it is renamed.
OWN_PREFIX = "site-"


def resolve_references(body: LexborNode, context: Context) -> None:
    """Make ids unique, and resolve addresses."""
    taken: dict[str, int] = dict.fromkeys(context.found.ids, 1)
    cells: dict[str, str] = {}
    # All of them at once, so that links, pictures and ids are recorded in document order.
    nodes = {node.mem_id: node for node in body.css("a, img, [id], [cite]")}
    for node in nodes.values():
        tag = node.tag
        attributes = node.attributes
        changed: dict[str, str] = {name: value or "" for name, value in attributes.items()}
        if "id" in changed:
            changed["id"] = _unique_id(changed["id"], taken, context.found)
            if tag in ("th", "td"):
                cells[attributes["id"] or ""] = changed["id"]
        if tag == "a" and "href" in changed:
            _resolve_link(node, changed, context)
        elif tag == "img":
            _resolve_picture(node, changed, context)
        if "cite" in changed:
            changed["cite"] = encoded_outside(changed["cite"])
        for name, value in changed.items():
            if (new := with_stand_ins(value)) != attributes.get(name):
                node.attrs[name] = new
    for cell in body.css("[headers]") if cells else ():
        ids = (cells.get(each, each) for each in (cell.attributes["headers"] or "").split())
        cell.attrs["headers"] = with_stand_ins(" ".join(ids))


def _unique_id(wanted: str, taken: dict[str, int], found: Found) -> str:
    identifier = good = valid_id(wanted)
    if identifier.startswith(OWN_PREFIX):
        identifier = f"text-{identifier}"
    unique = free_id(identifier, taken)
    found.ids.append(unique)
    if unique != good:
        found.renamed.append((wanted, unique))
    elif unique != wanted:
        found.improved.append((wanted, unique))
    return unique


def _resolve_link(link: LexborNode, changed: dict[str, str], context: Context) -> None:
    found = context.found
    as_written = changed["href"]
    target = context.resolve(as_written, False)
    if target.held_back:
        found.held_back.append((as_written, target.problem, target.advice))
        del changed["href"]
        del link.attrs["href"]
        return
    if target.problem:
        found.broken.append((as_written, target.problem, target.advice))
    if target.repair:
        found.repaired.append((as_written, target.repair))
    if target.fragment:
        link_to = HeadingLink(written=as_written, address=target.address, chapter=target.chapter, id=target.fragment)
        found.to_headings.append(link_to)
    changed["href"] = encoded_outside(target.address)
    if target.note:
        found.to_files.append((link, target.note))


def _resolve_picture(picture: LexborNode, changed: dict[str, str], context: Context) -> None:
    found = context.found
    as_written = changed.get("src", "")
    if "alt" not in changed and (title := changed.pop("title", "")):
        changed["alt"] = title  # Only alt text is read out everywhere.
        del picture.attrs["title"]
    alt_text = changed.get("alt", "")
    if is_remote(as_written):
        elsewhere = context.resolve(as_written, False)
        if elsewhere.problem:
            found.broken.append((as_written, elsewhere.problem, elsewhere.advice))
        shown_text = alt_text
        if title := changed.get("title", "").strip():
            shown_text = title if alt_text in ("", title) else f"{alt_text} ({title})"
        words = shown_text or as_written.partition("?")[0].rsplit("/", 1)[-1] or as_written
        around = _link_around(picture)
        others = around is not None and bool(around.text(strip=True) or around.css_first("img[alt]:not([alt=''])"))
        found.remote_pictures.append((as_written, around is not None, bool(shown_text) or others))
        if around is not None:  # Links cannot nest: the words stay, and so does the link around them.
            picture.replace_with(shown_text if others else words)
            return
        link = new_element(picture, "a", {"href": encoded_outside(as_written)})
        link.insert_child(with_stand_ins(words))
        picture.replace_with(link, move=True)
        return
    target = context.resolve(as_written, True)
    if not as_written.strip():
        found.broken.append((as_written, NO_ADDRESS, "Put it into content/media, and write media/ and its name."))
    elif target.problem:
        found.broken.append((as_written, target.problem, target.advice))
    if target.repair:
        found.repaired.append((as_written, target.repair))
    changed["src"] = target.address
    changed["alt"] = alt_text


def _link_around(node: LexborNode) -> LexborNode | None:
    """Return the link that an element is in."""
    around = node.parent
    while around is not None and around.tag != "a":
        around = around.parent
    return around

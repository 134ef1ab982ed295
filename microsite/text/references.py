"""Ids, links and pictures of a chapter: made unique, resolved, reported where they lead nowhere."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from microsite.text.headings import free_id

#: Ids of the page itself begin so; an author's id that does is renamed.
OWN_PREFIX = "site-"
_TAG = re.compile(r"<(a|img|(?:[a-z][a-z0-9]*))((?:\s+[\w:-]+=\"[^\"]*\")+)(\s*/?)>")
_ATTRIBUTE = re.compile(r"\s+([\w:-]+)=\"([^\"]*)\"")
#: Attributes that need no repair, as most have.
_SAYS_NOTHING_HERE = re.compile(r"(?: (?:class|scope|start|colspan|rowspan)=\"[\w -]*\")*")
#: Carries what is to be said of a file until the words of its link are known.
_NOTE = "data-note"
_NOTED = re.compile(
    r"<a ([^<>]*?) ?data-note=\"([^\"]*)\">((?:(?!</a>).)*)</a>(\s*[(\[][^()\[\]<>]{2,40}[)\]])?", re.DOTALL
)
#: Type and size as people type them after a file's name: (PDF, 160KB), [1.2 MB], (pdf).
_TYPED = re.compile(
    r"\s*[(\[](?:\.?[A-Za-z]{2,5}x?(?: (?:document|file))?)?[\s,:;–-]*"
    r"(?:[0-9][0-9.,]*\s?[KMG]i?B(?:ytes)?)?(?:[\s,]*[0-9]+ pages?)?[)\]]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link of an author's leads once it is published; `problem` says why it leads nowhere."""

    address: str
    problem: str = ""
    hint: str = ""
    #: For a link to a heading of another chapter: that chapter's file and the id.
    chapter: str = ""
    fragment: str = ""
    #: Whether it leads to something that is left out for a time; the words then stay without a link.
    held_back: bool = False
    #: For a link to a file: its type and size, as `PDF, 160 kB`.
    note: str = ""


@dataclass
class References:
    """What was found in one chapter."""

    ids: list[str] = field(default_factory=lambda: [])
    #: Ids that had to be renamed: the author's and the new one.
    renamed: list[tuple[str, str]] = field(default_factory=lambda: [])
    #: Links and pictures as written, with what is wrong: (as written, problem, hint).
    broken: list[tuple[str, str, str]] = field(default_factory=lambda: [])
    #: Links to what is left out for a time, as written, with what to know: (as written, message, hint).
    held_back: list[tuple[str, str, str]] = field(default_factory=lambda: [])
    #: Links to headings: (as written, the chapter's file or "" for this one, the id).
    to_headings: list[tuple[str, str, str]] = field(default_factory=lambda: [])
    #: Pictures on other hosts, as written.
    remote_pictures: list[str] = field(default_factory=lambda: [])


def resolve_references(safe_html: str, resolve: Callable[[str, bool], Target]) -> tuple[str, References]:
    """Make ids unique and addresses right.

    Args:
        safe_html: the sanitised text; `sanitise` writes every attribute in double quotation marks.
        resolve: gives the target of an address as written; True for a picture.

    Returns:
        The text and what was found in it.
    """
    found = References()
    taken: dict[str, int] = {}

    def repair(match: re.Match[str]) -> str:
        name = match[1]
        if name not in ("a", "img") and " id=" not in match[2]:
            return match[0]
        attributes = {key: html.unescape(value) for key, value in _ATTRIBUTE.findall(match[2])}
        if "id" in attributes:
            attributes["id"] = _unique_id(attributes["id"], taken, found)
        if name == "a" and "href" in attributes:
            _resolve_link(attributes, resolve, found)
        if name == "img":
            return _resolve_picture(attributes, resolve, found)
        return _tag(name, attributes, match[3])

    return _with_notes(_TAG.sub(repair, safe_html)), found


def prefix_ids(resolved_html: str, prefix: str, pages: Mapping[str, str]) -> str:
    """Make a chapter's ids and the links to them its own, for a page that holds several chapters.

    Args:
        resolved_html: the text of a chapter.
        prefix: what stands in front of the ids of this chapter.
        pages: the prefix of each chapter by the address of its page.
    """

    def repair(match: re.Match[str]) -> str:
        if match[1] != "a" and _SAYS_NOTHING_HERE.fullmatch(match[2]):
            return match[0]
        attributes = {key: html.unescape(value) for key, value in _ATTRIBUTE.findall(match[2])}
        if "id" in attributes:
            attributes["id"] = f"{prefix}--{attributes['id']}"
        if match[1] == "a" and "href" in attributes:
            page, mark, fragment = attributes["href"].partition("#")
            if not page and mark:
                attributes["href"] = f"#{prefix}--{fragment}" if fragment else f"#{prefix}"
            elif page in pages:
                attributes["href"] = f"#{pages[page]}--{fragment}" if fragment else f"#{pages[page]}"
        return _tag(match[1], attributes, match[3])

    return _TAG.sub(repair, resolved_html)


def is_remote(address: str) -> bool:
    """Whether an address names another host."""
    try:
        return bool(urlsplit(address).netloc) or address.startswith("//")
    except ValueError:  # A host in brackets that are never closed, or with letters that look like others.
        return False


def encoded(path: str) -> str:
    """Write a path so that it may stand in an address."""
    return quote(path, safe="/-._~!$&'()*+,;=:@")


def _with_notes(safe_html: str) -> str:
    """Say type and size of a file within its link, and not a second time where the author typed them."""
    if _NOTE not in safe_html:
        return safe_html

    def noted(match: re.Match[str]) -> str:
        kind = match[2].partition(",")[0]
        words = match[3]
        typed = _TYPED.search(words)
        if typed and typed.end() == len(words.rstrip()) and _names_file(typed[0], kind):
            words = words[: typed.start()]
        after = match[4] or ""
        if _TYPED.fullmatch(after) and _names_file(after, kind):
            after = ""
        return f'<a {match[1]}>{words} <span class="file-note">({match[2]})</span></a>{after}'

    return _NOTED.sub(noted, safe_html)


def _names_file(typed: str, kind: str) -> bool:
    """Whether what stands in brackets is a file's type or size, and not a word of the sentence."""
    return bool(re.search(r"[0-9]\s?[KMG]i?B", typed, re.IGNORECASE)) or kind.casefold() in typed.casefold()


def _unique_id(wanted: str, taken: dict[str, int], found: References) -> str:
    identifier = "-".join(wanted.split()) or "part"
    if identifier.startswith(OWN_PREFIX):
        identifier = f"text-{identifier}"
    unique = free_id(identifier, taken)
    found.ids.append(unique)
    if unique != wanted:
        found.renamed.append((wanted, unique))
    return unique


def _resolve_link(attributes: dict[str, str], resolve: Callable[[str, bool], Target], found: References) -> None:
    written = attributes["href"]
    target = resolve(written, False)
    if target.held_back:
        found.held_back.append((written, target.problem, target.hint))
        del attributes["href"]
        return
    if target.problem:
        found.broken.append((written, target.problem, target.hint))
    if target.fragment:
        found.to_headings.append((written, target.chapter, target.fragment))
    attributes["href"] = target.address
    if target.note:
        attributes[_NOTE] = target.note


def _resolve_picture(attributes: dict[str, str], resolve: Callable[[str, bool], Target], found: References) -> str:
    written = attributes.get("src", "")
    alternative = attributes.get("alt", "")
    if is_remote(written):
        found.remote_pictures.append(written)
        words = alternative or written.partition("?")[0].rsplit("/", 1)[-1] or written
        return f'<a href="{html.escape(written)}">{html.escape(words)}</a>'
    target = resolve(written, True)
    if target.problem:
        found.broken.append((written, target.problem, target.hint))
    return _tag("img", {**attributes, "src": target.address, "alt": alternative}, "")


def _tag(name: str, attributes: dict[str, str], end: str) -> str:
    written = "".join(f' {key}="{html.escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}{end.strip()}>"

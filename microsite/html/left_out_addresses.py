"""Explains why an address was removed and what to write instead: for packed pictures, files on a disk and others."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import unquote

from microsite.html.packed_files import shortened_data_url
from microsite.lazy_patterns import lazy_pattern
from microsite.problems import Location, Problem

if TYPE_CHECKING:
    from microsite.html.removed import Removed

#: Media types that people pack into text, with the extension of such a file.
_ENDINGS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/jpg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/avif": "avif",
    "image/svg+xml": "svg",
    "image/bmp": "bmp",
    "application/pdf": "pdf",
    "text/csv": "csv",
    "application/msword": "doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}
_DATA = lazy_pattern(r"data:(?P<kind>[\w.+/-]*)(?:;[\w=-]+)*?(?P<packed>;base64)?,", re.IGNORECASE)
#: A drive, a network share, or somebody's own folders.
_ON_A_DISK = lazy_pattern(
    r"file:.*|[a-z]:[\\/].*|\\.*|~[\\/].*|%(?:userprofile|appdata|homepath)%.*|/(?:users|home|volumes|mnt)/.+",
    re.IGNORECASE | re.DOTALL,
)
#: Schemes that only the program it was copied from understands.
_OF_A_PROGRAM = lazy_pattern(r"cid|mid|blob|attachment|content|webkit-fake-url|about|res|app|(?:chrome|moz)-extension")
_PROGRAMS = lazy_pattern(r"javascript|vbscript|livescript|data")


def is_on_a_disk(address: str) -> bool:
    """Whether an address leads to a file on somebody's own disk or network."""
    return bool(_ON_A_DISK.fullmatch(address))


def disk_problem(address: str, what: str) -> tuple[str, str]:
    """Say why an address on somebody's disk leads nowhere, and what to do.

    Args:
        address: the address as it is written.
        what: `picture`, `document` or `link`.

    Returns:
        The message and the advice.
    """
    name = re.split(r"[\\/]", unquote(address.rstrip("\\/")))[-1]
    leads = "goes to" if what == "link" else "is on"
    message = f"The {what} “{_short(address)}” {leads} your own computer or network, where readers cannot open it."
    if name.casefold().endswith((".md", ".markdown")):
        return message, f"To link to a chapter, use the name of its file in content/: write {name}."
    if "." not in name.strip("."):
        return message, "Copy the file you mean into content/media, and write media/ and its name."
    return message, f"Copy {name} into content/media, and write media/{name}."


def left_out_problem(removed: Removed, location: Location, number: int, stem: str) -> Problem:
    """Report an address that was removed.

    Args:
        removed: the address, and the element it was in.
        location: where it is.
        number: counts such addresses in the chapter, from 1; part of a suggested file name.
        stem: the chapter's name; part of that name as well.
    """
    report: Callable[..., Problem] = Problem.error if removed.element == "img" else Problem.warning
    what, code = ("picture", "TEXT-006") if removed.element == "img" else ("link", "TEXT-003")
    address = re.sub(r"[\x00-\x20\x7f-\xa0]", "", removed.name[:200])
    data = _DATA.match(address)
    ending = _ENDINGS.get(data["kind"].casefold(), "") if data else ""
    if data and (ending or what == "picture"):
        message, advice = _packed(removed.name, what, ending, f"{stem}-{number}")
        return report("TEXT-020", message, location, advice)
    if is_on_a_disk(removed.name):
        message, advice = disk_problem(removed.name, what)
        return report(code, message, location, advice)
    scheme, shown = address.partition(":")[0].lower(), _short(removed.name)
    if _OF_A_PROGRAM.fullmatch(scheme):
        message = (
            f"The {what} “{shown}” belongs to the program that you copied it from, and no other program can open it."
        )
        return report(
            code, message, location, "Save it from that program into content/media, and write media/ and its name."
        )
    if _PROGRAMS.fullmatch(scheme):
        message = f"We left out the address “{shown}”: a page must not run it or contain it."
    else:
        message = f"We left out the address “{shown}”: not every device can open one that begins with {scheme}:"
    advice = "Use an address that begins with https://, mailto: or tel:, or the name of a file."
    return report(code, message, location, advice)


def _packed(address: str, what: str, ending: str, name: str) -> tuple[str, str]:
    """Say what is packed into a text, and where to save it."""
    data = address.partition(",")[2]
    _, cut = shortened_data_url(address)
    size = cut * 3 // 4 if cut else len(data) * 3 // 4 if ";base64" in address[:200].casefold() else len(unquote(data))
    size_text = f"{max(1, round(size / 1000))} kB" if size < 999_500 else f"{size / 1_000_000:.1f} MB"
    kind = f"{ending.upper()}, {size_text}" if ending else size_text
    file = f"media/{name}.{ending or 'png'}"
    if what == "link":
        message = f"A whole file is packed into the text here ({kind}), so we left it out."
        return (
            message,
            f"Open the address in a browser, save the file as content/{file}, and write {file} in its place.",
        )
    message = f"A picture is packed into the text here ({kind}). It belongs in a file of its own."
    copy = "Copy the address, from data: to the end, into a browser."
    return message, f"{copy} Save the picture as content/{file}, and write {file} in place of the address."


def _short(address: str) -> str:
    return address if len(address) <= 60 else f"{address[:57]}…"

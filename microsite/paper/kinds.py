"""The formats that a site can have beside its pages: their names, their files, and what they need."""

from __future__ import annotations

from typing import get_args

from microsite.model.consultation import FormatName
from microsite.model.site import Site

KINDS: tuple[FormatName, ...] = get_args(FormatName)
#: The folder below the output folder that all of them are in.
FOLDER = "formats"
#: Kinds that are not PDFs, with their file endings.
_ENDINGS = {"epub": "epub", "html": "html", "text": "txt"}
#: Kinds that are the whole document as a PDF, typeset in different ways.
DOCUMENTS: tuple[FormatName, ...] = ("pdf", "large-print", "easy-print")
#: Kinds that are read on a screen without the site.
OFFLINE: tuple[FormatName, ...] = ("epub", "html", "text")
#: Kinds that are typeset by typst, and checked as PDF/UA.
TYPESET = frozenset({*DOCUMENTS, "form", "poster", "leaflet"})


def path_of(kind: str, name: str) -> str:
    """Return the path of a format below the output folder.

    Args:
        kind: one of `KINDS`.
        name: the base name of all the site's files, such as `room-to-grow`.
    """
    ending = _ENDINGS.get(kind, "pdf")
    # Readers keep these files among others, so their names say which consultation they are from.
    return f"{FOLDER}/{name}.{ending}" if kind in ("pdf", *_ENDINGS) else f"{FOLDER}/{name}-{kind}.{ending}"


def lacks_for(kind: str, site: Site) -> str:
    """Say what a site lacks for a format, as the end of “it needs”; empty if it lacks nothing."""
    if kind in ("poster", "leaflet") and not site.site_address:
        return "the address of the site, in site_address"
    if kind == "form" and not site.lists.questions:
        return "the survey's questions, in content/data/questions.yaml"
    posts = (way.post for way in site.consultation.ways_to_respond if way.kind == "post")
    if kind == "form" and not any(post is not None and post.supplied for post in posts):
        return "an address to send it to: a way to respond of the kind post, with its post"
    return ""

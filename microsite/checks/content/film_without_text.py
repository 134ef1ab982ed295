"""Videos and recordings without anything for people who cannot see or hear them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.lazy_patterns import lazy_pattern

_FILM = lazy_pattern(
    r"(?:https?:)?//(?:www\.|m\.)?(?:youtube(?:-nocookie)?\.com/(?:watch|embed|shorts|v/)|youtu\.be/\w"
    r"|(?:player\.)?vimeo\.com/(?:video/)?\d|(?:w\.)?soundcloud\.com/\w+/\w)"
    r"|[^?#]+\.(?:mp4|webm|mov|avi|m4v|mp3|wav|ogg|m4a)(?:[?#]|$)",
    re.IGNORECASE,
)
#: A speaker's name, before what they say.
_SPEAKER = lazy_pattern(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}: ")
_PLAYERS = frozenset({"video", "audio", "iframe", "embed", "source"})


def film_without_text(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each video or recording in a section that mentions no captions, transcript or description."""
    for start, length in _films(reading):
        first, last = _part_around(reading, start, known)
        passages = [passage.text for passage in reading.passages if first <= passage.start < last]
        if sum(bool(_SPEAKER.match(text)) for text in passages) > 1:
            continue  # The text is a transcript, with the speakers' names.
        text = " ".join(passages)
        if not known.words.film_text.search(f"{text} {reading.words(first, last)}"):
            yield reading.hint(
                "MEDIA-001",
                "Nothing here says if this video or recording has captions, or if people can read what is said in it.",
                start,
                length,
                "Deaf readers cannot hear it, and blind readers cannot see it. Next to the link, say what there is, "
                "and link to a transcript: “with captions; read the transcript”.",
                "1.2.1",
            )


def _part_around(reading: Reading, at: int, known: Known) -> tuple[int, int]:
    """Return the bounds of the section with a video, and of the next if its heading says that it is the transcript."""
    first, last = reading.section_around(at)
    if any(heading.start == last and known.words.film_text.search(heading.words) for heading in reading.headings):
        _, last = reading.section_around(last)
    return first, last


def _films(reading: Reading) -> Iterator[tuple[int, int]]:
    for link in reading.links:
        if _FILM.match(link.address):
            yield link.start, link.end - link.start
    last = -1
    for tag in reading.tags:
        address = tag.attributes.get("src", "")
        if tag.closing or tag.name not in _PLAYERS or tag.start < last:
            continue
        if _FILM.match(address) or (tag.name in ("video", "audio")):
            end = reading.body.find(f"</{tag.name}", tag.end)
            last = end if tag.name in ("video", "audio") and end > 0 else last
            yield tag.start, tag.end - tag.start

"""Pictures without alt text."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.checks.content.spacer_picture import is_spacer
from microsite.source.parts import Picture

_IN_BRACKETS = "In the brackets, write what it says, such as ![A bench by the pond](bench.jpg)."


def picture_without_alt_text(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each picture without alt text, unless it needs none; `<img alt="">` says that it is only decoration."""
    for picture in reading.pictures:
        if (picture.alt_text or "").strip() or _decorates(picture) or is_spacer(picture):
            continue
        blank = "alt is just a space" if picture.alt_text else "alt is missing"
        written = blank if picture.raw else "the brackets are empty"
        yield reading.warning(
            "PIC-001",
            f"This picture has no alt text: {written}.",
            picture.start,
            picture.end - picture.start,
            f"People who cannot see the picture are told nothing about it. {_what_to_write(picture)} "
            'If it is only decoration, write <img src="…" alt="">.',
            "1.1.1",
        )


def _what_to_write(picture: Picture) -> str:
    address = picture.address if picture.raw and len(picture.address) <= 60 else "…"
    own = f'In alt, write what it says, such as <img src="{address}" alt="A bench by the pond">.'
    return own if picture.raw else _IN_BRACKETS


def is_hidden(picture: Picture) -> bool:
    """Whether a picture is hidden from screen readers."""
    given = picture.attributes
    hidden = given.get("aria-hidden", "").strip().lower() == "true"
    return hidden or given.get("role", "").strip().lower() in ("none", "presentation")


def is_named_otherwise(picture: Picture) -> bool:
    """Whether something else names a picture without alt text."""
    return any(picture.attributes.get(name, "").strip() for name in ("aria-label", "aria-labelledby", "title"))


def _decorates(picture: Picture) -> bool:
    """Whether a picture needs no alt text: it is marked as decorative, has another name, or is in a link."""
    if picture.raw and (picture.alt_text == "" or is_hidden(picture) or is_named_otherwise(picture)):
        return True
    return picture.link is not None  # A link without words has a rule of its own.

"""Alt texts so full of figures that the picture seems to be text."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.alt_text_is_file_name import is_file_name
from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.lazy_patterns import lazy_pattern

_FIGURE = lazy_pattern(r"(?<![\w.,])[£€$]?\d[\d.,]*%?(?![\w])")
#: Fewer figures than this may be dates and page numbers.
MANY = 4


def text_in_picture(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each alt text with many figures in it."""
    for picture in reading.pictures:
        words = (picture.alt_text or "").strip()
        figures = _FIGURE.findall(known.words.numbered.sub("", words))
        if len(figures) >= MANY and not is_file_name(words, picture.address):
            yield reading.hint(
                "PIC-009",
                f"The alt text of this picture has {len(figures)} figures, so the picture seems to show text or "
                "figures.",
                picture.start,
                picture.end - picture.start,
                "Nobody can translate or copy words and figures in a picture, or enlarge them well. Write them in "
                "the chapter, with figures in a table.",
                "1.4.5",
            )

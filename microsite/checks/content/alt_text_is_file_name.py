"""Alt texts that are only a file name or a placeholder."""

from __future__ import annotations

import re
from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.lazy_patterns import lazy_pattern

_FILE = lazy_pattern(r"[^\s/]+(?: [^\s/]+){0,8}\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|heic)", re.IGNORECASE)
#: Placeholders for alt text that nobody has written.
_NO_WORDS = lazy_pattern(
    r"(?:insert |add |your )?(?:image|picture|photo|photograph|img|alt(?:ernative)?(?: text)?|alt text here"
    r"|description|caption|graphic|icon|figure|banner"
    r"|placeholder|thumbnail|decorative(?: image)?|image (?:here|description|alt|placeholder)|null|none|undefined"
    r"|n/?a|tb[cd]|to ?do|\?+)",
    re.IGNORECASE,
)
_CAMERA = lazy_pattern(
    r"(?:img|dsc[nf]?|image|screen ?shot|photo|picture|pic|untitled|unnamed|scan|clip_image|zight|cleanshot)"
    r"(?:[\s_.:-]*(?:\d+|at|from|[ap]m))*",
    re.IGNORECASE,
)


def alt_text_is_file_name(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each alt text that is a file name, a placeholder, or what a camera or program calls a picture."""
    for picture in reading.pictures:
        words = (picture.alt_text or "").strip()
        if is_file_name(words, picture.address):
            what, why = "is a file name, not what the picture shows", "A screen reader reads it out letter by letter."
            if says_nothing(words):
                what, why = "does not say what it shows", "People who hear it learn nothing about the picture."
            yield reading.warning(
                "PIC-002",
                f"The alt text of this picture {what}: “{words}”.",
                max(picture.start, reading.body.find(words, picture.start, picture.end)),
                len(words),
                f"{why} Write what the picture tells readers.",
                "1.1.1",
            )


def is_file_name(words: str, address: str) -> bool:
    """Whether an alt text is only the name of the file at the address, a typical name of a file, or a placeholder."""
    stem = address.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    joined = words == stem and not words.isalpha() and " " not in words
    named = _FILE.fullmatch(words) or _CAMERA.fullmatch(words)
    return bool(words) and bool(named or joined or says_nothing(words))


def says_nothing(words: str) -> bool:
    """Whether an alt text is only a placeholder, such as “image”."""
    return bool(_NO_WORDS.fullmatch(words.strip(" .:[]()")))

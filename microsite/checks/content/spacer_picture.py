"""Pictures that only make space."""

from __future__ import annotations

import re
from collections.abc import Iterator

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.lazy_patterns import lazy_pattern
from microsite.source.parts import Picture

_NAME = lazy_pattern(r"(?:spacer|blank|pixel|transparent|clear|shim|1x1)\d*\.(?:gif|png|svg)", re.IGNORECASE)


def spacer_picture(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report each picture that shows nothing."""
    for picture in reading.pictures:
        if is_spacer(picture):
            yield reading.warning(
                "PIC-007",
                "This picture shows nothing. It only makes space.",
                picture.start,
                picture.end - picture.start,
                "It gets in the way of people who listen to the page or make its text larger. Delete it: the page "
                "adds the right space.",
                "1.1.1",
            )


def is_spacer(picture: Picture) -> bool:
    """Whether a picture is known to show nothing, by its name or its size."""
    if _NAME.fullmatch(picture.address.rsplit("/", 1)[-1]):
        return True
    sizes = [picture.attributes.get(side, "").removesuffix("px") for side in ("width", "height")]
    return any(size in ("0", "1", "2") for size in sizes) and all(size.isdigit() for size in sizes if size)

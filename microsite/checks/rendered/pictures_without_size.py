"""Pictures without a width and height, so that the text jumps when they load."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.rendered.page_text import PageText
from microsite.problems import Problem, Severity


def pictures_without_size(page: PageText) -> Iterator[Problem]:
    """Report each picture that does not give both its width and its height."""
    for picture in page.named("img"):
        if not all(picture.attributes.get(side, "").isdecimal() for side in ("width", "height")):
            message = f"The picture “{picture.attributes.get('src', '')}” does not say how wide and high it is."
            advice = "Give the <svg> of a drawing a viewBox, or a width and height. In a template, add both."
            yield page.problem("PAGE-008", message, Severity.WARNING, advice)

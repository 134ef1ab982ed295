"""Letters that none of the fonts has: where the author wrote them, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from microsite.checks.where_written import first_place
from microsite.problems import Location, Problem


def letter_problems(
    kind: str, letters: Iterable[str], written: Mapping[str, bytes], place: Location
) -> Iterator[Problem]:
    """Report letters that cannot be printed, once for each file that has them.

    Args:
        kind: the format that cannot hold them.
        letters: the letters.
        written: what the author has written, by path.
        place: where the format is asked for; the location of letters that nobody typed as such.
    """
    texts = {file: content.decode("utf-8-sig", "replace") for file, content in written.items()}
    for letter in letters:
        found = (first_place(re.escape(letter.strip()), {file: text}) for file, text in texts.items())
        for where in [each for each in found if each] or [place]:
            message = f"We have no font for “{letter.strip()}”, so it cannot be printed."
            advice = f"Write it in words. Or take {kind} out of formats in site_config.yaml."
            yield Problem.error("PAPER-001", message, where, advice)

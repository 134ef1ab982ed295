"""What people write in place of a date this program can read, and what to write instead."""

from __future__ import annotations

import re

from microsite.lazy_patterns import lazy_pattern
from microsite.validate.field_types import FieldError

MONTHS = "January February March April May June July August September October November December".split()
SLASHED = lazy_pattern(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(.*)")
#: A date with a time, and what says how far its clock is from UTC or in which half of the year it counts.
WITH_OFFSET = lazy_pattern(
    r"(\d{4}-\d{1,2}-\d{1,2})(?:[T ]+(\d{1,2}:\d{2})(?::\d{2}(?:\.\d+)?)?)?"
    r"\s*\(?(Z|[+-]\d{1,2}(?::?\d{2})?|(?:UTC|GMT)\s*[+-]\s*\d{1,2}(?::?\d{2})?|[A-Z]{2,5})\)?"
)
#: Names that are no place's time the whole year round, or stand for several.
HALF_YEAR = lazy_pattern(r"[A-Z]{2,5}T|(?:UTC|GMT)\s*[+-]\s*\d{1,2}(?::?\d{2})?|[+-]\d{1,2}(?::?\d{2})?|Etc/GMT[+-]\d+")


def unclear_date(text: str) -> FieldError:
    """Say why a text is no date: two readings, an offset, midnight in words, or something else."""
    offset = WITH_OFFSET.fullmatch(text)
    if offset:
        local = " ".join(part for part in (offset[1], offset[2]) if part)
        return FieldError(
            "DATE-010",
            f"“{text}” carries a clock of its own ({offset[3]}).",
            f"Write {local}, as the clocks show it in the place that time_zone names.",
        )
    if "midnight" in text.casefold():
        found = re.search(r"\d{4}-\d{2}-\d{2}", text)
        day = found[0] if found else "2021-11-01"
        return FieldError(
            "DATE-011",
            "Midnight is the end of one day and the start of the next.",
            f"For the end of a day write the date alone: {day}. For its first moment write {day} 00:00",
        )
    slashed = SLASHED.fullmatch(text)
    if not slashed:
        advice = "Write year-month-day, such as 2021-11-01, with a time after it if one is known: 2021-11-01 17:00."
        return FieldError("DATE-003", f"“{text}” is not a date this program can read.", advice)
    first, second, year = int(slashed[1]), int(slashed[2]), int(slashed[3])
    readings = [
        f"{year}-{month:02}-{day:02} for {day} {MONTHS[month - 1]} {year}"
        for day, month in dict.fromkeys(((first, second), (second, first)))
        if 1 <= month <= 12 and 1 <= day <= 31
    ]
    advice = f"Write {' or '.join(readings)}." if readings else "Write year-month-day, such as 2021-11-01."
    message = f"“{text}” can be read in two ways." if len(readings) > 1 else f"“{text}” is not written year-month-day."
    return FieldError("DATE-002", message, advice)

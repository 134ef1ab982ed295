"""Parse times of day as people write them: `5.30pm`, `17h`, `noon`, `6 to 8pm`."""

from __future__ import annotations

import re
from datetime import time

from msgspec import Struct

from microsite.lazy_patterns import lazy_pattern

_TIME = lazy_pattern(
    r"(?<![\w.:/])(?:"
    r"(?P<noon>(?:12\s?)?(?:noon|midday|mid-day))"
    r"|(?P<midnight>(?:12\s?)?(?:midnight|mid-night)|24[:.]00|12(?:[:.]00)?\s?a\.?\s?m\b\.?)"
    r"|(?P<hour>\d{1,2})(?:\s?[:.h]\s?(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?(?!\d))?"
    r"\s?(?P<half>[ap]\.?\s?m\b\.?|(?:o'?clock\s)?in the (?:morning|afternoon|evening))?"
    r"(?P<hours>\s?(?:h|hr|hrs|hours|uhr)\b|\s?o'?clock)?"
    r"|(?P<digits>[012]\d[0-5]\d)(?:[0-5]\d)?(?P<written>\s?(?:h|hr|hrs|hours)\b)?"
    r")(?![\w/]|[.:]\d)"
)
#: Words and punctuation around a date that add nothing.
_FILLERS = lazy_pattern(
    r"\b(?:at|on|by|the|from|before|until|till|no|not|later|than|closes|closing|opens|opening|starts|starting|begins"
    r"|ends|ending|deadline|date|time|day|local|uk|is|of|in|prompt|sharp|latest|up|midday|à|um|le|den)\b|[\s,;:()@|.t-]"
)
#: What shows that the number before it is a day.
_DAY_BEHIND = lazy_pattern(r"\d|st\b|nd\b|rd\b|th\b|[/.]\d| (?:of )?[^\W\d_]{3,12}\b")
#: What separates a beginning and an end.
RANGE = lazy_pattern(r"\b(?:to|until|till|and)\b|[-&]")

_HOURS: dict[str, int] = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
}
_HOUR = rf"(?P<hour>\d{{1,2}}|{'|'.join(_HOURS)})"
#: Hours in words, if something next to them shows that they are hours.
_IN_WORDS = lazy_pattern(
    rf"\b(?:(?P<part>half|quarter|(?:five|ten|twenty|\d{{1,2}})(?: minutes)?) (?P<way>past|to) {_HOUR}"
    rf"|{_HOUR.replace('hour', 'full')}(?=\s?(?:o'?clock|[ap]\.?\s?m\b|noon|midnight|in the)))\b"
)
_MINUTES = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20}


class WrittenTime(Struct, frozen=True):
    """A time of day, in both halves of the day if unclear; midnight, which begins and ends days, has no choices."""

    choices: tuple[time, ...]
    midnight: bool = False


def in_figures(text: str) -> str:
    """Write hours in words as digits: `half past five` as `5:30`, `five o'clock` as `5 o'clock`."""

    def figures(match: re.Match[str]) -> str:
        if match["full"]:
            return str(_number(match["full"]))
        part = match["part"].partition(" ")[0]
        if match["part"].isdigit() and (_hour_of(match["hour"]) > 12 or _DAY_BEHIND.match(text, match.end())):
            return match[0]  # Two days, as in “10 to 12 May”.
        minutes = _MINUTES.get(part) or int(part)
        hour = _number(match["hour"])
        if match["way"] == "to":
            hour, minutes = (hour - 2) % 12 + 1, 60 - minutes
        return f"{hour}:{minutes:02}" if minutes < 60 else match[0]

    return _IN_WORDS.sub(figures, text)


def _hour_of(word: str) -> int:
    return int(word) if word.isdigit() else 0


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _HOURS[word]


def parse_times(text: str, *, after_day: bool = True) -> tuple[WrittenTime, ...] | None:
    """Return the times in a text, two at most; None if anything else is left over.

    Args:
        text: what is left of a text once its days are taken out, in lower case.
        after_day: whether there was a day, so that four digits are a time.
    """
    times: list[WrittenTime] = []
    matches = [match for match in _TIME.finditer(text) if _is_time(match, after_day)]
    halves = [_half(match) for match in matches]
    for match, half in zip(matches, halves, strict=True):
        # “6 to 8pm”: the second says for both which half of the day is meant.
        given = half or next((each for each in halves[1:] if each), "")
        found = _time_of(match, given)
        if found is None:
            return None
        times.append(found)
    rest = _TIME.sub(lambda match: " " if _is_time(match, after_day) else match[0], text)
    rest = _bare_hour_in_range(rest, times, halves)
    if len(times) > 2 or (len(times) == 2 and not RANGE.search(rest)):
        return None
    return tuple(times) if not _FILLERS.sub("", RANGE.sub(" ", rest) if len(times) == 2 else rest) else None


def _bare_hour_in_range(rest: str, times: list[WrittenTime], halves: list[str]) -> str:
    """Take the `6` of `6-8pm`, which is a time only because of what follows."""
    match = re.search(r"(?<![\w.:/])(\d{1,2})\s*(?:-|to|until|till)\s*$", rest.rstrip()) if len(times) == 1 else None
    if match is None or not halves[0] or not 1 <= int(match[1]) <= 12:
        return rest
    hour = int(match[1]) % 12
    end = times[0].choices[0] if times[0].choices else time()
    both = [time(hour), time(hour + 12)]
    times.insert(0, WrittenTime((max((each for each in both if each < end), default=both[0]),)))
    return f"{rest[: match.start()]} - "


def _is_time(match: re.Match[str], after_day: bool) -> bool:
    """Whether a number is more than a number: it has minutes, a half of the day, or the word for hours."""
    if match["digits"]:
        return after_day or bool(match["written"])
    return any(match[part] for part in ("noon", "midnight", "minute", "half", "hours"))


def _half(match: re.Match[str]) -> str:
    words = match["half"] or ""
    if "morning" in words or words.startswith("a"):
        return "am"
    return "pm" if words else ""


def _time_of(match: re.Match[str], half: str) -> WrittenTime | None:
    if match["noon"]:
        return WrittenTime((time(12),))
    if match["midnight"]:
        return WrittenTime((), midnight=True)
    if match["digits"]:
        return (
            WrittenTime((time(int(match["digits"][:2]), int(match["digits"][2:])),))
            if int(match["digits"][:2]) < 24
            else None
        )
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if hour > 23 or minute > 59:
        return None
    if half and hour <= 12:
        return WrittenTime((time(hour % 12 + (12 if half == "pm" else 0), minute),))
    if half:
        return WrittenTime((time(hour, minute),)) if half == "pm" else None
    open_half = (
        1 <= hour <= 12 and not match["hour"].startswith("0") and not (match["hours"] or "").strip().startswith("h")
    )
    if not open_half or hour >= 10:
        return WrittenTime((time(hour, minute),))
    return WrittenTime((time(hour + 12, minute), time(hour, minute)))

"""Find a chapter's front matter, whatever a program has made of the `---` lines around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from microsite.lazy_patterns import lazy_pattern
from microsite.load.front_keys import KNOWN, OWN_KEYS, folded
from microsite.load.source_text import SourceText
from microsite.problems import Problem

#: How many lines to search for front matter where they could also be meant as text.
LONGEST = 400
_HYPHENS = lazy_pattern(r"-{3,}[ \t]*")
_DASH = "\u2010-\u2015\u2212\u2500\ufe58\ufe63\uff0d"
#: What three hyphens become when a program turns them into a dash, and what people type instead of them.
_DASHES = lazy_pattern(
    rf" {{0,3}}(?:-{{2,}}|-(?:[ \t]+-){{2,}}|-*[{_DASH}][-{_DASH} \t\u00a0]*+|---[ \t]*(?:ya?ml|#.*))[ \t\u00a0]*",
    re.IGNORECASE,
)
_DOTS = lazy_pattern(r"\.\.\.[ \t]*")
_FIRST = frozenset("-.\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\ufe58\ufe63\uff0d")
_KEY_LINE = lazy_pattern(r"\s*[\w\u00a0\u200b-]+\s*:")
#: A key, in any of the ways in which people and other programs write one, and its value.
_ANY_KEY = lazy_pattern(
    r"[ \t]*(?:[-*][ \t]+)?(?:\{[ \t]*)?(?:\*\*|[\"'])?"
    r"(?P<key>[A-Za-z][\w-]*(?: [\w-]+){0,3})(?:\*\*|[\"'])?[ \t]*[:=\uff1a](?!//)"
    r"(?:\*\*)?(?P<value>.*)"
)
#: JSON, which is also YAML.
_JSON_LINE = lazy_pattern(r"\s*\{\s*(?:\"[\w-]+\"\s*:.*)?$")
#: A key that holds a page back, or gives its title or order, with something else in place of the colon, or nothing.
_NO_COLON = lazy_pattern(
    r"[ \t]*(?:"
    r"(?:draft|private|hidden|unpublished|unlisted)(?:[ \t]*[-=>\u2013\u2014]+[ \t]*|[ \t]+)?(?:yes|true|on|y|1)?[;,.]?"
    r"|(?:publish|expire)[ _-]?on(?:[ \t]*[-=>\u2013\u2014]+[ \t]*|[ \t]+)[0-9].*"
    r"|(?:title|nav_title|order)[ \t]*(?:[ \t]-|[=>\u2013\u2014])[ \t]*\S.*"
    r")[ \t]*",
    re.IGNORECASE,
)
#: A line that belongs to the key above it.
_BELOW_A_KEY = lazy_pattern(r"[ \t]+\S.*|-[ \t].*|[\]}].*|#.*")
_YES, _NO = frozenset(("yes", "true", "on", "y", "1")), frozenset(("no", "false", "off"))


class FrontMatterLines(Struct, frozen=True, kw_only=True):
    """The lines around front matter, counted from 0; `end` is None if the closing one is missing."""

    start: int
    end: int | None


def front_matter_lines(lines: Sequence[str]) -> FrontMatterLines | None:
    """Find the front matter at the top of a chapter; None if there is none.

    It is between two lines of `---`. A first line of `---` with no key after it is a horizontal rule.
    """
    start = next((index for index, line in enumerate(lines) if line.strip()), 0)
    exact = bool(_HYPHENS.fullmatch(lines[start]))
    if not exact and not _DASHES.fullmatch(lines[start]):
        return None
    end = next((index for index in range(start + 1, len(lines)) if _ends(lines, index)), None)
    following = next((line for line in lines[start + 1 :] if line.strip()), "")
    if end is None:
        is_begun = _KEY_LINE.match(following) if exact else begins_with_known_key(following)
        return FrontMatterLines(start=start, end=None) if is_begun else None
    is_meant = exact and (
        _KEY_LINE.match(following) or re.match(r"\s*#\s|---", following) or _JSON_LINE.match(following)
    )
    within = lines[start + 1 : min(end, start + LONGEST)]
    if is_meant or any(begins_with_known_key(line) or _NO_COLON.fullmatch(line) for line in within):
        return FrontMatterLines(start=start, end=end)
    return None


def end_of_second(lines: Sequence[str], found: FrontMatterLines) -> int | None:
    """Return the end of front matter that begins with two lines of `---` and no keys between them; else None."""
    if found.end is None or any(
        line.strip() and not line.startswith("#") for line in lines[found.start + 1 : found.end]
    ):
        return None
    following = next((line for line in lines[found.end + 1 :] if line.strip()), "")
    if not begins_with_known_key(following):
        return None
    return next((index for index in range(found.end + 1, len(lines)) if _ends(lines, index)), None)


def _ends(lines: Sequence[str], index: int) -> bool:
    """Whether a line closes front matter; an indented one below a multi-line text does not."""
    line = lines[index]
    return is_fence(line) and not (line[:1] == " " and re.search(r"^\s|[|>][+-]?\s*$", lines[index - 1]))


def is_fence(line: str) -> bool:
    """Whether a line can open or close front matter."""
    if line.lstrip(" ")[:1] not in _FIRST:
        return False
    return bool(_HYPHENS.fullmatch(line) or _DASHES.fullmatch(line) or _DOTS.fullmatch(line))


def fence_hints(source: SourceText, found: FrontMatterLines) -> list[Problem]:
    """Return a hint if the lines around front matter are not `---` but are read as if they were."""
    numbers = [number for number in (found.start, found.end) if number is not None]
    odd = [number for number in numbers if source.lines[number].strip() not in ("---", "...")]
    if not odd:
        return []
    line = source.lines[odd[0]]
    message = f"We read “{line.strip()[:40]}” as a line of ---, because it is where the front matter starts or ends."
    advice = "Type three hyphens and nothing else. Some programs turn them into a dash as you type."
    return [Problem.hint("CHAP-013", message, source.location(odd[0] + 1, 1, len(line.rstrip())), advice)]


def key_in(line: str) -> tuple[str, str] | None:
    """Return the key and value that a line begins with, as written; None if it has no key."""
    match = _ANY_KEY.match(line)
    return (match["key"], match["value"].strip(" \t,;")) if match else None


def begins_with_known_key(line: str) -> bool:
    """Whether a line begins with a key that we or other programs know, so that it is hardly meant as text."""
    found = key_in(line)
    if found is None or folded(found[0]) not in KNOWN:
        return False
    return found[0] in OWN_KEYS or found[0][0].islower() or says_private(line)


def says_private(line: str) -> bool:
    """Whether a line says, in whatever form, that a page is not for the public."""
    key, value = key_in(line) or ("", "")
    name, value_text = folded(key), value.strip("\"'* ").casefold()
    if name in ("published", "publish", "public"):
        return value_text in _NO
    if name in ("status", "state"):
        return value_text in ("draft", "private", "pending", "in progress", "not started", "in review", "to do")
    if name == "publishon":
        return value_text[:1].isdigit()
    return (name in ("draft", "isdraft", "private", "unlisted", "hidden") and value_text in _YES) or key == "password"


def is_all_keys(lines: Sequence[str]) -> bool:
    """Whether all lines are keys or belong to one, and at least one of the keys is known."""
    written = [line for line in lines if line.strip()]
    return (
        bool(written)
        and key_in(written[0]) is not None
        and all(key_in(line) or _BELOW_A_KEY.match(line) for line in written)
        and any(begins_with_known_key(line) for line in written)
    )

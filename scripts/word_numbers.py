"""Compare the number in front of each paragraph of a Word document with the number that HTML shows there.

Nothing here is shared with the importer: what Word shows is worked out only from `numbering.xml` and `styles.xml`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree import ElementTree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORD = re.compile(r"[^\W_]+")
_ROMAN = "m cm d cd c xc l xl x ix v iv i".split()
_VALUES = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
#: The possible verdicts on a number.
NUMBERS = ("right", "other signs around it", "another number", "no number", "words not found")


def _val(parent: ElementTree.Element | None, path: str) -> str | None:
    found = parent.find("/".join(f"{_W}{part}" for part in path.split("/"))) if parent is not None else None
    return None if found is None else found.get(f"{_W}val", "")


class WordNumbers:
    """Counts the list numbers of a document; ask for the number of every paragraph, in order."""

    def __init__(
        self, numbering: ElementTree.Element, styles: dict[str | None, ElementTree.Element], default: str | None
    ) -> None:
        self._styles, self._default = styles, default
        abstracts = {each.get(f"{_W}abstractNumId"): each for each in numbering.iter(f"{_W}abstractNum")}
        nums = {each.get(f"{_W}numId"): each for each in numbering.iter(f"{_W}num")}
        self._levels: dict[str, dict[int, ElementTree.Element]] = {}
        self._root: dict[str, str] = {}
        self._starts: dict[str, dict[int, int]] = {}
        for key, num in nums.items():
            root = _val(num, "abstractNumId") or ""
            link = _val(abstracts.get(root), "numStyleLink")
            if link:
                other = nums.get(_val(self._styles.get(link), "pPr/numPr/numId") or "")
                root = _val(other, "abstractNumId") or root
            levels = {int(each.get(f"{_W}ilvl", 0)): each for each in _all(abstracts.get(root), "lvl")}
            starts: dict[int, int] = {}
            for change in _all(num, "lvlOverride"):
                at = int(change.get(f"{_W}ilvl", 0))
                own = change.find(f"{_W}lvl")
                if own is not None:
                    levels[at] = own
                start = _val(change, "startOverride")
                if start is not None:
                    starts[at] = int(start or 0)
            self._levels[key or ""], self._root[key or ""], self._starts[key or ""] = levels, root, starts
        self._reached: dict[str, dict[int, int]] = defaultdict(dict)
        self._used: set[tuple[str, int]] = set()

    def number(self, about: ElementTree.Element | None, style: str | None) -> str:
        """Return the number that Word shows in front of a paragraph; empty for a bullet or if it is in no list."""
        key, level = self._list_of(about, style)
        here = self._levels.get(key, {}).get(level)
        if here is None:
            return ""
        levels, reached = self._levels[key], self._reached[self._root[key]]
        override = self._starts[key].get(level)
        begins = override if override is not None else int(_val(here, "start") or 0)
        if override is not None and (key, level) not in self._used:
            reached.pop(level, None)
        self._used.add((key, level))
        reached[level] = reached[level] + 1 if level in reached else begins
        for above in range(level):
            reached.setdefault(above, int(_val(levels.get(above), "start") or 0))
        for below in [each for each in reached if each > level]:
            after = _val(levels.get(below), "lvlRestart")
            if after is None or (after != "0" and level < int(after or 0)):
                del reached[below]
        if _val(here, "numFmt") == "bullet":
            return ""
        legal = here.find(f"{_W}isLgl") is not None

        def shown(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            kind = _val(levels.get(at), "numFmt") or "decimal"
            return _written(reached.get(at, 0), "decimal" if legal and kind != "none" else kind)

        return re.sub("%([1-9])", shown, _val(here, "lvlText") or "").strip()

    def _list_of(self, about: ElementTree.Element | None, style: str | None) -> tuple[str, int]:
        key, level = _val(about, "numPr/numId"), _val(about, "numPr/ilvl")
        if key is not None and level is None:
            level = "0"
        named, seen = style, 0
        while named is not None and seen < 20 and (key is None or level is None):
            element = self._styles.get(named)
            if key is None:
                key = _val(element, "pPr/numPr/numId")
                if key is not None and level is None:
                    linked = [at for at, each in self._levels.get(key, {}).items() if _val(each, "pStyle") == style]
                    level = str(linked[0]) if linked else _val(element, "pPr/numPr/ilvl")
            elif level is None:
                level = _val(element, "pPr/numPr/ilvl")
            named, seen = _val(element, "basedOn"), seen + 1
        return key or "", int(level or 0)


def _all(parent: ElementTree.Element | None, name: str) -> list[ElementTree.Element]:
    return parent.findall(f"{_W}{name}") if parent is not None else []


def _written(number: int, kind: str) -> str:
    if kind in ("lowerLetter", "upperLetter") and number > 0:
        text = chr(ord("a") + (number - 1) % 26) * (1 + (number - 1) // 26)
    elif kind in ("lowerRoman", "upperRoman") and number > 0:
        text, rest = "", number
        for value, sign in zip(_VALUES, _ROMAN, strict=True):
            text, rest = text + sign * (rest // value), rest % value
    elif kind == "none":
        return ""
    elif kind == "decimalZero":
        return f"{number:02d}"
    elif kind == "ordinal":
        tens = number // 10 % 10 == 1
        return f"{number}{'th' if tens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
    else:
        return str(number)
    return text.upper() if kind.startswith("upper") else text


def shown_numbers(body: Any, tokens: Callable[[str], list[str]]) -> dict[str, list[str]]:
    """Return what HTML shows in front of words: for each run of words, the signs before it, in order.

    Args:
        body: an HTML element, without footnote references.
        tokens: splits a text into words.
    """
    found: dict[str, list[str]] = defaultdict(list)
    first = {item.mem_id: marker for item, marker in _markers(body)}
    for block in body.css("li, p, td, th, h1, h2, h3, h4, h5, h6, dt, dd, caption, figcaption"):
        marker = ""
        if block.tag == "li":
            if block.css_first("p, table") is not None and _begins_with_block(block):
                continue
            marker = first.get(block.mem_id, "")
        elif block.parent is not None and block.parent.tag == "li" and _is_first(block):
            marker = first.get(block.parent.mem_id, "")
        for line in _lines(block):
            words = tokens(line)
            add_line(line, words, marker, found)
    return found


def add_line(line: str, words: list[str], marker: str, found: dict[str, list[str]]) -> None:
    """Add what may be in front of the words of a line: its marker, or up to six of its own words."""
    found[" ".join(words)].append(marker)
    for at, place in enumerate(_WORD.finditer(line)):
        if 0 < at < min(7, len(words)):
            found[" ".join(words[at:])].append(line[: place.start()].strip())


def _markers(body: Any) -> Iterator[tuple[Any, str]]:
    for listed in body.css("ol"):
        number = int(listed.attributes.get("start") or 1)
        kinds = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
        kind = kinds.get(listed.attributes.get("type") or "1", "decimal")
        brackets = "list-brackets" in (listed.attributes.get("class") or "")
        for item in listed.iter():
            if item.tag != "li":
                continue
            number = int(item.attributes.get("value") or number)
            text = _written(number, kind)
            yield item, f"({text})" if brackets else f"{text}."
            number += 1


def _begins_with_block(item: Any) -> bool:
    for part in item.iter(include_text=True):
        if part.tag == "-text" and not (part.text() or "").strip():
            continue
        return part.tag in ("p", "table")
    return False


def _is_first(block: Any) -> bool:
    before = block.prev
    while before is not None and before.tag == "-text" and not (before.text() or "").strip():
        before = before.prev
    return before is None


def _lines(block: Any) -> list[str]:
    """Return the lines of a block's own text, without what is nested in it."""
    parts: list[str] = []
    for part in block.iter(include_text=True):
        if part.tag == "br":
            parts.append("\0")
        elif part.tag not in ("ul", "ol", "p", "table", "div"):
            parts.append(part.text() or "")
    whole = "".join(parts)
    return [whole.replace("\0", " "), *(whole.split("\0") if "\0" in whole else [])]


def _is(number: str, signs: str) -> bool:
    """Whether signs are a number, give or take a quotation mark or the like that belongs to the words."""
    return signs.startswith(number) and not _WORD.search(signs[len(number) :])


def compared(numbered: list[tuple[str, str]], shown: dict[str, list[str]]) -> tuple[Counter[str], list[str]]:
    """Compare the numbers of a document with those shown.

    Args:
        numbered: the number and the words of each numbered paragraph.
        shown: what is in front of words, as `shown_numbers` returns it.
    Returns:
        How many there are of each of `NUMBERS`, and a line for each that is not right.
    """
    counts: Counter[str] = Counter()
    lines: list[str] = []
    left = {words: list(signs) for words, signs in shown.items()}
    waiting: list[tuple[str, str]] = []
    for number, words in numbered:
        signs = left.get(words, [])
        same = next((each for each in signs if _is(number, each)), None)
        if same is not None:
            signs.remove(same)
            counts["right"] += 1
        else:
            waiting.append((number, words))
    for number, words in waiting:
        signs = left.get(words, [])
        alike = next((each for each in signs if _WORD.findall(each) == _WORD.findall(number)), None)
        other = next((each for each in signs if _WORD.search(each)), None)
        kind = (
            "other signs around it"
            if alike is not None
            else "words not found"
            if words not in shown
            else "another number"
            if other is not None
            else "no number"
        )
        counts[kind] += 1
        lines.append(f"{kind}: {number} | {alike or other or ''} | {words[:60]}")
        for each in (alike, other):
            if each is not None:
                signs.remove(each)
                break
    return counts, lines

"""Work out how much a browser has to draw for an SVG file, whose parts can refer to each other again and again."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from msgspec import Struct, field

from microsite.lazy_patterns import lazy_pattern

#: The most elements that may be drawn; a map with thousands of symbols needs a tenth of that.
MOST_DRAWN = 200_000
_TOO_OFTEN = "its parts refer to each other so often that a browser would draw more than 200,000"
_RULE = lazy_pattern(r"([^{}]+)\{([^{}]*)\}")
_SIMPLE = lazy_pattern(r"[.#]?[\w-]+|\*")
_SHAPES = frozenset("circle ellipse g image line path polygon polyline rect svg text textPath tspan use".split())
_URL = lazy_pattern(r"url\(\s*[\"']?#([^\"')\s]+)")


class References(Struct):
    """The elements of a drawing in order, and what they refer to."""

    #: How many elements have been started.
    count: int = 0
    #: For each element with an id: its own number, and the number after its last descendant.
    named: dict[str, tuple[int, int]] = field(default_factory=lambda: {})
    #: Each reference: the number of the element that has it, and the id that it refers to.
    places: list[int] = field(default_factory=lambda: [])
    targets: list[str] = field(default_factory=lambda: [])
    #: For each open element, its id or an empty string, and its number.
    open: list[tuple[str, int]] = field(default_factory=lambda: [])

    #: What a selector can match each shape by: its element name, `*`, its id and its classes, as written in a selector.
    shapes: list[tuple[int, frozenset[str]]] = field(default_factory=lambda: [])
    #: What the rules of style elements refer to, by the simple selectors in the last part of their selectors.
    styled: dict[str, dict[str, None]] = field(default_factory=lambda: {})

    def style(self, text: str) -> None:
        """Note the rules of a style element."""
        for selectors, declarations in _RULE.findall(text):
            if targets := dict.fromkeys(_URL.findall(declarations)):
                for selector in filter(str.strip, selectors.split(",")):
                    for name in _SIMPLE.findall(selector.split()[-1]):
                        self.styled.setdefault(name, {}).update(targets)

    def begin(self, element: str, attributes: Mapping[str, str]) -> None:
        """Note the start of an element."""
        if element in _SHAPES:
            classes = (f".{name}" for name in attributes.get("class", "").split())
            self.shapes.append((self.count, frozenset((element, "*", f"#{attributes.get('id', '')}", *classes))))
        for key, value in attributes.items():
            found = [value[1:]] if key == "href" and value.startswith("#") else _URL.findall(value)
            for target in found:
                self.places.append(self.count)
                self.targets.append(target)
        self.open.append((attributes.get("id", ""), self.count))
        self.count += 1

    def end(self) -> None:
        """Note the end of the innermost element."""
        name, began = self.open.pop()
        if name:
            self.named.setdefault(name, (began, self.count))

    def _apply_styles(self) -> bool:
        """Add the references that style rules give to shapes they may match; return False if there are too many."""
        pairs = list(zip(self.places, self.targets, strict=True))
        for place, names in self.shapes:
            for name in names & self.styled.keys():
                pairs += ((place, target) for target in self.styled[name])
            if len(pairs) > MOST_DRAWN:
                return False
        pairs.sort()
        self.places, self.targets = [place for place, _ in pairs], [target for _, target in pairs]
        return True

    def fault(self) -> str:
        """Say why a browser could not draw this in a reasonable time; empty if it can."""
        if self.styled and not self._apply_styles():
            return _TOO_OFTEN
        drawn: dict[str, int] = {}
        waiting = [""]
        entered: set[str] = set()
        while waiting:
            name = waiting[-1]
            first, last = self.named[name] if name else (0, self.count)
            targets = self.targets[bisect_left(self.places, first) : bisect_left(self.places, last)]
            targets = [target for target in targets if target in self.named]
            missing = [target for target in dict.fromkeys(targets) if target not in drawn]
            if name not in entered and missing:
                entered.add(name)
                if any(target in entered for target in missing):
                    return "its parts refer to each other in a circle"
                waiting += missing
                continue
            if any(target not in drawn for target in targets):
                return "its parts refer to each other in a circle"
            drawn[name] = last - first + sum(drawn[target] for target in targets)
            if drawn[name] > MOST_DRAWN:
                return _TOO_OFTEN
            waiting.pop()
        return ""

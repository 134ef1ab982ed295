"""HTML that breaks the content models of the standard, so that browsers may not show what was meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from microsite.checks.content import content_models as model
from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.html.sanitise import ALLOWED_TAGS
from microsite.source.parts import Tag

_LISTS = frozenset({"ul", "ol"})


class _Open(Struct, eq=False):
    """An open element, and what it has contained so far."""

    tag: Tag
    name: str
    #: Whether it has a child yet; for `details`, text counts as well.
    begun: bool = False
    #: Whether it has the child that must come first in it.
    led: bool = False
    reported: bool = False


def element_out_of_place(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report elements that are in the wrong place or lack something; once per parent for most faults."""
    if reading.tags:
        yield from _Nesting(reading).findings()
        yield from _stray_ends(reading)


def _stray_ends(reading: Reading) -> Iterator[Finding]:
    """Report each end tag without a start tag: it is left out of the page."""
    opened: Counter[str] = Counter()
    begun = ""
    for tag in sorted(reading.tags, key=lambda each: each.start):
        opened[tag.name] += -1 if tag.closing else 1
        if opened[tag.name] < 0 and tag.name not in model.VOID:
            message = f"</{tag.name}> ends nothing, so we leave it out."
            advice = f"Delete it. If something was to end here, write <{tag.name}> where it begins."
            if {begun, tag.name} == {"td", "th"} and opened[begun] > 0:
                advice = f"The cell begins with <{begun}>: write </{begun}> here."
                opened[begun] -= 1
            yield reading.warning("HTML-002", message, tag.start, tag.end - tag.start, advice, "1.3.1")
        opened[tag.name] = max(opened[tag.name], 0)
        begun = begun if tag.closing else tag.name


class _Nesting:
    """Walks the tags as a browser does, skipping those that are left out of pages."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._open: list[_Open] = []
        #: The start tag that implicitly closed a paragraph, whose `</p>` may still come.
        self._ended_by: Tag | None = None
        self._orphans: set[str] = set()

    def findings(self) -> Iterator[Finding]:
        """Yield the findings, tag by tag."""
        at = 0
        for tag in self._parts():
            if self._open:
                yield from self._words(at, tag.start)
            at = max(at, tag.end)
            if tag.closing:
                yield from self._end(tag)
            else:
                yield from self._begin(tag)
        for each in reversed(self._open):
            yield from self._lacking(each, len(self._reading.body))

    def _parts(self) -> list[Tag]:
        kept = [tag for tag in self._reading.tags if tag.name in ALLOWED_TAGS or tag.name in model.IN_NO_LINK]
        return sorted((*kept, *self._written_links()), key=lambda tag: tag.start) if kept else []

    def _written_links(self) -> Iterator[Tag]:
        """Yield Markdown links as tags, since they can be inside an HTML link."""
        for link in self._reading.links:
            if link.kind == "link":
                begins, ends = link.inside
                yield Tag(start=link.start, end=begins, name="a", closing=False, attributes={"href": link.address})
                yield Tag(start=ends, end=link.end, name="a", closing=True, attributes={})

    def _words(self, start: int, end: int) -> Iterator[Finding]:
        around = self._open[-1]
        if start >= end or (around.name not in model.CHILDREN and around.name not in model.FIRST):
            return
        if not self._reading.words(start, end).strip(" .…"):
            return
        if around.name == "details":
            around.begun = True
        elif around.name in model.CHILDREN and not around.reported:
            around.reported = True
            wanted = " or ".join(f"<{name}>" for name in sorted(model.CHILDREN[around.name]))
            text = self._reading.body[start:end]
            at = start + len(text) - len(text.lstrip())
            yield self._warning(
                f"These words are directly in <{around.name}>, which can only hold {wanted}.",
                at,
                max(1, len(text.strip().partition("\n")[0])),
                f"Put them in a part of the <{around.name}>, or outside it.",
            )

    def _begin(self, tag: Tag) -> Iterator[Finding]:
        name = tag.name
        self._end_implied(tag)
        around = self._open[-1] if self._open else None
        finding = self._misplaced(tag, around)
        if finding is not None:
            yield finding
        if around is not None:
            around.led = around.led or model.FIRST.get(around.name) == name
            around.begun = True
        if name not in model.VOID:
            self._open.append(_Open(tag, name))

    def _misplaced(self, tag: Tag, around: _Open | None) -> Finding | None:
        """Return what is wrong with the place of a tag, or None; most faults are reported once per parent."""
        name, outer = tag.name, around.name if around else ""
        inner = f"<{name}>"
        parents = model.PARENTS.get(name)
        if parents is not None and outer not in parents:
            key = f"{name} {around.tag.start if around else ''}"
            if key in self._orphans or (outer in parents and around is not None):
                return None
            self._orphans |= {f"{each} {key.partition(' ')[2]}" for each in _TOGETHER.get(name, (name,))}
            where = f"in <{outer}>" if outer else "on its own"
            return self._of(tag, f"{inner} is {where}, but belongs in {model.HOMES[name]}.", self._cure(name, outer))
        if around is None:
            return None
        if name in model.IN_NO_LINK and (link := self._link_around()) is not None and not link.reported:
            link.reported = True
            return self._of(
                tag,
                f"{'A link' if name == 'a' else inner} is inside a link here.",
                "Nobody can tell which of the two will open. End the link before it, or remove one of them.",
            )
        if outer in model.CHILDREN and name not in model.CHILDREN[outer]:
            if around.reported:
                return None
            around.reported = True
            if name in _LISTS and outer in _LISTS:
                cure = f"Put it in the <li> above it: write {inner} before that </li>."
            else:
                cure = f"Put it in a part of the <{outer}>, or outside it."
            return self._of(tag, f"{inner} is directly in <{outer}>.", cure)
        if name == "dd" and outer == "dl" and not around.begun:
            return self._of(tag, "This <dd> explains nothing: there is no <dt> before it.", "Write the term as <dt>.")
        if name == "caption" and outer == "table" and around.begun:
            return self._of(tag, "This caption is not the first thing in its table.", "Move it right after <table>.")
        if name == "summary" and around.begun:
            return self._of(
                tag, "This <summary> is not the first thing in its <details>.", "Move it right after <details>."
            )
        if name in model.WITHOUT.get(outer, ()) and not around.reported:
            around.reported = True
            return self._of(tag, f"{inner} is inside <{outer}>.", f"Close it first: write </{outer}> above {inner}.")
        return None

    def _end(self, tag: Tag) -> Iterator[Finding]:
        name = tag.name
        if name == "p" and not any(each.name == "p" for each in self._open):
            if self._ended_by is not None:
                inner = f"<{self._ended_by.name}>"
                yield self._of(
                    self._ended_by,
                    f"{inner} is inside <p>, which ends there.",
                    f"Write </p> above {inner}, not below it.",
                )
            self._ended_by = None
            return
        number = next((place for place in range(len(self._open) - 1, -1, -1) if self._open[place].name == name), -1)
        if number < 0:
            return
        for each in reversed(self._open[number:]):
            yield from self._lacking(each, tag.start)
        del self._open[number:]

    def _lacking(self, ended: _Open, end: int) -> Iterator[Finding]:
        """Report an element that ends without something it needs."""
        tag = ended.tag
        if ended.name == "details" and not ended.led and not ended.reported:
            yield self._of(
                tag,
                "This <details> does not begin with a <summary>.",
                "Write <summary>what is in it</summary> right after it. Without one, browsers only show “Details”.",
            )
        elif ended.name == "summary" and not self._says_something(tag.end, end):
            yield self._of(tag, "This <summary> has no words.", "In it, say what opens when people press it.")

    def _says_something(self, start: int, end: int) -> bool:
        pictures = (each for each in self._reading.pictures if start <= each.start < end)
        return bool(self._reading.words(start, end).strip()) or any((each.alt_text or "").strip() for each in pictures)

    def _end_implied(self, tag: Tag) -> None:
        name = tag.name
        if name in model.END_PARAGRAPH and self._open and self._open[-1].name == "p":
            self._open.pop()
            self._ended_by = tag if name != "p" else None
        elif name == "p":
            self._ended_by = None
        ends, barriers = model.ENDS.get(name), model.BARRIERS.get(name, frozenset({"table"}))
        if not ends:
            return
        number = len(self._open)
        while number and self._open[number - 1].name not in barriers:
            number -= 1
            if self._open[number].name in ends:
                del self._open[number:]
                if name not in _WITHIN_ROWS:
                    return

    def _link_around(self) -> _Open | None:
        return next((each for each in self._open if each.name == "a" and "href" in each.tag.attributes), None)

    def _cure(self, name: str, outer: str) -> str:
        in_table = outer in model.PARENTS["tr"]
        return model.IN_TABLE if name in ("td", "th") and not in_table else model.CURES.get(name, model.IN_TABLE)

    def _of(self, tag: Tag, message: str, advice: str) -> Finding:
        return self._warning(message, tag.start, tag.end - tag.start, advice)

    def _warning(self, message: str, start: int, length: int, advice: str) -> Finding:
        return self._reading.warning("HTML-002", message, start, length, advice, "1.3.1")


#: Elements that belong together: if one is reported as misplaced, the others in the same parent are not.
_TOGETHER = {
    **dict.fromkeys(("dt", "dd"), ("dt", "dd")),
    **dict.fromkeys(("td", "th", "tr", "thead", "tbody", "tfoot"), ("td", "th", "tr", "thead", "tbody", "tfoot")),
    **dict.fromkeys(("rt", "rp"), ("rt", "rp")),
}
_WITHIN_ROWS = frozenset({"tr", "thead", "tbody", "tfoot"})

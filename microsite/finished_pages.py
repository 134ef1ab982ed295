"""The pages of a site, drawn and checked: each only when something that it was made of has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from msgspec import Struct, structs

from microsite.checks.rendered import FACT_RULES, read_page, read_part
from microsite.checks.rendered.page_facts import PageFacts
from microsite.checks.rendered.pages_too_heavy import shared_weight
from microsite.render.pages import Drawing, Drawn, Page, mark_of_part
from microsite.store import Recorded, Store, digest_of


class Finished(Struct, frozen=True, kw_only=True):
    """What is known of a page without having it at hand."""

    #: Tells its content from any other.
    digest: bytes
    facts: PageFacts


class FinishedPages:
    """Draws and checks the pages of one drawing, and keeps what is found."""

    def __init__(self, drawing: Drawing, shared: bytes, store: Store) -> None:
        """Take what is drawn.

        Args:
            drawing: the pages.
            shared: tells everything that the pages are made of, chapters aside, from any other state of it.
            store: keeps what is known of each page.
        """
        self.drawing = drawing
        self._shared, self._store = shared, store
        self._weight = shared_weight(drawing.files)
        self._contents: dict[str, bytes] = {}
        self._finished: dict[str, Finished] = {}

    def content(self, path: str) -> bytes:
        """Give a page."""
        found = self._contents.get(path)
        if found is None:
            found = self._contents[path] = self.drawing.draw(self.drawing.pages[path]).content
        return found

    def is_drawn(self, path: str) -> bool:
        """Whether a page can be given at once."""
        return path in self._contents

    def take(self, contents: Mapping[str, bytes]) -> None:
        """Take pages that another process has drawn."""
        self._contents.update(contents)

    def finished(self, path: str) -> Finished:
        """Tell what is known of a page; it is drawn where that is not known yet."""
        found = self._finished.get(path)
        if found is None:
            page = self.drawing.pages[path]
            found = self._finished[path] = self._store.get_recorded(
                "page", self._inputs(page), lambda: self._finish(page), Finished, self.drawing.current
            )
        return found

    def unfinished(self) -> list[str]:
        """Name the pages that have to be drawn to know them; what is known of the others is at hand from then on."""
        for path, page in self.drawing.pages.items():
            if path not in self._finished:
                found = self._store.find_recorded("page", self._inputs(page), Finished, self.drawing.current)
                if found is not None:
                    self._finished[path] = found
        return [path for path in self.drawing.pages if path not in self._finished]

    def _inputs(self, page: Page) -> tuple[str | bytes, ...]:
        chapter = page.chapter.slug if page.chapter else ""
        return (self._shared, page.path, page.template, page.title, page.description, page.nav, chapter, page.target)

    def _finish(self, page: Page) -> Recorded[Finished]:
        drawn = self.drawing.draw(page)
        content = self._contents[page.path] = drawn.content
        facts = self._with_parts(page.path, drawn) if drawn.parts else read_page(page.path, content, self._weight)
        return Recorded(Finished(digest=digest_of(content), facts=facts), drawn.reads)

    def _with_parts(self, path: str, drawn: Drawn) -> PageFacts:
        """Give the facts of a page whose parts are known by themselves, so that few of them have to be read."""
        frame = read_page(path, drawn.frame.encode(), self._weight)
        parts = [self._part(path, html) for html in drawn.parts]
        marks = {mark_of_part(number).partition('id="')[2].partition('"')[0]: part for number, part in enumerate(parts)}
        whole = structs.replace(
            frame,
            headings=tuple(_spliced(frame.headings, lambda each: each.text, marks, lambda part: part.headings)),
            ids=tuple(_spliced(frame.ids, str, marks, lambda part: part.ids)),
            links=tuple(dict.fromkeys((*frame.links, *(link for part in parts for link in part.links)))),
            problems=(),
        )
        found = [problem for rule in FACT_RULES for problem in rule(whole)]
        of_frame = (problem for problem in frame.problems if problem.code not in _OF_FACTS)
        of_parts = (problem for part in parts for problem in part.problems)
        return structs.replace(whole, problems=(*of_frame, *of_parts, *found))

    def _part(self, path: str, html: str) -> PageFacts:
        inputs = (path, digest_of(html))
        return self._store.get("part of a page", inputs, lambda: read_part(path, html), PageFacts)


Each = TypeVar("Each")
#: Codes of the rules that have to see the frame and its parts together.
_OF_FACTS = frozenset({"PAGE-002", "PAGE-004"})


def _spliced(
    found: Iterable[Each],
    name_of: Callable[[Each], str],
    marks: Mapping[str, PageFacts],
    wanted: Callable[[PageFacts], Iterable[Each]],
) -> Iterator[Each]:
    """Put what the parts hold where the marks stand."""
    for each in found:
        part = marks.get(name_of(each))
        if part is None:
            yield each
        else:
            yield from wanted(part)

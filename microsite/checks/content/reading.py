"""One chapter as its author wrote it, read once for all rules."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise
from operator import itemgetter

from microsite.checks.content.blocks import CODE, Blocks
from microsite.checks.content.inline import Inline, plain
from microsite.checks.content.parts import Heading, Link, Part, Passage, Picture, Table, Tag
from microsite.checks.content.tables import markdown_table, raw_tables
from microsite.load.chapters import ChapterSource
from microsite.problems import Location, Problem, Severity

_QUOTE = re.compile(r"\n[ \t]*(?:>[ \t]?)+")
_BREAK = re.compile(
    r"</?(?:br|hr|li|p|td|th|tr|div|h[1-6]|dt|dd|summary|ul|ol|table|blockquote)\b[^<>]*>", re.IGNORECASE
)
_HEADING_TAG = re.compile(r"h[1-6]")
#: Where a sentence ends: a stop that ends no abbreviation, then the beginning of another sentence.
_SENTENCE_END = re.compile(
    r"[.!?…](?<!\b[A-Z]\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bNo\.)(?<!\bvs\.)"
    r"[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z\d\ue000ÀÂÉÈÊÎÔÛŴŶ])"
)
#: Of the alphabets that have them.
_CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-ɏΆ-ΩЀ-ЯԱ-Ֆ]"
_TWO_CAPITALS = re.compile(_CAPITAL + _CAPITAL)
_QUOTATION = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_LANGUAGE = re.compile(r"\{:?[^{}\n]*\b(lang|dir)=[\"']?([\w-]+)[^{}\n]*\}")


class Reading:
    """The parts of a chapter's body, each with its place, in the order in which they stand."""

    def __init__(self, chapter: ChapterSource, title: str = "") -> None:
        """Read a chapter.

        Args:
            chapter: its source.
            title: the title from its front matter, empty where it has none.
        """
        self.chapter = chapter
        self.title = title
        self.body = chapter.body
        blocks = Blocks(self.body)
        self.blocks = blocks.found
        #: Abbreviations that the chapter explains by `*[NHS]: National Health Service`.
        self.abbreviations = blocks.abbreviations
        inline = Inline(self.body, blocks.bare, blocks.found, blocks.references)
        #: The body with code and comments blanked, markup still in it.
        self.bare = blocks.bare
        self._prose = inline.prose
        self._sentences: dict[int, list[str]] = {}
        self._quotations: dict[int, list[tuple[int, int]]] = {}
        self._words = inline.words
        self.tags: list[Tag] = inline.tags
        self.links: list[Link] = inline.links
        self.pictures: list[Picture] = inline.pictures
        self.headings: list[Heading] = sorted((*self._headings(), *self._raw_headings()), key=lambda each: each.start)
        self.tables: list[Table] = sorted(
            (
                *(markdown_table(self.body, self._words, block) for block in self.blocks if block.kind == "table"),
                *(raw_tables(self.tags, self._words) if any(tag.name == "table" for tag in self.tags) else ()),
            ),
            key=lambda table: table.start,
        )
        self.passages: list[Passage] = list(self._passages())
        for table in self.tables:
            table.captioned = table.captioned or self._has_caption_beside(table)

    def words(self, start: int, end: int) -> str:
        """The words of a stretch of the body as they are read, code as it is written."""
        return plain(self._words[start:end])

    def place(self, start: int, length: int = 1) -> Location:
        """Name a place of the body in the author's file; the marker ends with the line."""
        line = bisect_right(self._line_starts, start)
        return self.chapter.source.location(
            line + self.chapter.body_offset, start - self._line_starts[line - 1] + 1, length
        )

    def sentences(self, passage: Passage) -> list[str]:
        """The sentences of a passage."""
        known = self._sentences.get(passage.start)
        if known is None:
            ends = [0, *(found.end() for found in _SENTENCE_END.finditer(passage.text)), len(passage.text)]
            known = [passage.text[start:end].strip() for start, end in pairwise(ends) if start < end]
            self._sentences[passage.start] = known
        return known

    def in_quotation(self, passage: Passage, at: int) -> bool:
        """Whether a place in a passage's text stands between quotation marks, or after one that is never closed."""
        stretches = self._quotations.get(passage.start)
        if stretches is None:
            stretches = [found.span() for found in _QUOTATION.finditer(passage.text)]
            self._quotations[passage.start] = stretches
        number = bisect_right(stretches, at, key=itemgetter(0)) - 1
        return number >= 0 and at < stretches[number][1]

    @cached_property
    def text(self) -> str:
        """Everything that is read as prose, a passage a line."""
        return "\n".join(passage.text for passage in self.passages)

    @cached_property
    def folded(self) -> str:
        """The same in small letters, by which a rule knows at once that it has nothing to say."""
        return self.text.lower()

    def passages_with(self, cues: Iterable[str]) -> Iterator[Passage]:
        """The passages that hold one of some phrases, which are in small letters."""
        present = [cue for cue in cues if cue in self.folded]
        for passage in self.passages if present else ():
            folded = passage.text.lower()
            if any(cue in folded for cue in present):
                yield passage

    @cached_property
    def has_capitals(self) -> bool:
        """Whether two capital letters stand side by side anywhere in the chapter."""
        return bool(_TWO_CAPITALS.search(self.body))

    def find(self, passage: Passage, phrase: str) -> int:
        """Where a phrase of a passage's text stands in the body, markup within it or not."""
        at = self.body.find(phrase, passage.start, passage.end)
        if at >= 0:
            return at
        pattern = r"[\s*_>`]+".join(re.escape(word) for word in phrase.split())
        found = re.compile(pattern).search(self.body, passage.start, passage.end)
        return found.start() if found else passage.start

    def in_link(self, at: int) -> bool:
        """Whether a place in the body is part of a link."""
        number = bisect_right(self.links, at, key=_start) - 1
        return number >= 0 and at < self.links[number].end

    def section_around(self, at: int) -> tuple[int, int]:
        """Where the part between two headings that holds a place begins and ends."""
        edges = [0, *(heading.start for heading in self.headings), len(self.body) + 1]
        number = bisect_right(edges, at)
        return edges[number - 1], edges[number]

    def warning(self, code: str, message: str, start: int, length: int, hint: str, criterion: str) -> Problem:
        """Report what is surely a failure."""
        return self._problem(code, Severity.WARNING, message, start, length, hint, criterion)

    def hint(self, code: str, message: str, start: int, length: int, hint: str, criterion: str = "") -> Problem:
        """Report what a person has to judge."""
        return self._problem(code, Severity.HINT, message, start, length, hint, criterion)

    def _problem(
        self, code: str, severity: Severity, message: str, start: int, length: int, hint: str, criterion: str
    ) -> Problem:
        place = self.place(start, length)
        return Problem(code=code, severity=severity, message=message, location=place, hint=hint, criterion=criterion)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.body))]

    def _headings(self) -> Iterator[Heading]:
        for block in self.blocks:
            if block.kind == "heading":
                words = self.words(block.start, block.end)
                yield Heading(start=block.start, end=block.end, level=block.level, words=words, raw=False)

    def _raw_headings(self) -> Iterator[Heading]:
        opened: Tag | None = None
        for tag in self.tags:
            if not _HEADING_TAG.fullmatch(tag.name):
                continue
            if tag.closing and opened is not None and opened.name == tag.name:
                words = self.words(opened.end, tag.start)
                yield Heading(start=opened.start, end=tag.end, level=int(tag.name[1]), words=words, raw=True)
            opened = None if tag.closing else tag

    def _passages(self) -> Iterator[Passage]:
        for block in self.blocks:
            if block.kind in ("paragraph", "item"):
                piece = self._prose[block.start : block.end]
                text = plain(_QUOTE.sub("\n", piece) if block.quoted else piece)
                if text:
                    yield Passage(
                        start=block.start,
                        end=block.end,
                        kind=block.kind,
                        text=text,
                        quoted=block.quoted,
                        marker=block.marker,
                    )
            elif block.kind == "html":
                yield from self._raw_passages(block.start, block.end, block.quoted)
        for table in self.tables:
            if not table.raw:
                for cell in (cell for row in table.rows for cell in row if cell.words):
                    text = plain(self._prose[cell.start : cell.end])
                    yield Passage(start=cell.start, end=cell.end, kind="cell", text=text)

    def _raw_passages(self, start: int, end: int, quoted: bool) -> Iterator[Passage]:
        edges = [start, *(edge for match in _BREAK.finditer(self.bare, start, end) for edge in match.span()), end]
        for first, last in zip(edges[::2], edges[1::2], strict=True):
            text = plain(self._prose[first:last])
            if text.strip(CODE + " "):
                in_table = any(table.start < first < table.end for table in self.tables if table.raw)
                kind = "cell" if in_table else "html"
                yield Passage(start=first, end=last, kind=kind, text=text, quoted=quoted)

    def _has_caption_beside(self, table: Table) -> bool:
        """Whether a paragraph `Table: words` stands straight before or after a table."""
        before = next((passage for passage in reversed(self.passages) if passage.end <= table.start), None)
        after = next((passage for passage in self.passages if passage.start >= table.end), None)
        return any(
            passage is not None
            and passage.text.casefold().startswith("table: ")
            and not self.body[first:last].strip(" \t\n>")
            for passage, first, last in (
                (before, before.end if before else 0, table.start),
                (after, table.end, after.start if after else 0),
            )
        )

    @cached_property
    def marked_languages(self) -> tuple[tuple[int, int, str, str], ...]:
        """Stretches whose language or direction the author marks: start, end, `lang` and `dir`."""
        found: list[tuple[int, int, str, str]] = []
        for number, tag in enumerate(self.tags):
            given = tag.attributes
            if tag.closing or not ("lang" in given or "dir" in given):
                continue
            depth, end = 0, len(self.body)
            for other in self.tags[number:]:
                if other.name == tag.name:
                    depth += -1 if other.closing else 1
                    if depth == 0:
                        end = other.start
                        break
            found.append((tag.start, end, given.get("lang", ""), given.get("dir", "").lower()))
        if "{" in self.bare:
            for match in _LANGUAGE.finditer(self.bare):
                block = next((each for each in self.blocks if each.start <= match.start() <= each.end + 1), None)
                given = {match[1]: match[2]}
                start = block.start if block else match.start()
                found.append((start, match.end(), given.get("lang", ""), given.get("dir", "")))
        return tuple(found)


def _start(part: Part) -> int:
    return part.start

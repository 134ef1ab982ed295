"""A chapter as its author wrote it, parsed once for all rules."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from operator import itemgetter

from microsite.checks.content.findings import Finding
from microsite.checks.content.marked_languages import Marked, languages_marked
from microsite.lazy_patterns import lazy_pattern
from microsite.load.chapters import ChapterSource
from microsite.problems import Location, Problem, Severity
from microsite.source.chapter import read_chapter
from microsite.source.parts import Heading, Part, Passage, Table, Tag
from microsite.source.runs import CODE, CUT, Run
from microsite.source.tables import markdown_tables, raw_tables
from microsite.source.tree import Block, walk
from microsite.source.words import plain, words_between

_NOT_BLANK = lazy_pattern(r"[^\s>]")
_BREAK = lazy_pattern(
    r"</?(?:br|hr|li|p|td|th|tr|div|h[1-6]|dt|dd|summary|ul|ol|table|blockquote)\b[^<>]*>", re.IGNORECASE
)
_HEADING_TAG = lazy_pattern(r"h[1-6]")
#: Capital letters, in the alphabets that have them.
_CAPITAL = "[A-ZÀ-ÖØ-ÞĀ-ɏΆ-ΩЀ-ЯԱ-Ֆ]"
_TWO_CAPITALS = lazy_pattern(_CAPITAL + _CAPITAL)
_QUOTATION = lazy_pattern(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")


class Reading:
    """The parts of a chapter's body, each with its place, in order."""

    def __init__(self, chapter: ChapterSource, title: str = "") -> None:
        """Parse a chapter.

        Args:
            chapter: its source.
            title: the title from its front matter; empty if it has none.
        """
        self.chapter = chapter
        self.title = title
        self.source = read_chapter(chapter.body)
        self.body = self.source.body
        self.abbreviations = self.source.abbreviations
        inline = self.source.inline
        self._runs = self.source.runs
        self._run_starts = [run.start for run in self._runs]
        self._quotations: dict[int, list[tuple[int, int]]] = {}
        self._held: dict[str, bool] = {}
        self.tags = inline.tags
        self.links = inline.links
        self.pictures = inline.pictures
        self.headings: list[Heading] = sorted((*self._headings(), *self._raw_headings()), key=_start)
        raw = raw_tables(self.tags, self.words) if any(tag.name == "table" for tag in self.tags) else ()
        self.tables: list[Table] = sorted((*markdown_tables(self._runs), *raw), key=_start)
        self.passages: list[Passage] = list(self._passages())
        self._texts = [passage for passage in self.passages if passage.kind != "cell"]
        self._text_starts = [passage.start for passage in self._texts]
        for table in self.tables:
            table.captioned = table.captioned or self._has_caption_beside(table)

    def words(self, start: int, end: int) -> str:
        """Return the text of a stretch of the body as readers see it, with code as it is written."""
        return plain(words_between(self._runs, self._run_starts, start, end))

    @property
    def raw_runs(self) -> Iterator[Run]:
        """The runs of raw HTML, in which nothing is read as Markdown."""
        return (run for run in self._runs if run.kind == "html")

    @property
    def notes(self) -> list[tuple[str, Block]]:
        """The footnotes that are shown, each after its name."""
        return [(_note_name(block), block) for block in self.source.shown if block.kind == "footnote"]

    @property
    def second_notes(self) -> list[tuple[str, Block]]:
        """The footnotes that are not shown because another one has their name, each after its name."""
        shown = {id(block) for _, block in self.notes} if self.body.count("[^") > 1 else None
        every = walk(self.source.blocks) if shown else ()
        return [(_note_name(each), each) for each in every if each.kind == "footnote" and id(each) not in (shown or ())]

    @cached_property
    def masked_body(self) -> str:
        """The body with code blocks, comment blocks and block markers blanked out; inline markup and `>` stay."""
        pieces: list[str] = []
        done = 0
        for run in self._runs:
            pieces += (_NOT_BLANK.sub(CUT, self.body[done : run.start]), run.text)
            done = run.end
        return "".join((*pieces, _NOT_BLANK.sub(CUT, self.body[done:])))

    def place(self, start: int, length: int = 1) -> Location:
        """Return the location in the author's file of a place in the body; the marked stretch ends with the line."""
        line, column = self.source.line_and_column(start)
        return self.chapter.source.location(line + self.chapter.body_offset, column, length)

    def in_quotation(self, passage: Passage, at: int) -> bool:
        """Whether a place in a passage's text is between quotation marks, or after one that is never closed."""
        if "“" not in passage.text and '"' not in passage.text:
            return False
        stretches = self._quotations.get(passage.start)
        if stretches is None:
            stretches = [found.span() for found in _QUOTATION.finditer(passage.text)]
            self._quotations[passage.start] = stretches
        number = bisect_right(stretches, at, key=itemgetter(0)) - 1
        return number >= 0 and at < stretches[number][1]

    @cached_property
    def text(self) -> str:
        """All prose, one passage per line."""
        return "\n".join(passage.text for passage in self.passages)

    @cached_property
    def folded(self) -> str:
        """The same in lower case, so that a rule can tell quickly that it has nothing to report."""
        return self.text.lower()

    def _holds(self, word: str) -> bool:
        """Whether the prose contains a word given in lower case; cached."""
        held = self._held.get(word)
        if held is None:
            held = self._held[word] = word in self.folded
        return held

    def passages_with(self, cues: Iterable[str]) -> Iterator[Passage]:
        """Yield the passages that contain one of some phrases, given in lower case."""
        present = [cue for cue in cues if self._holds(cue.rpartition(" ")[2]) and cue in self.folded]
        for passage in self.passages if present else ():
            folded = passage.text.lower()
            if any(cue in folded for cue in present):
                yield passage

    @cached_property
    def has_capitals(self) -> bool:
        """Whether two capital letters are side by side anywhere in the chapter."""
        return bool(_TWO_CAPITALS.search(self.body))

    def find(self, passage: Passage, phrase: str) -> int:
        """Return where a phrase is in a passage of the body, markup or not; the passage's start if it is not found."""
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
        """Return the start and end of the section around a place, from one heading to the next."""
        edges = [0, *(heading.start for heading in self.headings), len(self.body) + 1]
        number = bisect_right(edges, at)
        return edges[number - 1], edges[number]

    def problem(self, finding: Finding) -> Problem:
        """Turn a finding into a problem in the author's file."""
        return Problem.of(
            finding.severity,
            finding.code,
            finding.message,
            self.place(finding.start, finding.length),
            finding.advice,
            criterion=finding.criterion,
            related=tuple((words, self.place(start, length)) for words, start, length in finding.related),
        )

    def line(self, start: int) -> int:
        """Return the line of the author's file that a place in the body is on."""
        return bisect_right(self.source.line_starts, start) + self.chapter.body_offset

    def warning(self, code: str, message: str, start: int, length: int, advice: str, criterion: str) -> Finding:
        """Return a finding that is certainly a failure."""
        return Finding(code, Severity.WARNING, message, start, length, advice, criterion)

    def hint(
        self,
        code: str,
        message: str,
        start: int,
        length: int,
        advice: str,
        criterion: str = "",
        related: tuple[tuple[str, int, int], ...] = (),
    ) -> Finding:
        """Return a finding that a person has to judge."""
        return Finding(code, Severity.HINT, message, start, length, advice, criterion, related)

    def _headings(self) -> Iterator[Heading]:
        words = {id(run.block): plain(run.words) for run in self._runs if run.kind == "heading"}
        for block in self.source.shown:
            if block.kind == "heading":
                yield Heading(
                    start=block.start, end=block.end, level=block.level, words=words.get(id(block), ""), raw=False
                )

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
        cells: list[Passage] = []
        in_table = [(table.start, table.end) for table in self.tables if table.raw]
        for run in self._runs:
            kind = run.kind
            if kind == "html":
                yield from self._raw_passages(run, in_table)
                continue
            text = plain(run.prose) if kind != "heading" else ""
            if not text:
                continue
            if kind == "tagged":
                kind = "cell" if any(start < run.start < end for start, end in in_table) else "html"
            found = Passage(start=run.start, end=run.end, kind=kind, text=text, quoted=run.quoted, marker=run.marker)
            if kind == "cell" and run.kind == "cell":
                cells.append(found)
            else:
                yield found
        yield from cells

    def _raw_passages(self, run: Run, in_table: list[tuple[int, int]]) -> Iterator[Passage]:
        breaks = (edge for match in _BREAK.finditer(run.text) for edge in match.span())
        edges = [0, *breaks, len(run.text)]
        for first, last in zip(edges[::2], edges[1::2], strict=True):
            text = plain(run.prose[first:last])
            if text.strip(CODE + " "):
                start, end = run.start + first, run.start + last
                kind = "cell" if any(before < start < after for before, after in in_table) else "html"
                yield Passage(start=start, end=end, kind=kind, text=text, quoted=run.quoted)

    def _has_caption_beside(self, table: Table) -> bool:
        """Whether there is a paragraph `Table: words` right before or after a table."""
        number = bisect_right(self._text_starts, table.start)
        before = self._texts[number - 1] if number else None
        number = bisect_left(self._text_starts, table.end)
        after = self._texts[number] if number < len(self._texts) else None
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
    def marked_languages(self) -> tuple[Marked, ...]:
        """Stretches whose language or direction the author marked."""
        return languages_marked(self.source)


def _note_name(block: Block) -> str:
    return block.marker.strip()[2:-2]


def _start(part: Part) -> int:
    return part.start

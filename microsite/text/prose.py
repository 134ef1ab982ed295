"""One chapter's body → safe HTML with its headings, and every problem with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from microsite.load.chapters import ChapterSource
from microsite.problems import Problem, Severity
from microsite.text.convert import convert_markdown
from microsite.text.headings import Heading, list_headings, set_levels, take_title, text_of, words_in
from microsite.text.references import References, Target, resolve_references
from microsite.text.sanitise import Removed, removed_from, sanitise
from microsite.text.source_lines import SourceLines
from microsite.text.tables import keep_alignment, make_scrollable
from microsite.validate.field_types import TO_BE_SUPPLIED

#: The words for a fact nobody has yet, outside of tags; pages make them stand out.
_SUPPLY = re.compile(rf"\b({TO_BE_SUPPLIED})\b(?![^<>]*>)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A body that is safe HTML already; its links still are as the author wrote them."""

    source: ChapterSource
    #: From the front matter or the text; empty where neither says it.
    title: str
    html: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A body that is ready to be published."""

    html: str
    headings: tuple[Heading, ...]
    words: int
    ids: frozenset[str]
    #: Links to headings: where it stands, the file of the chapter or "", the id.
    to_headings: tuple[tuple[tuple[int, int, int], str, str], ...]
    problems: tuple[Problem, ...]


def draft_prose(source: ChapterSource, title: str) -> Draft:
    """Convert and sanitise a body."""
    unsafe = keep_alignment(convert_markdown(source.body))
    removed = tuple(removed_from(unsafe))
    title, safe = take_title(sanitise(unsafe), title)
    problems = tuple(_removal_problems(source, removed))
    return Draft(source=source, title=title, html=set_levels(safe), problems=problems)


def finish_prose(draft: Draft, table_label: str, resolve: Callable[[str, bool], Target]) -> Prose:
    """Resolve a draft's links and pictures, make its ids unique, and list its headings.

    Args:
        draft: what `draft_prose` gave.
        table_label: what the scrolling regions of tables are called, as `Table 2`.
        resolve: gives the target of an address as written; True for a picture.
    """
    html, found = resolve_references(_SUPPLY.sub(r'<span class="supply">\1</span>', draft.html), resolve)
    lines = SourceLines(draft.source.body)
    problems = (*_reference_problems(draft.source, found, lines), *_facts_to_supply(draft.source))
    return Prose(
        html=make_scrollable(html, table_label).strip(),
        headings=list_headings(html),
        words=words_in(html),
        ids=frozenset(found.ids),
        to_headings=tuple(
            (lines.find(f"({written}", written), chapter, fragment) for written, chapter, fragment in found.to_headings
        ),
        problems=problems,
    )


def first_words(html: str, most: int = 155) -> str:
    """The start of the first paragraph, for lists and search engines, cut between words."""
    paragraph = re.search(r"<p(?:\s[^>]*)?>(.*?)</p>", html, re.DOTALL)
    text = text_of(re.sub(r"<sup.*?</sup>", "", paragraph[1])) if paragraph else ""
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0].rstrip(',;:–')}…"


def _facts_to_supply(source: ChapterSource) -> Iterator[Problem]:
    for number, line in enumerate(source.body.split("\n"), 1):
        at = line.casefold().find(TO_BE_SUPPLIED)
        if at >= 0:
            location = source.source.location(number + source.body_offset, at + 1, len(TO_BE_SUPPLIED))
            yield Problem(
                code="FACT-001",
                severity=Severity.TO_SUPPLY,
                message="A part of this chapter is to be supplied.",
                location=location,
                path="text of the chapter",
            )


def _removal_problems(source: ChapterSource, removed: tuple[Removed, ...]) -> Iterator[Problem]:
    lines = SourceLines(source.body)
    for each in removed:
        if each.kind == "element":
            place = lines.find(f"<{each.name}")
            message = f"The element <{each.name}> is left out; the text in it is kept."
            if each.name in ("script", "style"):
                message = f"The element <{each.name}> is left out with all that is in it."
            hint = (
                "Write the text in Markdown. Underlines read as links, and programs and forms cannot be part of a page."
            )
            yield _problem(source, "TEXT-001", Severity.WARNING, message, place, hint)
        elif each.kind == "attribute":
            place = lines.find(f"{each.name}=", each.name)
            message = f"The attribute “{each.name}” of <{each.element}> is left out."
            hint = "Delete it. How things look is decided by theme/site.css, and programs cannot be part of a page."
            yield _problem(source, "TEXT-002", Severity.WARNING, message, place, hint)
        else:
            place = lines.find(each.name, each.name.split(":")[0] + ":")
            shown = each.name if len(each.name) <= 60 else f"{each.name[:57]}…"
            message = f"The address “{shown}” is left out: a page must not run or carry it."
            hint = "Use an address that begins with https://, mailto: or tel:, or the name of a file."
            yield _problem(source, "TEXT-003", Severity.WARNING, message, place, hint)


def _reference_problems(source: ChapterSource, found: References, lines: SourceLines) -> Iterator[Problem]:
    for written, message, hint in found.broken:
        place = lines.find(f"({written}", written)
        code = "TEXT-006" if "picture" in message else "TEXT-004"
        yield _problem(source, code, Severity.ERROR, message, place, hint)
    for written, message, hint in found.held_back:
        yield _problem(source, "TEXT-010", Severity.WARNING, message, lines.find(f"({written}", written), hint)
    for written in found.remote_pictures:
        message = f"The picture “{written}” lies on another host; the page links to it instead of showing it."
        hint = "Put a copy into content/media, and write ![what it shows](media/name.png)."
        yield _problem(source, "TEXT-005", Severity.WARNING, message, lines.find(written), hint)
    place = (1, 1, 1)
    for wanted, unique in found.renamed:
        times = int(unique.removeprefix(f"{wanted}-")) if unique.startswith(f"{wanted}-") else 1
        for _ in range(times):
            place = lines.find(f"#{wanted}", f'"{wanted}"')
        if place == (1, 1, 1):
            continue  # The converter made this id itself.
        message = f"The id “{wanted}” is taken; it becomes “{unique}”."
        yield _problem(source, "TEXT-007", Severity.WARNING, message, place, "Choose another id.")


def _problem(
    source: ChapterSource, code: str, severity: Severity, message: str, place: tuple[int, int, int], hint: str
) -> Problem:
    line, column, length = place
    location = source.source.location(line + source.body_offset, column, length)
    return Problem(code=code, severity=severity, message=message, location=location, hint=hint)

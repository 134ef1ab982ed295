"""One chapter's body → safe HTML with its headings, and every problem with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from microsite.load.chapters import ChapterSource
from microsite.problems import Problem, Severity, did_you_mean
from microsite.source.chapter import read_chapter
from microsite.source.places import NOWHERE, Places
from microsite.text.convert import convert_markdown
from microsite.text.embeds import EMBEDS, ids_for_names, links_for_embeds
from microsite.text.figures import make_figures
from microsite.text.headings import Heading, list_headings, set_levels_and_ids, take_title, text_of, words_in
from microsite.text.nesting import MOST_OPEN, without_deep_tags
from microsite.text.prepare import Prepared
from microsite.text.references import References, Target, resolve_references
from microsite.text.sanitise import Removed, removed_from, sanitise
from microsite.text.shortcuts import mark_shortcuts
from microsite.text.tables import finish_tables, keep_alignment
from microsite.validate.field_types import TO_BE_SUPPLIED

#: The words for a fact nobody has yet, outside of tags; pages make them stand out.
_SUPPLY = re.compile(rf"<[^<>]*>|\b{TO_BE_SUPPLIED}\b", re.IGNORECASE)
#: Paragraphs that only held what was taken out.
_EMPTY = re.compile(r"<p>\s*</p>\s*")
#: Links whose words are their own address, which paper need not say twice.
_ADDRESS_AS_WORDS = re.compile(r'<a (href="((?:https?://|mailto:)([^"<>]+))">(?:\2|\3)</a>)')
#: More than any chapter that people read; what is longer is several chapters.
LONGEST_CHAPTER = 500_000


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
    #: Links to headings that have yet to be found: where it stands, the file of the chapter or "", the id.
    to_headings: tuple[tuple[tuple[int, int, int], str, str], ...]
    problems: tuple[Problem, ...]


def draft_prose(source: ChapterSource, title: str) -> Draft:
    """Convert and sanitise a body."""
    if len(source.body) > LONGEST_CHAPTER:
        return Draft(source=source, title=title or source.stem, html="<p></p>", problems=(_too_long(source),))
    converted, prepared = convert_markdown(source.body)
    shallow, too_deep = without_deep_tags(keep_alignment(converted))
    unsafe, embedded = links_for_embeds(ids_for_names(shallow))
    removed = tuple(removed_from(unsafe))
    title, safe = take_title(_EMPTY.sub("", sanitise(unsafe)), title)
    problems = (*_preparation_problems(source, prepared, too_deep), *_removal_problems(source, removed, embedded))
    return Draft(source=source, title=title, html=set_levels_and_ids(safe), problems=problems)


def finish_prose(
    draft: Draft, table_label: str, resolve: Callable[[str, bool], Target], shortcuts: Collection[str] | None = None
) -> Prose:
    """Resolve a draft's links and pictures, make its ids unique, and list its headings.

    Args:
        draft: what `draft_prose` gave.
        table_label: what the scrolling regions of tables are called, as `Table 2`.
        resolve: gives the target of an address as written; True for a picture.
        shortcuts: the names of the facts that the text can place; None while they are not known.
    """
    lacking = TO_BE_SUPPLIED in draft.source.body.casefold()
    marked, names = mark_shortcuts(_SUPPLY.sub(_supplied, draft.html) if lacking else draft.html)
    resolved, found = resolve_references(marked, resolve)
    has_addresses = any(sign in resolved for sign in ('">http', '">www.', "mailto:"))
    html = _ADDRESS_AS_WORDS.sub(r'<a class="address" \1', resolved) if has_addresses else resolved
    ids = frozenset(found.ids)
    places = Places(read_chapter(draft.source.body))
    problems = (
        *_reference_problems(draft.source, found, places),
        *_shortcut_problems(draft.source, names, shortcuts, places),
        *(_facts_to_supply(draft.source) if lacking else ()),
    )
    return Prose(
        html=finish_tables(make_figures(html), table_label).strip(),
        headings=list_headings(html),
        words=words_in(html),
        ids=ids,
        to_headings=tuple(
            (places.link(written), chapter, fragment)
            for written, chapter, fragment in found.to_headings
            if chapter or fragment not in ids
        ),
        problems=problems,
    )


def _supplied(match: re.Match[str]) -> str:
    return match[0] if match[0].startswith("<") else f'<span class="supply">{match[0]}</span>'


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


def _too_long(source: ChapterSource) -> Problem:
    message = f"This chapter is too long to be read: {len(source.body):,} characters."
    hint = f"Divide it into chapters of at most {LONGEST_CHAPTER:,} characters."
    return replace(_problem(source, "TEXT-013", Severity.ERROR, message, (1, 1, 1), hint), location=source.source.whole)


def _preparation_problems(source: ChapterSource, prepared: Prepared, too_deep: tuple[str, int]) -> Iterator[Problem]:
    for line, text in prepared.dropped:
        message = f"“{text.strip()[:60]}” means something to another program, and is left out."
        hint = "Delete it, or write what it stands for in Markdown."
        column = len(text) - len(text.lstrip()) + 1
        yield _problem(source, "TEXT-011", Severity.WARNING, message, (line, column, len(text.strip())), hint)
    for line in dict.fromkeys(prepared.flattened):
        message = "Lists or quotations are nested too deeply here; what is deeper stays on the level above."
        yield _problem(source, "TEXT-010", Severity.WARNING, message, (line, 1, 1), "Use headings, or fewer levels.")
    element, times = too_deep
    if element:
        place = Places(prepared.chapter).tag(element, times)
        message = f"More than {MOST_OPEN} tags such as <{element}> are open at once; further ones are left out."
        yield _problem(source, "TEXT-010", Severity.WARNING, message, place, "Close each tag, or write in Markdown.")


def _shortcut_problems(
    source: ChapterSource, names: tuple[str, ...], known: Collection[str] | None, places: Places
) -> Iterator[Problem]:
    for name in names:
        place = places.shortcut(name)
        if known is not None and name not in known:
            message = f"There is nothing named “{name}” to show here."
            kinds = sorted({each.partition("/")[0] for each in known})
            hint = did_you_mean(name, known) or f"What can be shown: {', '.join(kinds)}."
            yield _problem(source, "TEXT-014", Severity.ERROR, message, place, hint)


def _removal_problems(
    source: ChapterSource, removed: tuple[Removed, ...], embedded: tuple[str, ...]
) -> Iterator[Problem]:
    places = Places(read_chapter(source.body))
    for address in embedded:
        message = f"“{address[:60]}” is not shown in the page, which asks nobody else; the page links to it."
        hint = "Write a link with words that say what it leads to."
        yield _problem(source, "TEXT-015", Severity.WARNING, message, places.address(address), hint)
    for each in removed:
        if each.name in EMBEDS and embedded:
            continue
        if each.kind == "element":
            place = places.tag(each.name)
            message = f"The element <{each.name}> is left out; the text in it is kept."
            if each.name in ("script", "style"):
                message = f"The element <{each.name}> is left out with all that is in it."
            hint = (
                "Write the text in Markdown. Underlines read as links, and programs and forms cannot be part of a page."
            )
            yield _problem(source, "TEXT-001", Severity.WARNING, message, place, hint)
        elif each.kind == "attribute":
            place = places.attribute(each.name)
            message = f"The attribute “{each.name}” of <{each.element}> is left out."
            yield _problem(source, "TEXT-002", Severity.WARNING, message, place, _instead_of(each.name))
        else:
            place = places.address(each.name)
            shown = each.name if len(each.name) <= 60 else f"{each.name[:57]}…"
            message = f"The address “{shown}” is left out: a page must not run or carry it."
            hint = "Use an address that begins with https://, mailto: or tel:, or the name of a file."
            yield _problem(source, "TEXT-003", Severity.WARNING, message, place, hint)


def _instead_of(attribute: str) -> str:
    """What to do about an attribute that is left out, and why it is."""
    if attribute == "target":
        return "Delete it. In a new window there is no way back, and some readers do not notice that it is new."
    if attribute in ("role", "tabindex", "accesskey") or attribute.startswith("aria-"):
        return "Delete it. Write headings, lists and links in Markdown: they say by themselves what they are."
    return "Delete it. How things look is decided by theme/site.css, and programs cannot be part of a page."


def _reference_problems(source: ChapterSource, found: References, places: Places) -> Iterator[Problem]:
    for written, message, hint in found.broken:
        place = places.link(written)
        code = "TEXT-006" if "picture" in message else "TEXT-004"
        yield _problem(source, code, Severity.ERROR, message, place, hint)
    for written, message, hint in found.held_back:
        yield _problem(source, "CHAP-012", Severity.WARNING, message, places.link(written), hint)
    for written in found.remote_pictures:
        message = f"The picture “{written}” lies on another host; the page links to it instead of showing it."
        hint = "Put a copy into content/media, and write ![what it shows](media/name.png)."
        yield _problem(source, "TEXT-005", Severity.WARNING, message, places.address(written), hint)
    for wanted, unique in found.renamed:
        number = unique.removeprefix(f"{wanted}-")
        times = int(number) if number.isascii() and number.isdigit() else 1
        place = places.id(wanted, times)
        if place == NOWHERE:
            continue  # The converter made this id itself.
        message = f"The id “{wanted}” is taken; it becomes “{unique}”."
        yield _problem(source, "TEXT-007", Severity.WARNING, message, place, "Choose another id.")


def _problem(
    source: ChapterSource, code: str, severity: Severity, message: str, place: tuple[int, int, int], hint: str
) -> Problem:
    line, column, length = place
    location = source.source.location(line + source.body_offset, column, length)
    return Problem(code=code, severity=severity, message=message, location=location, hint=hint)

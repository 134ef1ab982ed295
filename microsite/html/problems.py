"""Problems with a chapter's text: the messages, each with its location."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from microsite.html.context import NO_ADDRESS, Found
from microsite.html.embeds import EMBEDS
from microsite.html.left_out_addresses import left_out_problem
from microsite.html.nesting import MOST_OPEN
from microsite.html.packed_files import data_url_characters, shortened_data_url
from microsite.html.prepare import Prepared
from microsite.html.removed import Removed
from microsite.load.chapters import LONGEST_CHAPTER, ChapterSource
from microsite.problems import Location, Problem, did_you_mean
from microsite.source.chapter import read_chapter
from microsite.source.places import NOWHERE, Position, PositionFinder
from microsite.source.tree import Repair
from microsite.validate.field_types import TO_BE_SUPPLIED


def facts_to_supply(source: ChapterSource) -> Iterator[Problem]:
    """Report the lines on which a fact is still to be supplied."""
    if TO_BE_SUPPLIED not in source.body.casefold():
        return
    for number, line in enumerate(source.body.split("\n"), 1):
        at = line.casefold().find(TO_BE_SUPPLIED)
        if at >= 0:
            location = source.source.location(number + source.body_offset, at + 1, len(TO_BE_SUPPLIED))
            yield Problem.to_supply("text of the chapter", location, "Part of this chapter is still to be supplied.")


def too_long(source: ChapterSource) -> Problem:
    """Report a chapter that is too long to be parsed."""
    message = f"This chapter is too long for us to read: {len(source.body):,} characters."
    packed = data_url_characters(source.body)
    if packed > LONGEST_CHAPTER // 2:
        message = f"{message.removesuffix('.')}, {packed:,} of them in pictures that are packed into the text."
        advice = "Save each one as a file in content/media, and write ![what it shows](media/name.png) in its place."
        return Problem.error("TEXT-013", message, source.source.whole, advice)
    advice = f"Split it into chapters of at most {LONGEST_CHAPTER:,} characters."
    return Problem.error("TEXT-013", message, source.source.whole, advice)


def preparation_problems(source: ChapterSource, prepared: Prepared, too_deep: tuple[str, int]) -> Iterator[Problem]:
    """Report what the preparation dropped or flattened, and the first tag that is nested too deeply."""
    for line, text in prepared.dropped:
        message = f"“{text.strip()[:60]}” is an instruction to another program, so we left it out."
        advice = "Delete it, or write what it stands for in Markdown."
        column = len(text) - len(text.lstrip()) + 1
        yield Problem.warning("TEXT-011", message, _location(source, (line, column, len(text.strip()))), advice)
    for line in dict.fromkeys(prepared.flattened):
        message = "Lists or quotations are nested too deeply here. Anything deeper stays at the level above."
        yield Problem.warning("TEXT-010", message, _location(source, (line, 1, 1)), "Use headings, or fewer levels.")
    element, times = too_deep
    if element:
        place = PositionFinder(prepared.chapter).tag(element, times)
        message = f"More than {MOST_OPEN} tags such as <{element}> are open at once, so we left out the rest."
        yield Problem.warning("TEXT-010", message, _location(source, place), "Close each tag, or write in Markdown.")


def shortcut_problems(
    source: ChapterSource, found: Found, known: Collection[str] | None, places: PositionFinder
) -> Iterator[Problem]:
    """Report shortcuts to facts that do not exist.

    Args:
        source: the chapter.
        found: what the text asks for.
        known: names of the facts that exist, with a prefix such as `event/` if not all of a kind could be read; None
            while they are unknown.
        places: finds where each name is.
    """
    for name in found.shortcuts:
        place = places.shortcut(name)
        if known is not None and name not in known and f"{name.partition('/')[0]}/" not in known:
            message = f"There is nothing called “{name}” to show here."
            kinds = sorted({each.partition("/")[0] for each in known})
            advice = (
                did_you_mean(name, [each for each in known if not each.endswith("/")])
                or f"You can show: {', '.join(kinds)}."
            )
            yield Problem.error("TEXT-014", message, _location(source, place), advice)


def removal_problems(
    source: ChapterSource, removed: tuple[Removed, ...], embedded: tuple[str, ...], packed: Sequence[Position] = ()
) -> Iterator[Problem]:
    """Report what the sanitiser took out, and embedded pages that became links.

    Args:
        source: the chapter.
        removed: what was taken out.
        embedded: the addresses of pages that became links.
        packed: where the files are that were cut short before the text was parsed.
    """
    places, addresses = PositionFinder(read_chapter(source.body)), 0
    for address in embedded:
        message = (
            f"We do not show “{address[:60]}” in the page, because pages load nothing from other websites. The "
            "page links to it instead."
        )
        advice = "Write a link with words that say where it goes."
        yield Problem.warning("TEXT-015", message, _location(source, places.address(address)), advice)
    for each in removed:
        if each.name in EMBEDS and embedded:
            continue
        if each.kind == "element":
            place = places.tag(each.name)
            message = f"We left out <{each.name}>, but kept the text in it."
            if each.name in ("script", "style"):
                message = f"We left out <{each.name}> and everything in it."
            advice = (
                "Write the text in Markdown. Underlined words look like links, and a page cannot contain programs or "
                "forms."
            )
            yield Problem.warning("TEXT-001", message, _location(source, place), advice)
        elif each.kind == "attribute":
            place = places.attribute(each.name)
            message = f"We left out the “{each.name}” attribute of <{each.element}>."
            yield Problem.warning("TEXT-002", message, _location(source, place), _instead_of(each.name))
        elif each.kind == "no address":
            from microsite.validate.web_mistakes import link_error  # Slow to import, and rarely needed.

            message, advice = link_error(each.name)
            yield Problem.error("TEXT-004", message, _location(source, places.link(each.name)), advice)
        else:
            addresses += 1
            cut, _ = shortened_data_url(each.name)
            location = _location(source, packed[cut - 1] if 0 < cut <= len(packed) else places.address(each.name))
            yield left_out_problem(each, location, addresses, source.stem)


def _instead_of(attribute: str) -> str:
    """Say what to do about an attribute that was left out, and why it was."""
    if attribute == "target":
        return "Delete it. There is no way back from a new window, and some readers do not notice that it is new."
    if attribute in ("role", "tabindex", "accesskey") or attribute.startswith("aria-"):
        return "Delete it. Write headings, lists and links in Markdown, so that screen readers know what they are."
    return "Delete it. Set how things look in theme/site.css. A page cannot contain programs."


def reference_problems(
    source: ChapterSource, found: Found, places: PositionFinder, pictures_left_out: int
) -> Iterator[Problem]:
    """Report links and pictures that lead nowhere, and ids that are already in use.

    Args:
        source: the chapter.
        found: what the passes found.
        places: finds where things are in its text.
        pictures_left_out: how many pictures had their address removed, which has been reported already.
    """
    left_out = pictures_left_out
    for written, message, advice in found.broken:
        if message == NO_ADDRESS and left_out:
            left_out -= 1
            continue  # Its address was removed, which has been reported.
        place = places.link(written) if written else places.tag("img")
        code = "TEXT-006" if message.startswith(("There is no picture", "The picture", "This picture")) else "TEXT-004"
        yield Problem.error(code, message, _location(source, place), advice)
    for written, message in found.repaired:
        yield Problem.repair(message, _location(source, places.link(written)))
    for written, message, advice in found.held_back:
        yield Problem.warning("CHAP-012", message, _location(source, places.link(written)), advice)
    for written, in_link, has_words in found.remote_pictures:
        instead = "the page links to it instead"
        advice = "Put a copy in content/media, and write ![what it shows](media/name.png)."
        if in_link and has_words:
            instead = "the link around it shows its words instead"
        elif in_link:
            instead = "the link around it shows the name of its file instead, because it has no words"
            advice = (
                "Write words there that say where the link goes. Or put a copy in content/media, and "
                "write ![where the link goes](media/name.png) inside the link."
            )
        message = f"The picture “{written}” is on another website, so {instead}."
        yield Problem.warning("TEXT-005", message, _location(source, places.address(written)), advice)
    for wanted, unique in found.renamed:
        number = unique.removeprefix(f"{wanted}-")
        times = int(number) if number.isascii() and number.isdigit() else 1
        place = places.id(wanted, times)
        if place == NOWHERE:
            continue  # The converter made this id itself.
        message = f"The id “{wanted}” is already in use, so it becomes “{unique}”."
        yield Problem.warning("TEXT-007", message, _location(source, place), "Choose a different id.")
    for wanted, made in found.improved:
        message = f"The id “{wanted}” became “{made}”; links to either one work."
        yield Problem.repair(message, _location(source, places.id(wanted, 1)))


def repairs_made(source: ChapterSource, repairs: Iterable[Repair]) -> Iterator[Problem]:
    """Report what was read differently from how it was typed."""
    for repair in repairs:
        yield Problem.repair(repair.message, _location(source, (repair.line, repair.column, repair.length)))


def _location(source: ChapterSource, place: Position) -> Location:
    line, column, length = place
    return source.source.location(line + source.body_offset, column, length)

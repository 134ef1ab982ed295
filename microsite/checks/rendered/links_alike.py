"""Links outside the authors' own text that cannot be told apart by their words."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.checks.content.words import NO_WORDS
from microsite.checks.content.words_by_language import WORDS
from microsite.checks.rendered.page_text import PageText
from microsite.load.language_words import primary_subtag
from microsite.problems import Problem, Severity


def links_alike(page: PageText) -> Iterator[Problem]:
    """Report link words that lead to two places on one page, and those that say nothing about where they lead."""
    places: dict[str, str] = {}
    reported: set[str] = set()
    language = next((each.attributes.get("lang", "") for each in page.named("html")), "")
    empty = WORDS.get(primary_subtag(language), NO_WORDS).empty_links
    for words, address in page.link_words:
        folded = words.strip(" .,:;").casefold()
        if not folded or folded in reported or address.startswith("#"):
            continue  # Repeated headings are reported where the author wrote them.
        where = address.partition("#")[0]
        if folded in empty:
            reported.add(folded)
            yield _problem(page, f"The words of a link say nothing on their own: “{words}”.")
        elif places.setdefault(folded, where) != where:
            reported.add(folded)
            yield _problem(page, f"“{words}” goes to “{places[folded]}” and to “{where}”.")


def _problem(page: PageText, message: str) -> Problem:
    advice = (
        "In a list of the page's links, nobody can tell them apart. Give each thing listed there its own name. If "
        "that does not help, check the templates in theme/."
    )
    return page.problem("PAGE-013", message, Severity.WARNING, advice)

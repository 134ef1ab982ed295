"""Problems about priorities: numbers that do not exist, and chapters that seem to be about one but do not say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from microsite.lazy_patterns import lazy_pattern
from microsite.model.chapter import Chapter
from microsite.model.ordering import Entry
from microsite.model.records import Priority
from microsite.problems import Location, Problem

_WORDS = lazy_pattern(r"\w{3,}|\d+")
#: Words that two names may share even if they are about different things.
_COMMON = frozenset(
    "about all and are every everyone for from how our over people that the this what who why with your".split()
)


def priority_hints(
    priorities: Sequence[Priority], entries: Sequence[Entry], chapters: Sequence[Chapter]
) -> Iterator[Problem]:
    """Report each chapter whose name is similar to that of a priority that has no chapter.

    Args:
        priorities: those of site_config.yaml, in order.
        entries: the files of the chapters.
        chapters: the published chapters.
    """
    with_chapter = {chapter.priority for chapter in chapters}
    free = [
        (number, _words(str(each.title))) for number, each in enumerate(priorities, 1) if number not in with_chapter
    ]
    named = [
        (chapter, {_words(chapter.title), _words(chapter.nav_title)})
        for chapter in chapters
        if free and not chapter.priority
    ]
    alike = [
        (chapter, number)
        for chapter, names in named
        for number, words in free
        if any(_alike(name, words) for name in names)
    ]
    # If one name is similar to several others, it is ambiguous.
    chapters_of, numbers_of = Counter(number for _, number in alike), Counter(chapter.file for chapter, _ in alike)
    by_file = {entry.file: entry for entry in entries}
    for chapter, number in alike:
        if chapters_of[number] == numbers_of[chapter.file] == 1:
            entry = by_file[chapter.file]
            has_front = entry.source.body_offset > 0
            where = "in the front matter" if has_front else "at the top of the file, between two lines of ---"
            yield Problem.hint(
                "CHAP-018",
                f"This chapter may be about priority {number}, “{priorities[number - 1].title}”, but does not say so.",
                entry.place("title"),
                f"If it is, write priority: {number} {where}. Then the priority has a link to this page.",
            )


def no_such_priority(code: str, number: int, count: int, place: Location, path: str = "") -> Problem:
    """Say that there is no priority with a number, and which numbers there are."""
    advice = (
        f"site_config.yaml lists {count}: write a number from 1 to {count}."
        if count
        else "site_config.yaml lists no priorities: delete the line."
    )
    return Problem.error(code, f"There is no priority {number}.", place, advice, path=path)


@lru_cache(maxsize=4096)
def _words(name: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in _WORDS.findall(name.casefold()) if word not in _COMMON)


def _alike(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether all words of the shorter name are in the longer one, and make up at least a third of its words."""
    few, many = (some, others) if len(some) <= len(others) else (others, some)
    return bool(few) and few <= many and len(few) * 3 >= len(many)

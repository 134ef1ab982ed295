"""Text that came with the program and is not this site's own: the first site's facts, the starter's examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from microsite.checks.content.sentences import sentences_of
from microsite.checks.shipped_texts import (
    ENOUGH_PARTNERS,
    FIRST_FILES,
    FIRST_ORGANISATION,
    FIRST_PARTNERS,
    FIRST_PRIORITIES,
    FIRST_SENTENCES,
    STARTER_SENTENCES,
)
from microsite.digests import blake2b
from microsite.lazy_patterns import lazy_pattern
from microsite.load.site_files import CONFIG
from microsite.problems import Location, Problem, Severity, lines_listed, short

if TYPE_CHECKING:
    from microsite.model.consultation import Consultation
    from microsite.model.facts import Facts
    from microsite.model.records import Partner

#: Shorter sentences may match by chance; one with “example” in it needs fewer words.
FEWEST_WORDS, FEWEST_WITH_EXAMPLE = 8, 3
_WORD = lazy_pattern(r"[^\W_]+")
#: For `str.translate`: every character of ASCII that is not part of a word becomes a space.
_SPACES = {code: " " for code in range(128) if not chr(code).isalnum()}
EXAMPLE = "example"


def folded_words(text: str) -> list[str]:
    """Return the words of a text, case-folded and without punctuation."""
    if text.isascii():  # Several times as fast.
        return text.lower().translate(_SPACES).split()
    return _WORD.findall(text.casefold())


def digest(words: Sequence[str]) -> str:
    """Return a digest of some words."""
    return blake2b(" ".join(words).encode(), digest_size=8).hexdigest()


def distinctive_sentences(text: str) -> Iterator[list[str]]:
    """Yield the sentences of a text that nobody else would write by chance, as lists of words."""
    if text.count(" ") < FEWEST_WITH_EXAMPLE - 1 or text.startswith(("http:", "https:")):
        return
    for sentence in sentences_of(" ".join(text.split())):
        words = folded_words(sentence)
        if len(words) >= FEWEST_WORDS or (EXAMPLE in words and len(words) >= FEWEST_WITH_EXAMPLE):
            yield words


# Two rules call this in turn, each for all passages of a chapter.
@lru_cache(maxsize=1024)
def _digests_of(text: str) -> frozenset[str]:
    return frozenset(map(digest, distinctive_sentences(text)))


def is_first_sites(text: str) -> bool:
    """Whether any sentence of a text is from the first site."""
    return not FIRST_SENTENCES.isdisjoint(_digests_of(text))


def is_starters(text: str) -> bool:
    """Whether any sentence of a text is one of the starter's examples."""
    return not STARTER_SENTENCES.isdisjoint(_digests_of(text))


def is_first_site(organisation: str) -> bool:
    """Whether an organisation is the first site's."""
    return digest(folded_words(organisation)) == FIRST_ORGANISATION


def partner_digest(partner: Partner) -> str:
    """Return a digest of a partner's name, kind and date."""
    return digest(folded_words(f"{partner.name} {partner.kind or ''} {partner.as_at or ''}"))


def shipped_problems(facts: Facts, consultation: Consultation) -> Iterator[Problem]:
    """Report what site_config.yaml, the lists and the media still have from the first site or the starter.

    Args:
        facts: everything that was read.
        consultation: the facts of site_config.yaml.
    """
    from microsite.validate.record_fields import WORDS, values_in

    is_own = not is_first_site(str(consultation.organisation))
    reported: set[tuple[str, str]] = set()
    for path, value in (*values_in(consultation), *values_in(facts.lists)):
        if not isinstance(value, WORDS) or path == "organisation":
            continue
        text = str(value)
        for code, found in (("START-001", is_own and is_first_sites(text)), ("START-002", is_starters(text))):
            item = (code, path.partition("]")[0])
            if found and item not in reported and not (code == "START-001" and _is_name(path)):
                reported.add(item)
                yield _problem(code, text, _place(facts.places, path))
    if is_own:
        yield from _first_lists(facts, consultation)
        for file, content in facts.media.items():
            if len(content) in FIRST_FILES and blake2b(content, digest_size=8).hexdigest() == FIRST_FILES[len(content)]:
                yield _problem("START-001", file.rsplit("/", 1)[-1], Location(file=file))


def _is_name(path: str) -> bool:
    """Whether a text is the name or kind of a partner, which other sites may share."""
    return path.startswith("partners[") and path.endswith((".name", ".kind"))


def _first_lists(facts: Facts, consultation: Consultation) -> Iterator[Problem]:
    names = [digest(folded_words(str(each.name))) in FIRST_PARTNERS for each in consultation.partners]
    many = sum(names) >= ENOUGH_PARTNERS
    for number, partner in enumerate(consultation.partners, 1):
        if (many and names[number - 1]) or partner_digest(partner) in FIRST_PARTNERS:
            yield _problem("START-001", str(partner.name), _place(facts.places, f"partners[{number}].name"))
    titles = [digest(folded_words(str(each.title))) for each in consultation.priorities]
    if {*titles} >= FIRST_PRIORITIES:
        for number, title in enumerate(titles, 1):
            if title in FIRST_PRIORITIES:
                text = str(consultation.priorities[number - 1].title)
                yield _problem("START-001", text, _place(facts.places, f"priorities[{number}].title"))


def _place(places: Mapping[str, Location], path: str) -> Location:
    while path not in places and path:
        path = path.rpartition(".")[0]
    return places.get(path, Location(file=CONFIG))


def _problem(code: str, text: str, place: Location) -> Problem:
    said, advice = what_is_wrong(code, text)
    return Problem.of(severity_of(code), code, said, place, advice)


def severity_of(code: str) -> Severity:
    """Return the severity before the site's stage is known; `as_at_stage` may raise it."""
    return Severity.ERROR if code == "START-001" else Severity.WARNING


def what_is_wrong(code: str, text: str, lines: Sequence[int] = ()) -> tuple[str, str]:
    """Say what is wrong with a text, and what to do.

    Args:
        code: the code.
        text: the text.
        lines: further lines of the chapter with text of the same kind.
    """
    also = f" So are {lines_listed(lines, 5)}." if len(lines) > 1 else f" So is line {lines[0]}." if lines else ""
    if code == "START-001":
        return (
            f"“{short(text)}” is from the site that came with the program, for Southampton's Safe City Partnership."
            f"{also}",
            "Write your own words in its place, or delete it.",
        )
    return (
        f"“{short(text)}” is an example that came with the program.{also}",
        "Write your own words in its place, or delete it.",
    )


def as_at_stage(problem: Problem, *, is_open: bool) -> Problem:
    """Turn a leftover example into an error while the consultation is open."""
    if problem.code != "START-002" or not is_open:
        return problem
    message = f"{problem.message} The consultation is open, so readers would take it for yours."
    return replace(problem, severity=Severity.ERROR, message=message)

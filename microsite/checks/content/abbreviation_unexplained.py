"""Abbreviations that a chapter never explains."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from microsite.checks.content.findings import Finding
from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.lazy_patterns import lazy_pattern
from microsite.problems import listed

_CAPITALS = lazy_pattern(r"(?<![\w.@/£$&#’'-])([A-Z]{2,6})(?:s|’s|'s)?(?![\w@/#&-]|\.\w)")
#: Abbreviations that are better known than what they stand for.
_KNOWN = frozenset(
    """
    UK US USA EU UN NHS BBC ITV TV DVD CD PC PDF HTML URL ID IT OK AM PM BC AD CE BCE GMT BST UTC FAQ PIN SMS SIM GP MP
    VAT PO RSVP PS NB VIP DIY AIDS HIV DNA COVID CCTV MOT UFO NATO UNESCO UNICEF WWW USB GB MB KB LED CEO PR QR PE ATM
    GPS HR HTTP HTTPS IP AA RAC ASAP FYI TBC TBD ZIP GIF PNG JPG JPEG
    """.split()
)
#: Words that people write in capitals for emphasis.
_EMPHASISED = frozenset(
    """
    A AFTER ALL ALSO ALWAYS AN AND ANY ARE AS AT BE BEFORE BETTER BIG BOTH BUT BY CAN CANNOT CLICK COPY DATA DATE DID DO
    DOES DON DONE DRAFT EACH EARLY END EVEN EVERY FACT FIRST FOR FREE FROM FULL GET GIVE GO GOOD HAS HAVE HERE HOW I IF
    IN IS JOIN JUST LAST LATE LIKE LIVE LONG LOOK MAKE MANY MAY ME MORE MOST MUST MY NAME NEED NEEDS NEVER NEW NEXT NO
    NOT NOTE NOTES NOW OF OLD ON ONCE ONE ONLINE ONLY OPEN OR OTHER OUR OUT OVER OWN PAGE PART PLEASE PLUS PUBLIC READ
    README REVIEW SAME SAVE SEE SHALL SHOULD SO SOME STILL STOP TEAM TEXT THAN THAT THE THEIR THEN THERE THEY THING
    THINGS THIS TIME TITLE TO TODO TOO TOP TWO UNLESS UNTIL UP UPDATE US USE VERY WAS WE WHAT WHEN WHERE WHO WHY
    WILL WITH WORK YES YET YOU YOUR
    """.split()
)
#: An abbreviation in brackets after its words, or before its words in brackets.
_BESIDE = lazy_pattern(r"\((?:the |or |“)?[A-Z]{2,6}s?\b[^()]{0,40}\)|\b[A-Z]{2,6}s?”?\s\((?:\w+[\s-]\w|[a-z]{4})")
_CAPITAL_RUN = lazy_pattern(r"[A-Z]{2,6}")
#: A name of several words, whose initials an abbreviation may be.
_NAME = lazy_pattern(r"\b[A-Z][\w’'-]+(?:[\s-]+(?:(?:of|and|the|for|in|on|to|&|a)[\s-]+){0,2}[A-Z][\w’'-]+)+")
_INITIAL = lazy_pattern(r"\b[A-Z]")
#: Several long words in capitals in a row are emphasis, not abbreviations.
_IN_A_ROW = lazy_pattern(r"\b[A-Z]{4,}(?: [A-Z]{4,})+\b")
#: A word in capitals with at least so many letters is no abbreviation if the text also has it in lower case.
LEAST_OF_WORD = 4
#: The most abbreviations that a message names.
MOST_NAMED = 6
_ROMAN = lazy_pattern(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


def abbreviation_unexplained(reading: Reading, known: Known) -> Iterator[Finding]:
    """Report the abbreviations that a chapter never explains, all in one finding."""
    if not known.words.has_abbreviations or not known.glossary_known or not reading.has_capitals:
        return
    found: dict[str, int] = {}
    explained: _Explained | None = None
    for passage in reading.passages:
        names = dict.fromkeys(match[1] for match in _CAPITALS.finditer(passage.text))
        if not names or _in_capitals(passage.text):
            continue
        stressed = set(" ".join(_IN_A_ROW.findall(passage.text)).split())
        for name in names:
            if name in found or name in stressed or _is_known(name, reading, known):
                continue
            explained = explained or _Explained(reading)
            if not explained.has(name):
                found[name] = reading.find(passage, name)
    if found:
        first, at = next(iter(found.items()))
        named = [*list(found)[:MOST_NAMED], "others"] if len(found) > MOST_NAMED else list(found)
        yield reading.hint(
            "LANG-005",
            f"This chapter does not say what {listed(named)} {'means' if len(found) == 1 else 'mean'}.",
            at,
            len(first),
            f"Readers who start on this page may not know what it means. Write the full words and then “({first})” "
            "where you first use it, or add it to content/data/glossary.yaml.",
            "3.1.4",
        )


def _in_capitals(text: str) -> bool:
    """Whether most letters are capitals, so that a word in capitals need not be an abbreviation."""
    return sum(map(str.isupper, text)) * 2 > sum(map(str.isalpha, text))


def _is_known(name: str, reading: Reading, known: Known) -> bool:
    return bool(
        name in _KNOWN
        or name in _EMPHASISED
        or name in known.explained
        or name in reading.abbreviations
        or _ROMAN.fullmatch(name)
        # An ordinary word, in capitals for emphasis.
        or (len(name) >= LEAST_OF_WORD and f" {name.lower()} " in reading.text)
    )


class _Explained:
    """The abbreviations that a chapter itself explains."""

    def __init__(self, reading: Reading) -> None:
        text = "\n".join((reading.title, *(heading.words for heading in reading.headings), reading.text))
        self._names = {name for match in _BESIDE.finditer(text) for name in _CAPITAL_RUN.findall(match[0])}
        self._names |= {
            reading.words(tag.end, following.start)
            for tag, following in pairwise(reading.tags)
            if tag.name == "abbr" and tag.attributes.get("title")
        }
        self._initials = {"".join(_INITIAL.findall(match[0])) for match in _NAME.finditer(text)}

    def has(self, name: str) -> bool:
        """Whether an abbreviation or its words are in brackets next to each other, or a name has its initials."""
        return name in self._names or any(name in initials for initials in self._initials)

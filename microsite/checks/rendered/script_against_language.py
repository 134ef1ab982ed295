"""Text in a script that the language of its element is not written in: its own language is not marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple, cast

from selectolax.lexbor import LexborHTMLParser, LexborNode

from microsite.checks.rendered.page_text import PageText
from microsite.lazy_patterns import lazy_pattern
from microsite.problems import Problem, Severity

#: The letters of each script, and the languages written only in it; languages with two scripts are left out.
_SCRIPTS = {
    "Arabic": ("\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc", "ar fa ur ps ckb ug"),
    "Hebrew": ("\u0590-\u05ff\ufb1d-\ufb4f", "he yi"),
    "Greek": ("\u0370-\u03ff\u1f00-\u1fff", "el"),
    "Cyrillic": ("\u0400-\u052f", "uk ru bg mk be"),
    "Devanagari": ("\u0900-\u097f", "hi mr ne"),
    "Bengali": ("\u0980-\u09ff", "bn"),
    "Gurmukhi": ("\u0a00-\u0a7f", "pa"),
    "Gujarati": ("\u0a80-\u0aff", "gu"),
    "Tamil": ("\u0b80-\u0bff", "ta"),
    "Thai": ("\u0e00-\u0e7f", "th"),
    "Ethiopic": ("\u1200-\u137f", "am ti"),
    "Chinese, Japanese or Korean": ("\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af", "zh ja ko"),
}
_LATIN = "Latin"
_LANGUAGES = {
    **{each: script for script, (_, languages) in _SCRIPTS.items() for each in languages.split()},
    **dict.fromkeys(
        "en cy ga gd gv kw sco fr de es it pt nl pl ro cs sk hu lt lv et fi sv da nb so tr vi".split(), _LATIN
    ),
}
#: A page is only parsed if it has letters of these scripts, or names a language that is written in one of them.
_LETTERS = lazy_pattern(f"[{''.join(letters for letters, _ in _SCRIPTS.values())}]")
_NAMED = lazy_pattern(
    rf"lang=(?<=\slang=)[\"']?(?:{'|'.join(chain.from_iterable(each.split() for _, each in _SCRIPTS.values()))})\b"
)
#: Text in quotation marks, addresses, and words.
_TOKEN = lazy_pattern(
    r"“[^”]*”|«[^»]*»|„[^“]*“|\"[^\"]*\"|「[^」]*」|『[^』]*』|《[^》]*》|\S*(?:@|://|www\.)\S*|[^\W\d_]+(?:['’][^\W\d_]+)*"
)
_SCRIPT_OF = {name: lazy_pattern(f"[{letters}]") for name, (letters, _) in _SCRIPTS.items()}
_LATIN_LETTER = lazy_pattern("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
#: So few words may be a name or a title; more are a sentence or part of one.
MOST_WORDS_OF_A_NAME = 4
#: Names in Latin letters are capitalised; a sentence has more lower-case words than this.
MOST_SMALL_WORDS = 2
#: In a script without spaces, a “word” may be a whole sentence, so letters are counted instead.
MOST_LETTERS_OF_A_NAME = 12
_WITHOUT_SPACES = frozenset(("Thai", "Chinese, Japanese or Korean"))
_SKIPPED_ELEMENTS = frozenset("address cite code kbd math pre q samp script style svg template textarea".split())
_INLINE = frozenset("a abbr b bdi bdo em i ins mark s small span strong sub sup time u".split())
_SHOWN = 60


class _Text(NamedTuple):
    language: str
    text: str


def script_against_language(page: PageText) -> Iterator[Problem]:
    """Report each run of words in a script that the language of their element is not written in."""
    if not _LETTERS.search(page.text) and not _NAMED.search(page.text):
        return
    tree = LexborHTMLParser(page.text)
    root, body = tree.root, tree.body
    if root is None or body is None:
        return
    own = root.attributes.get("lang") or ""
    reported: set[str] = set()
    for language, text in _texts(body, own):
        expected = _script_of_language(language)
        for script, run in _foreign_runs(text, expected) if expected else ():
            if run not in reported:
                reported.add(run)
                yield _problem(page, language, script, run)


def _problem(page: PageText, language: str, script: str, run: str) -> Problem:
    shown = run if len(run) <= _SHOWN else f"{run[:_SHOWN].rstrip()}…"
    message = f'“{shown}” is in {script} letters, but its element says lang="{language}".'
    advice = (
        "A screen reader reads it in the wrong voice, or not at all. A fact in YAML cannot have its own language: "
        'move the passage to a chapter, with a line {: lang="…" } below it. If a chapter begins with it, give that '
        'chapter a summary: in its front matter. In a template in theme/, write <span lang="…">.'
    )
    return page.problem("PAGE-014", message, Severity.HINT, advice)


def _script_of_language(language: str) -> str:
    """Return the only script of a language; empty if it has several, is unknown, or its tag names another script."""
    parts = language.lower().split("-")
    named = next((part for part in parts[1:] if len(part) == 4 and part.isalpha()), "")
    if named:
        return _LATIN if named == "latn" else ""
    return _LANGUAGES.get(parts[0], "")


def _texts(top: LexborNode, language: str) -> Iterator[_Text]:
    """Yield the text of each block with its language, in order; text between two blocks counts as a block."""
    pieces: list[str] = []
    current = language
    #: Nodes still to visit, each with its language; None marks the end of a block.
    waiting: list[tuple[LexborNode | None, str]] = [(top, language)]
    while waiting:
        node, language = waiting.pop()
        name = cast("str", node.tag) if node is not None else ""
        if node is not None and name == "-text":
            if language != current:
                yield _Text(current, "".join(pieces))
                pieces, current = [], language
            pieces.append(node.text(deep=False) or "")
            continue
        if node is not None and (name in _SKIPPED_ELEMENTS or name.startswith(("-", "!")) or _is_prose(node)):
            pieces.append(" \x00 ")
            continue
        if name not in _INLINE:
            yield _Text(current, "".join(pieces))
            pieces = []
        if node is None:
            continue
        inside = node.attributes.get("lang")
        inside = language if inside is None else inside
        children = list(node.iter(include_text=True))
        if name not in _INLINE:
            waiting.append((None, language))
        waiting += [(child, inside) for child in reversed(children)]
    yield _Text(current, "".join(pieces))


def _is_prose(node: LexborNode) -> bool:
    """Whether a node contains a chapter's own text, which LANG-001 reports by line."""
    return "prose" in (node.attributes.get("class") or "").split()


def _foreign_runs(text: str, expected: str) -> Iterator[tuple[str, str]]:
    """Yield runs of words in another script that are longer than a name, each after its script."""
    run: list[re.Match[str]] = []
    script = ""
    for match in chain(_TOKEN.finditer(text), (None,)):
        now = _script_of_word(match[0]) if match else ""
        if now != script or not now:
            if run and script != expected and _is_sentence(run, script):
                yield script, " ".join(text[run[0].start() : run[-1].end()].split())
            run, script = [], now
        if match and now:
            run.append(match)


def _script_of_word(word: str) -> str:
    """Return the script of a word; empty for anything else, such as a quotation or an address."""
    if not word[0].isalpha() or not word[-1].isalpha() or "@" in word or ":" in word or "." in word:
        return ""
    if _LATIN_LETTER.match(word):
        return _LATIN
    return next((name for name, pattern in _SCRIPT_OF.items() if pattern.match(word)), "")


def _is_sentence(run: list[re.Match[str]], script: str) -> bool:
    if script in _WITHOUT_SPACES:
        return sum(len(match[0]) for match in run) > MOST_LETTERS_OF_A_NAME
    if len(run) <= MOST_WORDS_OF_A_NAME:
        return False
    return script != _LATIN or sum(match[0][0].islower() for match in run) > MOST_SMALL_WORDS

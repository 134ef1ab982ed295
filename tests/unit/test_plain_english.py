"""The interface, the reports and the pages for authors are in plain English: short words, short sentences."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from microsite.cli import engine_templates
from microsite.render.words import read_words

WORDS = read_words((engine_templates() / "locales/en.yaml").read_text(encoding="utf-8"))
#: Texts from the government's model accessibility statement keep its wording.
LEGAL = ("accessibility.enforce.", "accessibility.compliance", "accessibility.committed", "accessibility.law")
#: Words that a consultation cannot do without count as one syllable, like names and dates.
OWN_WORDS = re.compile(r"(?:consultation|organisation|partnership|accessibility)s?", re.IGNORECASE)
VALUES = {"length": "12 weeks", "amount": "8 minutes", "amounts": "8 minutes", "spans": "from {date} until {date}"}
#: Statuses and counts are sentences too, although they don't end with a full stop.
TOLD = ("status.", "count.", "survey.", "outcome.", "changes.")


REPORTS = Path(__file__).parent.parent / "problems"
SOURCE = Path(__file__).parent.parent.parent / "microsite"
DOCS = Path(__file__).parent.parent.parent / "docs"
#: Pages for people who write a site.
PAGES = sorted([*(DOCS / "problems").glob("*.md"), *(DOCS / "guide/steps").glob("*.md"), DOCS / "guide/README.md"])
#: A line of a report that says what is wrong or what to do; not an excerpt, a list of facts or a location.
SAID = re.compile(
    r"^ {2,4}(?:→ |- (?:lines? [\d, and]+|\d+ times): )?(?![ |→-]|\S+ {2}|\d+ (?:\||more)|[a-z ]+: \S+:\d+:)(\S.*)$",
    re.MULTILINE,
)
#: Quoted or typed text, file names and numbers: each counts as one word.
TYPED = re.compile(
    r"“[^”]*”| \(WCAG [\d.]+\)|\w+ \(\d+\)|\S*[\d<>{}\[\]|*=`_/@\\#&]\S*?(?=[.,;:?!)]*(?:\s|$))|\S+\.[a-z]{2,}\b"
)
#: Phrases that nobody says: stiff, quaint or translated ones, and synonyms of house terms.
STIFF = re.compile(
    r"(?<![\w-])(?:stands?(?! out| for)|lies|leads? (?:to|out|on|nowhere)|behind (?:it|the|them|that|what|each)"
    r"|straight (?:before|behind|after|below|above|in)|anew|; else|passed over|so that nobody(?! looks)"
    r"|(?<!people )who (?:cannot|hears|sees|follows|goes)|(?:is|are) meant|(?:is|are) to (?:be|see|read|go|stay)"
    r"|goes on(?! without)|of another|in the midst|take (?:one|it|them) away|as (?:it|they) stands?|capitals included"
    r"|learns? nothing of|holds nothing|telephone|e-mail|film|alternative text|another host|back-tick"
    r"|in line)(?![\w-])",
    re.IGNORECASE,
)


def syllables(word: str) -> int:
    """Estimate a word's syllables by its groups of vowels, without a silent `e`."""
    if OWN_WORDS.fullmatch(word) or not word.isalpha():
        return 1
    heard = re.sub(r"(?<=[^aeiou])(?:e|es|ed)$", lambda end: end[0] if _is_heard(word, end[0]) else "", word.lower())
    return max(1, len(re.findall(r"[aeiouy]+", heard)) + len(re.findall(r"i[ao](?!us|n|u)|eo(?!u)|ual", heard)))


def _is_heard(word: str, end: str) -> bool:
    before = word.lower().removesuffix(end)
    if end == "ed":
        return before.endswith(("t", "d"))
    if end == "es":
        return before.endswith(("s", "x", "z", "ch", "sh", "c", "g"))
    return (before.endswith("l") and before[-2:-1] not in "aeiou") or not re.search("[aeiouy]", before)


def grade(sentence: str) -> float:
    """Return the Flesch–Kincaid grade level of a sentence."""
    words = words_of(sentence)
    return 0.39 * len(words) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def words_of(sentence: str) -> list[str]:
    """Split a sentence into words; a `{placeholder}` is one word."""
    return re.findall(r"\{\w+\}|[\w’'-]+", sentence)


def sentences() -> dict[str, str]:
    """Return every sentence of the interface by its key and position, without labels and headings."""
    found: dict[str, str] = {}
    for key, text in WORDS.items():
        told = re.sub(r"\{(\w+)\}", lambda value: VALUES.get(value[1], value[0]), text)
        for number, part in enumerate(re.split(r"(?<=[.?!:])\s+", told)):
            if part.endswith((".", "?", "!")) or (key.startswith(TOLD) and len(words_of(part)) > 4):
                found[f"{key} {number}"] = part
    return found


@pytest.mark.parametrize(
    ("word", "number"),
    [("take", 1), ("survey", 2), ("closes", 2), ("published", 2), ("answers", 2), ("table", 2), ("pages", 2),
     ("supplied", 2), ("counted", 2), ("the", 1), ("video", 3), ("language", 2), ("consultation", 1), ("2027", 1)],
)  # fmt: skip
def test_syllables(word, number):
    """Syllables are counted as a reader hears them."""
    assert syllables(word) == number


def test_grades():
    """On average, sentences suit a child of ten, and none needs a reader older than fourteen."""
    measured = {key: grade(text) for key, text in sentences().items() if not key.startswith((*LEGAL, "number."))}
    hard = {key: round(value, 1) for key, value in measured.items() if value > 9}
    assert len(measured) > 60
    assert hard == {}
    assert sum(measured.values()) / len(measured) <= 5


def test_lengths():
    """No sentence outside the legal statement has more than 25 words."""
    assert {k: t for k, t in sentences().items() if len(words_of(t)) > 25 and not k.startswith(LEGAL)} == {}


def test_one_name_for_one_place():
    """Every link to a page calls it the same."""
    pairs = [
        ("nav.questions", "questions.title"), ("nav.documents", "documents.title"), ("nav.faqs", "faqs.title"),
        ("nav.glossary", "glossary.title"), ("nav.updates", "updates.title"), ("nav.contact", "contact.title"),
        ("nav.whole_document", "whole.title"), ("home.whole", "whole.title"), ("nav.privacy", "privacy.title"),
        ("nav.accessibility", "accessibility.title"), ("nav.priorities", "priorities.title"),
        ("nav.partners", "partners.title"), ("nav.events", "events.title"), ("nav.site_map", "map.title"),
        ("home.strategy", "action.read"),
    ]  # fmt: skip
    assert [(WORDS[one], WORDS[other]) for one, other in pairs if WORDS[one] != WORDS[other]] == []


def test_ways_that_are_not_one():
    """Links to different places have different names."""
    names = [
        "survey.take",
        "questions.how_to_answer",
        "nav.questions",
        "nav.faqs",
        "nav.strategy",
        "nav.whole_document",
    ]
    assert len({WORDS[name] for name in names}) == len(names)
    assert WORDS["chapter.of_all"].endswith("see all chapters")


def said() -> dict[str, str]:
    """Return every message and hint in the reports of `tests/problems/`, each with the folder of one report."""
    found: dict[str, str] = {}
    for report in sorted(REPORTS.glob("*/expected.txt")):
        for match in SAID.finditer(report.read_bytes().decode()):
            found.setdefault(match[1], report.parent.name)
    return found


@cache
def parts_of(message: str) -> list[list[str]]:
    """Return the words of each sentence; anything typed or quoted is one word."""
    read = TYPED.sub("x", message)
    return [words for part in re.split(r"(?<=[.?!:])\s+", read) if (words := words_of(part))]


@cache
def grade_of(message: str) -> float:
    """Return the Flesch–Kincaid grade level of a message of one or more sentences."""
    parts = parts_of(message)
    words = [word for part in parts for word in part]
    return 0.39 * len(words) / len(parts) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def test_messages_are_found():
    """Messages, hints and messages about further lines are found; excerpts, facts and locations are not."""
    messages = said()
    assert "This table has no caption." in messages
    assert "Move it right after <table>." in messages
    assert "<ul> is directly in <ul>." in messages
    assert [each for each in messages if " | " in each[:8] or each.startswith(("site_config.yaml  ", "→"))] == []
    assert len(messages) > 600


def test_messages_are_easy():
    """On average messages are easy to read, and no long one is above grade 10."""
    measured = {message: grade_of(message) for message in said()}
    assert {message: round(value, 1) for message, value in measured.items() if value > 10 and len(message) > 60} == {}
    assert sum(measured.values()) / len(measured) <= 3


def test_messages_are_short():
    """No sentence of a message has more than 25 words."""
    assert {message: at for message, at in said().items() if max(map(len, parts_of(message))) > 25} == {}


def test_messages_are_spoken():
    """No message has a stiff phrase, or a synonym for a house term."""
    found = {message: match[0] for message in said() if (match := STIFF.search(TYPED.sub("x", message)))}
    assert found == {}


def written() -> dict[str, str]:
    """Return every sentence in the program's string literals, also those that no stored report shows, by location.

    An interpolated value counts as one word; docstrings are left out, since they are for engineers.
    """
    found: dict[str, str] = {}
    for file in sorted(SOURCE.rglob("*.py")):
        nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
        skipped = {id(node) for each in nodes if isinstance(each, ast.JoinedStr) for node in _below(each)}
        skipped |= {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
        for node in nodes:
            if isinstance(node, ast.JoinedStr):
                parts = [each.value if isinstance(each, ast.Constant) else "“x”" for each in node.values]
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                parts = [node.value]
            else:
                continue
            text = " ".join("".join(map(str, parts)).split())
            if id(node) not in skipped and re.match(r"[A-Z“].*[.!?:]$", text) and len(text.split()) > 3:
                found.setdefault(text, f"{file.relative_to(SOURCE)}:{node.lineno}")
    return found


def _below(node: ast.AST) -> list[ast.AST]:
    return [each for each in ast.walk(node) if each is not node]


def test_all_messages_are_easy():
    """The messages in the program's source are short, easy and not stiff, also those that no stored report shows."""
    messages = written()
    assert len(messages) > 900 and "“x” is to be supplied." in messages
    told = {text: at for text, at in messages.items() if "\n" not in text and at.partition(":")[0] != "command_line.py"}
    hard = {text: (at, round(grade_of(text), 1)) for text, at in told.items() if grade_of(text) > 9}
    assert {text: why for text, why in hard.items() if len(text.split()) > 7} == {}
    assert {text: at for text, at in told.items() if max(map(len, parts_of(text))) > 25} == {}
    fact = "to be supplied"
    said_so = {text: STIFF.search(TYPED.sub("x", text.replace(fact, "x"))) for text in told}
    assert {text: (told[text], match[0]) for text, match in said_so.items() if match} == {}
    assert sum(map(grade_of, told)) / len(told) <= 5


def explained() -> dict[str, str]:
    """Return every paragraph of the pages for authors, without links and code, with the name of its page."""
    found: dict[str, str] = {}
    for page in PAGES:
        text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        for paragraph in re.split(r"\n{2,}", text):
            if paragraph and not paragraph.startswith(("#", "|", "-", "!")):
                words = re.sub(r"`[^`]+`", "`x`", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", " ".join(paragraph.split())))
                found.setdefault(words, page.stem)
    return found


def test_pages_for_authors_are_easy():
    """Pages on problems and the guide's steps have no long sentences or stiff phrases, and are easy to read."""
    pages = explained()
    assert {part: page for part, page in pages.items() if max(map(len, parts_of(part))) > 25} == {}
    assert {part: match[0] for part in pages if (match := STIFF.search(TYPED.sub("x", part)))} == {}
    assert sum(map(grade_of, pages)) / len(pages) <= 5

"""The words of a site's questions and answers, and how to compare an export's words with them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

#: The likeness from which a heading certainly is a question, and from which it may be one.
CERTAIN, PERHAPS = 0.94, 0.6
_NUMBER = re.compile(r"^(?:q(?:uestion)?\s*)?\d{1,3}(?:\s*[.:)]\s*|\s+-\s+)|^q\d{1,3}\s+", re.IGNORECASE)
_NUMBERED = re.compile(r"^q?\d{1,3}(?:\.\w{1,3})*[.:)]?\s+", re.IGNORECASE)
_AROUND = " \t\n*:.?!…\"'-"
_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00a0": " "})
#: How an answer begins that stands for all others, in the languages of the interface.
_OTHER = re.compile(r"(?:other|something else|somewhere else|another|arall|rhywbeth arall|autre|أخرى|غير ذلك)\b")
#: What surveys write in the cell of somebody who did not answer.
NOT_ANSWERED = frozenset({"not answered", "no answer", "no response", "no answer given", "not selected or answered"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of the site: its number, from 1, its kind, and the words of it and its answers in each language."""

    number: int
    kind: str
    texts: tuple[str, ...]
    #: For each answer, in order, its words in each language.
    answers: tuple[tuple[str, ...], ...] = ()

    @property
    def closed(self) -> bool:
        """Whether it has answers to count."""
        return self.kind != "text"

    @property
    def other(self) -> int:
        """The answer that stands for all others, counted from 0; -1 if there is none."""
        found = (at for at, words in enumerate(self.answers) if any(is_other(each) for each in words))
        return next(found, -1)

    def answer_at(self, text: str) -> int:
        """Find an answer by its words in any language; -1 if none has these words."""
        wanted = folded(text)
        found = (at for at, words in enumerate(self.answers) if wanted in map(folded, words))
        return next(found, -1) if wanted else -1

    def answer_below(self, heading: str) -> int:
        """Find an answer by the heading of its own column, which can be numbered; -1 if none matches."""
        found = self.answer_at(heading)
        return found if found >= 0 else self.answer_at(_NUMBERED.sub("", heading.strip()))


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Normalise words for comparison: case folded, plain quotation marks and hyphens, single spaces."""
    plain = unicodedata.normalize("NFKC", text).translate(_SIGNS).casefold()
    return " ".join(plain.split()).strip(_AROUND)


def heading_words(text: str) -> str:
    """Normalise a heading for comparison, without the number of the question."""
    return folded(_NUMBER.sub("", " ".join(text.split())))


def is_other(text: str) -> bool:
    """Whether an answer stands for all others, as “Other (please say)” does."""
    return bool(_OTHER.match(folded(_NUMBERED.sub("", text.strip()))))


def likeness(one: str, other: str, least: float) -> float:
    """Return how similar two texts are, from 0 to 1; 0 if less than `least`."""
    if one == other:
        return float(bool(one))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    alike = matcher.ratio()
    return alike if alike >= least else 0.0


@lru_cache(maxsize=2048)
def question_like(heading: str, questions: tuple[Question, ...], least: float) -> Question | None:
    """Find the question most like a heading; None if none is at least `least` like it."""
    words = heading_words(heading)
    best: tuple[float, Question | None] = 0.0, None
    for question in questions:
        alike = max(likeness(words, heading_words(text), least) for text in question.texts)
        if alike == 1.0:
            return question
        best = max(best, (alike, question), key=lambda each: each[0])
    return best[1]

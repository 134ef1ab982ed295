"""Propose what each column of an export is: certain, for the editor to decide, ignored or refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from microsite.authoring.results.headings import TYPED, Heading, Headings, question_of
from microsite.authoring.results.personal import personal_cells, personal_heading
from microsite.authoring.results.services import Service
from microsite.authoring.results.survey_words import PERHAPS, Question, folded, heading_words, is_other, question_like

UNDECIDED, IGNORED, REFUSED = "undecided", "ignored", "refused"
#: Words in headings that match no question of the site, by what such a column may be.
_HINTS = (
    ("kind", ("responding as", "respond as", "on behalf of", "individual or", "organisation or", "type of respondent",
              "respondent type", "in what capacity", "answering as", "who is answering", "who are you")),
    ("way", ("how did you answer", "how did we get", "how was this response", "response method", "method of response",
             "channel", "source of response", "how received", "received by", "way of answering")),
    ("test", ("test answer", "test response", "is this a test", "is test", "test row")),
)  # fmt: skip
#: What to write for an undecided column, by what its heading hints at.
IF_IT_IS = {
    "": "Write in this line use: ignored, or what else it is: the top of the file lists that.",
    "kind": (
        "If it says who answered, write in this line use: kind, and below it: answers: [{written: as in the export, "
        "means: Residents}]. If it does not, write use: ignored"
    ),
    "way": (
        "If it says how people answered, write in this line use: way, and below it: answers: [{written: as in the "
        "export, means: Online}]. If it does not, write use: ignored"
    ),
    "test": (
        "If it marks tests, write in this line use: test, and below it what marks one: leave_out_when: [Test]. If it "
        "does not, write use: ignored"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Proposal:
    """What one column is taken for."""

    at: int
    shown: str
    #: As in the columns file: `question 2`, `answer 3 of question 2`, `date`, `undecided` …
    use: str
    #: Why it is refused: what it holds, in the plural.
    reason: str = ""
    #: What it may be, for the editor to decide.
    perhaps: str = ""
    #: Whether people answered a scale with numbers, and it is unknown which end is 1.
    in_digits: bool = False
    #: The answer that text typed by people counts as, in the words of the site.
    anything_else: str = ""


def propose(headings: Headings, questions: tuple[Question, ...]) -> list[Proposal]:
    """Return what each column is taken for, in order."""
    certain = {question_of(each.text, questions)[0] for each in headings.columns}
    left = tuple(each for each in questions if each not in certain)
    found = [_proposal(each, headings, questions, left) for each in headings.columns]
    single = [each.use for each in found if each.use.startswith("question ") or each.use in ("date", "respondent")]
    twice = {use for use in single if single.count(use) > 1}
    return [_undecided(each, each.use) if each.use in twice else each for each in found]


def _proposal(
    heading: Heading, headings: Headings, questions: tuple[Question, ...], left: tuple[Question, ...]
) -> Proposal:
    cells = [row.cell(heading.at) for row in headings.answers]
    own = frozenset(folded(word) for each in questions for words in each.answers for word in words)
    question, answer = question_of(heading.text, questions)
    known = "" if heading.below else headings.service.columns.get(folded(heading.text), "")
    reason = personal_heading(heading.text) or (personal_heading(heading.below) if heading.below else "")
    if not reason and known != "date":
        reason = personal_cells(cells, own, is_text=question is not None and not question.closed)
    if reason:
        return Proposal(at=heading.at, shown=heading.shown, use=REFUSED, reason=reason)
    if known:
        return Proposal(at=heading.at, shown=heading.shown, use=known)
    if question is not None:
        return _of_question(heading, question, answer, cells, headings.service)
    return _of_no_question(heading, left)


def _of_question(heading: Heading, question: Question, answer: int, cells: Sequence[str], service: Service) -> Proposal:
    under = folded(heading.below)
    if question.closed and under and under not in TYPED:
        answer = question.answer_below(heading.below)
        if is_other(heading.below) and question.other >= 0:
            return Proposal(at=heading.at, shown=heading.shown, use=f"other of question {question.number}")
        if answer < 0:
            use = IGNORED if is_other(heading.below) else UNDECIDED
            return Proposal(at=heading.at, shown=heading.shown, use=use, perhaps=f"question {question.number}")
    if answer >= 0:
        use = f"answer {answer + 1} of question {question.number}"
        return Proposal(at=heading.at, shown=heading.shown, use=use)
    in_cell = question.closed and service.other_in_cell and question.other >= 0
    return Proposal(
        at=heading.at,
        shown=heading.shown,
        use=f"question {question.number}",
        in_digits=are_digits(question, cells),
        anything_else=question.answers[question.other][0] if in_cell else "",
    )


def are_digits(question: Question, cells: Sequence[str]) -> bool:
    """Whether a scale was answered with numbers from 1 up, which are not in the words of its answers."""
    points = {str(number) for number in range(1, len(question.answers) + 1)}
    full = {cell for cell in cells if cell}
    return question.kind == "scale" and bool(full) and full <= points and question.answer_at("1") < 0


def _of_no_question(heading: Heading, left: tuple[Question, ...]) -> Proposal:
    """Propose what a column may be: what its heading hints at, or a question for which there is no certain column."""
    hint = hint_of(heading.text)
    near = question_like(heading.text, left, PERHAPS)
    if hint or near is not None:
        perhaps = hint or f"question {near.number if near else 0}"
        return Proposal(at=heading.at, shown=heading.shown, use=UNDECIDED, perhaps=perhaps)
    return Proposal(at=heading.at, shown=heading.shown, use=IGNORED)


def hint_of(heading: str) -> str:
    """Return what a heading that matches no question hints at: kind, way or test; empty for nothing."""
    words = heading_words(heading)
    if words == "test":
        return words
    return next((use for use, signs in _HINTS if any(sign in words for sign in signs)), "")


def _undecided(proposal: Proposal, perhaps: str) -> Proposal:
    return Proposal(at=proposal.at, shown=proposal.shown, use=UNDECIDED, perhaps=perhaps)

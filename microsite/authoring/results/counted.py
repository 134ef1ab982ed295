"""Count the rows of an export as planned, and report the rows that cannot be counted, only ever by their position."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from microsite.authoring.results.columns_record import FILE
from microsite.authoring.results.counting import Chosen, QuestionPlan, Uncounted, read_answers, read_labels, tally_of
from microsite.authoring.results.days import read_days
from microsite.authoring.results.plan import Plan
from microsite.authoring.results.suppression import Tally
from microsite.authoring.results.survey_words import folded
from microsite.authoring.results.table import Row, letters, rows_named
from microsite.problems import Location, Problem

#: How the rows of totals begin that people and programs put below the answers.
TOTALS = frozenset(
    {"total", "totals", "grand total", "sum", "sums", "average", "averages", "mean", "count", "cyfanswm"}
)
#: How many rows at the end can be totals.
MOST_TOTALS = 3


@dataclass(slots=True, kw_only=True)
class Counted:
    """The true numbers, none of which may be published unchecked."""

    responses: int = 0
    #: How many answers were left out, by reason.
    left_out: dict[str, int] = field(default_factory=lambda: {})
    #: Each question's tally, and the tally of each group, by question number; group "" is those who did not say.
    tallies: dict[int, Tally] = field(default_factory=lambda: {})
    groups: dict[int, dict[str, Tally]] = field(default_factory=lambda: {})
    #: If groups are the answers to a question: by group, the question's number, from 1, and the answer's index, from 0.
    group_answers: dict[str, tuple[int, int]] = field(default_factory=lambda: {})
    #: How many answered in each way, and how many of each kind did, in the order of the columns file.
    ways: dict[str, int] = field(default_factory=lambda: {})
    kinds: dict[str, int] = field(default_factory=lambda: {})
    #: How many answered on each day; those without a date are not in it.
    days: Counter[date] = field(default_factory=Counter[date])
    problems: list[Problem] = field(default_factory=lambda: [])


def count_rows(rows: Sequence[Row], plan: Plan, file: str, widest: int) -> Counted:
    """Count the answers of an export.

    Args:
        rows: the rows below the headings.
        plan: what to count in which column.
        file: the name of the export, for messages.
        widest: how many columns have a heading.
    """
    counted = Counted()
    rows = _without_totals(rows, plan, counted)
    _report_too_wide(rows, widest, file, counted)
    _report_duplicates(rows, plan, file, counted)
    rows = _without_tests(rows, plan, counted)
    days = _days(rows, plan, file, counted)
    rows = [row for row in rows if _in_time(days.get(row.number), plan, counted)]
    uncounted = Uncounted()
    unknown = uncounted.unknown
    chosen = {each.question.number: read_answers(rows, each, uncounted) for each in plan.questions}
    rows, chosen = _without_blanks(rows, chosen, uncounted, counted)
    counted.responses = len(rows)
    counted.days.update(days[row.number] for row in rows if row.number in days)
    labels = {at: read_labels(rows, at, words, unknown) for at, words in plan.labels.items()}
    for each in plan.questions:
        counted.tallies[each.question.number] = tally_of(each.question, chosen[each.question.number])
        _report_unknown(each, unknown, file, counted)
        _report_several(each, uncounted.several, file, counted)
    for at in labels:
        _report_label(at, unknown, file, counted, "way" if at == plan.way_at else "kind")
    counted.ways = _in_order(labels.get(plan.way_at, []), plan.labels.get(plan.way_at, {}))
    counted.kinds = _in_order(labels.get(plan.kind_at, []), plan.labels.get(plan.kind_at, {}))
    _count_groups(plan, chosen, labels, counted)
    return counted


def _without_totals(rows: Sequence[Row], plan: Plan, counted: Counted) -> Sequence[Row]:
    """Drop totals at the end: rows that begin with a word such as Total and lack the id or date that answers have."""
    kept = list(rows)
    own = [at for at in (plan.respondent_at, plan.date_at) if at >= 0]
    for _ in range(MOST_TOTALS):
        first = next((cell for cell in kept[-1].cells if cell), "") if kept else ""
        begins = folded(first) in TOTALS
        if not begins or (own and all(kept[-1].cell(at) and folded(kept[-1].cell(at)) not in TOTALS for at in own)):
            break
        kept.pop()
        counted.left_out["row with totals"] = counted.left_out.get("row with totals", 0) + 1
    return kept


def _report_too_wide(rows: Sequence[Row], widest: int, file: str, counted: Counted) -> None:
    wide = [row.number for row in rows if any(row.cells[widest:])]
    if wide:
        message = f"There is something to the right of the last heading in {rows_named(wide)}."
        advice = "Export the answers again as .xlsx, so that each is in its own column. Or delete what is there."
        counted.problems.append(Problem.error("SURVEY-001", message, Location(file=file, line=wide[0]), advice))


def _report_duplicates(rows: Sequence[Row], plan: Plan, file: str, counted: Counted) -> None:
    if plan.respondent_at < 0:
        return
    seen: dict[str, int] = {}
    twice: list[int] = []
    for row in rows:
        name = row.cell(plan.respondent_at)
        if name and seen.setdefault(name, row.number) != row.number:
            twice.append(row.number)
    if twice:
        column = letters(plan.respondent_at)
        message = f"These answers are there twice, by column {column}: {rows_named(twice)}."
        advice = f"Delete these rows. Or write use: ignored for column {column} in {FILE}, and each row counts."
        place = Location(file=file, line=twice[0], column=plan.respondent_at + 1)
        counted.problems.append(Problem.error("SURVEY-009", message, place, advice))


def _without_tests(rows: Sequence[Row], plan: Plan, counted: Counted) -> list[Row]:
    kept = [row for row in rows if not any(folded(row.cell(at)) in marks for at, marks in plan.tests.items())]
    if len(kept) < len(rows):
        counted.left_out["test answer"] = len(rows) - len(kept)
    return kept


def _without_blanks(
    rows: Sequence[Row], chosen: Mapping[int, list[Chosen]], uncounted: Uncounted, counted: Counted
) -> tuple[list[Row], dict[int, list[Chosen]]]:
    """Drop the rows of people who opened the survey without answering any question."""
    reported = {number for numbers in uncounted.unknown.values() for number in numbers}
    kept = [
        at for at, row in enumerate(rows) if row.number in reported or any(answers[at] for answers in chosen.values())
    ]
    if len(kept) < len(rows):
        counted.left_out["answer to no question"] = len(rows) - len(kept)
    return [rows[at] for at in kept], {key: [answers[at] for at in kept] for key, answers in chosen.items()}


def _days(rows: Sequence[Row], plan: Plan, file: str, counted: Counted) -> dict[int, date]:
    if plan.date_at < 0:
        return {}
    found = read_days({row.number: row.cell(plan.date_at) for row in rows}, plan.order)
    column = letters(plan.date_at)
    for numbers, message, advice in (
        (
            found.unreadable,
            f"In column {column}, what is in {rows_named(found.unreadable)} is no date." if found.unreadable else "",
            f"Put the date there, or delete what is there. Or write use: ignored for column {column} in {FILE}.",
        ),
        (
            found.unclear,
            f"The dates in column {column} can be read in two ways: {rows_named(found.unclear)}."
            if found.unclear
            else "",
            f"Write above columns: in {FILE} – order: day first – or, for dates as Americans write them: month first",
        ),
        (
            found.both,
            f"Some dates in column {column} have the day first, and some the month: {rows_named(found.both)}."
            if found.both
            else "",
            "Export the answers again, and do not change the dates in Excel.",
        ),
    ):
        if numbers:
            place = Location(file=file, line=numbers[0], column=plan.date_at + 1)
            counted.problems.append(Problem.error("SURVEY-008", message, place, advice))
    return found.days


def _in_time(day: date | None, plan: Plan, counted: Counted) -> bool:
    reason = ""
    if day is not None and day < plan.first_day:
        reason = f"answer from before {plan.first_day}"
    elif day is not None and day > plan.last_day:
        reason = f"answer from after {plan.last_day}"
    if reason:
        counted.left_out[reason] = counted.left_out.get(reason, 0) + 1
    return not reason


def _report_unknown(each: QuestionPlan, unknown: Mapping[int, list[int]], file: str, counted: Counted) -> None:
    question = each.question
    for at in each.columns:
        rows = unknown.get(at, [])
        if not rows or at == each.other_at:
            continue
        what = f"1 cell is none of the answers to question {question.number}"
        if len(rows) > 1:
            what = f"{len(rows):,} cells are none of the answers to question {question.number}"
        message = f"In column {letters(at)}, {what}: {rows_named(rows)}."
        place = Location(file=file, line=rows[0], column=at + 1)
        line = f"answers: [{{written: the words in the cell, means: {_quoted(question.answers[0][0])}}}]"
        advice = f"Write below use: of column {letters(at)} in {FILE}, with the right words: {line}"
        if question.other >= 0:
            other = _quoted(question.answers[question.other][0])
            advice = f"{advice} – or, to count all of them as one answer: anything_else: {other}"
        advice = f"{advice} Or empty the cell in the export: it then counts as skipped."
        counted.problems.append(Problem.error("SURVEY-007", message, place, advice))


def _report_several(each: QuestionPlan, several: Mapping[int, list[int]], file: str, counted: Counted) -> None:
    number = each.question.number
    if rows := several.get(number, []):
        first = min(each.columns)
        message = f"There is more than one answer to question {number} in {rows_named(rows)}, and only one can be."
        advice = f"Empty one of the cells. Or write kind: several for question {number} in content/data/questions.yaml."
        place = Location(file=file, line=rows[0], column=first + 1)
        counted.problems.append(Problem.error("SURVEY-007", message, place, advice))


def _report_label(at: int, unknown: Mapping[int, list[int]], file: str, counted: Counted, what: str) -> None:
    rows = unknown.get(at, [])
    if rows:
        message = f"In column {letters(at)}, we do not know which {what} is in {rows_named(rows)}."
        advice = f"Add it to answers: of column {letters(at)} in {FILE}: {{written: the words in the cell, means: …}}"
        place = Location(file=file, line=rows[0], column=at + 1)
        counted.problems.append(Problem.error("SURVEY-007", message, place, advice))


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _in_order(found: Sequence[str], words: Mapping[str, str]) -> dict[str, int]:
    counts = Counter(found)
    return {label: counts[label] for label in dict.fromkeys(words.values())}


def _count_groups(
    plan: Plan, chosen: Mapping[int, Sequence[Chosen]], labels: Mapping[int, Sequence[str]], counted: Counted
) -> None:
    """Count each question for each group, including those who did not say."""
    if plan.group_at < 0:
        return
    of_question = next((each for each in plan.questions if each.at == plan.group_at), None)
    if of_question is not None:
        question = of_question.question
        names = [each[0] for each in question.answers]
        groups = [names[next(iter(each))] if each else "" for each in chosen[question.number]]
        counted.group_answers = {name: (question.number, at) for at, name in enumerate(names)}
    else:
        groups, names = list(labels[plan.group_at]), list(dict.fromkeys(plan.labels[plan.group_at].values()))
    for each in plan.questions:
        number = each.question.number
        if of_question is not None and number == of_question.question.number:
            continue
        rows = chosen[number]
        counted.groups[number] = {
            name: tally_of(each.question, (one for one, group in zip(rows, groups, strict=True) if group == name))
            for name in (*names, "")
        }

"""Plan what to count in which column of an export, or report everything that the editor still has to decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from msgspec.structs import replace

from microsite.authoring.results.columns_file import without_written
from microsite.authoring.results.columns_record import FILE, Column, Columns
from microsite.authoring.results.counting import QuestionPlan
from microsite.authoring.results.headings import Headings
from microsite.authoring.results.personal import personal_cells, personal_heading
from microsite.authoring.results.propose import IF_IT_IS, are_digits, hint_of
from microsite.authoring.results.site_facts import SiteFacts
from microsite.authoring.results.survey_words import PERHAPS, Question, folded, question_like
from microsite.authoring.results.table import letters
from microsite.problems import Location, Problem, listed, short

#: Uses that only one column can have.
_ONCE = ("date", "way", "kind", "respondent")


@dataclass(slots=True, kw_only=True)
class Plan:
    """What to count in which column; columns are counted from 0, and -1 stands for none."""

    limit: int
    first_day: date
    last_day: date
    order: str
    questions: list[QuestionPlan] = field(default_factory=lambda: [])
    date_at: int = -1
    respondent_at: int = -1
    way_at: int = -1
    kind_at: int = -1
    #: The column with the groups to show the questions by.
    group_at: int = -1
    #: For each column of ways or kinds, the label of each text in it.
    labels: dict[int, dict[str, str]] = field(default_factory=lambda: {})
    #: What marks a test answer, by column.
    tests: dict[int, frozenset[str]] = field(default_factory=lambda: {})
    problems: list[Problem] = field(default_factory=lambda: [])


def make_plan(columns: Columns, places: Mapping[str, Location], headings: Headings, facts: SiteFacts) -> Plan:
    """Return the plan; whatever must be decided or changed first is in its problems."""
    plan = Plan(
        limit=columns.limit,
        first_day=columns.first_day.day if columns.first_day else facts.first_day,
        last_day=columns.last_day.day if columns.last_day else facts.last_day,
        order=columns.order or "",
    )
    builder = _PlanBuilder(plan, columns, places, headings, facts)
    builder.fill()
    plan.problems = [without_written(each) for each in plan.problems]
    return plan


class _PlanBuilder:
    """Fills a plan, column by column, and collects what is wrong."""

    def __init__(
        self, plan: Plan, columns: Columns, places: Mapping[str, Location], headings: Headings, facts: SiteFacts
    ) -> None:
        self.plan, self.columns, self.places, self.headings, self.facts = plan, columns, places, headings, facts
        self.there = {each.at: each for each in headings.columns}
        self.questions = {each.number: each for each in facts.questions}
        self.undecided: list[tuple[int, int, Column]] = []
        self.own = frozenset(folded(word) for each in facts.questions for words in each.answers for word in words)

    def fill(self) -> None:
        seen: set[int] = set()
        used: dict[str, str] = {}
        by_question: dict[int, list[tuple[int, int, Column]]] = {}
        for number, column in enumerate(self.columns.columns, 1):
            at = column.at
            if not self._fits(number, column, at, seen):
                continue
            seen.add(at)
            if column.use in _ONCE and column.use in used:
                message = f"Two columns are {column.use}: {used[column.use]} and {column.column}. There can be one."
                self._add(number, "use", message, "Write use: ignored for one of them.")
            used.setdefault(column.use, column.column)
            if self._is_personal(number, column, at):
                continue
            if column.use.question:
                by_question.setdefault(column.use.question, []).append((number, at, column))
            else:
                self._plain(number, column, at)
        self._not_in_file(seen)
        for question, found in by_question.items():
            self._question(question, found)
        missing = [each for number, each in self.questions.items() if number not in by_question]
        missing = [each for each in missing if each.number not in self.columns.not_in_export]
        unclear = bool(self.plan.problems)
        for number, at, column in self.undecided:
            self._undecided(number, at, column, missing)
        if not unclear:  # Otherwise it may be one of the columns reported above.
            self._missing(missing)
        self._groups()

    def _add(self, number: int, key: str, message: str, advice: str, code: str = "SURVEY-005") -> None:
        place = self.places.get(f"columns[{number}].{key}") or self.places.get(f"columns[{number}].use")
        self.plan.problems.append(Problem.error(code, message, place or Location(file=FILE), advice))

    def _fits(self, number: int, column: Column, at: int, seen: set[int]) -> bool:
        """Whether the export has the column, with the heading that the columns file gives."""
        if at < 0:
            message = f"“{short(column.column)}” is no column."
            self._add(number, "column", message, "Write its letters, as Excel shows them.")
        elif at in seen:
            self._add(number, "column", f"Column {column.column} is there twice.", "Delete one of the two.")
        elif at not in self.there:
            message = f"The export has no column {column.column}."
            self._add(number, "column", message, f"Take column {column.column} out, or check the file you import.")
        elif column.heading and self.there[at].shown and folded(column.heading) != folded(self.there[at].shown):
            message = f"In this export, column {column.column} has another heading than “{short(column.heading)}”."
            advice = f"If it is another export, delete {FILE} and type the command again: it is written again."
            self._add(number, "heading", message, advice)
        else:
            return True
        return False

    def _is_personal(self, number: int, column: Column, at: int) -> bool:
        """Report a column that is to be used although it identifies people; return whether it does."""
        if column.use in ("ignored", "refused", "undecided"):
            return False
        heading = self.there[at]
        cells = [row.cell(at) for row in self.headings.answers]
        what = (
            personal_heading(heading.text) or personal_heading(heading.below) or personal_heading(column.heading or "")
        )
        if column.use != "date":
            question = self.questions.get(column.use.question)
            what = what or personal_cells(cells, self.own, is_text=question is not None and not question.closed)
        if not what:
            return False
        message = f"Column {column.column} looks as if it has {what} in it, so it cannot be {column.use}."
        self._add(number, "use", message, "Write in this line: use: refused", "SURVEY-006")
        return True

    def _plain(self, number: int, column: Column, at: int) -> None:
        plan, use = self.plan, column.use
        if use == "undecided":
            self.undecided.append((number, at, column))
        elif use == "date":
            plan.date_at = at
        elif use == "respondent":
            plan.respondent_at = at
        elif use in ("way", "kind"):
            plan.labels[at] = {folded(each.written): " ".join(each.means.split()) for each in column.answers}
            if use == "way":
                plan.way_at = at
            else:
                plan.kind_at = at
            if not column.answers:
                message = f"We do not know yet what is written in column {column.column}, and what to call it."
                advice = "Write below it, with your own words: answers: [{written: as in the export, means: Residents}]"
                self._add(number, "use", message, advice)
        elif use == "test":
            plan.tests[at] = frozenset(map(folded, column.leave_out_when))
            if not column.leave_out_when:
                message = f"We do not know yet what marks a test answer in column {column.column}."
                self._add(number, "use", message, "Write below it what does: leave_out_when: [Test]")

    def _undecided(self, number: int, at: int, column: Column, missing: list[Question]) -> None:
        """Ask what a column is, and suggest a similar question that has no column yet."""
        named = f", “{short(self.there[at].shown)}”," if self.there[at].shown else ""
        message = f"You have to decide what column {column.column}{named} is."
        near = question_like(self.there[at].text, tuple(missing), PERHAPS)
        if near is not None:
            missing.remove(near)
            own = f"question {near.number}, “{short(near.texts[0])}”"
            advice = f"If it is {own}, write in this line use: question {near.number}. If not, write use: ignored"
            self._add(number, "use", message, advice)
            return
        self._add(number, "use", message, IF_IT_IS[hint_of(self.there[at].text)])

    def _not_in_file(self, seen: set[int]) -> None:
        new = [letters(at) for at in sorted(self.there) if at not in seen]
        listed_there = {each.column for each in self.columns.columns}
        new = [each for each in new if each not in listed_there]
        if new:
            message = f"The export has columns that {FILE} does not have: {listed(new[:12])}."
            advice = f"Delete {FILE} and type the command again: it is written again."
            self.plan.problems.append(Problem.error("SURVEY-005", message, Location(file=FILE), advice))

    def _question(self, wanted: int, found: Sequence[tuple[int, int, Column]]) -> None:
        question = self.questions.get(wanted)
        first = found[0][0]
        if question is None:
            message = f"There is no question {wanted}: the site has {len(self.questions)}."
            self._add(first, "use", message, "Write the number of a question, as in content/data/questions.yaml.")
            return
        single = [each for each in found if not each[2].use.answer and not each[2].use.is_other]
        others = [each for each in found if each[2].use.is_other]
        options = {at: column.use.answer - 1 for _, at, column in found if column.use.answer}
        if any(answer >= len(question.answers) for answer in options.values()):
            number = next(number for number, _, column in found if column.use.answer > len(question.answers))
            message = f"Question {wanted} has {len(question.answers)} answers to choose from."
            self._add(number, "use", message, "Write the number of one of them.")
            return
        if len(single) > 1 or (single and options) or len(others) > 1:
            message = f"Several columns are question {wanted}, and only one can be."
            self._add((single or others)[-1][0], "use", message, "Write use: ignored for the others.")
            return
        if others and question.other < 0:
            message = f"Question {wanted} has no answer such as Other, so what people typed cannot count."
            self._add(others[0][0], "use", message, "Write in this line: use: ignored")
            return
        written = {
            word: at for number, _, column in found for word, at in self._written(number, column, question).items()
        }
        else_at = next(
            (
                self._answer(number, column.anything_else, "anything_else", question)
                for number, _, column in found
                if column.anything_else
            ),
            -1,
        )
        self.plan.questions.append(
            QuestionPlan(
                question=question,
                at=single[0][1] if single else -1,
                options=options,
                other_at=others[0][1] if others else -1,
                written=written,
                anything_else=else_at,
                joins=self.headings.service.joins,
            )
        )

    def _written(self, number: int, column: Column, question: Question) -> dict[str, int]:
        found: dict[str, int] = {
            str(each.written): self._answer(number, each.means, "answers", question) for each in column.answers
        }
        count, cells = len(question.answers), [row.cell(column.at) for row in self.headings.answers]
        if column.one_means and column.one_means != "undecided":
            at = question.answer_at(column.one_means)
            if at in (0, count - 1):
                return found | {str(point): point - 1 if at == 0 else count - point for point in range(1, count + 1)}
        if column.one_means or are_digits(question, cells):
            first, last = question.answers[0][0], question.answers[-1][0]
            message = f"The answers to question {question.number} are numbers from 1 on, and 1 can be either end."
            where = "in this line" if column.one_means else "below this line"
            advice = f"If 1 is “{first}”, write {where} one_means: {first} – if it is “{last}”: one_means: {last}"
            self._add(number, "one_means", message, advice)
        return found

    def _answer(self, number: int, words: str, key: str, question: Question) -> int:
        at = question.answer_at(words)
        if at < 0:
            choices = "; ".join(each[0] for each in question.answers) or "none"
            message = f"“{short(words)}” is none of the answers to question {question.number}."
            self._add(number, key, message, f"The answers are: {choices}.")
        return at

    def _missing(self, missing: Sequence[Question]) -> None:
        left = ", ".join(map(str, sorted({*self.columns.not_in_export, *(each.number for each in missing)})))
        place = self.places.get("columns[1].column", Location(file=FILE))
        for each in missing:
            message = f"No column is question {each.number}, “{short(each.texts[0])}”."
            advice = (
                f"Write use: question {each.number} for the column that it is. If the export does not have it, write "
                f"above columns: the line not_in_export: [{left}]"
            )
            problem = Problem.error("SURVEY-005", message, replace(place, source=""), advice)
            self.plan.problems.append(problem)

    def _groups(self) -> None:
        grouped = [(number, each) for number, each in enumerate(self.columns.columns, 1) if each.groups]
        for number, _ in grouped[1:]:
            message = "Two columns have groups: yes. By both together, readers could tell who somebody is."
            self._add(number, "groups", message, f"Delete this line, or the one of column {grouped[0][1].column}.")
        for number, column in grouped[:1]:
            question = self.questions.get(column.use.question)
            ok = column.use == "kind" or (question is not None and question.kind in ("choice", "scale"))
            if not ok or column.use.answer or column.use.is_other:
                message = (
                    f"Column {column.column} cannot give the groups: only a kind or a question with one answer can."
                )
                self._add(number, "groups", message, "Delete this line.")
            else:
                self.plan.group_at = column.at

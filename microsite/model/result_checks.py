"""Rules for the results: questions and answers exist, numbers add up, and no names are given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from microsite.model.consultation import Consultation
from microsite.model.disclosure_checks import disclosure_problems, table_of
from microsite.model.life import Results
from microsite.model.lists import Lists
from microsite.model.person_names import looks_like_a_name
from microsite.model.responses import Question
from microsite.model.results import AnswerCount, QuestionResult, Theme, folded_words
from microsite.model.shares import hidden_below
from microsite.problems import Location, Problem, did_you_mean, listed
from microsite.validate.advice import quoted

#: A summary with more sentences than this is too long.
MOST_SENTENCES = 3
_SENTENCE_END = re.compile(r"[.!?]+[\"”’)]*(?:\s+(?=[\"“‘(]?[A-Z])|$)")
Places = Mapping[str, Location]


def result_problems(lists: Lists, consultation: Consultation, places: Places) -> Iterator[Problem]:
    """Check the numbers of people's answers, and the themes and quotations from their own words.

    Args:
        lists: all lists; those checked here were read without errors.
        consultation: the consultation, including what is not published yet.
        places: where each value is.
    """
    results = consultation.results
    if results is None and (lists.results or lists.themes):
        path = "results[1]" if lists.results else "themes[1]"
        message = "Nobody will see these results: site_config.yaml does not say on which day they are published."
        advice = "Add results: to site_config.yaml, and below it published: with the day, such as 2027-09-20."
        yield Problem.warning("RESULT-001", message, places[path], advice, path=path)
    first: dict[int, int] = {}
    for number, result in enumerate(lists.results, 1):
        path = f"results[{number}]"
        question = _question(lists, result.question)
        if question is None:
            yield _no_question(lists, int(result.question), f"{path}.question", places)
        elif first.setdefault(int(result.question), number) != number:
            other = places[f"results[{first[int(result.question)]}].question"]
            yield _duplicate_result(int(result.question), f"{path}.question", places, other)
        else:
            yield from _question_problems(result, question, path, consultation, places)
    if lists.results:
        yield from _left_out(lists, places)
    for number, theme in enumerate(lists.themes, 1):
        yield from _theme_problems(theme, f"themes[{number}]", lists, hidden_below(consultation), places)
    if results is not None:
        yield from _numbers_in_config(results, hidden_below(consultation), places)
        yield from _summary_problems(str(results.summary or ""), places)


def _duplicate_result(number: int, path: str, places: Places, other: Location) -> Problem:
    advice = "Delete one of the two, or correct its number."
    related = (("the other one", other),)
    message = f"This list has question {number} twice."
    return Problem.error("RESULT-012", message, places[path], advice, path=path, related=related)


def _question(lists: Lists, number: int) -> Question | None:
    return lists.questions[number - 1] if 1 <= number <= len(lists.questions) else None


def _no_question(lists: Lists, number: int, path: str, places: Places) -> Problem:
    count = len(lists.questions)
    advice = (
        f"content/data/questions.yaml lists {count}: write a number from 1 to {count}."
        if count
        else "Write the survey's questions into content/data/questions.yaml first, in their order."
    )
    return Problem.error("RESULT-002", f"There is no question {number}.", places[path], advice, path=path)


def _question_problems(
    result: QuestionResult, question: Question, path: str, consultation: Consultation, places: Places
) -> Iterator[Problem]:
    answered = None if result.answered is None else int(result.answered)
    tables = [(path, result.counts, answered)]
    tables += [(f"{path}.groups[{at}]", each.counts, int(each.answered)) for at, each in enumerate(result.groups, 1)]
    wrong = [
        found
        for own, rows, _ in tables
        for found in _row_problems(rows, question, own, str(consultation.language), places)
    ]
    yield from wrong
    if wrong:  # The checks below need the same answers in every table.
        return
    results = consultation.results
    responses = None if results is None or results.responses is None else int(results.responses)
    sums = list(_sums(result, question, tables, responses, path, places))
    yield from sums
    if not sums:  # Only correct numbers can disclose anything.
        several, limit = question.kind == "several", hidden_below(consultation)
        table = table_of(result, path, several=several, responses=responses, limit=limit)
        yield from disclosure_problems(table, places)


def _sums(
    result: QuestionResult,
    question: Question,
    tables: Sequence[tuple[str, Sequence[AnswerCount], int | None]],
    responses: int | None,
    path: str,
    places: Places,
) -> Iterator[Problem]:
    """Report numbers of one question that do not add up, or disagree with how many people answered the survey."""
    answered = None if result.answered is None else int(result.answered)
    for own, rows, base in tables:
        if base is not None:
            yield from _sum_problems(rows, question, base, own, places)
    if result.groups:
        yield from _group_sums(result, answered, f"{path}.groups", places)
    if responses is None or answered is None:
        return
    both = answered + int(result.skipped or 0)
    if both > responses or (result.skipped is not None and both < responses):
        subject = f"{answered} people answered this question"
        subject += f" and {result.skipped} did not: that is {both}" if result.skipped is not None else ""
        message = f"{subject}, but {responses} answered the survey."
        other = ("results.responses", "how many answered the survey")
        yield _disagree(message, f"{path}.answered", places, other)


def _row_problems(
    rows: Sequence[AnswerCount], question: Question, path: str, language: str, places: Places
) -> Iterator[Problem]:
    """Report unknown answers, missing answers, a different order from the question's, and rows without a number."""
    is_group = ".groups[" in path
    if (rows or is_group) and not question.answers:
        message = f"The question “{question.text}” has no answers to choose from."
        advice = (
            f"Delete {'groups:' if is_group else 'counts:'} here, with all of its lines. Or give the question "
            "its kind and its answers in content/data/questions.yaml."
        )
        yield Problem.error("RESULT-003", message, _place(f"{path}.counts", places), advice, path=f"{path}.counts")
        return
    known = [folded_words(str(each)) for each in question.answers]
    unknown = False
    for number, row in enumerate(rows, 1):
        own = f"{path}.counts[{number}]"
        if folded_words(str(row.answer)) not in known:
            unknown = True
            advice = _other_answer(row, number, question, language)
            message = f"The question “{question.text}” has no answer “{row.answer}”."
            yield Problem.error("RESULT-003", message, places[f"{own}.answer"], advice, path=f"{own}.answer")
        if (row.count is None) == (not row.hidden):
            message = "This answer has a number, and is hidden as well." if row.hidden else "This answer has no number."
            advice = "Delete the line count or the line hidden."
            if not row.hidden:
                advice = "Add a line count: with the number of people. If it must not be shown, write hidden: yes."
            yield Problem.error("RESULT-007", message, places[own], advice, path=own)
    if (rows or is_group) and not unknown:
        yield from _order_problems(rows, question, known, path, places)


def _other_answer(row: AnswerCount, number: int, question: Question, language: str) -> str:
    """Say what to write instead of an answer that the question does not have."""
    answers = [str(each) for each in question.answers]
    if row.answer.language and all(each.language != row.answer.language for each in question.answers):
        own = quoted(answers[min(number, len(answers)) - 1])
        in_both = f"{{{row.answer.language}: {quoted(str(row.answer))}, {language}: {own}}}"
        return f"Its answers are in another language. Write the answer in both, such as {in_both}"
    return did_you_mean(str(row.answer), answers) or (
        f"Its answers are {listed([f'“{each}”' for each in answers])}. Write one of them, or add this one to the "
        "question in content/data/questions.yaml."
    )


def _order_problems(
    rows: Sequence[AnswerCount], question: Question, known: Sequence[str], path: str, places: Places
) -> Iterator[Problem]:
    given = [folded_words(str(each.answer)) for each in rows]
    key = f"{path}.counts"
    again = next((at for at, each in enumerate(given) if each in given[:at]), None)
    lacks = [str(each) for each, folded in zip(question.answers, known, strict=True) if folded not in given]
    if again is not None:
        own = f"{key}[{again + 1}].answer"
        message = f"The answer “{rows[again].answer}” is here twice."
        yield Problem.error("RESULT-011", message, places[own], "Delete one of the two.", path=own)
    elif lacks:
        some = listed([f"“{each}”" for each in lacks])
        message = f"These numbers lack the answer{'s' if len(lacks) > 1 else ''} {some}."
        order = ", ".join(f"“{each}”" for each in question.answers)
        advice = f"Add {'each' if len(lacks) > 1 else 'it'}, with count: 0 if nobody gave it. The order is {order}."
        yield Problem.error("RESULT-011", message, _place(key, places), advice, path=key)
    elif given != list(known):
        order = ", ".join(f"“{each}”" for each in question.answers)
        message = "These answers have another order here than in content/data/questions.yaml."
        yield Problem.error("RESULT-011", message, _place(key, places), f"Put them in this order: {order}.", path=key)


def _sum_problems(
    rows: Sequence[AnswerCount], question: Question, answered: int, path: str, places: Places
) -> Iterator[Problem]:
    if question.kind == "several":
        for number, row in enumerate(rows, 1):
            if row.count is not None and row.count > answered:
                message = f"{row.count} people gave this answer, but only {answered} answered the question."
                yield _disagree(message, f"{path}.counts[{number}].count", places)
        return
    total = sum(int(each.count) for each in rows if each.count is not None)
    if rows and (total > answered or (total < answered and not any(each.hidden for each in rows))):
        message = f"{answered} people answered, but the numbers of their answers add up to {total}."
        yield _disagree(message, f"{path}.answered", places)


def _group_sums(result: QuestionResult, answered: int | None, path: str, places: Places) -> Iterator[Problem]:
    """Report groups with more people in total than answered, or whose numbers disagree with those of everybody."""
    people = sum(int(each.answered) for each in result.groups)
    if answered is not None and people > answered:
        message = f"These groups have {people} people together, but only {answered} answered the question."
        yield _disagree(message, path, places)
        return
    for at, row in enumerate(result.counts):
        counts = [each.counts[at].count for each in result.groups if each.counts]
        known = sum(int(each) for each in counts if each is not None)
        short = people == answered and None not in counts
        if row.count is not None and (known > row.count or (short and known < row.count)):
            message = f"{row.count} people answered “{row.answer}”, but the groups add up to {known}."
            yield _disagree(message, f"{path[: -len('.groups')]}.counts[{at + 1}].count", places)


def _disagree(message: str, path: str, places: Places, other: tuple[str, str] | None = None) -> Problem:
    advice = "Compare them with the survey's own numbers, and correct the one that is wrong."
    related = ((other[1], places[other[0]]),) if other and other[0] in places else ()
    return Problem.warning("RESULT-004", message, _place(path, places), advice, path=path, related=related)


def _place(path: str, places: Places) -> Location:
    """Return where a value is, or its parent if it has no place of its own."""
    return places.get(path) or places[path.rpartition(".")[0]]


def _left_out(lists: Lists, places: Places) -> Iterator[Problem]:
    answered = {int(each.question) for each in lists.results}
    missing = [number for number, each in enumerate(lists.questions, 1) if each.answers and number not in answered]
    if missing:
        some = listed([str(each) for each in missing])
        named = f"question {some}" if len(missing) == 1 else f"questions {some}"
        message = f"Nothing says what people answered to {named}."
        added = "it" if len(missing) == 1 else "them"
        advice = f"Add {added} to this list. If you leave {added} out on purpose, say why in results: summary."
        yield Problem.hint("RESULT-010", message, places["results[1]"], advice)


def _theme_problems(theme: Theme, path: str, lists: Lists, limit: int, places: Places) -> Iterator[Problem]:
    if theme.question is not None:
        if _question(lists, theme.question) is None:
            yield _no_question(lists, int(theme.question), f"{path}.question", places)
        number, result = next(
            ((at, each) for at, each in enumerate(lists.results, 1) if each.question == theme.question), (0, None)
        )
        if result and result.answered is not None and theme.count is not None and theme.count > result.answered:
            message = f"{theme.count} people wrote about this, but only {result.answered} answered the question."
            yield _disagree(message, f"{path}.count", places, (f"results[{number}].answered", "how many answered it"))
    if theme.count is not None and 0 < theme.count < limit:
        people = "one person" if theme.count == 1 else f"{theme.count} people"
        message = f"Only {people} wrote about this, so others may find out who."
        yield Problem.warning(
            "RESULT-005", message, places[f"{path}.count"], "Delete the line count.", path=f"{path}.count"
        )
    for number, each in enumerate(theme.quotations, 1):
        if each.who and looks_like_a_name(str(each.who)):
            own = f"{path}.quotations[{number}].who"
            message = f"“{each.who}” looks like a name."
            advice = "Write what kind of person it is, such as A parent of two, or delete the line."
            yield Problem.warning("RESULT-009", message, places[own], advice, path=own)


def _numbers_in_config(results: Results, limit: int, places: Places) -> Iterator[Problem]:
    for number, each in enumerate(results.kinds, 1):
        if 0 < each.responses < limit:
            path = f"results.kinds[{number}].responses"
            came = "one answer came" if each.responses == 1 else f"{each.responses} answers came"
            message = f"Only {came} from “{each.who}”. If they are people, others may find out who answered."
            advice = "Put them together with another line, and name both in it. Organisations can stay as they are."
            yield Problem.hint("RESULT-005", message, places[path], advice, path=path)
    if results.responses is None:
        return
    for name, items in (("channels", results.channels), ("kinds", results.kinds), ("over_time", results.over_time)):
        total = sum(int(each.responses) for each in items)
        if items and total != results.responses:
            message = f"The numbers under {name} add up to {total}, but {results.responses} people answered the survey."
            yield _disagree(message, f"results.{name}", places, ("results.responses", "how many answered the survey"))


def _summary_problems(summary: str, places: Places) -> Iterator[Problem]:
    count = len(_SENTENCE_END.findall(summary))
    if count > MOST_SENTENCES and "results.summary" in places:
        message = f"The summary of the results has {count} sentences. Most people read only the first few."
        advice = "Say what matters most in three short sentences. The rest is below them on the page."
        yield Problem.hint("RESULT-008", message, places["results.summary"], advice, path="results.summary")

"""Rules for what people answered: questions that exist, numbers that add up, nobody who can be recognised."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from microsite.model.consultation import Consultation
from microsite.model.lists import Lists
from microsite.model.responses import Question
from microsite.model.results import AnswerCount, QuestionResult, Theme
from microsite.problems import Location, Problem, did_you_mean, listed

#: Numbers of people below this one are not shown, where nobody says another.
HIDDEN_BELOW = 5
#: More sentences than this are no summary.
MOST_SENTENCES = 3
CONFIG = "site_config.yaml"
_SENTENCE_END = re.compile(r"[.!?]+[\"”’)]*(?:\s+(?=[\"“‘(]?[A-Z])|$)")
#: Two or three words with capitals and nothing in front of them, as a person's name.
_NAME = re.compile(r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Prof)\.?\s+)?[A-Z][a-z’']+(?:[ -][A-Z][a-z’'.]*){1,2}")
Places = Mapping[str, Location]


def result_problems(lists: Lists, consultation: Consultation, places: Places) -> Iterator[Problem]:
    """Check the numbers of people's answers, and what is told of their own words.

    Args:
        lists: all lists, each of which could be read whole.
        consultation: the consultation, with what is not published yet.
        places: where each value is.
    """
    results = consultation.results
    if results is None and (lists.results or lists.themes):
        path = "results[1]" if lists.results else "themes[1]"
        message = "Nobody will see these results: site_config.yaml does not say on which day they are published."
        advice = "Add results: to site_config.yaml, and below it published: with the day, such as 2027-09-20."
        yield Problem.warning("RESULT-001", message, places[path], advice, path=path)
    for number, result in enumerate(lists.results, 1):
        path = f"results[{number}]"
        question = _question(lists, result.question)
        if question is None:
            yield _no_question(lists, int(result.question), f"{path}.question", places)
            continue
        yield from _question_problems(result, question, path, consultation, places)
    if lists.results:
        yield from _left_out(lists, places)
    for number, theme in enumerate(lists.themes, 1):
        yield from _theme_problems(theme, f"themes[{number}]", lists, places)
    if results is not None:
        yield from _sums_in_config(consultation, places)
        yield from _summary_problems(str(results.summary or ""), places)


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
    yield from _rows_problems(result.counts, question, answered, path, consultation, places)
    for number, group in enumerate(result.groups, 1):
        own = f"{path}.groups[{number}]"
        yield from _rows_problems(group.counts, question, int(group.answered), own, consultation, places)
    if result.groups and answered is not None:
        yield from _more_than(sum(int(each.answered) for each in result.groups), answered, f"{path}.groups", places)
    results = consultation.results
    if results and results.responses is not None and answered is not None:
        both = answered + int(result.skipped or 0)
        key = f"{path}.answered"
        if both > results.responses or (result.skipped is not None and both < results.responses):
            said = f"{answered} people answered this question"
            said += f" and {result.skipped} did not: that is {both}" if result.skipped is not None else ""
            message = f"{said}, but {results.responses} answered the survey."
            yield _disagree(message, key, places, ("results.responses", "how many answered the survey"))


def _rows_problems(
    rows: Sequence[AnswerCount],
    question: Question,
    answered: int | None,
    path: str,
    consultation: Consultation,
    places: Places,
) -> Iterator[Problem]:
    known = {_folded(str(each)): each for each in question.answers}
    limit = hidden_below(consultation)
    for number, row in enumerate(rows, 1):
        own = f"{path}.counts[{number}]"
        if _folded(str(row.answer)) not in known:
            advice = did_you_mean(str(row.answer), [str(each) for each in question.answers]) or (
                "Write one of its answers, or add this one to the question in content/data/questions.yaml."
                if question.answers
                else "People answered this question in their own words. Delete counts, or give the question answers."
            )
            message = f"The question “{question.text}” has no answer “{row.answer}”."
            yield Problem.error("RESULT-003", message, places[f"{own}.answer"], advice, path=f"{own}.answer")
        if (row.count is None) == (not row.hidden):
            message = "This answer has a number, and is hidden as well." if row.hidden else "This answer has no number."
            advice = "Delete count or hidden." if row.hidden else "Add count: with a number, or hidden: yes."
            yield Problem.error("RESULT-007", message, places[own], advice, path=own)
    yield from _too_few(rows, path, limit, places)
    if answered is None or not rows:
        return
    shown = [int(each.count) for each in rows if each.count is not None]
    if question.kind == "several":
        for number, row in enumerate(rows, 1):
            yield from _more_than(int(row.count or 0), answered, f"{path}.counts[{number}].count", places)
        return
    total, hidden = sum(shown), [number for number, each in enumerate(rows, 1) if each.hidden]
    key = f"{path}.answered"
    if total > answered or (not hidden and len(rows) == len(question.answers) and total < answered):
        message = f"{answered} people answered, but the numbers of their answers add up to {total}."
        yield _disagree(message, key, places)
    elif hidden and answered - total - (len(hidden) - 1) < limit:
        own = f"{path}.counts[{hidden[0]}]"
        left = answered - total
        message = (
            f"Readers can work out what is hidden here: {answered} people answered, and the other numbers add up to "
            f"{total}, so {left} {'is' if left == 1 else 'are'} left."
        )
        advice = "Hide the number of one more answer, the smallest of those that are shown."
        yield Problem.warning("RESULT-006", message, places[own], advice, path=own)


def hidden_below(consultation: Consultation) -> int:
    """Below which number of people none is shown."""
    results = consultation.results
    return int(results.hidden_below) if results and results.hidden_below is not None else HIDDEN_BELOW


def _too_few(rows: Sequence[AnswerCount], path: str, limit: int, places: Places) -> Iterator[Problem]:
    for number, row in enumerate(rows, 1):
        if row.count is not None and 0 < row.count < limit:
            own = f"{path}.counts[{number}].count"
            people = "one person" if row.count == 1 else f"{row.count} people"
            message = f"Only {people} gave this answer, so others may find out who."
            advice = "Write hidden: yes in place of the count, and hide the next smallest number as well."
            yield Problem.warning("RESULT-005", message, places[own], advice, path=own)


def _more_than(count: int, most: int, path: str, places: Places) -> Iterator[Problem]:
    if count > most:
        yield _disagree(f"This is {count}, but only {most} people answered the question.", path, places)


def _disagree(message: str, path: str, places: Places, other: tuple[str, str] | None = None) -> Problem:
    advice = "Compare them with the survey's own numbers, and correct the one that is wrong."
    related = ((other[1], places[other[0]]),) if other and other[0] in places else ()
    place = places.get(path) or places[path.rpartition(".")[0]]
    return Problem.warning("RESULT-004", message, place, advice, path=path, related=related)


def _left_out(lists: Lists, places: Places) -> Iterator[Problem]:
    told = {int(each.question) for each in lists.results}
    missing = [number for number, each in enumerate(lists.questions, 1) if each.answers and number not in told]
    if missing:
        some = listed([str(each) for each in missing])
        named = f"question {some}" if len(missing) == 1 else f"questions {some}"
        message = f"Nothing says what people answered to {named}."
        advice = "Add it to this list. If there is a reason to leave it out, tell readers in results: summary."
        yield Problem.hint("RESULT-010", message, places["results[1]"], advice)


def _theme_problems(theme: Theme, path: str, lists: Lists, places: Places) -> Iterator[Problem]:
    if theme.question is not None:
        if _question(lists, theme.question) is None:
            yield _no_question(lists, int(theme.question), f"{path}.question", places)
        number, result = next(
            ((at, each) for at, each in enumerate(lists.results, 1) if each.question == theme.question), (0, None)
        )
        if result and result.answered is not None and theme.count is not None and theme.count > result.answered:
            message = f"{theme.count} people wrote about this, but only {result.answered} answered the question."
            yield _disagree(message, f"{path}.count", places, (f"results[{number}].answered", "how many answered it"))
    for number, each in enumerate(theme.quotations, 1):
        if each.who and _NAME.fullmatch(str(each.who)):
            own = f"{path}.quotations[{number}].who"
            message = f"“{each.who}” looks like a name."
            advice = "Write what kind of person it is, such as A parent of two, or delete the line."
            yield Problem.warning("RESULT-009", message, places[own], advice, path=own)


def _sums_in_config(consultation: Consultation, places: Places) -> Iterator[Problem]:
    results = consultation.results
    if results is None or results.responses is None:
        return
    for name, items in (("channels", results.channels), ("kinds", results.kinds), ("over_time", results.over_time)):
        total = sum(int(each.responses) for each in items)
        if items and total != results.responses:
            message = f"The numbers under {name} add up to {total}, but {results.responses} answered the survey."
            yield _disagree(message, f"results.{name}", places, ("results.responses", "how many answered the survey"))


def _summary_problems(summary: str, places: Places) -> Iterator[Problem]:
    count = len(_SENTENCE_END.findall(summary))
    if count > MOST_SENTENCES and "results.summary" in places:
        message = f"The summary of the results has {count} sentences. Most people read only the first few."
        advice = "Say what matters most in three short sentences. The rest is below them on the page."
        yield Problem.hint("RESULT-008", message, places["results.summary"], advice, path="results.summary")


def _folded(words: str) -> str:
    return " ".join(words.casefold().split()).rstrip(".")

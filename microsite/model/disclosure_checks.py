"""Rules for numbers from which others could find out what one person answered (statistical disclosure control).

A number of people from 1 up to, but not including, the limit is small. It must neither be shown nor be deducible: from
a sum, from the people who did not choose an answer, or by subtracting groups from the numbers of everybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from microsite.model.results import AnswerCount, QuestionResult
from microsite.problems import Location, Problem, lines_listed, listed

Places = Mapping[str, Location]
_DELETE_COUNTS = "Too few people answered to show what. Delete counts: here, with all of its lines"
_DELETE_GROUPS = "Delete the groups of this question, or put groups together until no small number is left."


class Table(Struct, frozen=True, kw_only=True):
    """The numbers of one question, with what readers know about how many people answered."""

    result: QuestionResult
    #: Their path, such as `results[2]`.
    path: str
    #: Whether people could give several answers.
    several: bool
    #: How many people answered the question; None if readers cannot know.
    base: int | None
    #: How many answered it at most; None if readers cannot know.
    most: int | None
    #: Numbers below this, except 0, are small.
    limit: int

    def is_small(self, number: int) -> bool:
        """Whether a number of people is so small that somebody could be recognised."""
        return 0 < number < self.limit


def table_of(result: QuestionResult, path: str, *, several: bool, responses: int | None, limit: int) -> Table:
    """Collect what readers know about one question.

    Args:
        result: its numbers.
        path: their path, such as `results[2]`.
        several: whether people could give several answers.
        responses: how many people answered the survey; None if not given.
        limit: numbers of people below this are not shown.
    """
    base = None if result.answered is None else int(result.answered)
    if base is None and responses is not None and result.skipped is not None:
        base = responses - int(result.skipped)
    most = responses if base is None else base
    return Table(result=result, path=path, several=several, base=base, most=most, limit=limit)


def disclosure_problems(table: Table, places: Places) -> Iterator[Problem]:
    """Report small numbers of one question that are shown, or that readers can deduce.

    Args:
        table: the question's numbers; each of its lists has the answers of the question, in order.
        places: where each value is.
    """
    own = list(_own_problems(table, places))
    # If numbers of everybody need hiding, groups are best deleted, and that advice says so: skip their own problems.
    yield from own or _group_problems(table, places)


def _own_problems(table: Table, places: Places) -> Iterator[Problem]:
    rows, path = table.result.counts, table.path
    if not rows:
        return
    if table.base is not None and table.is_small(table.base):
        message = f"Only {_people(table.base)} answered this question, so others may find out what they said."
        place = places.get(f"{path}.answered", places[path])
        yield Problem.warning("RESULT-005", message, place, _and_groups(_DELETE_COUNTS, table), path=path)
        return
    small = [at for at, each in enumerate(rows) if each.count is not None and _discloses(int(each.count), table)]
    hidden = [at for at, each in enumerate(rows) if each.hidden]
    more = [] if table.several else _more_to_hide(rows, {*small, *hidden}, table)
    if more is None and (small or hidden):
        first = (small or hidden)[0]
        message = "Few people answered this question, so others may find out what they said."
        place = places.get(f"{path}.counts", places[f"{path}.counts[{first + 1}]"])
        yield Problem.warning("RESULT-005", message, place, _and_groups(_DELETE_COUNTS, table), path=f"{path}.counts")
        return
    for at in small:
        count = int(rows[at].count or 0)
        message = (
            f"Only {_people(count)} gave this answer, so others may find out who."
            if table.is_small(count)
            else f"All but {_people((table.base or 0) - count)} gave this answer, so others may find out who did not."
        )
        also = f", and in place of the count on {_lines(table, more, places)} as well" if more else ""
        advice = _and_groups(f"Write hidden: yes in place of this count{also}", table)
        key = f"{path}.counts[{at + 1}].count"
        yield Problem.warning("RESULT-005", message, places[key], advice, path=key)
    if hidden and not small and not table.several:
        yield from _hidden_problems(table, hidden, more or [], places)


def _hidden_problems(table: Table, hidden: Sequence[int], more: Sequence[int], places: Places) -> Iterator[Problem]:
    rows = table.result.counts
    total = _shown(rows)
    if table.most is None or total > table.most:  # Contradictory numbers are reported elsewhere.
        return
    left = table.most - total
    key = f"{table.path}.counts[{hidden[0] + 1}]"
    answered = f"{table.most} people answered" if table.base is not None else f"{table.most} people answered the survey"
    sums = f"{answered}, and the other numbers add up to {total}"
    if left == 0:
        message = f"Nobody is left for what is hidden here: {sums}."
        advice = f"Write count: 0 in place of {'each' if len(hidden) > 1 else 'the'} line hidden: yes."
        yield Problem.warning("RESULT-006", message, places[key], advice, path=key)
    elif more:
        some = f"{'' if table.base is not None else 'at most '}{left} {_are(left)} left"
        message = f"Readers can work out what is hidden here: {sums}, so {some}."
        advice = _and_groups(f"Write hidden: yes in place of the count on {_lines(table, more, places)} as well", table)
        yield Problem.warning("RESULT-006", message, places[key], advice, path=key)


def _more_to_hide(rows: Sequence[AnswerCount], hidden: set[int], table: Table) -> list[int] | None:
    """Find the smallest further numbers to hide, as row indexes; None if hiding all of them is not enough.

    If k hidden numbers add up to s, and each is at least 1, then each is at most s − (k − 1). That bound must be at
    least the limit, so that readers cannot tell even that one of them is small.
    """
    if not hidden or table.most is None:
        return []
    others = sorted((int(row.count), at) for at, row in enumerate(rows) if at not in hidden and row.count)
    left = table.most - sum(count for count, _ in others)
    found: list[int] = []
    while left - (len(hidden) + len(found) - 1) < table.limit:
        if left <= 0 or not others:
            return [] if left <= 0 else None
        count, at = others.pop(0)
        left, found = left + count, [*found, at]
    return sorted(found)


def _group_problems(table: Table, places: Places) -> Iterator[Problem]:
    """Report groups that show small numbers, or let readers deduce some.

    If nothing is hidden, readers can only deduce numbers for people in none of the groups. If a number is hidden, for
    everybody or for a group, sums across the groups bound it in too many ways, so groups are not allowed.
    """
    groups, path = table.result.groups, f"{table.path}.groups"
    reported = False
    for number, group in enumerate(groups, 1):
        own = f"{path}[{number}]"
        answered = int(group.answered)
        small = [
            each for each in group.counts if each.count is not None and _discloses(int(each.count), table, answered)
        ]
        words = listed([f"“{each.answer}”" for each in small]) if small else ""
        key = f"{own}.counts"
        if table.is_small(answered):
            message = f"Only {_people(answered)} of this group answered, so others may find out what they said."
            key = f"{own}.answered"
        elif any(table.is_small(int(each.count or 0)) for each in small):
            message = f"Few people of this group answered {words}, so others may find out who."
        elif small:
            message = f"Nearly all people of this group answered {words}, so others may find out who did not."
        else:
            continue
        reported = True
        yield Problem.warning("RESULT-005", message, places.get(key, places[own]), _DELETE_GROUPS, path=key)
    if groups and not reported:
        yield from _left_over_problems(table, places.get(path, places[table.path]))


def _left_over_problems(table: Table, place: Location) -> Iterator[Problem]:
    groups, rows = table.result.groups, table.result.counts
    path, advice = f"{table.path}.groups", _DELETE_GROUPS
    rest = None if table.base is None else table.base - sum(int(each.answered) for each in groups)
    hidden = [each for some in (rows, *(each.counts for each in groups)) for each in some if each.hidden]
    left = [int(row.count or 0) - _shown([each.counts[at] for each in groups]) for at, row in enumerate(rows)]
    shown = [
        row
        for row, people in zip(rows, left, strict=True)
        if table.is_small(people) or (table.several and rest is not None and table.is_small(rest - people))
    ]
    if hidden:
        message = f"Groups can give away a number that is hidden, such as that of “{hidden[0].answer}”."
        advice = "Delete the groups of this question, or form groups in which no number has to be hidden."
    elif shown:
        words = listed([f"“{each.answer}”" for each in shown])
        message = f"Readers can work out from these groups how few other people answered {words}."
    elif rest is not None and rows and table.is_small(rest):
        message = f"Readers can work out what {_people(rest)} answered, who {_are(rest)} in none of these groups."
    else:
        return
    yield Problem.warning("RESULT-006", message, place, advice, path=path)


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _discloses(count: int, table: Table, base: int | None = None) -> bool:
    """Whether a number of people is small, or, with several answers, the number of those who did not choose it."""
    base = table.base if base is None else base
    return table.is_small(count) or (table.several and base is not None and table.is_small(base - count))


def _shown(rows: Sequence[AnswerCount]) -> int:
    return sum(int(each.count) for each in rows if each.count is not None)


def _lines(table: Table, at: Sequence[int], places: Places) -> str:
    """List the lines of some numbers; unlike the answers' words, lines are the same in every language of a site."""
    return lines_listed([places[f"{table.path}.counts[{each + 1}].count"].line for each in at])


def _and_groups(advice: str, table: Table) -> str:
    return f"{advice}, and delete the groups of this question." if table.result.groups else f"{advice}."


def _people(number: int) -> str:
    return "one person" if number == 1 else f"{number} people"

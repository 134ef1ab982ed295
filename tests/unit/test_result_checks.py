"""Numbers that pass the checks identify nobody, and following the hints is enough to pass them."""

import re
from itertools import product
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from msgspec.structs import replace

from microsite.model.disclosure_checks import disclosure_problems, table_of
from microsite.model.person_names import looks_like_a_name
from microsite.model.results import AnswerCount, GroupResult, QuestionResult
from microsite.problems import Location
from microsite.validate.field_types import LocalText, WholeNumber, YesNo

ANSWERS = ("Yes", "No", "Not sure")
LIMIT = 3
HIDDEN = None
YES = cast("YesNo", YesNo.parse("yes"))


class Everywhere(dict):
    """Locations for any path; the line of an answer's count is the answer's number."""

    def get(self, key, _=None):
        """Return the location of a path."""
        row = re.fullmatch(r"results\[1\]\.counts\[(\d)\]\.count", key)
        return Location(file=key, line=int(row[1]) if row else 0)

    __missing__ = get


def rows_of(counts):
    """Return the rows for some counts; None means hidden."""
    return tuple(
        AnswerCount(answer=LocalText(answer), hidden=YES)
        if count is HIDDEN
        else AnswerCount(answer=LocalText(answer), count=WholeNumber(count))
        for answer, count in zip(ANSWERS, counts, strict=False)
    )


def result_of(answered, counts, groups=()):
    """Return the result of one question; each group has how many answered, and their counts."""
    return QuestionResult(
        question=WholeNumber(1),
        answered=None if answered is None else WholeNumber(answered),
        counts=rows_of(counts),
        groups=tuple(
            GroupResult(who=LocalText(f"Group {at}"), answered=WholeNumber(base), counts=rows_of(own))
            for at, (base, own) in enumerate(groups)
        ),
    )


def told(result, *, several=False, responses=None, limit=LIMIT):
    """Return the codes, hints and paths of the problems of a result."""
    table = table_of(result, "results[1]", several=several, responses=responses, limit=limit)
    return [(each.code, each.advice, each.location.file) for each in disclosure_problems(table, Everywhere())]


TABLE = [
    # Name, whether several answers were allowed, how many answered, their counts, groups, the expected codes.
    ("nothing small", False, 60, (40, 14, 6), (), []),
    ("nobody gave one", False, 60, (46, 14, 0), (), []),
    ("the limit is not small", False, 60, (43, 14, 3), (), []),
    ("small", False, 60, (44, 14, 2), (), ["RESULT-005"]),
    ("two small", False, 60, (56, 2, 2), (), ["RESULT-005", "RESULT-005"]),
    ("one hidden that is small", False, 60, (44, 14, HIDDEN), (), ["RESULT-006"]),
    ("one hidden that is not small", False, 60, (40, 14, HIDDEN), (), []),
    ("two hidden", False, 60, (44, HIDDEN, HIDDEN), (), []),
    ("two hidden that are small together", False, 60, (57, HIDDEN, HIDDEN), (), ["RESULT-006"]),
    ("nobody is left", False, 60, (46, 14, HIDDEN), (), ["RESULT-006"]),
    ("all hidden", False, 60, (HIDDEN, HIDDEN, HIDDEN), (), []),
    ("nobody knows how many answered", False, None, (44, 14, HIDDEN), (), []),
    ("few answered", False, 2, (2, 0, 0), (), ["RESULT-005"]),
    ("several: small", True, 50, (40, 30, 2), (), ["RESULT-005"]),
    ("several: nearly all", True, 50, (48, 30, 20), (), ["RESULT-005"]),
    ("several: all", True, 50, (50, 30, 20), (), []),
    ("several: one hidden", True, 50, (40, 30, HIDDEN), (), []),
    ("groups", False, 60, (40, 14, 6), ((40, (30, 7, 3)), (20, (10, 7, 3))), []),
    ("groups: small", False, 60, (40, 14, 6), ((40, (30, 6, 4)), (20, (10, 8, 2))), ["RESULT-005"]),
    ("groups: few in one", False, 60, (40, 14, 6), ((2, (2, 0, 0)), (20, (10, 7, 3))), ["RESULT-005"]),
    ("groups: few others", False, 60, (40, 14, 6), ((40, (29, 7, 4)), (18, (11, 7, 0))), ["RESULT-006"]),
    ("groups: two in none", False, 60, (40, 14, 6), ((40, (30, 7, 3)), (18, (8, 7, 3))), ["RESULT-006"]),
    ("groups: hidden in one", False, 60, (40, 14, 6), ((40, (30, 7, 3)), (20, (10, 7, HIDDEN))), ["RESULT-006"]),
    ("groups: hidden among all", False, 60, (40, HIDDEN, HIDDEN), ((40, (30, 7, 3)), (20, (10, 7, 3))), ["RESULT-006"]),
    ("groups: several, nearly all others", True, 50, (43, 30, 20), ((25, (20, 15, 10)),), ["RESULT-006"]),
    ("groups: several, nearly all", True, 50, (45, 30, 20), ((25, (23, 15, 10)), (25, (22, 15, 10))), ["RESULT-005"]),
]


@pytest.mark.parametrize(
    ("several", "answered", "counts", "groups", "codes"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_what_is_told(several, answered, counts, groups, codes):
    """Small counts are reported, and so are hidden ones that readers can work out; others are not."""
    assert [code for code, *_ in told(result_of(answered, counts, groups), several=several)] == codes


def test_responses_and_skipped_are_known_too():
    """If it is not given how many answered a question, readers may infer it, or a limit, from the survey's total."""
    silent = result_of(None, (44, 14, HIDDEN))
    assert [code for code, *_ in told(silent, responses=60)] == ["RESULT-006"]
    assert told(silent, responses=62) == []
    skipped = replace(silent, skipped=WholeNumber(2))
    assert [code for code, *_ in told(skipped, responses=62)] == ["RESULT-006"]


NUMBER = some.one_of(some.just(0), some.integers(0, 9))
HIDES = some.tuples(*[some.booleans()] * 3)


def with_hidden(counts, hides):
    """Hide some of the counts that are not 0."""
    return tuple(HIDDEN if hide and count else count for count, hide in zip(counts, hides, strict=True))


def possible(answered, counts):
    """Return every table that fits, for a reader who knows that a hidden count is not 0."""
    ranges = [range(1, answered + 1) if count is HIDDEN else (count,) for count in counts]
    return [found for found in product(*ranges) if sum(found) == answered]


@settings(max_examples=60, deadline=None)
@given(some.tuples(NUMBER, NUMBER, NUMBER), HIDES)
def test_what_passes_shows_nobody(counts, hides):
    """A problem is reported exactly if trying every table that fits proves that some count is small."""
    table = with_hidden(counts, hides)
    problems = told(result_of(sum(counts), table))
    fits = possible(sum(counts), table)
    ranges = [{found[at] for found in fits} for at in range(3)]
    known = [at for at, each in enumerate(ranges) if max(each) < LIMIT and min(each) > 0]
    assert bool(known) == bool(problems)


@settings(max_examples=60, deadline=None)
@given(
    some.lists(some.tuples(NUMBER, NUMBER, NUMBER), min_size=1, max_size=3),
    some.integers(1, 2),
    some.lists(HIDES, min_size=4, max_size=4),
    some.booleans(),
)
def test_groups_that_pass_show_nobody(parts, shown, hides, several):
    """In results that pass, no count, no remainder outside the shown groups and no number of non-choosers is small."""
    base = [max(part) + 3 if several else sum(part) for part in parts]
    total = tuple(map(sum, zip(*parts, strict=True)))
    groups = [(each, with_hidden(part, hide)) for each, part, hide in zip(base, parts, hides[1:], strict=False)][:shown]
    result = result_of(sum(base), with_hidden(total, hides[0]), groups)
    if told(result, several=several):
        return
    rest = [total[at] - sum(part[at] for part in parts[:shown]) for at in range(3)]
    people = sum(base[shown:])
    assert not [each for each in (*rest, people) if 0 < each < LIMIT]
    assert not [each for each in rest if several and 0 < people - each < LIMIT]
    assert not [count for _, own in groups for count in own if count is not None and 0 < count < LIMIT]
    assert all(HIDDEN not in own for _, own in groups)


def obey(result, problems):
    """Follow the hints to the letter."""
    rows, groups, answered = list(result.counts), result.groups, result.answered
    for _, advice, path in problems:
        lines = re.search(r"hidden: yes .*on lines? ([\d and,]+)", advice)
        hide = {str(rows[int(line) - 1].answer) for line in re.findall(r"\d", lines[1])} if lines else set()
        place = re.search(r"counts\[(\d)\]", path)
        if "in place of this count" in advice and place:
            hide.add(str(rows[int(place[1]) - 1].answer))
        rows = [AnswerCount(answer=row.answer, hidden=YES) if str(row.answer) in hide else row for row in rows]
        if "Write count: 0" in advice:
            rows = [replace(row, hidden=None, count=WholeNumber(0)) if row.hidden else row for row in rows]
        if "Delete counts: here" in advice:
            rows = []
        if re.search(r"[Dd]elete the groups", advice):
            groups = ()
    return replace(result, counts=tuple(rows), groups=groups, answered=answered)


@settings(max_examples=120, deadline=None)
@given(
    some.lists(some.tuples(NUMBER, NUMBER, NUMBER), min_size=1, max_size=3),
    some.integers(0, 2),
    some.lists(HIDES, min_size=4, max_size=4),
    some.booleans(),
    some.booleans(),
)
def test_advice_is_enough(parts, shown, hides, several, silent):
    """Following all hints to the letter leaves no problem."""
    base = [max(part) + 3 if several else sum(part) for part in parts]
    total = tuple(map(sum, zip(*parts, strict=True)))
    groups = [(each, with_hidden(part, hide)) for each, part, hide in zip(base, parts, hides[1:], strict=False)][:shown]
    result = result_of(None if silent else sum(base), with_hidden(total, hides[0]), groups)
    problems = told(result, several=several, responses=sum(base) + 1)
    assert told(obey(result, problems), several=several, responses=sum(base) + 1) == []


@pytest.mark.parametrize(
    ("words", "is_name"),
    [
        ("Ada Finch", True),
        ("Mrs Ada Finch", True),
        ("A. Finch", True),
        ("Jean-Luc Martin", True),
        ("A parent of two", False),
        ("Local Resident", False),
        ("Young Person", False),
        ("Quay School", False),
        ("A student", False),
        ("Resident", False),
    ],
)
def test_names_are_told_from_kinds_of_people(words, is_name):
    """Two capitalised words look like a name, unless they end with a word for a kind of people."""
    assert looks_like_a_name(words) is is_name

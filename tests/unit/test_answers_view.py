"""Percentages are shown only if thirty people or more are known to have answered, and not for small groups."""

import re

import pytest

from tests.small_sites import made
from tests.visible import text_of

QUESTIONS = """\
- {text: Twenty-nine, kind: choice, answers: [Ja, Nay, Unsure]}
- {text: Thirty, kind: choice, answers: [Ja, Nay, Unsure]}
- {text: Hidden, kind: choice, answers: [Ja, Nay, Unsure]}
- {text: Many, kind: several, answers: [Ja, Nay, Unsure]}
- {text: Bases, kind: choice, answers: [Ja, Nay, Unsure]}
- {text: Small groups, kind: choice, answers: [Ja, Nay, Unsure]}
- {text: Unknown, kind: choice, answers: [Ja, Nay, Unsure]}
"""


def numbers(*counts):
    """Return the rows of a question as YAML; None is a hidden count."""
    rows = [
        f"{{answer: {answer}, {'hidden: yes' if count is None else f'count: {count}'}}}"
        for answer, count in zip(("Ja", "Nay", "Unsure"), counts, strict=True)
    ]
    return f"[{', '.join(rows)}]"


RESULTS = f"""\
- {{question: 1, answered: 29, counts: {numbers(20, 9, 0)}}}
- {{question: 2, answered: 30, counts: {numbers(20, 10, 0)}}}
- {{question: 3, answered: 60, counts: {numbers(40, None, None)}}}
- {{question: 4, answered: 40, counts: {numbers(30, 20, 10)}}}
- question: 5
  answered: 90
  counts: {numbers(45, 30, 15)}
  groups:
    - {{who: Residents, answered: 30, counts: {numbers(10, 10, 10)}}}
    - {{who: Traders, answered: 30, counts: {numbers(20, 10, 0)}}}
    - {{who: Pupils, answered: 29, counts: {numbers(15, 9, 5)}}}
- question: 6
  answered: 59
  counts: {numbers(30, 19, 10)}
  groups:
    - {{who: Anglers, answered: 30, counts: {numbers(15, 10, 5)}}}
    - {{who: Walkers, answered: 29, counts: {numbers(15, 9, 5)}}}
- {{question: 7, counts: {numbers(40, 20, None)}}}
"""


@pytest.fixture(scope="module")
def parts(tmp_path_factory) -> list[str]:
    """The text of the page, split into one part per question."""
    files = {
        "config": "results: {published: 2027-06-21, responses: 90}\n",
        "content/data/questions.yaml": QUESTIONS,
        "content/data/results.yaml": RESULTS,
    }
    build = made(files, tmp_path_factory.mktemp("answers"), "2027-07-01T12:00")
    html = build.files["what-people-said.html"].decode()
    words = text_of(re.sub(r"(</(?:th|td|h\d|p|caption|li)>)", r"\1 ", html))
    return re.split(r"(?=\b(?:Twenty-nine|Thirty|Hidden|Many|Bases|Groups|Small groups|Unknown)\b)", words)


def part(parts, name):
    """Return the last part that starts with the name of a question: the one with its counts."""
    return " ".join(next(each for each in reversed(parts) if each.startswith(name)).split())


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("Twenty-nine", "Ja 20 Nay 9 Unsure 0"),
        ("Thirty", "Ja 20 67% Nay 10 33% Unsure 0 0%"),
        ("Hidden", "Ja 40 67% Nay not shown Unsure not shown"),
        ("Many", "Ja 30 75% Nay 20 50% Unsure 10 25%"),
        ("Bases", "Ja 45 50% Nay 30 33% Unsure 15 17%"),
        ("Unknown", "Ja 40 Nay 20 Unsure not shown"),
    ],
)
def test_shares_of_a_question(parts, name, rows):
    """Percentages are shown if at least thirty people answered and their number is known; a hidden count has none."""
    assert rows in part(parts, name)


def test_groups_are_compared_where_both_are_large(parts):
    """Groups of thirty or more are side by side, smaller ones are only named; a single large group is not compared."""
    groups = part(parts, "Groups")
    assert "Ja 34% 67% Nay 33% 33% Unsure 33% 0%" in groups
    assert "Pupils" in groups
    assert "Walkers" not in part(parts, "Small groups")

"""Answers in the results, named in one language, are completed by what their question calls them in the others."""

from typing import Any

import pytest

from microsite.load.source_text import SourceText
from microsite.load.yaml_values import Value, parse_yaml
from microsite.model.answers_by_language import with_translated_answers

QUESTIONS = {
    "en-GB": "- {text: Trees?, answers: ['Yes', 'No', Later]}\n- {text: Why?}\n- {text: How?, answers: [Car, Bus]}\n",
    "cy": "- {text: Coed?, answers: [Ie, Na]}\n- {text: Pam?}\n- {text: Sut?, answers: [Car, Bws]}\n",
}
YES, LATER, BUS = {"en-GB": "Yes", "cy": "Ie"}, {"en-GB": "Later"}, {"en-GB": "Bus", "cy": "Bws"}


def value(text: str) -> Value:
    """Parse YAML that has no mistakes."""
    found, problems = parse_yaml(SourceText("content/data/results.yaml", text))
    assert found is not None and not problems
    return found


def plain(found: Value) -> Any:
    """Return a value as text, lists and dictionaries."""
    if found.kind == "text":
        return found.text
    if found.kind == "list":
        return [plain(each) for each in found.items]
    return {key.text: plain(each) for key, each in found.entries}


def completed(results: str) -> Any:
    """Complete results by the questions above."""
    return plain(with_translated_answers(value(results), {tag: value(text) for tag, text in QUESTIONS.items()}))


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("1", "'Yes'", YES),
        ("1", "yes", YES),
        ("1", "Ie", YES),
        ("1", "{cy: Ie}", YES),
        ("1", "{en-GB: 'Yes', cy: Ie}", YES),
        ("3", "Bws", BUS),
        ("03", "Bws", BUS),
        ("00003", "Bws", BUS),
        ("'3'", "Bws", BUS),
        # Welsh has fewer answers.
        ("1", "Later", LATER),
        # Words of two answers; of none; of another question.
        ("1", "{en-GB: 'Yes', cy: Na}", {"en-GB": "Yes", "cy": "Na"}),
        ("1", "{en-GB: 'Yes', cy: Efallai}", {"en-GB": "Yes", "cy": "Efallai"}),
        ("1", "Maybe", "Maybe"),
        ("1", "Bus", "Bus"),
        # Numbers of no question, or of one without answers.
        ("0", "Bus", "Bus"),
        ("-1", "Bus", "Bus"),
        ("2", "Bus", "Bus"),
        ("4", "Bus", "Bus"),
        ("000003", "Bus", "Bus"),
        ("three", "Bus", "Bus"),
        ("", "Bus", "Bus"),
    ],
)
def test_answer(question, answer, expected):
    """An answer is completed if all its words are those of one answer of its question; otherwise it is left alone."""
    found = completed(f"- question: {question}\n  counts: [{{answer: {answer}, count: 4}}]\n")
    assert found[0]["counts"] == [{"answer": expected, "count": "4"}]


def test_results_under_their_name():
    """Results in a mapping, such as a list below its own name, are completed as well, and nothing gets lost."""
    text = "results:\n- question: 3\n  counts: [{answer: Bus, count: 1}]\nsource: Paper\n"
    assert completed(text) == {
        "results": [{"question": "3", "counts": [{"answer": BUS, "count": "1"}]}],
        "source": "Paper",
    }


def test_answers_of_groups():
    """Answers of a group of people are completed like those of all; text elsewhere is left alone."""
    text = (
        "- question: 3\n  note: Bus\n  counts: []\n  groups:\n  - name: Bus\n    counts: [{answer: Bws, count: 2}]\n"
        "- question: 2\n  themes: [{theme: Bus}]\n"
    )
    group = {"name": "Bus", "counts": [{"answer": BUS, "count": "2"}]}
    assert completed(text) == [
        {"question": "3", "note": "Bus", "counts": [], "groups": [group]},
        {"question": "2", "themes": [{"theme": "Bus"}]},
    ]


def test_place_of_a_completed_answer():
    """Each language's words are reported where the author wrote the answer."""
    results = value("- question: 1\n  counts: [{answer: Ie, count: 4}]\n")
    found = with_translated_answers(results, {tag: value(text) for tag, text in QUESTIONS.items()})
    answer = {key.text: each for key, each in found.items[0].entries}["counts"].items[0].entries[0][1]
    values = [answer, *(each for entry in answer.entries for each in entry)]
    assert {(each.line, each.column, each.length) for each in values} == {(2, 21, 2)}
    assert [each.language for _, each in answer.entries] == ["", ""]


def test_answer_that_is_no_text():
    """An answer that is a list in one of the languages has no translation there, and the others have theirs."""
    questions = {"en-GB": value("- {answers: ['Yes', 'No']}\n"), "cy": value("- {answers: [[Ie], Na]}\n")}
    results = value("- question: 1\n  counts: [{answer: 'Yes'}, {answer: 'No'}]\n")
    found = plain(with_translated_answers(results, questions))
    assert found[0]["counts"] == [{"answer": {"en-GB": "Yes"}}, {"answer": {"en-GB": "No", "cy": "Na"}}]


@pytest.mark.parametrize("questions", [{}, {"en-GB": Value(kind="text", line=1, column=1)}])
def test_no_questions(questions):
    """Without a question, results are left as they are."""
    results = "- {question: 1, counts: [{answer: 'Yes'}]}\n- Yes\n"
    assert plain(with_translated_answers(value(results), questions)) == plain(value(results))

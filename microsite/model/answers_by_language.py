"""Answers in the results of a site in several languages: named in one language, shown in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from microsite.load.yaml_values import Value
from microsite.model.results import folded_words

#: A question's number has at most so many digits.
_MOST_DIGITS = 5


def with_translated_answers(results: Value, questions: Mapping[str, Value]) -> Value:
    """Complete each answer that is given in one language by what its question calls it in the others.

    Args:
        results: the file of results, before it is reduced to one language.
        questions: the list of questions in each language, by tag.

    Returns:
        The results; values that name no answer of their question are left alone.
    """
    if results.kind == "list":
        return replace(results, items=[_with_answers(each, questions) for each in results.items])
    entries = [(key, with_translated_answers(each, questions)) for key, each in results.entries]
    return replace(results, entries=entries)


def _with_answers(result: Value, questions: Mapping[str, Value]) -> Value:
    number = _value(result, "question")
    written = number.text.strip() if number else ""
    if not written.isdecimal() or len(written) > _MOST_DIGITS:
        return result
    by_words: dict[str, dict[str, Value]] = {}
    answers = {tag: _answers(value, int(written)) for tag, value in questions.items()}
    for at in range(max(map(len, answers.values()), default=0)):
        answer = {tag: texts[at] for tag, texts in answers.items() if at < len(texts) and texts[at].kind == "text"}
        for words in answer.values():
            by_words.setdefault(folded_words(words.text), answer)
    return _translated(result, by_words) if by_words else result


def _answers(questions: Value, number: int) -> Sequence[Value]:
    """Return the answers to one question; none if it has none in that language."""
    items = questions.items
    found = _value(items[number - 1], "answers") if 0 < number <= len(items) else None
    return found.items if found else ()


def _translated(value: Value, by_words: Mapping[str, Mapping[str, Value]]) -> Value:
    """Translate the answers of a result, or of a group of people in it."""
    entries: list[tuple[Value, Value]] = []
    for key, each in value.entries:
        within = each
        if key.text in ("counts", "groups"):
            within = replace(each, items=[_translated(item, by_words) for item in each.items])
        elif key.text == "answer":
            within = _completed(each, by_words)
        entries.append((key, within))
    return replace(value, entries=entries)


def _completed(answer: Value, by_words: Mapping[str, Mapping[str, Value]]) -> Value:
    """Return an answer in all languages, if all that it says is one answer of its question."""
    given = {folded_words(words.text) for words in ([each for _, each in answer.entries] or [answer])}
    known: Mapping[str, Value] | None = next((by_words[each] for each in given if each in by_words), None)
    if known is None or not given <= {folded_words(words.text) for words in known.values()}:
        return answer
    line, column, length = answer.line, answer.column, answer.length
    entries = [
        (
            Value(kind="text", line=line, column=column, length=length, text=tag),
            replace(words, line=line, column=column, length=length, language=""),
        )
        for tag, words in known.items()
    ]
    return Value(kind="mapping", line=line, column=column, length=length, entries=entries)


def _value(mapping: Value, name: str) -> Value | None:
    return next((value for key, value in mapping.entries if key.text == name), None)

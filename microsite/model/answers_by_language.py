"""Answers in the results of a site in several languages: named in one language, shown in each."""

from __future__ import annotations

from msgspec.structs import replace

from microsite.load.yaml_values import Value


def with_translated_answers(results: Value, questions: Value) -> Value:
    """Replace each answer that is given in one language by the words that its question has for it in all of them.

    Args:
        results: the list of results, before it is reduced to one language.
        questions: the list of questions, also in all languages.

    Returns:
        The results; values that name no answer of their question are left alone.
    """
    return replace(results, items=[_with_answers(each, questions.items) for each in results.items])


def folded_answer(words: str) -> str:
    """Return what two spellings of the same answer have in common."""
    return " ".join(words.casefold().split()).rstrip(".")


def _with_answers(result: Value, questions: list[Value]) -> Value:
    number = _value(result, "question")
    if number is None or not number.text.isdecimal() or not 0 < int(number.text) <= len(questions):
        return result
    answers = _value(questions[int(number.text) - 1], "answers")
    by_words = {
        folded_answer(words.text): answer
        for answer in reversed(answers.items if answers else [])
        for _, words in reversed(answer.entries)
        if words.kind == "text"
    }
    return _translated(result, by_words) if by_words else result


def _translated(value: Value, by_words: dict[str, Value]) -> Value:
    """Translate the answers of a result, or of a group of people in it."""
    entries: list[tuple[Value, Value]] = []
    for key, each in value.entries:
        within = each
        if key.text in ("counts", "groups"):
            within = replace(each, items=[_translated(item, by_words) for item in each.items])
        elif key.text == "answer" and each.kind == "text" and folded_answer(each.text) in by_words:
            answer = by_words[folded_answer(each.text)]
            place = {"line": each.line, "column": each.column, "length": each.length}
            within = replace(answer, entries=[(tag, replace(words, **place)) for tag, words in answer.entries], **place)
        entries.append((key, within))
    return replace(value, entries=entries)


def _value(mapping: Value, name: str) -> Value | None:
    return next((value for key, value in mapping.entries if key.text == name), None)

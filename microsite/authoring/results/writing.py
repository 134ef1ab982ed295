"""Write counts as `content/data/results.yaml` and lines for `site_config.yaml`; hidden numbers are in neither."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, cast

from microsite.authoring.results.counted import Counted
from microsite.authoring.results.plan import Plan
from microsite.authoring.results.site_facts import SiteFacts
from microsite.authoring.results.suppression import (
    Shown,
    Tally,
    joined_spans,
    may_show_groups,
    shown_of,
    shown_parts,
)
from microsite.authoring.results.survey_words import Question
from microsite.load.source_text import parse_source
from microsite.load.yaml_values import Value, parse_yaml
from microsite.model.shares import HIDDEN_BELOW
from microsite.problems import listed
from microsite.validate.advice import yaml_text

FILE = "content/data/results.yaml"
#: How the first line of a file written by an import begins; the digest of its counts follows.
MARK = "# Written by results import: "
_ABOUT = "# Change results_columns.yaml, not the numbers here. You can add a summary: to a question; it is kept."
#: A longer period is shown by month, not by week.
LONGEST_IN_WEEKS_DAYS = 200


@dataclass(slots=True, kw_only=True)
class Written:
    """What is published: the file, the lines for the configuration, and notes on what is not shown and why."""

    text: str
    config: list[str]
    notes: list[str] = field(default_factory=lambda: [])


def written(counted: Counted, plan: Plan, facts: SiteFacts, summaries: Mapping[int, list[str]]) -> Written:
    """Return what may be published of the counts.

    Args:
        counted: the true numbers.
        plan: has the limit, and the questions counted.
        facts: the questions of the site, in its languages.
        summaries: the lines of the summary that somebody has written of a question, by its number.
    """
    notes: list[str] = []
    lines: list[str] = []
    ungrouped: list[int] = []
    for each in sorted(plan.questions, key=lambda each: each.question.number):
        question = each.question
        tally = counted.tallies[question.number]
        shown = shown_of(question.kind, tally, plan.limit)
        if not shown.whole:
            notes.append(f"Question {question.number}: {_what_is_hidden(shown)}")
        lines += [f"- question: {question.number}  # {' '.join(question.texts[0].split())}"]
        lines += _base(shown, "  ")
        lines += _counts(question, shown, facts, "  ")
        groups = counted.groups.get(question.number) if question.closed else None
        if groups and may_show_groups(question.kind, shown, list(groups.values()), plan.limit):
            lines += _groups(question, groups, counted, facts)
        elif groups:
            ungrouped.append(question.number)
        lines += summaries.get(question.number, [])
    if ungrouped:
        numbers = ", ".join(map(str, ungrouped))
        notes.append(f"Not by group, since a group would have too few people: question {numbers}")
    body = "\n".join([_ABOUT, *lines, ""])
    return Written(text=f"{MARK}{_digest(_plain(body))}\n{body}", config=_config(counted, plan, notes), notes=notes)


def summaries_kept(text: str) -> dict[int, list[str]] | None:
    """Return the summaries that people have added to a file written by an import, as lines.

    Args:
        text: the file; the only change allowed in it is a `summary` added to a question.

    Returns:
        The lines of the summaries, by question number. None if anything else has changed, or no import wrote the file:
        replacing it would lose somebody's work.
    """
    first, _, body = text.replace("\r\n", "\n").partition("\n")
    items = _plain(body)
    if not first.startswith(MARK) or items is None or first.removeprefix(MARK).strip() != _digest(items):
        return None
    return {int(each["question"]): _summary_lines(each["summary"]) for each in items if "summary" in each}


def _summary_lines(summary: object) -> list[str]:
    if isinstance(summary, dict):
        texts: dict[str, str] = summary  # pyright: ignore[reportUnknownVariableType]
        return ["  summary:", *(f"    {tag}: {yaml_text(text)}" for tag, text in texts.items())]
    return [f"  summary: {yaml_text(str(summary))}"]


def _plain(body: str) -> list[dict[str, Any]] | None:
    """Return the file's items; None if it cannot be parsed."""
    source, problems = parse_source(FILE, body.encode())
    value, mistakes = parse_yaml(source) if source is not None else (None, ())
    if value is None or problems or mistakes:
        return None
    items: Any = _as_data(value)
    right = isinstance(items, list) and all(isinstance(each, dict) for each in cast("list[Any]", items))
    return cast("list[dict[str, Any]]", items) if right else None


def _as_data(value: Value) -> Any:
    if value.kind == "mapping":
        return {key.text: _as_data(each) for key, each in value.entries}
    return [_as_data(each) for each in value.items] if value.kind == "list" else value.text


def _digest(items: list[dict[str, Any]] | None) -> str:
    """Return the digest of an import's counts, which leaves out the summaries that people have added."""
    counts = [{key: value for key, value in each.items() if key != "summary"} for each in items or ()]
    return hashlib.sha256(json.dumps(counts, sort_keys=True).encode()).hexdigest()[:16]


def _what_is_hidden(shown: Shown) -> str:
    if shown.answered is None and all(each is None for each in shown.counts):
        return "all numbers are hidden"
    numbers = sum(each is None for each in (*shown.counts, shown.skipped))
    return f"{numbers} numbers are hidden" if numbers > 1 else "1 number is hidden"


def _base(shown: Shown, indent: str) -> list[str]:
    lines = [] if shown.answered is None else [f"{indent}answered: {shown.answered}"]
    return lines if shown.skipped is None else [*lines, f"{indent}skipped: {shown.skipped}"]


def _counts(question: Question, shown: Shown, facts: SiteFacts, indent: str) -> list[str]:
    if not question.closed:
        return []
    lines = [f"{indent}counts:"]
    for words, count in zip(question.answers, shown.counts, strict=True):
        lines.append(f"{indent}  - answer: {_words(words, facts)}")
        lines.append(f"{indent}    hidden: yes" if count is None else f"{indent}    count: {count}")
    return lines


def _groups(question: Question, groups: Mapping[str, Tally], counted: Counted, facts: SiteFacts) -> list[str]:
    lines = ["  groups:"]
    for name, tally in groups.items():
        if not name:
            continue  # Those who did not say are the remainder.
        number, answer = counted.group_answers.get(name, (0, 0))
        words = facts.questions[number - 1].answers[answer] if number else (name,)
        lines.append(f"    - who: {_words(words, facts)}")
        shown = Shown(answered=tally.answered, skipped=tally.skipped, counts=tally.counts)
        lines += [f"      answered: {tally.answered}", *_counts(question, shown, facts, "      ")]
    return lines


def _words(words: Sequence[str], facts: SiteFacts) -> str:
    """Return words in each language as YAML: only once if they are the same in all."""
    if len(set(words)) == 1:
        return yaml_text(words[0])
    return "{" + ", ".join(f"{tag}: {_in_flow(each)}" for tag, each in zip(facts.languages, words, strict=True)) + "}"


def _in_flow(text: str) -> str:
    plain = yaml_text(text)
    if plain.startswith(('"', "'")) or not set(plain) & set(",[]{}"):
        return plain
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _config(counted: Counted, plan: Plan, notes: list[str]) -> list[str]:
    lines = [f"  responses: {counted.responses}"]
    for key, name, parts in (("channels", "way", counted.ways), ("kinds", "who", counted.kinds)):
        lines += _parts(key, name, parts, counted.responses, plan.limit, notes)
    lines += _over_time(counted, plan, notes)
    return [*lines, *([] if plan.limit == HIDDEN_BELOW else [f"  hidden_below: {plan.limit}"])]


def _parts(key: str, name: str, parts: Mapping[str, int], responses: int, limit: int, notes: list[str]) -> list[str]:
    """Return the lines of the ways or kinds, which add up to everybody: small ones are merged with those not known."""
    if not any(parts.values()):
        return []
    shown = shown_parts(tuple(parts.values()), responses, limit)
    listed_parts = {label: number for label, number in zip(parts, shown, strict=True) if number is not None}
    unknown, hidden = responses - sum(parts.values()), len(parts) - len(listed_parts)
    if hidden == len(parts):
        notes.append(f"{key}: left out, since too few people would be in each")
        return []
    if hidden:
        names = [label for label in parts if label not in listed_parts]
        listed_parts[listed([*names, *(["not known"] if unknown else [])], joined="or")] = responses - sum(
            listed_parts.values()
        )
        notes.append(f"{key}: {hidden} of {len(parts)} are put together, since too few people are in one")
    elif unknown:
        listed_parts["Not known"] = unknown
    lines = [f"  {key}:"]
    for label, number in listed_parts.items():
        lines += [f"    - {name}: {yaml_text(label)}", f"      responses: {number}"]
    return lines


def _over_time(counted: Counted, plan: Plan, notes: list[str]) -> list[str]:
    if not counted.days:
        return []
    undated = counted.responses - sum(counted.days.values())
    if undated:
        notes.append(f"over_time: left out, since {undated:,} of the answers have no date")
        return []
    first, last = plan.first_day, plan.last_day
    spans = months(first, last) if (last - first).days > LONGEST_IN_WEEKS_DAYS else weeks(first, last)
    counts = dict.fromkeys(range(len(spans)), 0)
    for day, number in counted.days.items():
        counts[next(at for at, (_, end) in enumerate(spans) if day <= end)] += number
    joined = joined_spans(counts, plan.limit)
    lines = ["  over_time:"] if joined else []
    for start, end, number in joined:
        lines += [
            f"    - first_day: {spans[start][0]}",
            f"      last_day: {spans[end][1]}",
            f"      responses: {number}",
        ]
    return lines


def weeks(first: date, last: date) -> list[tuple[date, date]]:
    """Return the first and last day of each week from the first day on; the last week can be shorter."""
    starts = range((last - first).days // 7 + 1)
    return [(first + timedelta(weeks=at), min(first + timedelta(weeks=at, days=6), last)) for at in starts]


def months(first: date, last: date) -> list[tuple[date, date]]:
    """Return the first and last day of each month of a period; the first and last month can be shorter."""
    found: list[tuple[date, date]] = []
    while first <= last:
        after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        found.append((first, min(after - timedelta(days=1), last)))
        first = after
    return found

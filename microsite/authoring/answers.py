"""The questions asked when creating a site, and what the configuration checks say about each answer."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from microsite.lazy_patterns import lazy_pattern
from microsite.model.parse_facts import parse_consultation
from microsite.model.period_hints import TWELVE_WEEKS, busy_days, easter
from microsite.problems import Location, Problem, Severity
from microsite.validate.advice import yaml_text
from microsite.validate.date_types import WEEKDAYS, LocalMoment, day_in_words, zone_of
from microsite.validate.document_kind import DocumentKind
from microsite.validate.field_types import TO_BE_SUPPLIED, FieldError

ZONE = "Europe/London"
#: How far ahead the suggested opening day is at least, and the extra time given if Easter or Christmas falls within.
_AHEAD, _MORE = timedelta(days=14), timedelta(weeks=2)


class Question(Struct, frozen=True):
    """A question to answer before a site is created; its key is also the name of the command's option."""

    key: str
    #: The fact's path in site_config.yaml.
    path: str
    ask: str
    example: str
    #: Whether an answer must be given on the command line when nobody can be asked.
    required: bool = False
    is_date: bool = False


QUESTIONS = (
    Question("title", "title", "What is the title, as on every page?", "Have your say on our parks", True),
    Question("organisation", "organisation", "Which organisation is asking?", "Millbrook Town Council", True),
    Question("kind", "document_kind", "What is it about: a strategy, plan, policy, budget …?", "strategy"),
    Question("place", "place", "Which town or area is it about? You can leave this empty.", "Millbrook"),
    Question("opens", "opens", "What is the first day when people can answer?", "2027-03-01", True, True),
    Question("closes", "closes", "What is the last day when people can answer?", "2027-05-31", True, True),
    Question("survey", "survey.address", "What is the link to the online survey?", "https://survey.example.org/parks"),
)
KEYS = tuple(each.key for each in QUESTIONS)
_PLACEHOLDER = lazy_pattern(r"\{(\w+)\}")


def default_answer(key: str, given: Mapping[str, str], today: date) -> str:
    """Return the default answer, taken when somebody presses Enter; empty if there is none."""
    if key == "opens":
        day = today + _AHEAD
        return str(_working_day(day + timedelta(days=-day.weekday() % 7), 7))
    if key == "closes":
        try:
            first = LocalMoment.parse(given["opens"]).day
            last = first + TWELVE_WEEKS
            return str(_working_day(last + _MORE if list(busy_days(first, last)) else last, 1))
        except (FieldError, KeyError, OverflowError, ValueError):
            return ""
    return {"kind": "proposal", "survey": TO_BE_SUPPLIED}.get(key, "")


def _working_day(day: date, step: int) -> date:
    """Move on by `step` days until the day is not a weekend, an English bank holiday or in the Christmas break."""
    while True:
        first_of_may, last_of_may, last_of_august = date(day.year, 5, 1), date(day.year, 5, 31), date(day.year, 8, 31)
        off = {
            *(easter(day.year) + timedelta(days=days) for days in (-2, 1)),
            first_of_may + timedelta(days=-first_of_may.weekday() % 7),
            *(each - timedelta(days=each.weekday()) for each in (last_of_may, last_of_august)),
        }
        if day.weekday() < 5 and day not in off and (1, 3) < (day.month, day.day) < (12, 24):
            return day
        day += timedelta(days=step)


def tidied(question: Question, answer: str) -> str:
    """Return an answer with spaces collapsed and a leading `key:` removed; a day or kind as the file should have it."""
    text = " ".join(answer.split())
    for key in {question.path.rpartition(".")[2], question.key}:
        if text.lower().startswith(f"{key}: "):
            text = text[len(key) + 2 :].strip()
            if len(text) > 1 and text[0] == text[-1] == '"':
                text = text[1:-1]
    try:
        if question.key == "kind":
            return str(DocumentKind.parse(text)) if text else text
        return str(LocalMoment.parse(text)) if question.is_date else text
    except FieldError as error:
        write = error.to_write(question.path, zone_of(ZONE), None)[0]
        return write[0][0] if len(write) == 1 else text


def understood_day(text: str, today: date, opens: str = "") -> str:
    """Return a day in words, so that people see whether it is the one they mean; empty if it cannot be parsed.

    Args:
        text: the day, with or without a time.
        today: to say if the day is past.
        opens: the first day, if `text` is the last one, to say how long people have.
    """
    try:
        moment = LocalMoment.parse(text)
        days = (moment.day - LocalMoment.parse(opens).day).days + 1 if opens else 0
    except FieldError:
        return ""
    clock = f", {moment.time_of_day:%H:%M}" if moment.time_of_day else ""
    length = f", so people have {days:,} day{'' if days == 1 else 's'}" if days > 0 else ""
    past = ". That day is past" if moment.day < today else ""
    return f"{WEEKDAYS[moment.day.weekday()]} {day_in_words(moment.day)}{clock}{length}{past}."


def quoted_text(text: str) -> str:
    """Return a text as a double-quoted YAML string."""
    return json.dumps(text, ensure_ascii=False)


def facts_of(given: Mapping[str, str]) -> dict[str, str]:
    """Return the value of each placeholder in the starter's site_config.yaml."""
    kind, place = given.get("kind") or "proposal", given.get("place", "")
    where = f" for {place}" if place else ""
    return {
        "title": quoted_text(given["title"]),
        "summary": quoted_text(f"A consultation by {given['organisation']} on its {kind}{where}."),
        "organisation": quoted_text(given["organisation"]),
        "place_line": f"place: {quoted_text(place)}" if place else "# place: Example Town",
        "kind": quoted_text(kind),
        "opens": given["opens"],
        "closes": given["closes"],
        "survey": yaml_text(given.get("survey") or TO_BE_SUPPLIED),
    }


def problems_with(given: Mapping[str, str], keys: Collection[str], config: str) -> list[Problem]:
    """Return the problems that the checks of site_config.yaml find in some of the answers.

    Args:
        given: the answers so far, by key.
        keys: the keys of the answers to check.
        config: the starter's site_config.yaml, with placeholders.
    """
    about = {each.path: each for each in QUESTIONS if each.key in keys}
    unreadable = [each for each in about.values() if not _is_text(given.get(each.key, ""))]
    if unreadable:
        message = "Some of what you typed is not text that we can read."
        advice = "Type it with plain letters, without signs such as é or –, and put those into site_config.yaml later."
        return [Problem.error("FILE-002", message, Location(file=f"--{each.key}"), advice) for each in unreadable]
    stand_ins = {"title": "…", "organisation": "…", "opens": "2000-01-01", "closes": "2199-01-01"}
    facts = facts_of({**stand_ins, **{key: answer for key, answer in given.items() if answer}})
    for key in ("opens", "closes"):
        facts[key] = quoted_text(facts[key])
    for name in ("title", "organisation"):
        if name in keys and not given.get(name):
            facts[name] = ""
    found = parse_consultation(fill_placeholders(config, facts).encode(), {})[3]
    return [
        replace(each, advice=each.advice.replace(f"{each.path.rpartition('.')[2]}: ", ""))
        for each in found
        if each.path in about and each.severity > Severity.HINT
    ]


def fill_placeholders(text: str, facts: Mapping[str, str]) -> str:
    """Fill the placeholders of a starter file in a single pass, so that no fact is taken for a placeholder."""
    return _PLACEHOLDER.sub(lambda gap: facts.get(gap[1], gap[0]), text)


def missing(given: Mapping[str, str]) -> Sequence[Question]:
    """Return the required questions that have no answer."""
    return [each for each in QUESTIONS if each.required and not given.get(each.key)]


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True

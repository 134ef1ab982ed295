"""`new`: start a site in a folder of its own, or add a chapter, a list item or a translation."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from microsite import quoted, typed_program
from microsite.authoring import THINGS, answers
from microsite.authoring.asking import STOPPED, ask, can_ask
from microsite.authoring.new_site import (
    CreationFailed,
    refuse_folder,
    starter_config,
    starting_files,
    typed_in,
    write_site,
)
from microsite.commands.options import Options
from microsite.commands.summary import print_problems
from microsite.problems import Location, Problem
from microsite.report import report_json


def run_new(options: Options) -> int:
    """Start a site, or add to one.

    Returns:
        0 when it is made; 1 when it is refused or an answer cannot be used; 2 when answers are missing.
    """
    if options.words[0] == "translation":
        from microsite.commands.new_translation import add_translation

        return add_translation(options)
    if options.words[0] in THINGS:
        from microsite.commands.new_item import add_item

        return add_item(options)
    folder = Path(options.words[0])
    try:
        refuse_folder(folder)
        given = {question.key: answers.tidied(question, options.given.get(question.key, "")) for question in _ALL}
        config = starter_config()
        wrong = _wrong_options(given, config)
        asks = can_ask() and not options.json and not options.given.keys() >= set(answers.KEYS)
        missing = [] if asks or not answers.missing(given) else [_missing(folder, given, wrong)]
        if wrong or missing:
            return _refused(options, [*wrong, *missing], 1 if wrong else 2)
        if asks:
            given = _asked(options, given, config)
        files = starting_files(folder, given, options.docs / "site_config.schema.json")
        write_site(files, folder)
    except CreationFailed as refused:
        return _refused(options, [refused.problem], 1)
    except KeyboardInterrupt as stopped:
        raise KeyboardInterrupt(str(stopped) or STOPPED) from None
    if options.json:
        options.console.print(report_json([], made=True, folder=str(folder), files=sorted(files)))
    else:
        options.console.print(_made(folder, given, options.now.date()))
    return 0


_ALL = answers.QUESTIONS


def _wrong_options(given: Mapping[str, str], config: str) -> list[Problem]:
    keys = [key for key, answer in given.items() if answer]
    paths = {each.path: f"--{each.key}" for each in _ALL}
    found = answers.problems_with(given, keys, config)
    return [
        replace(each, location=Location(file=paths.get(each.path, each.location.file)), related=()) for each in found
    ]


def _asked(options: Options, given: Mapping[str, str], config: str) -> dict[str, str]:
    """Ask for every answer that was not given as an option."""
    required = {each.key for each in answers.missing(given)}
    known = {key: answer for key, answer in given.items() if answer or key in options.given.keys() - required}
    options.console.print("A few questions. Press Enter to take the answer in [brackets], or Ctrl+C to stop.")
    for question in _ALL:
        if question.key not in known:
            known[question.key] = ask(
                options.console,
                question.ask,
                default=answers.default_answer(question.key, known, options.now.date()),
                example=question.example,
                judge=partial(_judged, question, known, config),
            )
        if question.is_date:
            opens = known["opens"] if question.key == "closes" else ""
            options.console.print(f"  {answers.understood_day(known[question.key], options.now.date(), opens)}")
    return known


def _judged(
    question: answers.Question, known: Mapping[str, str], config: str, typed: str
) -> tuple[str, Sequence[Problem]]:
    answer = answers.tidied(question, typed)
    return answer, answers.problems_with({**known, question.key: answer}, [question.key], config)


def _missing(folder: Path, given: Mapping[str, str], wrong: Sequence[Problem]) -> Problem:
    gaps = answers.missing(given)
    bad = {each.location.file for each in wrong}
    to_give = [each for each in _ALL if each in gaps or f"--{each.key}" in bad]
    options = " ".join(f'--{each.key} "{each.example}"' for each in to_give)
    known = " ".join(f"--{key} {quoted(answer)}" for key, answer in given.items() if answer and f"--{key}" not in bad)
    typed = " ".join(part for part in (typed_program(), "new", quoted(str(folder)), known, options) if part)
    advice = f"Give them as options, with your own words: {typed}"
    message = f"There is nobody to ask here, and these answers are missing: {', '.join(each.key for each in gaps)}."
    return Problem.error("NEW-004", message, Location(file=str(folder)), advice)


def _refused(options: Options, problems: Sequence[Problem], code: int) -> int:
    if options.json:
        options.console.print(report_json(problems, made=False))
    else:
        print_problems(options.console, problems)
        options.console.print("Nothing was made.")
    return code


def _made(folder: Path, given: Mapping[str, str], today: date) -> str:
    here = folder.resolve() == Path.cwd().resolve()
    first, last = (
        answers.understood_day(given["opens"], today),
        answers.understood_day(given["closes"], today, given["opens"]),
    )
    lines = ["", f"Your site is in {folder}.", f"First day: {first}", f"Last day: {last}"]
    lines += ["", "To see it in your browser while you write, type:"]
    lines += [] if here else [f"  cd {quoted(str(folder))}"]
    lines.append(f"  {typed_in(folder)} serve --open")
    file = {"nt": "Preview.bat"}.get(os.name) or {"darwin": "Preview.command"}.get(sys.platform)
    if file:
        lines.append(f"or double-click the file {file} in that folder.")
    return "\n".join([*lines, "", "Its README.md says what to write, and where."])

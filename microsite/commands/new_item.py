"""`new chapter`, `new partner` and the like: add to an existing site."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from microsite import typed_program
from microsite.authoring.asking import STOPPED, ask, can_ask
from microsite.authoring.new_chapter import chapter_content, chapter_problems, new_chapter, problems_added_by
from microsite.authoring.new_item import LISTS, ListKind, add_to, key_problems, tidied, zone_in
from microsite.authoring.new_site import CreationFailed, not_written
from microsite.commands.options import Options
from microsite.commands.summary import print_problems
from microsite.load.site_files import SiteFiles, leading_files, load_site_files
from microsite.problems import Location, Problem, Severity, SiteUnreadable
from microsite.report import report_json
from microsite.validate.record_fields import fields_of


def add_item(options: Options) -> int:
    """Add a chapter or a list item.

    Returns:
        0 when it is added; 1 when it is refused; 2 when facts are missing.
    """
    try:
        files = leading_files(load_site_files(options.site))
        return _add_chapter(options, files) if options.words[0] == "chapter" else _add_to_list(options, files)
    except SiteUnreadable as unreadable:
        return report_result(options, unreadable.problems, 1)
    except CreationFailed as refused:
        return report_result(options, [refused.problem], 1)
    except KeyboardInterrupt as stopped:
        raise KeyboardInterrupt(str(stopped) or STOPPED) from None


def _add_chapter(options: Options, files: SiteFiles) -> int:
    title = " ".join(options.words[1:]) or options.given.get("title", "")
    asks = can_ask() and not options.json
    if not title and asks:
        title = ask(options.console, "What is the title of the chapter?", example="Paths", judge=_judged_title)
    if not title:
        return _missing(options, ["title"], {"title": "Violence in the home"}, '"Violence in the home"')
    fields = {"title": " ".join(title.split()), **options.given}
    file, problem = new_chapter(files, fields["title"], options.after)
    problems = [problem] if problem else chapter_problems(file, fields)
    content = chapter_content(fields)
    problems = problems or problems_added_by(files, file, content)
    if any(each.severity is Severity.ERROR for each in problems):
        return report_result(options, _placed(problems, file), 1)
    write_beside(options.site / file, content)
    return report_result(options, _placed(problems, file), 0, f"Made {file}. Write the chapter there.", file)


def _judged_title(text: str) -> tuple[str, Sequence[Problem]]:
    title = " ".join(text.split())
    if not title:
        place = Location(file="title")
        return title, [Problem.error("CONF-004", "A chapter needs a title.", place, "Type its title.")]
    return title, chapter_problems("content/chapter.md", {"title": title})


def _add_to_list(options: Options, files: SiteFiles) -> int:
    list_kind, zone = LISTS[options.words[0]], zone_in(files)
    first = next(name for name in list_kind.asked if name != list_kind.newest)
    given = {**({first: " ".join(options.words[1:])} if options.words[1:] else {}), **options.given}
    fields: dict[str, str] = {}
    for key, text in given.items():
        fields[key] = tidied(list_kind, key, text, zone, given)
    known = fields_of(list_kind.record)
    missing = [name for name, field in known.items() if field.required and not fields.get(name)]
    if not known.keys() >= fields.keys():
        missing = []  # The item is going to be refused, with problems for both the unknown and the missing keys.
    asks = can_ask() and not options.json and (bool(missing) or not given)
    if missing and not asks:
        examples = {"date": str(options.now.date()), "start": "2027-05-20 14:00"}
        return _missing(options, missing, {name: examples.get(name, "…") for name in missing})
    if asks:
        for key in list_kind.asked if not options.given else missing:
            if key not in fields:
                offered = str(options.now.date()) if key == list_kind.newest else ""
                fields[key] = _asked(options, list_kind, key, offered, partial(_judged, list_kind, key, zone, fields))
    order = [name for name in fields_of(list_kind.record) if fields.get(name) and name != "id"]
    item = {name: fields[name] for name in (*order, *(name for name in fields if name not in order)) if fields[name]}
    added = add_to(list_kind, files, item)
    if added.content is None:
        return report_result(options, added.problems, 1)
    file = list_kind.file_in(files)
    write_beside(options.site / file, added.content)
    return report_result(options, added.problems, 0, f"Added to {file}.", file)


def _asked(
    options: Options, list_kind: ListKind, key: str, offered: str, judge: Callable[[str], tuple[str, Sequence[Problem]]]
) -> str:
    field = fields_of(list_kind.record)[key]
    aside = "" if field.required else " (Enter leaves it out)"
    return ask(options.console, f"{key}: {field.description}{aside}", default=offered, judge=judge)


def _judged(
    list_kind: ListKind, key: str, zone: str, fields: Mapping[str, str], typed: str
) -> tuple[str, Sequence[Problem]]:
    text = tidied(list_kind, key, typed, zone, fields)
    if not text:
        if not fields_of(list_kind.record)[key].required:
            return text, ()
        place = Location(file=key)
        return text, [Problem.error("CONF-004", f"“{key}” must have a value.", place, "Type it, or stop with Ctrl+C.")]
    return text, key_problems(
        list_kind, {**{name: each for name, each in fields.items() if each}, key: text}, [key], zone
    )


def write_beside(path: Path, content: bytes) -> None:
    """Write a file atomically: to a temporary file beside it, which then replaces it.

    Raises:
        CreationFailed: it cannot be written.
    """
    path = Path(os.path.realpath(path))
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o7777)
        beside.replace(path)
    except BaseException as error:
        beside.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise CreationFailed(not_written(path, error)) from error
        raise


def _placed(problems: Sequence[Problem], file: str) -> list[Problem]:
    from msgspec.structs import replace

    return [replace(each, location=Location(file=file)) if each.location.file == file else each for each in problems]


def _missing(options: Options, keys: Sequence[str], examples: Mapping[str, str], words: str = "") -> int:
    list_kind = options.words[0]
    known = " ".join(f'--set "{key}={text}"' for key, text in options.given.items())
    sets = words or " ".join(f'--set "{key}={examples[key]}"' for key in keys)
    typed = " ".join(part for part in (typed_program(), "new", list_kind, known, sets) if part)
    message = f"There is nobody to ask here, and these answers are missing: {', '.join(keys)}."
    advice = f"Give them with the command, in your own words: {typed}"
    return report_result(options, [Problem.error("NEW-004", message, Location(file=f"new {list_kind}"), advice)], 2)


def report_result(options: Options, problems: Sequence[Problem], code: int, done: str = "", file: str = "") -> int:
    """Report the result, and return the exit code."""
    if options.json:
        further = {"file": file} if file else {}
        options.console.print(report_json(problems, made=code == 0, **further))
        return code
    print_problems(options.console, problems)
    options.console.print(done or "Nothing was made.")
    return code

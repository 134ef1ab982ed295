"""A new list item: the keys it has, what the site's checks say about it, and the file it goes into."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from microsite.authoring.list_insert import item_lines, with_item
from microsite.load.site_files import CONFIG, SiteFiles
from microsite.model.parse_facts import parse_consultation
from microsite.model.parse_lists import parse_lists
from microsite.model.read_facts import wanted_language
from microsite.model.records import Event, Faq, Partner, Update
from microsite.model.results import Action, Decision
from microsite.problems import Location, Problem, Severity
from microsite.validate.date_types import LocalMoment, zone_of
from microsite.validate.field_types import FieldError
from microsite.validate.record_fields import fields_of, inner_kind
from microsite.validate.schema_problems import parse_list
from microsite.validate.yaml_file import read_yaml


class ListKind(Struct, frozen=True, kw_only=True):
    """A kind of item that can be added to a list."""

    record: type
    #: The name of the list.
    name: str
    #: The keys to ask for, in order.
    asked: tuple[str, ...]
    #: Whether the list is a key of site_config.yaml.
    in_config: bool = False
    #: The key with the date, if the list may be sorted newest first.
    newest: str = ""

    def file_in(self, files: SiteFiles) -> str:
        """Return the path of the file that holds the list, or will hold it."""
        if self.in_config:
            return CONFIG
        ours = f"content/data/{self.name}"
        return next((file for file in files.data if file.rpartition(".")[0] == ours), f"{ours}.yaml")


LISTS = {
    "partner": ListKind(record=Partner, name="partners", asked=("name", "kind", "address", "role"), in_config=True),
    "event": ListKind(record=Event, name="events", asked=("what", "start", "end", "where", "step_free", "booking")),
    "update": ListKind(record=Update, name="updates", asked=("date", "what", "chapter"), newest="date"),
    "faq": ListKind(record=Faq, name="faqs", asked=("question", "answer")),
    "decision": ListKind(record=Decision, name="decisions", asked=("asked", "said", "did", "chapter", "priority")),
    "action": ListKind(record=Action, name="actions", asked=("what", "who", "due", "chapter", "priority")),
}


def tidied(kind: ListKind, key: str, text: str, zone: str, fields: Mapping[str, str]) -> str:
    """Return an answer as the file should have it: tidied, and a day in the file's format if it can only mean one."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    text = "\n".join(lines).strip()
    field = fields_of(kind.record).get(key)
    if text.lower().startswith(f"{key}: "):
        text = text[len(key) + 2 :].strip()
    if field is None or inner_kind(field.kind) is not LocalMoment or not text:
        return text
    try:
        return str(LocalMoment.parse(text))
    except FieldError as error:
        day = None
        if key == "end":
            try:
                first = LocalMoment.parse(fields.get("start", ""))
                day = first.start(zone_of(zone)) if first.time_of_day else first.day
            except FieldError:
                pass
        write = error.to_write(key, zone_of(zone), day)[0]
        return write[0][0] if len(write) == 1 else text


def key_problems(kind: ListKind, fields: Mapping[str, str], keys: Collection[str], zone: str) -> list[Problem]:
    """Return what the checks find in some keys of an item, looking at that item only."""
    text = "\n".join(item_lines(fields))
    reading, value, problems = read_yaml(kind.name, text.encode("utf-8", "replace"), zone)
    if reading is None or value is None:
        return list(problems)
    for _ in parse_list(value, kind.record, reading, kind.name):
        pass
    ours = {f"{kind.name}[1].{key}" for key in keys}
    reported = [each for each in (*problems, *reading.problems) if each.path in ours or not each.path]
    return [each for each in reported if each.severity > Severity.HINT]


class Added(Struct, frozen=True):
    """The outcome of adding an item to a file."""

    #: The file's new content; None if nothing may be written.
    content: bytes | None
    #: Errors the file already had, or else what the new item brings.
    problems: tuple[Problem, ...]


def add_to(kind: ListKind, files: SiteFiles, fields: Mapping[str, str]) -> Added:
    """Insert an item into its list, in memory, and run the site's checks on the result."""
    file = kind.file_in(files)
    content = files.contents.get(file, b"")
    before = _problems(kind, files, file, content) if content else []
    broken = tuple(each for each in before if each.severity is Severity.ERROR and each.location.file == file)
    if broken:
        return Added(None, broken)
    new = with_item(file, content, fields, kind.name if kind.in_config else "", kind.newest)
    if new is None:
        where = f"below {kind.name}: in the file" if kind.in_config else "at the end of the file"
        advice = f"Write these lines {where} yourself: {' / '.join(item_lines(fields))}"
        message = f"We could not add to the list without changing something else in {file}."
        return Added(None, (Problem.error("NEW-007", message, Location(file=file), advice),))
    was = Counter(map(_same, before))
    after = _problems(kind, files, file, new)
    new_problems = tuple(replace(each, location=Location(file=file)) for each in after if not _counted(was, each))
    bad = any(each.severity is Severity.ERROR for each in new_problems)
    return Added(None if bad else new, new_problems)


def _same(problem: Problem) -> tuple[str, str, str]:
    return problem.code, problem.message, problem.location.source


def _counted(was: Counter[tuple[str, str, str]], problem: Problem) -> bool:
    if problem.severity < Severity.HINT or was[_same(problem)] > 0:
        was[_same(problem)] -= 1
        return True
    return False


def _problems(kind: ListKind, files: SiteFiles, file: str, content: bytes) -> list[Problem]:
    media: dict[str, Any] = {**files.media, **dict.fromkeys(files.unread_media, b"")}
    if kind.in_config:
        return parse_consultation(content, media, wanted=wanted_language(files))[3]
    chapters = [name.rsplit("/", 1)[-1] for name in files.chapters]
    return parse_lists({file: content}, media, chapters, zone_in(files), wanted_language(files))[3]


def zone_in(files: SiteFiles) -> str:
    """Return the name of the site's time zone, or London's if it is not known."""
    facts = parse_consultation(files.config, files.media, wanted=wanted_language(files))[0]
    return str(facts.time_zone) if facts else "Europe/London"

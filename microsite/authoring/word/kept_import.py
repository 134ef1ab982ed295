"""Keep track of what imports wrote, so that a later import changes nothing that somebody has edited since."""

from __future__ import annotations

import contextlib
import difflib
import re
import shutil
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path

import msgspec
import msgspec.structs
from msgspec import Struct, field

from microsite.authoring.word.importing import ConvertedDocument, digest_of
from microsite.problems import Location, OutputRefused, Problem, why_not_written
from microsite.swap import uninterrupted

RECORD = ".word-import.json"
REPORT = "word-import-report.txt"
_STAGED = ".word-import.part"
_NUMBER = re.compile(r"^\d+-")


class Record(Struct, kw_only=True):
    """What earlier imports wrote."""

    #: The text of each chapter as it came from Word, by path.
    chapters: dict[str, str] = field(default_factory=lambda: {})
    #: The digest of each picture, by path.
    pictures: dict[str, str] = field(default_factory=lambda: {})
    #: The paths of the files that came from each document, by the document's name.
    documents: dict[str, list[str]] = field(default_factory=lambda: {})

    def of(self, names: Sequence[str]) -> list[str]:
        """Return the chapters that came from documents with these names."""
        return [path for path in self.chapters if any(path in self.documents.get(name, ()) for name in names)]


class Plan(Struct, kw_only=True):
    """What an import will change."""

    new: list[str] = field(default_factory=lambda: [])
    changed: list[str] = field(default_factory=lambda: [])
    same: list[str] = field(default_factory=lambda: [])
    removed: list[str] = field(default_factory=lambda: [])
    #: Chapters that somebody has edited here, and that have changed in Word as well.
    edited: list[str] = field(default_factory=lambda: [])
    write: dict[str, bytes] = field(default_factory=lambda: {})
    problems: list[Problem] = field(default_factory=lambda: [])
    #: What is new in Word, line by line, by chapter.
    differences: dict[str, list[str]] = field(default_factory=lambda: {})
    record: Record = field(default_factory=Record)


def load_record(site: Path) -> Record:
    """Load the record; a damaged one counts as empty."""
    try:
        return msgspec.json.decode((site / RECORD).read_bytes(), type=Record)
    except (OSError, ValueError):
        return Record()


def is_edited(site: Path, path: str, record: Record) -> bool:
    """Whether a chapter differs from what came from Word; a deleted chapter counts as edited."""
    try:
        return digest_of((site / path).read_bytes()) != digest_of(record.chapters[path].encode())
    except OSError:
        return True


def names_for(site: Path, record: Record, documents: Sequence[str]) -> tuple[list[str], int, dict[str, str]]:
    """Return the chapter names that are taken, the number to start at, and the names that must stay as they are."""
    ours = record.of(documents)
    there = sorted(each.stem for each in (site / "content").glob("*.md"))
    others = [name for name in there if f"content/{name}.md" not in ours]
    numbers = [int(name.partition("-")[0]) for name in others if name.partition("-")[0].isdecimal()]
    own = [int(Path(path).name.partition("-")[0]) for path in ours]
    first = min(own) if own else max(numbers, default=0) + 1
    kept = {_NUMBER.sub("", Path(path).stem): Path(path).stem for path in ours if is_edited(site, path, record)}
    return others, first, kept


def other_chapters(site: Path, record: Record) -> list[str]:
    """Return the chapters that no import wrote, such as the examples of a new site."""
    there = sorted(f"content/{each.name}" for each in (site / "content").glob("*.md"))
    return [path for path in there if path not in record.chapters]


def plan_import(site: Path, made: ConvertedDocument, record: Record, documents: Sequence[str]) -> Plan:
    """Compare the chapters and pictures made with those on disk; writes nothing."""
    plan = Plan(
        record=msgspec.structs.replace(
            record, chapters=dict(record.chapters), pictures=dict(record.pictures), documents=dict(record.documents)
        )
    )
    before = {_NUMBER.sub("", Path(path).name): path for path in record.of(documents)}
    for path, content in made.files.items():
        if path in made.chapters:
            _plan_chapter(site, path, content, before.pop(_NUMBER.sub("", Path(path).name), ""), record, plan)
        else:
            _plan_picture(site, path, content, record, plan)
    for path in before.values():
        if is_edited(site, path, record):
            if (site / path).is_file():
                message = "This chapter is no longer in the Word document, but somebody has edited it. It stays."
                plan.problems.append(_edited(path, message, "Delete it if it is not needed."))
        else:
            plan.removed.append(path)
        plan.record.chapters.pop(path, None)
    for name in documents:
        plan.record.documents[name] = sorted(
            path for path in made.files if path in plan.record.chapters or path in plan.record.pictures
        )
    return plan


def _plan_chapter(site: Path, path: str, content: bytes, old: str, record: Record, plan: Plan) -> None:
    known = record.chapters.get(old)
    if known is None:
        file = site / path
        if file.exists() and digest_of(file.read_bytes()) != digest_of(content):
            message = "There is another file with this name, which did not come from Word. It stays as it is."
            plan.problems.append(
                Problem.error("WORD-009", message, Location(file=path), "Rename it, and import again.")
            )
            return
        (plan.same if file.exists() else plan.new).append(path)
    elif digest_of(known.encode()) == digest_of(content) and (old == path or is_edited(site, old, record)):
        plan.same.append(old)
        return
    elif is_edited(site, old, record):
        plan.edited.append(old)
        plan.differences[old] = differences(known, content.decode())
        if not (site / old).exists():
            message = "Somebody has deleted this chapter, and it is new in the Word document. It is not made again."
            advice = f"If you want it back, delete {RECORD} in the site's folder, and import again."
        else:
            message = (
                "Somebody has edited this chapter since it came from Word, and it is new in Word as well. "
                "The chapter stays as it is."
            )
            advice = f"Make the changes that {REPORT} lists by hand, as far as you want them."
        plan.problems.append(_edited(old, message, advice))
        return
    else:
        plan.changed.append(path)
        plan.differences[path] = differences(known, content.decode())
        if old != path:
            plan.removed.append(old)
            plan.record.chapters.pop(old, None)
    plan.write[path] = content
    plan.record.chapters[path] = content.decode()


def _plan_picture(site: Path, path: str, content: bytes, record: Record, plan: Plan) -> None:
    file = site / path
    digest = digest_of(content)
    if file.exists():
        there = digest_of(file.read_bytes())
        if there == digest:
            plan.record.pictures[path] = digest
            return
        if there != record.pictures.get(path):
            message = "There is another picture with this name, which did not come from Word. It stays as it is."
            plan.problems.append(
                Problem.error("WORD-009", message, Location(file=path), "Rename it, and import again.")
            )
            return
    plan.write[path] = content
    plan.record.pictures[path] = digest


def _edited(path: str, message: str, advice: str) -> Problem:
    return Problem.warning("WORD-008", message, Location(file=path), advice)


def differences(before: str, after: str) -> list[str]:
    """Return the removed and added lines, each after its `-` or `+`."""
    compared = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    # The first two lines are the names of the files.
    lines = [line for line in islice(compared, 2, None) if not line.startswith("@@")]
    return [f"{line[0]} {line[1:]}" for line in lines if line[1:].strip()]


def write_import(site: Path, plan: Plan, report: str) -> None:
    """Write what was planned: all of it, or none.

    Raises:
        OutputRefused: the system did not allow it; nothing has changed.
    """
    staged = site / _STAGED
    files: Mapping[str, bytes] = {
        **plan.write,
        RECORD: msgspec.json.format(msgspec.json.encode(plan.record, order="sorted"), indent=1),
        REPORT: b"\xef\xbb\xbf" + report.replace("\n", "\r\n").encode(),
    }
    before: dict[str, bytes | None] = {}
    try:
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir()
        for at, content in enumerate(files.values()):
            (staged / str(at)).write_bytes(content)
        for path in (*files, "content/media/-"):
            (site / path).parent.mkdir(parents=True, exist_ok=True)
        with uninterrupted():
            for at, path in enumerate(files):
                before[path] = (site / path).read_bytes() if (site / path).exists() else None
                (staged / str(at)).replace(site / path)
            for path in plan.removed:
                before.setdefault(path, (site / path).read_bytes() if (site / path).exists() else None)
                (site / path).unlink(missing_ok=True)
    except OSError as error:
        _put_back(site, before)
        message = f"The chapters cannot be written here: {why_not_written(error)}."
        advice = "Check that the drive has space, and that no other program has the files open. Then import again."
        raise OutputRefused(Problem.error("WORD-011", message, Location(file="content"), advice)) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _put_back(site: Path, before: Mapping[str, bytes | None]) -> None:
    """Restore the files that were overwritten or removed."""
    for path, content in before.items():
        with contextlib.suppress(OSError):
            if content is None:
                (site / path).unlink(missing_ok=True)
            else:
                (site / path).write_bytes(content)

"""Create a new site: check where it may go, make its starting files, and write either all of them or none."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from microsite import program_name, quoted, typed_program
from microsite.authoring.answers import facts_of, fill_placeholders
from microsite.authoring.program_files import command_for, program_file, with_program
from microsite.lazy_patterns import lazy_pattern
from microsite.load.site_files import CONFIG
from microsite.load.walk import LEFT_BEHIND
from microsite.problems import Location, MicrositeError, Problem, listed_up_to, why_not_written
from microsite.record import ENGINE

STARTER = Path(__file__).parent / "starter"
SCHEMA = ".vscode/site_config.schema.json"


class CreationFailed(MicrositeError):
    """The site was not created; carries the problem that says why."""

    def __init__(self, problem: Problem) -> None:
        """Keep the problem."""
        self.problem = problem
        super().__init__(problem.message)


def starter_config() -> str:
    """Return the starter's site_config.yaml, with placeholders for the facts."""
    return (STARTER / CONFIG).read_text(encoding="utf-8")


def refuse_folder(folder: Path) -> None:
    """Refuse a folder that is not empty, is inside the program or another site, or has a name not allowed everywhere.

    Raises:
        CreationFailed: no site can be created there.
    """
    place, real = Location(file=str(folder)), Path(os.path.realpath(folder))
    for each in (folder, *folder.parents):
        why = "" if os.path.lexists(each) and each.name[-1:] not in (".", " ") else _why_no_name(each.name)
        if why:
            parts = (each if each == folder.anchor else _as_name(each) for each in folder.parts)
            advice = f"Choose another name: {typed_program()} new {_free(Path(*parts))}"
            message = f"Not every computer can have a folder of this name: {why}."
            raise CreationFailed(Problem.error("NEW-003", message, place, advice))
    for outer, what in ((Path(os.path.realpath(ENGINE)), "the program's own folder"), *_sites_around(real)):
        if real.is_relative_to(outer):
            beside = os.path.join(os.path.dirname(outer), real.name if real != outer else "our-plan")
            advice = f"Choose a folder that is not in there: {typed_program()} new {_free(Path(beside))}"
            raise CreationFailed(Problem.error("NEW-002", f"The folder would be inside {what}.", place, advice))
    if os.path.lexists(folder) and not folder.is_dir():
        there = "There is already a file with that name."
    else:
        names = [each for each in _names_in(folder) if not LEFT_BEHIND.fullmatch(each) or each == ".vscode"]
        there = f"The folder already has something in it: {listed_up_to(sorted(names), 4)}." if names else ""
    if there:
        advice = f"Choose a new folder: {typed_program()} new {_free(folder)}"
        raise CreationFailed(Problem.error("NEW-001", f"{there} We never write over your files.", place, advice))


#: Names reserved by Windows, with or without a suffix.
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{each}{at}" for each in ("com", "lpt") for at in range(1, 10))})
_NO_NAME = lazy_pattern(r"[<>:\"|?*\\\x00-\x1f]|^['~]|['\s]$|^\s")

_IN_A_NAME = lazy_pattern(r"[^<>:\"|?*\\\x00-\x1f\s'~]+")


def _why_no_name(name: str) -> str:
    """Say why a folder cannot have a name on every system; empty if it can."""
    if name in ("", ".", ".."):
        return ""
    if name.endswith("."):
        return "it ends with a full stop"
    if name.partition(".")[0].lower() in _RESERVED:
        return f"Windows keeps the name {name} for itself"
    found = _NO_NAME.search(name)
    sign = found[0] if found else ""
    if sign.isspace():
        return "it begins or ends with a space"
    return f"it has {sign if sign.isprintable() else 'a control character'} in it" if sign else ""


def _as_name(part: str) -> str:
    """Return a valid folder name as close as possible to this one."""
    if not _why_no_name(part):
        return part
    made = "-".join(_IN_A_NAME.findall(part)).strip(".") or "our-plan"
    return f"our-{made}" if _why_no_name(made) else made


def _sites_around(real: Path) -> list[tuple[Path, str]]:
    return [(each, f"another site, {each}") for each in real.parents if (each / CONFIG).is_file()]


def _names_in(folder: Path) -> list[str]:
    try:
        return os.listdir(folder) if folder.is_dir() else []
    except OSError as error:
        raise CreationFailed(not_written(folder, error)) from error


def _free(folder: Path) -> str:
    """Return a similar path that is free, quoted; relative to the current folder if that is shorter."""
    plain = Path(os.path.abspath(folder))
    number, free = 2, plain
    while os.path.lexists(free):
        free = plain.with_name(f"{plain.name or 'site'}-{number}")
        number += 1
    try:
        relative = os.path.relpath(free)
    except ValueError:  # On another drive.
        return quoted(str(free))
    return quoted(min(relative, str(free), key=len))


def not_written(path: Path, error: OSError) -> Problem:
    """Return the problem for a path that the system did not let us write."""
    advice = "Choose a folder that you can write to, such as one in your documents."
    if error.errno == errno.ENAMETOOLONG:
        advice = "Choose a shorter name."
    message = f"Nothing was written: {why_not_written(error)}."
    return Problem.error("NEW-003", message, Location(file=str(path)), advice)


def starting_files(folder: Path, given: Mapping[str, str], schema: Path) -> dict[str, bytes]:
    """Return every file that a new site starts with, by path.

    Args:
        folder: the folder that the site will be in.
        given: the answers, which have passed the checks.
        schema: the schema of site_config.yaml for editors.
    """
    facts = {
        **facts_of(given),
        "opens_day": given["opens"][:10],
        "event_day": given["opens"][:10],
        "program": program_name(),
        "typed": typed_in(folder),
        "title_plain": " ".join(given["title"].split()),
        "program_path": program_file(),
    }
    files: dict[str, bytes] = {SCHEMA: schema.read_bytes()}
    for path in sorted(STARTER.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            text = path.read_text(encoding="utf-8")
            runs = path.suffix in (".bat", ".command")
            text = with_program(path.name, text, folder) if runs else fill_placeholders(text, facts)
            files[path.relative_to(STARTER).as_posix()] = text.encode()
    return files


def typed_in(folder: Path) -> str:
    """Return what to type in a site's folder to run the program."""
    program = program_file()
    if not program.endswith("build.py"):
        return program_name()
    return f"{'py' if os.name == 'nt' else 'python3'} {quoted(command_for(folder))}"


def write_site(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the files of a new site; if that fails or is interrupted, remove everything written.

    Raises:
        CreationFailed: they cannot be written.
    """
    made: list[Path] = []
    moved: list[Path] = []
    inside: Path | None = None
    try:
        for each in reversed([folder, *folder.parents]):
            if not os.path.lexists(each):
                made.append(each)
                os.mkdir(each)
        inside = Path(tempfile.mkdtemp(prefix=".microsite-new-", dir=folder))
        for name, content in files.items():
            file = inside / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            if name.endswith(".command"):
                file.chmod(0o755)
        (inside / "content" / "media").mkdir(exist_ok=True)
        for each in sorted(inside.iterdir()):
            if os.path.lexists(folder / each.name):  # Something else created it in the meantime.
                raise FileExistsError(17, f"{each.name} is there already")
            moved.append(folder / each.name)
            each.rename(folder / each.name)
        inside.rmdir()
    except BaseException as error:
        _undo(moved, made, inside)
        if isinstance(error, OSError):
            raise CreationFailed(not_written(folder, error)) from error
        raise


def _undo(moved: list[Path], made: list[Path], inside: Path | None) -> None:
    for path in [*moved, *([inside] if inside else [])]:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    for path in reversed(made):
        try:
            path.rmdir()
        except OSError:
            return

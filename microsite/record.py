"""What the last build was made of and what it reported, so that a build that finds nothing changed can repeat it.

Only the parts of the standard library that load fastest are imported, since this runs before anything else. Files are
compared by size, times and inode number. A file that changed while the record was written, or so shortly before that
its times cannot tell, is read and compared by content, as git does with its index. Only plain files and folders are
compared: if there is a link, a pipe or an unreadable folder, the build is made in the usual way.
"""

from __future__ import annotations

import os
import sys
import time

from microsite import typed_program
from microsite.build_report import Report
from microsite.file_states import Plain, describe, digest_text, file_digest, is_own_file

FILE = "last-build.txt"
FORMAT = "microsite build record 4"
PARTS = ("site_config.yaml", "content", "theme", "sign-off")
#: The program: its modules, its templates, and the files that say which libraries it has.
STAMP = ".venv/made-by-microsite.txt"
ENGINE_PARTS = ("microsite", "templates", "requirements", "pyproject.toml", STAMP)
#: Environment variables that a build reads.
VARIABLES = ("SOURCE_DATE_EPOCH", "HOME", "USERPROFILE", "MICROSITE_PACKAGES", "PYTHONTZPATH")
#: Files that show the version of the system's time zone data, if it has any.
ZONES = ("/usr/share/zoneinfo/tzdata.zi", "/usr/share/zoneinfo/+VERSION")
#: Options that change what a build reports or does, and whether each takes a value.
OPTIONS = {"--site": True, "--output": True, "--now": True, "--strict": False, "--json": False}
#: Keys that name a folder or file, which may be outside the site's folder.
OUTSIDE_KEYS = ("theme", "shared", "changes_from")
#: A description of a site's files is good only for a build that starts this soon after it.
RECENT_NS = 2_000_000_000
TYPE_CHECKING = False  # The module `typing` takes as long to import as everything done here.
#: Even the record of a million files is smaller.
LARGEST_BYTES = 250_000_000
#: A key may name any folder by mistake, such as a home with everything in it; more files than this are no theme.
MOST_OUTSIDE = 20_000
_SEPARATOR = "\n\x1e\n"

if TYPE_CHECKING:
    from collections.abc import Sequence


def outside_names(config: bytes) -> dict[str, str]:
    """Return the values of `OUTSIDE_KEYS` as written on their lines of site_config.yaml, with forward slashes."""
    found: dict[str, str] = {}
    if not any(f"{key}:".encode() in config for key in OUTSIDE_KEYS):
        return found
    for line in config.decode("utf-8-sig", "replace").splitlines():
        key, colon, value = line.partition(":")
        if key in OUTSIDE_KEYS and colon:
            value = value.strip()
            quote = value[:1]
            if quote in ("'", '"') and quote in value[1:]:
                value = value[1 : value.index(quote, 1)]
            else:
                value = value.partition(" #")[0].strip("\"' \t")
            value = plain_path(value)
            if is_relative(value):
                found[key] = value
    return found


def plain_path(written: str) -> str:
    """Return a path with forward slashes, without parts that lead nowhere, such as the dot of `./theme`."""
    path = written.strip().replace("\\", "/")
    while path.startswith("./"):
        path = path[2:].lstrip("/")
    return path.replace("/./", "/").rstrip("/")


def is_relative(written: str) -> bool:
    """Whether a path is relative to the site's folder, not to a root, a home folder or a drive."""
    return bool(written) and not written.startswith(("/", "~")) and ":" not in written and "\0" not in written


ENGINE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def state_of_zones() -> str:
    """Return the sizes and times of the system's time zone files; a package's own are covered by the libraries."""
    return " ".join(f"{state.st_size} {state.st_mtime_ns}" for file in ZONES if (state := _state(file)))


def _libraries() -> list[str]:
    """List when something was last installed in our own environment or, without one, in this Python's libraries."""
    top = os.environ.get("MICROSITE_PACKAGES") or ENGINE
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    own = (os.path.join(top, ".venv", *parts, "site-packages") for parts in (("lib", version), ("Lib",)))
    folders = [folder for folder in own if _state(folder)]
    folders = folders or [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    return [f"{folder} {state.st_mtime_ns}" for folder in folders if (state := _state(folder))]


def _state(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except OSError:
        return None


def _names_like_parts(site: str) -> list[str]:
    """List names in the site's folder that may be taken for one of its parts: a build reports those."""
    try:
        names = sorted(os.listdir(site))
    except OSError:
        return []
    return [f"beside {name!r}" for name in names if "config" in name.lower() or name.lower() in PARTS]


def shown_path(output: str) -> str:
    """Return the path of the home page: relative if it is below the current folder, else absolute."""
    index, here = os.path.join(output, "index.html"), os.path.join(os.getcwd(), "")
    return index[len(here) :] if index.startswith(here) else index


def engine_lines() -> list[str]:
    """Describe every file of the program, one per line; once per process, since the program does not change."""
    if not _engine:
        plain = Plain()
        for part in ENGINE_PARTS:
            # The packages may be elsewhere; see bootstrap.py.
            top = os.environ.get("MICROSITE_PACKAGES") or ENGINE if part == STAMP else ENGINE
            describe(os.path.join(top, part), f"//{part}", _engine, plain)
        if not plain.all_plain:
            _engine.clear()
    return _engine


_engine: list[str] = []


def chosen_build(arguments: Sequence[str]) -> dict[str, str] | None:
    """Return the options of a build as typed, or None if anything else was asked for."""
    chosen: dict[str, str] = {}
    waiting = list(arguments)
    if waiting[:1] == ["build"]:
        del waiting[0]
    while waiting:
        name, equals, value = waiting.pop(0).partition("=")
        if name not in OPTIONS or (equals and not OPTIONS[name]):
            return None
        if OPTIONS[name] and not equals:
            if not waiting or waiting[0].startswith("-"):
                return None
            value = waiting.pop(0)
        chosen[name] = value
    return chosen


class BuildKey:
    """What a build was asked to do, as far as its result depends on it."""

    def __init__(self, site: str, output: str, now: str) -> None:
        """Take the folders and the moment as given.

        Args:
            site: the site's folder.
            output: the folder to write.
            now: the moment that was asked for; empty for the current time.
        """
        self.site, self.output = os.path.abspath(site), os.path.abspath(output)
        self.now = now or os.environ.get("SOURCE_DATE_EPOCH", "")

    @property
    def file(self) -> str:
        """The path of the record."""
        return os.path.join(os.path.dirname(self.output), ".microsite-cache", FILE)

    @property
    def text(self) -> str:
        """The key as one line."""
        said = (sys.version, sys.platform, self.site, self.output, self.now, ENGINE, typed_program())
        return repr((*said, *(os.environ.get(name, "") for name in VARIABLES), state_of_zones(), *_libraries()))

    def inputs(self, plain: Plain) -> str:
        """Describe every file that a build reads, one per line."""
        lines = _names_like_parts(self.site)
        for part in PARTS:
            describe(os.path.join(self.site, part), part, lines, plain)
        for part in self._outside():
            plain.most_lines = len(lines) + MOST_OUTSIDE
            describe(os.path.join(self.site, part), part, lines, plain)
        plain.most_lines = float("inf")
        plain.all_plain = plain.all_plain and bool(engine_lines())
        return "\n".join((*lines, *engine_lines()))

    def _outside(self) -> list[str]:
        """List the paths that the site uses from outside its folder."""
        try:
            with open(os.path.join(self.site, PARTS[0]), "rb") as file:
                return list(outside_names(file.read()).values())
        except OSError:
            return []

    def outputs(self, plain: Plain) -> str:
        """Describe every file in the output folder, one per line."""
        lines: list[str] = []
        describe(self.output, "output", lines, plain)
        return "\n".join(lines)


class Record:
    """The record of a build."""

    def __init__(self, *, key: str, began_ns: int, since: float, until: float, inputs: str, outputs: str) -> None:
        """Take what the build was made of, and how long its report is valid.

        Args:
            key: what was asked for.
            began_ns: when the build began, in nanoseconds since 1970, before any file was read.
            since: when its report starts to be valid, in seconds since 1970.
            until: when it stops being valid, in seconds since 1970.
            inputs: the files that were read.
            outputs: the files that were written.
        """
        self.key, self.began_ns, self.since, self.until = key, began_ns, since, until
        self.inputs, self.outputs = inputs, outputs
        #: Digests, in hexadecimal, of files that changed so late that their times cannot tell, by path.
        self.racy: dict[str, str] = {}
        self.report = Report(pages=0, warnings=0, hints=0, facts=0, repairs=0, held_back=[], truth="")
        self._details, self._details_digest = b"", ""

    @property
    def details(self) -> bytes:
        """The problems and the names of the files, as JSON: most of the record, and few runs need it.

        Raises:
            ValueError: they are damaged.
        """
        if self._details_digest != digest_text(self._details):
            raise ValueError(self._details_digest)
        return self._details

    @details.setter
    def details(self, details: bytes) -> None:
        self._details, self._details_digest = details, digest_text(details)

    def content(self) -> bytes:
        """Serialise the record."""
        said = self.report
        numbers = (
            f"{self.began_ns} {self.since!r} {self.until!r} "
            f"{said.pages} {said.warnings} {said.hints} {said.facts} {said.repairs}"
        )
        racy = "\n".join(f"{digest} {name}" for name, digest in self.racy.items())
        head = "\n".join((FORMAT, self.key, numbers))
        words = "\n".join((said.truth, *said.held_back))
        text = _SEPARATOR.join((head, racy, words, self.inputs, self.outputs, self._details_digest))
        checked = text.encode("utf-8", "surrogateescape")
        return _SEPARATOR.encode().join((digest_text(checked).encode(), checked, self._details))

    @classmethod
    def parse(cls, content: bytes) -> Record:
        """Parse a record; its details are checked when they are asked for.

        Raises:
            ValueError: this is not a record.
        """
        written_digest, _, rest = content.partition(_SEPARATOR.encode())
        checked, _, details = rest.rpartition(_SEPARATOR.encode())
        if written_digest != digest_text(checked).encode():
            raise ValueError(written_digest)
        head, racy, words, inputs, outputs, details_digest = checked.decode("utf-8", "surrogateescape").split(
            _SEPARATOR
        )
        written, key, numbers = head.split("\n")
        if written != FORMAT:
            raise ValueError(written)
        began, since, until, pages, warnings, hints, facts, repairs = numbers.split(" ")
        record = cls(
            key=key, began_ns=int(began), since=float(since), until=float(until), inputs=inputs, outputs=outputs
        )
        record.racy = {line[33:]: line[:32] for line in racy.split("\n") if line}
        truth, *held_back = words.split("\n")
        record.report = Report(
            pages=int(pages),
            warnings=int(warnings),
            hints=int(hints),
            repairs=int(repairs),
            facts=int(facts),
            held_back=held_back,
            truth=truth,
        )
        record._details, record._details_digest = details, details_digest
        return record


def load_record(key: BuildKey) -> Record | None:
    """Read the record of the last build, if it has the same key and belongs to this user only."""
    try:
        if not is_own_file(key.file) or os.stat(key.file).st_size > LARGEST_BYTES:
            return None
        with open(key.file, "rb") as file:
            record = Record.parse(file.read())
    except (OSError, ValueError, MemoryError):
        return None
    return record if record.key == key.text else None


def unchanged(key: BuildKey, record: Record) -> bool:
    """Whether a build would read and write the same as the recorded one."""
    now_s = time.time()
    if not key.now and not record.since <= now_s < record.until:
        return False
    began_ns, plain = time.time_ns(), Plain()
    inputs = key.inputs(plain)
    if inputs != record.inputs:
        _described.append((key.site, began_ns, inputs, plain))
        return False
    if key.outputs(plain) != record.outputs or not plain.all_plain:
        return False
    return all(file_digest(os.path.join(key.site, name)) == digest for name, digest in record.racy.items())


#: Descriptions by `unchanged`, for the build that follows: the site, when it was looked at, its files, and if all of
#: them are plain.
_described: list[tuple[str, int, str, Plain]] = []


def described_inputs(key: BuildKey) -> tuple[int, str, Plain]:
    """Describe what a build reads, before it reads anything; reuse the description that `unchanged` has just made.

    Returns:
        When the description was begun, in nanoseconds since 1970, the description, and whether all of it is plain.
    """
    while _described:
        site, began_ns, inputs, plain = _described.pop()
        if site == key.site and time.time_ns() - began_ns < RECENT_NS:
            return began_ns, inputs, plain
    began_ns, plain = time.time_ns(), Plain()
    return began_ns, key.inputs(plain), plain

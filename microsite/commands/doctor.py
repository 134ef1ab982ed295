"""`doctor`: find what stops the program from working on this computer, and how to fix it; one file to send for help.

No packages outside the standard library are used: this must run even if they are missing or broken.
"""

from __future__ import annotations

import os
import platform
import re
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec

from microsite import __version__, program_name, typed_program
from microsite.own_environment import OURS, stamp_of
from microsite.record import ENGINE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from microsite.commands.options import Options

NEEDED_PYTHON = (3, 11, 2)
#: The day this program was finished; a clock that is behind it is wrong.
FINISHED = "2026-11-29"
PORT = 5500
#: The longest path on Windows unless long paths are enabled, and how much we may add to the path of a folder.
WINDOWS_PATH, OUR_LONGEST = 260, 130
SYNCED = re.compile(r"onedrive|dropbox|google ?drive|icloud|nextcloud|mobile documents|box sync", re.IGNORECASE)
REMOTE = frozenset("nfs nfs4 cifs smb3 smbfs 9p fuse.sshfs davfs fuse.rclone".split())
REPORT = "microsite-doctor.txt"
_AGAIN = "Delete the folder .venv, and build again."


class Finding:
    """Result of one check: what was checked, what was found, and what to do about it."""

    def __init__(self, what: str, result: str, cure: str = "", *, stops: bool = False) -> None:
        """Store the result; without a cure, all is well. `stops` means that the program cannot work like this."""
        self.what, self.result, self.cure, self.stops = what, result, cure, stops

    def lines(self) -> list[str]:
        """Return it as lines of text."""
        sign = "STOP" if self.stops else "look" if self.cure else "ok"
        return [f"{sign:<4}  {self.what}: {self.result}", *([f"      → {self.cure}"] if self.cure else [])]


def run(arguments: Sequence[str], root: str, needed: Sequence[str] = (), write: Callable[[str], object] = print) -> int:
    """Run every check, and print the results or write them to a file.

    Args:
        arguments: the command line after `doctor`.
        root: the program's folder.
        needed: the modules that must be installed.
        write: prints a line.

    Returns:
        0 if nothing stops the program from working, 1 if something does or the file cannot be written, 2 for a wrong
        command line.
    """
    chosen = {"--site": ".", "--to": ""}
    waiting = list(arguments)
    while waiting:
        name, equals, value = waiting.pop(0).partition("=")
        if name not in chosen or not (equals or waiting):
            write(f"Use it like this: {program_name()} doctor [--site FOLDER] [--to FILE]")
            return 2
        chosen[name] = value if equals else waiting.pop(0)
    site = os.path.abspath(chosen["--site"])
    found = list(findings(root, site, needed))
    lines = [line for each in found for line in each.lines()]
    stopped, looked = sum(each.stops for each in found), sum(bool(each.cure) and not each.stops for each in found)
    end = "Nothing here keeps the program from working."
    if stopped or looked:
        end = f"{stopped} in the way, {looked} to look at. Do what the arrows say, from the top, and try again."
    for line in (*lines, "", end):
        write(_printable(line))
    if chosen["--to"]:
        return max(_keep(chosen["--to"], [*_about(), "", *lines, "", end], write), int(stopped > 0))
    write(f"If you need help, send one file: {typed_program()} doctor --to {REPORT}")
    return int(stopped > 0)


def run_doctor(options: Options) -> int:
    """Run the checks once the packages are installed."""
    needed = "icalendar jinja2 livereload markdown msgspec nh3 PIL pymdownx segno selectolax tzdata watchfiles yaml"
    to = ["--to", options.to] if options.to else []
    return run(["--site", str(options.site), *to], ENGINE, needed.split(), options.console.print)


def findings(root: str, site: str, needed: Sequence[str]) -> Iterator[Finding]:
    """Run the checks one by one, and yield what they find."""
    yield _python()
    yield _packages(root, needed)
    yield _writable("The program's folder", root, "Move the program to a folder of your own, such as Documents.")
    if not os.path.isfile(os.path.join(site, "site_config.yaml")):
        yield Finding("The site", f"there is no site_config.yaml in {site}", "Give its folder: --site FOLDER")
    elif site != root:
        yield _writable("The site's folder", site, f"Build to another folder: {typed_program()} --output FOLDER")
    yield from _schema(root, site)
    for what, path in dict.fromkeys((("The program's folder", root), ("The site's folder", site))):
        yield from _place(what, path)
    yield _port()
    yield _clock()
    yield _zones()
    yield _browser()


def _schema(root: str, site: str) -> Iterator[Finding]:
    """Check that the site's copy of the schema, which editors read for site_config.yaml, is this program's."""
    copy = os.path.join(site, ".vscode", "site_config.schema.json")
    docs = next(
        (each for each in (os.path.join(root, "microsite", "docs"), os.path.join(root, "docs")) if os.path.isdir(each)),
        "",
    )
    ours = os.path.join(docs, "site_config.schema.json")
    try:
        with open(copy, "rb") as there, open(ours, "rb") as here:
            same = there.read().replace(b"\r\n", b"\n") == here.read().replace(b"\r\n", b"\n")
    except OSError:
        return
    cure = f"Replace {copy} with a copy of {ours}. Until then, your editor may call a newer key wrong."
    yield (
        Finding("Your editor", "knows this program's keys")
        if same
        else Finding("Your editor", "knows the keys of another version of this program", cure)
    )


def without_private(text: str) -> str:
    """Remove who uses the computer: replace the home folder with `~`, and user and computer names with an ellipsis."""
    for home in {os.path.expanduser("~"), os.environ.get("USERPROFILE", ""), os.environ.get("HOME", "")}:
        if len(home) > 1:
            text = re.sub(re.escape(home), "~", text, flags=re.IGNORECASE)
    text = re.sub(r"([/\\](?:Users|home)[/\\])[^/\\\s]+", r"\1…", text, flags=re.IGNORECASE)
    for name in {os.environ.get(each, "") for each in ("USERNAME", "USER", "LOGNAME", "COMPUTERNAME")}:
        if len(name) > 2 and name != "root":
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "…", text, flags=re.IGNORECASE)
    return text


def _python() -> Finding:
    version = platform.python_version()
    if sys.version_info[:3] < NEEDED_PYTHON:
        cure = "Install the newest Python from python.org, and try again."
        return Finding("Python", f"this is {version}, and 3.11.2 or newer is needed", cure, stops=True)
    return Finding("Python", version)


def _packages(root: str, needed: Sequence[str]) -> Finding:
    environment = os.path.join(root, ".venv")
    missing = [name for name in needed if find_spec(name) is None]
    if needed and not missing:
        return Finding("Packages", "all of them are there")
    try:
        with open(os.path.join(environment, OURS), encoding="utf-8", errors="replace") as file:
            said = file.read().strip()
    except OSError:
        said = ""
    try:
        complete = bool(said) and said == stamp_of(environment, os.path.join(root, "requirements", "build.txt"))
    except OSError:
        cure = "Get the program again: a part of it is missing."
        return Finding("Packages", "the list of packages, requirements/build.txt, is not there", cure, stops=True)
    if complete:
        folder = os.path.join(environment, "Lib" if os.name == "nt" else "lib")
        packages = [where for where, _, _ in os.walk(folder) if os.path.basename(where) == "site-packages"]
        names = {name for where in packages for name in os.listdir(where)}
        lost = [name for name in needed if name not in names and f"{name}.py" not in names]
        if not lost:
            return Finding("Packages", "all of them are in .venv")
        return Finding("Packages", f"{lost[0]} is missing in .venv", _AGAIN, stops=True)
    if os.path.isdir(environment) and not said and os.listdir(environment):
        cure = "Rename or delete the folder .venv, and build again."
        return Finding("Packages", "the folder .venv was not made by this program", cure, stops=True)
    state = "they are not here yet"
    if said:
        state = "the set-up was cut off" if said == "not finished" else "they are for another Python, place or version"
    return Finding("Packages", state, "Build once, with a network: the program fetches them.")


def _writable(what: str, folder: str, cure: str) -> Finding:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return Finding(what, f"{folder} can be written")
    except OSError as error:
        return Finding(what, f"{folder} cannot be written ({error.strerror or error})", cure, stops=True)


def _place(what: str, path: str) -> Iterator[Finding]:
    if os.name == "nt" and len(path) + OUR_LONGEST > WINDOWS_PATH and not _long_paths():
        cure = "Move it to a short path, such as C:\\site, or ask your IT team to allow long paths."
        yield Finding(what, f"its path has {len(path)} characters, and Windows stops at {WINDOWS_PATH}", cure)
    synced = SYNCED.search(path)
    if synced:
        cure = "Move it out of that folder, or stop the sync while you build: it can lock files that we write."
        yield Finding(what, f"it is in {synced[0]}", cure)
    if _is_remote(path):
        cure = "It works, but slowly. Copy it to a disk of this computer while you work."
        yield Finding(what, "it is on a network drive", cure)


def _long_paths() -> bool:
    try:
        import winreg
    except ImportError:
        return True
    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\FileSystem") as key:  # type: ignore[attr-defined]
            return bool(winreg.QueryValueEx(key, "LongPathsEnabled")[0])  # type: ignore[attr-defined]
    except OSError:
        return False


def _is_remote(path: str) -> bool:
    if path.startswith(("\\\\", "//")):
        return True
    if os.name == "nt":
        import ctypes

        return ctypes.windll.kernel32.GetDriveTypeW(f"{path[:2]}\\") == 4  # type: ignore[attr-defined]
    try:
        with open("/proc/mounts", encoding="utf-8", errors="replace") as file:
            mounts = [line.split()[1:3] for line in file]
    except OSError:
        return False
    around = [(len(place), kind) for place, kind in mounts if f"{path}/".startswith(f"{place.rstrip('/')}/")]
    return bool(around) and max(around)[1] in REMOTE


def _port() -> Finding:
    with socket.socket() as asked:
        try:
            asked.bind(("127.0.0.1", PORT))
        except OSError:
            cure = f"Close the other preview, or use another port: {typed_program()} serve --port 8000"
            return Finding("Preview", f"another program uses the port {PORT}", cure)
    return Finding("Preview", f"the port {PORT} is free")


def _clock() -> Finding:
    today = time.strftime("%Y-%m-%d")
    if today < FINISHED:
        cure = "Set the clock of this computer: the site says what is open by it."
        return Finding("Clock", f"it says {today}, and this program is from {FINISHED}", cure, stops=True)
    return Finding("Clock", today)


def _zones() -> Finding:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo("Europe/London")
    except (OSError, KeyError, ValueError):
        return Finding("Time zones", "not known yet", "Build once, with a network: they come with the packages.")
    return Finding("Time zones", "known")


def _browser() -> Finding:
    from microsite.commands.browser_pictures import find_browser

    if find_browser(os.environ):
        return Finding("Browser for pictures", "there")
    cure = (
        f"Install Chrome, Edge or Chromium if you want pictures in {program_name()} rehearse. All else works without."
    )
    return Finding("Browser for pictures", "none was found", cure)


def _about() -> list[str]:
    return [f"microsite {__version__} on {platform.system()} {platform.release()} {platform.machine()}"]


def _keep(file: str, lines: Sequence[str], write: Callable[[str], object]) -> int:
    try:
        with open(file, "x", encoding="utf-8") as opened:
            opened.write(without_private("\n".join(lines)) + "\n")
    except FileExistsError:
        write(f"There is already a file {file}. Give another name after --to.")
        return 1
    except OSError as error:
        write(f"The file {file} cannot be written ({error.strerror or error}). Give another place after --to.")
        return 1
    write(f"The file is ready to be sent: {file}. It does not say who you are, and has no words of the site in it.")
    return 0


def _printable(line: str) -> str:
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    if "utf" in encoding.lower():
        return line
    return line.replace("→", "->").replace("…", "...").encode(encoding, "replace").decode(encoding)

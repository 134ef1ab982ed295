"""Make small sites while a test runs, and read back what is in a folder."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from microsite.cli import engine_templates
from microsite.pipeline import Build, make_site
from microsite.write import MARKER

#: The minimum that a site needs.
CONFIG = """\
title: Parks for everyone
summary: A plan for the parks of Millbrook.
organisation: Millbrook Town Council
opens: 2027-03-01
closes: 2027-05-31
time_zone: Europe/London
"""
CHAPTER = "# Why a plan\n\nParks are for everyone.\n"
SMALLEST: Mapping[str, str] = {"site_config.yaml": CONFIG, "content/01-why.md": CHAPTER}
#: The same with a mistake in the second line of its chapter.
BROKEN = {**SMALLEST, "content/01-why.md": "---\ntitle: Parks: a plan – “ours”\n---\n\nText.\n"}


def write_files(files: Mapping[str, str | bytes], folder: Path) -> Path:
    """Write files by their paths below a folder and return the folder."""
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Read every file below a folder: contents by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def states(folder: Path) -> dict[str, tuple[int, int]]:
    """Return the inode and modification time of every published file but the marker, which each build writes."""
    files = {path.relative_to(folder).as_posix(): path.stat() for path in folder.rglob("*") if path.is_file()}
    return {path: (file.st_ino, file.st_mtime_ns) for path, file in files.items() if path != MARKER}


def made(files: Mapping[str, str | bytes], folder: Path, now: str = "2027-04-01T12:00") -> Build:
    """Build the smallest site with some more files, in its own time zone; `config` is appended to site_config.yaml."""
    more = dict(files)
    config = more.pop("config", "")
    assert isinstance(config, str)
    write_files({**SMALLEST, "site_config.yaml": CONFIG + config, **more}, folder)
    return make_site(folder, engine_templates(), datetime.fromisoformat(now))

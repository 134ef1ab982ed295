"""The interface for other programs: `microsite.build`, and what it returns."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from microsite.cli import engine_templates
from microsite.command_line import read_moment
from microsite.commands.published_languages import with_published_languages
from microsite.load.site_files import theme_of
from microsite.pipeline import make_site
from microsite.problems import OutputRefused, Problem
from microsite.write import refuse_output, write_output


class Result(Struct, frozen=True, kw_only=True):
    """The result of a build."""

    #: Whether there is a new site in the output folder; without one, the last good site is still there.
    built: bool
    #: The output folder.
    output: Path
    #: The path of every published file below it, sorted; empty if nothing was built.
    files: tuple[str, ...]
    #: Everything that was found, sorted by place: errors, warnings, hints, and facts to be supplied.
    problems: tuple[Problem, ...]


def build(
    site: str | os.PathLike[str], output: str | os.PathLike[str] | None = None, *, now: datetime | None = None
) -> Result:
    """Build a site, as `build.py` does.

    Args:
        site: the site's folder, with `site_config.yaml` in it.
        output: the folder to write; by default `output` in the site's folder.
        now: the moment that the site is made for, by default the present; without a time zone, it is in the site's.

    Returns:
        The result. An author's mistake is among its problems and is not raised.
    """
    folder = Path(site)
    target = folder / "output" if output is None else Path(output)
    templates = engine_templates()
    parts = (folder / "content", folder / "theme", theme_of(folder), folder / ".git")
    try:
        refuse_output(target, folder, (*parts, templates, templates.parent / "microsite"))
        made = make_site(folder, templates, now or read_moment(None, os.environ))
        made = with_published_languages(made, target)
        if made.site is not None:
            write_output(made.files, target)
    except OutputRefused as refused:
        return Result(built=False, output=target, files=(), problems=(refused.problem,))
    built = made.site is not None
    return Result(built=built, output=target, files=tuple(sorted(made.files)), problems=made.problems)

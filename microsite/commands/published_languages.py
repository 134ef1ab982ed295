"""Stops a build from silently removing a language that is already published."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from microsite.load.site_files import CONFIG
from microsite.pipeline import Build
from microsite.problems import Location, Problem, sorted_problems
from microsite.site_output import SiteOutput


def with_published_languages(build: Build, output: Path) -> Build:
    """Refuse a build that would remove a language that the last one published.

    Args:
        build: the build.
        output: the folder that it would be written to.
    """
    if build.site is None:
        return build
    problems = [
        Problem.error(
            "TRAN-012",
            f"The last build published the {each.name} pages. This build would remove them, because they are not "
            "complete.",
            Location(file=CONFIG),
            f"If readers have had them, write in languages: {{tag: {each.tag}, public_since: DATE}} with the day on "
            f"which they first did. If nobody has, delete the folder {each.folder} in {output.name}.",
            path="languages",
        )
        for each in build.held_back_languages
        if (output / each.folder / "index.html").exists()
    ]
    if not problems:
        return build
    return replace(
        build, site=None, sites=(), files=SiteOutput({}), problems=sorted_problems([*build.problems, *problems])
    )

"""What `build` and `check` report about addresses that the last build published."""

from __future__ import annotations

from msgspec.structs import replace

from microsite.addresses import Changes, changed_addresses, known_addresses
from microsite.commands.options import Options
from microsite.pipeline import Build
from microsite.problems import sorted_problems, without_silenced


def with_new_addresses(options: Options, build: Build) -> tuple[Build, Changes | None]:
    """Add problems with the last build's addresses to a build; the changes are None if the site cannot be built."""
    if build.site is None or build.read is None:
        return build, None
    known = known_addresses(options.store_folder, options.output)
    changes = changed_addresses(known, build.files, build.sites, build.read.contents)
    if not changes.problems:
        return build, changes
    shown = without_silenced(changes.problems, *build.silences)
    problems = sorted_problems([*build.problems, *shown])
    silenced = sorted_problems([*build.silenced, *(each for each in changes.problems if each not in shown)])
    return replace(build, problems=problems, silenced=silenced), changes

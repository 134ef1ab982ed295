"""Adds problems with the partners' approvals to those of a build."""

from __future__ import annotations

from msgspec.structs import replace

from microsite.commands.options import Options
from microsite.pipeline import Build
from microsite.problems import sorted_problems, without_silenced
from microsite.sign_off.approvals import load_approvals
from microsite.sign_off.standing import SignOff
from microsite.sign_off.words import words_of


def with_told_approvals(options: Options, build: Build) -> Build:
    """Add problems with approvals to those of a build; with `--strict-approvals`, each is an error."""
    assert build.site is not None, "without a site there are no words to compare"
    clock = build.site.clock
    config, content = build.read.config if build.read else b"", load_approvals(options.site) or b""
    sign_off = SignOff(options.site, content, words_of(build.sites), clock.now, clock.zone, config)
    found = sign_off.problems(strict=options.strict_approvals)
    shown = without_silenced(found, *build.silences)
    silenced = [each for each in found if each not in shown]
    return replace(
        build,
        problems=sorted_problems([*build.problems, *shown]),
        silenced=tuple(sorted_problems([*build.silenced, *silenced])),
    )

"""What several commands share: printing problems, and adding those of duties and approvals to a build."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from microsite.console import Console
from microsite.problems import Problem, Severity, sorted_problems
from microsite.report import counts_text, report_text

if TYPE_CHECKING:
    from microsite.commands.options import Options
    from microsite.pipeline import Build


def failed(problems: Sequence[Problem], strict: bool) -> bool:
    """Whether the problems keep a site from being built."""
    least = Severity.WARNING if strict else Severity.ERROR
    return any(problem.severity >= least for problem in problems)


def print_problems(console: Console, problems: Sequence[Problem], *, least: Severity = Severity.HINT) -> None:
    """Print every problem of at least the given severity, then how many there are."""
    shown = [problem for problem in problems if problem.severity >= least]
    if shown:
        console.print(f"{report_text(shown)}\n\n{counts_text(shown)}.\n")


def relative(path: Path, folder: Path) -> str:
    """Return a path relative to a folder if it is inside it, otherwise in full."""
    full = Path(os.path.abspath(path))
    return str(full.relative_to(folder)) if full.is_relative_to(folder) else str(full)


def with_strict_duties(options: Options, build: Build) -> Build:
    """With `--strict-duties`, add an error for each duty that nothing was found for on the site."""
    if not options.strict_duties or not build.sites:
        return build
    from msgspec.structs import replace

    from microsite.duties.checklist import checklist_of, strict_problems

    problems = strict_problems(checklist_of(build.sites, build.places))
    return replace(build, problems=sorted_problems([*build.problems, *problems]))


def with_approvals(options: Options, build: Build) -> Build:
    """Add problems with the partners' approvals, if the site uses them or `--strict-approvals` asks for all of them."""
    uses = options.strict_approvals or os.path.lexists(options.site / "sign-off/approvals.yaml")
    if build.site is None or not uses:
        return build
    from microsite.commands.with_approvals import with_told_approvals

    return with_told_approvals(options, build)

"""What the commands say about problems."""

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
    """Print every problem that matters so much or more, then how many there are."""
    shown = [problem for problem in problems if problem.severity >= least]
    if shown:
        console.print(f"{report_text(shown)}\n\n{counts_text(shown)}.\n")


def relative(path: Path, folder: Path) -> str:
    """Name a path from a folder when it lies in it, else in full."""
    full = Path(os.path.abspath(path))
    return str(full.relative_to(folder)) if full.is_relative_to(folder) else str(full)


def with_strict_duties(options: Options, build: Build) -> Build:
    """Add an error for each duty that nothing on the site was found for, where duties are to stop a build."""
    if not options.strict_duties or not build.sites:
        return build
    from msgspec.structs import replace

    from microsite.duties.checklist import checklist_of, strict_problems

    problems = strict_problems(checklist_of(build.sites, build.places))
    return replace(build, problems=sorted_problems([*build.problems, *problems]))


def with_approvals(options: Options, build: Build) -> Build:
    """Add what there is to say of the partners' approvals, where a site uses them or all of them are asked for."""
    uses = options.strict_approvals or os.path.lexists(options.site / "sign-off/approvals.yaml")
    if build.site is None or not uses:
        return build
    from microsite.commands.with_approvals import with_told_approvals

    return with_told_approvals(options, build)

"""`results import`: count the answers in a survey's own export, and take over nothing but the counts."""

from __future__ import annotations

from pathlib import Path

from microsite.authoring.new_site import CreationFailed
from microsite.authoring.results.importing import Outcome, import_answers
from microsite.commands.new_item import write_beside
from microsite.commands.options import Options
from microsite.commands.summary import failed, print_problems
from microsite.problems import listed
from microsite.report import report_json


def run_results(options: Options) -> int:
    """Count the answers in an export; of the site's files, only the columns file and the counts change.

    Returns:
        0 when the answers are counted; 1 otherwise.
    """
    try:
        outcome = import_answers(options.site, Path(options.words[1]), options.sheet)
        if not options.dry_run:
            for file, content in outcome.files.items():
                write_beside(options.site / file, content)
    except CreationFailed as refused:
        outcome = Outcome(problems=(refused.problem,))
    except KeyboardInterrupt:
        raise KeyboardInterrupt("Stopped. Nothing was counted.") from None
    stopped = failed(outcome.problems, strict=False) or not outcome.counted
    if options.json:
        options.console.print(
            report_json(outcome.problems, counted=not stopped, files=sorted(outcome.files), report=outcome.lines)
        )
        return int(stopped)
    for line in outcome.lines:
        options.console.print(line)
    options.console.print()
    print_problems(options.console, outcome.problems)
    if outcome.files:
        wrote = "Nothing was written: with --dry-run, this would be" if options.dry_run else "Wrote"
        options.console.print(f"{wrote} {listed(sorted(outcome.files))}.")
    if stopped:
        options.console.print("Nothing was counted.")
    return int(stopped)

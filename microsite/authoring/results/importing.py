"""Run a whole import: load the export, find what its columns are, count the answers, and write what may be shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from microsite.authoring.results.columns_file import read_columns
from microsite.authoring.results.columns_record import FILE as COLUMNS
from microsite.authoring.results.columns_text import columns_text
from microsite.authoring.results.counted import Counted, count_rows
from microsite.authoring.results.export_file import load_export, refuse_place
from microsite.authoring.results.headings import Headings, find_headings
from microsite.authoring.results.plan import Plan, make_plan
from microsite.authoring.results.propose import IGNORED, REFUSED, Proposal, propose
from microsite.authoring.results.site_facts import SiteFacts, load_site_facts
from microsite.authoring.results.suppression import is_small
from microsite.authoring.results.table import ExportRefused, Table, letters, refused
from microsite.authoring.results.writing import FILE as RESULTS
from microsite.authoring.results.writing import summaries_kept, written
from microsite.problems import Location, MicrositeError, Problem, Severity, sorted_problems


class ImportFailed(MicrositeError):
    """A bug in the program, reported without anything from the export."""


@dataclass(slots=True, kw_only=True)
class Outcome:
    """The outcome of an import: the files to write, what to tell the editor, and what is wrong."""

    files: dict[str, bytes] = field(default_factory=lambda: {})
    lines: list[str] = field(default_factory=lambda: [])
    problems: tuple[Problem, ...] = ()

    @property
    def counted(self) -> bool:
        """Whether there are counts."""
        return RESULTS in self.files


def import_answers(site: Path, export: Path, sheet: str = "") -> Outcome:
    """Count the answers of an export, without writing anything.

    Args:
        site: the site's folder.
        export: the file, outside that folder.
        sheet: the sheet of a workbook; empty for the only one.

    Raises:
        ImportFailed: there is a bug in the program; nothing from the export is in the message.
    """
    from microsite.bootstrap import SetUpFailed

    try:
        return _import(site, export, sheet)
    except ExportRefused as error:
        return Outcome(problems=error.problems)
    except SetUpFailed as failed:
        message = "What reads an Excel workbook is not there yet."
        advice = f"{failed} – or export the answers as .csv, and import that."
        return Outcome(problems=(Problem.error("SURVEY-001", message, Location(file=export.name), advice),))
    except Exception as error:
        kind, frames = type(error).__name__, error.__traceback__
    # An exception's message can quote a cell, so raise another one out here, with no link to it.
    raise ImportFailed(f"{kind} while an export was read").with_traceback(frames)


def _import(site: Path, export: Path, sheet: str) -> Outcome:
    refuse_place(export, site)
    facts = load_site_facts(site)
    table = load_export(export, site, sheet)
    headings = find_headings(table, facts.questions)
    outcome = Outcome(lines=_about(table, headings))
    known = _known_columns(site)
    if known is None:
        proposals = propose(headings, facts.questions)
        known = columns_text(facts, headings, proposals).encode()
        outcome.files[COLUMNS] = known
        outcome.lines += _proposed(proposals)
    columns, places, problems = read_columns(known)
    if columns is None:
        return Outcome(lines=outcome.lines, files=outcome.files, problems=sorted_problems(problems))
    plan = make_plan(columns, places, headings, facts)
    problems += plan.problems
    if any(each.severity is Severity.ERROR for each in problems):
        outcome.problems = sorted_problems(problems)
        return outcome
    counted = count_rows(headings.answers, plan, table.file, len(headings.columns))
    problems += counted.problems
    problems += _too_few(counted, plan, table)
    if not any(each.severity is Severity.ERROR for each in problems):
        _finish(site, outcome, counted, plan, facts)
    outcome.problems = sorted_problems([*problems, *outcome.problems])
    return outcome


def _known_columns(site: Path) -> bytes | None:
    try:
        return (site / COLUMNS).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise refused("SURVEY-005", COLUMNS, f"This file cannot be read: {error.strerror}.", "Close it.") from None


def _about(table: Table, headings: Headings) -> list[str]:
    name = headings.service.name
    return [
        f"{table.file} is {name}." if name.startswith("a ") else f"{table.file} is an export of {name}.",
        *table.notes,
        *headings.notes,
    ]


def _proposed(proposals: list[Proposal]) -> list[str]:
    """List what each column is taken for, with all ignored columns on one line."""
    width = max((len(each.use) for each in proposals), default=0)
    lines = [f"This is what we take each column for; it is in {COLUMNS} as well:"]
    for each in proposals:
        if each.use != IGNORED:
            why = f" (it is for {each.reason})" if each.use == REFUSED else ""
            lines.append(f"  {letters(each.at):<3} {each.use:<{width}}  {each.shown}{why}".rstrip())
    ignored = [letters(each.at) for each in proposals if each.use == IGNORED]
    return [*lines, *([f"  Ignored: {', '.join(ignored)}"] if ignored else [])]


def _too_few(counted: Counted, plan: Plan, table: Table) -> list[Problem]:
    if counted.responses and not is_small(counted.responses, plan.limit):
        return []
    message = f"Fewer than {plan.limit} answers are left to count, so nothing can be shown of them."
    if not counted.responses:
        message = "No answers are left to count."
    advice = f"Check first_day and last_day in {COLUMNS}, and that it is the export of all answers."
    return [Problem.error("SURVEY-010", message, Location(file=table.file), advice)]


def _finish(site: Path, outcome: Outcome, counted: Counted, plan: Plan, facts: SiteFacts) -> None:
    try:
        there = (site / RESULTS).read_bytes().decode("utf-8", "replace")
    except OSError:
        there = ""
    summaries = summaries_kept(there) if there.strip() else {}
    if summaries is None:
        message = "Somebody has written or changed this file by hand, so we do not replace it."
        advice = "Rename it to keep it, or delete it. Then type the command again."
        outcome.problems = (Problem.error("SURVEY-011", message, Location(file=RESULTS), advice),)
        return
    made = written(counted, plan, facts, summaries)
    outcome.files[RESULTS] = made.text.encode()
    outcome.lines.append(f"Counted: the answers of {counted.responses:,} people to {len(plan.questions)} questions.")
    for reason, number in counted.left_out.items():
        outcome.lines.append(f"Left out: {number:,} {reason if number == 1 else _plural(reason)}.")
    if made.notes:
        outcome.lines.append("Not shown, since people could be recognised:")
        outcome.lines += [f"  {note}." for note in made.notes]
    outcome.lines += [
        "",
        "Put these lines into site_config.yaml, below a line results: and add published: with the day from",
        "which everybody can see the results, such as published: 2027-09-20",
        "",
        *made.config,
    ]


def _plural(reason: str) -> str:
    first, _, rest = reason.partition(" ")
    if first == "row":
        return f"rows {rest}"
    if first == "test":
        return "test answers"
    return f"answers {rest}"

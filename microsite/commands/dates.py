"""`dates`: list every date of a consultation that is still to come, and write a calendar of them for its editor."""

from __future__ import annotations

from pathlib import Path

from microsite.commands.options import Options
from microsite.commands.summary import print_problems, relative
from microsite.formats.icalendar import MAKER, Entry, calendar_file, moment_entry
from microsite.model.moments import DatedChange
from microsite.model.site import Site
from microsite.pipeline import make_site
from microsite.problems import Location, OutputRefused, Problem, Severity
from microsite.render.diary import ENDINGS, describe_change, moment_in_words
from microsite.render.wording import Wording
from microsite.render.words import FALLBACK_LANGUAGE, words_for
from microsite.report import report_json

FILE = "dates.ics"


def run_dates(options: Options) -> int:
    """List the dates and write the calendar beside `site_config.yaml`.

    Returns:
        0 when they are listed; 1 when the site has errors or the calendar cannot be written.
    """
    build = make_site(options.site, options.engine_templates, options.now)
    site = build.site
    problems = [each for each in build.problems if each.severity is Severity.ERROR]
    coming = _coming(site) if site else []
    file = options.site / FILE
    if site and coming:
        try:
            _write(site, coming, file)
        except OutputRefused as refused:
            problems.append(refused.problem)
    if options.json:
        moments = [{"at": each.at.isoformat(), "kind": each.kind, "what": describe_change(each)} for each in coming]
        written = str(file) if coming and not problems else None
        options.console.print(report_json(problems, moments=moments, calendar=written))
    elif problems or site is None:
        print_problems(options.console, problems)
        options.console.print("The dates cannot be listed yet.")
    else:
        _print(options, site, coming)
    return int(bool(problems))


def _coming(site: Site) -> list[DatedChange]:
    # Nobody puts the start of the last week, the end of an event or an overdue outcome into a diary.
    return [each for each in site.dated_changes if not site.clock.has_come(each.at) and each.kind not in _LEFT_OUT]


_LEFT_OUT = frozenset({"closing_soon", "event_over", "outcome_overdue"})


def _print(options: Options, site: Site, coming: list[DatedChange]) -> None:
    say = options.console.print
    if not coming:
        say("There are no more dates to come.")
        return
    wording = Wording(site, words_for(options.engine_templates, FALLBACK_LANGUAGE, marked=False))
    moments = [moment_in_words(each, wording) for each in coming]
    width = max(len(each) for each in moments)
    say(f"Still to come ({site.consultation.time_zone_words or site.consultation.time_zone}):")
    for moment, each in zip(moments, coming, strict=True):
        say(f"  {moment:<{width}}  {describe_change(each)}")
    say(f"To add them to your calendar, open {relative(options.site / FILE, Path.cwd())}")


def _write(site: Site, coming: list[DatedChange], file: Path) -> None:
    """Write the calendar, but not over a file of the same name that is not ours."""
    if file.exists() and MAKER.encode() not in file.read_bytes():
        raise OutputRefused(_refused(file, "There is already a file with that name, and this program did not make it."))
    entries = [
        Entry(
            key=f"diary {each.kind} {each.title} {number}",
            title=f"{describe_change(each)} ({site.consultation.title})",
            **moment_entry(each.at, ends=each.kind in ENDINGS),
        )
        for number, each in enumerate(coming, 1)
    ]
    try:
        file.write_bytes(calendar_file(site, entries))
    except OSError as error:
        raise OutputRefused(_refused(file, error.strerror or str(error))) from error


def _refused(file: Path, why: str) -> Problem:
    return Problem.error(
        "OUT-001",
        f"The calendar was not written. {why}",
        Location(file=str(file)),
        f"Rename the file {FILE}, then run this again.",
    )

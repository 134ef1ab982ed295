"""`rehearse`: show the site in every stage that its facts lead to, side by side on one page, for sign-off."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from microsite.commands.browser_pictures import take_pictures
from microsite.commands.options import Options
from microsite.commands.summary import print_problems, relative
from microsite.duties.checklist import checklist_of
from microsite.duties.page import render_checklist
from microsite.duties.text import counts
from microsite.load.site_files import theme_of
from microsite.model.moments import DatedChange
from microsite.model.site import Site
from microsite.pipeline import Build, make_site
from microsite.problems import OutputRefused, Problem, Severity, sorted_problems
from microsite.progress import Progress
from microsite.render.rehearsal import INDEX, Scene, rehearsed_changes, render_rehearsal, stage_name
from microsite.render.templates import Templates
from microsite.report import report_json
from microsite.store import Store
from microsite.write import refuse_output, write_output


def run_rehearse(options: Options) -> int:
    """Write the rehearsal.

    Returns:
        0 when it is written; 1 when the site has errors in any of its stages or the folder is not ours.
    """
    pictured = False
    progress = Progress(sys.stderr)
    try:
        refuse_output(options.output, options.site, options.site_parts, by_site=False)
        scenes, problems = rehearsed(options, progress)
        if not problems:
            pictured = _write(options, scenes, progress)
    except OutputRefused as refused:
        scenes, problems = [], (refused.problem,)
    finally:
        progress.end()
    index = options.output / INDEX
    if options.json:
        written = None if problems else str(index)
        options.console.print(report_json(problems, index=written, stages=[scene.folder for scene in scenes]))
        return int(bool(problems))
    if problems:
        print_problems(options.console, problems)
        options.console.print("The rehearsal was not written.")
        return 1
    no_pictures = "" if pictured else " No browser was found to take pictures."
    options.console.print(f"Rehearsed {len(scenes)} stages.{no_pictures}")
    options.console.print(f"Open this page in a browser: {relative(index, Path.cwd())}")
    return 0


def rehearsed(
    options: Options,
    progress: Progress,
    make: Callable[[datetime], Build] | None = None,
    is_hidden: Callable[[DatedChange], bool] = lambda change: False,
) -> tuple[list[Scene], tuple[Problem, ...]]:
    """Make the site as of the first moment of each stage, and as of the day before the first stage.

    Args:
        options: the options of this run.
        progress: shows what takes long.
        make: makes the site as of a moment; None for the usual way.
        is_hidden: whether to leave out the stage that a change begins.
    """
    store = Store(options.store_folder)

    def as_ever(moment: datetime) -> Build:
        return make_site(options.site, options.engine_templates, moment, store=store, step=progress.step)

    make = make or as_ever
    first = make(options.now)
    if first.site is None:
        return [], _errors(first.problems)
    scenes: list[Scene] = []
    problems: list[Problem] = []
    moments = [each for each in _moments(first.site) if each[0] is None or not is_hidden(each[0])]
    for number, (begins, moment) in enumerate(moments, 1):
        progress.step(f"Drawing stage {number} of {len(moments)}")
        build = make(moment)
        problems += _errors(build.problems)
        if build.site is not None:
            folder = f"{len(scenes) + 1}-{stage_name(begins, build.site)}"
            checklist = checklist_of(build.sites, build.places)
            scenes.append(
                Scene(
                    folder=folder,
                    begins=begins,
                    site=build.site,
                    sites=build.sites,
                    files=build.files,
                    checklist_html=render_checklist(checklist, options.engine_templates),
                    counts=counts(checklist),
                )
            )
    return scenes, sorted_problems(problems)


def _moments(site: Site) -> list[tuple[DatedChange | None, datetime]]:
    stages = rehearsed_changes(site.dated_changes)
    before = stages[0].at - timedelta(days=1)
    return [(None, before), *((each, each.at) for each in stages)]


def _write(options: Options, scenes: list[Scene], progress: Progress) -> bool:
    """Write the rehearsal, and if there is a browser, once more with pictures; return whether it has them."""
    folders = Templates(site=theme_of(options.site) / "templates", engine=options.engine_templates)
    write_output(render_rehearsal(scenes, folders, {}), options.output)
    pages = [f"{scene.folder}/{path}" for scene in scenes for path in scene.shown]
    pictures = take_pictures(options.browser, options.output, pages, progress) if options.browser else {}
    if pictures:
        write_output(render_rehearsal(scenes, folders, pictures), options.output)
    return bool(pictures)


def _errors(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(each for each in problems if each.severity is Severity.ERROR)

"""`import`: make chapters of Word documents, say what was changed, and check the site."""

from __future__ import annotations

from pathlib import Path

from microsite import quoted, typed_program
from microsite.authoring.word.import_report import report_lines
from microsite.authoring.word.importing import Choices, import_documents
from microsite.authoring.word.kept_import import (
    REPORT,
    load_record,
    names_for,
    other_chapters,
    plan_import,
    write_import,
)
from microsite.commands.check import run_check
from microsite.commands.options import Options
from microsite.commands.summary import failed, print_problems
from microsite.load.site_files import CONFIG
from microsite.problems import OutputRefused, Problem
from microsite.report import report_json


def run_import(options: Options) -> int:
    """Import documents; nothing is written when one of them cannot be read.

    Returns:
        0 when all is written and the site can be built; 1 for anything else.
    """
    if not (options.site / CONFIG).is_file():
        code = run_check(options)  # It says that there is no site here, and how to begin one.
        if options.site.is_dir() and not options.json:
            documents = " ".join(quoted(each) for each in options.words)
            options.console.print(f"Then import into it: {typed_program()} import {documents} --site FOLDER")
        return code
    files = [Path(each) for each in options.words]
    names = [file.name for file in files]
    problems: list[Problem] = []
    lines: list[str] = []
    try:
        record = load_record(options.site)
        taken, first, kept = names_for(options.site, record, names)
        made = import_documents(files, _choices(options), taken, first, kept)
        plan = plan_import(options.site, made, record, names)
        problems = plan.problems
        others = other_chapters(options.site, record)
        lines = report_lines(made, plan, names, others, whole=False, dry_run=options.dry_run)
        if not options.dry_run and not failed(problems, strict=False):
            whole = "\n".join(report_lines(made, plan, names, others, whole=True))
            write_import(options.site, plan, f"{whole}\n")
    except OutputRefused as refused:
        problems = [refused.problem]
    if failed(problems, strict=False):
        if options.json:
            options.console.print(report_json(problems, ready=False))
        else:
            print_problems(options.console, problems)
            options.console.print("Nothing was imported, and nothing has changed.")
        return 1
    if options.json:
        options.console.print(report_json(problems, ready=True, report=lines))
        return 0
    options.console.print("\n".join(lines))
    options.console.print("")
    print_problems(options.console, problems)
    if options.dry_run:
        return 0
    options.console.print(f"All of this is in {REPORT} as well. This is what the check of the site says:\n")
    return run_check(options)


def _choices(options: Options) -> Choices:
    split = {"": None, "none": 0}.get(options.split, 0)
    return Choices(
        changes=options.changes,
        split=int(options.split) if options.split.isdecimal() else split,
        headings=options.headings,
    )

"""`import`: turn Word documents into chapters, report what was changed, and check the site."""

from __future__ import annotations

from pathlib import Path

from microsite import quoted, typed_program
from microsite.authoring.word.import_report import report_lines
from microsite.authoring.word.importing import Choices, ConvertedDocument, import_documents
from microsite.authoring.word.kept_import import (
    REPORT,
    Record,
    load_record,
    names_for,
    other_chapters,
    plan_import,
    write_import,
)
from microsite.commands.check import run_check
from microsite.commands.options import Options
from microsite.commands.summary import failed, print_problems
from microsite.load.site_files import CONFIG, load_site_files
from microsite.problems import OutputRefused, Problem, SiteUnreadable
from microsite.report import report_json


def run_import(options: Options) -> int:
    """Import documents; if one of them cannot be read, nothing is written.

    Returns:
        0 when all is written and the site can be built (with `--json` or `--dry-run`, it is not checked); 1 otherwise.
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
        if options.language:
            made, names = _translated(options, made, record, names)
        plan = plan_import(options.site, made, record, names)
        problems = plan.problems
        others = [] if options.language else other_chapters(options.site, record)
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


def _translated(
    options: Options, made: ConvertedDocument, record: Record, names: list[str]
) -> tuple[ConvertedDocument, list[str]]:
    """Turn imported documents into a translation; return it with the names that they have in the import's record.

    Raises:
        OutputRefused: it is not a language of the site, or the documents do not fit its chapters.
    """
    from microsite.authoring.word.translated import as_translation, originals_for, record_untranslated_copies
    from microsite.commands.new_translation import requested_language

    try:
        files = load_site_files(options.site)
    except SiteUnreadable as unreadable:
        raise OutputRefused(unreadable.problems[0]) from unreadable
    tag = requested_language(options.language, files, options.engine_templates)
    originals = originals_for(files, made, record, names[0])
    made = as_translation(made, originals, tag, files)
    names = [f"{tag}/{name}" for name in names]
    record_untranslated_copies(record, originals, made.chapters, options.site, names[0])
    return made, names


def _choices(options: Options) -> Choices:
    split = {"": None, "none": 0}.get(options.split, 0)
    return Choices(
        changes=options.changes,
        split=int(options.split) if options.split.isdecimal() else split,
        headings=options.headings,
    )

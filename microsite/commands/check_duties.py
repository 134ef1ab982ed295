"""`check --duties`: print or write the checklist of what norms and good practice ask of the site."""

from __future__ import annotations

from pathlib import Path

from microsite.commands.options import Options
from microsite.commands.summary import print_problems, relative
from microsite.duties.checklist import Checklist, checklist_of
from microsite.duties.page import render_checklist_page
from microsite.duties.text import checklist_data, checklist_text
from microsite.pipeline import Build
from microsite.problems import Location, OutputRefused, Problem, Severity
from microsite.report import report_json

#: Marks a page as written by us, so that no other file is overwritten.
OURS = "<title>Checklist – "


def say_duties(options: Options, build: Build, *, failing: bool) -> int:
    """Print the checklist, or write it to a file.

    Returns:
        0 when it is printed or written; 1 when the site cannot be built, when a duty is missing that must be met, or
        when the file cannot be written.
    """
    checklist = checklist_of(build.sites, build.places) if build.sites else None
    problems = list(build.problems)
    written = ""
    if checklist and options.to:
        try:
            written = _write(options, checklist)
        except OutputRefused as refused:
            problems.append(refused.problem)
            failing = True
    if options.json:
        data = checklist_data(checklist) if checklist else None
        options.console.print(report_json(problems, ready=not failing, duties=data, page=written or None))
        return int(failing)
    if checklist is None:
        print_problems(options.console, problems)
        options.console.print("There is no checklist yet. Fix the errors first.")
        return 1
    if not options.to:
        options.console.print(checklist_text(checklist))
    elif written:
        options.console.print(f"The checklist is in {relative(Path(written), Path.cwd())}")
    errors = [each for each in problems if each.severity is Severity.ERROR]
    if errors:
        options.console.print("")
        print_problems(options.console, errors)
    return int(failing)


def _write(options: Options, checklist: Checklist) -> str:
    """Write the page, but not where it would be published, nor over a file that is not ours.

    Raises:
        OutputRefused: it must not, or cannot, be written there.
    """
    file = Path(options.to)
    inside = file.resolve().is_relative_to(options.output.resolve())
    if inside:
        raise _refused(file, "It would be published with the site, and it is for the file alone.")
    if any(file.resolve().is_relative_to(part.resolve()) for part in options.site_parts):
        raise _refused(file, "That folder has the site's own files.")
    if file.suffix.lower() not in (".html", ".htm"):
        raise _refused(file, "It is a web page, so its name has to end in .html.")
    try:
        if file.exists() and OURS not in file.read_text(encoding="utf-8", errors="replace"):
            raise _refused(file, "There is already a file with that name, and this program did not make it.")
        page = render_checklist_page(checklist, options.engine_templates)
        file.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise _refused(file, f"{error.strerror or error}.") from error
    return str(file)


def _refused(file: Path, why: str) -> OutputRefused:
    advice = "Write another file after --to, such as checklist.html beside site_config.yaml."
    return OutputRefused(
        Problem.error("OUT-001", f"The checklist was not written. {why}", Location(file=str(file)), advice)
    )

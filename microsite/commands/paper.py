"""`paper`: write the formats for paper and for reading off line, without the website."""

from __future__ import annotations

import sys
from pathlib import Path

from microsite.commands.options import Options
from microsite.commands.summary import failed, print_problems, relative
from microsite.model.in_languages import below_output
from microsite.paper.kinds import FOLDER, KINDS, lacks_for
from microsite.pipeline import Build, make_site
from microsite.problems import OutputRefused, Severity
from microsite.progress import Progress
from microsite.report import report_json
from microsite.store import Store
from microsite.write import refuse_output, write_output


def run_paper(options: Options) -> int:
    """Write the formats.

    Returns:
        0 when they are written; 1 when the site has errors or the folder is not ours.
    """
    wanted = list(options.words)
    progress, store = Progress(sys.stderr), Store(options.store_folder)
    build: Build | None = None
    files: dict[str, bytes] = {}
    try:
        refuse_output(options.output, options.site, options.site_parts, by_site=False)
        found = make_site(
            options.site,
            options.engine_templates,
            options.now,
            store=store,
            step=progress.step,
            formats=lambda site: wanted or [kind for kind in KINDS if not lacks_for(kind, site)],
        )
        problems = found.problems
        if found.site is not None and not failed(problems, options.strict):
            build = found
            files = {
                below_output(each.path, site.folder).replace(f"{FOLDER}/", ""): each.content
                for site in found.sites
                for each in site.papers
            }
            write_output(files, options.output)
        store.flush()
    except OutputRefused as refused:
        problems, build = (refused.problem,), None
    finally:
        progress.end()
    code = 0 if build else 1
    if options.json:
        options.console.print(report_json(problems, files=sorted(files)))
        return code
    print_problems(options.console, problems, least=Severity.WARNING)
    if build is None or build.site is None:
        options.console.print("No file was written.")
        return code
    lacks = {kind: need for site in build.sites for kind in KINDS if (need := lacks_for(kind, site))}
    for kind, need in lacks.items() if not wanted else ():
        options.console.print(f"Left out: {kind}. It needs {need}.")
    for path in sorted(files):
        options.console.print(f"  {relative(options.output / path, Path.cwd())}")
    options.console.print("Build again, and print again, when something changes.")
    return code

"""`build`: make the site and put it into the output folder."""

from __future__ import annotations

import time
from pathlib import Path

from microsite.cache import Cache
from microsite.commands.options import Options
from microsite.commands.summary import failed, print_problems, relative
from microsite.pipeline import Build, make_site
from microsite.problems import OutputRefused, Severity
from microsite.render.diary import boundary_report, held_back_lines
from microsite.render.wording import Wording
from microsite.render.words import FALLBACK_LANGUAGE, words_for
from microsite.report import report_json
from microsite.write import refuse_output, write_output


def run_build(options: Options) -> int:
    """Build the site; the last good output stays when anything is wrong.

    Returns:
        0 when built; 1 for errors, and for warnings when they are to count.
    """
    try:
        refuse_output(options.output, options.kept)
        build = make_site(options.site, options.engine_templates, options.now, cache=Cache(options.cache_folder))
        done = not failed(build.problems, options.strict)
        if done:
            write_output(build.files, options.output)
    except OutputRefused as refused:
        build, done = Build(site=None, files={}, problems=(refused.problem,)), False
    if options.json:
        index = str(options.output / "index.html") if done else None
        options.console.print(report_json(build.problems, built=done, index=index, files=sorted(build.files)))
    else:
        _print_result(options, build, done)
    return 0 if done else 1


def _print_result(options: Options, build: Build, done: bool) -> None:
    print_problems(options.console, build.problems)
    say = options.console.print
    if not done:
        kept = " The last good site is unchanged." if (options.output / "index.html").exists() else ""
        say(f"Nothing was built.{kept}")
        return
    pages = sum(path.endswith(".html") for path in build.files)
    seconds = time.monotonic() - options.started_s
    say(f"Built {pages} page{'' if pages == 1 else 's'} in {seconds:.1f} seconds.")
    facts = sum(problem.severity is Severity.TO_SUPPLY for problem in build.problems)
    if facts:
        noun = "fact is" if facts == 1 else "facts are"
        say(f"{facts} {noun} still to be supplied; build.py check lists them.")
    if build.site is not None:
        wording = Wording(build.site, words_for(options.engine_templates, FALLBACK_LANGUAGE, signed=False))
        for line in held_back_lines(build.site):
            say(line)
        say(boundary_report(build.site, wording))
    say(f"Open this page in a browser: {relative(options.output / 'index.html', Path.cwd())}")

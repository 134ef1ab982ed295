"""`components`: show every component with every example on one page, in the site's own colour."""

from __future__ import annotations

import time
from pathlib import Path

from jinja2 import TemplateError

from microsite.commands.options import Options
from microsite.commands.summary import failed, print_problems, relative
from microsite.load.site_files import leading_files, load_site_files, theme_of
from microsite.model.fixed_pages import fixed_page_names
from microsite.model.read_facts import read_facts
from microsite.problems import OutputRefused, Problem, SiteUnreadable, sorted_problems
from microsite.render.catalogue import render_catalogue
from microsite.render.own_words import read_own_words
from microsite.render.templates import Templates
from microsite.render.theme_problems import theme_problem
from microsite.report import report_json
from microsite.store import Store
from microsite.write import refuse_output, write_output


def run_components(options: Options) -> int:
    """Write the catalogue of components.

    Returns:
        0 when it is written; 1 when the site's own facts or templates have errors.
    """
    files: dict[str, bytes] = {}
    try:
        refuse_output(options.output, options.site, options.site_parts, by_site=False)
        files, problems = _catalogue(options)
        if files:
            write_output(files, options.output)
    except OutputRefused as refused:
        files, problems = {}, (refused.problem,)
    index = options.output / "index.html"
    if options.json:
        written = str(index) if files else None
        options.console.print(report_json(problems, built=bool(files), index=written, files=sorted(files)))
        return 0 if files else 1
    if not files:
        print_problems(options.console, problems)
        options.console.print("The catalogue was not written.")
        return 1
    seconds = time.monotonic() - options.started_s
    options.console.print(f"Wrote the catalogue of components in {seconds:.1f} seconds.")
    options.console.print(f"Open this page in a browser: {relative(index, Path.cwd())}")
    return 0


def _catalogue(options: Options) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """Render the catalogue for a site, whatever is wrong with its chapters; no files if its facts have errors."""
    try:
        found = leading_files(load_site_files(options.site))
    except SiteUnreadable as unreadable:
        return {}, unreadable.problems
    facts, problems = read_facts(found, fixed_page_names(), Store())
    if facts.consultation is None:
        return {}, tuple(each for each in sorted_problems(problems) if failed([each], strict=False))
    language = str(facts.consultation.language)
    own = read_own_words(found.words, language, options.engine_templates, Store()).words
    site = theme_of(options.site) / "templates"
    try:
        files = render_catalogue(
            templates=Templates(site=site, engine=options.engine_templates, words=own),
            brand=str(facts.consultation.brand.colour),
            language=language,
            site_style=found.theme_style.decode("utf-8-sig", "replace"),
        )
    except TemplateError as error:
        return {}, (theme_problem(error, theme_of(options.site)),)
    return files, ()

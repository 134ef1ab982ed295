"""`check`: report every problem and every fact that is still to be supplied, without writing the site."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from microsite.build_report import repairs_sentence
from microsite.commands.new_addresses import with_new_addresses
from microsite.commands.options import Options
from microsite.commands.published_languages import with_published_languages
from microsite.commands.summary import failed, print_problems, with_approvals, with_strict_duties
from microsite.pipeline import Build, make_site
from microsite.problems import Problem, Severity, capped, sorted_problems, without_silenced
from microsite.progress import Progress
from microsite.report import codes_of, facts_text, report_json, report_text, silenced_text
from microsite.store import Store


def run_check(options: Options) -> int:
    """Check the site.

    Returns:
        0 when it can be built; 1 for errors, and with `--strict` for warnings.
    """
    progress, store = Progress(sys.stderr), Store(options.store_folder, writes=False)
    try:
        build = make_site(options.site, options.engine_templates, options.now, store=store, step=progress.step)
        build, _ = with_new_addresses(options, build)
        build = with_approvals(options, with_published_languages(build, options.output))
        build = with_strict_duties(options, build)
        problems, asked = _with_links(options, build, progress) if options.links else (build.problems, "")
    finally:
        progress.end()
    failing = failed(problems, options.strict)
    if options.sarif:
        from microsite.report_sarif import report_sarif

        options.console.print(report_sarif(problems))
        return int(failing)
    if options.duties:
        from microsite.commands.check_duties import say_duties

        return say_duties(options, build, failing=failing)
    if options.languages and build.read is not None:
        return _print_languages(options, build, failing=failing)
    if options.json:
        further: dict[str, Any] = {"links": asked} if asked else {}
        silenced = codes_of(build.silenced)
        options.console.print(report_json(problems, ready=not failing, silenced=silenced, **further))
        return int(failing)
    print_problems(options.console, problems)
    if build.silenced:
        options.console.print(f"Silenced: {silenced_text(build.silenced)}.\n")
    for share in build.shares[1:]:
        options.console.print(f"{share.sentence}.\n")
    facts = facts_text(problems)
    if facts:
        options.console.print(f"Still to be supplied:\n{facts}\n")
    if asked:
        options.console.print(f"{asked}\n")
    _print_repairs(options, problems)
    if failing:
        options.console.print("The site cannot be built yet.")
    elif any(problem.severity > Severity.TO_SUPPLY for problem in problems):
        options.console.print("The site can be built.")
    else:
        options.console.print("No problem was found. The site can be built.")
    return int(failing)


def _print_repairs(options: Options, problems: Sequence[Problem]) -> None:
    """Say how many repairs were made, or list them."""
    repairs = [problem for problem in problems if problem.severity is Severity.REPAIR]
    if repairs and options.repairs:
        options.console.print(f"{report_text(capped(repairs, least=Severity.REPAIR))}\n\n{len(repairs)} repaired.\n")
    elif repairs:
        options.console.print(f"{repairs_sentence(len(repairs))}\n")


def _print_languages(options: Options, build: Build, *, failing: bool) -> int:
    """Say how complete the site is in each language."""
    from microsite.commands.language_table import language_data, language_table

    if options.json:
        languages = language_data(build.shares, options.engine_templates)
        options.console.print(report_json(build.problems, ready=not failing, languages=languages))
    elif not build.shares:
        options.console.print("This site is in one language.")
    else:
        options.console.print("\n".join(language_table(build.shares, options.engine_templates)))
    return int(failing)


def _with_links(options: Options, build: Build, progress: Progress) -> tuple[tuple[Problem, ...], str]:
    """Check the outside links; return all problems, and a sentence on what was checked."""
    if build.site is None:
        return build.problems, "Outside links were not checked. Fix the errors first."
    from microsite.checks.external_links import check_addresses
    from microsite.checks.outside_links import (
        checked_links_text,
        link_problems,
        outside_addresses,
        place_of,
        survey_problems,
    )
    from microsite.load.site_files import CONFIG, load_site_files
    from microsite.model.silence import silenced_codes
    from microsite.problems import Location

    files = load_site_files(options.site)
    written = {CONFIG: files.config, **files.data, **files.texts}
    sources = {file: content.decode("utf-8-sig", "replace") for file, content in written.items()}
    given = {*files.root, *(file.path for file in build.site.media)}  # An author's own pages are published as they are.
    made = {path: content for path, content in build.files.items() if path not in given}
    pages = outside_addresses(made, build.site.root_address)
    survey = build.site.consultation.survey
    address = str(survey.address.value) if survey and survey.address.supplied else ""
    answers = check_addresses(
        [*pages, *([address] if address and address not in pages else [])],
        remembered_in=options.store_folder / "links.json",
        now_s=options.now.timestamp(),
        step=progress.step,
    )
    found = list(link_problems({address: "have-your-say.html", **pages}, answers, sources))
    if address:
        place = place_of(address, sources) or Location(file=CONFIG)
        found += survey_problems(address, answers.get(address), place)
    shown = without_silenced(found, silenced_codes(build.site.consultation.silence))
    return sorted_problems([*build.problems, *shown]), checked_links_text(list(answers.values()))

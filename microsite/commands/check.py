"""`check`: name every problem and every fact that is still to be supplied; write nothing."""

from __future__ import annotations

from microsite.cache import Cache
from microsite.commands.options import Options
from microsite.commands.summary import failed, print_problems
from microsite.pipeline import make_site
from microsite.problems import Severity
from microsite.report import facts_text, report_json


def run_check(options: Options) -> int:
    """Check the site.

    Returns:
        0 when it can be built; 1 for errors, and for warnings when they are to count.
    """
    build = make_site(
        options.site, options.engine_templates, options.now, cache=Cache(options.cache_folder, writes=False)
    )
    failing = failed(build.problems, options.strict)
    if options.json:
        options.console.print(report_json(build.problems, ready=not failing))
        return int(failing)
    print_problems(options.console, build.problems)
    facts = facts_text(build.problems)
    if facts:
        options.console.print(f"Still to be supplied:\n{facts}\n")
    if failing:
        options.console.print("The site cannot be built yet.")
    elif any(problem.severity is not Severity.TO_SUPPLY for problem in build.problems):
        options.console.print("The site can be built.")
    else:
        options.console.print("No problem was found. The site can be built.")
    return int(failing)

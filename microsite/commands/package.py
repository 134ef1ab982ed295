"""`package`: pack the site into one file, for whoever looks after the web server."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from textwrap import fill

from markupsafe import Markup

from microsite import __version__, typed_program
from microsite.archive import package, write_archive
from microsite.commands.options import Options
from microsite.commands.summary import failed, print_problems, relative, with_approvals
from microsite.formats.hosts.served import HEADERS
from microsite.model.site import Site
from microsite.pipeline import Build, make_site
from microsite.problems import OutputRefused, Problem, Severity
from microsite.progress import Progress
from microsite.render.diary import boundary_report
from microsite.render.wording import Wording
from microsite.render.words import FALLBACK_LANGUAGE, words_for
from microsite.report import report_json
from microsite.store import Store
from microsite.write import refuse_file

#: How far away a day is; left out of the sheet, which is read later.
_SINCE_NOW = re.compile(r" \((?:today|tomorrow|in \d+ days)\)")
SHEET = """\
{title}
{organisation}

The website as of {moment}.
It was made with microsite {version}.

What is in this file
  The folder “site” is the whole website: {files} files, {size:.1f} MB. It needs no
  database, no program and no build step on the server.

What to do
  1. Unpack this file. To check that nothing is missing or damaged:
       sha256sum -c SHA256SUMS.txt
  2. Put everything that is in “site” on the web server, in its root or in any
     folder. Links are relative, so both work.
  3. Take away what a package before this one put there. Do not leave old files
     beside the new ones: what is no longer published must not stay online.
  4. {address}

What the server should do
  Missing pages   answer with 404.html and status 404
  Text            serve as UTF-8: .html .css .js .txt .xml .json .svg .ics
  Types           .ics text/calendar, feed.xml application/atom+xml,
                  .svg image/svg+xml, .webp image/webp
  assets/         Cache-Control: public, max-age=31536000, immutable
  All other files Cache-Control: no-cache
  Headers of every page:
    {headers}

When there will be a new package
  {truth}
"""


def run_package(options: Options) -> int:
    """Pack the site.

    Returns:
        0 when the file is written; 1 when the site has errors or the file cannot be written.
    """

    def name(site: Site) -> str:
        return "package.zip"

    def pack(build: Build, site: Site) -> bytes:
        return package(build.files, _sheet(options, build, site))

    return write_packed(options, name, pack, ready=_READY)


_READY = (
    "The package is ready: {file}",
    "Give it to the people who look after your web server. It tells them what to do.",
)


def write_packed(
    options: Options,
    name: Callable[[Site], str],
    pack: Callable[[Build, Site], bytes],
    *,
    ready: Sequence[str],
    replaces: bool = True,
) -> int:
    """Make the site, pack it into a file, and report the result.

    Args:
        options: the options of this run.
        name: returns the file's name in the site's folder, for when `--to` names none.
        pack: returns the content of the file.
        ready: what to say when it is written.
        replaces: whether another package may be replaced.

    Returns:
        0 when the file is written; 1 when the site has errors or the file cannot be written.
    """
    progress, store = Progress(sys.stderr), Store(options.store_folder)
    file: Path | None = None
    try:
        build = make_site(options.site, options.engine_templates, options.now, store=store, step=progress.step)
        if replaces:  # Not for a record, which contains the report on the site and is kept where others read it.
            build = with_approvals(options, build)
        problems: Sequence[Problem] = build.problems
        if build.site is not None and not failed(problems, options.strict):
            wanted = Path(options.to) if options.to else options.site / name(build.site)
            refuse_file(wanted, options.site_parts)
            write_archive(pack(build, build.site), wanted, replaces=replaces)
            file = wanted
        store.flush()
    except OutputRefused as refused:
        problems = [refused.problem]
    finally:
        progress.end()
    code = 0 if file else 1
    if options.json:
        options.console.print(report_json(problems, file=str(file) if file else None))
        return code
    print_problems(options.console, problems, least=Severity.WARNING)
    missing = sum(each.severity is Severity.TO_SUPPLY for each in problems)
    if file and missing:
        facts = "1 fact is" if missing == 1 else f"{missing} facts are"
        ready = (*ready, f"{facts} still to be supplied; {typed_program()} check lists them.")
    for line in ready if file else ("No file was written.",):
        options.console.print(line.format(file=relative(file or Path(), Path.cwd())))
    now = options.now if options.now.tzinfo else options.now.replace(tzinfo=UTC)
    if file and options.now_written and now > datetime.now(UTC):
        options.console.print(
            f"It shows the website as it will be at {options.now_written}. Do not put it online before."
        )
    return code


def moment_of(site: Site, wording: Wording) -> str:
    """Say which moment a site was made for, with its time zone."""
    local = site.clock.now.astimezone(site.clock.zone)
    return f"{plain(wording.starting(local))} ({site.consultation.time_zone})"


def plain(said: Markup) -> str:
    """Return a worded moment as plain text, without tags and no-break spaces."""
    return said.striptags().replace("\u00a0", " ")


def wording_of(options: Options, site: Site) -> Wording:
    """Return the wording for moments and statuses, in the language of reports."""
    return Wording(site, words_for(options.engine_templates, FALLBACK_LANGUAGE, marked=False))


def _sheet(options: Options, build: Build, site: Site) -> str:
    wording = wording_of(options, site)
    address = (
        f"The address of its first page is then {site.root_address}"
        if site.root_address
        else ("Tell the editors the address that it gets. They put it in site_address.")
    )
    return SHEET.format(
        title=site.consultation.title,
        organisation=site.consultation.organisation,
        moment=moment_of(site, wording),
        version=__version__,
        files=len(build.files),
        size=sum(map(len, build.files.values())) / 1_000_000,
        address=address,
        headers="\n    ".join(f"{name}: {value}" for name, value in HEADERS.items()),
        truth=fill(_SINCE_NOW.sub("", boundary_report(site, wording)), 76).replace("\n", "\n  "),
    )

"""Arguments, environment, clock and exit codes: everything that is not a function of the site itself."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from microsite import __version__
from microsite.console import Console

COMMANDS = ("build", "check", "serve", "dates", "rehearse", "components")
#: What a process does that is started beforehand, to convert chapters.
READY_FOR_CHAPTERS = ("microsite.shared_work:get_ready",)
DEFAULT_PORT, LAST_PORT = 5500, 65535
EXIT_USAGE, EXIT_BUG, EXIT_INTERRUPTED = 2, 3, 130

DESCRIPTION = """\
Make the website of a consultation from the folder you are in.

  build.py             builds the website into the folder output/
  build.py check       lists mistakes, and facts that are still to be supplied
  build.py serve       shows the site in a browser while you write it
  build.py dates       lists every date to come, and writes a calendar of them
  build.py rehearse    shows the website in every stage, for sign-off
  build.py components  shows the parts that pages are made of, for designers
"""
EPILOG = """\
What you change:
  site_config.yaml    names, dates, partners, the survey's address
  content/            the chapters, one Markdown file each

Nothing you do here can spoil the website: with a mistake in a file, the program
says where it is and what to do, and output/ stays as it was.
The guide for editors is docs/guide/README.md.
"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line, and where the help is."""
        raise UsageError(f"{message[:1].upper()}{message[1:]}. For help: build.py --help")


class UsageError(Exception):
    """The command line does not say what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code: 0 done, 1 mistakes in the site, 2 usage, 3 a bug, 130 interrupted."""
    started_s = time.monotonic()
    out, err = Console(sys.stdout, os.environ), Console(sys.stderr, os.environ)
    written = sys.argv[1:] if arguments is None else list(arguments)
    try:
        return _run(written, out, started_s)
    except UsageError as error:
        err.print(str(error))
        return EXIT_USAGE
    except KeyboardInterrupt:
        err.print("Stopped. The output folder is as it was.")
        return EXIT_INTERRUPTED
    except SystemExit as leaving:
        return int(leaving.code or 0)
    except Exception as error:  # The last resort: an author never sees a traceback.
        from microsite.bug_report import write_bug_report

        err.print(write_bug_report(error, written))
        return EXIT_BUG


def _run(written: Sequence[str], out: Console, started_s: float) -> int:
    chosen = _parser().parse_args(written)
    if chosen.help:
        out.print(_parser().format_help().rstrip())
        return 0
    if chosen.version:
        out.print(f"microsite {__version__}")
        return 0
    if chosen.command not in COMMANDS:
        from microsite.problems import did_you_mean, sentences

        near = did_you_mean(chosen.command, COMMANDS)
        raise UsageError(sentences(f"There is no command “{chosen.command}”.", near, "For help: build.py --help"))
    for_check = [name for name in ("links", "repairs", "sarif") if getattr(chosen, name)]
    if chosen.command != "check" and for_check:
        raise UsageError(f"--{for_check[0]} belongs to: build.py check")
    if chosen.json and chosen.sarif:
        raise UsageError("Choose one of --json and --sarif")
    if chosen.command == "build":
        from microsite.workers import start_ready_worker

        start_ready_worker(READY_FOR_CHAPTERS, "microsite.shared_work:work_on_job")
    from microsite.commands.options import Options

    site = Path(chosen.site)
    folder = {"components": "components", "rehearse": "rehearsal"}.get(chosen.command, "output")
    options = Options(
        site=site,
        output=Path(chosen.output) if chosen.output else site / folder,
        now=_moment(chosen.now, os.environ),
        strict=chosen.strict,
        json=chosen.json,
        sarif=chosen.sarif,
        links=chosen.links,
        repairs=chosen.repairs,
        console=out,
        engine_templates=engine_templates(),
        now_written=chosen.now or "",
        now_is_fixed=bool(chosen.now or os.environ.get("SOURCE_DATE_EPOCH")),
        clock=lambda: datetime.now(UTC).replace(second=0, microsecond=0),
        host=chosen.host,
        port=_port(chosen.port),
        open=chosen.open,
        follow=chosen.follow,
        started_s=started_s,
        browser=_browser(os.environ) if chosen.command == "rehearse" else "",
    )
    if chosen.command == "check":
        from microsite.commands.check import run_check

        return run_check(options)
    if chosen.command == "serve":
        from microsite.commands.serve import run_serve

        return run_serve(options)
    if chosen.command == "components":
        from microsite.commands.components import run_components

        return run_components(options)
    if chosen.command == "dates":
        from microsite.commands.dates import run_dates

        return run_dates(options)
    if chosen.command == "rehearse":
        from microsite.commands.rehearse import run_rehearse

        return run_rehearse(options)
    from microsite.commands.build import run_build

    return run_build(options)


def _browser(environment: Mapping[str, str]) -> str:
    from microsite.commands.browser_pictures import find_browser

    return find_browser(environment)


def engine_templates() -> Path:
    """Where the engine's templates are: beside the package in a checkout, inside it when installed."""
    package = Path(__file__).resolve().parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="build.py",
        usage="build.py [build|check|serve|dates|rehearse|components] [options]",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
        allow_abbrev=False,
    )
    parser.add_argument("command", nargs="?", default="build", help=argparse.SUPPRESS)
    options = parser.add_argument_group("Options, which you may never need")
    add = options.add_argument
    add("--site", metavar="FOLDER", default=".", help="the folder that holds site_config.yaml; else this one")
    add(
        "--output",
        metavar="FOLDER",
        help="where the result goes; else output/, rehearsal/ or components/ in the site's folder",
    )
    add(
        "--now",
        metavar="MOMENT",
        help="build as if it were then, such as 2027-03-01T09:00 on the site's clocks",
    )
    add("--strict", action="store_true", help="let warnings stop the build as well")
    add("--json", action="store_true", help="write the result for another program to read")
    add("--sarif", action="store_true", help="with check: write the result for code hosts and editors (SARIF)")
    add("--links", action="store_true", help="with check: ask every outside address whether it still answers")
    add("--repairs", action="store_true", help="with check: list what was typed in another way than the pages show it")
    add("--open", action="store_true", help="with serve: open the browser as well")
    add("--follow", action="store_true", help="with serve: go to the page whose chapter was saved")
    add("--port", metavar="NUMBER", default=str(DEFAULT_PORT), help=f"with serve: another port than {DEFAULT_PORT}")
    add("--host", metavar="ADDRESS", default="127.0.0.1", help="with serve: let other machines see it, as 0.0.0.0")
    add("--version", action="store_true", help="say which version this is")
    add("-h", "--help", action="store_true", help="show this text")
    return parser


def _port(written: str) -> int:
    if written.isascii() and written.isdecimal() and int(written) <= LAST_PORT:
        return int(written)
    raise UsageError(f"“{written}” is not a port. Write a number such as 8000")


def _moment(written: str | None, environment: Mapping[str, str]) -> datetime:
    """The moment to build for: as written, else from SOURCE_DATE_EPOCH, else the clock's."""
    if written:
        try:
            return datetime.fromisoformat(written)
        except ValueError:
            raise UsageError(f"“{written}” is not a moment. Write it as 2027-03-01T09:00") from None
    epoch = environment.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError):
            raise UsageError(f"SOURCE_DATE_EPOCH is “{epoch}”; it must be a number of seconds") from None
    return datetime.now(UTC)

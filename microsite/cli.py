"""Run a command: its environment, clock and exit code. What is typed is read in `command_line.py`."""

from __future__ import annotations

import gc
import os
import sys
import time
from typing import TYPE_CHECKING, Any

from microsite import __version__
from microsite.lean_imports import import_as_if_missing, import_without
from microsite.record import chosen_build

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from microsite.console import Console

#: What a process started beforehand calls to convert chapters: at once, with its job, and afterwards.
FOR_CHAPTERS = (
    ("microsite.shared_work:get_ready",),
    "microsite.shared_work:work_on_job",
    "microsite.import_bundle:save_bundle",
)
#: An optional dependency, and the library that imports it if it is there.
UNUSED_LIBRARY = ("typing_extensions", "msgspec")
#: Modules of the standard library, with what they import only for parts of them that no build uses.
UNUSED_PARTS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "urllib.parse": {"ipaddress": ()},
    "shutil": {"bz2": (), "lzma": ()},
}
EXIT_USAGE, EXIT_BUG, EXIT_INTERRUPTED = 2, 3, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 mistakes in the site, 2 usage, 3 a bug, 130 interrupted."""
    started_s = time.monotonic()
    written = sys.argv[1:] if arguments is None else list(arguments)
    from microsite.command_line import UsageError
    from microsite.console import Console

    out, err = Console(sys.stdout, os.environ), Console(sys.stderr, os.environ)
    try:
        if chosen_build(written) is not None:  # First of all, since importing what chapters need takes longest.
            from microsite.workers import start_ready_worker

            import_as_if_missing(*UNUSED_LIBRARY)
            for library, unused in UNUSED_PARTS.items():
                import_without(unused, library)
            start_ready_worker(*FOR_CHAPTERS)
        else:
            gc.enable()  # A command may run for hours, and must free what it does not need.
        return _run(written, out, started_s)
    except UsageError as error:
        err.print(str(error))
        return EXIT_USAGE
    except KeyboardInterrupt as stopped:
        err.print(str(stopped) or "Stopped. The output folder has not changed.")
        return EXIT_INTERRUPTED
    except SystemExit as leaving:
        return int(leaving.code or 0)
    except Exception as error:  # The last resort: an author never sees a traceback.
        from microsite.bug_report import write_bug_report

        err.print(write_bug_report(error, written))
        return EXIT_BUG


def _run(written: Sequence[str], out: Console, started_s: float) -> int:
    from microsite.command_line import DEFAULT_PORT, help_text, read_command_line, read_moment, read_port, this_minute

    asked = read_command_line(written)
    if asked.get("help"):
        out.print(help_text())
        return 0
    if asked.get("version"):
        out.print(f"microsite {__version__}")
        return 0
    from pathlib import Path

    import_as_if_missing(*UNUSED_LIBRARY)
    from microsite.commands.options import Options

    command, site, now = asked["command"], Path(asked.get("site", ".")), asked.get("now")
    folders = {
        "components": "components",
        "rehearse": "rehearsal",
        "compare": "comparison",
        "review": "review",
        "paper": "paper",
    }
    folder = folders.get(command, "output")
    options = Options(
        site=site,
        output=Path(asked["output"]) if asked.get("output") else site / folder,
        now=read_moment(now, os.environ),
        strict=asked.get("strict", False),
        json=asked.get("json", False),
        sarif=asked.get("sarif", False),
        links=asked.get("links", False),
        repairs=asked.get("repairs", False),
        console=out,
        engine_templates=engine_templates(),
        now_written=now or "",
        now_is_fixed=bool(now or os.environ.get("SOURCE_DATE_EPOCH")),
        clock=this_minute,
        host=asked.get("host", ""),
        port=read_port(asked["port"]) if "port" in asked else DEFAULT_PORT,
        open=asked.get("open", False),
        follow=asked.get("follow", False),
        to=asked.get("to") or "",
        public=asked.get("public", False),
        dry_run=asked.get("dry_run", False),
        adopt=asked.get("adopt", False),
        yes=asked.get("yes", False),
        changes=asked.get("changes") or "",
        split=asked.get("split") or "",
        headings=asked.get("headings") or "both",
        sheet=asked.get("sheet") or "",
        started_s=started_s,
        words=tuple(asked.get("words") or ()),
        given=_given(asked),
        after=asked.get("after") or "",
        checked=asked.get("checked", False),
        languages=asked.get("languages", False),
        duties=asked.get("duties", False),
        strict_duties=asked.get("strict_duties", False),
        language=asked.get("language") or "",
        strict_approvals=asked.get("strict_approvals", False),
        partner=asked.get("partner") or "",
        by=asked.get("by") or "",
        with_held_back=asked.get("with_held_back", False),
        docs=docs_folder(),
        browser=_browser(os.environ) if command == "rehearse" else "",
    )
    if command != "build":
        # A module cannot be named import.
        module = __import__(
            f"microsite.commands.{'import_word' if command == 'import' else command}", fromlist=[command]
        )
        return int(getattr(module, f"run_{command}")(options))
    from microsite.commands.build import run_build

    return run_build(options)


def _given(asked: Mapping[str, Any]) -> dict[str, str]:
    """Return the facts given as options, by their keys."""
    from microsite.command_line import ANSWERS, APPROVAL

    given = {key: str(asked[key]) for key in (*ANSWERS, *APPROVAL) if asked.get(key) is not None}
    pairs = (each.partition("=") for each in asked.get("set") or ())
    return given | {key.strip(): value.strip() for key, _, value in pairs}


def _browser(environment: Mapping[str, str]) -> str:
    from microsite.commands.browser_pictures import find_browser

    return find_browser(environment)


def engine_templates() -> Path:
    """Return the folder of the engine's templates: beside the package in a checkout, inside it when installed."""
    return _part("templates")


def docs_folder() -> Path:
    """Return the folder of the guide and of the pages on problems."""
    return _part("docs")


def _part(name: str) -> Path:
    from pathlib import Path

    package = Path(__file__).resolve().parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name

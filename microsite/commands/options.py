"""Everything that a command takes from its arguments, the environment and the clock, in one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct, field

from microsite.console import Console


class Options(Struct, frozen=True, kw_only=True):
    """The options of one run."""

    site: Path
    output: Path
    #: The moment the site is made for; without a time zone, it is in the site's.
    now: datetime
    strict: bool
    json: bool
    console: Console
    #: Whether to print SARIF, for code hosts and editors.
    sarif: bool = False
    #: Whether to check outside links.
    links: bool = False
    #: Whether to list repairs.
    repairs: bool = False
    engine_templates: Path
    #: Whether `now` was asked for; otherwise `clock` returns the current moment.
    now_is_fixed: bool
    #: `now` as written on the command line; empty if it was not.
    now_written: str = ""
    clock: Callable[[], datetime]
    #: For `serve`: address and port, whether to open a browser, and whether the browser follows to the edited page.
    host: str
    port: int
    open: bool
    follow: bool
    #: For `archive`: whether people can read the site as it is.
    public: bool = False
    #: Where to write, for `publish` the target folder; whether it is a dry run; for `publish`, whether to accept other
    #: people's files in the folder, and to remove many files.
    to: str = ""
    dry_run: bool = False
    adopt: bool = False
    yes: bool = False
    #: For `import`: how to read the documents, which are in `words`.
    changes: str = ""
    split: str = ""
    headings: str = "both"
    #: For `results import`: the sheet of the workbook that the answers are in.
    sheet: str = ""
    #: When the run began, on the monotonic clock.
    started_s: float
    #: What to start, add, import or explain; the facts given for it; and the chapter that it comes after.
    words: tuple[str, ...] = ()
    given: Mapping[str, str] = field(default_factory=lambda: {})
    after: str = ""
    #: Whether to mark a translation as up to date.
    checked: bool = False
    #: Whether to show the languages of the site side by side.
    languages: bool = False
    #: Whether to show the checklist of duties, and whether a duty that is not met stops a build.
    duties: bool = False
    strict_duties: bool = False
    #: The language of imported documents; empty for the site's first one.
    language: str = ""
    #: Whether problems with the partners' approvals count as errors.
    strict_approvals: bool = False
    #: For `review`: the partner it is for, the day to answer by, and whether to include what is held back.
    partner: str = ""
    by: str = ""
    with_held_back: bool = False
    #: Where the guide and the pages on problems are.
    docs: Path = Path("docs")
    #: The path of the browser that takes pictures; empty if there is none.
    browser: str = ""

    @property
    def site_parts(self) -> tuple[Path, ...]:
        """The folders that no output may replace or be inside: the site's and the program's own."""
        own = (self.engine_templates, self.engine_templates.parent / "microsite")
        from microsite.load.site_files import theme_of

        return (
            self.site / "content",
            self.site / "sign-off",
            self.site / "theme",
            theme_of(self.site),
            self.site / ".git",
            *own,
        )

    @property
    def store_folder(self) -> Path:
        """The folder that keeps results between runs, beside the output."""
        return self.output.parent / ".microsite-cache"

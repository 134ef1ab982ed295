"""What every command is told: read from arguments, environment and clock in one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct, field

from microsite.console import Console


class Options(Struct, frozen=True, kw_only=True):
    """The choices of one run."""

    site: Path
    output: Path
    #: The moment the site is made for; without a time zone it is on the site's clocks.
    now: datetime
    strict: bool
    json: bool
    console: Console
    #: Whether the result is written for code hosts and editors.
    sarif: bool = False
    #: Whether outside addresses are asked.
    links: bool = False
    #: Whether what was repaired is listed.
    repairs: bool = False
    engine_templates: Path
    #: Whether somebody asked for that moment; else `clock` goes on giving the one it is.
    now_is_fixed: bool
    #: That moment as it was written on the command line; empty where it was not.
    now_written: str = ""
    clock: Callable[[], datetime]
    #: For the preview: address and port, whether to open a browser, and whether it goes to the edited page.
    host: str
    port: int
    open: bool
    follow: bool
    #: For a record: whether people can read the site as it is.
    public: bool = False
    #: For publishing: the folder, whether to list only, to accept files of other people, and to remove many.
    to: str = ""
    dry_run: bool = False
    adopt: bool = False
    yes: bool = False
    #: For an import: how its documents, which are in `words`, are read.
    changes: str = ""
    split: str = ""
    headings: str = "both"
    #: For the counts of a survey: the sheet of the workbook that its answers are in.
    sheet: str = ""
    #: Seconds on a clock that only goes forward, when the run began.
    started_s: float
    #: What to begin, add, import or explain; the facts that are given for it; and the chapter that it comes after.
    words: tuple[str, ...] = ()
    given: Mapping[str, str] = field(default_factory=lambda: {})
    after: str = ""
    #: Whether a translation is said to be up to date.
    checked: bool = False
    #: Whether the languages of the site are shown side by side.
    languages: bool = False
    #: Whether the checklist of duties is shown, and whether a duty that is not met stops a build.
    duties: bool = False
    strict_duties: bool = False
    #: The language of the documents that are imported; empty for the site's first one.
    language: str = ""
    #: Whether what is wrong with the partners' approvals counts as errors.
    strict_approvals: bool = False
    #: For a review pack: the partner whose own it is, the day to answer by, and whether it has what is held back.
    partner: str = ""
    by: str = ""
    with_held_back: bool = False
    #: Where the guide and the pages on problems are.
    docs: Path = Path("docs")
    #: The path of a browser that takes pictures; empty where there is none.
    browser: str = ""

    @property
    def site_parts(self) -> tuple[Path, ...]:
        """The folders that no output may replace or lie in: those of the site, and the program's own."""
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
        """Where results are kept from one run to the next: beside the output."""
        return self.output.parent / ".microsite-cache"

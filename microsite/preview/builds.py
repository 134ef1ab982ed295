"""Build in a thread of its own, one build at a time, and never raise: what goes wrong is part of the result."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from microsite.language_plans import plan_languages
from microsite.load.file_names import nfc
from microsite.load.outside import Outside
from microsite.load.site_files import SiteFiles, load_site_files, reload_site_files
from microsite.pipeline import Build, gc_paused
from microsite.plan import Plan
from microsite.preview.edition import Cancelled, Edition
from microsite.problems import Problem, Severity, SiteUnreadable
from microsite.store import Store

#: How long after a build the pages that nobody looks at are rendered and checked too, if nothing is saved meanwhile.
CHECKED_AFTER_S = 1.0
#: Saves begun within `TRICKLE_S` of a build are debounced, as when a program writes several files: they are built
#: together once nothing more has been saved for `SETTLED_S`, or `LATEST_S` after the first of them at the latest.
TRICKLE_S, SETTLED_S, LATEST_S = 0.3, 0.2, 1.0


class Choices(Struct, frozen=True, kw_only=True):
    """What the author wants to see."""

    #: The moment to show, if not the present; without a time zone, it is in the site's.
    as_of: datetime | None = None
    #: Whether chapters that are drafts are shown.
    drafts: bool = False


class State(Struct, frozen=True, kw_only=True):
    """The result of the latest build."""

    number: int
    #: The last good site; None if there has been none yet.
    edition: Edition | None
    #: What is wrong with the files as they are now.
    problems: tuple[Problem, ...]
    #: Whether the edition is older than the files, because they have errors.
    failed: bool
    #: The traceback of a bug in the program; usually empty.
    bug: str
    built_at: datetime
    #: The files that were saved; empty if something else caused the build.
    changed_files: tuple[str, ...]
    choices: Choices
    #: The lists that the edition was made of, as `content/data/events.yaml`.
    lists: tuple[str, ...] = ()
    #: Whether every page has been rendered and checked.
    is_complete: bool = False


class Builder:
    """Makes a new state after every change."""

    def __init__(
        self,
        folder: Path,
        engine_templates: Path,
        store: Store,
        clock: Callable[[], datetime],
        publish: Callable[[State], None],
        choices: Choices,
    ) -> None:
        """Take what to build.

        Args:
            folder: the site's folder.
            engine_templates: the templates that every site shares.
            store: keeps what is made.
            clock: returns the moment that the site is made for.
            publish: called with every state, in the thread that builds or the one that checks.
            choices: what is shown at first.
        """
        self._folder, self._engine_templates = folder, engine_templates
        self._store, self._clock, self._publish = store, clock, publish
        self._wanted = threading.Condition()
        self._waiting: set[str] | None = set()
        self._waiting_choices = choices
        self._ended = False
        #: When the last build ended, and when files last changed, on a monotonic clock.
        self._built_s = self._changed_s = -LATEST_S
        #: The check of other pages stops while a build runs: Python's threads share one processor.
        self._is_building = False
        self._files: SiteFiles | None = None
        #: The last edition all of whose pages have been checked and have no errors.
        self._checked: Edition | None = None
        self._state: State | None = None

    @property
    def state(self) -> State | None:
        """The latest state; None before the first build."""
        return self._state

    def start(self) -> None:
        """Build straight away, and then after every change."""
        threading.Thread(target=self._build_loop, daemon=True).start()

    def files_changed(self, files: Collection[str]) -> None:
        """Ask for a build because files have changed."""
        with self._wanted:
            self._waiting = {*(self._waiting or ()), *files}
            self._changed_s = time.monotonic()
            self._wanted.notify()

    def choose(self, choices: Choices) -> None:
        """Ask for a build because the author wants to see something else."""
        with self._wanted:
            self._waiting = self._waiting or set()
            self._waiting_choices = choices
            self._wanted.notify()

    def end(self) -> None:
        """Stop building."""
        with self._wanted:
            self._ended = True
            self._wanted.notify()

    def _build_loop(self) -> None:
        while True:
            with self._wanted:
                self._wanted.wait_for(lambda: self._ended or self._waiting is not None)
                self._debounce()
                if self._ended:
                    return
                files, self._waiting = self._waiting or set(), None
                choices = self._waiting_choices
            self._is_building = True
            state = self._built(files, choices)
            self._state = state
            self._is_building = False
            self._built_s = time.monotonic()
            self._publish(state)
            if state.edition is not None and not state.failed:
                self._end_run(state)
                timer = threading.Timer(CHECKED_AFTER_S, self._check, (state,))
                timer.daemon = True
                timer.start()

    def _debounce(self) -> None:
        """Wait for further saves, if these began just after a build."""
        began_s, chosen = self._changed_s, self._waiting_choices
        while not self._ended and chosen is self._waiting_choices:
            wait_s = debounce_s(time.monotonic(), self._built_s, began_s, self._changed_s)
            if not wait_s:
                return
            self._wanted.wait(wait_s)

    def _built(self, files: Collection[str], choices: Choices) -> State:
        before = self._state
        edition = before.edition if before else None
        state = State(
            number=before.number + 1 if before else 1,
            edition=edition,
            problems=(),
            failed=True,
            bug="",
            built_at=datetime.now().astimezone(),
            changed_files=tuple(sorted(nfc(file) for file in files)),
            choices=choices,
            lists=before.lists if before else (),
        )
        try:
            with gc_paused():
                return self._made(state, files, choices)
        except Exception as error:  # The preview goes on; a bug in the program is reported like anything else.
            return self._failed(state, error)

    def _made(self, state: State, files: Collection[str], choices: Choices) -> State:
        plans = self._plans(files, choices)
        if isinstance(plans, SiteUnreadable):
            return replace(state, problems=plans.problems)
        problems = plans[0].reported(problem for plan in plans for problem in plan.found)
        if not all(plan.can_be_rendered for plan in plans):
            return replace(state, problems=problems)
        made = Edition(plans, self._store)
        for path in _pages_of(made, files):
            made.content(path)
        lists = tuple(self._files.data) if self._files else ()
        return replace(state, edition=made, problems=problems, failed=False, lists=lists)

    def _plans(self, changed_files: Collection[str], choices: Choices) -> tuple[Plan, ...] | SiteUnreadable:
        try:
            files = reload_site_files(self._files, self._folder, changed_files) if self._files else None
            self._files = files or load_site_files(self._folder)
        except SiteUnreadable as unreadable:
            self._files = None
            return unreadable
        now = choices.as_of or self._clock()
        return plan_languages(
            self._files,
            self._folder,
            self._engine_templates,
            now,
            self._store,
            drafts=choices.drafts,
        )

    def _failed(self, state: State, error: Exception) -> State:
        edition = state.edition
        try:
            from microsite.render.theme_problems import theme_problem

            outside = self._files.outside if self._files else Outside()
            problem = outside.with_theme_path(theme_problem(error, self._folder / (outside.theme or "theme")))
            return replace(state, problems=(problem,), failed=True, edition=edition)
        except Exception:
            report = "".join(traceback.format_exception(error))
            return replace(state, bug=report, failed=True, edition=edition)

    def _end_run(self, state: State) -> None:
        """Write what was made to disk; only once it is served, since nobody should wait for a disk."""
        try:
            self._store.end_run()
        except Exception as error:  # The next save must still be built.
            self._state = self._failed(state, error)
            self._publish(self._state)

    def _check(self, state: State) -> None:
        """Draw and check the pages that nobody has looked at yet, and report problems there too."""
        edition = state.edition
        if edition is None or self._state is not state:
            return
        try:
            build = edition.complete(lambda: self._state is state and not self._is_building and not self._ended)
        except Cancelled:
            return
        except Exception as error:
            reported = self._failed(replace(state, edition=self._checked), error)
        else:
            reported = self._reported(state, edition, build)
        if reported is not None and self._state is state:
            self._state = reported
            self._publish(reported)

    def _reported(self, state: State, edition: Edition, build: Build) -> State | None:
        if build.has_errors:
            return replace(state, problems=build.problems, failed=True, edition=self._checked, is_complete=True)
        self._checked = edition
        same = build.problems == state.problems
        return None if same else replace(state, problems=build.problems, is_complete=True)


def debounce_s(now_s: float, built_s: float, began_s: float, changed_s: float) -> float:
    """Return how long a build has to wait for further saves; 0 if the last build was not just before the first save.

    Args:
        now_s: the present; like the others, on a monotonic clock.
        built_s: when the last build ended.
        began_s: when the first file that is not built yet was saved.
        changed_s: when the latest file was saved.
    """
    if began_s - built_s > TRICKLE_S:
        return 0.0
    return max(0.0, min(changed_s + SETTLED_S, began_s + LATEST_S) - now_s)


def _pages_of(edition: Edition, files: Collection[str]) -> list[str]:
    """Return the pages made from some files, else the home page: rendering them shows at once if a template fails."""
    of_chapters = [path for file, path in edition.texts if file in files]
    return of_chapters or ["index.html"]


def counted(problems: Collection[Problem]) -> tuple[Problem, ...]:
    """Return the problems that are shown while writing: all except facts to be supplied, and repairs."""
    return tuple(problem for problem in problems if problem.severity > Severity.TO_SUPPLY)

"""Sees every save: the system's own events wake it, and comparing the folder with what it was tells what changed."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from microsite.preview.livereload_package import Watcher
from microsite.preview.scan import PARTS, Stamp, changed_files, rescan, scan

#: After an event nothing may happen for so long before the folder is looked at: editors write in several steps. The
#: configuration is saved less often than chapters, and each thread that waits wakes up this often.
QUIET_MS, QUIET_FOR_CONFIG_MS = 8, 24
#: Somebody who saves again and again still sees what has been saved so far.
LONGEST_WAIT_MS = 200
#: Where the system tells nothing, as on network drives, the folder is compared this often; elsewhere as well, less
#: often, since events can be lost.
COMPARED_EVERY_S = 0.5
COMPARED_WITH_EVENTS_EVERY_S = 1.0
#: Comparing must not keep a slow drive busy: at most this part of the time.
MOST_OF_THE_TIME = 0.05
#: Systems count the time of a change in steps of up to ten milliseconds: what was saved so shortly before it was looked
#: at can have been saved once more since then, with the very same stamp.
STEP_NS = 12_000_000

Changed = Callable[[Sequence[str]], None]


class SiteWatcher(Watcher):
    """Watches the files that a site is made of."""

    def __init__(self, folder: Path, engine_templates: Path, changed: Changed, *, events: bool = True) -> None:
        """Take what to watch.

        Args:
            folder: the site's folder.
            engine_templates: the templates that every site shares.
            changed: told the paths of changed files, in a thread of the watcher's own.
            events: whether the system's events are used where there are any.
        """
        super().__init__()
        self._folder, self._engine_templates = folder, engine_templates
        #: The system names files by the folder's whole path, or by the one that its links lead to.
        self._whole_paths = (folder.absolute(), folder.resolve())
        self._changed = changed
        self._events = events
        self._ended = threading.Event()
        self._compare = threading.Lock()
        self._woken = threading.Event()
        self._seen: dict[str, Stamp] = scan(folder, engine_templates)
        #: Files that were saved only just before they were looked at.
        self._uncertain: set[str] = set()
        # Without a task of its own the server would watch the current folder.
        self.watch(str(folder))

    def start(self, callback: Any) -> bool:
        """Begin to watch; the server is told that it need not ask again and again."""
        threading.Thread(target=self._look_again_and_again, daemon=True).start()
        if self._events:
            for recursive in (True, False):
                threading.Thread(target=self._wait_for_events, args=(recursive,), daemon=True).start()
        return True

    def end(self) -> None:
        """Stop watching."""
        self._ended.set()
        self._woken.set()

    def look(self, named: Sequence[str] = ()) -> None:
        """Compare the folder with what it was.

        Args:
            named: files that the system names; where one is no file of the site, everything is compared. On Windows a
                file can be written over without any trace but that.
        """
        with self._compare:
            looked_ns = time.time_ns()
            now = rescan(self._seen, self._folder, named) if named else None
            now = now or scan(self._folder, self._engine_templates)
            changed = {*changed_files(self._seen, now), *self._uncertain}
            self._seen = now
            # The stamps are older than anything that is read from here on: what is saved meanwhile is seen next time.
            files = sorted({*changed, *(name for name in named if name in now and os.name == "nt")})
            self._uncertain = {name for name in files if name in now and _is_recent(now[name], looked_ns)}
            if files:
                self._changed(files)

    def _look_again_and_again(self) -> None:
        while not self._ended.is_set():
            started_s = time.monotonic()
            with contextlib.suppress(OSError):
                self._look_when_quiet()
            took_s = time.monotonic() - started_s
            every_s = COMPARED_WITH_EVENTS_EVERY_S if self._events else COMPARED_EVERY_S
            self._ended.wait(max(every_s, took_s / MOST_OF_THE_TIME))

    def _look_when_quiet(self) -> None:
        ended_s = time.monotonic() + LONGEST_WAIT_MS / 1000
        last = scan(self._folder, self._engine_templates)
        while last != self._seen and time.monotonic() < ended_s:
            self._ended.wait(QUIET_MS / 1000)
            latest = scan(self._folder, self._engine_templates)
            if latest == last:
                break
            last = latest
        self.look()

    def _wait_for_events(self, recursive: bool) -> None:
        """Wait for the system's events, and begin again when a folder was replaced: its events ended with it.

        Args:
            recursive: whether to wait at the folders of the site; else at the site's folder itself, without what
                lies in it, which may be much that is no part of the site.
        """
        from watchfiles import watch

        while not self._ended.is_set():
            try:
                parts = self._present(recursive)
                for changes in watch(
                    *parts,
                    watch_filter=None,
                    step=QUIET_MS if recursive else QUIET_FOR_CONFIG_MS,
                    debounce=LONGEST_WAIT_MS,
                    rust_timeout=300,
                    stop_event=self._ended,
                    raise_interrupt=False,
                    yield_on_timeout=True,
                    recursive=recursive,
                    ignore_permission_denied=True,
                ):
                    if changes:
                        self.look(sorted({self._name_of(path) for _, path in changes}))
                    if self._present(recursive) != parts:
                        break
            except (OSError, RuntimeError):
                # No events here: too many folders, or a drive that has none. Comparing goes on.
                self._events = False
                return

    def _present(self, recursive: bool) -> dict[Path, tuple[int, int]]:
        """The folders there are, each with what tells it from another one of its name."""
        found: dict[Path, tuple[int, int]] = {}
        inside = (*(self._folder / part for part in PARTS[1:]), self._engine_templates)
        for path in inside if recursive else (self._folder,):
            with contextlib.suppress(OSError):
                if path.is_dir():
                    state = path.stat()
                    found[path] = (state.st_dev, state.st_ino)
        return found

    def _name_of(self, path: str) -> str:
        for folder in self._whole_paths:
            with contextlib.suppress(ValueError):
                return Path(path).relative_to(folder).as_posix()
        return ""


def _is_recent(stamp: Stamp, looked_ns: int) -> bool:
    """Whether a file was saved so shortly before it was looked at that its stamp cannot tell a further save."""
    return any(abs(looked_ns - saved_ns) < STEP_NS for saved_ns in (stamp[0], stamp[3]))

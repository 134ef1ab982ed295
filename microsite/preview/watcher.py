"""Notice every save: the system's events say when to look, and comparing the folder with before says what changed."""

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

#: How long nothing may happen after an event before the folder is looked at: programs save in several steps. It is
#: longer for the configuration, which is saved less often: each waiting thread wakes up this often.
QUIET_MS, QUIET_FOR_CONFIG_MS = 8, 24
#: The longest wait, so that somebody who saves again and again still sees what has been saved so far.
LONGEST_WAIT_MS = 200
#: How often the folder is compared if there are no events, as on network drives; and, less often, if there are events,
#: since these can be lost.
COMPARED_EVERY_S = 0.5
COMPARED_WITH_EVENTS_EVERY_S = 1.0
#: The largest proportion of the time that comparing may take, so that it does not keep a slow drive busy.
MOST_OF_THE_TIME = 0.05
#: Systems record the time of a change in steps of up to ten milliseconds: a file saved so shortly before it was looked
#: at may have been saved once more since then, with the very same stamp.
STEP_NS = 12_000_000

Changed = Callable[[Sequence[str]], None]


class SiteWatcher(Watcher):
    """Watches the files that a site is made of."""

    def __init__(self, folder: Path, engine_templates: Path, changed: Changed, *, events: bool = True) -> None:
        """Take what to watch.

        Args:
            folder: the site's folder.
            engine_templates: the templates that every site shares.
            changed: called with the paths of changed files, in a thread of the watcher's own.
            events: whether to use the system's events, if there are any.
        """
        super().__init__()
        self._folder, self._engine_templates = folder, engine_templates
        #: Events name files by the folder's absolute path, or by the path with its links resolved.
        self._whole_paths = (folder.absolute(), folder.resolve())
        self._changed = changed
        self._events = events
        self._ended = threading.Event()
        self._compare = threading.Lock()
        self._seen: dict[str, Stamp] = scan(folder, engine_templates)
        #: Files that were saved only just before they were looked at: their stamps cannot be relied on.
        self._uncertain: set[str] = set()
        # Without a task, the server would watch the current folder.
        self.watch(str(folder))

    def start(self, callback: Any) -> bool:
        """Start to watch; return true so that the server does not poll."""
        threading.Thread(target=self._watch_loop, daemon=True).start()
        if self._events:
            for recursive in (True, False):
                threading.Thread(target=self._wait_for_events, args=(recursive,), daemon=True).start()
        return True

    def end(self) -> None:
        """Stop watching."""
        self._ended.set()

    def check(self, named: Sequence[str] = ()) -> None:
        """Compare the folder with what it was, and report what has changed.

        Args:
            named: files named by an event; if one is not a known file of the site, everything is compared. On Windows,
                an event may be the only trace of a file that was overwritten.
        """
        with self._compare:
            looked_ns = time.time_ns()
            now = rescan(self._seen, self._folder, named) if named else None
            now = now or scan(self._folder, self._engine_templates)
            changed = {*changed_files(self._seen, now), *self._uncertain}
            self._seen = now
            # The stamps are older than anything read from here on: whatever is saved meanwhile is noticed next time.
            files = sorted({*changed, *(name for name in named if name in now and os.name == "nt")})
            self._uncertain = {name for name in files if name in now and _is_recent(now[name], looked_ns)}
            if files:
                self._changed(files)

    def _watch_loop(self) -> None:
        while not self._ended.is_set():
            started_s = time.monotonic()
            with contextlib.suppress(OSError):
                self._check_when_quiet()
            took_s = time.monotonic() - started_s
            every_s = COMPARED_WITH_EVENTS_EVERY_S if self._events else COMPARED_EVERY_S
            self._ended.wait(max(every_s, took_s / MOST_OF_THE_TIME))

    def _check_when_quiet(self) -> None:
        ended_s = time.monotonic() + LONGEST_WAIT_MS / 1000
        last = scan(self._folder, self._engine_templates)
        while last != self._seen and time.monotonic() < ended_s:
            self._ended.wait(QUIET_MS / 1000)
            latest = scan(self._folder, self._engine_templates)
            if latest == last:
                break
            last = latest
        self.check()

    def _wait_for_events(self, recursive: bool) -> None:
        """Wait for the system's events; start again if a folder was replaced, since its events ended with it.

        Args:
            recursive: whether to watch the folders of the site and everything in them; else the site's folder itself,
                without its subfolders, of which many may not be part of the site.
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
                        self.check(sorted({self._name_of(path) for _, path in changes}))
                    if self._present(recursive) != parts:
                        break
            except (OSError, RuntimeError):
                # No events here: too many folders, or a drive without events. Comparing goes on.
                self._events = False
                return

    def _present(self, recursive: bool) -> dict[Path, tuple[int, int]]:
        """Return the folders that exist, each with its device and inode number, which change if it is replaced."""
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
    """Whether a file was saved so shortly before it was looked at that a further save may leave the same stamp."""
    return any(abs(looked_ns - saved_ns) < STEP_NS for saved_ns in (stamp[0], stamp[3]))

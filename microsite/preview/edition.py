"""One good site, whose pages are drawn when they are asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from threading import Lock

from microsite.pipeline import Build, finish_site, prepare_pages
from microsite.plan import Plan
from microsite.store import Store


class Edition:
    """A site as it is served."""

    def __init__(self, plan: Plan, store: Store) -> None:
        """Prepare to draw.

        Args:
            plan: what the site is made of; it can be drawn.
            store: keeps what is made.
        """
        assert plan.site is not None
        self.plan, self.site = plan, plan.site
        self.pages = prepare_pages(plan, plan.site, store)
        self.drawing = self.pages.drawing
        self._store = store
        self._lock = Lock()
        self._whole: Build | None = None

    def content(self, path: str) -> bytes | None:
        """Give a file by its path below the output folder; None where there is none."""
        if path in self.drawing.files:
            return self.drawing.files[path]
        if path in self.drawing.pages:
            return self.pages.content(path)
        if path in self.plan.root:
            return self.plan.root[path]
        return self.complete().files.get(path) if "/" not in path and not path.endswith(".html") else None

    def is_drawn(self, path: str) -> bool:
        """Whether a file can be given at once."""
        return path in self.drawing.files or self.pages.is_drawn(path)

    def digest(self, path: str) -> str:
        """Tell what a page says, whatever its style is; empty where there is no such page."""
        content = self.content(path)
        if content is None:
            return ""
        without_style = content.replace(self.drawing.style_path.encode(), b"")
        return hashlib.sha256(without_style).hexdigest()[:20]

    def complete(self, is_wanted: Callable[[], bool] = lambda: True) -> Build:
        """Draw and check all that is not known yet: the result of a whole build.

        Args:
            is_wanted: asked between pages.

        Raises:
            Cancelled: the result is not wanted any more.
        """
        with self._lock:
            if self._whole is None:
                self._whole = finish_site(self.plan, lambda _: self.pages, self._store, partial(_go_on, is_wanted))
            return self._whole


class Cancelled(BaseException):
    """What was being made is out of date before it is made; no mistake, so nothing must catch it as one."""


def _go_on(is_wanted: Callable[[], bool]) -> None:
    if not is_wanted():
        raise Cancelled

"""One good site, whose pages are drawn when they are asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from threading import Lock

from microsite.cache import Cache
from microsite.memo import AFRESH, Afresh
from microsite.model.chapter import Chapter
from microsite.model.site import Site
from microsite.pipeline import Build, Plan, drawing_of, finish_site


class Edition:
    """A site as it is served; pages that cannot have changed are taken from the edition before."""

    def __init__(self, plan: Plan, cache: Cache, *, memo: Afresh = AFRESH, before: Edition | None = None) -> None:
        """Prepare to draw.

        Args:
            plan: what the site is made of; it can be drawn.
            cache: remembers pictures.
            memo: remembers what is made of templates.
            before: the edition before, when neither templates nor style have changed since.
        """
        assert plan.site is not None
        self.plan, self.site = plan, plan.site
        self.drawing = drawing_of(plan, plan.site, cache, memo)
        self._cache = cache
        self._lock = Lock()
        self._drawn: dict[str, bytes] = self._kept_from(before) if before else {}
        self._whole: Build | None = None

    def content(self, path: str) -> bytes | None:
        """Give a file by its path below the output folder; None where there is none."""
        if path in self.drawing.files:
            return self.drawing.files[path]
        if path in self.drawing.pages:
            content = self._drawn.get(path)
            if content is None:
                content = self._drawn[path] = self.drawing.draw(self.drawing.pages[path])
            return content
        return self.complete().files.get(path) if "/" not in path and not path.endswith(".html") else None

    def is_drawn(self, path: str) -> bool:
        """Whether a file can be given at once."""
        return path in self.drawing.files or path in self._drawn

    def digest(self, path: str) -> str:
        """Tell what a page says, whatever its style is; empty where there is no such page."""
        content = self.content(path)
        if content is None:
            return ""
        without_style = content.replace(self.drawing.style_path.encode(), b"")
        return hashlib.sha256(without_style).hexdigest()[:20]

    def complete(self, is_wanted: Callable[[], bool] = lambda: True) -> Build:
        """Draw and check all that has not been drawn yet: the result of a whole build.

        Args:
            is_wanted: asked between pages.

        Raises:
            NotWanted: the result is not wanted any more.
        """
        with self._lock:
            if self._whole is None:
                self._whole = finish_site(
                    self.plan,
                    self._cache,
                    lambda: self._all_files(is_wanted),
                    partial(_go_on, is_wanted),
                )
            return self._whole

    def _kept_from(self, before: Edition) -> dict[str, bytes]:
        """The pages of chapters that are as they were, when all that they tell of other chapters is so as well.

        The property that this rests on is tested: after any edit, the pages are byte for byte those of a whole build.
        """
        if not _same_but_for_texts(before, self):
            return {}
        earlier = {chapter.path: chapter for chapter in before.site.chapters}
        drawn = dict(before._drawn)
        return {
            chapter.path: drawn[chapter.path]
            for chapter in self.site.chapters
            if chapter.path in drawn and earlier.get(chapter.path) == chapter
        }

    def _all_files(self, is_wanted: Callable[[], bool]) -> dict[str, bytes]:
        for path in self.drawing.pages:
            _go_on(is_wanted)
            self.content(path)
        return self.drawing.files | {path: self._drawn[path] for path in self.drawing.pages}


class NotWanted(BaseException):
    """What was being made is out of date before it is made; no mistake, so nothing must catch it as one."""


def _go_on(is_wanted: Callable[[], bool]) -> None:
    if not is_wanted():
        raise NotWanted


def _same_but_for_texts(before: Edition, after: Edition) -> bool:
    return (
        before.drawing.style_path == after.drawing.style_path
        and _without_chapters(before.site) == _without_chapters(after.site)
        and [_outline(each) for each in before.site.chapters] == [_outline(each) for each in after.site.chapters]
    )


def _without_chapters(site: Site) -> Site:
    return replace(site, chapters=())


def _outline(chapter: Chapter) -> tuple[object, ...]:
    """All that pages of other chapters can tell of one."""
    return (
        chapter.number,
        chapter.slug,
        chapter.title,
        chapter.nav_title,
        chapter.summary,
        chapter.summary_given,
        chapter.section,
        chapter.priority,
        chapter.updated,
        chapter.redirect_from,
        chapter.file,
    )

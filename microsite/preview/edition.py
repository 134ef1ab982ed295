"""A version of the site without errors, whose pages are rendered when they are asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property, partial
from threading import Lock
from typing import TYPE_CHECKING

from microsite.model.in_languages import below_output
from microsite.pipeline import Build, finish_site, prepare_pages
from microsite.plan import Plan
from microsite.site_output import SiteOutput
from microsite.store import Store

if TYPE_CHECKING:
    from microsite.finished_pages import FinishedPages


class Edition:
    """The site as it is served, in all of its languages."""

    def __init__(self, plans: Sequence[Plan], store: Store) -> None:
        """Prepare to render.

        Args:
            plans: what the site is made of in each language; all can be rendered.
            store: keeps what is made.
        """
        sites = [plan.site for plan in plans if plan.site is not None]
        assert len(sites) == len(plans)
        self.plans, self.site = plans, sites[0]
        made = [prepare_pages(plan, site, store) for plan, site in zip(plans, sites, strict=True)]
        self._made = {id(plan): pages for plan, pages in zip(plans, made, strict=True)}
        languages = list(zip(sites, made, strict=True))
        files = {
            below_output(path, site.folder): content
            for site, pages in languages
            for path, content in pages.renderer.files.items()
        }
        self._output = SiteOutput(files, [(site.folder, pages) for site, pages in languages])
        #: The path of the stylesheet of all pages.
        self.style_path = below_output(made[0].renderer.style_path, sites[0].folder)
        #: The files of chapters and pages, each with the path of its page.
        self.texts = [(text.file, below_output(text.path, site.folder)) for site, _ in languages for text in site.texts]
        self._style_paths = [pages.renderer.style_path.encode() for pages in made]
        self._store = store
        self._lock = Lock()
        self._whole: Build | None = None

    @property
    def rendered(self) -> tuple[FinishedPages, ...]:
        """The pages of each language."""
        return self._output.rendered

    @property
    def files(self) -> Mapping[str, bytes]:
        """The files other than pages, by their paths below the output folder."""
        return self._output.files

    @property
    def pages(self) -> Collection[str]:
        """The paths of all pages."""
        return self._output.pages

    def content(self, path: str) -> bytes | None:
        """Return a file by its path below the output folder, or None."""
        if path in self._output:
            return self._output[path]
        if path in self.plans[0].root:
            return self.plans[0].root[path]
        is_beside = path.removeprefix(f"{path.partition('/')[0]}/") if len(self.plans) > 1 else path
        return self.complete().files.get(path) if "/" not in is_beside and not path.endswith(".html") else None

    @cached_property
    def duties(self) -> tuple[str, list[str]]:
        """The duties met and not met: in a few words, and each count in a sentence."""
        from microsite.duties.checklist import checklist_of
        from microsite.duties.text import count_in_brief, counts

        sites = [plan.site for plan in self.plans if plan.site is not None]
        checklist = checklist_of(sites, self.plans[0].facts.places)
        return count_in_brief(checklist), counts(checklist)

    def is_rendered(self, path: str) -> bool:
        """Whether a file's content is in memory already."""
        return self._output.is_rendered(path)

    def digest(self, path: str) -> str:
        """Return a digest of a page's content, whatever the name of its stylesheet; empty if there is no such page."""
        content = self.content(path)
        if content is None:
            return ""
        for style in sorted(self._style_paths, key=len, reverse=True):
            content = content.replace(style, b"")
        return hashlib.sha256(content).hexdigest()[:20]

    def complete(self, is_wanted: Callable[[], bool] = lambda: True) -> Build:
        """Draw and check everything that is not known yet, and return the result of a whole build.

        Args:
            is_wanted: called between pages; whether the result is still wanted.

        Raises:
            Cancelled: the result is not wanted any more.
        """
        with self._lock:
            if self._whole is None:
                self._whole = finish_site(
                    self.plans,
                    lambda plan, _: self._made[id(plan)],
                    self._store,
                    partial(_stop_if_unwanted, is_wanted),
                    formats=lambda site: (),  # No papers: they take longer than an author should have to wait.
                )
            return self._whole


class Cancelled(BaseException):
    """The result is out of date before it is made; not an error, so no `except Exception` may catch it."""


def _stop_if_unwanted(is_wanted: Callable[[], bool]) -> None:
    if not is_wanted():
        raise Cancelled

"""Everything that is published of a site."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from microsite.model.in_languages import below_output
from microsite.store import digest_of

if TYPE_CHECKING:
    from microsite.finished_pages import FinishedPages


class SiteOutput(Mapping[str, bytes]):
    """Every file to publish, by its path below the output folder; a page is rendered when it is asked for."""

    def __init__(self, files: Mapping[str, bytes], languages: Sequence[tuple[str, FinishedPages]] = ()) -> None:
        """Take the files other than pages, and the pages of each language with its folder below the output."""
        self.files = files
        #: The pages of each language.
        self.rendered = tuple(pages for _, pages in languages)
        self._pages = {
            below_output(path, folder): (pages, path) for folder, pages in languages for path in pages.renderer.pages
        }
        self._paths = dict.fromkeys((*files, *self._pages))

    @property
    def pages(self) -> Collection[str]:
        """The paths of all pages."""
        return self._pages.keys()

    def is_rendered(self, path: str) -> bool:
        """Whether a file's content is in memory already."""
        if path not in self._pages:
            return path in self.files
        pages, here = self._pages[path]
        return pages.is_rendered(here)

    def digest(self, path: str) -> bytes:
        """Return the digest of a file's content; render a page only if that is not known."""
        if path in self._pages:
            pages, here = self._pages[path]
            return pages.finished(here).digest
        return digest_of(self.files[path])

    def __getitem__(self, path: str) -> bytes:
        """Return a file."""
        if path in self._pages:
            pages, here = self._pages[path]
            return pages.content(here)
        return self.files[path]

    def pieces(self, path: str) -> Iterator[bytes]:
        """Yield a file piece by piece."""
        if path in self._pages:
            pages, here = self._pages[path]
            yield from pages.pieces(here)
        else:
            yield self.files[path]

    def __iter__(self) -> Iterator[str]:
        """Iterate over all paths."""
        return iter(self._paths)

    def __len__(self) -> int:
        """Return the number of files."""
        return len(self._paths)

    def __contains__(self, path: object) -> bool:
        """Whether there is a file at a path."""
        return path in self._paths

"""Everything that is published of a site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from microsite.store import digest_of

if TYPE_CHECKING:
    from microsite.finished_pages import FinishedPages


class SiteOutput(Mapping[str, bytes]):
    """Every file to publish by its path below the output folder; a page is drawn when it is asked for."""

    def __init__(self, files: Mapping[str, bytes], pages: FinishedPages | None = None) -> None:
        """Take the files that are there, and the pages."""
        self.files, self.pages = files, pages
        self._paths = dict.fromkeys((*files, *(pages.drawing.pages if pages else ())))

    def digest(self, path: str) -> bytes:
        """Tell a file's content from any other, without drawing what is known."""
        if self.pages is not None and path in self.pages.drawing.pages:
            return self.pages.finished(path).digest
        return digest_of(self.files[path])

    def __getitem__(self, path: str) -> bytes:
        """Give a file."""
        if self.pages is not None and path in self.pages.drawing.pages:
            return self.pages.content(path)
        return self.files[path]

    def __iter__(self) -> Iterator[str]:
        """Every path."""
        return iter(self._paths)

    def __len__(self) -> int:
        """How many files there are."""
        return len(self._paths)

    def __contains__(self, path: object) -> bool:
        """Whether there is such a file."""
        return path in self._paths

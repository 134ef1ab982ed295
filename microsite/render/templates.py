"""Where templates are looked for, and what they are like."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from microsite.import_bundle import kept_digest
from microsite.record import ENGINE
from microsite.store import digest_of


class OwnWords(Struct, frozen=True, kw_only=True):
    """Words of the interface that a site has of its own, by their keys."""

    #: Those in the site's language.
    spoken: Mapping[str, str] = field(default_factory=lambda: {})
    #: Those in the language that stands in for it.
    stand_in: Mapping[str, str] = field(default_factory=lambda: {})


class Templates(Struct, frozen=True, kw_only=True):
    """Where templates are looked for."""

    #: The engine's own.
    engine: Path
    #: The site's own, which need not exist; they are found first.
    site: Path | None = None
    #: Tells one state of the engine's own from another; see `templates_digest`.
    digest: bytes = b""
    #: Words in place of the engine's own.
    words: OwnWords = OwnWords()

    @property
    def state(self) -> bytes:
        """Tells one state of the engine's own from another, whoever made this."""
        return self.digest or templates_digest(self.engine)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders in the order in which they are looked through."""
        return (self.site, self.engine) if self.site else (self.engine,)


def templates_digest(folder: Path) -> bytes:
    """Tell one state of a folder of templates from another, by what its files say."""
    if folder == Path(ENGINE, "templates"):
        return kept_digest("templates", "", lambda: _templates_digest(folder))
    return _templates_digest(folder)


def _templates_digest(folder: Path) -> bytes:
    files = (path for path in sorted(folder.rglob("*")) if "__pycache__" not in path.parts and path.is_file())
    return digest_of(*(part for file in files for part in (file.relative_to(folder).as_posix(), file.read_bytes())))

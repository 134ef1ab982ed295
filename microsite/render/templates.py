"""Where to look for templates, and which version of them it is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from microsite.import_bundle import kept_digest
from microsite.record import ENGINE
from microsite.store import digest_of


class OwnWords(Struct, frozen=True, kw_only=True):
    """A site's own words for the interface, by their keys."""

    #: Words in the site's language.
    in_site_language: Mapping[str, str] = field(default_factory=lambda: {})
    #: Words in the language that stands in for it.
    stand_in: Mapping[str, str] = field(default_factory=lambda: {})


class Templates(Struct, frozen=True, kw_only=True):
    """Where to look for templates."""

    #: The engine's own.
    engine: Path
    #: The site's own, which need not exist; these come first.
    site: Path | None = None
    #: Digest of the engine's own templates; see `templates_digest`.
    digest: bytes = b""
    #: Words that replace the engine's own.
    words: OwnWords = OwnWords()

    @property
    def state(self) -> bytes:
        """Digest of the engine's own templates, computed if it was not given."""
        return self.digest or templates_digest(self.engine)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders, in search order."""
        return (self.site, self.engine) if self.site else (self.engine,)


def templates_digest(folder: Path) -> bytes:
    """Return a digest of a folder of templates: of the paths and contents of its files."""
    if folder == Path(ENGINE, "templates"):
        return kept_digest("templates", "", lambda: _templates_digest(folder))
    return _templates_digest(folder)


def _templates_digest(folder: Path) -> bytes:
    files = (path for path in sorted(folder.rglob("*")) if "__pycache__" not in path.parts and path.is_file())
    return digest_of(*(part for file in files for part in (file.relative_to(folder).as_posix(), file.read_bytes())))

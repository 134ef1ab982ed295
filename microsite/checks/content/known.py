"""What the rules need to know about the site a chapter belongs to."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from microsite.checks.content.words import NO_WORDS, WORDS, Words


@dataclass(frozen=True, kw_only=True)
class Known:
    """Facts of the site, the same for all of its chapters."""

    #: The language the chapters are written in, as `en-GB`.
    language: str = "en"
    #: Abbreviations that the glossary explains.
    explained: frozenset[str] = frozenset()
    #: Files in content/media by their path from the site's folder.
    media: Mapping[str, bytes] = field(default_factory=lambda: {})

    @cached_property
    def digest(self) -> str:
        """The same for the same facts, a year later and on another machine as well."""
        media = [(name, hashlib.sha256(content).hexdigest()) for name, content in sorted(self.media.items())]
        return hashlib.sha256(repr((self.language, sorted(self.explained), media)).encode()).hexdigest()

    @property
    def primary_language(self) -> str:
        """The language without its region: `en` for `en-GB`."""
        return self.language.partition("-")[0].lower()

    @property
    def words(self) -> Words:
        """What the rules about wording look for in this language; nothing in a language they do not know."""
        return WORDS.get(self.primary_language, NO_WORDS)

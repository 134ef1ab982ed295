"""What the rules need to know about the site that a chapter belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct, field

from microsite.checks.content.words import NO_WORDS, Words
from microsite.checks.content.words_by_language import WORDS
from microsite.load.language_words import primary_subtag
from microsite.store import digest_of


class Known(Struct, frozen=True, kw_only=True, dict=True):
    """Facts about the site, the same for all its chapters."""

    #: The language the chapters are written in, such as `en-GB`; empty if it is not known yet.
    language: str = "en"
    #: Whether the site has several languages, so that the parts of chapters are collected for comparing them as well.
    collects_parts: bool = False
    #: Abbreviations that the glossary explains.
    explained: frozenset[str] = frozenset()
    #: Whether the whole glossary could be read.
    glossary_known: bool = True
    #: Whether the site is the one that came with the program, or may be.
    is_first_site: bool = True
    #: The files of chapters that no action covers; empty if there is nothing to say about actions yet.
    without_action: frozenset[str] = frozenset()
    #: Files in content/media, by path from the site's folder.
    media: Mapping[str, bytes] = field(default_factory=lambda: {})

    @cached_property
    def digest(self) -> bytes:
        """Digest of everything here that the rules use; of the files in content/media they only look into GIFs."""
        pictures = sorted(name for name in self.media if name.lower().endswith(".gif"))
        looked_into = (part for name in pictures for part in (name, self.media[name]))
        actions = ("without action", *sorted(self.without_action)) if self.without_action else ()
        facts = (str(self.glossary_known), str(self.is_first_site), *actions)
        return digest_of(self.language, *sorted(self.explained), *facts, *looked_into)

    @cached_property
    def primary_language(self) -> str:
        """The language without its region: `en` for `en-GB`."""
        return primary_subtag(self.language)

    @cached_property
    def words(self) -> Words:
        """What the rules about wording look for in this language; nothing if they do not support it."""
        return WORDS.get(self.primary_language, NO_WORDS)

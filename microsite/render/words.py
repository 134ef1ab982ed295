"""The words of the interface: read from `templates/locales/`, looked up by key."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from typing import Any

import yaml
from markupsafe import Markup, escape

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Words:
    """The words of one language by their keys, as `status.open`."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """Take the words by key; `{name}` in them stands for a value."""
        self.keys = frozenset(words)
        self._words = words

    def __call__(self, key: str, **values: object) -> str:
        """Give plain text.

        Raises:
            KeyError: there is no such key, or a value is missing.
        """
        words = self._words[key]
        return Formatter().vformat(words, (), values) if values else words

    def html(self, key: str, **values: object) -> Markup:
        """Give markup: the words and every value are escaped, but for values that are markup already."""
        return Markup(str(escape(self._words[key]))).format(**values)


def parse_words(text: str) -> Words:
    """Read a file of words: one flat mapping of keys to texts."""
    loaded: Any = yaml.load(text, Loader=Loader)
    return Words({str(key): str(value) for key, value in loaded.items()})

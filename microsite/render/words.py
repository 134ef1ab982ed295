"""The words of the interface: read from `templates/locales/`, looked up by key."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from microsite.render.templates import OwnWords
from microsite.store import Store
from microsite.validate.document_kind import KNOWN_KINDS

#: Signs around words of another language than the site's, and around the site's own words within them. They are
#: for private use, so that no text has them.
FALLBACK, FALLBACK_END, OWN, OWN_END = "\ue000", "\ue001", "\ue002", "\ue003"
_NO_SIGNS = dict.fromkeys(map(ord, (FALLBACK, FALLBACK_END, OWN, OWN_END)))
#: The interface's language where there are no words in the site's own.
FALLBACK_LANGUAGE = "en"
#: What is being consulted on, where nobody says.
DEFAULT_KIND = "proposal"


class Words:
    """The words of one language by their keys, as `status.open`."""

    def __init__(
        self,
        words: Mapping[str, str],
        *,
        stand_in: bool = False,
        kind: str = DEFAULT_KIND,
        spoken: Mapping[str, str] | None = None,
    ) -> None:
        """Take the words by key; `{name}` in them stands for a value.

        Args:
            words: the words.
            kind: what is being consulted on, for `{kind}` and `{Kind}`.
            stand_in: whether they stand in for words of the site's own language; signs then say so.
            spoken: words that are in the site's own language in any case, in place of some of the others.
        """
        self._stand_in = frozenset(words) - frozenset(spoken or {}) if stand_in else frozenset[str]()
        words = {**words, **(spoken or {})}
        self.keys = frozenset(words)
        is_english = kind in KNOWN_KINDS
        for sign, name in {"{kind}": kind, "{Kind}": kind[:1].upper() + kind[1:]}.items():
            in_english = name if is_english else f"{OWN}{name}{OWN_END}"
            in_own = f"{FALLBACK}{name}{FALLBACK_END}" if stand_in and is_english else name
            words = {
                key: text.replace(sign, in_english if key in self._stand_in else in_own) for key, text in words.items()
            }
        self._words = {
            key: f"{FALLBACK}{text}{FALLBACK_END}" if key in self._stand_in else text for key, text in words.items()
        }

    def stands_in(self, key: str) -> bool:
        """Whether the words of a key are in another language than the site's."""
        return key in self._stand_in

    def __call__(self, key: str, **values: object) -> str:
        """Give plain text.

        Raises:
            KeyError: there is no such key, or a value is missing.
        """
        words = self._words[key]
        return words.format_map(self._signed(key, values)) if values else words

    def bare(self, key: str, **values: object) -> str:
        """Give plain text without signs, as what stands outside of the page's own text; places can stay open.

        Raises:
            KeyError: there is no such key, or a value is missing.
        """
        return self(key, **values).translate(_NO_SIGNS)

    def html(self, key: str, **values: object) -> Markup:
        """Give markup: the words and every value are escaped, but for values that are markup already."""
        return Markup(str(escape(self._words[key]))).format(**self._signed(key, values))

    def _signed(self, key: str, values: dict[str, object]) -> dict[str, object]:
        """Mark values with words of the site's own language."""
        if key not in self._stand_in:
            return values
        return {name: f"{OWN}{value}{OWN_END}" if _is_own(value) else value for name, value in values.items()}


def parse_words(text: str, *, stand_in: bool = False) -> Words:
    """Read a file of words: one flat mapping of keys to texts."""
    return Words(read_words(text), stand_in=stand_in)


def read_words(text: str) -> dict[str, str]:
    """Read a file of words, by key."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: Any = yaml.load(text, Loader=loader)
    return {str(key): str(value) for key, value in loaded.items()}


def words_for(
    folder: Path,
    language: str,
    *,
    signed: bool = True,
    store: Store | None = None,
    kind: str = DEFAULT_KIND,
    own: OwnWords | None = None,
) -> Words:
    """Read the words for a site's language, or those of the fallback language where there are none.

    Args:
        folder: the engine's own templates.
        language: the tag of the site's language.
        signed: whether words that stand in carry signs; not where nothing looks for them.
        store: keeps what was read, where there is one.
        kind: what is being consulted on.
        own: words that the site has of its own, in place of the engine's.
    """
    found, stand_in = words_file(folder, language)
    text = found.read_text(encoding="utf-8")
    read = store.get("words", (text,), lambda: read_words(text), dict[str, str]) if store else read_words(text)
    own = own or OwnWords()
    return Words({**read, **own.stand_in}, stand_in=stand_in and signed, kind=kind, spoken=own.spoken)


def words_file(folder: Path, language: str) -> tuple[Path, bool]:
    """Find the engine's file of words for a language; gives it, and whether its words stand in for that language's."""
    spoken = language.split("-", 1)[0]
    names = (language, spoken, FALLBACK_LANGUAGE)
    found = next(file for name in names if (file := folder / "locales" / f"{name}.yaml").is_file())
    return found, found.stem.split("-", 1)[0] != spoken


def _is_own(value: object) -> bool:
    text = str(value)
    return not isinstance(value, Markup) and FALLBACK not in text and any(letter.isalpha() for letter in text)

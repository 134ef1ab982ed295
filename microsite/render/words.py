"""The words of the interface: read from `templates/locales/`, looked up by key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from microsite.html.context import AddedWords
from microsite.lazy_patterns import lazy_pattern
from microsite.load.language_words import primary_subtag
from microsite.model.consultation import Consultation
from microsite.model.directions import direction_of
from microsite.render.engine_cache import engine_cache
from microsite.render.plurals import CATEGORIES, OTHER, plural_of
from microsite.render.templates import OwnWords
from microsite.validate.document_kind import KNOWN_KINDS
from microsite.validate.field_types import STAND_IN, STAND_IN_END, STAND_IN_NAMED, with_signs

#: Signs around words of another language than the site's, and around the site's own words within them. They are
#: for private use, so that no text has them.
FALLBACK, FALLBACK_END, OWN, OWN_END = "\ue000", "\ue001", "\ue002", "\ue003"
SIGN = lazy_pattern(
    f"[{FALLBACK}{FALLBACK_END}{OWN}{OWN_END}{STAND_IN_END}]|{STAND_IN}[^{STAND_IN_NAMED}]*{STAND_IN_NAMED}"
)
#: The interface's language where there are no words in the site's own.
FALLBACK_LANGUAGE = "en"
#: The first key of a file of words, which says who has read them; no word of the interface.
REVIEWED = "reviewed"
#: How the keys begin of words that are in chapters.
_IN_CHAPTERS = ("callout.", "table.", "footnote.")
#: What is being consulted on, where nobody says.
DEFAULT_KIND = "proposal"


class Words:
    """The words of one language by their keys, as `status.open`."""

    def __init__(
        self,
        words: Mapping[str, str],
        *,
        language: str = FALLBACK_LANGUAGE,
        stand_in: bool = False,
        kind: str = DEFAULT_KIND,
        spoken: Mapping[str, str] | None = None,
    ) -> None:
        """Take the words by key; `{name}` in them stands for a value.

        Args:
            words: the words.
            language: the tag of the language they are in.
            kind: what is being consulted on, for `{kind}` and `{Kind}`.
            stand_in: whether they stand in for words of the site's own language; signs then say so.
            spoken: words that are in the site's own language in any case, in place of some of the others.
        """
        self._stand_in = frozenset(words) - frozenset(spoken or {}) if stand_in else frozenset[str]()
        words = {**words, **(spoken or {})}
        self.keys = frozenset(words)
        self._spoken = language
        is_english = kind in KNOWN_KINDS
        kind = words.get(f"kind.{kind}", kind)
        for sign, name in {"{kind}": kind, "{Kind}": kind[:1].upper() + kind[1:]}.items():
            in_english = name if is_english else f"{OWN}{name}{OWN_END}"
            in_own = f"{FALLBACK}{name}{FALLBACK_END}" if stand_in and is_english else name
            for key, text in words.items():
                if sign in text:
                    words[key] = text.replace(sign, in_english if key in self._stand_in else in_own)
        for key in self._stand_in:
            words[key] = f"{FALLBACK}{words[key]}{FALLBACK_END}"
        self._words = words

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

    def amount(self, noun: str, number: int) -> str:
        """Give a number of things, in the plural that the language has for it: 1 minute, 14 questions."""
        key = f"amount.{noun}.{plural_of(self._spoken, number)}"
        return self(key if key in self.keys else f"amount.{noun}.{OTHER}", number=self.number(number))

    def number(self, number: float, decimals: int = 0) -> str:
        """Write a number as the language does: 2,310 or 2.4."""
        signs = {",": self.bare("number.group"), ".": self.bare("number.decimal")}
        return "".join(signs.get(each, each) for each in f"{number:,.{decimals}f}")

    def counted(self, key: str, **values: object) -> str | dict[str, str]:
        """Give a sentence about a number that is not known yet, without signs.

        Returns:
            The words, or in a language that has more than one form of them each of its forms by the plural's name.
        """
        forms = {each: form for each in CATEGORIES if (form := f"{key}.{each}") in self.keys}
        said = {each: self.bare(form, **values) for each, form in forms.items()}
        other = self.bare(key, **values)
        return {**said, OTHER: other} if said else other

    def listed(self, parts: Sequence[str], key: str = "list.facts", end: str = "") -> str:
        """List some words in the way of the language: PDF, 160 kB.

        Args:
            parts: what is listed.
            key: how one more is added, `list.facts` or `list.middle`.
            end: how the last is added, where it is by other words.
        """
        said = parts[0] if parts else ""
        for number, part in enumerate(parts[1:], 2):
            pattern = SIGN.sub("", self._words[end if end and number == len(parts) else key])
            said = pattern.format(others=said, last=part)
        return said

    def bare(self, key: str, **values: object) -> str:
        """Give plain text without signs, as what is outside of the page's own text; places can stay open.

        Raises:
            KeyError: there is no such key, or a value is missing.
        """
        return SIGN.sub("", self(key, **values))

    def html(self, key: str, **values: object) -> Markup:
        """Give markup: the words and every value are escaped, but for values that are markup already."""
        return Markup(str(escape(self._words[key]))).format(**self._signed(key, values))

    def _signed(self, key: str, values: dict[str, object]) -> dict[str, object]:
        """Mark values that are in another language than the words around them."""
        if any(getattr(value, "language", "") for value in values.values()):
            values = {
                name: with_signs(value) if getattr(value, "language", "") else value for name, value in values.items()
            }
        if key not in self._stand_in:
            return values
        return {name: f"{OWN}{value}{OWN_END}" if _is_own(value) else value for name, value in values.items()}


def parse_words(text: str, *, stand_in: bool = False) -> Words:
    """Read a file of words: one flat mapping of keys to texts."""
    return Words(read_words(text), stand_in=stand_in)


def read_words(text: str) -> dict[str, str]:
    """Read a file of words, by key, without what it says of itself."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: Any = yaml.load(text, Loader=loader)
    return {str(key): str(value) for key, value in loaded.items() if key != REVIEWED}


def words_for(
    folder: Path,
    language: str,
    *,
    signed: bool = True,
    kind: str = DEFAULT_KIND,
    own: OwnWords | None = None,
) -> Words:
    """Read the words for a site's language, or those of the fallback language where there are none.

    Args:
        folder: the engine's own templates.
        language: the tag of the site's language.
        signed: whether words that stand in carry signs; not where nothing looks for them.
        kind: what is being consulted on.
        own: words that the site has of its own, in place of the engine's.
    """
    found = file_of_words(folder, language)
    spoken = primary_subtag(found.stem)
    stand_in = signed and spoken != primary_subtag(language)
    own = own or OwnWords()
    read = {**_read(folder, found), **own.stand_in}
    return Words(read, language=spoken, stand_in=stand_in, kind=kind, spoken=own.spoken)


def words_of_statements(folder: Path, consultation: Consultation) -> Words | None:
    """Give English words for the statements that the law asks for, where nobody has checked those of the site.

    Args:
        folder: the engine's own templates.
        consultation: the facts of the site.
    """
    if consultation.accept_unreviewed or not is_unreviewed(folder, str(consultation.language)):
        return None
    found = file_of_words(folder, FALLBACK_LANGUAGE)
    return Words(_read(folder, found), stand_in=True, kind=str(consultation.document_kind))


def added_words(folder: Path, language: str, own: OwnWords | None = None) -> AddedWords:
    """Give the words that are in chapters, and say their language where it is not the site's.

    Args:
        folder: the engine's own templates.
        language: the tag of the site's language.
        own: words that the site has of its own, in place of the engine's.
    """
    found, stands_in = words_file(folder, language)
    own = own or OwnWords()
    words = {**_read(folder, found), **own.stand_in, **own.spoken}
    by_key = {key: text for key, text in words.items() if key.startswith(_IN_CHAPTERS)}
    if not stands_in:
        return AddedWords(by_key)
    spoken = primary_subtag(found.stem)
    directions = [direction_of(each) for each in (spoken, language)]
    said = (("lang", spoken), *((("dir", directions[0]),) if directions[0] != directions[1] else ()))
    return AddedWords(by_key, said, frozenset(own.spoken))


def is_unreviewed(folder: Path, language: str) -> bool:
    """Whether the words that a site in a language would have say that nobody has checked them."""
    with file_of_words(folder, language).open(encoding="utf-8") as file:
        return file.readline().strip() == f"{REVIEWED}: nobody"


def file_of_words(folder: Path, language: str) -> Path:
    """Find the words for a site's language, or those of the fallback language where there are none."""
    names = (language, primary_subtag(language), FALLBACK_LANGUAGE)
    return next(file for name in names if (file := folder / "locales" / f"{name}.yaml").is_file())


def words_file(folder: Path, language: str) -> tuple[Path, bool]:
    """Find the engine's file of words for a language; gives it, and whether its words stand in for that language's."""
    found = file_of_words(folder, language)
    return found, primary_subtag(found.stem) != primary_subtag(language)


def _read(folder: Path, file: Path) -> dict[str, str]:
    text = file.read_text(encoding="utf-8")
    return engine_cache(folder).get(f"words of {file.stem}", text, lambda: read_words(text))


def _is_own(value: object) -> bool:
    text = str(value)
    has_signs = FALLBACK in text or STAND_IN in text
    return not isinstance(value, Markup) and not has_signs and any(letter.isalpha() for letter in text)

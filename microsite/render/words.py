"""The interface's words: read from `templates/locales/`, looked up by key."""

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
from microsite.validate.field_types import STAND_IN, STAND_IN_END, STAND_IN_NAMED, with_language_markers

#: Markers around words in a language other than the site's, and around the site's own words within them. They are
#: private use characters, so they do not occur in texts.
FALLBACK, FALLBACK_END, OWN, OWN_END = "\ue000", "\ue001", "\ue002", "\ue003"
MARKER = lazy_pattern(
    f"[{FALLBACK}{FALLBACK_END}{OWN}{OWN_END}{STAND_IN_END}]|{STAND_IN}[^{STAND_IN_NAMED}]*{STAND_IN_NAMED}"
)
#: The interface's language if there are no words in the site's own.
FALLBACK_LANGUAGE = "en"
#: The first key of a file of words, which says who has checked them; it is not shown.
REVIEWED = "reviewed"
#: The prefixes of the keys of words that are inserted into chapters.
_IN_CHAPTERS = ("callout.", "table.", "footnote.")
#: What is being consulted on, if not given.
DEFAULT_KIND = "proposal"


class Words:
    """The interface's words in one language, by keys such as `status.open`."""

    def __init__(
        self,
        words: Mapping[str, str],
        *,
        language: str = FALLBACK_LANGUAGE,
        stand_in: bool = False,
        kind: str = DEFAULT_KIND,
        in_site_language: Mapping[str, str] | None = None,
    ) -> None:
        """Take the words by key; `{name}` in them is a placeholder for a value.

        Args:
            words: the words.
            language: the tag of the language they are in.
            kind: what is being consulted on, for `{kind}` and `{Kind}`.
            stand_in: whether they stand in for words in the site's own language; they are then wrapped in markers.
            in_site_language: words that replace some of the others, and are in the site's own language in any case.
        """
        self._stand_in = frozenset(words) - frozenset(in_site_language or {}) if stand_in else frozenset[str]()
        words = {**words, **(in_site_language or {})}
        self.keys = frozenset(words)
        self._language = language
        is_english = kind in KNOWN_KINDS
        kind = words.get(f"kind.{kind}", kind)
        for placeholder, name in {"{kind}": kind, "{Kind}": kind[:1].upper() + kind[1:]}.items():
            in_english = name if is_english else f"{OWN}{name}{OWN_END}"
            in_own = f"{FALLBACK}{name}{FALLBACK_END}" if stand_in and is_english else name
            for key, text in words.items():
                if placeholder in text:
                    words[key] = text.replace(placeholder, in_english if key in self._stand_in else in_own)
        for key in self._stand_in:
            words[key] = f"{FALLBACK}{words[key]}{FALLBACK_END}"
        self._words = words

    def stands_in(self, key: str) -> bool:
        """Whether the words of a key are in a language other than the site's."""
        return key in self._stand_in

    def __call__(self, key: str, **values: object) -> str:
        """Return plain text, which may contain markers.

        Raises:
            KeyError: there is no such key, or a value is missing.
        """
        words = self._words[key]
        return words.format_map(self._with_markers(key, values)) if values else words

    def amount(self, noun: str, number: int) -> str:
        """Return a number of things, in the right plural form: 1 minute, 14 questions."""
        key = f"amount.{noun}.{plural_of(self._language, number)}"
        return self(key if key in self.keys else f"amount.{noun}.{OTHER}", number=self.number(number))

    def number(self, number: float, decimals: int = 0) -> str:
        """Format a number for the language: 2,310 or 2.4."""
        signs = {",": self.plain("number.group"), ".": self.plain("number.decimal")}
        return "".join(signs.get(each, each) for each in f"{number:,.{decimals}f}")

    def counted(self, key: str, **values: object) -> str | dict[str, str]:
        """Return a sentence about a number that is not known yet, without markers.

        Returns:
            The words; or, if they have several plural forms, each form by the name of its plural category.
        """
        forms = {each: form for each in CATEGORIES if (form := f"{key}.{each}") in self.keys}
        by_category = {each: self.plain(form, **values) for each, form in forms.items()}
        other = self.plain(key, **values)
        return {**by_category, OTHER: other} if by_category else other

    def listed(self, parts: Sequence[str], key: str = "list.facts", end: str = "") -> str:
        """Join words into a list as the language does: PDF, 160 kB.

        Args:
            parts: the words to join.
            key: the pattern that adds one more, `list.facts` or `list.middle`.
            end: the pattern that adds the last, if it is different.
        """
        joined = parts[0] if parts else ""
        for number, part in enumerate(parts[1:], 2):
            pattern = MARKER.sub("", self._words[end if end and number == len(parts) else key])
            joined = pattern.format(others=joined, last=part)
        return joined

    def plain(self, key: str, **values: object) -> str:
        """Return plain text without markers, for use outside the page's text; placeholders may be left unfilled.

        Raises:
            KeyError: there is no such key, or a value is missing.
        """
        return MARKER.sub("", self(key, **values))

    def html(self, key: str, **values: object) -> Markup:
        """Return markup: the words and all values are escaped, except values that are markup already."""
        return Markup(str(escape(self._words[key]))).format(**self._with_markers(key, values))

    def _with_markers(self, key: str, values: dict[str, object]) -> dict[str, object]:
        """Wrap values in markers if they are in a different language from the words around them."""
        if any(getattr(value, "language", "") for value in values.values()):
            values = {
                name: with_language_markers(value) if getattr(value, "language", "") else value
                for name, value in values.items()
            }
        if key not in self._stand_in:
            return values
        return {name: f"{OWN}{value}{OWN_END}" if _is_own(value) else value for name, value in values.items()}


def read_words(text: str) -> dict[str, str]:
    """Parse a file of words into a mapping, without the key that says who has checked them."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: Any = yaml.load(text, Loader=loader)
    return {str(key): str(value) for key, value in loaded.items() if key != REVIEWED}


def words_for(
    folder: Path,
    language: str,
    *,
    marked: bool = True,
    kind: str = DEFAULT_KIND,
    own: OwnWords | None = None,
) -> Words:
    """Read the words for a site's language, or those of the fallback language if there are none.

    Args:
        folder: the engine's own templates.
        language: the tag of the site's language.
        marked: whether stand-in words are wrapped in markers; not if nothing will convert the markers.
        kind: what is being consulted on.
        own: the site's own words, which replace the engine's.
    """
    found = words_path(folder, language)
    words_language = primary_subtag(found.stem)
    stand_in = marked and words_language != primary_subtag(language)
    own = own or OwnWords()
    read = {**_read(folder, found), **own.stand_in}
    return Words(read, language=words_language, stand_in=stand_in, kind=kind, in_site_language=own.in_site_language)


def words_of_statements(folder: Path, consultation: Consultation) -> Words | None:
    """Return English words for the statements the law requires, if nobody has checked the words in the site's language.

    Args:
        folder: the engine's own templates.
        consultation: the facts of the site.

    Returns:
        The words; None if the site's own words are checked, or accepted as they are.
    """
    if consultation.accept_unreviewed or not is_unreviewed(folder, str(consultation.language)):
        return None
    found = words_path(folder, FALLBACK_LANGUAGE)
    return Words(_read(folder, found), stand_in=True, kind=str(consultation.document_kind))


def added_words(folder: Path, language: str, own: OwnWords | None = None) -> AddedWords:
    """Return the words that are inserted into chapters, with their language if it is not the site's.

    Args:
        folder: the engine's own templates.
        language: the tag of the site's language.
        own: the site's own words, which replace the engine's.
    """
    found, stands_in = words_path_and_stand_in(folder, language)
    own = own or OwnWords()
    words = {**_read(folder, found), **own.stand_in, **own.in_site_language}
    by_key = {key: text for key, text in words.items() if key.startswith(_IN_CHAPTERS)}
    if not stands_in:
        return AddedWords(by_key)
    words_language = primary_subtag(found.stem)
    directions = [direction_of(each) for each in (words_language, language)]
    attributes = (("lang", words_language), *((("dir", directions[0]),) if directions[0] != directions[1] else ()))
    return AddedWords(by_key, attributes, frozenset(own.in_site_language))


def is_unreviewed(folder: Path, language: str) -> bool:
    """Whether the file of words that a site in a language would use says that nobody has checked them."""
    with words_path(folder, language).open(encoding="utf-8") as file:
        return file.readline().strip() == f"{REVIEWED}: nobody"


def words_path(folder: Path, language: str) -> Path:
    """Find the file of words for a site's language, or that of the fallback language if there is none."""
    names = (language, primary_subtag(language), FALLBACK_LANGUAGE)
    return next(file for name in names if (file := folder / "locales" / f"{name}.yaml").is_file())


def words_path_and_stand_in(folder: Path, language: str) -> tuple[Path, bool]:
    """Find the engine's file of words for a language; returns it, and whether its words are in another language."""
    found = words_path(folder, language)
    return found, primary_subtag(found.stem) != primary_subtag(language)


def _read(folder: Path, file: Path) -> dict[str, str]:
    text = file.read_text(encoding="utf-8")
    return engine_cache(folder).get(f"words of {file.stem}", text, lambda: read_words(text))


def _is_own(value: object) -> bool:
    text = str(value)
    has_markers = FALLBACK in text or STAND_IN in text
    return not isinstance(value, Markup) and not has_markers and any(letter.isalpha() for letter in text)

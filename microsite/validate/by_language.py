"""Choose one language's value from values given by language, such as `{en-GB: Paths, cy: Llwybrau}`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from microsite.load.language_words import primary_subtag, tag_named
from microsite.load.languages import ALL, Language, language_and_name, tag_of
from microsite.problems import Location, Problem

if TYPE_CHECKING:
    from microsite.load.yaml_values import Value
    from microsite.validate.reading import Reading


class InOneLanguage(Struct, frozen=True):
    """The languages of a site, in order, and the tag of the one that its facts are read for."""

    languages: tuple[Language, ...] = ()
    tag: str = ""

    def value_of(self, value: Value, reading: Reading) -> Value:
        """Reduce a value to what is in that language."""
        if not self.languages:
            return value
        reading.language, reading.leading = self.tag, self.languages[0].tag
        return in_language(value, self.languages, reading)

    def for_file(self, file: str) -> InOneLanguage:
        """Return this for a file: in a language's folder, texts that name no language are in that language."""
        tag = language_and_name(file, self.languages)[0]
        first = [each for each in self.languages if each.tag == tag]
        return replace(self, languages=(*first, *(each for each in self.languages if each.tag != tag)))


class Untranslated(Struct, frozen=True):
    """How many texts were read, and which of them are not in the language that they were read for, by path."""

    texts: int = 0
    places: dict[str, Location] = {}
    #: Where files are named that are for another language, by path.
    files: dict[str, Location] = {}


#: For a site in one language: how it is read, and that nothing is untranslated.
ONE_LANGUAGE, ALL_TRANSLATED = InOneLanguage(), Untranslated()


def in_language(value: Value, languages: Sequence[Language], reading: Reading) -> Value:
    """Reduce a value, and all values within it, to the language that a file is read for.

    What is given for all languages counts as being in it. If there is neither, the first language that has something
    stands in. Every chosen value gets its language.

    Args:
        value: what a file says.
        languages: those of the site, in order.
        reading: has the language, and receives the problems.
    """
    if value.kind == "list":
        return replace(value, items=[in_language(each, languages, reading) for each in value.items])
    if value.kind != "mapping":
        return value
    tags = [_tag(key.text.strip(), languages) for key, _ in value.entries]
    if tags and all(tags):
        given = {tag: each for tag, (_, each) in zip(tags, value.entries, strict=True) if not each.empty}
        _report_duplicates(value, tags, languages, reading)
        order = (reading.language, ALL, *(each.tag for each in languages))
        chosen = next((tag for tag in order if tag in given), "")
        if not chosen:
            return value.entries[0][1]
        named = reading.language if chosen == ALL else chosen
        return _named(in_language(given[chosen], languages, reading), named)
    if (
        tags[:1] != [""]
        and any(tags)
        and all(tag or not each.entries for tag, (_, each) in zip(tags, value.entries, strict=True))
    ):
        return in_language(_without_wrong_keys(value, tags, languages, reading), languages, reading)
    entries = [(key, in_language(each, languages, reading)) for key, each in value.entries]
    return replace(value, entries=entries)


def _tag(written: str, languages: Sequence[Language]) -> str:
    """Return the tag of the site's language that a key names, by tag or English name; or `all`; else empty."""
    if written == ALL:
        return ALL
    return tag_of(written, languages) or tag_of(primary_subtag(tag_named(written.casefold())), languages)


def _report_duplicates(value: Value, tags: Sequence[str], languages: Sequence[Language], reading: Reading) -> None:
    """Report a language that is given twice, and a text for all if each language has its own."""
    for number, (tag, (key, _)) in enumerate(zip(tags, value.entries, strict=True)):
        if tag in tags[:number]:
            message = f"This gives the {tag} text twice." if tag != ALL else "This gives the text for all twice."
            reading.add("TRAN-016", message, key, "", "Delete one of the two.")
        elif tag == ALL and {each.tag for each in languages} <= {*tags}:
            message = "Nobody sees this text: each language has one of its own."
            advice = f"Delete {ALL} and its text, or the others."
            reading.problems.append(Problem.hint("TRAN-016", message, reading.place(key), advice))


def _without_wrong_keys(value: Value, tags: Sequence[str], languages: Sequence[Language], reading: Reading) -> Value:
    """Report and drop keys that are not languages of the site; rejoin unquoted texts that YAML split at a comma."""
    from microsite.problems import short
    from microsite.validate.advice import quoted

    entries: list[tuple[Value, Value]] = []
    parted: dict[str, Value] = {}
    for tag, (key, each) in zip(tags, value.entries, strict=True):
        before = entries[-1] if entries else None
        if tag:
            entries.append((key, each))
        elif each.empty and before and before[1].kind == "text" and not before[1].quoted:
            parted.setdefault(before[0].text, key)
            entries[-1] = (before[0], replace(before[1], text=f"{before[1].text}, {key.text}"))
        else:
            listed = ", ".join(language.tag for language in languages)
            message = f"“{short(key.text)}” is none of the site's languages, which are {listed}."
            advice = f"Write one of them, or {ALL} for what is the same in each. Or add it to languages."
            reading.add("TRAN-001", message, key, "", advice)
    for key, text in entries:
        if key.text in parted:
            first = parted[key.text]
            message = f"A comma ends the text here, so YAML reads “{short(first.text)}” as another language."
            advice = f"Put quotation marks around the whole text: {key.text}: {quoted(text.text)}"
            reading.add("TRAN-001", message, first, "", advice)
    return replace(value, entries=entries)


def _named(value: Value, language: str) -> Value:
    """Set the language of a value and of all values in it that have none yet."""
    return replace(
        value,
        language=value.language or language,
        items=[_named(each, language) for each in value.items],
        entries=[(key, _named(each, language)) for key, each in value.entries],
    )

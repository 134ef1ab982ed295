"""The languages that a site declares, and which of its files belong to which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from microsite.lazy_patterns import lazy_pattern
from microsite.load.language_words import primary_subtag, tag_named
from microsite.problems import Location, Problem

#: The key for all languages, where a text is given by language.
ALL = "all"
_DECLARED = lazy_pattern(r"^languages[ \t]*:", re.MULTILINE)
#: What has the form of a language tag.
_LIKE_TAG = lazy_pattern(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


class Language(Struct, frozen=True):
    """A language of the site's pages."""

    tag: str
    #: The name of its folder in content/ and in the output; in the output, the first language may have none.
    folder: str

    @property
    def names(self) -> frozenset[str]:
        """The names that its folder in content/ can have, in lower case."""
        return frozenset({self.tag.casefold(), self.folder.casefold()})


def declared_languages(config: bytes) -> tuple[Language, ...]:
    """Return the languages that a site declares, needed before anything else is read; empty for a site in one.

    Args:
        config: the content of its site_config.yaml.
    """
    if b"languages" not in config or not _DECLARED.search(config.decode("utf-8-sig", "replace")):
        return ()
    from microsite.load.source_text import parse_source
    from microsite.load.yaml_values import parse_yaml

    source, _ = parse_source("site_config.yaml", config)
    value = parse_yaml(source)[0] if source else None
    entries = value.entries if value and value.kind == "mapping" else ()
    listed = next((item for key, item in entries if key.text == "languages"), None)
    items = listed.items if listed else ()
    if listed and listed.kind == "text":  # An error, but texts given by language are still read as meant.
        own = next((item.text.strip() for key, item in entries if key.text == "language"), "") or "en-GB"
        words = re.split(r"[\s,;/]+", listed.text.strip())
        return languages_of(_meant_tags(words if len(words) > 1 else (own, *words)))
    tags = [
        next((each.text for key, each in item.entries if key.text == "tag"), "")
        if item.kind == "mapping"
        else item.text.strip()
        for item in items
    ]
    return languages_of(_meant_tags(tags))


def _meant_tags(words: Iterable[str]) -> list[str]:
    """Return the tags that are meant; misspelt ones are reported elsewhere."""
    tags = [tag_named(word.casefold()) or word.replace("_", "-") for word in words]
    return [tag for tag in tags if _LIKE_TAG.fullmatch(tag)]


def languages_of(tags: Iterable[str]) -> tuple[Language, ...]:
    """Return languages with their folders: the primary subtag, or the whole tag if two would be the same."""
    tags = tuple(dict.fromkeys(tags))
    short = [primary_subtag(tag) for tag in tags]
    return tuple(
        Language(tag, name if short.count(name) == 1 else tag.lower()) for tag, name in zip(tags, short, strict=True)
    )


def tag_of(name: str, languages: Sequence[Language]) -> str:
    """Return the tag of the site's language that a name stands for; empty if it is not one of them."""
    folded = name.strip().replace("_", "-").casefold()
    return next((each.tag for each in languages if folded in each.names), "")


def language_and_name(file: str, languages: Sequence[Language]) -> tuple[str, str]:
    """Return the language whose folder a file is in, and the path that it would have in content/ itself.

    Args:
        file: its path below the site's folder.
        languages: those of the site.

    Returns:
        The tag, empty for a file that is not in a language's folder; and the path without that folder.
    """
    parts = file.split("/", 2)
    if len(parts) < 3 or parts[0] != "content":
        return "", file
    tag = tag_of(parts[1], languages)
    return (tag, f"content/{parts[2]}") if tag else ("", file)


def duplicates_in_language(placed: Mapping[str, tuple[str, str]], languages: Sequence[Language]) -> list[Problem]:
    """Report files that one language has twice, so that one is not read: content/01.md and content/en/01.md.

    Args:
        placed: by path, each file's language and the path that it would have in content/ itself.
        languages: those of the site.
    """
    first: dict[tuple[str, str], str] = {}
    problems: list[Problem] = []
    for file, (tag, name) in placed.items():
        other = first.setdefault((tag or languages[0].tag, name), file)
        if other != file:
            message = f"This is the same file of one language as {other}, and only one of them is read."
            problems.append(Problem.error("TRAN-016", message, Location(file=file), "Delete one of the two."))
    return problems


def languages_in_names(files: Iterable[str], languages: Sequence[Language]) -> list[Problem]:
    """Report files that have a language in their name: 01-why.cy.md for cy/01-why.md.

    Args:
        files: the site's texts and lists.
        languages: its languages.
    """
    problems: list[Problem] = []
    for file in files:
        parts = file.rsplit("/", 1)[-1].rsplit(".", 2)
        tag = tag_of(parts[1], languages) if len(parts) == 3 else ""
        if tag:
            folder = next(each.folder for each in languages if each.tag == tag)
            right = f"{file.rsplit('/', 1)[0]}/{parts[0]}.{parts[2]}"
            if tag != languages[0].tag and not language_and_name(file, languages)[0]:
                right = f"content/{folder}/{right.removeprefix('content/')}"
            message = "We do not read this file: the language of a file is said by its folder."
            problems.append(Problem.error("TRAN-008", message, Location(file=file), f"Move it to {right}."))
    return problems


def in_one_language(
    translated: Mapping[str, Mapping[str, bytes]],
    shared: Mapping[str, bytes],
    wanted: str,
    languages: Sequence[Language],
) -> dict[str, tuple[str, str, bytes]]:
    """Return the files of a language; each that it lacks is replaced by another language's.

    Args:
        translated: the files in the languages' own folders, by tag and path.
        shared: the files in content/ itself, which are in the first language.
        wanted: the tag of the language.
        languages: those of the site, in order.

    Returns:
        By the path that the file would have in content/ itself, sorted: its own path, the tag of its language, and its
        content.
    """
    first = languages[0].tag
    found: dict[str, tuple[str, str, bytes]] = {}
    for tag in (*(each.tag for each in reversed(languages) if each.tag not in (wanted, first)), "", first, wanted):
        files = translated.get(tag, {}) if tag else shared
        for file, content in files.items():
            found[language_and_name(file, languages)[1]] = (file, tag or first, content)
    return dict(sorted(found.items()))

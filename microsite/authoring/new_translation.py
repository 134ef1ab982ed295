"""Begin a translation as a copy of its original, with a mark of which state of the original it translates."""

from __future__ import annotations

import re
from collections.abc import Sequence

from microsite import typed_program
from microsite.load.chapters import split_chapter
from microsite.load.front_matter import front_matter_lines
from microsite.load.language_words import primary_subtag
from microsite.load.languages import Language, language_and_name, tag_of
from microsite.load.site_files import CONFIG, SiteFiles
from microsite.load.source_text import SourceText, parse_source
from microsite.model.language_names import name_of_language
from microsite.model.parse_facts import parse_front_matter
from microsite.model.translation import FRONT_TEXTS, mark_of
from microsite.problems import Location, Problem, did_you_mean, listed
from microsite.validate.advice import yaml_text

KEY = "translation_of"
_KEY_LINE = re.compile(rf"^{KEY}[ \t]*:.*$", re.MULTILINE)


def source_of(file: str, content: bytes) -> SourceText | None:
    """Parse a file as text; None if it is not text."""
    return parse_source(file, content)[0]


def original_mark(file: str, content: bytes) -> str:
    """Return the mark of a text's current state; empty if it cannot be parsed."""
    source, read = source_of(file, content), parse_front_matter(file, content)
    if source is None or read.front is None or not read.front_known:
        return ""
    return mark_of(read.front, split_chapter(source)[0].body)


def start_translation(file: str, content: bytes) -> bytes:
    """Return a new translation's content: the original's text, to be overwritten, and the mark of its current state."""
    source, front = source_of(file, content), parse_front_matter(file, content).front
    assert source is not None, "its mark is known"
    texts = [(name, str(getattr(front, name))) for name in FRONT_TEXTS if front and getattr(front, name)]
    lines = [*(f"{name}: {yaml_text(text)}" for name, text in texts), f"{KEY}: {original_mark(file, content)}"]
    body = split_chapter(source)[0].body.strip("\n")
    return "\n".join(["---", *lines, "---", "", body, ""]).encode()


def with_mark(content: bytes, mark: str) -> bytes:
    """Set the mark of the original's state in a translation; everything else in it stays the same."""
    bom, text = (b"\xef\xbb\xbf", content[3:].decode()) if content[:3] == b"\xef\xbb\xbf" else (b"", content.decode())
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(end)
    found = front_matter_lines(lines)
    if found is None or found.end is None:
        return bom + end.join(["---", f"{KEY}: {mark}", "---", "", text]).encode()
    at = next((at for at in range(found.start + 1, found.end) if _KEY_LINE.match(lines[at])), None)
    if at is None:
        lines.insert(found.end, f"{KEY}: {mark}")
    else:
        lines[at] = f"{KEY}: {mark}"
    return bom + end.join(lines).encode()


def find_language(word: str, languages: Sequence[Language], names: dict[str, str]) -> str:
    """Find which of a site's languages somebody means: by its tag, a longer tag, or its name in English or in itself.

    Args:
        word: what was typed.
        languages: the site's languages.
        names: their names in English, by tag.
    """
    folded = word.strip().casefold()
    found = tag_of(word, languages)
    if found:
        return found
    named = [each.tag for each in languages if folded in (names[each.tag].casefold(), _own_name(each.tag))]
    short = re.split(r"[-_]", folded)[0]
    alike = [each.tag for each in languages if primary_subtag(each.tag) == short and len(short) in (2, 3)]
    return (named or alike or [""])[0]


def _own_name(tag: str) -> str:
    return name_of_language(tag).casefold()


def text_named(word: str, files: SiteFiles) -> tuple[str, Problem | None]:
    """Find the chapter or page that somebody means, by its path in a language's folder or in content/.

    Returns:
        Its path in content/, or an empty path and the problem.
    """
    wanted = re.sub(r"^(?:\./)+", "", word.replace("\\", "/"))
    there = sorted(names_of_texts(files))
    wanted = language_and_name(wanted, files.languages)[1]
    for each in (wanted, f"content/{wanted}", f"content/{wanted}.md", f"content/pages/{wanted}"):
        if each in there:
            return each, None
    place = Location(file=word)
    if wanted.endswith((".yaml", ".yml")) or "data/" in wanted:
        name = wanted.rsplit("/", 1)[-1]
        folders = listed([f"content/{each.folder}/data/{name}" for each in files.languages[1:]], joined="or")
        advice = f"For a list, write {{en-GB: …, cy: …}} in its texts, or the whole list in {folders}"
        return "", Problem.error("NEW-008", "Only chapters and pages are begun in this way.", place, advice)
    short = [each.removeprefix("content/") for each in there]
    near = did_you_mean(wanted.removeprefix("content/"), short)
    return "", Problem.error(
        "NEW-008", "There is no chapter or page of this name.", place, near or f"There are {listed(short or ['none'])}."
    )


def names_of_texts(files: SiteFiles) -> set[str]:
    """Return the chapters and pages that exist in any language, by their paths in content/."""
    own = {
        language_and_name(file, files.languages)[1]
        for each in files.translated.values()
        for file in each
        if file.endswith((".md", ".markdown"))
    }
    return {*files.texts, *own}


def file_in(name: str, tag: str, files: SiteFiles) -> str:
    """Return the path that a chapter or page has, or would have, in a language."""
    language = next(each for each in files.languages if each.tag == tag)
    below = name.removeprefix("content/")
    for folder in dict.fromkeys((language.folder, *language.names)):
        if f"content/{folder}/{below}" in files.translated.get(tag, {}):
            return f"content/{folder}/{below}"
    return name if language == files.languages[0] else f"content/{language.folder}/{below}"


def content_in(name: str, tag: str, files: SiteFiles) -> tuple[str, bytes | None]:
    """Return the path of a chapter or page in a language, and its content; None if the file does not exist."""
    file = file_in(name, tag, files)
    return file, {**files.texts, **files.translated.get(tag, {})}.get(file)


def no_languages(files: SiteFiles, word: str) -> Problem:
    """Say that a site has only one language, and how to add a second."""
    tag = word if re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?", word) else "cy"
    message = "This site is in one language, so there is nothing to translate."
    own = re.search(r"^language[ \t]*:[ \t]*[\"']?([\w-]+)", files.config.decode("utf-8-sig", "replace"), re.MULTILINE)
    first = own[1] if own else "en-GB"
    instead = " in place of the line language:" if own else ""
    advice = f"For a second language, write this in {CONFIG}{instead}: languages: [{first}, {tag}]"
    return Problem.error("NEW-008", message, Location(file=CONFIG), advice)


def not_a_language(word: str, files: SiteFiles, known: dict[str, str]) -> Problem:
    """Say that a language is not one of the site's, and what to write to add it.

    Args:
        word: what was typed.
        files: the site's files.
        known: the tags of languages by their names in lower case.
    """
    tags = [each.tag for each in files.languages]
    tag = known.get(word.casefold(), word.replace("_", "-"))
    message = f"“{word}” is none of the site's languages: {listed(tags)}."
    if not re.fullmatch(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?", tag):
        near = did_you_mean(word, known)
        return Problem.error("NEW-008", message, Location(file=word), near or f"Write {listed(tags, joined='or')}.")
    advice = f"To add it, write in {CONFIG}: languages: [{', '.join([*tags, tag])}] – then type the command again."
    return Problem.error("NEW-008", message, Location(file=word), advice)


def typed(*words: str) -> str:
    """Return the command line of `new translation` with these words."""
    return " ".join((typed_program(), "new translation", *words))

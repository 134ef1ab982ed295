"""Report files in `content/` that nothing uses, with what each probably is and where it belongs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec.structs import replace

from microsite.lazy_patterns import lazy_pattern
from microsite.load.language_words import is_known_language, primary_subtag, tag_named
from microsite.load.languages import Language, language_and_name
from microsite.problems import Location, Problem, listed

_TEXT = r"md|markdown|ya?ml"
#: A name whose real extension is hidden behind another.
_HIDDEN_ENDING = lazy_pattern(rf"(?P<name>.+\.(?:{_TEXT}))\.(?:txt|text)", re.IGNORECASE)
_TWICE = lazy_pattern(r"(?P<name>.+\.(?:md|markdown))\.(?:md|markdown)", re.IGNORECASE)
#: Other extensions of Markdown and plain text.
_LIKE_MARKDOWN = lazy_pattern(r".+\.(?:mdown|mkdn?|mdwn|mdtxt|mdx|rmd|qmd|txt|text)", re.IGNORECASE)
_WRITTEN = lazy_pattern(r".+\.(?:docx?|docm|dotx?|odt|rtf|pages|wpd|gdoc|html?)", re.IGNORECASE)
_MEDIA = lazy_pattern(
    r".+\.(?:png|jpe?g|gif|svg|webp|avif|heic|tiff?|bmp|ico|pdf|pptx?|odp|xlsx?|ods|csv|zip|mp[34]|m4[av]|mov|wav|vtt|ics)",
    re.IGNORECASE,
)
_LIST = lazy_pattern(r".+\.ya?ml", re.IGNORECASE)
_OLDER = lazy_pattern(rf"(?P<name>.+\.(?:{_TEXT}))[._-]?(?:bak|old|orig|save|backup|rej)(?:[0-9]*)", re.IGNORECASE)
#: What hosts, search engines and others look for at the root of a site.
_FOR_ROOT = lazy_pattern(
    r"CNAME|BingSiteAuth\.xml|google[0-9a-f]{16}\.html|yandex_[0-9a-f]{16}\.html|(security|humans|ads|llms)\.txt",
    re.IGNORECASE,
)
#: Names that people give to folders of pictures and documents.
_MEDIA_FOLDERS = frozenset(
    "media image images img pictures pics photos assets files documents downloads static".split()
)


def unused_files(
    files: Collection[str], used: Collection[str], languages: Sequence[Language] = ()
) -> Iterator[Problem]:
    """Report the files in `content/` that nothing uses: one by one, but once for a whole folder that is not read.

    Args:
        files: the paths of all files in the site's folder.
        used: those that are used, or have been reported already.
        languages: those of the site.
    """
    in_languages: dict[str, list[str]] = {}
    for file in files:
        if languages and language_and_name(file, languages)[0]:
            in_languages.setdefault(file.split("/", 2)[1], []).append(file)
    for folder, own in in_languages.items():
        short = {file: f"content/{file.split('/', 2)[2]}" for file in own}
        found = _unused({*short.values()}, {short[file] for file in own if file in used}, languages)
        yield from (_in_folder(each, folder) for each in found)
    inside = {file for own in in_languages.values() for file in own}
    yield from _unused([file for file in files if file not in inside], used, languages)


def _in_folder(problem: Problem, folder: str) -> Problem:
    """Return a problem, found in a language's folder as if that were content/ itself, with the real paths."""
    texts = [
        each.replace("content/", f"content/{folder}/")
        for each in (problem.location.file, problem.message, problem.advice)
    ]
    if "site_config" in problem.location.file:
        texts[2] = "Write what is in it in site_config.yaml, by language: title: {en-GB: …, cy: …}. Then delete it."
    return replace(problem, location=Location(file=texts[0]), message=texts[1], advice=texts[2])


def _unused(files: Iterable[str], used: Collection[str], languages: Sequence[Language]) -> Iterator[Problem]:
    in_folders: dict[str, list[str]] = {}
    for file in files:
        if file in used or not file.startswith("content/"):
            continue
        folder, _, _ = file.rpartition("/")
        if folder in ("content", "content/data", "content/pages"):
            yield _unused_file(file, used)
        else:
            in_folders.setdefault(_not_read(folder), []).append(file)
    for folder, within in in_folders.items():
        yield _of_a_language(folder, within, languages) or _unread_folder(folder, within)


def _not_read(folder: str) -> str:
    """Return the topmost folder that is not read: the one in `content/` itself, or in its `data` or `pages`."""
    parts = folder.split("/")
    return "/".join(parts[:3] if parts[1] in ("data", "pages") else parts[:2])


def _unused_file(file: str, used: Collection[str]) -> Problem:
    folder, _, name = file.rpartition("/")
    noun = "page" if folder == "content/pages" else "chapter"
    hidden = _HIDDEN_ENDING.fullmatch(name)
    if hidden:
        return _hidden_extension(file, hidden["name"], f"{folder}/{hidden['name']}" in used)
    if folder == "content/data":
        return _not_a_list(file, name)
    older = _OLDER.fullmatch(name)
    if older:
        advice = f"If {older['name']} is right, move this file out of content/."
        return _not_used(file, f"We do not use this file: it is an older {older['name']}.", advice)
    if _FOR_ROOT.fullmatch(name):
        return _not_used(
            file,
            "We do not read this file here.",
            f"If it is for the root of the site, move it to content/root/{name}.",
        )
    stem, _, ending = name.rpartition(".")
    if _LIKE_MARKDOWN.fullmatch(name):
        message = f"We do not read this file: its name ends in .{ending}, and a {noun} ends in .md."
        return _not_used(
            file, message, f"If it is a {noun}, rename it to {stem}.md. Otherwise move it out of content/."
        )
    if "." not in name.strip("."):
        message = f"We do not read this file: its name has no ending, and a {noun} ends in .md."
        return _not_used(
            file, message, f"If it is a {noun}, rename it to {name}.md. Otherwise move it out of content/."
        )
    if _WRITTEN.fullmatch(name):
        chapter = f"{stem.removesuffix('.md')}.md"
        advice = (
            f"If it is a {noun}, save its text as {chapter}, as plain text with the encoding UTF-8. If readers "
            f"should download it, move it to content/media/{name}."
        )
        return _not_used(
            file, f"We do not read this file: {noun}s are text files that end in .md, not in .{ending}.", advice
        )
    if _MEDIA.fullmatch(name):
        message = "We do not use this file: pictures and documents belong in content/media."
        return _not_used(
            file, message, f"Move it to content/media/{name}, and write media/{name} where a chapter shows it."
        )
    if _LIST.fullmatch(name):
        if re.match(r"site[ ._-]?config", name, re.IGNORECASE):
            return _not_used(
                file,
                "We do not read this file: site_config.yaml belongs beside content/, not in it.",
                "Move it up one folder.",
            )
        message = "We do not read this file: lists belong in content/data."
        return _not_used(file, message, f"Move it to content/data/{name}.")
    advice = "Chapters are Markdown files in content/. Pictures and documents go in content/media/."
    return _not_used(file, "We do not use this file: it is not a chapter, data or media.", advice)


def _not_a_list(file: str, name: str) -> Problem:
    if _LIST.fullmatch(name):
        message = f"We do not read this list: the ending of “{name}” is in capital letters."
        return _not_used(file, message, f"Rename it to {name.lower()}.")
    message = "We do not read this file: lists are YAML files, which end in .yaml."
    if _MEDIA.fullmatch(name) and not re.search(r"\.(csv|xlsx?|ods)$", name, re.IGNORECASE):
        return _not_used(file, message, f"Pictures and documents go in content/media: move it to content/media/{name}.")
    return _not_used(file, message, "Add its entries to the list they belong to, or move it out of content/data/.")


def _hidden_extension(file: str, name: str, is_there: bool) -> Problem:
    whole = file.rsplit("/", 1)[-1]
    message = f"We do not read this file: “{whole}” ends in .{whole.rsplit('.', 1)[1]}, which Windows does not show."
    advice = f"Rename it to {name}. To see whole names in File Explorer, choose View, Show, File name extensions."
    if is_there:
        advice = f"{name} is there as well. Keep the one that is right, and delete the other."
    return Problem.warning("FILE-017", message, Location(file=file), advice)


def doubled_extensions(chapters: Iterable[str]) -> Iterator[Problem]:
    """Report chapters with a doubled extension: the first of the two becomes part of their address."""
    for file in chapters:
        name = file.rsplit("/", 1)[-1]
        once = _TWICE.fullmatch(name)
        if once:
            message = f"“{name}” has its ending twice, because Windows does not show the second one. We still read it."
            advice = f"Rename it to {once['name']}, so that its address has no ending."
            yield Problem.warning("FILE-017", message, Location(file=file), advice)


def _as_tag(name: str) -> str:
    """Write a name in the form of a language tag: cy-GB for CY_gb."""
    first, *others = name.replace("_", "-").split("-")
    return "-".join((first.lower(), *(each.upper() for each in others)))


def _of_a_language(folder: str, files: list[str], languages: Sequence[Language]) -> Problem | None:
    """Report a folder that is named like a language; None if it is not."""
    name = folder.rsplit("/", 1)[-1]
    tag = tag_named(name.casefold()) or _as_tag(name)
    if folder.count("/") != 1 or not is_known_language(tag):
        return None
    place = Location(file=files[0] if len(files) == 1 else folder)
    short = primary_subtag(tag)
    alike = [each for each in languages if primary_subtag(each.tag) == short]
    if alike:
        named = listed([f"content/{each.folder}" for each in alike], joined="or")
        message = f"We do not read the folder “{name}”: the folder of the language {alike[0].tag} is {named}."
        return Problem.warning("FILE-018", message, place, f"Rename it to {alike[0].folder}.")
    tags = ", ".join([each.tag for each in languages] or ["en-GB" if short != "en" else "cy"])
    message = f"We do not read the folder “{name}”, because {tag} is not among the languages of the site."
    rename = "" if name.casefold() in (tag.casefold(), short) else f" and rename the folder to {short}"
    advice = f"Write in site_config.yaml: languages: [{tags}, {tag}]{rename}. Or move the folder out of content/."
    return Problem.warning("FILE-018", message, place, advice)


def _unread_folder(folder: str, files: list[str]) -> Problem:
    name = folder.rsplit("/", 1)[-1]
    place = Location(file=files[0] if len(files) == 1 else folder)
    first = files[0].removeprefix(f"{folder}/")
    listed = first if len(files) == 1 else f"{first} and {len(files) - 1} more"
    in_data = folder.startswith("content/data/")
    right = next((each for each in ("media", "data", "root", "pages") if name.casefold() == each), "")
    if right and folder.count("/") == 1:
        message = f"We do not read the folder “{name}”: it must be called {right}, in small letters."
        return Problem.warning("FILE-018", message, place, f"Rename it to {right}.")
    if folder.startswith("content/pages/"):
        message = f"We do not read the folder “{name}” in content/pages."
        return Problem.warning("FILE-018", message, place, f"Move {listed} into content/pages itself.")
    are_media = all(_MEDIA.fullmatch(each) for each in files)
    if in_data:
        message, advice = (
            f"We do not read the folder “{name}” in content/data.",
            f"Move {listed} into content/data itself.",
        )
    elif are_media or (name.casefold() in _MEDIA_FOLDERS and not any(each.lower().endswith(".md") for each in files)):
        message = f"We do not read the folder “{name}”: pictures and documents belong in content/media."
        advice = f"Move {listed} into content/media, and write media/ and the name where a chapter shows one."
    else:
        message = f"We do not read the folder “{name}”: chapters belong in content/ itself."
        advice = (
            f"Move {listed} into content/. To put chapters in order, start their names with numbers, as in 02-paths.md."
        )
    return Problem.warning("FILE-018", message, place, advice)


def _not_used(file: str, message: str, advice: str) -> Problem:
    return Problem.warning("FILE-010", message, Location(file=file), advice)

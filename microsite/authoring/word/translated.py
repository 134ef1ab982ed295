"""Turn a translator's Word document into a language's files, named like the chapters they translate."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from microsite.authoring.new_translation import file_in, original_mark, start_translation, with_mark
from microsite.authoring.word.importing import ConvertedDocument
from microsite.authoring.word.kept_import import Record
from microsite.load.site_files import SiteFiles, leading_files
from microsite.model.fixed_pages import fixed_page_names
from microsite.model.ordering import Entry, in_order
from microsite.model.read_facts import read_facts
from microsite.problems import Location, OutputRefused, Problem
from microsite.store import Store

_TITLE = re.compile(r'^title: "(.*)"$', re.MULTILINE)


def originals_for(files: SiteFiles, made: ConvertedDocument, record: Record, document: str) -> list[Entry]:
    """Find the chapters that a document translates, in order: all of them, or those that came from Word.

    Raises:
        OutputRefused: the document and the site have different numbers of chapters.
    """
    facts, _ = read_facts(leading_files(files), fixed_page_names(), Store())
    chapters = [entry for entry in in_order(facts.entries) if not entry.language]
    from_word = [entry for entry in chapters if entry.file in record.chapters]
    for each in (chapters, from_word):
        if len(each) == len(made.chapters):
            return each
    theirs = [_title_in(made.files[path].decode()) for path in made.chapters]
    ours = [f"{entry.file}  {entry.front.title or ''}".rstrip() for entry in chapters]
    message = (
        f"This document makes {_count(len(theirs))}, and the site has {len(ours)}, so we cannot tell which is which."
        f"\n    In the document:\n{_list(theirs)}\n    In the site:\n{_list(ours)}"
    )
    advice = (
        "Give it headings for the same chapters, in the same order. Or divide it elsewhere: --split 1, 2, 3 or none."
    )
    raise OutputRefused(Problem.error("WORD-012", message, Location(file=document), advice))


def as_translation(
    made: ConvertedDocument, originals: Sequence[Entry], tag: str, files: SiteFiles
) -> ConvertedDocument:
    """Name the files made from a document like the chapters they translate.

    Args:
        made: what the document became.
        originals: the chapters that its chapters translate.
        tag: the language.
        files: the site's files.
    """
    folder = next(each.folder for each in files.languages if each.tag == tag)
    names = {Path(path).stem: Path(entry.file).stem for path, entry in zip(made.chapters, originals, strict=True)}
    paths = {
        path: file_in(f"content/{entry.file_name}", tag, files)
        for path, entry in zip(made.chapters, originals, strict=True)
    }
    result = ConvertedDocument(remarks=[(paths.get(path, path), line, remark) for path, line, remark in made.remarks])
    for path, content in made.files.items():
        if path not in paths:
            below = _renamed(path.removeprefix("content/"), names)
            if files.media.get(f"content/{below}") != content:
                result.files[f"content/{folder}/{below}"] = content
    for path, entry in zip(made.chapters, originals, strict=True):
        text = _renamed(made.files[path].decode(), names)
        mark = original_mark(entry.file, entry.content)
        result.files[paths[path]] = with_mark(text.encode(), mark) if mark else text.encode()
        result.chapters.append(paths[path])
    return result


def record_untranslated_copies(
    record: Record, originals: Sequence[Entry], paths: Sequence[str], site: Path, document: str
) -> None:
    """Record copies of originals that nobody has translated as imported, so that the translations replace them.

    Args:
        record: what imports wrote; updated in place.
        originals: the chapters.
        paths: the paths of their translations.
        site: the site's folder.
        document: the name of the document in the record.
    """
    for entry, path in zip(originals, paths, strict=True):
        file = site / path
        if file.is_file() and original_mark(entry.file, entry.content):
            begun = start_translation(entry.file, entry.content)
            if file.read_bytes().replace(b"\r\n", b"\n") == begun and path not in record.chapters:
                record.chapters[path] = begun.decode()
                record.documents.setdefault(document, []).append(path)


def _renamed(text: str, names: Mapping[str, str]) -> str:
    """Rename links and pictures after the chapters that are translated."""
    for old, new in names.items():
        text = re.sub(rf"(?<=\()(media/)?{re.escape(old)}(?=\.md[#)]|-\d+\.\w+[\s)])", rf"\g<1>{new}", text)
        text = re.sub(rf"^media/{re.escape(old)}(?=-\d+\.\w+$)", f"media/{new}", text)
    return text


def _title_in(text: str) -> str:
    found = _TITLE.search(text)
    return found[1] if found else "?"


def _list(words: Sequence[str]) -> str:
    return "\n".join(f"      {number}. {each}" for number, each in enumerate(words, 1))


def _count(number: int) -> str:
    return f"{number} chapter{'' if number == 1 else 's'}"

"""The files of a site → its valid facts, or every problem in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import msgspec

from microsite.load.site_files import SiteFiles
from microsite.load.source_text import parse_source
from microsite.model.consultation import Consultation
from microsite.model.facts import Facts
from microsite.model.lists import Lists
from microsite.model.ordering import Entry, ReadChapter
from microsite.problems import Location, Problem
from microsite.store import Store, digest_of


class _ReadConsultation(msgspec.Struct, frozen=True, kw_only=True):
    """What became of site_config.yaml."""

    facts: Consultation | None
    places: dict[str, Location]
    problems: tuple[Problem, ...]


class _ReadLists(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the lists in content/data."""

    lists: Lists
    places: dict[str, Location]
    problems: tuple[Problem, ...]


def read_facts(files: SiteFiles, page_names: Collection[str], store: Store) -> tuple[Facts, list[Problem]]:
    """Read and validate everything an author gave, and go on after each mistake.

    Args:
        files: what is in the site's folder.
        page_names: names of the pages every site has.
        store: keeps what was read.

    Returns:
        The facts and the problems of all files.
    """
    consultation, places, found = _consultation(files, store)
    problems = [*found, *files.problems]
    for file, content in {"theme/site.css": files.theme_style, **files.templates}.items():
        problems += parse_source(file, content)[1]
    entries: list[Entry] = []
    for file, content in files.chapters.items():
        entry, found = _entry(file, content, store)
        problems += found
        if entry is not None:
            entries.append(entry)
    if not files.chapters:
        advice = "Write a Markdown file such as content/01-why.md."
        location = Location(file="content")
        message = "There is no chapter in content/."
        problems.append(Problem.warning("CHAP-007", message, location, advice))
    lists, list_places, found = _lists(files, store)
    problems += found
    read = {entry.file for entry in entries}
    facts = Facts(
        consultation=consultation,
        entries=entries,
        lists=lists,
        media=files.media,
        page_names=page_names,
        unread=[file.rsplit("/", 1)[-1] for file in files.chapters if file not in read],
        places={**places, **list_places},
    )
    return facts, problems


def _consultation(
    files: SiteFiles, store: Store
) -> tuple[Consultation | None, Mapping[str, Location], Sequence[Problem]]:
    def read() -> _ReadConsultation:
        from microsite.model.parse_facts import parse_consultation

        facts, places, problems = parse_consultation(files.config, files.media)
        return _ReadConsultation(facts=facts, places=places, problems=tuple(problems))

    inputs = (digest_of(files.config), digest_of(*files.media))
    found = store.get("consultation", inputs, read, _ReadConsultation)
    return found.facts, found.places, found.problems


def _lists(files: SiteFiles, store: Store) -> tuple[Lists, Mapping[str, Location], Sequence[Problem]]:
    chapters = tuple(file.rsplit("/", 1)[-1] for file in files.chapters)
    written = (part for name, content in files.data.items() for part in (name, content))
    inputs = (digest_of(*written), digest_of(*files.media), digest_of(*chapters))

    def read() -> _ReadLists:
        from microsite.model.parse_facts import parse_lists

        lists, places, problems = parse_lists(files.data, files.media, chapters)
        return _ReadLists(lists=lists, places=places, problems=tuple(problems))

    found = store.get("lists", inputs, read, _ReadLists)
    return found.lists, found.places, found.problems


def _entry(file: str, content: bytes, store: Store) -> tuple[Entry | None, Sequence[Problem]]:
    """Read a chapter's front matter; its text is read when it is asked for."""

    def parse() -> ReadChapter:
        from microsite.model.parse_facts import parse_front_matter

        return parse_front_matter(file, content)

    digest = digest_of(file, content)
    read = store.get("front matter", (digest,), parse, ReadChapter)
    if read.front is None:
        return None, read.problems
    entry = Entry(
        file=file,
        content=content,
        digest=digest,
        front=read.front,
        places=read.places,
        front_known=read.front_known,
        elsewhere=read.elsewhere,
    )
    return entry, read.problems

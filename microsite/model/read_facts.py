"""Reads a site's files into valid facts, or reports every problem in them."""

from collections.abc import Callable, Collection, Mapping, Sequence

import msgspec

from microsite.load.site_files import SiteFiles
from microsite.load.source_text import parse_source
from microsite.model.consultation import Consultation
from microsite.model.facts import Certain, Facts
from microsite.model.front_matter_cache import FrontMatterCache
from microsite.model.lists import Lists
from microsite.model.ordering import Entry
from microsite.model.translation import with_original
from microsite.problems import Location, Problem
from microsite.store import Store, digest_of
from microsite.validate.by_language import ALL_TRANSLATED, ONE_LANGUAGE, InOneLanguage, Untranslated


class _ReadConsultation(msgspec.Struct, frozen=True, kw_only=True):
    """The result of reading site_config.yaml."""

    consultation: Consultation | None
    certain: Certain
    places: dict[str, Location]
    problems: tuple[Problem, ...]
    untranslated: Untranslated = ALL_TRANSLATED


class _ReadLists(msgspec.Struct, frozen=True, kw_only=True):
    """The result of reading the lists in content/data."""

    lists: Lists
    unread: frozenset[str]
    places: dict[str, Location]
    problems: tuple[Problem, ...]
    untranslated: Untranslated = ALL_TRANSLATED


def read_facts(
    files: SiteFiles,
    page_names: Collection[str],
    store: Store,
    prepare: Callable[[FrontMatterCache, Mapping[str, bytes]], None] = lambda _known, _chapters: None,
) -> tuple[Facts, list[Problem]]:
    """Read and validate everything the author wrote, continuing after each mistake.

    Args:
        files: what is in the site's folder.
        page_names: names of the generated pages, which no chapter can have.
        store: caches what was read.
        prepare: called with the reader of front matter, and the chapters, so that several processes can read it.

    Returns:
        The facts and the problems of all files.
    """
    config = _consultation(files, store)
    problems = [*config.problems, *files.problems]
    for file, content in {"theme/site.css": files.theme_style, **files.templates}.items():
        problems += parse_source(file, content)[1]
    entries: list[Entry] = []
    known = FrontMatterCache(store, files.digests)
    prepare(known, files.texts)
    for file, content in files.texts.items():
        read = known.read(file, content)
        problems += read.problems
        # Its text is read when it is needed.
        entry = read.entry(file, content, known.digest(file, content), files.stand_ins.get(file, ""))
        if entry is not None:
            original = files.originals.get(file)
            entries.append(with_original(entry, known.read(*original)) if original else entry)
    if not files.chapters:
        advice = "Write a Markdown file such as content/01-why.md."
        location = Location(file="content")
        message = "There are no chapters in content/."
        problems.append(Problem.warning("CHAP-007", message, location, advice))
    if files.root:
        problems += _root_problems(files, config.consultation, entries, page_names)
    chapters, pages = ([each for each in entries if each.noun == noun] for noun in ("chapter", "page"))
    lists = _lists(files, str(config.consultation.time_zone) if config.consultation else "", store)
    problems += lists.problems
    in_use = {entry.file for entry in entries}
    facts = Facts(
        consultation=config.consultation,
        certain=config.certain,
        entries=chapters,
        pages=pages,
        lists=lists.lists,
        unread_lists=lists.unread,
        media=files.media,
        unread_media=files.unread_media,
        page_names=page_names,
        unread=[file.rsplit("/", 1)[-1] for file in files.texts if file not in in_use],
        places={**config.places, **lists.places},
        untranslated=(config.untranslated, lists.untranslated),
    )
    return facts, problems


def _root_problems(
    files: SiteFiles, consultation: Consultation | None, entries: Sequence[Entry], page_names: Collection[str]
) -> list[Problem]:
    from microsite.load.root_files import clashes, misplaced_root_files

    pages = dict.fromkeys(page_names, "one of the site's own pages")
    pages |= {f"{name}.html": f"an old address of {each.file}" for each in entries for name in each.front.redirect_from}
    pages |= {entry.path: f"the page of {entry.file}" for entry in entries}
    address = consultation.site_address if consultation else None
    known = str(address) if address and address.supplied else ""
    return [*clashes(files.root, pages), *misplaced_root_files(files.root, known)]


def _consultation(files: SiteFiles, store: Store) -> _ReadConsultation:
    def read() -> _ReadConsultation:
        from microsite.model.parse_facts import parse_consultation

        consultation, certain, places, problems, untranslated = parse_consultation(
            files.config,
            {**files.media, **dict.fromkeys(files.unread_media, b"")},
            files.outside,
            wanted_language(files),
        )
        return _ReadConsultation(
            consultation=consultation,
            certain=certain,
            places=places,
            problems=tuple(problems),
            untranslated=untranslated,
        )

    settings = (repr(files.outside), repr(wanted_language(files)))
    inputs = (digest_of(files.config, *settings), digest_of(*files.media), digest_of(*files.unread_media))
    return store.get("consultation", inputs, read, _ReadConsultation)


def _lists(files: SiteFiles, zone: str, store: Store) -> _ReadLists:
    chapters = tuple(file.rsplit("/", 1)[-1] for file in files.chapters)
    written = (part for name, content in files.data.items() for part in (name, content))
    there = {**files.media, **dict.fromkeys(files.unread_media, b"")}
    inputs = (digest_of(*written), digest_of(*sorted(there)), digest_of(*chapters), zone, repr(wanted_language(files)))

    def read() -> _ReadLists:
        from microsite.model.parse_lists import parse_lists

        lists, unread, places, problems, untranslated = parse_lists(
            files.data, there, chapters, zone, wanted_language(files)
        )
        return _ReadLists(
            lists=lists, unread=unread, places=places, problems=tuple(problems), untranslated=untranslated
        )

    return store.get("lists", inputs, read, _ReadLists)


def wanted_language(files: SiteFiles) -> InOneLanguage:
    """Return the language that some files are read for, in a site that has several."""
    return InOneLanguage(files.languages, files.language.tag) if files.language else ONE_LANGUAGE

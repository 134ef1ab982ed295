"""Compare a site's languages: which translations are shown, what each lacks, and which is not published yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from microsite.checks.text_parts import parts_of
from microsite.checks.translations import COPY, GAPS, Comparison, InLanguage, Outdated, with_severity
from microsite.load.chapters import split_chapter
from microsite.load.language_words import primary_subtag
from microsite.load.languages import language_and_name
from microsite.load.site_files import CONFIG, SiteFiles
from microsite.load.source_text import parse_source
from microsite.model.chapter import Chapter, FrontMatter
from microsite.model.clock import Clock
from microsite.model.consultation import Consultation
from microsite.model.facts import Facts
from microsite.model.front_matter_cache import FrontMatterCache
from microsite.model.held_back import HeldBack, why_held_back
from microsite.model.in_languages import key_of_text
from microsite.model.language_names import name_of_language
from microsite.model.moments import DatedChange, changes_of
from microsite.model.ordering import Entry
from microsite.model.silence import silenced_codes
from microsite.model.site import Site
from microsite.model.status import Status
from microsite.model.translation import mark_of
from microsite.problems import Location, Problem, listed, without_silenced
from microsite.render.words import FALLBACK_LANGUAGE, words_for
from microsite.store import Store

#: Translations that are not shown yet: their file and why, by language and the path of the text shown instead.
Waiting = Mapping[tuple[str, str], tuple[str, str]]


class Share(Struct, frozen=True, kw_only=True):
    """How much of a site there is in one language: for each kind of thing, how many there are, of how many."""

    tag: str
    #: The name of its folder in the output.
    folder: str
    name: str
    chapters: tuple[int, int]
    pages: tuple[int, int]
    texts: tuple[int, int]
    alt_texts: tuple[int, int]
    documents: tuple[int, int]
    #: Files that are older than the text that they translate.
    outdated: tuple[str, ...] = ()
    #: Why its pages are not published; empty if they are.
    held_back: str = ""

    @property
    def sentence(self) -> str:
        """The share in one line."""
        parts = (("texts", self.texts), ("chapters", self.chapters), ("pages", self.pages))
        said = ", ".join(f"{done} of {of} {noun if of > 1 else noun[:-1]}" for noun, (done, of) in parts if of)
        return f"{self.name}: {said}" + (f", {len(self.outdated)} out of date" if self.outdated else "")

    @property
    def whole(self) -> tuple[int, int]:
        """All kinds together."""
        kinds = (self.chapters, self.pages, self.texts, self.alt_texts, self.documents)
        return sum(done for done, _ in kinds), sum(of for _, of in kinds)


class LanguageComparison(Struct, frozen=True, kw_only=True):
    """The result of comparing the languages."""

    problems: tuple[Problem, ...]
    outdated: Mapping[str, tuple[Outdated, ...]]
    #: The languages that are not published yet, with the reason.
    held_back: Mapping[str, str]
    shares: tuple[Share, ...]


class Side(Struct, frozen=True, kw_only=True):
    """A site in one of its languages, as far as it is known."""

    files: SiteFiles
    facts: Facts
    site: Site | None

    @property
    def tag(self) -> str:
        """The tag of the language."""
        return self.files.language.tag if self.files.language else ""


def shown_translations(
    files: SiteFiles, clock: Clock | None, store: Store, *, drafts: bool = False
) -> tuple[SiteFiles, Waiting, list[DatedChange]]:
    """Leave out translations that cannot be shown at this moment, if another text can be shown instead.

    These are untranslated copies, drafts, and translations that are to appear later or have expired.

    Args:
        files: the files in the site's folder.
        clock: the moment that the site is made for; None while that is not known.
        store: keeps front matter.
        drafts: whether to show drafts, and translations outside their time.

    Returns:
        The files that are shown; the translations that are not; and when translations appear or go.
    """
    waiting: dict[tuple[str, str], tuple[str, str]] = {}
    changes: list[DatedChange] = []
    known = FrontMatterCache(store, files.digests)
    shown: dict[str, Mapping[str, bytes]] = {}
    shared = dict(files.texts)
    for tag, own in files.translated.items():
        kept = dict(own)
        for file, content in own.items():
            name = language_and_name(file, files.languages)[1]
            if name not in files.texts:
                continue
            front, original = known.read(file, content).front, known.read(name, files.texts[name]).front
            if front is None or original is None:
                continue
            if _mark(file, content, known, store) == _mark(name, files.texts[name], known, store):
                if original.translation_of is not None and front.translation_of is None:
                    shared.pop(name, None)
                    waiting[files.languages[0].tag, file] = (name, COPY)
                    continue
                why = COPY
            else:
                why = "" if drafts else _why_not_shown(front, clock)
                if clock and not front.draft:
                    changes += changes_of(str(front.title or Path(file).stem), front, clock.zone)
            if why:
                del kept[file]
                waiting[tag, name] = (file, why)
        shown[tag] = kept
    chapters, pages = (
        {file: each for file, each in group.items() if file in shared} for group in (files.chapters, files.pages)
    )
    return replace(files, translated=shown, chapters=chapters, pages=pages), waiting, changes


def _why_not_shown(front: FrontMatter, clock: Clock | None) -> str:
    if front.draft:
        return "a draft"
    held = why_held_back(clock, front.publish_on, front.expire_on) if clock else ""
    return f"not shown {held}" if held else ""


def _mark(file: str, content: bytes, known: FrontMatterCache, store: Store) -> str:
    """Return a digest of what has to be translated of a text; see `mark_of`."""

    def read() -> str:
        front, source = known.read(file, content).front, parse_source(file, content)[0]
        return mark_of(front, split_chapter(source)[0].body) if front and source else ""

    return store.get("mark of a text", (known.digest(file, content),), read, str)


def compare_languages(sides: Sequence[Side], waiting: Waiting, templates: Path, store: Store) -> LanguageComparison:
    """Compare a site's languages.

    Args:
        sides: the site in each language, the leading one first.
        waiting: translations that are not shown yet.
        templates: the engine's own templates, which have the names of languages.
        store: keeps what is read from chapters.
    """
    states = [_state(each, templates, store) for each in sides]
    first = sides[0]
    consultation = first.site.consultation if first.site else first.facts.consultation
    equal = bool(consultation and consultation.equal)
    upcoming = first.site is not None and first.site.status is Status.UPCOMING
    comparison = Comparison(states, waiting, store)
    silenced = {each.file: silenced_codes(each.front.silence) for side in sides for each in side.facts.texts}
    found: list[tuple[str, Problem]] = []
    counted: list[tuple[str, Problem]] = []
    for tag, problem in comparison.problems(both_ways=equal):
        counts = problem.code in GAPS and without_silenced([problem], first.facts.certain.silenced, silenced)
        judged = with_severity(problem, equal=equal, upcoming=upcoming) if counts else problem
        found.append((tag, judged))
        counted += [(tag, judged)] if counts else []
    held: dict[str, str] = {}
    gaps: list[Problem] = []
    if consultation is not None and first.site is not None and consultation.publish_only_complete:
        held, gaps = _held_languages(consultation, first.site, states, counted, first.facts.places)
    outdated = {
        state.tag: tuple(
            each for each in comparison.outdated if each.file in {text.file for text in state.texts.values()}
        )
        for state in states
    }
    shares = tuple(
        _share(state, states, comparison, store, outdated[state.tag], held.get(state.tag, "")) for state in states
    )
    return LanguageComparison(
        problems=(*(each for _, each in found), *gaps), outdated=outdated, held_back=held, shares=shares
    )


def with_outdated(site: Site, outdated: Sequence[Outdated], others: Mapping[str, Site]) -> Site:
    """Mark texts that are older than the same text in another language."""
    by_file = {each.file: each for each in outdated}

    def marked(text: Chapter) -> Chapter:
        found = by_file.get(text.file)
        if found is None or found.newer not in others:
            return text
        newer = next((each for each in others[found.newer].texts if each.file == found.other), None)
        day = newer.updated if newer else None
        if day and text.updated and str(day) <= str(text.updated):
            day = None
        return replace(text, newer_in=found.newer, newer_since=day)

    if not by_file:
        return site
    return replace(site, chapters=tuple(map(marked, site.chapters)), pages=tuple(map(marked, site.pages)))


def with_held_back(site: Site, comparison: LanguageComparison, of_translations: Sequence[DatedChange]) -> Site:
    """Add the languages that are not published to what is held back, and the days on which they will be published.

    Args:
        site: the site in the leading language, which tells when the next build is needed.
        comparison: the languages, compared.
        of_translations: when translations appear or go.
    """
    names = {each.tag: f"{each.name} pages" for each in comparison.shares}
    held = (HeldBack(title=names[tag], file=CONFIG, why=why) for tag, why in comparison.held_back.items())
    days = {str(each.tag): each.public_since for each in site.consultation.languages}
    coming = [*of_translations] + [
        DatedChange(at=day.start(site.clock.zone), kind="appears", title=names[tag])
        for tag in comparison.held_back
        if (day := days.get(tag)) is not None
    ]
    changes = sorted((*site.dated_changes, *coming), key=lambda change: change.at)
    return replace(
        site, held_back=(*site.held_back, *held), dated_changes=tuple(changes) if coming else site.dated_changes
    )


def _state(side: Side, templates: Path, store: Store) -> InLanguage:
    language = side.files.language
    assert language is not None, "a side has a language"
    media = side.files.own_media

    def tag_of_file(file: str) -> str:
        return language_and_name(file, side.files.languages)[0]

    alike = [each for each in side.files.languages if primary_subtag(each.tag) == primary_subtag(language.tag)]
    name = english_name(language.tag, templates)
    return InLanguage(
        tag=language.tag,
        folder=language.folder,
        name=f"{name} ({language.tag})" if len(alike) > 1 else name,
        facts=side.facts,
        own_media={name: file for name, file in media.items() if tag_of_file(file) == language.tag},
        lent_media={name: file for name, file in media.items() if tag_of_file(file) != language.tag},
        data=side.files.data,
    )


def english_name(tag: str, templates: Path) -> str:
    """Return the English name of a language, or its own name for itself if the English one is not known."""
    words = words_for(templates, FALLBACK_LANGUAGE, marked=False)
    try:
        return words(f"language.{tag.partition('-')[0].lower()}")
    except KeyError:
        return name_of_language(tag)


def _held_languages(
    consultation: Consultation,
    site: Site,
    states: Sequence[InLanguage],
    gaps: Sequence[tuple[str, Problem]],
    places: Mapping[str, Location],
) -> tuple[dict[str, str], list[Problem]]:
    """Find languages that lack something and have never been published; report them, and what to do about each."""
    held: dict[str, str] = {}
    problems: list[Problem] = []
    since = {str(each.tag): each.public_since for each in consultation.languages}
    for number, state in enumerate(states[1:], 2):
        day = since.get(state.tag)
        if day is not None and site.clock.has_come(day.start(site.clock.zone)):
            continue
        place = places.get(f"languages[{number}]", places.get("languages", Location(file=CONFIG)))
        missing = [each for tag, each in gaps if tag == state.tag]
        if missing:
            codes = listed(sorted({each.code for each in missing}))
            held[state.tag] = "until nothing of them is missing"
            message = f"The {state.name} pages are not published yet, because they are not complete: see {codes}."
            advice = f"Close these gaps. To publish them as they are, delete publish_only_complete in {CONFIG}."
            problems.append(Problem.hint("TRAN-011", message, place, advice, path=f"languages[{number}]"))
        elif day is None:
            message = f"The {state.name} pages are complete, so they are published. From now on they must stay."
            advice = (
                f"Write {{tag: {state.tag}, public_since: {_today(site.clock)}}} in languages, in place of {state.tag}"
            )
            problems.append(Problem.hint("TRAN-013", message, place, advice, path=f"languages[{number}]"))
    return held, problems


def _today(clock: Clock) -> str:
    """Return today's date, and note on the clock that the result depends on it."""
    day = clock.now.astimezone(clock.zone).date()
    for each in (day, day + timedelta(days=1)):
        clock.has_come(datetime.combine(each, time(), clock.zone))
    return day.isoformat()


def _share(
    state: InLanguage,
    states: Sequence[InLanguage],
    comparison: Comparison,
    store: Store,
    outdated: Sequence[Outdated],
    held_back: str,
) -> Share:
    own = state.texts
    every = {key_of_text(each.file): each.noun for side in states for each in side.facts.texts if not each.front.draft}
    done = {noun: sum(kind == noun and key in own for key, kind in every.items()) for noun in ("chapter", "page")}
    of = {noun: sum(kind == noun for kind in every.values()) for noun in ("chapter", "page")}
    texts = sum(each.texts for each in state.facts.untranslated)
    missing = sum(len(each.places) for each in state.facts.untranslated)
    alt_texts = [*_alt_texts(every, own, states, store)]
    files = {path for each in state.facts.untranslated for path in each.files if path.startswith("documents[")}
    documents = [each for each in state.facts.lists.documents if each.file and each.file.supplied]
    lacking = sum(
        f"documents[{number}].file" in files and str(each.file) not in state.own_media
        for number, each in enumerate(state.facts.lists.documents, 1)
    )
    return Share(
        tag=state.tag,
        folder=state.folder,
        name=state.name,
        chapters=(done["chapter"], of["chapter"]),
        pages=(done["page"], of["page"]),
        texts=(texts - missing, texts),
        alt_texts=(sum(each for each, _ in alt_texts), sum(each for _, each in alt_texts)),
        documents=(len(documents) - lacking, len(documents)),
        outdated=tuple(each.file for each in outdated),
        held_back=held_back,
    )


def _alt_texts(
    every: Mapping[str, str], own: Mapping[str, Entry], states: Sequence[InLanguage], store: Store
) -> Iterator[tuple[int, int]]:
    """Count the alt texts that a language has, and those that it should have, text by text."""
    kind = "picture with alt text"
    for key in every:
        entry = next(each.texts[key] for each in states if key in each.texts)
        most = parts_of(entry, store).count(kind)
        mine = own.get(key)
        yield (min(most, parts_of(mine, store).count(kind)) if mine is not None else 0), most

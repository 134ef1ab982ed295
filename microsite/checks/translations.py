"""Reports everything that one language of a site lacks and another has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from microsite import quoted, typed_program
from microsite.checks.text_parts import KINDS, PART_OF, TextParts, parts_of
from microsite.load.chapters import file_number
from microsite.load.language_words import primary_subtag
from microsite.model.facts import Facts
from microsite.model.in_languages import key_of_text
from microsite.model.ordering import Entry
from microsite.model.translation import FRONT_TEXTS
from microsite.problems import Location, Problem, Severity, lines_listed, listed, listed_up_to
from microsite.store import Store

#: Keys whose texts are names, which may be the same in every language.
NAMES = frozenset({"organisation", "name", "place", "where", "logo_text", "address"})
#: Front matter of fewer words may be the same in two languages by chance.
FEWEST_WORDS = 3
#: Codes of the gaps that must be closed before a language is complete.
GAPS = frozenset({"TRAN-002", "TRAN-003", "TRAN-004", "TRAN-005", "TRAN-006", "TRAN-008", "TRAN-009", "TRAN-015"})
#: The reason for not showing a translation that is a copy of its original.
COPY = "a copy"
_MOST_LINES = 12


class InLanguage(Struct, frozen=True, kw_only=True, dict=True):
    """A site in one of its languages."""

    tag: str
    #: The name of its folder in content/.
    folder: str
    #: The English name of the language.
    name: str
    facts: Facts
    #: The media in the language's own folder, by the path in content/media that they replace.
    own_media: Mapping[str, str]
    #: Media that only another language's folder has: missing from this language's folder and from content/media.
    lent_media: Mapping[str, str]
    #: The files of the lists, by path.
    data: Mapping[str, bytes]

    @cached_property
    def texts(self) -> dict[str, Entry]:
        """The chapters and pages that exist in this language, by the key that all languages share."""
        return {key_of_text(each.file): each for each in self.facts.texts if not each.language}


class Outdated(Struct, frozen=True):
    """A translation whose original has changed since."""

    #: The tag of its language, and its file.
    tag: str
    file: str
    #: The tag and the file of the original.
    newer: str
    other: str


def _in_media(state: InLanguage, first: InLanguage, name: str) -> str:
    """Return where a language's own version of a file in content/media belongs."""
    return name if state is first else name.replace("content/", f"content/{state.folder}/", 1)


def is_translation(state: InLanguage, key: str) -> bool:
    """Whether a text is marked as a translation (`translation_of`)."""
    return key in state.texts and state.texts[key].front.translation_of is not None


class Comparison:
    """Compares a site's languages with each other."""

    def __init__(
        self, states: Sequence[InLanguage], waiting: Mapping[tuple[str, str], tuple[str, str]], store: Store
    ) -> None:
        """Store the site in each language, the leading one first.

        Args:
            states: the site in each language.
            waiting: file and reason of each translation that is not shown yet, by language and the path of the text
                shown in its place.
            store: caches the parts of chapters.
        """
        self._states, self._waiting, self._store = states, waiting, store
        #: Translations that are out of date; filled by `problems`.
        self.outdated: list[Outdated] = []
        #: Pairs of chapters that seem to be one chapter under two names, by file.
        self._renamed: dict[str, tuple[Entry, Entry]] = {}

    def problems(self, *, both_ways: bool) -> Iterator[tuple[str, Problem]]:
        """Yield a problem for everything that a language lacks, with the language's tag.

        Args:
            both_ways: whether to report an original that has less than its translation as well.
        """
        self._renamed = self._find_renamed()
        for state in self._states:
            for each in (
                *self._missing_texts(state),
                *self._different_names(state),
                *self._texts_in_lists(state),
                *self._whole_lists(state),
                *self._documents(state),
                *self._translations(state, both_ways),
            ):
                yield state.tag, each

    def original_of(self, state: InLanguage, key: str) -> tuple[InLanguage, Entry] | None:
        """Find the original of a text: the same text in the first language that has it.

        If the first language's text is itself marked as a translation, the original is the first that is not.
        """
        first = self._states[0]
        others = [each for each in self._states if each is not state and key in each.texts]
        if is_translation(first, key):
            others = [each for each in others if each.texts[key].front.translation_of is None]
            return (others[0], others[0].texts[key]) if others and is_translation(state, key) else None
        other = next((each for each in self._states if key in each.texts), state)
        return None if other is state else (other, other.texts[key])

    def _name(self, tag: str) -> str:
        return next(each.name for each in self._states if each.tag == tag)

    def _find_renamed(self) -> dict[str, tuple[Entry, Entry]]:
        """Pair chapters with the same number of which the leading language has one and another language the other."""
        found: dict[str, tuple[Entry, Entry]] = {}
        first = self._states[0]
        for state in self._states[1:]:
            alone = {key: each for key, each in state.texts.items() if key not in first.texts and "/" not in key}
            lacking = [each for key, each in first.texts.items() if key not in state.texts and "/" not in key]
            for key, entry in alone.items():
                number = file_number(key)
                same = [each for each in lacking if number is not None and file_number(each.file_name) == number]
                if len(same) == 1:
                    found[entry.file] = (entry, same[0])
        return found

    def _different_names(self, state: InLanguage) -> Iterator[Problem]:
        for entry, original in self._renamed.values():
            if state.texts.get(key_of_text(entry.file)) is entry and state is not self._states[0]:
                yield Problem.error(
                    "TRAN-008",
                    f"This seems to be the {state.name} version of {original.file}, but its name is another one.",
                    entry.whole,
                    f"Rename it to {original.file_name}. If it is another chapter, give it a number that is free.",
                    related=(("the other one", original.whole),),
                )

    def _missing_texts(self, state: InLanguage) -> Iterator[Problem]:
        one_chapter = {each.file for pair in self._renamed.values() for each in pair}
        for entry in state.facts.texts:
            if not entry.language or entry.front.draft or entry.file in one_chapter:
                continue
            other = self._name(entry.language)
            file, why = self._waiting.get((state.tag, entry.file), ("", ""))
            readers = f"readers of the {state.name} pages get it in {other}"
            if why == COPY:
                message = f"This is word for word {entry.file}, so {readers}."
                advice = f"Write the {state.name} words over those that are there."
                yield Problem.warning("TRAN-006", message, Location(file=file), advice)
                continue
            if file:
                message = f"The {state.name} version of this {entry.noun} is {why}, so {readers}."
                line = "draft: yes" if why == "a draft" else "the line with that day"
                advice = f"Once readers may have it, delete {line} in its front matter."
                yield Problem.warning("TRAN-002", message, Location(file=file), advice)
                continue
            message = f"There is no {state.name} version of this {entry.noun}, so {readers}."
            advice = (
                f"To begin one, type: {typed_program()} new translation {quoted(key_of_text(entry.file))} {state.tag}"
            )
            yield Problem.warning("TRAN-002", message, entry.whole, advice)

    def _texts_in_lists(self, state: InLanguage) -> Iterator[Problem]:
        """Report untranslated texts of site_config.yaml and the lists: one problem per file, and one more for names."""
        for are_names in (False, True):
            by_file: dict[str, list[Location]] = {}
            for untranslated in state.facts.untranslated:
                for path, place in untranslated.places.items():
                    if (path.rpartition(".")[2].partition("[")[0] in NAMES) == are_names:
                        by_file.setdefault(place.file, []).append(place)
            for file, places in by_file.items():
                yield self._texts_of_file(state, file, sorted(places, key=_line), are_names)

    def _texts_of_file(self, state: InLanguage, file: str, places: list[Location], are_names: bool) -> Problem:
        lines = lines_listed(list(dict.fromkeys(each.line for each in places)), _MOST_LINES)
        one = len(places) == 1
        own = next((each for each in self._states if file.startswith(f"content/{each.folder}/")), self._states[0])
        tags = f"{{{own.tag}: …, {state.tag}: …}}"
        if are_names:
            message = f"{'A name' if one else f'{len(places)} names'} here {'is' if one else 'are'} in {own.name} only"
            advice = f"If it is the same in {state.name}, write {{all: …}} around it. Otherwise write {tags}"
            return Problem.hint("TRAN-014", f"{message}: {lines}.", places[0], advice)
        message = f"{'A text' if one else f'{len(places)} texts'} here {'is' if one else 'are'} not in {state.name}"
        advice = f"Write each text in both languages: {tags}"
        if file.startswith("content/data/"):
            advice = f"{advice} – or write the whole list in content/{state.folder}/data/{file.rsplit('/', 1)[-1]}"
        return Problem.hint("TRAN-003", f"{message}: {lines}.", places[0], advice)

    def _whole_lists(self, state: InLanguage) -> Iterator[Problem]:
        """Report a language's own list if it is a copy of the first language's, or has fewer items."""
        first = self._states[0]
        theirs = {file.rsplit("/", 1)[-1]: (file, content) for file, content in first.data.items()}
        for file, content in state.data.items():
            name = file.rsplit("/", 1)[-1]
            other, original = theirs.get(name, ("", b""))
            if not other or other == file or state is first:
                continue
            if content.split() == original.split():
                message = f"This is word for word {other}, so readers of the {state.name} pages get it in {first.name}."
                advice = f"Write the {state.name} words over those that are there."
                yield Problem.warning("TRAN-006", message, Location(file=file), advice)
                continue
            key = name.rpartition(".")[0]
            counts = [len(getattr(each.facts.lists, key, ())) for each in (state, first)]
            if counts[0] < counts[1] and key not in state.facts.unread_lists:
                message = f"This list has {counts[0]} of the {counts[1]} items of {other}."
                advice = f"Add what is missing, in {state.name}."
                related = (("the other one", Location(file=other)),)
                yield Problem.warning("TRAN-004", message, Location(file=file), advice, related=related)

    def _documents(self, state: InLanguage) -> Iterator[Problem]:
        lists = state.facts.lists
        there = {
            primary_subtag(str(each.language))
            for document in lists.documents
            for each in (document, *document.alternatives)
            if each.language
        }
        places = {path: at for each in state.facts.untranslated for path, at in each.files.items()}
        for number, document in enumerate(lists.documents, 1):
            place = places.get(f"documents[{number}].file")
            file = str(document.file) if document.file and document.file.supplied else ""
            if place is None or not file or file in state.own_media:
                continue
            if document.language or primary_subtag(state.tag) in there:
                continue
            name = file.rsplit("/", 1)[-1]
            message = f"“{name}” is not there in {state.name}."
            advice = (
                f"Put the {state.name} document in content/{state.folder}/media/{name}. If the document is for readers "
                f"of every language, write file: {{all: {file.removeprefix('content/')}}}"
            )
            yield Problem.hint("TRAN-009", message, place, advice)
        for name, file in state.lent_media.items():
            message = f"This file is not there in {state.name}."
            advice = f"Put the {state.name} one in {_in_media(state, self._states[0], name)}"
            yield Problem.hint("TRAN-009", message, Location(file=file), advice)

    def _translations(self, state: InLanguage, both_ways: bool) -> Iterator[Problem]:
        unmarked: list[str] = []
        for key, entry in state.texts.items():
            found = self.original_of(state, key)
            if found is None or entry.front.draft or not entry.front_known:
                continue
            other, original = found
            own, theirs = parts_of(entry, self._store), parts_of(original, self._store)
            yield from self._left_over(state, other, entry, original, own, theirs)
            yield from self._other_place(state, other, entry, original)
            yield from self._fewer_parts(state, (entry, original), (own, theirs))
            if both_ways:
                yield from self._fewer_parts(other, (original, entry), (theirs, own))
            mark = entry.front.translation_of
            if mark is None:
                unmarked.append(entry.file)
            elif str(mark) != theirs.mark:
                self.outdated.append(Outdated(state.tag, entry.file, other.tag, original.file))
                yield _out_of_date(state, other, entry, original)
        if unmarked:
            yield _unmarked(state, unmarked)

    def _left_over(
        self,
        state: InLanguage,
        other: InLanguage,
        entry: Entry,
        original: Entry,
        own: TextParts,
        theirs: TextParts,
    ) -> Iterator[Problem]:
        """Report passages and front matter that are still the original's, word for word."""
        places = [place for passage, place in own.passages.items() if passage in theirs.passages]
        for name in FRONT_TEXTS:
            texts = [str(getattr(each.front, name) or "") for each in (entry, original)]
            if texts[0] == texts[1] and len(texts[0].split()) >= FEWEST_WORDS:
                places.append(entry.place(name))
        if places:
            lines = lines_listed(sorted({each.line for each in places}), _MOST_LINES)
            message = f"The same words are in {original.file}, so they seem to be in {other.name} still: {lines}."
            advice = f"Write them in {state.name}. A quotation may stay as it is: begin its lines with >"
            yield Problem.warning("TRAN-006", message, min(places, key=_line), advice)

    def _fewer_parts(
        self, state: InLanguage, pair: tuple[Entry, Entry], parts: tuple[TextParts, TextParts]
    ) -> Iterator[Problem]:
        """Report the first text of a pair if it has fewer parts than the second."""
        (entry, original), (own, theirs) = pair, parts
        absent = [name for name in FRONT_TEXTS[1:] if getattr(original.front, name) and not getattr(entry.front, name)]
        shortfalls = [f"no {name} in its front matter ({_at(original.place(name))})" for name in absent]
        shortfalls += [
            f"{own.count(kind)} of {_counted(theirs, kind)} ({_lines(theirs, kind)})" for kind in _fewer(own, theirs)
        ]
        if shortfalls:
            kinds = _fewer(own, theirs)
            place = own.places.get(kinds[0], [entry.whole])[-1] if kinds else entry.whole
            there = theirs.places[kinds[0]][0] if kinds else original.place(absent[0])
            advice = f"Compare the two, and add what is missing to the {state.name} text."
            message = f"This text has less than {original.file}: {listed(shortfalls)}."
            criterion = "1.1.1" if "picture with alt text" in kinds else ""
            related = (("the first of it there", there),)
            yield Problem.warning("TRAN-004", message, place, advice, related=related, criterion=criterion)

    def _other_place(self, state: InLanguage, other: InLanguage, entry: Entry, original: Entry) -> Iterator[Problem]:
        for name in ("order", "priority"):
            values = [each.order if name == "order" else each.front.priority for each in (entry, original)]
            if values[0] != values[1]:
                message = f"This has the {name} {values[0]}, and {original.file} has {values[1] or 'none'}."
                advice = f"Delete the line {name}: here. A translation takes it over from the {other.name} version."
                related = ((f"in {other.name}", original.place(name)),)
                yield Problem.warning("TRAN-015", message, entry.place(name), advice, related=related)


def _fewer(own: TextParts, theirs: TextParts) -> list[str]:
    """Return the kinds that are short; alt texts and captions only if missing pictures or tables do not explain it."""
    lacking = {kind: theirs.count(kind) - own.count(kind) for kind in KINDS}
    return [kind for kind, count in lacking.items() if count > max(0, lacking.get(PART_OF.get(kind, ""), 0))]


def _counted(parts: TextParts, kind: str) -> str:
    count = parts.count(kind)
    return f"{count} {KINDS[kind] if count > 1 else kind}"


def _lines(parts: TextParts, kind: str) -> str:
    return lines_listed(sorted({each.line for each in parts.places[kind]}), _MOST_LINES)


def _at(place: Location) -> str:
    return f"line {place.line}"


def _out_of_date(state: InLanguage, other: InLanguage, entry: Entry, original: Entry) -> Problem:
    message = f"{original.file} has changed since this {state.name} version of it was made. Readers are told so."
    advice = (
        f"Put the same changes in the {state.name} text. Then type: {typed_program()} new translation "
        f"{quoted(key_of_text(original.file))} {state.tag} --checked"
    )
    place = entry.place("translation_of")
    return Problem.warning("TRAN-005", message, place, advice, related=((f"in {other.name}", original.whole),))


def _unmarked(state: InLanguage, files: Sequence[str]) -> Problem:
    message = (
        f"We cannot tell you when {'this' if len(files) == 1 else 'these'} {state.name} "
        f"{'text is' if len(files) == 1 else 'texts are'} out of date: {listed_up_to(files)}."
    )
    advice = (
        f"Once {'it says' if len(files) == 1 else 'they say'} what the originals say, type: "
        f"{typed_program()} new translation {state.tag} --checked"
    )
    return Problem.hint("TRAN-007", message, Location(file=files[0]), advice)


def _line(place: Location) -> tuple[int, int]:
    return place.line, place.column


def with_severity(problem: Problem, *, equal: bool, upcoming: bool) -> Problem:
    """Raise the severity of a gap if no language leads: it must then be closed before the opening."""
    if not equal or problem.code == "TRAN-008":
        return problem
    if upcoming:
        message = f"{problem.message} No language leads here, so this must be done before the opening."
        return replace(problem, severity=Severity.ERROR, message=message)
    return replace(problem, severity=Severity.WARNING)


def without_duplicate_order_problems(problems: Iterable[Problem], found: Iterable[Problem]) -> list[Problem]:
    """Drop CHAP-003 (two chapters with one number) for chapters that TRAN-008 takes for one under two names."""
    pairs = {
        frozenset((each.location.file, related.file))
        for each in found
        if each.code == "TRAN-008"
        for _, related in each.related
    }
    return [
        each
        for each in problems
        if each.code != "CHAP-003" or frozenset((each.location.file, each.related[0][1].file)) not in pairs
    ]

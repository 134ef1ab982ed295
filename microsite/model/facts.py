"""The facts read from a site's files, each valid by itself, and which of them are shown at one moment."""

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from microsite.html.context import AddedWords
from microsite.model.clock import Clock
from microsite.model.consultation import Consultation
from microsite.model.earlier import EarlierText
from microsite.model.held_back import HeldBack, files_of, held_back_chapters, held_back_documents
from microsite.model.lists import Lists
from microsite.model.ordering import Entry
from microsite.problems import Location
from microsite.validate.by_language import Untranslated


class Certain(Struct, frozen=True, kw_only=True):
    """What is certain about site_config.yaml, even if part of it cannot be read."""

    #: The language of the site; empty if not known.
    language: str = ""
    #: How many priorities there are; None if not known.
    priorities: int | None = None
    #: Codes of problems that the author has silenced.
    silenced: frozenset[str] = frozenset()
    #: What could be read, with stand-ins for the rest; None if all of it could be read, or nothing.
    read: Consultation | None = None
    #: The keys that could not be read.
    unread: frozenset[str] = frozenset()


class Facts(Struct, frozen=True, kw_only=True):
    """Everything read from a site's files that is valid by itself."""

    #: None if site_config.yaml has errors.
    consultation: Consultation | None
    certain: Certain
    entries: Sequence[Entry]
    #: Pages that are not chapters.
    pages: Sequence[Entry] = ()
    lists: Lists
    #: Files in content/media, by their path below the site's folder.
    media: Mapping[str, bytes]
    #: Other files that exist there but cannot be used; they are not reported as missing.
    unread_media: Collection[str]
    #: Names of the generated pages, such as `have-your-say.html`.
    page_names: Collection[str]
    #: Files of chapters that could not be read; links to them are not reported, since they may be right.
    unread: Collection[str]
    #: Where each value of site_config.yaml and the lists is, by its path.
    places: Mapping[str, Location]
    #: Names of the lists that lack items which could not be read.
    unread_lists: frozenset[str] = frozenset()
    #: Chapters and pages that are left out at the moment; `entries` and `pages` do not have them.
    waiting: Sequence[Entry] = ()
    #: Why something is left out, by the name of a chapter's file or the path of a file in content/.
    held_back: Mapping[str, str] = field(default_factory=lambda: {})
    #: Where pictures and documents are published, relative to the pages, if that is not their path in content/.
    published_media: Mapping[str, str] = field(default_factory=lambda: {})
    #: What site_config.yaml and the lists have in a language other than the site's.
    untranslated: tuple[Untranslated, ...] = ()
    #: The text that people were consulted on, if it is shown at the moment.
    earlier: EarlierText | None = None
    #: The interface's words that are inserted into chapters.
    words: AddedWords = AddedWords()

    @property
    def texts(self) -> list[Entry]:
        """The chapters, then the pages that are not chapters."""
        return [*self.entries, *self.pages]


def facts_at(facts: Facts, clock: Clock) -> tuple[Facts, tuple[HeldBack, ...]]:
    """Leave out the chapters and documents that are not shown at one moment, and the files of those documents.

    Returns:
        The facts to be shown, and what was left out.
    """
    chapters = list(held_back_chapters(facts.texts, clock))
    documents = list(held_back_documents(facts.lists.documents, clock))
    if not chapters and not documents:
        return facts, ()
    waiting = [entry for entry, _ in chapters]
    hidden = [document for document, _ in documents]
    shown = tuple(each for each in facts.lists.documents if each not in hidden)
    reasons = {entry.file_name: held.why for entry, held in chapters}
    for document, held in documents:
        reasons |= {file.removeprefix("content/"): held.why for file in files_of([document]) - files_of(shown)}
    left_out = {entry.file for entry in waiting}
    result = replace(
        facts,
        entries=[entry for entry in facts.entries if entry.file not in left_out],
        pages=[entry for entry in facts.pages if entry.file not in left_out],
        lists=replace(facts.lists, documents=shown),
        media={file: content for file, content in facts.media.items() if file.removeprefix("content/") not in reasons},
        waiting=waiting,
        held_back=reasons,
    )
    return result, (*(held for _, held in chapters), *(held for _, held in documents))

"""Work on chapters and pages in several processes; their results go into the store, so that the site is the same."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from microsite.checks.content import check_entry, findings_of, is_read
from microsite.checks.content.known import Known
from microsite.model.chapter_texts import ChapterTexts
from microsite.model.ordering import Entry
from microsite.store import Store
from microsite.store_disk import decoded, encoded
from microsite.workers import LEAST_PAGES, Queue, Worker, can_fork, cores, rounds, shares, take_ready_worker

if TYPE_CHECKING:
    from microsite.finished_pages import FinishedPages
    from microsite.model.assemble import ShownChapters
    from microsite.model.front_matter_cache import FrontMatterCache

#: Below this many chapters, a process that was started beforehand does not share its work with others.
LEAST_CHAPTERS = 6
#: Below this many chapters, reading their front matter takes less time than starting another process for it.
LEAST_FRONTS = 100
#: A chapter, and its number among those that are shown.
Numbered = tuple[Entry, int]


def read_fronts(known: FrontMatterCache, chapters: Mapping[str, bytes], store: Store) -> None:
    """Read the front matter that is not in the store yet, in several processes if that pays.

    Args:
        known: reads it.
        chapters: their files, by path.
        store: keeps what is read.
    """
    if store.disk is None or not can_fork() or cores() < 2:
        return
    new = [(file, content) for file, content in chapters.items() if not known.has(file, content)]
    if len(new) < LEAST_FRONTS:
        return
    import_module("microsite.model.parse_facts")

    def work(share: Sequence[tuple[str, bytes]]) -> bytes:
        store.start_collecting()
        for file, content in share:
            known.read(file, content)
        return store.collected()

    own, *others = shares(new, cores())
    workers = [Worker(lambda share=share: work(share)) for share in others]
    for file, content in own:
        known.read(file, content)
    _take_results(workers, store)


def work_on_chapters(shown: ShownChapters, known: Known, store: Store) -> Callable[[], None]:
    """Convert and check the chapters that are not in the store yet, in several processes if that pays.

    Returns:
        A function that waits for the results; anything missing then is made when it is asked for.
    """
    disk, findings = store.disk, findings_of(known, store)
    new = [
        (entry, number)
        for entry, number in shown.numbered
        if not (shown.texts.is_known(entry, number) and findings.find(entry.digest) is not None)
    ]
    if not new or disk is None or not can_fork() or cores() < 2:
        # One chapter at a time: what was read to convert it is still in memory for the rules.
        _work(new, shown.texts, known, store)
        return lambda: None
    first, *later = rounds(new)
    ready = take_ready_worker()
    if ready is None:
        finish = _work_with_others(first, shown.texts, known, store)
    else:  # It has done the imports, so that this process need not, and shares the work with children of its own.
        ready.send(pickle.dumps((first, shown.texts.context, known, disk.folder)))
        finish = partial(_take_results, [ready], store)
    for these in later:
        finish()
        finish = _work_with_others(these, shown.texts, known, store)
    return finish


def get_ready() -> None:
    """Import everything that chapters are converted and checked with, before it is known which chapters those are."""
    from microsite.checks.content.rules import RULES
    from microsite.html.convert import convert_markdown
    from microsite.html.safe import make_safe
    from microsite.html.tree import parse

    for needed in ("microsite.html.chapter", "sqlite3"):
        import_module(needed)
    if RULES:
        parse(make_safe(convert_markdown("# A *word*\n")[0]).html)


def work_on_job(job: bytes) -> bytes:
    """Convert and check some chapters, the job of a process started beforehand; return what the store has to keep."""
    chapters, context, known, folder = pickle.loads(job)
    store = Store(folder, writes=False, shelves=False)
    texts = ChapterTexts(store, context)
    store.start_collecting()
    _work_with_others(chapters, texts, known, store, others=cores() - 1 if len(chapters) >= LEAST_CHAPTERS else 0)()
    return store.collected()


def _work_with_others(
    chapters: Sequence[Numbered], texts: ChapterTexts, known: Known, store: Store, others: int | None = None
) -> Callable[[], None]:
    """Have other processes begin to work on some chapters: one per further core, unless their number is given.

    Returns:
        A function that works on the chapters that are left, then takes the results of the others.
    """
    queue = Queue(chapters)
    count = min(len(chapters), cores() - 1 if others is None else others)
    workers = [Worker(partial(_collected, queue, texts, known)) for _ in range(count)]

    def finish() -> None:
        _work(queue, texts, known, store)
        queue.close()
        _take_results(workers, store)

    return finish


def _work(chapters: Iterable[Numbered], texts: ChapterTexts, known: Known, store: Store) -> None:
    findings = findings_of(known, store)
    for entry, number in chapters:
        texts.outline(entry, number)
        if is_read(entry):
            check_entry(entry, known, findings)
            if known.collects_parts:  # Now, while what was read of it is still in memory.
                from microsite.checks.text_parts import parts_of

                parts_of(entry, store)
        entry.free_source()


def _collected(chapters: Iterable[Numbered], texts: ChapterTexts, known: Known) -> bytes:
    store = texts.store
    store.start_collecting()
    _work(chapters, texts, known, store)
    return store.collected()


def render_pages(
    pages: FinishedPages,
    store: Store,
    between: Callable[[], None],
    meanwhile: Callable[[], object],
    afterwards: Callable[[], None],
) -> None:
    """Render and check the pages that are not in the store yet, in several processes if that pays.

    Args:
        pages: all pages.
        store: keeps what is made.
        between: called before each page that this process renders.
        meanwhile: something else that this process does while others work.
        afterwards: called by the others once they have sent what they have rendered.
    """
    new = pages.unfinished() if store.disk is not None and can_fork() and cores() > 1 else []
    if len(new) < LEAST_PAGES:
        return
    from microsite.render.pages import WHOLE

    disk = store.disk
    assert disk is not None
    disk.flush()

    # The whole document takes as long as many other pages; it is rendered here, while others begin with the rest.
    new.sort(key=lambda path: path != WHOLE)
    for these in rounds(new):
        own = these[:1] if these[0] == WHOLE else ()
        queue = Queue(these[len(own) :])
        workers = [Worker(partial(_rendered, queue, pages, store), afterwards) for _ in range(cores() - 1)]
        try:
            for path in own:
                between()
                pages.finished(path)
            meanwhile()
            for path in queue:
                between()
                pages.finished(path)
        finally:
            queue.close()
        for worker in workers:
            result = worker.result()
            if result is not None:
                made, contents = decoded(result, tuple[bytes, dict[str, bytes]])
                store.merge(made)
                pages.merge(contents)
        disk.flush()


def _rendered(paths: Iterable[str], pages: FinishedPages, store: Store) -> bytes:
    store.start_collecting()
    rendered: list[str] = []
    for path in paths:
        pages.finished(path)
        rendered.append(path)
    return encoded((store.collected(), pages.rendered(rendered)))


def _take_results(workers: Sequence[Worker], store: Store) -> None:
    for worker in workers:
        result = worker.result()
        if result is not None:
            store.merge(result)

"""Show each line of a collection of attacks, read as a chapter, in a real browser without our security policy."""

import argparse
import os
import re
import sys
import tempfile
from pathlib import Path

from microsite.html.chapter import convert_chapter, finish_chapter
from microsite.html.context import Context
from microsite.load.chapters import parse_chapter
from microsite.load.source_text import CONTROL, SourceText
from microsite.model.links import Destinations
from tests.engines.browser import launched_browser
from tests.engines.find_browser import NoBrowser, find_browser
from tests.engines.server import served
from tests.test_attacks import FORBIDDEN, provoke, watched

#: How many attacks go on one page, each in an element of its own, which the browser closes.
TOGETHER = 50
DESTINATIONS = Destinations(chapters={}, drafts=(), unread=(), media={}, pages=())


def main(arguments):
    parser = argparse.ArgumentParser(prog="scripts/try_payloads", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the collections lie; nothing of them is kept")
    parser.add_argument("--as-typed", action="store_true", help="show them unread, to see that attacks are noticed")
    chosen = parser.parse_args(arguments)
    files = sorted(path for path in chosen.folder.rglob("*.txt"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8", errors="replace").splitlines()]
    attacks = list(dict.fromkeys(line for line in lines if line.strip() and not CONTROL.search(line)))
    try:
        os.environ["MICROSITE_BROWSER"] = find_browser()
    except NoBrowser as missing:
        print(missing, file=sys.stderr)
        return 1
    print(f"{len(files)} files, {len(attacks):,} different attacks.")
    with tempfile.TemporaryDirectory() as folder:
        pages = write_pages(attacks, Path(folder), (lambda attack: attack) if chosen.as_typed else shown)
        bad = tried(pages, Path(folder))
    print(f"{bad} pages of {len(pages)} did something." if bad else "Nothing ran, nothing was asked for elsewhere.")
    return int(bool(bad))


def shown(attack):
    """Return the HTML that an attack becomes, before the templates put it into a page."""
    source, _ = parse_chapter(SourceText("content/01-why.md", f"Before {attack} after\n\n{attack}\n"))
    context = Context(title="Why", table_label="Table", slug="why", resolve=DESTINATIONS.resolve)
    return finish_chapter(convert_chapter(source), source, context).html


def write_pages(attacks, folder, made):
    """Write pages with what `made` returns for the attacks, and return the pages' names."""
    names = []
    for start in range(0, len(attacks), TOGETHER):
        parts = "".join(f"<section>{made(attack)}</section>\n" for attack in attacks[start : start + TOGETHER])
        names.append(f"{start}.html")
        page = f"<!doctype html><html lang=en><title>a</title><main>{parts}</main>"
        (folder / names[-1]).write_text(page, encoding="utf-8")
    return names


def tried(names, folder):
    """Open every page, do whatever a reader could do with it, and return how many pages did something."""
    bad = 0
    with launched_browser() as browser, served(folder) as (address, _):
        for name in names:
            with watched(browser, address) as (page, seen):
                provoke(page, seen, address + name)
                forbidden = page.evaluate(FORBIDDEN)
            if seen or forbidden:
                bad += 1
                print(name, re.sub(r"\s+", " ", f"{seen} {forbidden}")[:300])
    return bad


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Front matter that is known from an earlier version of a file equals what parsing the file again would give."""

from typing import Any

import pytest

from microsite.load.site_files import load_site_files, reload_site_files
from microsite.model import parse_facts
from microsite.model.front_matter_cache import FrontMatterCache
from microsite.model.parse_facts import parse_front_matter
from microsite.store import Store
from tests.small_sites import write_files

FRONTS = [
    "---\ntags: [a]\ntitle: Why\n---\n",
    "–––\ntitle: Why\n---\n",
    "---\n---\ntitle: Why\n---\n",
    "",
    "---\ntitle: Why\norder: 3\n---\n",
    "\n\n---\ntitle: Why\nordr: 3\n---\n",
    "---\ntitle: Why: how\n---\n",
    "---\ntitle: Why\nredirect_from: [a b]\n...\n---\n",
    "---\n---\n",
    "---\n# nothing\n--- \n",
    "---\ntitle: Wh\u200by\n---\n",
    "---\ntitle: never closed\n",
]
BODIES = [
    "Text.\n",
    "# A title\n\nText.\n",
    "",
    "\n \n",
    "Te\u2060xt.\n",
    "---\n\ntitle: no\n\n---\n",
    "a\x07b",
    "title: x\n---\n",
]


def read(store, content, file="content/01-why.md"):
    """Read a chapter's front matter through the store."""
    return FrontMatterCache(store, {}).read(file, content)


def entry(store, files, file, language="") -> Any:
    """Return a chapter of a site, read through the store."""
    known, content = FrontMatterCache(store, files.digests), files.texts[file]
    return known.read(file, content).entry(file, content, known.digest(file, content), language)


@pytest.mark.parametrize("front", FRONTS)
def test_same_as_read_anew(front):
    """Whatever text follows the front matter, or followed it before, the result is the same."""
    contents = [(front + body).encode() for body in BODIES] + [
        (front + "\n").encode() + b"\xe9",
        b"\xef\xbb\xbf" + front.encode(),
    ]
    for before in contents:
        for after in contents:
            store = Store()
            read(store, before)
            store.end_run()
            found, expected = read(store, after), parse_front_matter("content/01-why.md", after)
            assert found.foreign_keys == expected.foreign_keys
            assert (found.front, found.front_known, found.places, found.problems) == (
                expected.front,
                expected.front_known,
                expected.places,
                expected.problems,
            )


def test_not_read_again_for_its_text(monkeypatch):
    """An edit below the front matter does not parse it again; an edit in it, or a new file name, does."""
    store, calls = Store(), []
    monkeypatch.setattr(
        parse_facts, "parse_front_matter", lambda *args: (calls.append(args), parse_front_matter(*args))[1]
    )
    edits = [
        (b"---\ntitle: A\n---\nOne.\n", "content/01-a.md", 1),
        (b"---\ntitle: A\n---\nTwo.\n", "content/01-a.md", 1),
        (b"---\ntitle: B\n---\nTwo.\n", "content/01-a.md", 2),
        (b"---\ntitle: B\n---\nTwo.\n", "content/02-a.md", 3),
    ]
    for content, file, count in edits:
        read(store, content, file)
        store.end_run()
        assert len(calls) == count


def test_after_an_edit(tmp_path):
    """After an edit, all other chapters are the very same objects; the edited one has its new text and digest."""
    site = write_files(
        {
            "site_config.yaml": "title: A\n",
            "content/01-a.md": "---\ntitle: A\n---\nOne.\n",
            "content/02-b.md": "One.\n",
            "content/03-c.md": "Left alone.\n",
            "content/pages/d.md": "A page.\n",
        },
        tmp_path,
    )
    store, files = Store(), load_site_files(site)
    before = {file: entry(store, files, file) for file in files.texts}
    for text in ("Two.\n", "Three.\n", "One.\n"):
        write_files({"content/01-a.md": f"---\ntitle: A\n---\n{text}", "content/02-b.md": text}, site)
        store.end_run()
        reloaded = reload_site_files(files, site, ["content/01-a.md", "content/02-b.md"])
        assert reloaded is not None
        files = reloaded
        after = {file: entry(store, files, file) for file in files.texts}
        anew = load_site_files(site)
        for file, each in after.items():
            assert each == entry(Store(), anew, file) and each.source.source.text == anew.texts[file].decode()
        assert {file for file in after if after[file] is before[file]} == {"content/03-c.md", "content/pages/d.md"}
        before = after


def test_entries_by_language(tmp_path):
    """A text that stands in for a missing one is a chapter of its own in that language."""
    site = write_files({"site_config.yaml": "title: A\n", "content/01-a.md": "One.\n"}, tmp_path)
    store, files = Store(), load_site_files(site)
    own, in_welsh = (entry(store, files, "content/01-a.md", language) for language in ("", "cy"))
    assert (own.language, in_welsh.language) == ("", "cy")
    assert entry(store, files, "content/01-a.md") is own and entry(store, files, "content/01-a.md", "cy") is in_welsh
    unread = b"\xff\xfe\x00"
    assert read(store, unread).entry("content/01-a.md", unread, b"", "") is None

"""Front matter that is known from an earlier version of a file equals what parsing the file again would give."""

import pytest

from microsite.model import parse_facts
from microsite.model.front_matter_cache import FrontMatterCache
from microsite.model.parse_facts import parse_front_matter
from microsite.store import Store

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
    return FrontMatterCache(store).read(file, content)


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

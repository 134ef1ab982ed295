"""The rules about text see the same in a chapter as its finished page shows."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.source.made_up_chapters import MadeUp
from tests.unit.source.seen_and_shown import seen, shown


def differences(numbers):
    """Return the random chapters, of the given seeds, in which the rules see something else than is shown."""
    chapters = (MadeUp(random.Random(number), wild=0).chapter() for number in numbers)
    return [chapter for chapter in chapters if seen(chapter) != shown(chapter)]


def test_seen_is_shown():
    """In random small chapters, the rules see the page's headings, links, pictures, cells, items and code."""
    assert differences(range(200)) == []


@pytest.mark.full
def test_seen_is_shown_of_many():
    """So they do in thousands of chapters."""
    assert differences(range(200, 6_000)) == []


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(st.randoms(use_true_random=False))
def test_seen_is_shown_of_any(choices):
    """So they do in chapters in which Hypothesis searches for a difference."""
    chapter = MadeUp(choices, wild=0).chapter()
    assert seen(chapter) == shown(chapter)


@pytest.mark.parametrize(
    ("typed", "kind", "expected"),
    [
        ("a heading\n===\n", "headings", [(1, "aheading")]),
        ("> > ## Two\n", "headings", [(2, "Two")]),
        ("- [a](b.md)\n  - ![c](d.png)\n", "links", [("b.md", "a")]),
        ("`[a](b.md)`\n", "links", []),
        ("\\[a](b.md)\n", "links", []),
        ("    [a](b.md)\n", "links", []),
        ("[a]\n\n[a]: b.md\n", "links", [("b.md", "a")]),
        ("[a ![b](c.png)](d.md)\n", "links", [("d.md", "ab")]),
        ("<div>https://a.org/b</div>\n", "links", []),
        ("<p>https://a.org/b</p>\n- c\n", "links", [("https://a.org/b", "httpsaorgb")]),
        ("<!-- [a](b.md) -->\n", "links", []),
        ("a | b\n-|-\n`c \\| d` | e\n", "cells", [[["a", "b"], ["cd", "e"]]]),
        ("| a |\n|---|\nb\n", "cells", [[["a"], ["b"]]]),
        ("- a\n  (a) b\n  (b) c\n", "items", 3),
        ("[a\nb](c.md)\n: d\n", "links", []),
        ("a[^1]\n\n[^1]:[b](c.md)\n", "links", [("c.md", "b")]),
        ("# a\\\n", "headings", [(1, "a")]),
        ("a[^1]\n\n[^1]: [b](c.md)\n\n[^1]: [d](e.md)\n", "links", [("c.md", "b")]),
        ("- a\n\n    : b\n        - c\n", "items", 2),
        ("- a\n\n    : b\n\n        - c\n", "items", 2),
        ("- a\n\n    : b\no\tc\n", "items", 2),
        ("- a\n\n    : b\n        ```\n        c\n        ```\n", "listings", ["c"]),
        ("- a\n\n    : b\n        # c\n", "headings", [(1, "c")]),
    ],
)
def test_one_of_each(typed, kind, expected):
    """Markup that is easily misread is seen as it is shown."""
    assert seen(typed)[kind] == shown(typed)[kind] == expected

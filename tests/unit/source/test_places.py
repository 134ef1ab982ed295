"""Every link, tag and attribute is located at the author's own line and column."""

import pytest

from microsite.source.chapter import read_chapter
from microsite.source.places import NOWHERE, PositionFinder

BODY = """\
See [one](a.md) and `[no](a.md)`.

> -\tagain [two](a.md), [three][name]
>   <b onclick="x">bold</b> <i onclick="y">*</i>

[name]: c.md

A *wo*{: #here style="x" } and [a fact](show:Closes).
<p id="here">text</p>

<https://example.org/d> ![map](javascript:x)
"""


def places():
    """Return the places in the chapter above."""
    return PositionFinder(read_chapter(BODY))


def test_links_in_their_order():
    """Asking for the same address again returns its next link, or else the last one; code has no links."""
    found = places()
    assert [found.link("a.md") for _ in range(3)] == [(1, 10, 5), (3, 16, 5), (3, 16, 5)]
    assert found.link("c.md") == (6, 9, 4)
    assert found.link("https://example.org/d") == (11, 2, 21)
    assert found.link("none.md") == NOWHERE


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        (lambda found: found.tag("i"), (4, 29, 2)),
        (lambda found: found.tag("b", 1), (4, 5, 2)),
        (lambda found: [found.attribute("onclick"), found.attribute("onclick")][1], (4, 32, 8)),
        (lambda found: found.attribute("style"), (8, 16, 6)),
        (lambda found: found.id("here", 1), (8, 10, 5)),
        (lambda found: found.id("here", 2), (9, 7, 6)),
        (lambda found: found.shortcut("closes"), (8, 41, 11)),
        (lambda found: found.address("javascript:x"), (11, 32, 12)),
        (lambda found: found.address("javascript:changed"), (11, 32, 11)),
    ],
)
def test_place(asked, place):
    """Each part is where the author typed it: line, column, length."""
    assert asked(places()) == place

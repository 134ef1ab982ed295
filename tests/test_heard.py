"""What a screen reader says on the pages of the made-up site, stored as text to be reviewed with a critical ear.

`MICROSITE_REWRITE=1 python3 -m tests tests/test_heard.py` rewrites the stored texts.
"""

import os
import re
from pathlib import Path

import pytest

from tests.built_sites import LATER, moment, write_site
from tests.engines.browser import opened_page
from tests.engines.spoken import LANDMARKS, Spoken, as_text, spoken

STORED = Path(__file__).parent / "heard"
#: The pages that are listened to, by site and state.
LISTENED = {
    ("harbour-town", "open"): ("index", "play", "have-your-say", "documents", "questions", "events"),
    (LATER, "closed"): ("what-people-said", "what-we-did"),
}
PAGES = tuple(page for pages in LISTENED.values() for page in pages)
#: Landmarks that need no name, because a page has only one of each.
ONCE = frozenset(("banner", "main", "contentinfo"))


@pytest.fixture(scope="module")
def heard(browser, tmp_path_factory):
    """What is spoken on each page, with the status as the script writes it."""
    found = {}
    for (name, state), pages in LISTENED.items():
        site = write_site(name, state, tmp_path_factory.mktemp("heard"))
        with opened_page(browser, now=moment(name, state)) as page:
            for each in pages:
                page.goto((site / f"{each}.html").as_uri())
                found[each] = spoken(page)
    return found


@pytest.mark.parametrize("name", PAGES)
def test_heard_as_stored(name, heard):
    """A page is spoken line by line as in its stored text."""
    said = as_text(heard[name])
    stored = STORED / f"{name}.txt"
    if os.environ.get("MICROSITE_REWRITE"):
        stored.parent.mkdir(exist_ok=True)
        stored.write_bytes(said.encode())
    assert said.splitlines() == stored.read_text(encoding="utf-8").splitlines()


def test_nothing_else_is_stored():
    """There is a stored text for each page that is listened to, and no other text."""
    assert {path.stem for path in STORED.iterdir()} == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_sounds_wrong(name, heard):
    """No name is repeated, landmarks are distinct, links of one name go to one place, no heading level is skipped."""
    assert faults(heard[name]) == []


def faults(things):
    """List what a listener would stumble over."""
    found, places, landmarks, level = [], {}, set(), 0
    for each in things:
        if each.role and said_twice(each.name):
            found.append(f"said twice: {each.said}")
        if each.address and places.setdefault(each.name, each.address) != each.address:
            found.append(f"goes to two places: {each.said}")
        if each.role in LANDMARKS:
            if not each.name and each.role not in ONCE:
                found.append(f"landmark without a name: {each.said}")
            if each.said in landmarks:
                found.append(f"landmark twice: {each.said}")
            landmarks.add(each.said)
        if each.role == "heading":
            now = int(each.said[len("heading ")])
            if now > level + 1:
                found.append(f"level skipped: {each.said}")
            level = now
        if each.role in ("list", "table") and re.search(r", 0 (item|row)s", each.said):
            found.append(f"without its role: {each.said}")
        if each.role in ("link", "button", "picture", "heading") and not each.name:
            found.append(f"without a name: {each.said}")
    return found


def said_twice(name):
    """Whether a name begins with two or more words that are repeated immediately."""
    words = name.casefold().split()
    return any(words[:count] == words[count : 2 * count] for count in range(2, len(words) // 2 + 1))


def test_faults_would_be_heard(browser):
    """Faults of several kinds are noticed on a page that has them, and nothing else is."""
    with opened_page(browser) as page:
        page.set_content(
            """<html lang="en"><main><h1>Parks</h1>
            <nav><ul><li><a href="https://www.example.org/a">Read on</a></ul></nav><h3>Trees</h3>
            <p>Trees</p><p><a href="https://www.example.org/b">Read on</a>
            <a href="https://www.example.org/c"><img alt="Park trust" src="data:,"> Park Trust</a></p>
            <ul role="list"></ul><a href="https://www.example.org/d"><img alt="" src="data:,"></a></main>"""
        )
        things = spoken(page)
    assert faults(things) == [
        "landmark without a name: navigation",
        "level skipped: heading 3: Trees",
        "goes to two places: link: Read on",
        "said twice: link: Park trust Park Trust",
        "without its role: list, 0 items",
        "without a name: link",
    ]


def test_written_as_spoken(browser):
    """Roles, states, lengths and languages are spoken; hidden text, and text that a name repeats, is not."""
    with opened_page(browser) as page:
        page.set_content(
            """<html lang="en-GB"><main><h1>A <em>long</em> day</h1><div hidden>Never</div>
            <h2><a href="/x">One place</a></h2><p>Some <b>bold</b> words, <a href="/y" aria-current="page">here</a>.</p>
            <p lang="cy">Croeso</p><p lang="en">Welcome</p><ul><li>First<li><p>Second</p><p>And more</p></ul>
            <button aria-expanded="false" aria-label="Menu"><span>x</span></button>
            <details><summary>Details</summary>Shut</details>
            <table><caption>Costs</caption><tr><th>Year<td>1</table><img alt="A swing" src="data:,"></main>"""
        )
        assert as_text(spoken(page)).splitlines() == [
            "main",
            "  heading 1: A long day",
            "  heading 2, link: One place",
            "  Some bold words,",
            "  link, current page: here",
            "  Croeso [cy]",
            "  Welcome",
            "  list, 2 items",
            "    • First",
            "    • Second",
            "      And more",
            "  button, collapsed: Menu",
            "  button, collapsed: Details",
            "  table, 1 row: Costs",
            "    row",
            "      row header: Year",
            "      cell: 1",
            "  picture: A swing",
        ]


def test_a_thing_is_a_line():
    """The first line of a list item has the bullet, and all of the item is below the list."""
    things = [Spoken(0, "list", "list, 1 item"), Spoken(1, "", "a", starts_item=True), Spoken(1, "", "b")]
    assert as_text(things) == "list, 1 item\n• a\n  b\n"

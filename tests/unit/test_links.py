"""An author's link leads where it says, or is reported; no white space turns it into a script."""

import pytest

from microsite.html.addresses import encoded
from microsite.html.context import Context
from microsite.html.passes.references import resolve_references
from microsite.html.passes.whole import prefix_ids
from microsite.html.tree import parse, serialise
from microsite.model.links import Destinations
from microsite.problems import Severity
from tests.small_sites import made

DESTINATIONS = Destinations(
    chapters={"03-parks.md": "parks.html"},
    drafts=["04-later.md"],
    unread=["05-broken.md"],
    media={"media/100%25.pdf": 2000, "media/a plan.pdf": 2000},
    pages=["contact.html"],
)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("03-parks.md", "parks.html"),
        ("content/03-parks.md#trees", "parks.html#trees"),
        ("./03-parks.md", "parks.html"),
        ("contact.html", "contact.html"),
        (" https://example.org/ ", "https://example.org/"),
        ("mailto:parks@example.org", "mailto:parks@example.org"),
        ("#trees", "#trees"),
        ("media/a%20plan.pdf", "media/a%20plan.pdf"),
        ("media/100%2525.pdf", "media/100%2525.pdf"),
    ],
)
def test_leads_where_it_says(typed, address):
    """Chapters by file name, pages, files of the site and other hosts are found, and written as addresses."""
    target = DESTINATIONS.resolve(typed, False)
    assert (target.address, target.problem) == (address, "")


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("https://www,example.org/a", "If you mean a full stop, write https://www.example.org/a. "),
        ("//www,example.org", "If you mean a full stop, write //www.example.org. "),
        ("www.exa,mple.org", "If you mean a full stop, write https://www.exa.mple.org. "),
        ("https://www.example。org/", "Write https://www.example.org/"),
        ("https://www.example.org./a", "Write https://www.example.org/a"),
        ("https://www.example.org:99999/a", "If the page opens without it, write https://www.example.org/a"),
        ("https://exa%20mple.org", "Copy the address again"),
        ("https://example..org", "Copy the address again"),
        ("https://1.2.3.4.5/", "Copy the address again"),
        ("https://1.2.300.4/", "Copy the address again"),
    ],
)
@pytest.mark.parametrize("around", ["See [the map]({}).", "See <{}> today.", "![a map]({})", "[map]\n\n[map]: {}"])
def test_host_that_cannot_be(tmp_path, typed, advice, around):
    """An address with a host that no browser can look up is refused with its line and what to write, as in YAML."""
    if (around[4] == "<" and typed[0] != "h") or (around[0] == "!" and typed[0] == "w"):
        return  # These are not addresses in such a place.
    build = made({"content/01-why.md": f"# Why\n\n{around.format(typed)}\n"}, tmp_path)
    (problem,) = [each for each in build.problems if each.code == "TEXT-004"]
    assert problem.location.line == (5 if around[0] == "[" else 3)
    assert problem.advice.startswith(advice)


@pytest.mark.parametrize("space", ["\u00a0", "\u2028", "\u3000", "\u0085"])
def test_odd_space_makes_no_program(space):
    """A scheme after a character that browsers do not count as a space is not a scheme, and does not become one."""
    context = Context(table_label="Table", slug="parks", resolve=DESTINATIONS.resolve)
    body = parse(f'<a href="{space}javascript:alert(1)">press</a>')
    resolve_references(body, context)
    assert 'href="javascript:' not in serialise(body)
    assert context.found.broken


def test_top_of_the_page():
    """In the whole document, a link to the top of a chapter leads to that chapter."""
    body = parse('<a href="#">up</a>')
    prefix_ids(body, Context(table_label="Table", slug="parks", resolve=DESTINATIONS.resolve))
    assert serialise(body) == '<a href="#parks">up</a>'


def test_names_are_written_once():
    """A percent sign in a file's name is part of the name, not an escape."""
    assert encoded("media/50%0a.pdf") == "media/50%250a.pdf"


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("03-Parks.md", "parks.html"),
        ("PARKS.html#trees", "parks.html#trees"),
        ("Parks", "parks.html"),
        ("/Contact.html", "contact.html"),
        ("Media/A%20Plan.PDF", "media/a%20plan.pdf"),
    ],
)
def test_capitals_do_not_count(typed, address):
    """A chapter, page or file is found even if its capitals differ, and that is reported as a repair."""
    target = DESTINATIONS.resolve(typed, False)
    assert (target.address, target.problem) == (address, "")
    assert target.repair.startswith("The link to “")


def test_capitals_count_between_two():
    """If two names differ only in capitals, neither is taken for the other."""
    two = Destinations(chapters={}, drafts=[], unread=[], media={"media/a.pdf": 1, "media/A.pdf": 1}, pages=[])
    assert two.resolve("media/A.pdf", False).address == "media/A.pdf"
    assert two.resolve("media/A.PDF", False).problem


@pytest.mark.parametrize(
    "typed",
    [
        "https://www.example.org:99999/",
        "https://www.example.org:0/",
        "https://exa mple.org/",
        "https://exa%6dple.org/",
        "http://[::1/x",
        "https:/example.org/x",
        "https:///example.org",
    ],
)
def test_no_address_is_said_to_be_none(tmp_path, typed):
    """TEXT-004: a web address that no browser can follow is an error, even if the sanitiser removes it."""
    build = made({"content/02-parks.md": f'# Parks\n\nSee <a href="{typed}">the plan</a>.\n'}, tmp_path)
    [problem] = [each for each in build.problems if each.severity is Severity.ERROR]
    assert (problem.code, problem.location.line) == ("TEXT-004", 3)


def test_capitals_are_a_repair(tmp_path):
    """TEXT-016: a link that is followed in spite of its capitals is reported as a repair."""
    files = {
        "content/02-parks.md": "# Parks\n\nWhy there is [a plan](01-WHY.md), and [its text](Media/Plan.txt).\n",
        "content/media/plan.txt": "A plan.\n",
    }
    build = made(files, tmp_path)
    told = [(each.code, each.message) for each in build.problems if each.severity is Severity.REPAIR]
    assert told == [
        ("TEXT-016", "The link to “01-WHY.md” goes to “01-why.md”."),
        ("TEXT-016", "The link to “Media/Plan.txt” goes to “media/plan.txt”."),
    ]
    page = build.files["parks.html"].decode()
    assert 'href="why.html"' in page and 'href="media/plan.txt"' in page

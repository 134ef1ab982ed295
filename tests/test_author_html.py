"""HTML that authors write, as a browser exposes it to screen readers."""

import pytest

from microsite.html.chapter import convert_chapter, finish_chapter
from microsite.html.context import Context, Target
from microsite.load.chapters import parse_chapter
from microsite.load.source_text import SourceText
from tests.engines.browser import opened_page

#: Table rows as typed, separated by bars, and how each cell is announced: as a column header (c), a row header (r) or
#: data (d).
TABLES = {
    "<td></td><th>Monday</th><th>Saturday</th>|<td>Hall</td><td>9 to 5</td><td>shut</td>": "dcc|rdd",
    "<th></th><th>Monday</th>|<td>Hall</td><td>9 to 5</td>": "dc|rd",
    "<td>&nbsp;</td><th>Monday</th><th>Saturday</th>|<th>Hall</th><td>9 to 5</td><td>shut</td>": "dcc|rdd",
    "<th scope=col>&nbsp;</th><th>Monday</th>|<th>Hall</th><td>9 to 5</td>": "dc|rd",
    "<td></td><td></td><th>2027</th><th>2028</th>|<th>Parks</th><th>Paths</th><td>1</td><td>2</td>": "ddcc|rrdd",
    "<td rowspan=2></td><th colspan=2>2027</th>|<th>May</th><th>June</th>|<td>Hall</td><td>1</td><td>2</td>": (
        "dc|cc|rdd"
    ),
    "<th>Day</th><th>Open</th><td></td>|<td>Monday</td><td>9</td><td>x</td>": "ccd|ddd",
    "<th>Name</th><td></td>|<th>Address</th><td></td>": "rd|rd",
    "<th>Name</th><td>Ann</td>|<th>Age</th><td>40</td>": "rd|rd",
    "<th rowspan=2>North</th><th>Parks</th><td>1</td>|<th>Paths</th><td>2</td>": "rrd|rd",
    "<td></td><th>2027</th><th>2028</th>|<td rowspan=2>North</td><td>1</td><td>2</td>|<td>3</td><td>4</td>": (
        "dcc|rdd|dd"
    ),
    "<th></th><th>2027</th>|<td colspan=2>North</td>|<td>Paths</td><td>1</td>": "dc|d|rd",
    "<th>Day</th><th>Open</th>|<th colspan=2>North</th>|<td>Monday</td><td>9</td>": "cc|c|dd",
    "<th>Part</th><th>Cost</th>|<td>Paths</td><td>1</td>|<th>Together</th><td>1</td>": "cc|dd|rd",
    "<th scope=row>Hall</th><td>9 to 5</td>|<th scope=column>Pool</th><td>shut</td>": "rd|rd",
    "<th></th><th>Name</th><th>Age</th>|<td>1</td><th>Ann</th><td>40</td>": "dcc|drd",
    "<td>**Hall**</td><td>9</td>|<td>**Pool**</td><td>8</td>": "rd|rd",
    "<td></td><th>May</th><th>June</th>|<th>Hall</th><td>1</td>": "dcc|rd",
    "<th>Mon</th><th>9 to 5</th>|<th>Sat</th><th>shut</th>": "cc|cc",
}
_LETTERS = {"columnheader": "c", "rowheader": "r", "cell": "d", "gridcell": "d"}


def finished(typed):
    """Convert a chapter to HTML as it is published."""
    source, _ = parse_chapter(SourceText("content/01-why.md", typed))
    context = Context(title="T", table_label="Table 1", slug="why", resolve=lambda address, _: Target(address))
    return finish_chapter(convert_chapter(source), source, context).html


@pytest.fixture(scope="module")
def page(browser):
    """One browser page that all tests share."""
    with opened_page(browser) as opened:
        yield opened


def roles(page, html):
    """Return the accessibility tree of some HTML: each node's role and name, in order."""
    page.set_content(html)
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [(each["role"]["value"], each.get("name", {}).get("value", "")) for each in nodes if not each.get("ignored")]


@pytest.mark.parametrize(("typed", "expected"), TABLES.items())
def test_headers_of_tables(page, typed, expected):
    """Every cell is announced as what it is: no row header without data after it, no column header that heads a row."""
    table = "".join(f"<tr>{row}</tr>\n" for row in typed.split("|"))
    told = roles(page, finished(f"<table>\n{table}</table>\n"))
    assert "".join(_LETTERS[role] for role, _ in told if role in _LETTERS) == expected.replace("|", "")

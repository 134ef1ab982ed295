"""The formats to read without the site: each says what the pages say, and is the same wherever it is made."""

import re
from datetime import datetime
from functools import cache

import pytest

from microsite.cli import engine_templates
from microsite.pipeline import make_site
from tests.built_sites import EVERY_SITE, MOMENTS, STATES
from tests.drawn_once import DrawnOnce
from tests.engines.browser import AAA_RULES, axe_violations, opened_page
from tests.engines.checkers import html_validate_errors, htmlcs_errors, ibm_violations
from tests.engines.nu import check_html
from tests.same_words import elements_of, missing, passages, plainly

CHOSEN = {("first", "closed"), ("harbour-town", "open"), ("english-and-arabic", "open")}
ALL = [
    pytest.param(name, state, marks=() if (name, state) in CHOSEN else pytest.mark.full)
    for name in EVERY_SITE
    for state in STATES
]

#: The Nu checker does not know that `img-src data:` lets pictures be in the file; the browser shows them.
ALLOWED = "blocked by “img-src” directive."
#: Links to places that the file does not have.
LOST_LINKS = """() => [...document.querySelectorAll('a[href^="#"]')]
    .filter(each => !document.getElementById(decodeURIComponent(each.hash.slice(1)))).map(each => each.outerHTML)"""
#: Pictures that are not shown.
UNSEEN_PICTURES = """() => [...document.images].filter(each => !each.naturalWidth).map(each => each.alt)"""


@cache
def made(name, state):
    """A site with its formats to read without it."""
    now = datetime.fromisoformat(MOMENTS[name][STATES.index(state)])
    build = make_site(EVERY_SITE[name], engine_templates(), now, formats=("html", "text"), store=DrawnOnce())
    assert not build.has_errors, build.problems
    return build


def papers(name, state, kind):
    """Each language's site with what is made of it in one format."""
    return [(site, next(each for each in site.papers if each.kind == kind)) for site in made(name, state).sites]


def prose_of(name, state, site, chapter):
    """The text of a chapter on its own page."""
    page = made(name, state).files[f"{site.folder}{chapter.path}"].decode()
    return next(each for each in elements_of(page) if each.has_class("prose"))


def chapters_of_text(site, content):
    """The words of each chapter of the plain text."""
    parts = content.decode().split("\n\n\n")
    begins = [rf"[^\n]+\n\n{number}\. {re.escape(each.title)}" for number, each in enumerate(site.chapters, 1)]
    return [plainly(next(part for part in parts if re.match(begin, part))) for begin in begins]


@pytest.mark.parametrize(("name", "state"), ALL)
def test_text_says_what_the_pages_say(name, state):
    """The plain text has every passage of every chapter's page, in the order of the page."""
    for site, paper in papers(name, state, "text"):
        for chapter, text in zip(site.chapters, chapters_of_text(site, paper.content), strict=True):
            assert missing(prose_of(name, state, site, chapter), text) == []


def test_missing_sentence_is_found():
    """A sentence that a text lacks is found, and so is one that is in another place."""
    site, paper = papers("harbour-town", "open", "text")[0]
    page = prose_of("harbour-town", "open", site, site.chapters[0])
    text = chapters_of_text(site, paper.content)[0]
    sentence = "Thepondistheonlyquietplaceleft."
    assert sentence in text
    assert missing(page, text.replace(sentence, "")) == [sentence]
    assert missing(page, text.replace(sentence, "") + sentence)


def test_text_is_plain():
    """The text has no byte order mark and no sign of HTML; its lines are whole paragraphs, rows and facts by name."""
    text = papers("harbour-town", "open", "text")[0][1].content.decode()
    assert not re.search("[\ufeff\r\xa0]|</?[a-z]|&[a-z]+;|\n\n\n\n", text)
    assert text.endswith("councillors.\n")
    assert "\n\nPark: Lower Mill Pond\nVisits a week: 4,200\nCondition: Good\n\n" in text
    assert "\n\nPost:\n  Open Spaces Team\n  1 Quay Street\n  Saltmarsh Haven\n" in text
    assert "\n  Phone: 01632 960123\n" in text
    assert "\n\na. Outer Quays\nb. Lower Mill\nc. St Éloi's\n" in text
    assert "How to complain (https://www.example.org/complaints)" in text


@pytest.mark.parametrize(("name", "state"), ALL)
def test_one_file_says_what_the_pages_say(name, state):
    """The chapters of the one file say word for word what their pages say, in the same order."""
    for site, paper in papers(name, state, "html"):
        found = [each for each in elements_of(paper.content.decode()) if each.has_class("prose")]
        for chapter, prose in zip(site.chapters, found, strict=True):
            assert passages(prose) == passages(prose_of(name, state, site, chapter))


@pytest.mark.parametrize(("name", "state"), ALL)
def test_one_file_is_whole(name, state, tmp_path, browser):
    """The one file asks for nothing, fits into a narrow window, and each of its links leads to a place that it has.

    The checkers of HTML and of accessibility find nothing in it, in the light and in the dark scheme.
    """
    for number, (_, paper) in enumerate(papers(name, state, "html")):
        file = tmp_path / f"{number}.html"
        file.write_bytes(paper.content)
        assert [each for each in check_html([file]) if not each.endswith(ALLOWED)] == []
        assert html_validate_errors([file]) == []
        for width, scheme in ((320, "light"), (1280, "dark")):
            with opened_page(browser, width=width, scheme=scheme) as page:
                asked = []
                page.on("request", lambda request, asked=asked: asked.append(request.url))
                page.goto(file.as_uri())
                assert [each for each in asked if not each.startswith("data:")] == [file.as_uri()]
                assert page.evaluate("document.documentElement.scrollWidth") <= width
                assert page.evaluate(LOST_LINKS) == []
                assert page.evaluate(UNSEEN_PICTURES) == []
                assert [*axe_violations(page, AAA_RULES), *ibm_violations(page), *htmlcs_errors(page)] == []


def test_links_of_one_file_lead_to_the_web():
    """A page that is not in the one file is linked on the web; without a known address its words stay."""
    content = papers("harbour-town", "open", "html")[0][1].content.decode()
    assert 'href="https://www.example.org/consultations/room-to-grow/documents.html#site-evidence"' in content
    assert '<a href="#site-how">your answer</a>' in content
    without = papers("first", "closed", "html")[0][1].content.decode()
    assert not re.findall(r'href="(?!#|https?:|mailto:|tel:)[^"]*"', without)


def test_rows_are_told_by_column():
    """A cell across several columns has all their names, one across the whole row none, one across rows is in each."""
    table = """<table><thead><tr><th>Park</th><th colspan="2">Visits</th></tr><tr><td></td><th>May</th>
        <th>June</th></tr></thead><tbody><tr><th colspan="3">North</th></tr>
        <tr><th rowspan="2">Pond</th><td>1</td><td></td></tr><tr><td colspan="2">2</td></tr></tbody></table>"""
    from microsite.paper.plain_table import rows_by_ear

    rows = rows_by_ear(elements_of(table)[0], lambda cell: cell.text, lambda name, value: f"{name}: {value}")
    assert list(rows) == [
        ["North"],
        ["Park: Pond", "Visits, May: 1"],
        ["Park: Pond", "Visits, May, June: 2"],
    ]

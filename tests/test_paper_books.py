"""The formats to read offline (e-book, one HTML file, plain text): they match the pages and are reproducible."""

import io
import os
import re
import subprocess
import sys
import zipfile
from datetime import datetime
from functools import cache
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from microsite.archive import stored_zip
from microsite.cli import engine_templates
from microsite.pipeline import make_site
from tests.built_sites import EVERY_SITE, MOMENTS, ROOT, SHOWN, STATES
from tests.drawn_once import DrawnOnce
from tests.engines.books import ace_findings, epubcheck_messages
from tests.engines.browser import AAA_RULES, axe_violations, opened_page
from tests.engines.checkers import html_validate_errors, htmlcs_errors, ibm_violations
from tests.engines.nu import check_html
from tests.same_words import elements_of, missing, passages, plainly

FORMATS = ("epub", "html", "text")
CHOSEN = {("first", "closed"), ("harbour-town", "open"), ("english-and-arabic", "open")}
ALL = [
    pytest.param(name, state, marks=() if (name, state) in CHOSEN else pytest.mark.full)
    for name in EVERY_SITE
    for state in STATES
]

#: For the slowest tests: each site in one state, and by default only one site.
FEWEST = [pytest.param(name, SHOWN[name], marks=() if name == "first" else pytest.mark.full) for name in EVERY_SITE]
#: Sites whose books differ in what Ace looks for; Ace is slow, since it opens each chapter in its own browser.
FOR_ACE = {"first", "harbour-town", "right-to-left", "english-and-welsh"}
#: The Nu checker doesn't know that `img-src data:` allows pictures in the file itself; browsers show them.
ALLOWED = "blocked by “img-src” directive."
#: Links whose target isn't in the file.
LOST_LINKS = """() => [...document.querySelectorAll('a[href^="#"]')]
    .filter(each => !document.getElementById(decodeURIComponent(each.hash.slice(1)))).map(each => each.outerHTML)"""
#: Pictures that can't be shown.
UNSEEN_PICTURES = """() => [...document.images].filter(each => !each.naturalWidth).map(each => each.alt)"""


@cache
def made(name, state):
    """Build a site with its offline formats."""
    now = datetime.fromisoformat(MOMENTS[name][STATES.index(state)])
    build = make_site(EVERY_SITE[name], engine_templates(), now, formats=lambda site: FORMATS, store=DrawnOnce())
    assert not build.has_errors, build.problems
    return build


def papers(name, state, kind):
    """Return each language's site with its paper in one format."""
    return [(site, next(each for each in site.papers if each.kind == kind)) for site in made(name, state).sites]


def prose_of(name, state, site, chapter):
    """Return the element with a chapter's text on its own page."""
    page = made(name, state).files[f"{site.folder}{chapter.path}"].decode()
    return next(each for each in elements_of(page) if each.has_class("prose"))


def chapters_of_text(site, content):
    """Return the text of each chapter in the plain text, after `plainly`."""
    parts = content.decode().split("\n\n\n")
    begins = [rf"[^\n]+\n\n{number}\. {re.escape(each.title)}" for number, each in enumerate(site.chapters, 1)]
    return [plainly(next(part for part in parts if re.match(begin, part))) for begin in begins]


def files_of(book):
    """Unzip a book: contents by path."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {path: archive.read(path) for path in archive.namelist()}


@pytest.mark.parametrize(("name", "state"), ALL)
def test_text_says_what_the_pages_say(name, state):
    """The plain text has every passage of every chapter's page, in the same order."""
    for site, paper in papers(name, state, "text"):
        for chapter, text in zip(site.chapters, chapters_of_text(site, paper.content), strict=True):
            assert missing(prose_of(name, state, site, chapter), text) == []


def test_missing_sentence_is_found():
    """A sentence that a text lacks is found, and so is one in the wrong place."""
    site, paper = papers("harbour-town", "open", "text")[0]
    page = prose_of("harbour-town", "open", site, site.chapters[0])
    text = chapters_of_text(site, paper.content)[0]
    sentence = "Thepondistheonlyquietplaceleft."
    assert sentence in text
    assert missing(page, text.replace(sentence, "")) == [sentence]
    assert missing(page, text.replace(sentence, "") + sentence)


def test_text_is_plain():
    """The text has no byte order mark and no HTML; its lines are whole paragraphs, and named cells and facts."""
    text = papers("harbour-town", "open", "text")[0][1].content.decode()
    assert not re.search("[\ufeff\r\xa0]|</?[a-z]|&[a-z]+;|\n\n\n\n", text)
    assert text.endswith("councillors.\n")
    assert "\n\nPark: Lower Mill Pond\nVisits a week: 4,200\nCondition: Good\n\n" in text
    assert "\n\nPost:\n  Open Spaces Team\n  1 Quay Street\n  Saltmarsh Haven\n" in text
    assert "\n  Phone: 01632 960123\n" in text
    assert "hardly used at all. [1]\n" in text
    assert "\n\n[1] Fourteen walks in the autumn of 2026" in text
    assert "\n\n1.1 What people told us\n\n  The pond is the only quiet place left.\n" in text
    assert "\n\na. Outer Quays\nb. Lower Mill\nc. St Éloi's\n" in text
    assert "How to complain (https://www.example.org/complaints)" in text


@pytest.mark.parametrize(("name", "state"), ALL)
def test_one_file_says_what_the_pages_say(name, state):
    """The chapters of the one HTML file say word for word what their pages say, in the same order."""
    for site, paper in papers(name, state, "html"):
        found = [each for each in elements_of(paper.content.decode()) if each.has_class("prose")]
        for chapter, prose in zip(site.chapters, found, strict=True):
            assert passages(prose) == passages(prose_of(name, state, site, chapter))


@pytest.mark.parametrize(("name", "state"), FEWEST)
def test_one_file_is_whole(name, state, tmp_path, browser, all_combinations):
    """The one HTML file requests nothing, fits into a narrow window, and its internal links have targets.

    The HTML and accessibility checkers find nothing in it: by default in a narrow window with the dark scheme, with
    the whole matrix also in a wide one with the light scheme.
    """
    for number, (_, paper) in enumerate(papers(name, state, "html")):
        file = tmp_path / f"{number}.html"
        file.write_bytes(paper.content)
        assert [each for each in check_html([file]) if not each.endswith(ALLOWED)] == []
        assert html_validate_errors([file]) == []
        for width, scheme in ((320, "dark"), (1280, "light")) if all_combinations else ((320, "dark"),):
            with opened_page(browser, width=width, scheme=scheme) as page:
                asked = []
                page.on("request", lambda request, asked=asked: asked.append(request.url))
                page.goto(file.as_uri())
                assert [each for each in asked if not each.startswith("data:")] == [file.as_uri()]
                assert page.evaluate("document.documentElement.scrollWidth") <= width
                assert page.evaluate(LOST_LINKS) == []
                assert page.evaluate(UNSEEN_PICTURES) == []
                assert [*axe_violations(page, AAA_RULES), *ibm_violations(page), *htmlcs_errors(page)] == []


def test_one_file_lets_nothing_in():
    """The one HTML file has no script, and its policy forbids every request and everything that isn't in the file."""
    content = papers("harbour-town", "open", "html")[0][1].content.decode()
    assert '<h1 class="cover__title cover__title--long">' in content
    assert "default-src 'none'; style-src 'sha256-" in content
    assert not re.search(
        r"<script|<link rel=\"(?!canonical)|url\((?!\"?data:)|src=\"(?!data:)|srcset| on[a-z]+=", content
    )


def test_code_keeps_its_direction():
    """Code in a book is marked as left-to-right, so that the text around it doesn't affect it."""
    chapter = files_of(papers("harbour-town", "open", "epub")[0][1].content)["EPUB/chapter-4.xhtml"].decode()
    assert '<pre dir="ltr"><code class="language-text" dir="ltr">' in chapter


def test_links_of_one_file_lead_to_the_web():
    """Links to pages that aren't in the file lead to the web; if the site's address is unknown, only the text stays."""
    content = papers("harbour-town", "open", "html")[0][1].content.decode()
    assert 'href="https://www.example.org/consultations/room-to-grow/documents.html#site-evidence"' in content
    assert '<a href="#site-how">your answer</a>' in content
    without = papers("first", "closed", "html")[0][1].content.decode()
    assert not re.findall(r'href="(?!#|https?:|mailto:|tel:)[^"]*"', without)


@pytest.mark.parametrize(("name", "state"), ALL)
def test_book_says_what_the_pages_say(name, state):
    """Each chapter of the book is a file that says word for word what its page says, in the same order."""
    for site, paper in papers(name, state, "epub"):
        files = files_of(paper.content)
        for number, chapter in enumerate(site.chapters, 1):
            text = elements_of(files[f"EPUB/chapter-{number}.xhtml"].decode())
            prose = next(each for each in text if each.has_class("prose"))
            assert passages(prose) == passages(prose_of(name, state, site, chapter))
        read = re.findall(r'<itemref idref="([^"]+)"/>', files["EPUB/package.opf"].decode())
        named = dict(re.findall(r'<item id="([^"]+)" href="([^"]+)"', files["EPUB/package.opf"].decode()))
        chapters = [named[each] for each in read if named[each].startswith("chapter-")]
        assert chapters == [f"chapter-{number}.xhtml" for number in range(1, len(site.chapters) + 1)]


@pytest.mark.parametrize(("name", "state"), ALL)
def test_links_of_the_book_lead_somewhere(name, state):
    """Every text of the book is well-formed XML, and every link in it leads to a target in the book or on the web."""
    for _, paper in papers(name, state, "epub"):
        files = files_of(paper.content)
        texts = {path: ElementTree.fromstring(content) for path, content in files.items() if path.endswith("xhtml")}
        places = {path.removeprefix("EPUB/"): {each.get("id") for each in text.iter()} for path, text in texts.items()}
        for path, text in texts.items():
            for href in [each.get("href", "") for each in text.iter() if each.tag.endswith("}a")]:
                if not re.match("https?:|mailto:|tel:", href):
                    file, _, anchor = href.partition("#")
                    there = places[file or path.removeprefix("EPUB/")]
                    assert not anchor or anchor in there, href


def test_book_is_marked_up():
    """Notes, chapters and the glossary have their roles; the pages of a right-to-left book progress that way."""
    files = files_of(papers("harbour-town", "open", "epub")[0][1].content)
    chapter = files["EPUB/chapter-1.xhtml"].decode()
    assert '<section class="chapter" aria-labelledby="where-we-are" epub:type="chapter" role="doc-chapter">' in chapter
    assert 'epub:type="noteref" role="doc-noteref">1</a>' in chapter
    assert 'class="note" epub:type="footnote" role="doc-footnote">' in chapter
    assert '<span class="note-number">1. </span>Fourteen walks' in chapter
    assert 'epub:type="glossary" role="doc-glossary"' in files["EPUB/part-8.xhtml"].decode()
    assert "sms:" not in "".join(content.decode() for path, content in files.items() if path.endswith("xhtml"))
    arabic = files_of(papers("english-and-arabic", "open", "epub")[1][1].content)
    assert '<spine page-progression-direction="rtl">' in arabic["EPUB/package.opf"].decode()


def test_levels_and_contents_of_the_book():
    """Each text begins with a first-level heading and skips no level; contents with headings follow the cover."""
    files = files_of(papers("harbour-town", "open", "epub")[0][1].content)
    for path in ("EPUB/title.xhtml", "EPUB/part-1.xhtml", "EPUB/chapter-2.xhtml"):
        levels = [int(each.tag[1]) for each in elements_of(files[path].decode()) if re.fullmatch("h[1-6]", each.tag)]
        assert levels[0] == 1
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    contents = files["EPUB/contents.xhtml"].decode()
    assert '<a href="chapter-1.xhtml">1. Where we are now</a>' in contents
    assert '<a href="chapter-1.xhtml#where-we-are--how-the-parks-compare">How the parks compare</a>' in contents
    package = files["EPUB/package.opf"].decode()
    named = dict(re.findall(r'<item id="([^"]+)" href="([^"]+)"', package))
    read = [named[each] for each in re.findall(r'<itemref idref="([^"]+)"/>', package)]
    assert read[:3] == ["title.xhtml", "contents.xhtml", "part-1.xhtml"]


def test_what_the_book_says_of_itself():
    """The book's metadata say what date it is of and how accessible it is, but claim no conformance to a standard."""
    package = files_of(papers("harbour-town", "open", "epub")[0][1].content)["EPUB/package.opf"].decode()
    assert "<dc:date>2027-05-11</dc:date>" in package
    assert '<meta property="dcterms:modified">2027-05-11T00:00:00Z</meta>' in package
    assert package.count('schema:accessMode"') == 2
    assert '<meta property="schema:accessibilityFeature">alternativeText</meta>' in package
    assert '<meta property="schema:accessibilityHazard">none</meta>' in package
    assert "conformsTo" not in package
    without = files_of(papers("first", "closed", "epub")[0][1].content)["EPUB/package.opf"].decode()
    assert "visual" not in without
    assert "alternativeText" not in without


def test_same_bytes_each_time(tmp_path):
    """Made again with another time zone and hash seed, the formats are byte-for-byte the same."""
    site = EVERY_SITE["harbour-town"]
    command = [sys.executable, "-m", "microsite", "paper", *FORMATS, "--site", site, "--output", tmp_path / "made"]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    subprocess.run([*command, "--now", MOMENTS["harbour-town"][1]], cwd=ROOT, env=environment, check=True)
    for kind in FORMATS:
        paper = papers("harbour-town", "open", kind)[0][1]
        assert (tmp_path / "made" / paper.path.removeprefix("formats/")).read_bytes() == paper.content


def test_zip_of_the_book():
    """The book's media type comes first and uncompressed, so that programs recognise it by its first bytes."""
    content = papers("harbour-town", "open", "epub")[0][1].content
    assert content[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert {each.date_time for each in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {each.compress_type for each in book.infolist()} == {zipfile.ZIP_STORED}


@pytest.mark.full
@pytest.mark.parametrize("name", EVERY_SITE)
def test_checkers_of_books_find_nothing(name, tmp_path):
    """EPUBCheck finds no errors or warnings in the books of any site, and Ace nothing in those of four sites."""
    for number, (_, paper) in enumerate(papers(name, SHOWN[name], "epub")):
        book = tmp_path / f"{number}.epub"
        book.write_bytes(paper.content)
        assert epubcheck_messages(book) == []
        if name in FOR_ACE:
            assert ace_findings(book) == []


@pytest.mark.full
def test_checkers_of_books_find_faults(tmp_path):
    """EPUBCheck finds a misplaced element, and Ace a picture without alternative text."""
    files = files_of(papers("harbour-town", "open", "epub")[0][1].content)
    path = "EPUB/chapter-1.xhtml"
    files[path] = files[path].replace(b"<blockquote>", b"<blockquote><tr/>").replace(b"<img alt=", b"<img data-alt=")
    book = tmp_path / "wrong.epub"
    book.write_bytes(stored_zip(files.items()))
    assert any(each.startswith("ERROR RSC-005 EPUB/chapter-1.xhtml") for each in epubcheck_messages(book))
    assert any("image-alt" in each for each in ace_findings(book))


def test_rows_are_told_by_column():
    """A cell that spans columns is named after all of them, or none if it spans all; one that spans rows is in each."""
    table = """<table><thead><tr><th>Park</th><th colspan="2">Visits</th></tr><tr><td></td><th>May</th>
        <th>June</th></tr></thead><tbody><tr><th colspan="3">North</th></tr>
        <tr><th rowspan="2">Pond</th><td>1</td><td></td></tr><tr><td colspan="2">2</td></tr></tbody></table>"""
    from microsite.paper.plain_table import linear_rows

    rows = linear_rows(elements_of(table)[0], lambda cell: cell.text, lambda name, value: f"{name}: {value}")
    assert list(rows) == [
        ["North"],
        ["Park: Pond", "Visits, May: 1"],
        ["Park: Pond", "Visits, May, June: 2"],
    ]

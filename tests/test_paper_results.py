"""Results and decisions on paper and offline: all formats say what the pages say, and draw the bars."""

import re
from itertools import product

import pytest

from microsite.paper.nodes import nodes_of
from microsite.paper.papers import offline_link
from microsite.paper.pdf_checks import pdf_findings
from microsite.paper.typst_pdf import pages_of_pdf
from tests.engines.books import ace_findings, epubcheck_messages
from tests.engines.browser import AAA_RULES, axe_violations, opened_page
from tests.engines.checkers import html_validate_errors, htmlcs_errors, ibm_violations
from tests.engines.nu import check_html
from tests.later_sites import MOMENTS, STAGES, built_later
from tests.pdf_reading import read_aloud
from tests.same_words import elements_of, missing, passages, plainly
from tests.tagged_text import without_spaces, words_of
from tests.test_paper_books import ALLOWED, files_of

FORMATS = ("pdf", "epub", "html", "text")
MADE = (*FORMATS, "poster")
#: The site that every run tests: it is small, and in two languages.
CHOSEN = ("english-and-welsh", "years-later")
EVERY = [
    pytest.param(name, stage, marks=() if (name, stage) == CHOSEN else pytest.mark.full, id=f"{name}-{stage}")
    for name, stage in product(MOMENTS, STAGES)
]
#: The two pages, each with the class of the element below its head.
PAGES = {"what-people-said.html": "flow", "what-we-did.html": "did"}
#: Links to other pages of the site, or to calendar files.
WEB_ONLY = re.compile(r'<p class="(?:article|row)__more"><a [^>]*href="(?!https?:)[^>]*>.*?</a></p>')


def made(name, stage, kind):
    """Return each language's site with its paper in one format."""
    sites = built_later(name, stage, MADE).sites
    return [(site, next(each.content for each in site.papers if each.kind == kind)) for site in sites]


def page(name, stage, site, path):
    """Return the HTML of a page, without what is only on the web."""
    return WEB_ONLY.sub("", built_later(name, stage, MADE).files[f"{site.folder}{path}"].decode())


def parts_of(kind, content):
    """Return the text of each part of a document, in order, after `plainly`."""
    if kind == "pdf":
        return [plainly(each) for each in read_aloud(content, "")]
    if kind == "text":
        return [plainly(each) for each in content.decode().split("\n\n\n")]
    texts = [content] if kind == "html" else [each for path, each in files_of(content).items() if "part-" in path]
    texts += [each for path, each in files_of(content).items() if "chapter-" in path] if kind == "epub" else []
    parts = [each for text in texts for each in elements_of(text.decode()) if is_part(each)]
    return ["".join(said for said, _ in passages(each)) for each in parts]


def is_part(element):
    """Whether an element is a part of the document."""
    return element.tag in ("section", "article", "div") and (element.has_class("part") or element.has_class("chapter"))


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(("name", "stage"), EVERY)
def test_every_format_says_what_the_pages_say(name, stage, kind):
    """Each passage of the two pages, and of the results at the end of chapters, is in its part of every format."""
    for site, content in made(name, stage, kind):
        parts = parts_of(kind, content)
        last = 0
        for path, below in PAGES.items():
            if site.has_page(path):
                whole = elements_of(page(name, stage, site, path))
                title = next(each for each in whole if each.tag == "h1")
                last = next(at for at, part in enumerate(parts) if part.startswith(plainly(title.text)))
                (head,) = [each for each in whole if each.has_class("article__head")]
                assert [said for said, _ in passages(head) if said not in "".join(parts)] == []
                (body,) = [each for each in whole if each.has_class(below)]
                assert passages(body)
                assert missing(body, parts[last]) == []
        assert last, "the parts are told at each of these moments"
        chapters = "".join(parts[last + 1 :])
        for chapter in site.chapters:
            for came in elements_of(page(name, stage, site, chapter.path)):
                if came.has_class("call--told"):
                    assert missing(came, chapters) == []


@pytest.mark.parametrize("kind", FORMATS)
def test_missing_sentence_is_found(kind):
    """A sentence of each page that is missing from its part of a format is found."""
    site, content = made(*CHOSEN, kind)[0]
    parts = parts_of(kind, content)
    for path, sentence in {
        "what-people-said.html": "Cars do not slow down there.",
        "what-we-did.html": "A bridge",
    }.items():
        whole = elements_of(page(*CHOSEN, site, path))
        (body,) = [each for each in whole if each.has_class(PAGES[path])]
        part = next(each for each in parts if not missing(body, each))
        assert missing(body, part.replace(plainly(sentence), "", 1)) == [plainly(sentence)]


@pytest.mark.parametrize(("name", "stage"), EVERY)
def test_no_findings(name, stage):
    """The rules find nothing in the PDF."""
    for _, content in made(name, stage, "pdf"):
        assert pdf_findings(content) == []


@pytest.mark.full
@pytest.mark.parametrize("name", MOMENTS)
def test_no_findings_in_other_settings(name):
    """The rules find nothing in large print, the version for easy printing or the leaflet."""
    kinds = ("large-print", "easy-print", *(("leaflet",) if name != "right-to-left" else ()))
    for site in built_later(name, "years-later", kinds).sites:
        assert [each.kind for each in site.papers] == [*kinds]
        assert [finding for each in site.papers for finding in pdf_findings(each.content)] == []


@pytest.mark.full
@pytest.mark.parametrize(("name", "stage"), [*zip(MOMENTS, reversed(STAGES), strict=True)])
def test_checkers_find_nothing(name, stage, tmp_path, browser):
    """EPUBCheck and Ace find nothing in the books, and the checkers for pages nothing in the one HTML file.

    Each stage is tried with one site.
    """
    for number, (_, content) in enumerate(made(name, stage, "epub")):
        book = tmp_path / f"{number}.epub"
        book.write_bytes(content)
        assert epubcheck_messages(book) == []
        assert ace_findings(book) == []
    for number, (_, content) in enumerate(made(name, stage, "html")):
        file = tmp_path / f"{number}.html"
        file.write_bytes(content)
        assert [each for each in check_html([file]) if not each.endswith(ALLOWED)] == []
        assert html_validate_errors([file]) == []
        for width, scheme in ((320, "light"), (1280, "dark")):
            with opened_page(browser, width=width, scheme=scheme) as shown:
                shown.goto(file.as_uri())
                assert shown.evaluate("document.documentElement.scrollWidth") <= width
                assert [*axe_violations(shown, AAA_RULES), *ibm_violations(shown), *htmlcs_errors(shown)] == []


def test_poster_says_what_can_be_read():
    """Once there are results, the poster says in each language what its QR code leads to, and still fits one sheet."""
    told = ("what people said and what we did", "beth ddywedodd pobl a beth wnaethon ni")
    for (_, content), words in zip(made(*CHOSEN, "poster"), told, strict=True):
        assert without_spaces(words) in words_of(content)
        assert pages_of_pdf(content) == 1
        assert pdf_findings(content) == []


def test_links_between_parts():
    """Links to one of the two pages lead to its part of the document, or to a decision in it."""
    there = {"site-said", "site-did", "decision-mill"}
    assert offline_link("what-people-said.html", there, "") == "#site-said"
    assert offline_link("what-we-did.html", there, "") == "#site-did"
    assert offline_link("what-we-did.html#decision-mill", there, "") == "#decision-mill"
    text = made(*CHOSEN, "html")[0][1].decode()
    assert '<a href="#decision-crossings">' in text
    assert '<a href="#result-2">' in text
    assert "calendar/" not in text


def test_bars_are_data():
    """A bar is passed to the typesetter as its length and whether it is hatched; other drawings are left out."""
    drawn = """<p>1%<svg class="bar" aria-hidden="true"><rect width="67" height="10"/></svg>
        <svg class="bar"><path d="M0 5h8" stroke="currentColor"/></svg><svg class="sign"><path d="M0 5h8"/></svg></p>"""
    (paragraph,) = nodes_of(drawn, str)
    assert isinstance(paragraph, dict)
    assert [each for each in paragraph["k"] if isinstance(each, dict)] == [
        {"t": "bar", "length": 67, "hatched": False},
        {"t": "bar", "length": 8, "hatched": True},
    ]


def test_bars_of_the_book():
    """The book shows the bars of the pages, and its manifest says which files have drawings."""
    files = files_of(made(*CHOSEN, "epub")[0][1])
    package = files["EPUB/package.opf"].decode()
    named = dict(re.findall(r'<item id="[^"]+" href="([^"]+)"([^>]*)>', package))
    for path, content in files.items():
        if path.endswith(".xhtml"):
            bars = content.count(b'<svg class="bar"')
            assert bars == content.count(b'xmlns="http://www.w3.org/2000/svg"')
            assert ('properties="svg"' in named[path.removeprefix("EPUB/")]) == bool(bars)
    assert sum(content.count(b'<svg class="bar"') for content in files.values()) == 16


def test_results_are_told_once():
    """The date when people's answers were published is in the text only once."""
    site, content = made(*CHOSEN, "text")[0]
    assert site.consultation.results is not None
    assert content.decode().count("What people told us, published") == 1

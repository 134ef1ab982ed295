"""The checks on rendered pages find what a site's own templates can break."""

import random
from datetime import datetime

from microsite.assets.stylesheet import palette_style
from microsite.checks.rendered.broken_links import broken_links
from microsite.checks.rendered.contrast_too_low import contrast_too_low
from microsite.checks.rendered.cookies_set import cookies_set, kept_by_scripts
from microsite.checks.rendered.headings_out_of_order import headings_out_of_order
from microsite.checks.rendered.landmarks_missing import landmarks_missing
from microsite.checks.rendered.language_missing import language_missing, language_unknown
from microsite.checks.rendered.links_alike import links_alike
from microsite.checks.rendered.page_text import PageText
from microsite.checks.rendered.pages_too_heavy import page_too_heavy, shared_weight
from microsite.checks.rendered.pictures_without_size import pictures_without_size
from microsite.checks.rendered.repeated_ids import repeated_ids
from microsite.checks.rendered.script_against_language import script_against_language
from microsite.checks.rendered.third_parties import third_parties, third_parties_of_style
from microsite.checks.rendered.titles_alike import titles_alike
from microsite.checks.rendered.written_into_page import written_into_page
from microsite.cli import engine_templates
from microsite.pipeline import make_site
from microsite.problems import Severity
from tests.small_sites import SMALLEST, write_files


def said(problems, code):
    """Return the messages of problems, all of which must have this code."""
    found = list(problems)
    assert {problem.code for problem in found} <= {code}
    return [problem.message for problem in found]


def page_of(html):
    """Return a page with only this HTML."""
    return PageText("index.html", html)


def test_html_is_read_as_browsers_read_it():
    """Upper case, single quotes, no quotes and comments are parsed as browsers do."""
    page = page_of("<P ID='a&amp;b' hidden>x<!-- <p id='no'> --><A HREF=b.html>y</A>")
    elements = [(each.name, each.attributes) for each in (*page.named("p"), *page.named("a"))]
    assert elements == [("p", {"id": "a&b", "hidden": ""}), ("a", {"href": "b.html"})]
    assert page.ids == ("a&b",)


def test_link_to_nothing():
    """PAGE-001: links to missing files and ids are found, also in folders; other links are left alone."""
    index = PageText("index.html", '<a href="a.html#b"></a><a href="a.html#c"></a><a href="x/no.html"></a>')
    other = PageText("x/y.html", '<a href="../a.html"></a><img src="../no.png"><a href="https://example.org"></a>')
    page = PageText("a.html", '<p id="b"></p>')
    files = {page.path: b"" for page in (index, other, page)}
    found = list(broken_links([index, other, page], files, ""))
    assert [(problem.code, problem.location.file, problem.message) for problem in found] == [
        ("PAGE-001", "output/index.html", "<a> links to “a.html#c”, but the page has no such id."),
        ("PAGE-001", "output/index.html", "<a> links to “x/no.html”, which does not exist."),
        ("PAGE-001", "output/x/y.html", "<img> links to “../no.png”, which does not exist."),
    ]
    assert ["chapter" in problem.advice for problem in found] == [True, False, False]
    top = PageText("index.html", '<a href="a.html#top"></a><a href="#Top"></a>')
    assert list(broken_links([top, page], {"index.html": b"", **files}, "")) == []


def test_sizes_of_a_picture():
    """PAGE-001 and PAGE-003: every address of a srcset is checked."""
    page = PageText("index.html", '<source srcset="a.webp 480w, b.webp 960w, https://example.org/c.webp 2x">')
    assert [problem.message for problem in broken_links([page], {"a.webp": b""}, "")] == [
        "<source> links to “b.webp”, which does not exist."
    ]
    assert [problem.message for problem in third_parties(page)] == [
        "<source> would load “https://example.org/c.webp” from another website."
    ]


def test_id_twice():
    """PAGE-002: a repeated id is reported once."""
    page = PageText("index.html", '<p id="a"></p><p id="b"></p><p id="a"></p>')
    assert [(problem.code, problem.message) for problem in repeated_ids(page)] == [
        ("PAGE-002", "The id “a” is given 2 times.")
    ]


def test_third_party():
    """PAGE-003: files that would load from another host are found; mere links are not."""
    page = PageText(
        "index.html",
        '<img src="https://example.org/a.png"><link rel="stylesheet" href="//example.org/a.css">'
        '<a href="https://example.org"></a><link rel="canonical" href="https://example.org/">',
    )
    assert [(problem.code, problem.message) for problem in third_parties(page)] == [
        ("PAGE-003", "<img> would load “https://example.org/a.png” from another website."),
        ("PAGE-003", "<link> would load “//example.org/a.css” from another website."),
    ]


def test_third_party_of_a_style():
    """PAGE-003: remote fonts and imports in a site's own styles are found; the site's pictures are not."""
    style = "@import 'https://example.org/a.css';@font-face{src:url(//example.org/f.woff2)}a{background:url(../media/a.png)}"
    assert said(third_parties_of_style("assets/site.css", style), "PAGE-003") == [
        "The styles would load “https://example.org/a.css” from another website.",
        "The styles would load “//example.org/f.woff2” from another website.",
    ]


def test_follower():
    """PAGE-003: a `ping` that tells another host when a link is followed is found."""
    page = page_of('<a href="b.html" ping="https://example.org/t">b</a>')
    assert said(third_parties(page), "PAGE-003") == ["<a> would tell “https://example.org/t” when somebody follows it."]


def test_headings():
    """PAGE-004: no h1, two h1s, a heading before the h1 and a skipped level are found; a proper outline is fine."""
    outline = "<h1>A</h1><h2>B</h2><h3>C</h3><h4>D</h4><h2>E</h2>"
    assert said(headings_out_of_order(page_of(outline)), "PAGE-004") == []
    assert said(headings_out_of_order(page_of("<h2>B</h2>")), "PAGE-004") == [
        "The page has no heading at level 1. It should have one: its title."
    ]
    assert said(headings_out_of_order(page_of("<h1>A</h1><h1>B</h1>")), "PAGE-004") == [
        "The page has 2 headings at level 1. It should have one: its title."
    ]
    assert said(headings_out_of_order(page_of("<h2>Menu</h2><h1>A</h1><h2>B</h2><h4>C <b>d</b></h4>")), "PAGE-004") == [
        "The heading “Menu” comes before the page's title.",
        "The heading “C d” is level 4, but the one before it is level 2.",
    ]


def test_landmarks():
    """PAGE-005: a page needs exactly one <main>, and each <nav> a name of its own."""
    right = '<nav aria-label="Main"></nav><main></main><nav aria-labelledby="b"></nav>'
    assert said(landmarks_missing(page_of(right)), "PAGE-005") == []
    assert said(landmarks_missing(page_of("<nav></nav><p></p>")), "PAGE-005") == [
        "The page has no main part. It needs one <main>.",
        "A <nav> has no name. Give it aria-label or aria-labelledby.",
    ]
    twice = '<main></main><main></main><nav aria-label="Main"></nav><nav aria-label="Main"></nav>'
    assert said(landmarks_missing(page_of(twice)), "PAGE-005") == [
        "The page has 2 main parts. It needs one <main>.",
        "2 navigations have the name “Main”, so nobody can tell them apart.",
    ]


def test_language():
    """PAGE-006: a page must say its language, and every `lang` must be a language tag."""
    right = '<html lang="en-GB"><p lang="zh-Hant-HK"></p><p lang="CY"></p>'
    assert said(language_missing(page_of(right)), "PAGE-006") == []
    assert said(
        [*language_missing(page_of(wrong := '<html><p lang="welsh"></p>')), *language_unknown(page_of(wrong))],
        "PAGE-006",
    ) == [
        "The page does not say which language it is in: <html lang>.",
        'lang="welsh" is not a language tag.',
    ]


def test_titles():
    """PAGE-007: each page needs a unique title that begins with its heading; redirects are skipped."""
    texts = {
        "a.html": "<title>Play – Plan</title><h1>Play</h1>",
        "b.html": "<title>Play – Plan</title><h1>Play</h1>",
        "c.html": "<title>Plan – Paths</title><h1>Paths</h1>",
        "d.html": "<h1>Trees</h1>",
        "old.html": '<meta http-equiv="Refresh" content="0; url=a.html"><title>Play – Plan</title><h1>Moved</h1>',
        "svg.html": "<title>Ponds – Plan</title><h1>Ponds</h1><svg><title>A pond</title></svg>",
    }
    pages = [PageText(path, f"<html lang=en><head>{text}") for path, text in texts.items()]
    found = list(titles_alike(pages))
    assert said(found, "PAGE-007") == [
        "The title “Plan – Paths” does not begin with the page's heading, “Paths”.",
        "The page has no title.",
        "The title “Play – Plan” is also the title of b.html.",
    ]
    assert [problem.location.file for problem in found] == ["output/c.html", "output/d.html", "output/a.html"]


def test_picture_without_size():
    """PAGE-008: a picture needs both width and height, in whole pixels."""
    page = page_of('<img src="a.svg" width="3" height="4"><img src="b.svg" height="4"><img src="c.svg" width="50%">')
    assert said(pictures_without_size(page), "PAGE-008") == [
        "The picture “b.svg” does not say how wide and high it is.",
        "The picture “c.svg” does not say how wide and high it is.",
    ]


def test_contrast():
    """PAGE-009: contrast after a site's own styles is checked in each scheme, and not for print."""
    engine = palette_style("#004b6e")
    assert said(contrast_too_low("assets/site.css", engine), "PAGE-009") == []
    printed = engine + "@media print{:root{--ink:#fefefe}}.in-light{--ink:#fefefe}"
    assert said(contrast_too_low("assets/site.css", printed), "PAGE-009") == []
    pale = engine + ":root{--soft:#777;--paper:#fff}@media (prefers-color-scheme: dark){:root{--paper:#0b1712}}"
    found = said(contrast_too_low("assets/site.css", pale), "PAGE-009")
    assert found[0] == "In the light scheme, --soft (#777777) has a contrast of 4.5 on --paper (#ffffff). It needs 7."
    assert {message.split(" scheme")[0] for message in found if "--ink" not in message} == {"In the light"}
    nested = engine + ":root{--soft:#777;a{color:red}--paper:#fff}"
    assert said(contrast_too_low("assets/site.css", nested), "PAGE-009")[0] == found[0]
    within = "@media (prefers-color-scheme:dark){a{b:c}:root{--ink:#000}}"
    assert said(contrast_too_low("assets/site.css", f"{engine}@media screen{{{within}}}"), "PAGE-009") == []
    on_paper = within.replace(":root{--ink:#000}", "@media print{:root{--ink:#000}}")
    assert said(contrast_too_low("assets/site.css", engine + on_paper), "PAGE-009") == []
    supported = said(contrast_too_low("assets/site.css", f"{engine}@supports (a:b){{c{{d:e}}{within}}}"), "PAGE-009")
    assert supported[0].startswith("In the dark scheme, --ink (#000000)")
    closed_twice = said(contrast_too_low("assets/site.css", f"a{{b:c}}}}{engine}{within}"), "PAGE-009")
    assert closed_twice[0].startswith("In the dark scheme, --ink (#000000)")
    dark = engine + "@media screen and (prefers-color-scheme:dark){:root{--live:#123226;--ink:rgb(0 0 0)}}"
    messages = said(contrast_too_low("assets/site.css", dark), "PAGE-009")
    assert [message.split(" (")[0] for message in messages] == ["In the dark scheme, --live"] * 3


def test_heavy_page():
    """PAGE-010: a page that is too heavy once compressed is found; the whole document is exempt."""
    noise = bytes(random.Random(1).choices(range(33, 127), k=20_000))
    files = {"index.html": b"<p>short", "long.html": noise, "whole-document.html": noise, "assets/a.css": b"a{}"}

    def found(files):
        pages = (path for path in files if path.endswith(".html"))
        return [each for path in pages for each in page_too_heavy(path, files[path], shared_weight(files))]

    (problem,) = found(files)
    assert (problem.code, problem.severity) == ("PAGE-010", Severity.HINT)
    assert problem.location.file == "output/long.html"
    assert found({**files, "long.html": b"<p>many words " * 4000}) == []


def test_written_into_page():
    """PAGE-011: inline styles, handlers and scripts are found; JSON-LD and external scripts are not."""
    right = '<script type="application/ld+json">{}</script><script src="a.js"></script><p data-on="x">on</p>'
    assert said(written_into_page(page_of(right)), "PAGE-011") == []
    wrong = (
        "<style>a{}</style><p style='color:red' onclick=f()>x</p><a href=' JavaScript:f()'>y</a><script>f()</script>"
        "<script type=module>g()</script>"
    )
    assert said(written_into_page(page_of(wrong)), "PAGE-011") == [
        "<p> has style=, which no page may have.",
        "<p> has onclick=, which no page may have.",
        "<a> runs a program: “ JavaScript:f()”.",
        "The page has a <style>.",
        "The page has a <script> that is not in a file.",
        "The page has a <script> that is not in a file.",
    ]


def test_cookies():
    """PAGE-012: a page that sets a cookie, and a script that stores something, are found."""
    pages = [page_of('<meta http-equiv="Set-Cookie" content="a=b">'), PageText("b.html", "<p>document.cookie</p>")]
    files = {"assets/a.js": b"x=document . cookie", "assets/b.js": b"let cookies=1", "media/a.txt": b"localStorage"}
    assert said([*cookies_set(pages[0]), *cookies_set(pages[1]), *kept_by_scripts(files)], "PAGE-012") == [
        "The page sets a cookie.",
        "The script uses document . cookie, but the site tells readers that it stores nothing on their devices.",
    ]


def test_address_that_nobody_can_read():
    """PAGE-001: a malformed address is a broken link, and does not crash the checks."""
    page = PageText("index.html", '<a href="http://[">a</a><img src="//[b/c.png">')
    assert [problem.message for problem in broken_links([page], {"index.html": b""}, "")] == [
        "<a> links to “http://[”, which does not exist.",
        "<img> links to “//[b/c.png”, which does not exist.",
    ]
    assert list(third_parties(page)) == []


def test_pages_that_authors_give_are_left_alone(tmp_path):
    """An HTML page in the media folder is published as it is, whatever its encoding and links."""
    old = '<a href="nowhere.html">café</a>'.encode("cp1252")
    site = write_files({**SMALLEST, "content/media/old.html": old}, tmp_path)
    build = make_site(site, engine_templates(), datetime(2027, 4, 1))
    assert [problem for problem in build.problems if problem.code != "FACT-001"] == []
    assert build.files["media/old.html"] == old


def test_links_alike():
    """PAGE-013: one link text for two places, or a text that says nothing, is found; chapters have their own rules."""
    page = page_of(
        "<html lang=en-GB><a href=a.html>The plan</a><a href=b.html>the plan:</a><a href=c.html>Read more</a>"
        "<a href=d.html>Contact</a><a href=d.html#e>Contact</a><a href=f.html><img alt=Mill> map</a>"
        "<a href=g.html aria-label='Pond map'>map</a><a href=h.html><span class=visually-hidden>Pond: </span>map</a>"
        "<div class='prose'><p><a href=x.html>Sums</a> <a href=y.html>Sums</a> <a href=z.html>here</a></p></div>"
    )
    assert said(links_alike(page), "PAGE-013") == [
        "“the plan:” goes to “a.html” and to “b.html”.",
        "The words of a link say nothing on their own: “Read more”.",
    ]


def test_letters_against_language():
    """PAGE-014: a sentence in a script that its language does not use is found; names and quotations are not."""
    arabic, cyrillic, english = (
        "الحديقة مفتوحة للجميع كل يوم",
        "парк відкритий для всіх людей",
        "the park is open to all",
    )
    names = "“The park is open to all people” Joint Committee for Footpaths, Commons &amp; Shore a@b.example"
    for language, body, found in (
        (
            "en",
            f"<p>See {arabic}.</p><p>العربية, русский, 香港</p><p>“{cyrillic}”</p><cite>{cyrillic}</cite>",
            [arabic],
        ),
        ("en-GB", f'<p lang="ar">{arabic}</p><p lang="uk">{cyrillic}</p><p lang="zu">{cyrillic}</p>', []),
        ("en", f'<p lang="uk-Latn">{english}</p><p lang="sr">{cyrillic}</p><p lang="uk">{arabic}</p>', [arabic]),
        ("ar", f'<p>{names}</p><p lang="en">{english}</p><p>{english}</p>', [english]),
        ("ar", '<p>the <a href="a">park</a> is <b>open</b> to all</p>', [english]),
        (
            "en",
            f"<p>港口公园向所有人开放并且免费入场</p><p>{arabic} <b>{cyrillic}</b></p>",
            ["港口公园向所有人开放并且免费入场", arabic, cyrillic],
        ),
    ):
        page = page_of(f'<html lang="{language}"><body>{body}')
        said_of = said(script_against_language(page), "PAGE-014")
        assert [message[1:].partition("”")[0] for message in said_of] == found

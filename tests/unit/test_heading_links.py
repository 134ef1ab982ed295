"""Links to headings lead where they are meant to, on a chapter's page and in the whole document."""

import re
import unicodedata

import pytest

from microsite.model.heading_links import with_addresses
from microsite.problems import Severity
from tests.small_sites import CONFIG, made, write_files

PARKS = """\
# Parks and paths

See [paths in detail]({link}).

## Play areas

Text.

## Trees, hedges and more

Text.

## Costs & money

Text.
"""
OTHER = "# The other\n\nSee [paths in detail]({link}).\n"


def built(tmp_path, files):
    """Build a site and return it with its problems, apart from hints and facts to be supplied."""
    build = made(files, tmp_path)
    return build, [problem for problem in build.problems if problem.severity not in (Severity.TO_SUPPLY, Severity.HINT)]


def addresses(build, page):
    """Return where the links with the words “paths in detail” lead on a page."""
    html = build.files[page].decode()
    return re.findall(r'<a href="([^"]*)">paths in detail</a>', html)


@pytest.mark.parametrize(
    ("link", "own", "whole"),
    [
        ("#parks-and-paths", "#site-main", "#parks"),
        ("02-parks.md#parks-and-paths", "parks.html", "#parks"),
        ("#top", "#site-main", "#parks"),
        ("#Top", "#site-main", "#parks"),
        ("parks.html#top", "parks.html", "#parks"),
        ("#play-areas", "#play-areas", "#parks--play-areas"),
    ],
)
def test_followed_in_silence(tmp_path, link, own, whole):
    """A chapter's title and its top are places to link to, like any heading."""
    build, told = built(tmp_path, {"content/02-parks.md": PARKS.format(link=link)})
    assert told == []
    assert addresses(build, "parks.html") == [own]
    assert addresses(build, "whole-document.html") == [whole]


@pytest.mark.parametrize(
    ("link", "own", "whole"),
    [
        ("#Play-Areas", "#play-areas", "#parks--play-areas"),
        ("#PLAY--AREAS", "#play-areas", "#parks--play-areas"),
        ("#trees,-hedges-and-more", "#trees-hedges-and-more", "#parks--trees-hedges-and-more"),
        ("#costs--money", "#costs-money", "#parks--costs-money"),
        ("02-parks.md#Costs-&-Money", "parks.html#costs-money", "#parks--costs-money"),
        ("#Parks-and-Paths", "#site-main", "#parks"),
    ],
)
def test_followed_as_they_are_meant(tmp_path, link, own, whole):
    """Capitals, commas and doubled hyphens do not matter; what was changed is reported as a repair at the link."""
    build, told = built(tmp_path, {"content/02-parks.md": PARKS.format(link=link)})
    assert [(problem.severity, problem.code, problem.location.line) for problem in told] == [
        (Severity.REPAIR, "TEXT-016", 3)
    ]
    assert addresses(build, "parks.html") == [own]
    assert addresses(build, "whole-document.html") == [whole]


@pytest.mark.parametrize(
    ("link", "there", "whole"),
    [
        ("02-parks.md#parks-and-paths", "parks.html", "#parks"),
        ("02-parks.md#top", "parks.html", "#parks"),
        ("02-parks.md#Play-Areas", "parks.html#play-areas", "#parks--play-areas"),
        ("/parks.html#costs--money", "parks.html#costs-money", "#parks--costs-money"),
    ],
)
def test_followed_from_another_chapter(tmp_path, link, there, whole):
    """A link from another chapter is followed in the same way."""
    files = {"content/02-parks.md": PARKS.format(link="#top"), "content/03-other.md": OTHER.format(link=link)}
    build, told = built(tmp_path, files)
    assert all(problem.severity is Severity.REPAIR for problem in told)
    assert addresses(build, "other.html") == [there]
    assert addresses(build, "whole-document.html") == ["#parks", whole]


@pytest.mark.parametrize("link", ["#parks", "#play-area", "#trees-hedges", "01-why.md#tops"])
def test_other_words_are_an_error(tmp_path, link):
    """If the words differ, nothing is guessed."""
    _, told = built(tmp_path, {"content/02-parks.md": PARKS.format(link=link)})
    assert [problem.code for problem in told] == ["TEXT-009"]


def test_not_guessed_between_two(tmp_path):
    """If two ids differ only in what does not matter, a link must match one of them, apart from capitals."""
    text = '# Trees\n\nSee [paths in detail](#A-B).\n\n<p id="a-b">One.</p>\n\n<p id="a--b">Two.</p>\n\n[x](#a--b)\n'
    build, told = built(tmp_path, {"content/02-trees.md": text})
    assert [problem.severity for problem in told] == [Severity.REPAIR]
    assert addresses(build, "trees.html") == ["#a-b"]
    _, told = built(tmp_path, {"content/02-trees.md": text.replace("#A-B", "#A---B")})
    assert [problem.code for problem in told] == ["TEXT-009"]


def test_title_keeps_its_own_ids(tmp_path):
    """An id that the author gave the title's heading leads to the title, even if front matter has the title too."""
    text = "---\ntitle: Trees\n---\n\n# Trees {#oaks}\n\n[paths in detail](#oaks) and [paths in detail](#trees).\n"
    build, told = built(tmp_path, {"content/02-trees.md": text})
    assert told == []
    assert addresses(build, "trees.html") == ["#site-main", "#site-main"]


def test_a_heading_comes_before_the_title(tmp_path):
    """If a heading further down repeats the title, the link leads to that heading."""
    build, _ = built(tmp_path, {"content/02-trees.md": "# Trees\n\n[paths in detail](#trees)\n\n## Trees\n\nOak.\n"})
    assert addresses(build, "trees.html") == ["#trees"]


def test_footnote_in_the_title(tmp_path):
    """A footnote in the title is shown after it but is not part of its text; the note links back to it."""
    text = "# Parks[^1]\n\nSee [paths in detail](#parks).\n\n[^1]: Revised.\n"
    build, told = built(tmp_path, {"content/02-parks.md": text})
    assert told == []
    page, whole = build.files["parks.html"].decode(), build.files["whole-document.html"].decode()
    assert '<h1>Parks<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></h1>' in page
    assert 'href="#fnref:1"' in page and "<title>Parks – " in page
    assert '<sup id="parks--fnref:1"><a class="footnote-ref" href="#parks--fn:1">1</a></sup></h2>' in whole
    assert 'href="#parks--fnref:1"' in whole


def test_footnote_in_a_title_that_front_matter_gives(tmp_path):
    """The heading that repeats the title is recognised without its footnote, which the text can use once more."""
    text = "---\ntitle: Parks\n---\n\n# Parks[^a]\n\nText[^a].\n\n[^a]: Revised.\n"
    build, told = built(tmp_path, {"content/02-parks.md": text})
    assert told == []
    page = build.files["parks.html"].decode()
    assert page.count("Parks<sup id=") == 1
    assert sorted(re.findall(r'href="#(fnref[^"]*)"', page)) == ["fnref2:a", "fnref:a"]
    assert all(f'id="{each}"' in page for each in ("fnref:a", "fnref2:a", "fn:a"))


def test_only_links_are_changed():
    """What looks like a link in a code example or in another attribute stays as it is."""
    html = '<code>&lt;a href="#A"&gt;</code> <a title="href=&quot;#A&quot; x > y" href="#A">A</a> <a href="#B">B</a>'
    assert with_addresses(html, {"#A": "#a"}) == html.replace('y" href="#A"', 'y" href="#a"')


def decomposed(text):
    """Return the text with accents as a Mac writes them."""
    return unicodedata.normalize("NFD", text)


def test_accents_apart_from_their_letters(tmp_path):
    """Text, links, anchors, file names and facts with accents as a Mac writes them are read like any others."""
    percent = "02-cafe%CC%81.md#e%CC%81te%CC%81"
    files = {
        "content/02-café.md": "# Café\n\n## Été\n\n[the plan](media/résumé.txt) [paths in detail](#été)\n",
        "content/03-b.md": f"# B\n\n[paths in detail](02-café.md#été) [paths in detail]({percent})\n",
        "content/media/résumé.txt": "A plan.\n",
        "content/data/documents.yaml": "- title: Résumé\n  file: content/media/résumé.txt\n",
        "content/data/updates.yaml": "- date: 2027-03-02\n  what: Été\n  chapter: 02-café.md\n",
    }
    write_files({"site_config.yaml": CONFIG}, tmp_path)
    build, told = built(tmp_path, {decomposed(path): decomposed(content) for path, content in files.items()})
    assert told == []
    assert {"café.html", "media/résumé.txt"} <= set(build.files)
    assert addresses(build, "café.html") == ["#été"]
    assert addresses(build, "b.html") == ["caf%C3%A9.html#été", "caf%C3%A9.html#%C3%A9t%C3%A9"]
    assert addresses(build, "whole-document.html") == ["#café--été", "#café--été", "#café--%C3%A9t%C3%A9"]
    pages = b"".join(content for path, content in build.files.items() if path.endswith((".html", ".json")))
    assert "\u0301".encode() not in pages


def test_places_are_those_of_composed_lines(tmp_path):
    """The column of a problem fits the line that is shown with it."""
    _, told = built(tmp_path, {"content/02-b.md": decomposed("# B\n\nÉté à la café [x](nowhere.md).\n")})
    [problem] = told
    place = problem.location
    assert place.source == "Été à la café [x](nowhere.md)."
    assert place.source[place.column - 1 :].startswith("(nowhere.md")


def test_accent_as_an_escape_in_yaml(tmp_path):
    """An accent that YAML writes as an escape sequence is read like any other."""
    document = '- title: Plan\n  file: "content/media/r\\u0065\\u0301.txt"\n'
    files = {"content/media/ré.txt": "x", "content/data/documents.yaml": document}
    _, told = built(tmp_path, files)
    assert told == []

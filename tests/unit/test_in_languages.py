"""A site in several languages: a folder for each, links between translations, and notes on what is not translated."""

import gzip
import re
from datetime import datetime

import pytest

from microsite.cli import engine_templates
from microsite.pipeline import Build, make_site
from tests.built_sites import STATES, THREE, built
from tests.small_sites import write_files

NOW = datetime(2027, 3, 10, 9)
CONFIG = """\
title: {en-GB: Paths for everyone, cy: Llwybrau i bawb}
summary: {en-GB: What happens to the paths., cy: Beth sy'n digwydd i'r llwybrau.}
organisation: Millbrook Town Council
opens: 2027-03-01
closes: 2027-05-31
time_zone: Europe/London
survey:
  address: {en-GB: "https://survey.example.org/en", cy: "https://survey.example.org/cy"}
accept_unreviewed: yes
site_address: https://www.example.org/paths/
languages: [en-GB, cy]
"""
FILES = {
    "site_config.yaml": CONFIG,
    "content/01-why.md": "# Why paths matter\n\nThey do. See [play](02-play.md) and [the map](media/map.pdf).\n",
    "content/02-play.md": "# Play\n\nEleven playgrounds.\n",
    "content/media/map.pdf": "%PDF-1.4",
    "content/media/form.pdf": "%PDF-1.4 English",
    "content/cy/01-why.md": "# Pam mae llwybrau'n bwysig\n\nGweler [chwarae](02-play.md) a'r [map](media/map.pdf).\n",
    "content/cy/media/form.pdf": "%PDF-1.4 Cymraeg",
}


def made(tmp_path, files=FILES, **others) -> Build:
    """Build the site and return it."""
    build = make_site(write_files({**files, **others}, tmp_path / "site"), engine_templates(), NOW)
    assert not build.has_errors, [str(each) for each in build.problems]
    return build


def page(build: Build, path: str) -> str:
    """Return the text of one page."""
    return build.files[path].decode()


def test_each_language_has_a_folder(tmp_path):
    """The first language is at the root, the others are below it; shared files are published once."""
    build = made(tmp_path)
    assert {"index.html", "why.html", "play.html", "cy/index.html", "cy/why.html", "cy/play.html"} <= {*build.files}
    shared = [path for path in build.files if path.startswith(("assets/", "media/"))]
    assert shared and not [path for path in build.files if path.startswith("cy/assets/")]
    assert [path for path in build.files if path.startswith("cy/media/")] == ["cy/media/form.pdf"]
    assert build.files["cy/media/form.pdf"] != build.files["media/form.pdf"]
    assert 'href="../media/map.pdf"' in page(build, "cy/why.html") and 'href="play.html"' in page(build, "cy/why.html")


def test_text_by_language(tmp_path):
    """Each language shows its own text and its own survey; a name that all share is marked with its language."""
    build = made(tmp_path)
    english, welsh = page(build, "index.html"), page(build, "cy/index.html")
    assert "<h1>Paths for everyone</h1>" in english and "<h1>Llwybrau i bawb</h1>" in welsh
    assert "survey.example.org/en" in english and "survey.example.org/cy" in welsh
    assert "Millbrook Town Council" in english and 'lang="en-GB">Millbrook Town Council' in welsh
    assert '<html lang="cy"' in welsh and 'lang="cy">Millbrook' not in english


def test_the_same_page_is_one_link_away(tmp_path):
    """Each page links to its translation, and names both to search engines if both languages have the text."""
    build = made(tmp_path)
    assert '<a href="cy/why.html" lang="cy" hreflang="cy">Cymraeg</a>' in page(build, "why.html")
    assert '<a href="../why.html" lang="en-GB" hreflang="en-GB">English</a>' in page(build, "cy/why.html")
    named = re.findall(r'rel="alternate" hreflang="([^"]+)" href="([^"]+)"', page(build, "cy/why.html"))
    root = "https://www.example.org/paths/"
    assert named == [("en-GB", f"{root}why.html"), ("cy", f"{root}cy/why.html"), ("x-default", f"{root}why.html")]
    assert f'hreflang="cy" href="{root}cy/"' in page(build, "index.html")
    assert f'hreflang="cy" href="{root}cy/why.html"' in page(build, "sitemap.xml")


def test_what_is_not_translated(tmp_path):
    """A chapter that a language lacks is shown in the other one, marked as that, and is not named as a translation."""
    build = made(tmp_path)
    play = page(build, "cy/play.html")
    assert '<div class="prose" lang="en-GB" dir="ltr">' in play and '<h1 lang="en-GB">Play</h1>' in play
    assert "Nid ydym wedi cyfieithu" in play and 'hreflang="cy" href="https' not in play
    assert 'hreflang="cy"' not in page(build, "play.html").split("<body>")[0]
    assert "prose" in page(build, "cy/why.html") and '<div class="prose" lang' not in page(build, "cy/why.html")
    assert not [
        path for path, each in build.files.items() if path.endswith((".html", ".xml")) and "\ue004" in each.decode()
    ]


def test_a_language_that_is_none_of_the_sites(tmp_path):
    """A text in a language that the site does not have is an error where it is written."""
    config = CONFIG.replace("cy: Llwybrau i bawb", "pl: Dla wszystkich")
    site = write_files({**FILES, "site_config.yaml": config}, tmp_path / "site")
    problems = make_site(site, engine_templates(), NOW).problems
    assert [(each.code, each.location.line) for each in problems if each.code == "TRAN-001"] == [("TRAN-001", 1)]


@pytest.mark.parametrize("languages", ["[en-GB, cy]", "\n  - en-GB\n  - tag: cy\n    public_since: 2027-03-01"])
def test_languages_in_both_ways(tmp_path, languages):
    """A language is a tag, or a tag with the day since which it has been public."""
    config = CONFIG.replace("[en-GB, cy]", languages)
    assert "cy/index.html" in made(tmp_path, **{"site_config.yaml": config}).files


def test_a_page_has_a_name_in_each_language(tmp_path):
    """A page can have an address in each language; links by file name and the language links lead there."""
    welsh = "---\ntitle: Chwarae\nslug: chwarae\n---\n\nUn ar ddeg maes chwarae.\n"
    build = made(tmp_path, **{"content/cy/02-play.md": welsh})
    assert "cy/chwarae.html" in build.files and "cy/play.html" not in build.files
    assert 'href="cy/chwarae.html" lang="cy"' in page(build, "play.html")
    assert 'href="../play.html" lang="en-GB"' in page(build, "cy/chwarae.html")
    assert 'href="chwarae.html"' in page(build, "cy/why.html")


@pytest.mark.parametrize(
    ("slug", "advice"), [("Ein cynllun", "slug: ein-cynllun"), ("a/b", "slug: a-b"), ('"!!"', "words with")]
)
def test_a_name_that_no_page_can_have(tmp_path, slug, advice):
    """A slug that cannot be in an address is reported, with what to write."""
    site = write_files(
        {**FILES, "content/cy/02-play.md": f"---\nslug: {slug}\n---\n# Chwarae\n\nUn.\n"}, tmp_path / "site"
    )
    told = [each for each in make_site(site, engine_templates(), NOW).problems if each.code == "CONF-017"]
    assert len(told) == 1 and advice in told[0].advice


EQUAL = {**FILES, "site_config.yaml": f"{CONFIG}equal: yes\n"}


def test_no_language_leads(tmp_path):
    """If the languages are equal, the first page shows both without choosing one, and each has a folder."""
    build = made(tmp_path, EQUAL)
    at_root = {path for path in build.files if "/" not in path}
    assert at_root == {"index.html", "404.html", "robots.txt", "sitemap.xml"}
    assert {"en/index.html", "cy/index.html", "en/why.html", "cy/why.html", "media/map.pdf"} <= {*build.files}
    start = page(build, "index.html")
    offered = re.findall(r'<a class="button" href="([^"]+)" hreflang="([^"]+)">([^<]+)</a>', start)
    assert offered == [
        ("en/index.html", "en-GB", "Continue in English"),
        ("cy/index.html", "cy", "Parhau yn Gymraeg"),
    ]
    assert "Paths for everyone" in start and "Llwybrau i bawb" in start
    assert start.count("<h1") == 1 and 'lang="cy"' in start
    assert "Open until" in start and "Ar agor tan" in start and "31\u00a0Mai 2027" in start
    missing = page(build, "404.html")
    assert 'href="/paths/en/index.html"' in missing and 'href="/paths/cy/index.html"' in missing
    named = re.findall(r'rel="alternate" hreflang="([^"]+)" href="([^"]+)"', page(build, "cy/index.html"))
    root = "https://www.example.org/paths/"
    assert named == [("en-GB", f"{root}en/"), ("cy", f"{root}cy/"), ("x-default", root)]


def test_an_old_address_in_each_language(tmp_path):
    """A page's old address is in the folder of its language."""
    welsh = "---\nredirect_from: [hen]\n---\n# Pam\n\nOherwydd.\n"
    build = made(tmp_path, **{"content/cy/01-why.md": welsh})
    assert 'url=why.html"' in page(build, "cy/hen.html") and "hen.html" not in build.files


@pytest.mark.parametrize("files", [FILES, EQUAL], ids=["leading", "equal"])
def test_every_language_has_its_record_feed_and_dates(tmp_path, files):
    """Calendars, feed and record exist in each language, and the feeds have different ids."""
    build = made(tmp_path, files)
    first = "en/" if files is EQUAL else ""
    for name in ("feed.xml", "consultation.json", "calendar/closing.ics", "whole-document.html", "404.html"):
        assert f"{first}{name}" in build.files and f"cy/{name}" in build.files
    ids = [re.findall(r"<id>([^<]+)</id>", page(build, f"{folder}feed.xml"))[0] for folder in (first, "cy/")]
    assert ids[0] != ids[1]


@pytest.mark.parametrize("state", STATES)
def test_whole_in_two_languages(state):
    """With two equal languages in full, only the language link is in the other one, and pages are small.

    Compressed, a page and its style sheet take up at most 14,600 bytes; the whole document may take more.
    """
    files = built("english-and-welsh", state).files
    style = next(len(gzip.compress(each, 9, mtime=0)) for path, each in files.items() if path.endswith(".css"))
    for path in files:
        if path.endswith(".html") and path.startswith(("en/", "cy/")) and "404" not in path:
            text = files[path].decode()
            own, other = ("en-GB", "cy") if path.startswith("en/") else ("cy", "en-GB")
            assert f'<html lang="{own}"' in text
            assert re.findall(rf'<(\w+)[^>]* lang="{other}', text.split("<body>")[1]) == ["a"], path
            assert "whole-document" in path or len(gzip.compress(files[path], 9, mtime=0)) + style <= 14_600, path


@pytest.mark.full
def test_forty_chapters_in_three_languages():
    """The thirty of forty chapters that have no Arabic text are marked as English in the Arabic whole document."""
    build = built(THREE, "open")
    whole = build.files["ar/whole-document.html"].decode()
    assert whole.count('class="prose prose--whole" lang="en-GB" dir="ltr"') == 30
    assert not re.search("[\ue000-\ue0ff]", "".join(build.files[path].decode() for path in build.files.pages))


@pytest.mark.parametrize(
    "survey",
    [
        'survey:\n  address: {en-GB: "https://survey.example.org/en"}\n',
        "survey:\n  address: https://survey.example.org/en\n  language: en-GB\n",
    ],
    ids=["by-its-address", "said"],
)
def test_a_survey_in_one_language(tmp_path, survey):
    """If the survey is in one language only, pages in the other one say so before the button and among the stages."""
    before, _, rest = CONFIG.partition("survey:\n")
    config = f"{before}{survey}{rest.partition(chr(10))[2]}"
    build = made(tmp_path, **{"site_config.yaml": config})
    welsh = page(build, "cy/have-your-say.html")
    assert "survey.example.org/en" in welsh
    assert welsh.index("Iaith yr arolwg: Saesneg.") < welsh.index("data-survey")
    assert "The survey is in" not in page(build, "have-your-say.html")
    site = write_files({**FILES, "site_config.yaml": config}, tmp_path / "early")
    early = make_site(site, engine_templates(), datetime(2027, 2, 1))
    assert "Iaith yr arolwg: Saesneg." in page(early, "cy/index.html").partition('id="site-stages"')[2]


def test_a_page_that_is_named_like_a_chapter(tmp_path):
    """A page and a chapter whose files have the same name stay separate in each language."""
    build = made(
        tmp_path,
        **{
            "content/pages/02-play.md": "---\nslug: about-play\n---\n# About play\n\nA page.\n",
            "content/cy/pages/02-play.md": "---\nslug: am-chwarae\n---\n# Am chwarae\n\nTudalen.\n",
        },
    )
    assert 'href="cy/am-chwarae.html" lang="cy"' in page(build, "about-play.html")
    assert 'href="cy/play.html" lang="cy"' in page(build, "play.html")

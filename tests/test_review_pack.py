"""The review pack of the made-up town as a partner's officer sees it: in a browser from a disk, and on paper."""

import re
import shutil
from urllib.parse import unquote

import pytest

from microsite.cli import main
from microsite.compare.reading import passages_of
from microsite.sign_off.numbers import label_of_text, numbered_page
from tests.built_sites import EVERY_SITE, SHOWN, SITES, built
from tests.engines.browser import axe_violations, opened_page, resize
from tests.engines.nu import check_html
from tests.pdf_text import words_on_sheets

NOW = "2027-03-01T09:00"
OWN = ("index.html", "changes.html", "facts.html", "comments.html", "duties.html")
#: Pages that every run tests in addition to the pack's own; the whole matrix tests every page.
FEW = ("2-open/index.html", "2-open/play.html", "2-open/where-we-are.html", "2-open/whole-document.html")
SIZES = ((320, "light"), (1280, "dark"))


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    """A partner's own pack, after an earlier one that it approved; some words have changed since."""
    site = shutil.copytree(SITES["harbour-town"], tmp_path_factory.mktemp("a pack é") / "site")
    arguments = ["--site", str(site), "--now", NOW]
    assert main(["review", *arguments]) == 0
    name = next(site.glob("sign-off/packs/*")).stem
    facts = {"person": "A", "role": "B", "date": "2027-02-28", "evidence": "A mail", "recorded-by": "C"}
    options = [word for key, text in facts.items() for word in (f"--{key}", text)]
    assert main(["approve", "PLAY! Saltmarsh", "--pack", name, *options, *arguments]) == 0
    chapter = site / "content/02-play.md"
    chapter.write_text(chapter.read_text("utf-8").replace("Adults choose the benches", "Everybody chooses"), "utf-8")
    config = site / "site_config.yaml"
    config.write_text(config.read_text("utf-8").replace("closes: 2027-07-04", "closes: 2027-07-11"), "utf-8")
    assert main(["review", "--partner", "PLAY! Saltmarsh", "--by", "2027-03-15", *arguments]) == 0
    return site / "review"


def pages_of(pack, *, all_combinations) -> list[str]:
    """Return the pages to test."""
    every = sorted(path.relative_to(pack).as_posix() for path in pack.rglob("*.html"))
    assert {*OWN, *FEW} < {*every}
    return every if all_combinations else [*OWN, *FEW]


def test_opens_from_a_disk(pack, browser, all_combinations):
    """Every page opens without a server or console messages, with its draft mark, and its links work."""
    found = []
    with opened_page(browser) as page:
        page.on("console", lambda message: found.append(message.text))
        page.on("requestfailed", lambda request: found.append(request.url))
        for path in pages_of(pack, all_combinations=all_combinations):
            page.goto((pack / path).as_uri())
            if "Draft for review. Not public." not in page.locator(".review-banner").inner_text():
                found.append(f"{path}: no mark")
            links = page.locator("a[href]").evaluate_all("links => links.map(each => each.href)")
            found += [f"{path}: {link}" for link in links if link.startswith("file:") and not _is_there(pack, link)]
    assert found == []


def _is_there(pack, link) -> bool:
    path = unquote(re.sub(r"[#?].*", "", link)).partition("/review/")[2]
    return (pack / path).is_file()


@pytest.mark.full
def test_accessible(pack, browser, all_combinations):
    """axe-core finds nothing on a light phone or a dark desktop, and nothing scrolls sideways.

    The pack's own pages are tested in both; those of the site, which other tests check as well, in only one of them.
    """
    found = []
    with opened_page(browser) as page:
        pages = pages_of(pack, all_combinations=all_combinations)
        for number, (width, scheme) in enumerate(SIZES):
            resize(page, width, scheme)
            for path in [*OWN, *[path for path in pages if path not in OWN][number::2]]:
                page.goto((pack / path).as_uri())
                found += [f"{path} {width} {scheme}: {line}" for line in axe_violations(page)]
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    found.append(f"{path} {width}: wider than the screen")
    assert found == []


@pytest.mark.full
def test_on_paper(pack, browser):
    """Every sheet says that it is a draft, and which pack it belongs to."""
    name = re.search(r"Pack (\S+?)\.", (pack / "index.html").read_text("utf-8"))
    assert name
    with opened_page(browser) as page:
        for path in (*OWN, *FEW):
            page.goto((pack / path).as_uri())
            sheets = words_on_sheets(page.pdf(prefer_css_page_size=True))
            assert sheets
            mark = f"Draftforreview,notpublic.Pack{name[1]}"
            assert [sheet for sheet in sheets if mark not in sheet or "DRAFT" not in sheet] == [], path
        assert "3.1" in "".join(sheets)


def test_first_page_says_it_at_once(pack, browser):
    """The first screen on a desktop says what the pack is, what is asked, by when, and how to answer."""
    with opened_page(browser) as page:
        resize(page, 1280, "light")
        page.goto((pack / "index.html").as_uri())
        for words in ("What this is", "What we ask", "Monday 15 March 2027", "Approve by email", "comment form"):
            box = page.get_by_text(words).first.bounding_box()
            assert box
            assert box["y"] + box["height"] < 800, words
        assert page.get_by_text("PLAY! Saltmarsh: please check and approve this website").count() == 1


@pytest.mark.full
def test_valid_html(pack, all_combinations):
    """The Nu HTML checker finds neither errors nor warnings."""
    assert check_html([pack / path for path in pages_of(pack, all_combinations=all_combinations)]) == []


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name == "harbour-town" else pytest.mark.full) for name in EVERY_SITE]
)
def test_every_passage_has_its_number(name):
    """On a chapter's page, each passage has the same number as in comparisons, exactly once."""
    build = built(name, SHOWN[name])
    for site in build.sites:
        for chapter in site.texts:
            text, label = passages_of(chapter), label_of_text(site, chapter)
            page = numbered_page(build.files[site.folder + chapter.path], [(label, text)], whole=False).decode()
            wanted = [f"{label}.{each.number}" for each in text.passages if each.kind != "title"]
            assert re.findall(r'id="p-([^"]+)"', page) == wanted, chapter.file

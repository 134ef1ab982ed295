"""What an author sees in the browser while writing a site."""

import os
import time

import pytest

from tests.engines.browser import axe_violations, leave, opened_page
from tests.preview.pages import BAR, BROKEN, OVERLAY, audited, seen
from tests.preview.running import running
from tests.small_sites import CHAPTER, CONFIG, SMALLEST, write_files


@pytest.fixture(scope="module")
def same_page(preview, browser):
    """One page shared by several tests, each of which restores what it changes."""
    with opened_page(browser, f"{preview.address}/why.html") as opened:
        opened.locator(BAR, has_text="Built").wait_for()
        yield opened


def test_reload(mended, page):
    """A save reloads the page it changes, and leaves other pages alone."""
    page.evaluate("window.sameDocument = true")
    mended.save("content/01-why.md", CHAPTER + "\nSaved just now.\n")
    page.get_by_text("Saved just now.").wait_for()
    assert page.evaluate("window.sameDocument") is None
    page.locator(BAR, has_text="Built").wait_for()
    page.evaluate("window.sameDocument = true")
    mended.save("content/02-paths.md", "# Paths\n\n<u>Of another page.</u>\n")
    page.locator(BAR, has_text="1 warning").wait_for()
    assert page.evaluate("window.sameDocument") is True


def test_five_saves_in_a_row(mended, page):
    """Of five saves within a second, the last one ends up in the browser."""
    for number in range(5):
        mended.save("content/01-why.md", CHAPTER + f"\nSaved {number}.\n")
        time.sleep(0.15)
    page.get_by_text("Saved 4.").wait_for()


def test_overlay_and_recovery(mended, page):
    """A mistake is shown over the last good page, with its location, its line and what to do, until it is fixed."""
    mended.save("content/01-why.md", BROKEN)
    overlay = page.locator(OVERLAY)
    overlay.get_by_text("YAML-003").wait_for()
    said = overlay.inner_text()
    assert "content/01-why.md:2:13: error YAML-003" in said
    assert "2 | title: Parks: a plan – “ours”" in said and "→ " in said
    assert page.get_by_text("Parks are for everyone.").is_visible()
    assert page.locator(BAR).inner_text().startswith("Not built")
    assert audited(page) == []
    page.reload()
    overlay.wait_for()
    assert page.get_by_text("Parks are for everyone.").is_visible()
    mended.save("content/01-why.md", CHAPTER)
    overlay.wait_for(state="hidden")
    assert page.locator(BAR).inner_text().startswith("Built")


BAD_EDITS = {
    "another encoding": ("content/01-why.md", "# Why\n\nA café.\n".encode("cp1252"), "FILE-002"),
    "UTF-16": ("site_config.yaml", CONFIG.encode("utf-16"), "FILE-001"),
    "front matter that never ends": ("content/01-why.md", b"---\ntitle: Why\n\nText.\n", "CHAP-001"),
    "a key misspelt": ("site_config.yaml", CONFIG.replace("summary", "sumary").encode(), "CONF-001"),
    "a tab": ("site_config.yaml", b"title:\n\t- x\n", "YAML-"),
    "an empty chapter": ("content/01-why.md", b"", "FILE-003"),
    "a link to nothing": ("content/01-why.md", b"# Why\n\n[There](nowhere.md)\n", "TEXT-004"),
    "a control character": ("content/01-why.md", b"# Why\n\nA\x00B\n", "FILE-0"),
    "a template of the site's own": ("theme/templates/pages/contact.html", b"{{ nobody.knows }}", "THEME-001"),
}


@pytest.mark.parametrize("name", BAD_EDITS)
def test_bad_edit_and_its_repair(name, mended, same_page):
    """Each bad edit is reported in the browser with its code, until it is fixed."""
    path, content, code = BAD_EDITS[name]
    file = mended.site / path
    before = file.read_bytes() if file.exists() else None
    mended.save(path, content)
    same_page.locator(f"{OVERLAY} .place", has_text=code).first.wait_for()
    if before is None:
        file.unlink()
    else:
        mended.save(path, before)
    same_page.locator(OVERLAY).wait_for(state="hidden")


def test_configuration_that_vanishes(mended, page):
    """A configuration that vanishes is an error, which goes away when the file comes back."""
    (mended.site / "site_config.yaml").rename(mended.site / "kept.yaml")
    page.locator(f"{OVERLAY} .place", has_text="FILE-011").wait_for()
    (mended.site / "kept.yaml").rename(mended.site / "site_config.yaml")
    page.locator(OVERLAY).wait_for(state="hidden")


@pytest.mark.skipif(os.name == "nt", reason="making links needs a right on Windows")
def test_link_in_a_circle(mended, page):
    """A symlink loop is an error, which goes away when the link is removed."""
    (mended.site / "content/round").symlink_to(mended.site / "content")
    page.locator(f"{OVERLAY} .place", has_text="FILE-006").first.wait_for()
    (mended.site / "content/round").unlink()
    page.locator(OVERLAY).wait_for(state="hidden")


def test_no_good_build_yet(browser, tmp_path):
    """Before the first good build, the page shows the errors, even without script; once they are fixed, the site."""
    site = write_files({**SMALLEST, "content/01-why.md": BROKEN}, tmp_path)
    with running(site) as preview:
        with opened_page(browser, f"{preview.address}/why.html", script=False) as page:
            assert "content/01-why.md:2:13: error YAML-003" in page.locator("pre").inner_text()
        with opened_page(browser, f"{preview.address}/why.html") as page:
            page.locator(OVERLAY, has_text="YAML-003").wait_for()
            assert axe_violations(page) == []
            preview.save("content/01-why.md", CHAPTER)
            page.get_by_text("Parks are for everyone.").wait_for()


def test_style_swap(mended, page):
    """A change of style is shown without reloading the page."""
    page.evaluate("window.sameDocument = true")
    mended.save("theme/site.css", "h1 { text-decoration: underline wavy; }")
    seen(page, "getComputedStyle(document.querySelector('h1')).textDecorationStyle === 'wavy'")
    assert page.evaluate("window.sameDocument") is True
    assert page.locator("head link[rel=stylesheet]").count() == 1


def test_missing_page(mended, page):
    """A missing page shows the site's 404 page, and the page itself as soon as it exists."""
    assert page.goto(f"{mended.address}/trees.html").status == 404
    assert page.locator("h1").inner_text() == "Page not found"
    mended.save("content/03-trees.md", "# Trees\n\nTwo thousand.\n")
    page.get_by_text("Two thousand.").wait_for()


def test_scroll_and_details_are_kept(mended, page):
    """A reload keeps the scroll position and opened details."""
    page.goto(f"{mended.address}/paths.html")
    page.locator(BAR, has_text="Built").wait_for()
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    page.evaluate("window.scrollTo({top: 1234, behavior: 'instant'})")
    mended.save("content/02-paths.md", (mended.site / "content/02-paths.md").read_text() + "\nThe end.\n")
    page.get_by_text("The end.").wait_for(state="attached")
    page.locator(BAR, has_text="Built").wait_for()
    assert abs(page.evaluate("scrollY") - 1234) < 3
    assert page.evaluate("[...document.querySelectorAll('details')].every(each => each.open)")


@pytest.mark.full
def test_the_preview_is_started_again(browser, tmp_path):
    """An open page says when the preview has stopped, and reconnects when it is started again."""
    site = write_files(SMALLEST, tmp_path)
    with opened_page(browser) as page:
        with running(site) as preview:
            port = preview.port
            page.goto(f"{preview.address}/why.html")
            page.locator(BAR, has_text="Built").wait_for()
        page.locator(BAR, has_text="The preview has stopped").wait_for()
        with running(site, port=port) as preview:
            assert preview.port == port
            page.locator(BAR, has_text="Built").wait_for()
            preview.save("content/01-why.md", CHAPTER + "\nSaved after that.\n")
            page.get_by_text("Saved after that.").wait_for()
            leave(page)


@pytest.mark.full
def test_follow(browser, tmp_path):
    """With --follow the browser goes to the page of the chapter or list just saved."""
    site = write_files({**SMALLEST, "content/02-paths.md": "# Paths\n\nThey lead on.\n"}, tmp_path)
    with running(site, "--follow") as preview, opened_page(browser, f"{preview.address}/") as page:
        page.locator(BAR, has_text="Built").wait_for()
        preview.save("content/02-paths.md", "# Paths\n\nThey lead home.\n")
        page.get_by_text("They lead home.").wait_for()
        assert page.url == f"{preview.address}/paths.html"
        page.locator(BAR, has_text="Built").wait_for()
        preview.save("content/data/faqs.yaml", "- question: Why?\n  answer: For the trees.\n")
        page.get_by_text("For the trees.").first.wait_for()
        assert page.url == f"{preview.address}/faqs.html"

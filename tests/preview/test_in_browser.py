"""What an editor sees in a browser while a site is written."""

import os
import re
import sys
import time

import pytest
from playwright.sync_api import Error, Page

from tests.engines.browser import axe_violations, leave, opened_page
from tests.preview.running import running, until
from tests.small_sites import CHAPTER, CONFIG, SMALLEST, write_files

BROKEN = "---\ntitle: Parks: a plan – “ours”\n---\n\nText.\n"
BAR = "microsite-preview .fold"
OVERLAY = "microsite-preview .overlay"
#: What the browser has complained of, by page.
COMPLAINTS: dict[Page, list[str]] = {}


@pytest.fixture
def page(mended, browser):
    """The chapter's page, connected to the preview; nothing may be complained of but what a test expects."""
    with opened_page(browser, f"{mended.address}/why.html") as opened:
        complaints = COMPLAINTS[opened] = []
        opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.locator(BAR, has_text="Built").wait_for()
        yield opened
        assert [each for each in complaints if "404" not in each and "WebSocket" not in each] == []


def seen(page, expression):
    """Wait until something is so in a page, which may be loaded again meanwhile."""

    def holds():
        try:
            return page.evaluate(expression)
        except Error:
            return False

    until(holds)


def audited(page):
    """What axe-core finds; what the browser says of axe-core's own doings is not the page's."""
    before = len(COMPLAINTS[page])
    found = axe_violations(page)
    del COMPLAINTS[page][before:]
    return found


def test_reload(mended, page):
    """A save is on the screen by itself, once."""
    page.evaluate("window.sameDocument = true")
    mended.save("content/01-why.md", CHAPTER + "\nSaved just now.\n")
    page.get_by_text("Saved just now.").wait_for()
    assert page.evaluate("window.sameDocument") is None
    page.locator(BAR, has_text="Built").wait_for()
    page.evaluate("window.sameDocument = true")
    mended.save("content/02-paths.md", "# Paths\n\nOf another page.\n")
    mended.shows("Of another page.", "/paths.html")
    time.sleep(0.5)
    assert page.evaluate("window.sameDocument") is True


def test_five_saves_in_a_row(mended, page):
    """Of five saves within a second, the last one ends up on the screen."""
    for number in range(5):
        mended.save("content/01-why.md", CHAPTER + f"\nSaved {number}.\n")
        time.sleep(0.15)
    page.get_by_text("Saved 4.").wait_for()


def test_overlay_and_recovery(mended, page):
    """A mistake is shown above the last good page, with its place, its line and what to do, until it is mended."""
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
def test_bad_edit_and_its_repair(name, mended, page):
    """Each bad edit is said in the browser with its code, and gone when it is mended."""
    path, content, code = BAD_EDITS[name]
    file = mended.site / path
    before = file.read_bytes() if file.exists() else None
    mended.save(path, content)
    page.locator(f"{OVERLAY} .place", has_text=code).first.wait_for()
    if before is None:
        file.unlink()
    else:
        mended.save(path, before)
    page.locator(OVERLAY).wait_for(state="hidden")


def test_configuration_that_vanishes(mended, page):
    """A configuration that vanishes is missed, and everything is well when it comes back."""
    (mended.site / "site_config.yaml").rename(mended.site / "kept.yaml")
    page.locator(f"{OVERLAY} .place", has_text="FILE-011").wait_for()
    (mended.site / "kept.yaml").rename(mended.site / "site_config.yaml")
    page.locator(OVERLAY).wait_for(state="hidden")


@pytest.mark.skipif(os.name == "nt", reason="making links needs a right on Windows")
def test_link_in_a_circle(mended, page):
    """Links that lead round in a circle are said, and everything is well when they are gone."""
    (mended.site / "content/round").symlink_to(mended.site / "content")
    page.locator(f"{OVERLAY} .place", has_text="FILE-006").first.wait_for()
    (mended.site / "content/round").unlink()
    page.locator(OVERLAY).wait_for(state="hidden")


def test_no_good_build_yet(browser, tmp_path):
    """Before there is a good build, what is wrong is the page, also without script; the site follows when mended."""
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
    """A change of style is seen without a reload of the page."""
    page.evaluate("window.sameDocument = true")
    mended.save("theme/site.css", "h1 { text-decoration: underline wavy; }")
    seen(page, "getComputedStyle(document.querySelector('h1')).textDecorationStyle === 'wavy'")
    assert page.evaluate("window.sameDocument") is True
    assert page.locator("head link[rel=stylesheet]").count() == 1


def test_missing_page(mended, page):
    """An address without a page shows the site's own page for that, and the page itself as soon as it is there."""
    assert page.goto(f"{mended.address}/trees.html").status == 404
    assert page.locator("h1").inner_text() == "Page not found"
    mended.save("content/03-trees.md", "# Trees\n\nTwo thousand.\n")
    page.get_by_text("Two thousand.").wait_for()


def test_scroll_and_details_are_kept(mended, page):
    """After a reload the page stands where it stood, and what was opened is open."""
    page.goto(f"{mended.address}/paths.html")
    page.locator(BAR, has_text="Built").wait_for()
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    page.evaluate("window.scrollTo({top: 1234, behavior: 'instant'})")
    mended.save("content/02-paths.md", (mended.site / "content/02-paths.md").read_text() + "\nThe end.\n")
    page.get_by_text("The end.").wait_for(state="attached")
    page.locator(BAR, has_text="Built").wait_for()
    assert abs(page.evaluate("scrollY") - 1234) < 3
    assert page.evaluate("[...document.querySelectorAll('details')].every(each => each.open)")


def test_findings_of_this_page(mended, page):
    """The findings of a page stand in its bar with their lines; those of other pages do not."""
    mended.save("content/01-why.md", CHAPTER + "\n<u>Really</u> everyone.\n")
    page.locator(BAR, has_text="1 warning").wait_for()
    page.locator(BAR).click()
    findings = page.locator("microsite-preview [data-part=findings]")
    findings.get_by_text("content/01-why.md:5:1: warning TEXT-001").wait_for()
    assert "5 | <u>Really</u> everyone." in findings.inner_text()
    assert audited(page) == []
    page.goto(f"{mended.address}/paths.html")
    page.locator(BAR, has_text="1 warning").wait_for()
    assert findings.inner_text() == "Nothing. What was found is about other pages; build.py check lists it."


def test_findings_of_a_list(mended, page):
    """What is found in a list stands in the bar of the list's page, which offers the list's file."""
    leave(page)
    mended.save("content/data/faqs.yaml", '- question: Why?\n  answer: "<b>Because</b>."\n')
    mended.shows("Why?", "/faqs.html")
    page.goto(f"{mended.address}/faqs.html")
    page.locator(BAR, has_text="Built").wait_for()
    page.locator(BAR).click()
    findings = page.locator("microsite-preview [data-part=findings]")
    findings.get_by_text("content/data/faqs.yaml:2:11: warning TEXT-008").wait_for()
    page.get_by_role("button", name="Open content/data/faqs.yaml").wait_for()
    page.goto(f"{mended.address}/why.html")
    findings.get_by_text("Nothing. What was found is about other pages").wait_for()


def test_the_preview_is_started_again(browser, tmp_path):
    """A page that was left open says that the preview has stopped, and goes on when it is started again."""
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


def test_time_travel(mended, page):
    """The site is shown as of a moment at which it changes, or any other, with clocks that agree, and back again."""
    page.locator(BAR).click()
    status = page.locator("[data-status]").first
    assert status.get_attribute("data-status") == "open"
    choice = page.locator("microsite-preview #choice")
    assert "Tuesday 1 June 2027 at 00:00: closed" in choice.inner_text()
    choice.select_option("2027-05-31T23:59")
    page.locator("microsite-preview #show").click()
    page.locator("microsite-preview .ribbon", has_text="as of").wait_for()
    seen(page, "new Date().toISOString().startsWith('2027-05-31T')")
    page.locator("microsite-preview #as-of").fill("2027-08-01T10:00")
    page.locator("microsite-preview #as-of").press("Enter")
    seen(page, "document.querySelector('[data-status]').dataset.status === 'closed'")
    assert re.match(r"2027-08-01T(09|10):00", page.evaluate("new Date().toISOString()"))
    assert page.evaluate(
        "new Date(0).getTime() === 0 && new Date() instanceof Date && Math.abs(Date.now() - new Date()) < 9"
    )
    page.locator("microsite-preview [data-does=now]").click()
    page.locator("microsite-preview .ribbon").wait_for(state="hidden")
    seen(page, "!document.querySelector('script[data-now]')")
    page.locator("microsite-preview #as-of").fill("2027-04-01T12:00")
    page.locator("microsite-preview #show").click()
    seen(page, "document.querySelector('[data-status]').dataset.status === 'open'")


def test_drafts(mended, page):
    """Drafts are shown when asked for, under a ribbon that says so, and then not any more."""
    mended.save("content/03-trees.md", "---\ntitle: Trees\ndraft: yes\n---\n\nTwo thousand.\n")
    time.sleep(0.3)
    assert mended.get("/trees.html")[0] == 404
    page.locator(BAR).click()
    page.locator("microsite-preview [data-does=drafts]").click()
    page.locator("microsite-preview .ribbon", has_text="with drafts").wait_for()
    mended.shows("Two thousand.", "/trees.html")
    page.locator("microsite-preview [data-does=drafts]").click()
    until(lambda: mended.get("/trees.html")[0] == 404)


def test_looks(mended, page):
    """Print, forced light and dark, doubled text and a narrow view change how a page looks, from page to page."""
    page.locator(BAR).click()
    background = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(background)

    def press(name):
        page.locator("microsite-preview [data-part=looks] button", has_text=name).click()

    press("Dark")
    dark = page.evaluate(background)
    assert dark != light
    page.goto(f"{mended.address}/paths.html")
    page.locator(BAR, has_text="Built").wait_for()
    seen(page, f"{background} === '{dark}'")
    press("Light")
    assert page.evaluate(background) == light
    press("Light")
    size = "parseFloat(getComputedStyle(document.querySelector('p')).fontSize)"
    before = page.evaluate(size)
    press("Doubled")
    assert page.evaluate(size) > 1.5 * before
    own = "getComputedStyle(document.querySelector('microsite-preview').shadowRoot.querySelector('.panel'))"
    assert page.evaluate(f"parseFloat({own}.fontSize)") == 16
    assert page.evaluate(f"parseFloat({own}.width)") == 27 * 16
    press("Doubled")
    assert page.locator("header nav, .nav").first.is_visible()
    press("Print")
    assert not page.locator("header nav, .nav").first.is_visible()
    press("Print")
    press("Narrow")
    frame = page.frame_locator("microsite-preview iframe")
    frame.locator("h1").wait_for()
    assert frame.locator("html").evaluate("e => innerWidth") == 320
    assert frame.locator("microsite-preview").count() == 0
    page.locator("microsite-preview [data-does=widen]").click()
    assert page.locator("microsite-preview iframe").count() == 0


@pytest.mark.parametrize("width", [1280, 320])
def test_nothing_is_in_the_way(width, mended, browser):
    """Bar and overlay are within the window at any width, the overlay above the open bar, the ribbon above the page."""
    with opened_page(browser, f"{mended.address}/why.html", width=width) as page:
        page.locator(BAR, has_text="Built").click()
        page.locator("microsite-preview .ribbon").wait_for()
        seen(page, "document.querySelector('header').getBoundingClientRect().top >= 20")
        box = "(() => { const all = [...document.querySelector('microsite-preview').shadowRoot.querySelectorAll('*')];"
        outside = "return all.filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.className) })()"
        assert page.evaluate(f"{box} {outside}") == []
        assert page.evaluate(
            "(() => { const root = document.querySelector('microsite-preview').shadowRoot;"
            " const panel = root.querySelector('.panel').getBoundingClientRect();"
            " return root.querySelector('select').getBoundingClientRect().right <= panel.right })()"
        )
        mended.save("content/01-why.md", BROKEN)
        page.locator(OVERLAY).wait_for()
        page.locator(f"{OVERLAY} [data-does=hide]").click()
        page.locator(OVERLAY).wait_for(state="hidden")


def test_keyboard(mended, page):
    """The bar keeps out of the way of the tabulator until it is asked for; Escape folds it again."""
    seen = set()
    for _ in range(25):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.localName"))
    assert "microsite-preview" not in seen
    page.keyboard.press("Alt+Shift+KeyP")
    panel = page.locator("microsite-preview .panel")
    assert panel.is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.localName") == "microsite-preview"
    page.keyboard.press("Escape")
    assert not panel.is_visible()


def test_follow(browser, tmp_path):
    """With --follow the browser goes to the page of the chapter or list that was saved."""
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


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the program that opens files is put in the path")
def test_open_this_file(browser, tmp_path):
    """A file of the site is opened in the system's editor; no other file is, nor for whom the token is unknown."""
    opener = tmp_path / "programs" / "xdg-open"
    write_files({"programs/xdg-open": f'#!/bin/sh\necho "$1" >> "{tmp_path}/opened"\n'}, tmp_path)
    opener.chmod(0o755)
    site = write_files(SMALLEST, tmp_path / "site")
    opened = tmp_path / "opened"
    path = f"{opener.parent}:{os.environ['PATH']}"
    with running(site, PATH=path) as preview, opened_page(browser, f"{preview.address}/why.html") as page:
        page.locator(BAR, has_text="Built").wait_for()
        page.locator(BAR).click()
        page.get_by_role("button", name="Open content/01-why.md").click()
        until(opened.exists)
        assert opened.read_text() == f"{site / 'content/01-why.md'}\n"
        send = """([token, file]) => new Promise(done => {
            const socket = new WebSocket(`ws://${location.host}/livereload`)
            socket.onopen = () => socket.send(JSON.stringify({command: 'open', token, file}))
            socket.onmessage = event => done(JSON.parse(event.data).text)
            socket.onclose = event => done(event.code)
        })"""
        token = page.evaluate("document.querySelector('script[data-token]').dataset.token")
        refused = "This file cannot be opened from here."
        for file in ("../opened", "/etc/passwd", "content/../../opened", "content", "secret.txt", ""):
            assert page.evaluate(send, [token, file]) == refused
        assert page.evaluate(send, ["guessed", "content/01-why.md"]) == 1008
    assert opened.read_text() == f"{site / 'content/01-why.md'}\n"

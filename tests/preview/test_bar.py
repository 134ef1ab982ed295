"""What the bar offers an author: findings, other moments, drafts, other looks, and files to open."""

import os
import re
import sys

import pytest

from tests.engines.browser import leave, opened_page
from tests.preview.pages import BAR, BROKEN, OVERLAY, audited, seen
from tests.preview.running import running, until
from tests.small_sites import CHAPTER, SMALLEST, write_files


def test_findings_of_this_page(mended, page):
    """A page's bar lists the findings on that page with their lines, and not those of other pages."""
    mended.save("content/01-why.md", CHAPTER + "\n<u>Really</u> everyone.\n")
    page.locator(BAR, has_text="1 warning").wait_for()
    page.locator(BAR).click()
    findings = page.locator("microsite-preview [data-part=findings]")
    findings.get_by_text("content/01-why.md:5:1: warning TEXT-001").wait_for()
    assert "5 | <u>Really</u> everyone." in findings.inner_text()
    assert audited(page) == []
    page.goto(f"{mended.address}/paths.html")
    page.locator(BAR, has_text="1 warning").wait_for()
    assert findings.inner_text() == "Nothing. What was found is about other pages; the command check lists it."


def test_findings_of_a_list(mended, page):
    """Findings in a list's file are in the bar of the list's page, which offers to open that file."""
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


def test_time_travel(mended, page):
    """The site can be shown as of a listed moment or any other, with the page's clock set to it, and then as of now."""
    page.locator(BAR).click()
    status = page.locator("[data-status]").first
    assert status.get_attribute("data-status") == "open"
    choice = page.locator("microsite-preview #choice")
    assert "Tuesday 1 June 2027 at 00:00: closed" in choice.inner_text()
    choice.select_option("2027-05-31T23:59")
    page.locator("microsite-preview #show").click()
    page.locator("microsite-preview .ribbon", has_text="31 May").wait_for()
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


def test_moment_that_is_not_yet_shown(mended, page):
    """A chosen moment stays in the field while the site is rebuilt, and can then be shown."""
    page.locator(BAR).click()
    page.locator("microsite-preview #choice").select_option("2027-05-31T23:59")
    mended.save("content/02-paths.md", "# Paths\n\n<u>Of another page.</u>\n")
    page.locator(BAR, has_text="1 warning").wait_for()
    assert page.locator("microsite-preview #as-of").input_value() == "2027-05-31T23:59"
    page.locator("microsite-preview #show").click()
    page.locator("microsite-preview .ribbon", has_text="31 May").wait_for()
    page.locator("microsite-preview #as-of").fill("2027-04-01T12:00")
    page.locator("microsite-preview #show").click()
    page.locator("microsite-preview .ribbon", has_text="1 April").wait_for()


def test_drafts(mended, page):
    """Drafts are shown on request, under a ribbon that says so, and hidden again on request."""
    mended.save("content/03-trees.md", "---\ntitle: Trees\ndraft: yes\n---\n\nTwo thousand.\n")
    mended.catch_up()
    assert mended.get("/trees.html")[0] == 404
    page.locator(BAR).click()
    page.locator("microsite-preview button", has_text="Show drafts").click()
    page.locator("microsite-preview .ribbon", has_text="with drafts").wait_for()
    mended.shows("Two thousand.", "/trees.html")
    page.locator("microsite-preview [data-does=drafts]").click()
    until(lambda: mended.get("/trees.html")[0] == 404)


def test_looks(mended, page):
    """Print, light, dark, doubled text and narrow change how a page looks; dark stays on from page to page."""
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
    """Bar and overlay fit the window at any width, the ribbon is above the page, and the overlay above the open bar."""
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
    """The Tab key skips the bar until it is opened; Escape folds it again."""
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


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the program that opens files is put in the path")
def test_open_this_file(browser, tmp_path):
    """Only the site's own files are opened in the system's editor, and only with the right token."""
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
        until(lambda: opened.exists() and opened.read_text())
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


def test_duties_in_the_bar(mended, page):
    """The bar counts the duties and good practices found, and its panel says how many duties were not."""
    config = SMALLEST["site_config.yaml"]
    page.locator(BAR, has_text="good practices found").wait_for()
    mended.save("site_config.yaml", f"{config}body: council\nnation: england\n")
    page.locator(BAR, has_text="0 of 2 duties found").wait_for()
    page.locator(BAR).click()
    panel = page.locator("microsite-preview [data-part=duties]")
    panel.get_by_text("Duties: 2 not found on this site.").wait_for()
    assert "The command check --duties lists them." in panel.inner_text()
    assert audited(page) == []

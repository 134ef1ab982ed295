"""What the script adds in each language, and the browser's own rules: one table is checked on both sides."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.cases import language_rows
from tests.engines.browser import new_context, opened_page
from tests.small_sites import made

ROWS = language_rows()
CONFIG = """\
language: {language}
title: Parks
summary: A plan for the parks.
organisation: Millbrook Town Council
opens: 2027-01-01
closes: 2027-07-04T23:59
time_zone: Europe/London
"""
#: Returns some words in the browser's own order, and its plural categories of some numbers.
RULES = """([language, words, numbers]) => [
  words.sort(new Intl.Collator(language).compare),
  numbers.map(number => new Intl.PluralRules(language).select(number)),
]"""


@pytest.fixture(params=ROWS)
def language(request):
    """Each language of the interface."""
    return request.param


def test_rules(language, browser):
    """The table's plurals and the order of its words match the browser's."""
    rows = ROWS[language]
    with opened_page(browser) as page:
        order, plurals = page.evaluate(RULES, [language, rows["sorted"][::-1], list(rows["plurals"])])
    # Chromium ships without the Welsh alphabet, and sorts Welsh like English.
    assert order == rows["sorted"] or language == "cy"
    assert plurals == list(rows["plurals"].values())


def first_page(language, folder, *, intl=True):
    """Build a site in a language, before its opening, and return its home page's address.

    Without `intl`, the script finds no plural rules in the browser.
    """
    build = made({"site_config.yaml": CONFIG.format(language=language)}, folder / "site", "2026-12-01T09:00")
    for path, content in build.files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        without = b"Intl.PluralRules = undefined;\n" if path.endswith(".js") and not intl else b""
        file.write_bytes(without + content)
    if not intl:
        page = (folder / "index.html").read_text(encoding="utf-8")
        (folder / "index.html").write_text(re.sub(r' integrity="[^"]*"', "", page), encoding="utf-8")
    return (folder / "index.html").as_uri()


def said_at(page, now, address):
    """Return the sentence about the status that a reader sees at a moment."""
    page.clock.set_fixed_time(now)
    page.goto(address)
    return page.locator("main .status").text_content()


def test_days_that_are_left(language, browser, tmp_path):
    """The number of days left has its language's plural form, after the sentence that is true without it."""
    rows = ROWS[language]
    last = datetime(2027, 7, 4, 12, tzinfo=UTC)
    context = new_context(browser, timezone_id="Europe/London")
    page = context.new_page()
    address = first_page(language, tmp_path)
    said = {left: said_at(page, last - timedelta(days=left), address) for left in rows["counts"]}
    context.close()
    assert said == {left: f"{rows['closing']} – {form}." for left, form in rows["counts"].items()}


def test_browser_without_plurals(browser, tmp_path):
    """If the browser has no plural rules, the sentence is shown alone, without a wrong plural form after it."""
    now = datetime(2027, 7, 1, 12, tzinfo=UTC)
    with opened_page(browser, now=now) as page:
        assert said_at(page, now, first_page("ar", tmp_path, intl=False)) == ROWS["ar"]["closing"]

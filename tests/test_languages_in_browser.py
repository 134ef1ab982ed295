"""What the script adds in each language, and the rules that it takes from the browser: one table for both sides."""

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
#: The browser's own order of some words, and its plurals of some numbers.
RULES = """([language, words, numbers]) => [
  words.sort(new Intl.Collator(language).compare),
  numbers.map(number => new Intl.PluralRules(language).select(number)),
]"""


@pytest.fixture(params=ROWS)
def language(request):
    """Each language of the interface."""
    return request.param


def test_rules(language, browser):
    """The table's plurals and the order of its words are those of the browser."""
    rows = ROWS[language]
    with opened_page(browser) as page:
        order, plurals = page.evaluate(RULES, [language, rows["sorted"][::-1], list(rows["plurals"])])
    # Chromium is shipped without the Welsh alphabet, and sorts Welsh as English.
    assert order == rows["sorted"] or language == "cy"
    assert plurals == list(rows["plurals"].values())


def first_page(language, folder, *, intl=True):
    """The address of the first page of a site in a language, made before it opens."""
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
    """The sentence about the status that a reader sees at a moment."""
    page.clock.set_fixed_time(now)
    page.goto(address)
    return page.locator("main .status").text_content()


def test_days_that_are_left(language, browser, tmp_path):
    """The number of days that are left has the form of its language, behind the sentence that is true without it."""
    rows = ROWS[language]
    last = datetime(2027, 7, 4, 12, tzinfo=UTC)
    context = new_context(browser, timezone_id="Europe/London")
    page = context.new_page()
    address = first_page(language, tmp_path)
    said = {left: said_at(page, last - timedelta(days=left), address) for left in rows["counts"]}
    context.close()
    assert said == {left: f"{rows['closing']} – {form}." for left, form in rows["counts"].items()}


def test_browser_without_plurals(browser, tmp_path):
    """Where the browser does not know plurals, the sentence stands alone, and no wrong form is beside it."""
    now = datetime(2027, 7, 1, 12, tzinfo=UTC)
    with opened_page(browser, now=now) as page:
        assert said_at(page, now, first_page("ar", tmp_path, intl=False)) == ROWS["ar"]["closing"]

"""The preview's elements in a page, and helpers to wait for them and audit them."""

from playwright.sync_api import Error, Page

from tests.engines.browser import axe_violations
from tests.preview.running import until

BROKEN = "---\ntitle: Parks: a plan – “ours”\n---\n\nText.\n"
BAR = "microsite-preview .fold"
OVERLAY = "microsite-preview .overlay"
#: Console and page errors, by page.
COMPLAINTS: dict[Page, list[str]] = {}


def seen(page, expression):
    """Wait until an expression holds in a page, which may reload meanwhile."""

    def holds():
        try:
            return page.evaluate(expression)
        except Error:
            return False

    until(holds)


def audited(page):
    """Return axe-core's findings; console errors that axe-core causes itself are dropped."""
    before = len(COMPLAINTS[page])
    found = axe_violations(page)
    del COMPLAINTS[page][before:]
    return found

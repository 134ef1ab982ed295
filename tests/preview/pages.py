"""The preview's parts in a page, and ways to wait for them and to audit them."""

from playwright.sync_api import Error, Page

from tests.engines.browser import axe_violations
from tests.preview.running import until

BROKEN = "---\ntitle: Parks: a plan – “ours”\n---\n\nText.\n"
BAR = "microsite-preview .fold"
OVERLAY = "microsite-preview .overlay"
#: What the browser has complained of, by page.
COMPLAINTS: dict[Page, list[str]] = {}


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

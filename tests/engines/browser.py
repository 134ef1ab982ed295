"""A real browser, and the accessibility checker axe-core run in its pages."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from importlib.resources import files
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from tests.engines.node import node
from tests.engines.server import HANG_S

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: The AAA rules, including 7:1 contrast; axe-core runs them only if they are named.
AAA_RULES = ("color-contrast-enhanced", "identical-links-same-purpose", "meta-refresh-no-exceptions")


@contextmanager
def launched_browser() -> Iterator[Browser]:
    """Launch the browser named by MICROSITE_BROWSER with a fresh profile."""
    # Playwright's own Node.js needs libatomic1, which a bare Debian lacks.
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", node())
    with sync_playwright() as playwright:
        path = os.environ["MICROSITE_BROWSER"]
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS, headless=True, timeout=HANG_S * 1000)
        yield browser
        browser.close()


def new_context(browser: Browser, **options: Any) -> BrowserContext:
    """Return a context with Playwright's options, whose timeouts are long enough for a busy machine."""
    context = browser.new_context(**options)
    context.set_default_timeout(HANG_S * 1000)
    return context


@contextmanager
def opened_page(
    browser: Browser,
    url: str = "",
    *,
    width: int = 1280,
    height: int = 800,
    scheme: Any = "light",
    script: bool = True,
    now: datetime | None = None,
) -> Iterator[Page]:
    """Open a page in a context of its own.

    Args:
        browser: the browser.
        url: the address to open at once, if any.
        width: of the window, in CSS pixels.
        height: of the window, in CSS pixels.
        scheme: `light` or `dark`.
        script: whether scripts run.
        now: the moment at which the page's clock stands still; its zone is the reader's. By default, the real clock.
    """
    context = new_context(
        browser,
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        java_script_enabled=script,
        timezone_id=str(now.tzinfo) if now and now.tzinfo else None,
    )
    try:
        page = context.new_page()
        if now:
            page.clock.set_fixed_time(now)
        if url:
            page.goto(url)
        yield page
    finally:
        for each in context.pages:
            if each.url.startswith("http"):
                leave(each)
        context.close()


def resize(page: Page, width: int, scheme: Any) -> None:
    """Set a page's width and colour scheme, for whatever is opened in it next."""
    page.set_viewport_size({"width": width, "height": (page.viewport_size or {"height": 800})["height"]})
    page.emulate_media(color_scheme=scheme)


def leave(page: Page) -> None:
    """Navigate a page to about:blank: Chromium hangs on closing a page that is just reloading, as the preview's may be.

    It takes as long as opening a page.
    """
    for _ in range(5):
        if page.url == "about:blank":
            break
        with suppress(Error):  # It has just been reloaded.
            page.goto("about:blank")


def axe_violations(page: Page, also: Sequence[str] = (), without: Sequence[str] = ()) -> list[str]:
    """Run axe-core on a page: WCAG A and AA up to 2.2, and best practice.

    Args:
        page: the page.
        also: further rules to run, by axe's names.
        without: rules to leave out, by axe's names.

    Returns:
        One readable line for each element that breaks a rule: the rule, the element, and what to do.
    """
    named = {rule: {"enabled": rule in also} for rule in (*also, *without)}
    return _run_axe(page, {"runOnly": {"type": "tag", "values": RULES}, "rules": named})


def axe_aaa_violations(page: Page) -> list[str]:
    """Run only axe-core's AAA rules on a page; returns lines like `axe_violations`."""
    return _run_axe(page, {"runOnly": {"type": "rule", "values": [*AAA_RULES]}})


def _run_axe(page: Page, options: dict[str, Any]) -> list[str]:
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    options["resultTypes"] = ["violations"]  # The passes are far more, and nobody reads them.
    violations = page.evaluate("async options => (await axe.run(document, options)).violations", options)
    return [
        f"{violation['id']}: {' '.join(map(str, node['target']))}: {' '.join(node['failureSummary'].split())}"
        for violation in violations
        for node in violation["nodes"]
    ]

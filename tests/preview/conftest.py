"""A preview of a small site, shared by the tests of a module; each test restores what it changes."""

import pytest

from tests.engines.browser import opened_page
from tests.preview.pages import BAR, COMPLAINTS
from tests.preview.running import running
from tests.small_sites import CHAPTER, CONFIG, write_files

#: Long enough to scroll.
LONG = "---\ntitle: Paths\n---\n\n" + "".join(f"## Path {number}\n\nIt leads on.\n\n" for number in range(60))
FILES = {"site_config.yaml": CONFIG, "content/01-why.md": CHAPTER, "content/02-paths.md": LONG}


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    """A running preview, in a folder whose name has a space and a non-ASCII letter."""
    site = write_files(FILES, tmp_path_factory.mktemp("a sité"))
    with running(site, "--now", "2027-04-01T12:00") as started:
        yield started


@pytest.fixture
def mended(preview):
    """The preview, whose site is restored after the test."""
    yield preview
    for path in (file for file in preview.site.rglob("*") if file.is_file() or file.is_symlink()):
        name = path.relative_to(preview.site).as_posix()
        if name not in FILES and not name.startswith("output/"):
            path.unlink()
    write_files(FILES, preview.site)
    preview.shows("Parks are for everyone.")


@pytest.fixture
def page(mended, browser):
    """The chapter's page, connected to the preview; no console errors are allowed but for 404s and web sockets."""
    with opened_page(browser, f"{mended.address}/why.html") as opened:
        complaints = COMPLAINTS[opened] = []
        opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.locator(BAR, has_text="Built").wait_for()
        yield opened
        assert [each for each in complaints if "404" not in each and "WebSocket" not in each] == []

"""Take pictures of the offline formats: the one file, and the book as a reading app shows it."""

import io
import zipfile

from microsite.cli import engine_templates
from microsite.pipeline import make_site
from scripts.save_picture import save_picture
from tests.built_sites import EVERY_SITE, moment
from tests.engines.browser import opened_page

SITE, STATE = "harbour-town", "open"
#: Width, height and colour scheme of each picture of the one file.
ONE_FILE = ((1280, 1500, "light"), (320, 1136, "dark"))
#: The screen size of a small reading app, and which texts of the book to show on it.
SCREEN = (480, 720)
TEXTS = ("title", "chapter-1")
COLOURS = 96


def take_book_pictures(browser, kept, folder):
    """Make the formats of one site, and save pictures of them.

    Args:
        browser: the browser to show them in.
        kept: a folder for the files made.
        folder: where to save the pictures.
    """
    build = make_site(EVERY_SITE[SITE], engine_templates(), moment(SITE, STATE), formats=lambda site: ("epub", "html"))
    made = {each.kind: each.content for each in build.sites[0].papers}
    one_file = kept / "one-file.html"
    one_file.write_bytes(made["html"])
    for width, height, scheme in ONE_FILE:
        _save(browser, one_file, (width, height), scheme, folder / f"one-file-{width}-{scheme}.png")
    with zipfile.ZipFile(io.BytesIO(made["epub"])) as book:
        book.extractall(kept / "book")
    for name in TEXTS:
        _save(browser, kept / "book" / "EPUB" / f"{name}.xhtml", SCREEN, "light", folder / f"book-{name}.png")


def _save(browser, file, size, scheme, picture):
    width, height = size
    with opened_page(browser, file.as_uri(), width=width, height=height, scheme=scheme) as page:
        save_picture(page.screenshot(), picture, COLOURS)

"""Take pictures of the first site's pages in a real browser: wide and narrow, light and dark, and on paper."""

import sys
import tempfile
from pathlib import Path

from scripts.book_pictures import take_book_pictures
from scripts.paper_pictures import save_paper_pictures
from scripts.save_picture import picture_folder, save_picture
from tests.built_sites import SHOWN, built, write_site
from tests.engines.browser import launched_browser, opened_page
from tests.preview.running import running
from tests.small_sites import CHAPTER, SMALLEST, write_files

#: Width and height of the window, and how much of a page to show at most.
WINDOWS = ((1280, 800, 1500), (320, 568, 1136))
#: A sheet of A4 at 96 pixels per inch, as browsers count.
SHEET = (794, 1123)
#: Does what only a printer would: the margin of print.css, and the first page break.
FIRST_SHEET = """() => {
    document.body.style.margin = '18mm 16mm';
    const breaks = (edge, element) => element && getComputedStyle(element)[edge] === 'page';
    const second = [...document.querySelectorAll('main *')]
        .find(each => breaks('breakBefore', each) || breaks('breakAfter', each.previousElementSibling));
    for (let next = second; next; next = next.nextElementSibling) next.style.display = 'none';
    document.querySelector('body > footer').style.display = 'none';
}"""
#: How many colours a picture has; flat pages need few.
COLOURS = 96
SITE = "first"
#: What to save, one after the other, while the preview is open, each with what then appears in the browser.
STRIP = (
    ("before", CHAPTER, ".fold:has-text('Built')"),
    ("edited", CHAPTER + "\nTell us by the end of May.\n", ".fold:has-text('Built')"),
    ("wrong", "---\ntitle: Parks: a plan\n---\n\nTell us by the end of May.\n", ".overlay:visible"),
    ("mended", "# Parks: a plan\n\nTell us by the end of May.\n", ".fold:has-text('Built')"),
)
STRIP_SIZE = (640, 480)
STRIP_MOMENT = "2027-04-01T12:00"


def main(arguments):
    folder = picture_folder("scripts/pictures", __doc__, arguments)
    if folder is None:
        return 1
    with tempfile.TemporaryDirectory() as kept, launched_browser() as browser:
        site = write_site(SITE, SHOWN[SITE], Path(kept))
        for name, path in _pages(site):
            for width, height, most in WINDOWS:
                for scheme in ("light", "dark"):
                    with opened_page(
                        browser, (site / path).as_uri(), width=width, height=height, scheme=scheme
                    ) as page:
                        save_picture(_take_picture(page, width, most), folder / f"{name}-{width}-{scheme}.png", COLOURS)
        with opened_page(browser, (site / "whole-document.html").as_uri(), width=SHEET[0], height=SHEET[1]) as page:
            page.emulate_media(media="print")
            page.evaluate(FIRST_SHEET)
            save_picture(_take_picture(page, *SHEET), folder / "print.png", COLOURS)
        _take_strip(browser, Path(kept) / "strip", folder)
        take_book_pictures(browser, Path(kept), folder)
    save_paper_pictures(folder)
    return 0


def _take_strip(browser, site, folder):
    """Take a film strip of the preview: the page, a sentence added, a mistake, and the mistake fixed."""
    file = write_files(SMALLEST, site) / "content/01-why.md"
    width, height = STRIP_SIZE
    with (
        running(site, "--now", STRIP_MOMENT) as preview,
        opened_page(browser, f"{preview.address}/why.html", width=width, height=height) as page,
    ):
        for number, (name, text, mark) in enumerate(STRIP, 1):
            file.write_text(text, encoding="utf-8")
            last = text.strip().rpartition("\n")[2]
            page.get_by_text(last).wait_for()
            page.locator(f"microsite-preview {mark}").wait_for()
            if name == "mended":
                page.locator("microsite-preview .overlay").wait_for(state="hidden")
            # The clock's seconds would make every picture different.
            stopped = "e => { e.textContent = e.textContent.replace(/[0-9]+:[0-9]+:[0-9]+/, '14:03:22') }"
            page.locator("microsite-preview .fold").evaluate(stopped)
            save_picture(page.screenshot(), folder / f"preview-{number}-{name}.png", COLOURS)


def _pages(site):
    model = built(SITE, SHOWN[SITE]).site
    pages = {"home": "index.html", "chapter": model.chapters[0].path, "have-your-say": "have-your-say.html"}
    pages["documents"] = "documents.html"
    return [(name, path) for name, path in pages.items() if (site / path).is_file()]


def _take_picture(page, width, most):
    height = min(most, page.evaluate("document.documentElement.scrollHeight"))
    return page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Take the pictures of the guide's ten steps, in order: run each command, and draw what it prints and makes."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PIL import Image, ImageDraw

from scripts.guide_windows import Artist
from scripts.save_picture import picture_folder
from tests import word_files
from tests.built_sites import ROOT
from tests.engines.browser import launched_browser
from tests.engines.server import HANG_S
from tests.preview.running import running

#: The moments that the pictures show.
BEFORE, OPEN, AFTER = "2027-02-01T09:00", "2027-04-01T12:00", "2027-06-07T09:00"
PROGRAM, SITE = "C:\\Consultations\\microsite", "C:\\Consultations\\our-plan"
ANSWERS = (
    *("Have your say: Parks for everyone", "Millbrook Town Council", "plan", "Millbrook", "1 March 2027"),
    *("31 May 2027", "https://survey.example.org/parks"),
)
#: What the program does not need, or gets in another way.
NOT_COPIED = shutil.ignore_patterns(".*", "tests", "output", "__pycache__")
DOCUMENT = (
    word_files.heading("Why parks matter")
    + word_files.paragraph("Most people in Millbrook live ten minutes from a park. Half of them cannot sit down there.")
    + word_files.heading("What you told us last year", 2)
    + word_files.paragraph("In spring 2026 we asked what you use the parks for. Most of you said:")
    + "".join(word_files.item(each) for each in ("to walk, and to meet others", "to play", "to sit in the shade"))
    + word_files.heading("Paths and benches")
    + word_files.paragraph("Every main path becomes firm, and wide enough for two wheelchairs side by side.")
    + word_files.heading("Where they lead", 2)
    + word_files.paragraph("All of them lead to a bus stop.")
    + word_files.heading("Play for every age")
    + word_files.paragraph("Each playground has something for a child who uses a wheelchair.")
)
TREES = """\
---
title: Trees and shade
summary: Two thousand trees by 2038, and where they are planted.
---

Two thousand trees are planted. *Most* stand along streets, **none** on playing fields.

## Where they stand

- along [the paths](05-paths-and-benches.md)
- around playgrounds

People can answer until [the last day](show:closes).
"""
BENCH = """
## Somewhere to sit

![A bench below a lime tree, beside a path](media/bench.png "The bench in Mill Lane")

You can also read [the plan as a PDF](media/plan.pdf).
"""
FACTS = (
    ("  post: to be supplied\n  formats", '  post: "Town Hall, 1 High Street, Millbrook"\n  formats'),
    ("email: to be supplied", "email: parks@example.org"),
    ("phone: to be supplied", 'phone: "01632 960100"'),
    ("formats: to be supplied", "formats: Ask us for large print, Easy Read or another language."),
    ("    post: to be supplied", '    post: "Freepost PARKS"'),
    ("next_steps: to be supplied", "next_steps: We read every answer, and the council decides in October."),
    ("outcome: to be supplied", "after_closing: Thank you to everybody who answered.\noutcome: to be supplied"),
)


def main(arguments):
    folder = picture_folder("scripts/guide_pictures", __doc__, arguments)
    if folder is None:
        return 1
    with tempfile.TemporaryDirectory() as place, launched_browser() as browser:
        shutil.copytree(ROOT, Path(place, "microsite"), ignore=NOT_COPIED)
        Path(place, "microsite/.venv").symlink_to(ROOT / ".venv")
        _Walk(Path(place), Artist(browser, folder)).take()
    return 0


class _Walk:
    """A walk through the steps, from the program's folder to a site after its closing day."""

    def __init__(self, place, artist):
        self.place, self.artist = place, artist
        self.program, self.site = place / "microsite", place / "our-plan"

    def take(self):
        """Take every picture, in the order of the steps."""
        done = self._run(self.program, "doctor")
        self.artist.command_window("guide-01-doctor", [(PROGRAM, "py build.py doctor", done)])
        self.artist.command_window("guide-02-new", [(PROGRAM, "py build.py new ../our-plan", self._answered())])
        self._word()
        self._preview()
        self._facts()
        self._chapters()
        self._mistakes()
        self._published()

    def _word(self):
        bullets = word_files.numbering((("bullet", "•"),))
        (self.site / "strategy.docx").write_bytes(word_files.docx(DOCUMENT, numbers=bullets))
        self._command("guide-03-import", "import strategy.docx", until="All of this is in")
        for name in ("01-why-we-are-asking", "02-what-would-change", "03-from-answers-to-a-decision"):
            (self.site / f"content/{name}.md").unlink()
        self._page("guide-03-chapter", "why-parks-matter.html", BEFORE, 560)

    def _preview(self):
        with running(self.site, "--now", OPEN, "--port", "0") as preview:
            shown = "127.0.0.1:5500/"
            window = self.artist.browser_window
            window("guide-04-preview", f"{preview.address}/", shown, height=600, before=_still)
            window("guide-04-bar", f"{preview.address}/", shown, height=580, before=_opened)
            chapter = self.site / "content/04-why-parks-matter.md"
            kept = chapter.read_text(encoding="utf-8")
            chapter.write_text(kept.replace('"Why parks matter"', "Parks: why they matter"), encoding="utf-8")
            address = f"{preview.address}/why-parks-matter.html"
            window("guide-04-mistake", address, f"{shown}why-parks-matter.html", height=460, before=_wrong)
            chapter.write_text(kept, encoding="utf-8")

    def _facts(self):
        self._command("guide-05-missing", "check", since="Still to be", until="  site_config.yaml:8")
        config = self.site / "site_config.yaml"
        text = config.read_text(encoding="utf-8")
        for old, new in FACTS:
            text = text.replace(old, new, 1)
        config.write_text(text, encoding="utf-8")
        self._page("guide-05-have-your-say", "have-your-say.html", OPEN, 620)

    def _chapters(self):
        media = self.site / "content/media"
        media.mkdir(exist_ok=True)
        (self.site / "content/07-trees.md").write_text(TREES, encoding="utf-8")
        self._page("guide-06-chapter", "trees.html", OPEN, 640)
        _bench(media / "bench.png")
        (media / "plan.pdf").write_bytes(b"%PDF-1.7\n" + b"%" * 160_000)
        with (self.site / "content/06-play-for-every-age.md").open("a", encoding="utf-8") as chapter:
            chapter.write(BENCH)
        to_it = "document.querySelector('h2[id=somewhere-to-sit]').scrollIntoView()"
        self._page("guide-07-picture", "play-for-every-age.html", OPEN, 620, before=lambda page: page.evaluate(to_it))

    def _mistakes(self):
        chapter = self.site / "content/07-trees.md"
        chapter.write_text(TREES.replace("05-paths-and-benches.md", "05-paths-and-bench.md"), encoding="utf-8")
        self._command("guide-08-check", "check", until="Still to be")
        chapter.write_text(TREES, encoding="utf-8")

    def _published(self):
        self._run(self.site, "rehearse", "--now", BEFORE)
        page = self.site / "rehearsal/index.html"
        self.artist.browser_window("guide-09-rehearsal", page.as_uri(), f"{SITE}\\rehearsal\\index.html", height=500)
        runs = []
        for more in (["--dry-run"], []):
            said = self._run(self.site, "publish", "--to", str(self.place / "web"), *more).split("\n")
            short = [*said[:5], "  …"] if more else said
            typed = " ".join(["py ..\\microsite\\build.py publish --to S:\\web\\parks", *more])
            runs.append((SITE, typed, "\n".join(short) + "\n"))
        self.artist.command_window("guide-10-publish", runs)
        self._page("guide-10-closed", "index.html", AFTER, 560)

    def _command(self, name, typed, since="", until="\0"):
        """Run a command in the site's folder, and draw its output from one line to just before another."""
        said = self._run(self.site, *typed.split(), "--now", BEFORE)
        start = said.index(since)
        cut = said[start:].partition(f"\n{until}")[0]
        dots = ["  …\n" if start else "", "" if cut == said[start:] else "\n  …"]
        self.artist.command_window(name, [(SITE, f"py ..\\microsite\\build.py {typed}", cut.join(dots))])

    def _page(self, name, page, now, height, before=None):
        """Build the site for a moment, and draw one of its pages."""
        self._run(self.site, "--now", now)
        clock = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo("Europe/London"))
        address = (self.site / "output" / page).as_uri()
        self.artist.browser_window(name, address, f"{SITE}\\output\\{page}", height=height, now=clock, before=before)

    def _run(self, folder, *arguments):
        """Run the program as typed in a folder, and return what it prints, as it would on Windows."""
        command = [sys.executable, "build.py" if folder == self.program else "../microsite/build.py", *arguments]
        now = datetime.fromisoformat(f"{BEFORE}+00:00").timestamp()
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "SOURCE_DATE_EPOCH": str(int(now))}
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=HANG_S
        )
        return self._on_windows(done.stdout)

    def _answered(self):
        """Create the site in a terminal, and return the dialogue, with each typed answer between a pair of `\\0`."""
        import pty

        ours, theirs = pty.openpty()
        command = [sys.executable, "build.py", "new", "../our-plan", "--now", BEFORE]
        with subprocess.Popen(command, cwd=self.program, stdin=theirs, stdout=theirs, stderr=theirs):
            os.close(theirs)
            said = b""
            for answer in ANSWERS:
                while not said.endswith(b"> "):
                    said += os.read(ours, 1)
                os.write(ours, answer.encode() + b"\n")
                said += b"\0" + os.read(ours, len(answer)) + b"\0"
            while b"and where.\r\n" not in said:
                said += os.read(ours, 1024)
        os.close(ours)
        return self._on_windows(said.decode().replace("\r\n", "\n"))

    def _on_windows(self, said):
        """Return what the program prints, with the paths it would have on Windows."""
        places = {str(self.place / "web"): "S:\\web\\parks", str(self.site): SITE, str(self.program): PROGRAM}
        for path, there in places.items():
            said = said.replace(path, there)
        typed = r"(?:python3 |cd )[\w./-]+"
        return re.sub(typed, lambda each: each[0].replace("python3", "py").replace("/", "\\"), said)


def _still(page):
    """Wait for the preview and stop its clock: the seconds would make every picture different."""
    page.locator("microsite-preview .fold:has-text('uilt')").wait_for()
    stopped = "e => { e.textContent = e.textContent.replace(/[0-9]+:[0-9]+:[0-9]+/, '14:03:22') }"
    for mark in (".fold", "[data-part=summary]"):
        page.locator(f"microsite-preview {mark}").evaluate(stopped)


def _opened(page):
    _still(page)
    page.locator("microsite-preview .fold").click()
    # A soft shadow needs many colours.
    page.locator("microsite-preview .panel").evaluate("e => { e.style.boxShadow = 'none' }")


def _wrong(page):
    page.locator("microsite-preview .overlay:visible").wait_for()
    _still(page)


def _bench(file):
    """Draw a bench below a tree."""
    picture = Image.new("RGB", (1200, 640), "#cfe6f2")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 430, 1200, 640), fill="#7fae62")
    draw.polygon([(0, 600), (1200, 520), (1200, 590), (0, 640)], fill="#d9cbb0")
    draw.rectangle((800, 200, 850, 470), fill="#6b4a2f")
    for x, y, r in ((825, 150, 150), (720, 210, 110), (930, 210, 110)):
        draw.ellipse((x - r, y - r, x + r, y + r), fill="#4d8a3f")
    for y in (340, 375, 420):
        draw.rectangle((330, y, 700, y + 22), fill="#8a5a33")
    for x in (360, 650):
        draw.rectangle((x, 330, x + 18, 500), fill="#3b3b3b")
    picture.save(file)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Pages in a real browser: from a disk and a host, with and without script, small and large, light and dark."""

import re
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, urlsplit
from urllib.request import url2pathname

import pytest

from microsite.cli import engine_templates
from microsite.pipeline import make_site
from tests.built_sites import EVERY_SITE, SHOWN, STATES, STATES_TRIED, moment, write_site
from tests.engines.browser import axe_violations, opened_page, resize
from tests.engines.nu import check_html
from tests.engines.server import served
from tests.matrix import SIZES, files_to_check, lasting_pages, windows_of
from tests.pairs import chosen_by_pairs
from tests.small_sites import SMALLEST, write_files

#: How the heading of the 404 page starts in languages other than English.
MISSING = {"welsh": "Heb ddod o hyd i'r dudalen", "right-to-left": "الصفحة غير موجودة"}
#: The path that a site's own address has, if it says where it will be published.
BELOW = {
    "harbour-town": "/consultations/room-to-grow/",
    "english-and-welsh": "/llwybrau/",
    "english-and-arabic": "/park/",
}
ROWS = [
    tuple(row.values())
    for row in chosen_by_pairs({"name": tuple(EVERY_SITE), "state": STATES, "script": (True, False)})
]


def with_and_without_script(*default):
    """Return parameters of sites, states and scripting: these by default, and more, chosen pairwise, in the matrix."""
    rows = dict.fromkeys([*((name, SHOWN[name], script) for name, script in default), *ROWS])
    marks = {row: () if number < len(default) else pytest.mark.full for number, row in enumerate(rows)}
    names = {row: f"{row[0]}-{row[1]}-{'script' if row[2] else 'no-script'}" for row in rows}
    return [pytest.param(*row, id=names[row], marks=marks[row]) for row in rows]


#: The sites that every run audits: between them they have nearly everything that the others have.
AUDITED = ("harbour-town", "right-to-left")
ALL_SITES = [
    pytest.param(name, state, marks=() if SHOWN[name] == state and name in AUDITED else pytest.mark.full)
    for name, states in STATES_TRIED.items()
    for state in states
]


SHOWN_SITES = [
    pytest.param(
        name,
        state,
        marks=() if SHOWN[name] == state and name == "harbour-town" else pytest.mark.full,
    )
    for name, states in STATES_TRIED.items()
    for state in states
]


def failed(request):
    """Return the address of a failed request; requests that were aborted because the page was left don't count."""
    return [] if "ABORTED" in (request.failure or "") else [request.url]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder that sites are written to; its name has a space and a letter beyond ASCII."""
    return tmp_path_factory.mktemp("a folder é")


def audited_pages(name, state, *, all_combinations):
    """Return the pages to audit, by window: pairwise with the whole matrix, otherwise a few pages, each once."""
    if all_combinations:
        return windows_of(name, state)
    paths = sorted(lasting_pages(name, state))
    most = {"first": 8, "harbour-town": 8}.get(name, 4)
    few = paths[:: -(-len(paths) // most)]
    return {size: few[number :: len(SIZES)] for number, size in enumerate(SIZES)}


@pytest.mark.parametrize(("name", "state"), ALL_SITES)
def test_accessible_at_every_size(name, state, folder, browser, all_combinations):
    """axe-core finds nothing (A, AA, best practice; light, dark; 320 and 1280 px), and nothing scrolls sideways."""
    site = write_site(name, state, folder)
    found, now = [], moment(name, state)
    with served(site, BELOW.get(name, "/deep/er/")) as (address, _), opened_page(browser, now=now) as page:
        for (width, scheme), paths in audited_pages(name, state, all_combinations=all_combinations).items():
            resize(page, width, scheme)
            for path in paths:
                page.goto(address + quote(path))
                found += [f"{path} {width} {scheme}: {line}" for line in axe_violations(page)]
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    found.append(f"{path} {width}: wider than the screen")
    assert found == []


@pytest.mark.parametrize(("name", "state"), SHOWN_SITES)
def test_valid_html(name, state, folder):
    """The Nu HTML checker finds neither errors nor warnings."""
    site = write_site(name, state, folder)
    assert check_html([site / path for path in files_to_check(name, state)]) == []


@pytest.mark.parametrize(
    ("name", "state", "script"),
    with_and_without_script(("first", False), ("harbour-town", True)),
)
def test_works_from_a_disk(name, state, script, folder, browser):
    """Every page opens from a disk with its style, and links from the home page reach every page."""
    site = write_site(name, state, folder)
    seen, waiting = set(), ["index.html"]
    with opened_page(browser, script=script, now=moment(name, state)) as page:
        errors = []
        page.on("console", lambda message: errors.append(message.text))
        page.on("requestfailed", lambda request: errors.extend(failed(request)))
        while waiting:
            path = waiting.pop()
            if path in seen:
                continue
            seen.add(path)
            page.goto((site / path).as_uri())
            assert page.locator("h1").count() == 1
            assert page.locator("body").evaluate("b => getComputedStyle(b).backgroundColor") != "rgba(0, 0, 0, 0)"
            for address in page.locator("a[href]").evaluate_all("links => links.map(link => link.href)"):
                if urlsplit(address).scheme == "file":
                    target = Path(url2pathname(urlsplit(address).path))
                    assert target.is_file(), address
                    waiting += [target.relative_to(site).as_posix()] if target.suffix == ".html" else []
        assert errors == []
    assert seen == {path for path in lasting_pages(name, state) if not path.endswith("404.html")}


@pytest.mark.parametrize(
    ("name", "state", "script"),
    with_and_without_script(("first", True), ("harbour-town", False)),
)
def test_asks_nobody_else(name, state, script, folder, browser):
    """In a sub-folder of a host, pages request nothing from outside that folder, and all that they request is there."""
    site = write_site(name, state, folder)
    below = BELOW.get(name, "/deep/er/")
    with (
        served(site, below) as (address, requests),
        opened_page(browser, script=script, now=moment(name, state)) as page,
    ):
        answers = []
        page.on("response", lambda response: answers.append((response.status, response.url)))
        for path in lasting_pages(name, state):
            page.goto(address + quote(path))
        assert page.context.cookies() == []
        assert [url for status, url in answers if status >= 400 and not url.endswith("/favicon.ico")] == []
        assert all(url.startswith(address) or url.endswith("/favicon.ico") for _, url in answers)
        page.goto(address + "no/such/page.html")
        missing = MISSING.get(name, "Page not found")
        assert page.locator("h1").inner_text().startswith(missing)
        if name in BELOW:
            assert page.locator("body").evaluate("b => getComputedStyle(b).backgroundColor") != "rgba(0, 0, 0, 0)"
            page.locator("a.button").first.click()
            assert page.url == f"{address}{'en/' if name == 'english-and-welsh' else ''}index.html"
    assert all(path.startswith(below) or path == "/favicon.ico" for path in requests)


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("first", "closed"),
        ("first", "open"),
        ("harbour-town", "open"),
        ("one-page", "upcoming"),
        ("right-to-left", "open"),
    ],
)
def test_first_view_of_a_telephone(name, state, folder, browser):
    """The first 320 x 568 px show what the site is, its status and the main button."""
    site = write_site(name, state, folder)
    start, now = (site / "index.html").as_uri(), moment(name, state)
    with opened_page(browser, start, width=320, height=568, now=now) as page:
        for part in ("h1", "main .status", "a.button"):
            box = page.locator(f"{part}:visible").first.bounding_box() or {}
            assert box["y"] >= 0 and box["y"] + box["height"] <= 568, part


def test_first_view_of_have_your_say(folder, browser):
    """There too, the first 320 x 568 px show the status and a link to the survey."""
    site = write_site("harbour-town", "open", folder)
    start, now = (site / "have-your-say.html").as_uri(), moment("harbour-town", "open")
    with opened_page(browser, start, width=320, height=568, now=now) as page:
        for part in (".strip .status", "h1", "main a[href='#site-survey']"):
            box = page.locator(f"{part}:visible").first.bounding_box() or {}
            assert box["y"] >= 0 and box["y"] + box["height"] <= 568, part


def test_menu_opens_without_script(folder, browser):
    """Without script, the menu opens and its links work on a phone; on a wide screen it is a row, always visible."""
    site = write_site("first", "closed", folder)
    with opened_page(browser, (site / "index.html").as_uri(), width=320, script=False) as page:
        assert not page.locator(".nav__list").is_visible()
        page.locator(".nav__button").click()
        page.locator(".nav__list a", has_text="Partners").click()
        assert page.url.endswith("/partners.html")
    with opened_page(browser, (site / "index.html").as_uri(), width=1280, script=False) as page:
        assert page.locator(".nav__list").is_visible() and not page.locator(".nav__button").is_visible()


def test_navigation_stands_once(folder, browser):
    """The navigation is in the page only once, for readers without CSS; by keyboard, it opens and closes."""
    site = write_site("harbour-town", "open", folder)
    text = (site / "index.html").read_text(encoding="utf-8")
    header = text[text.index("<header") : text.index("</header>")]
    assert header.count(">Partners<") == 1
    with opened_page(browser, (site / "index.html").as_uri(), width=320) as page:
        page.locator(".nav__button").press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Overview"
        page.keyboard.press("Escape")
        assert not page.locator(".nav__list").is_visible()
        assert page.evaluate("document.activeElement.className") == "nav__button"


def as_in_2019(style: str) -> str:
    """Strip what browsers of 2019 didn't support from a stylesheet, and unwrap its fallback for them."""
    style = re.sub(r"@supports selector\(.*?\)\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}", "", style)
    style = re.sub(r"@supports \(width:clamp.*?\)\)?\{(?:[^{}]|\{[^{}]*\})*\}", "", style)
    style = re.sub(r"@supports not \(inset: 0\)\{((?:[^{}]|\{[^{}]*\})*)\}", r"\1", style)
    style = re.sub(r"(?<=[{};])[^{};]*:(?:is|has|where|focus-visible|popover-open)\b[^{}]*\{[^{}]*\}", "", style)
    unknown = (
        r"inset[\w-]*|gap|row-gap|column-gap|margin-(?:block|inline)|padding-(?:block|inline)|border-(?:block|inline)"
    )
    style = re.sub(rf"(?<=[{{;])(?:{unknown}):[^;}}]*;?", "", style)
    return re.sub(r"(?<=[{;])[\w-]+:[^;{}]*(?<![\w-])(?:clamp|min|max)\([^;}]*;?", "", style)


def test_browsers_of_2019(folder, browser):
    """Without CSS that is newer than 2019, the skip link, headings, menu and timeline are where they should be."""
    site = write_site("harbour-town", "open", folder)
    for file in (site / "assets").glob("site.*.css"):
        file.write_text(as_in_2019(file.read_text(encoding="utf-8")), encoding="utf-8")
    for width in (320, 1280):
        with opened_page(browser, (site / "index.html").as_uri(), width=width) as page:
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.locator(".nav__list").is_visible() and not page.locator(".nav__button").is_visible()
            sizes = page.evaluate(
                "['h1', 'h2', 'body'].map(each => parseFloat(getComputedStyle(document.querySelector(each)).fontSize))"
            )
            assert sizes[0] > sizes[1] > sizes[2] > 16
            skip = "document.querySelector('.skip').getBoundingClientRect()"
            assert page.evaluate(f"{skip}.bottom") < 0
            page.keyboard.press("Tab")
            assert page.evaluate(f"{skip}.top") >= 0
            point = page.evaluate(
                """() => { const style = getComputedStyle(document.querySelector('.timeline__point'), '::before')
                return [style.left, style.top] }"""
            )
            assert point[0] == "0px" and float(point[1].removesuffix("px")) > 0
            edge = page.evaluate("document.querySelector('h1').getBoundingClientRect().left")
            assert edge >= 12


def test_details_are_open_on_paper(tmp_path, browser):
    """Details that are closed on the screen are printed."""
    text = "# Why\n\n<details><summary>More</summary>\n\nWhat is folded.\n\n</details>\n"
    build = make_site(
        write_files({**SMALLEST, "content/01-why.md": text}, tmp_path),
        engine_templates(),
        datetime.fromisoformat("2027-04-01T12:00"),
    )
    write_files(build.files, tmp_path / "made")
    shown = "document.querySelector('details p').checkVisibility()"
    for name in ("why.html", "whole-document.html"):
        with opened_page(browser, (tmp_path / "made" / name).as_uri()) as page:
            assert not page.evaluate(shown)
            page.emulate_media(media="print")
            assert page.evaluate(shown)


def test_boxes_to_tick_are_on_paper_alone(folder, browser):
    """Boxes to tick are shown only in print, so that nobody ticks one on the screen and thinks they have answered."""
    site = write_site("harbour-town", "open", folder)
    box = "getComputedStyle(document.querySelector('.answers li'), '::before').content"
    with opened_page(browser, (site / "questions.html").as_uri(), now=moment("harbour-town", "open")) as page:
        assert page.evaluate(box) == "none"
        assert page.get_by_text("You can read the questions here, but not answer them.").is_visible()
        page.emulate_media(media="print")
        assert page.evaluate(box) == '""'
        assert not page.get_by_text("You can read the questions here, but not answer them.").is_visible()


def test_scale_is_one_row_on_paper(folder, browser):
    """The points of a scale are in one row on paper, and no text overflows."""
    site = write_site("harbour-town", "open", folder)
    with opened_page(browser, (site / "questions.html").as_uri(), width=673) as page:
        page.emulate_media(media="print")
        for words in ("", "Strongly agree|Agree|Neither agree nor disagree|Disagree|Strongly disagree"):
            tops, wide = page.evaluate(
                """words => {
                const points = [...document.querySelectorAll('.answers--scale li')]
                for (const [number, each] of words.split('|').entries()) if (each) points[number].textContent = each
                return [points.map(each => each.offsetTop), points.some(each => each.scrollWidth > each.clientWidth)]
                }""",
                words,
            )
            assert len(tops) == 5 and len(set(tops)) == 1 and not wide


MOST_LETTERS = 80
#: Blocks of running text with longer lines, or with a line height below one and a half.
HARD_TO_READ = """most => {
  const found = []
  for (const block of document.querySelectorAll('main p, main li, main dd, footer p, figcaption, td, caption')) {
    const inner = [...block.children].some(each => /^(P|UL|OL|DIV|DL|TABLE|H\\d)$/.test(each.tagName))
    if (inner || !block.checkVisibility()) continue
    const { lineHeight, fontSize } = getComputedStyle(block)
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    const lines = {}
    for (let node; (node = walker.nextNode());) {
      if (node.parentElement.closest('.visually-hidden')) continue
      for (let at = 0; at < node.length; at++) {
        range.setStart(node, at)
        range.setEnd(node, at + 1)
        const box = range.getClientRects()[0]
        if (box?.width) lines[Math.round(box.bottom / 8)] = (lines[Math.round(box.bottom / 8)] || 0) + 1
      }
    }
    const counts = Object.values(lines)
    const close = counts.length > 1 && parseFloat(lineHeight) / parseFloat(fontSize) < 1.49
    if (close || Math.max(0, ...counts) > most) found.push(block.textContent.trim().slice(0, 60))
  }
  return found
}"""


@pytest.mark.full
def test_lines_can_be_read(folder, browser):
    """No line of running text is longer than 80 characters, and the line height is at least one and a half."""
    site = write_site("harbour-town", "open", folder)
    with opened_page(browser, now=moment("harbour-town", "open")) as page:
        for file in sorted(
            each for each in site.glob("*.html") if b"site-main" in each.read_bytes() and each.stem != "404"
        ):
            page.goto(file.as_uri())
            assert page.evaluate(HARD_TO_READ, MOST_LETTERS) == [], file.name


def test_ring_touches_no_other_words(folder, browser):
    """The focus ring covers no text but that of the focused element."""
    site = write_site("harbour-town", "open", folder)
    with opened_page(browser, width=1280, now=moment("harbour-town", "open")) as page:
        for name in (
            "index",
            "documents",
            "events",
            "have-your-say",
            "updates",
            "partners",
            "play",
            "questions",
            "site-map",
        ):
            page.goto((site / f"{name}.html").as_uri())
            assert page.evaluate(STRUCK_THROUGH) == [], name


#: Links whose focus ring covers text that isn't theirs.
STRUCK_THROUGH = """() => {
  const words = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  for (let node; (node = walker.nextNode());) {
    if (!node.data.trim() || !node.parentElement.checkVisibility()) continue
    range.selectNodeContents(node)
    const size = parseFloat(getComputedStyle(node.parentElement).fontSize)
    // Of a line's box, the letters themselves.
    for (const { left, right, top, bottom } of range.getClientRects()) {
      const trim = Math.max(0, (bottom - top - size) / 2)
      words.push([node, left, right, top + trim, bottom - trim])
    }
  }
  const found = []
  for (const link of document.querySelectorAll('a, button, summary')) {
    if (!link.checkVisibility() || link.matches('.skip, .chapters__link')) continue
    if (getComputedStyle(link).display === 'inline') continue
    link.focus({ preventScroll: true })
    const ring = link.getBoundingClientRect()
    const drawn = getComputedStyle(link)
    const around = parseFloat(drawn.outlineOffset) + parseFloat(drawn.outlineWidth)
    if (drawn.outlineStyle !== 'solid' || around < 3) found.push(`${link.textContent.trim()} has no ring`)
    for (const [node, left, right, top, bottom] of words) {
      if (link.contains(node)) continue
      const beside = left < ring.right + around && right > ring.left - around
      if (beside && top < ring.bottom + around && bottom > ring.top - around) {
        found.push(`${link.textContent.trim()} | ${node.data.trim().slice(0, 40)}`)
      }
    }
  }
  return found
}"""


def test_reached_by_keyboard(folder, browser):
    """The first tab stop skips to the main content, and the following stops are outlined."""
    site = write_site("harbour-town", "open", folder)
    with opened_page(browser, (site / "index.html").as_uri()) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#site-main"
        assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "site-main"
        for _ in range(12):
            page.keyboard.press("Tab")
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_targets_are_large_enough(folder, browser):
    """Links and controls outside running text are at least 44 px high on a phone."""
    site = write_site("harbour-town", "open", folder)
    targets = (
        ".nav__button, .nav__list a, .identity, a.button, .footer a, .band__head a, .row__title a, .row__link, "
        ".row__more a, .pages a, .formats__kind a, .question__about a, .ways__fact a"
    )
    small = "all => all.filter(each => each.checkVisibility() && each.getBoundingClientRect().height < 43.5)"
    with opened_page(browser, width=320, now=moment("harbour-town", "open")) as page:
        for path in ("index.html", "have-your-say.html", "documents.html", "questions.html", "site-map.html"):
            page.goto((site / path).as_uri())
            assert page.locator(targets).evaluate_all(f"{small}.map(each => each.outerHTML)") == [], path
            assert page.locator(targets).count() > 5


def test_paper_names_each_address_once(tmp_path, browser):
    """On paper, a link's address follows its text, unless the text is the address."""
    text = "# Why\n\nSee <https://example.org/a?b=1&c=2>, [the plan](https://example.org/plan) or <plan@example.org>.\n"
    build = make_site(
        write_files({**SMALLEST, "content/01-why.md": text}, tmp_path),
        engine_templates(),
        datetime.fromisoformat("2027-04-01T12:00"),
    )
    for path, content in build.files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    with opened_page(browser, (tmp_path / "why.html").as_uri()) as page:
        page.emulate_media(media="print")
        added = page.locator(".prose a").evaluate_all(
            "links => links.map(link => getComputedStyle(link, '::after').content)"
        )
        assert added == ["none", '" (https://example.org/plan)"', "none"]

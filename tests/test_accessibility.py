"""Accessibility tests in a browser: more checkers, the keyboard, enlarged text and forced colours.

The default run takes two pages of two sites; `python3 -m tests --all` takes every page of every site in every state,
in windows that are chosen pairwise.
"""

from urllib.parse import quote

import pytest

from tests.built_sites import SEVERAL, SHOWN, STATES_TRIED, moment, write_site
from tests.engines.browser import axe_aaa_violations, axe_violations, opened_page, resize
from tests.engines.checkers import html_validate_errors, htmlcs_errors, ibm_violations
from tests.engines.server import served
from tests.matrix import SIZES, changed_pages, files_to_check, walked_back, windows_of, windows_of_checker
from tests.test_browser import BELOW

CHOSEN = {"first": ("accessibility.html", "index.html"), "harbour-town": ("have-your-say.html", "paths.html")}
SITES_AND_STATES = [(name, state) for name, states in STATES_TRIED.items() for state in states]


def chosen_if(chosen, *values):
    """Return a parameter set that the default run leaves out unless it is chosen."""
    return pytest.param(*values, marks=() if chosen else pytest.mark.full)


def is_shown(name, state):
    """Whether this is one of the two sites, in the state that it is shown in."""
    return name in CHOSEN and SHOWN[name] == state


ALL_SITES = [chosen_if(is_shown(*each) and each[0] == "harbour-town", *each) for each in SITES_AND_STATES]
#: Text spacing as success criterion 1.4.12 sets it.
SPACED = """() => { const sheet = new CSSStyleSheet(); sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-block-end: 2em !important; }`); document.adoptedStyleSheets = [sheet]; }"""
DOUBLED = "() => { document.documentElement.style.fontSize = '200%'; }"
CHANGES = {"as-it-is": "() => {}", "text-spacing": SPACED, "doubled-text": DOUBLED}
#: In the default run, `test_browser.py` checks already that unchanged pages aren't wider than the screen.
SITES_AND_CHANGES = [
    chosen_if(is_shown(*each) and change != "as-it-is", *each, change)
    for each in SITES_AND_STATES
    for change in CHANGES
]
#: Elements whose text is cut off, and those that stick out of the window.
CUT_OFF = """() => [...document.querySelectorAll('body *')].filter(element => {
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    for (let each = element; each; each = each.parentElement)
        if (getComputedStyle(each).clipPath !== 'none') return false; // there for screen readers alone
    if (!box.width || element.closest('svg, .skip') || style.visibility === 'hidden') return false;
    const hides = value => value === 'hidden' || value === 'clip';
    return (hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1)
        || (hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1)
        || (!element.closest('.table-scroll, pre')
            && (box.left < -1 || box.right > document.documentElement.clientWidth + 1));
}).map(element => element.outerHTML.slice(0, 120))"""
#: What has the keyboard's focus, and what keeps a reader from seeing that.
STOP = """() => {
    const element = document.activeElement;
    if (element === document.body) return null;
    const box = element.getClientRects()[0], style = getComputedStyle(element), faults = [];
    const x = box.left + Math.min(box.width / 2, 20), y = box.top + box.height / 2;
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) faults.push('no outline');
    if (y < 0 || y > innerHeight || x < 0 || x > innerWidth) faults.push('out of sight');
    else {
        const seen = document.elementFromPoint(x, y);
        if (!(seen && (element.contains(seen) || seen.contains(element)))) faults.push('covered');
    }
    const all = [...document.querySelectorAll('*')];
    return {number: all.indexOf(element), name: element.outerHTML.slice(0, 90), faults};
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder that sites are written to."""
    return tmp_path_factory.mktemp("accessible")


@pytest.fixture
def visited(name, state, folder, browser):
    """Serve the site; yield a function that opens its pages, at the state's moment, window by window."""
    with served(write_site(name, state, folder), BELOW.get(name, "/deep/er/")) as (address, _):

        def visit(windows):
            with opened_page(browser, now=moment(name, state)) as page:
                for window, paths in windows.items():
                    resize(page, *window)
                    for path in paths:
                        page.goto(address + quote(path))
                        yield page, path

        yield visit


@pytest.fixture
def windows(name, state, all_combinations):
    """The pages to look at, by window; by default a small window for one site and a large one for the other."""
    if all_combinations:
        return windows_of(name, state)
    return {(320 if name == "harbour-town" else 1280, "light"): CHOSEN[name]}


#: More checkers: axe-core with its AAA rules, IBM's (WCAG 2.2), and HTML_CodeSniffer (AAA).
CHECKERS = {"axe-core": axe_aaa_violations, "ibm": ibm_violations, "htmlcs": htmlcs_errors}


@pytest.mark.parametrize("checker", CHECKERS)
@pytest.mark.parametrize(("name", "state"), ALL_SITES)
def test_other_checkers_find_nothing(name, state, checker, visited, all_combinations):
    """Checkers other than the one that every page is audited with find nothing."""
    if all_combinations:
        windows = windows_of_checker(name, state, checker, tuple(CHECKERS))
    else:
        turn = [*CHECKERS].index(checker)
        windows = {SIZES[turn + 1]: CHOSEN[name][turn % 2 : turn % 2 + 1]}
    found = []
    for page, path in visited(windows):
        found += [f"{path} {page.viewport_size}: {line}" for line in CHECKERS[checker](page)]
    assert found == []


def test_checkers_find_faults(folder, browser):
    """Each checker reports a page that is wrong: a picture without alternative text, and low contrast."""
    wrong = folder / "wrong.html"
    wrong.write_text(
        "<!doctype html><html lang=en><title>x</title><main><h1>x</h1><img src=x.png><p style='color:#999'>faint</p>"
        "<p style='color:#666'>rather faint</p><input></main>",
        encoding="utf-8",
    )
    with opened_page(browser, wrong.as_uri()) as page:
        assert any("img_alt" in line for line in ibm_violations(page))
        assert any("1_1_1" in line for line in htmlcs_errors(page))
        # Text that is fainter than that breaks only the AA rule.
        assert [line.split(":")[0] for line in axe_aaa_violations(page)] == ["color-contrast-enhanced"]
        assert {"color-contrast", "image-alt"} < {line.split(":")[0] for line in axe_violations(page)}
    assert any("wcag/h37" in line for line in html_validate_errors([wrong]))


@pytest.mark.parametrize(
    ("name", "state"), [chosen_if(each == ("harbour-town", "open"), *each) for each in SITES_AND_STATES]
)
def test_html_validate(name, state, folder):
    """A second HTML checker finds no error on any page."""
    site = write_site(name, state, folder)
    assert html_validate_errors([site / path for path in files_to_check(name, state)]) == []


@pytest.mark.parametrize(("name", "state"), ALL_SITES)
def test_walked_by_keyboard(name, state, visited, windows, all_combinations):
    """Every tab stop is in view, outlined and uncovered, in page order, without traps, forwards and backwards.

    Each page is walked backwards in only one of its states.
    """
    found = []
    back = walked_back(name, state) if all_combinations else {*CHOSEN[name]}
    for page, path in visited(windows):
        forwards = walked(page, "Tab")
        numbers = [stop["number"] for stop in forwards]
        # The 404 page has links only if the site's address is known, and one page only offers languages.
        offers = name in SEVERAL and path == "index.html"
        assert len(numbers) > 8 or path.endswith("404.html") or offers, path
        assert numbers == sorted(numbers), path
        stops = [*forwards]
        if path in back:
            backwards = walked(page, "Shift+Tab")
            assert [stop["number"] for stop in reversed(backwards)] == numbers, path
            stops += backwards
        found += [f"{path}: {stop['name']}: {stop['faults']}" for stop in stops if stop["faults"]]
    assert found == []


def walked(page, key):
    """List every tab stop from the top of the page to its end, or backwards, until focus leaves or wraps round."""
    stops: dict[int, dict] = {}
    while True:
        page.keyboard.press(key)
        stop = page.evaluate(STOP)
        if stop is None or (stop["number"] in stops and stop["number"] != list(stops)[-1]):
            return list(stops.values())
        assert stop["number"] not in stops, f"the keyboard stays at {stop['name']}"
        stops[stop["number"]] = stop


@pytest.mark.parametrize(("name", "state", "change"), SITES_AND_CHANGES)
def test_nothing_is_cut_off(name, state, change, visited, all_combinations):
    """At 320 px, even with the spacing of 1.4.12 or doubled text, nothing is cut off or scrolls sideways."""
    paths = changed_pages(name, state, change, tuple(CHANGES)) if all_combinations else CHOSEN[name]
    found = []
    for page, path in visited({(320, "light"): paths}):
        page.evaluate(CHANGES[change])
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            found.append(f"{path}: wider than the screen")
        found += [f"{path}: {line}" for line in page.evaluate(CUT_OFF)]
    assert found == []


@pytest.mark.parametrize(
    ("name", "state"), [chosen_if(each == ("harbour-town", "open"), *each) for each in SITES_AND_STATES]
)
def test_forced_colours(name, state, visited, windows):
    """In forced colours, focus is outlined, buttons keep an edge, and the status is given in words."""
    for page, path in visited(windows):
        page.emulate_media(forced_colors="active")
        for button in page.locator("a.button").all():
            style = button.evaluate("each => [getComputedStyle(each).borderTopStyle, each.offsetHeight]")
            assert style[0] == "solid" or not style[1], path
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        assert not stop["faults"] if stop else path.endswith("404.html"), path
        if not path.endswith("404.html"):
            assert page.locator(".status__words, .strip, .status").first.inner_text().strip(), path

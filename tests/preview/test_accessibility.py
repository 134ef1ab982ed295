"""The bar, the overlay and the page shown before the first build are as accessible as the site's pages."""

import pytest

from tests.engines.browser import AAA_RULES, axe_violations, opened_page
from tests.engines.checkers import htmlcs_errors, ibm_violations
from tests.preview.pages import seen
from tests.preview.running import running
from tests.small_sites import CHAPTER, SMALLEST, write_files

BAR = "microsite-preview .fold"
OVERLAY = "microsite-preview .overlay"
PANEL = "microsite-preview .panel"
#: Errors in two files, each with a code of its own to wait for.
BROKEN = {
    "content/01-why.md": "---\ntitle: Parks: a plan\n---\n\nText.\n",
    "content/02-paths.md": "# Paths\n\n[x](y.md)\n",
}
#: A chapter with findings on its own page.
FOUND = CHAPTER + "\n<u>Really</u> everyone, and [here](02-paths.md).\n"
#: Finds controls of the bar smaller than 44 pixels, and text smaller than 14.
TOO_SMALL = """() => [...document.querySelector('microsite-preview').shadowRoot.querySelectorAll('*')].filter(each => {
    const box = each.getBoundingClientRect()
    if (!box.width) return false
    return each.matches('button, input, select') ? box.height < 44 || box.width < 44
        : parseFloat(getComputedStyle(each).fontSize) < 14
}).map(each => each.outerHTML)"""
#: The name of the focused element, or `unseen` if it has no outline, is covered or is off screen; '' if none has focus.
FOCUSED = """() => {
    const root = document.querySelector('microsite-preview').shadowRoot, focused = root.activeElement
    if (!focused) return ''
    const box = focused.getBoundingClientRect(), style = getComputedStyle(focused)
    const at = root.elementFromPoint(box.left + box.width / 2, Math.min(box.top + box.height / 2, innerHeight - 2))
    const seen = at && (focused.contains(at) || at.contains(focused)) && box.top >= -1
    if (!seen || parseFloat(style.outlineWidth) < 2) return 'unseen'
    return focused.id || focused.className || focused.textContent
}"""
#: Finds text below 7:1 contrast: axe-core can't determine the background of what lies outside the page's body.
FAINT = """() => {
    const light = (colour) => {
        const [r, g, b] = colour.match(/[0-9.]+/g).slice(0, 3).map(each => each / 255)
            .map(each => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    const below = (each) => {
        for (; each; each = each.parentElement) {
            const colour = getComputedStyle(each).backgroundColor
            if (!colour.startsWith('rgba') && colour !== 'transparent') return colour
        }
        return getComputedStyle(document.body).backgroundColor
    }
    const all = [...document.querySelector('microsite-preview').shadowRoot.querySelectorAll('*')]
    return all.filter(each => each.checkVisibility() && each.getClientRects().length
        && [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim())).map(each => {
        const pair = [light(getComputedStyle(each).color), light(below(each))].sort((one, other) => other - one)
        return [(pair[0] + 0.05) / (pair[1] + 0.05), each.outerHTML]
    }).filter(([ratio]) => ratio < 7)
}"""


def audited(page):
    """Return findings of axe-core's A, AA, AAA and best-practice rules, also in the shadow root, and faint text."""
    return [*axe_violations(page, also=AAA_RULES), *page.evaluate(FAINT)]


@pytest.mark.full
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_other_checkers(width, scheme, mended, browser):
    """The IBM checker and HTML_CodeSniffer find nothing in a page with the bar open, or with an overlay."""
    with opened_page(browser, f"{mended.address}/why.html", width=width, scheme=scheme) as page:
        page.locator(BAR, has_text="Built").click()
        page.locator("microsite-preview .ribbon").wait_for()
        assert [*ibm_violations(page), *htmlcs_errors(page)] == []
        mended.save("content/01-why.md", BROKEN["content/01-why.md"])
        page.locator(OVERLAY).wait_for()
        assert [*ibm_violations(page), *htmlcs_errors(page)] == []


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (320, "dark"),
        pytest.param(1280, "light", marks=pytest.mark.full),
        pytest.param(1280, "dark", marks=pytest.mark.full),
        pytest.param(320, "light", marks=pytest.mark.full),
    ],
)
def test_audits(width, scheme, mended, browser):
    """Folded, open, with a ribbon or an overlay, the bar passes the audits, and nothing is too small to hit or read."""
    mended.save("content/01-why.md", FOUND)
    mended.shows("Really")
    with opened_page(browser, f"{mended.address}/why.html", width=width, scheme=scheme) as page:
        page.locator(BAR, has_text="warning").wait_for()
        assert audited(page) == []
        page.locator(BAR).click()
        page.locator("microsite-preview #drafts").click()
        page.locator("microsite-preview .ribbon", has_text="with drafts").wait_for()
        page.locator("microsite-preview #dark").click()
        assert audited(page) == []
        page.locator("microsite-preview #dark").click()
        assert page.evaluate(TOO_SMALL) == []
        page.locator("microsite-preview #narrow").click()
        page.frame_locator("microsite-preview iframe").locator("h1").wait_for()
        assert audited(page) == []
        page.locator("microsite-preview [data-does=widen]").click()
        for path, content in BROKEN.items():
            mended.save(path, content)
        page.locator(OVERLAY, has_text="TEXT-004").wait_for()
        assert audited(page) == []
        page.keyboard.press("Alt+Shift+KeyP")
        assert audited(page) == []
        assert page.evaluate(TOO_SMALL) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.locator("microsite-preview #hide").click()
        page.keyboard.press("Alt+Shift+KeyP")
        page.locator("microsite-preview #drafts").click()


@pytest.mark.full
@pytest.mark.parametrize("width", [1280, 320])
def test_without_a_site(width, browser, tmp_path):
    """The page shown while a site has no good build yet passes the audits, in both colour schemes."""
    site = write_files({**SMALLEST, **BROKEN}, tmp_path)
    with running(site) as preview:
        for scheme in ("light", "dark"):
            with opened_page(browser, f"{preview.address}/", width=width, scheme=scheme) as page:
                page.locator(OVERLAY, has_text="YAML-003").wait_for()
                assert audited(page) == []
                assert page.locator("main pre").count() == 0
                assert not page.locator("microsite-preview .veil").is_visible()
                assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.full
def test_forced_colours(mended, browser):
    """In forced-colours mode, pressed buttons have a tick and the overlay has a border."""
    with opened_page(browser, f"{mended.address}/why.html") as page:
        page.emulate_media(forced_colors="active")
        page.locator(BAR, has_text="Built").click()
        dark = page.locator("microsite-preview #dark")
        before = dark.evaluate("each => getComputedStyle(each, '::before').content")
        dark.click()
        assert "✓" in dark.evaluate("each => getComputedStyle(each, '::before').content")
        assert "✓" not in before
        dark.click()
        assert audited(page) == []
        mended.save("content/01-why.md", BROKEN["content/01-why.md"])
        page.locator(OVERLAY, has_text="error").wait_for()
        edge = page.locator(OVERLAY).evaluate("each => getComputedStyle(each).borderTopWidth")
        assert float(edge.removesuffix("px")) >= 2
        assert audited(page) == []


def test_keyboard_walk(mended, browser):
    """Tab moves the focus through every control once, from the choice of moments to the last file, always visibly."""
    mended.save("content/01-why.md", FOUND)
    mended.shows("Really")
    with opened_page(browser, f"{mended.address}/why.html", width=320, height=568) as page:
        page.locator(BAR, has_text="warning").wait_for()
        page.keyboard.press("Alt+Shift+KeyP")
        assert page.evaluate(FOCUSED) == "panel"
        walked = []
        for _ in range(40):
            page.keyboard.press("Tab")
            focused = page.evaluate(FOCUSED)
            if not focused:
                break
            if focused not in walked[-1:]:
                walked.append(focused)
        controls = ["choice", "as-of", "show", "now", "narrow", "print", "light", "dark", "doubled", "drafts"]
        assert walked == [*controls, "Open content/01-why.md", "Open site_config.yaml"]
        page.keyboard.press("Alt+Shift+KeyP")
        page.keyboard.press("Alt+Shift+KeyP")
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(FOCUSED) == "fold"
        page.keyboard.press("Enter")
        assert not page.locator(PANEL).is_visible()


#: The focused element if the preview covers it, else something falsy; null if nothing has the focus.
COVERED = """() => {
    const focused = document.activeElement
    if (focused === document.body) return null
    const {left, top, bottom} = focused.getBoundingClientRect()
    return [top + 1, (top + bottom) / 2, bottom - 1].some(y => document.elementFromPoint(left + 2, y)?.shadowRoot)
        && focused.outerHTML
}"""


def test_page_is_not_covered(mended, browser):
    """Neither the folded bar nor the ribbon covers the focused element, tabbing forwards or backwards."""
    mended.save("content/01-why.md", CHAPTER + "\n[A link](02-paths.md) here.\n" * 20)
    mended.shows("A link")
    with opened_page(browser, f"{mended.address}/why.html", width=320, height=400) as page:
        page.locator("microsite-preview .ribbon").wait_for()
        seen(page, "document.documentElement.style.position === 'relative'")
        for key in ("Tab", "Shift+Tab"):
            walked = []
            for _ in range(80):
                page.keyboard.press(key)
                walked.append(page.evaluate(COVERED))
                if walked[-1] is None:
                    break
            assert len(walked) > 25
            assert [each for each in walked if each] == []


@pytest.mark.full
def test_typing_a_moment(mended, browser):
    """Neither typing a moment nor arrowing through the choices reloads the page; Enter does."""
    with opened_page(browser, f"{mended.address}/why.html") as page:
        page.locator(BAR, has_text="Built").wait_for()
        page.keyboard.press("Alt+Shift+KeyP")
        page.evaluate("window.sameDocument = true")
        page.locator("microsite-preview #choice").focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.locator("microsite-preview #as-of").focus()
        page.keyboard.type("08012027")
        page.keyboard.press("Tab")
        mended.save("content/02-paths.md", "# Paths\n\n<u>Of another page.</u>\n")
        page.locator(BAR, has_text="1 warning").wait_for()
        assert page.evaluate("window.sameDocument") is True
        page.locator("microsite-preview #as-of").press("Enter")
        page.locator("microsite-preview .ribbon", has_text="1 August 2027").wait_for()
        seen(page, "document.querySelector('microsite-preview').shadowRoot.activeElement?.id === 'as-of'")
        page.locator("microsite-preview #as-of").fill("2027-04-01T12:00")
        page.keyboard.press("Enter")
        page.locator("microsite-preview .ribbon", has_text="1 April 2027").wait_for()


def test_overlay_is_hidden_and_shown(mended, browser):
    """Escape hides the overlay, the bar brings it back, and the next mistake shows it again by itself."""
    with opened_page(browser, f"{mended.address}/why.html") as page:
        page.locator(BAR, has_text="Built").wait_for()
        mended.save("content/01-why.md", BROKEN["content/01-why.md"])
        overlay = page.locator(OVERLAY)
        overlay.wait_for()
        page.locator("microsite-preview #hide").focus()
        page.keyboard.press("Escape")
        overlay.wait_for(state="hidden")
        page.keyboard.press("Alt+Shift+KeyP")
        page.locator("microsite-preview #unhide").click()
        overlay.wait_for()
        page.keyboard.press("Escape")
        overlay.wait_for(state="hidden")
        mended.save("content/02-paths.md", BROKEN["content/02-paths.md"])
        overlay.get_by_text("TEXT-004").wait_for()

"""English fallback text on right-to-left pages is painted in the order in which it is read."""

from itertools import pairwise

import pytest

from tests.built_sites import in_urdu, moment
from tests.engines.browser import opened_page, resize
from tests.matrix import WIDTHS
from tests.small_sites import write_files

#: Returns each run of English words and punctuation in one block: each one's text, left, top and bottom edge.
RUNS = r"""() => {
    const inline = new Set(['inline', 'inline-block', 'inline-flex', 'contents']);
    const blockOf = node => {
        let element = node.parentElement;
        while (inline.has(getComputedStyle(element).display)) element = element.parentElement;
        return element;
    };
    const runs = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let block = null, words = [];
    const end = () => { if (words.length > 1) runs.push(words); words = []; };
    while (walker.nextNode()) {
        const node = walker.currentNode;
        const around = node.parentElement;
        if (!around.checkVisibility({visibilityProperty: true}) || around.closest('script, svg')) continue;
        if (blockOf(node) !== block) { end(); block = blockOf(node); }
        for (const match of node.data.matchAll(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]+/gu)) {
            // The dot between two facts belongs to the line, which runs from right to left.
            if (match[0] === '·') { end(); continue; }
            // Within an English sentence the words around an Arabic name are its own.
            if (/\p{Script=Arabic}/u.test(match[0])) {
                if (getComputedStyle(block).direction === 'rtl') end();
                continue;
            }
            const range = document.createRange();
            range.setStart(node, match.index);
            range.setEnd(node, match.index + match[0].length);
            const [box] = range.getClientRects();
            if (box && box.width) words.push([match[0], box.left, box.top, box.bottom]);
        }
    }
    end();
    return runs;
}"""


def out_of_order(words):
    """List neighbours of which the second is painted to the left of the first on its line, or on a line above it."""
    return [
        f"{first} before {second}"
        for (first, left, top, bottom), (second, next_left, next_top, next_bottom) in pairwise(words)
        if next_bottom <= top + 2 or (next_left <= left and next_top < bottom - 2)
    ]


@pytest.mark.parametrize(
    "state", ["open", *(pytest.param(state, marks=pytest.mark.full) for state in ("upcoming", "closed"))]
)
def test_english_is_painted_from_left_to_right(state, browser, tmp_path, all_combinations):
    """On every page, English words and their punctuation go from left to right, line by line, as they are read.

    By default each page is tried in one of the two widths, and only in the open state.
    """
    site = write_files(in_urdu(state, tmp_path), tmp_path / "output")
    found, longest = [], {}
    with opened_page(browser, now=moment("right-to-left", state)) as page:
        for number, file in enumerate(sorted(site.rglob("*.html")), state == "open"):
            for width in WIDTHS if all_combinations else (WIDTHS[number % 2],):
                resize(page, width, "light")
                page.goto(file.as_uri())
                runs = page.evaluate(RUNS)
                longest[file.name] = max(map(len, runs))
                found += [f"{file.name} {width}: {wrong}" for run in runs for wrong in out_of_order(run)]
    assert found == []
    # Whole sentences were checked: the status, the note on the survey, the ways to answer, or how long people could.
    assert longest["index.html"] > 10 and longest["have-your-say.html"] > 15


def test_wrong_order_would_be_found(browser):
    """A sentence that isn't marked as left-to-right has its full stop on the wrong side, and that is found."""
    with opened_page(browser) as page:
        sentence = "Closed on <b>5 May</b>."
        page.set_content(f'<html dir="rtl"><p>{sentence}</p><p dir="ltr">{sentence}</p>')
        assert [out_of_order(run) for run in page.evaluate(RUNS)] == [["May before ."], []]

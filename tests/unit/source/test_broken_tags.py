"""Tags that are split over lines are still tags, both for the page and for the rules."""

import pytest

from tests.unit.source.seen_and_shown import seen, shown

LINKS = [
    '<a href="https://e.org"\n>click here</a\n>',
    'Words <a href="https://e.org"\n>click here</a\n> more.',
    '<div>\n<a href="https://e.org"\n>click here</a\n>\n</div>',
    '- item <a\n  href="https://e.org"\n  >click here</a\n  >',
    '- <a href="https://e.org"\n>click here</a>',
    '> quoted <a href="https://e.org"\n> title="t">click here</a>',
    '<div>\n\n<a href="https://e.org"\n   class="x"\n>click here</a>\n\n</div>',
    '<div>\n<a href="https://e.org">\n**click here**\n</a>\n</div>',
]


@pytest.mark.parametrize("typed", LINKS)
def test_link(typed):
    """The rules see the link with its text, and the page shows it so."""
    assert seen(typed)["links"] == shown(typed)["links"] == [("https://e.org", "clickhere")]


@pytest.mark.parametrize(
    "typed",
    [
        '```\n<a href="x"\n>code\n```',
        "`<a href=x`\n> quoted",
        "5 <a\n\n> quoted",
        '> <a href="x"\n> words',
        "a < b\n> quoted",
    ],
)
def test_quotation(typed):
    """A tag that is broken by a blockquote marker, or that is in code, is no link."""
    assert seen(typed)["links"] == []
    assert shown(typed)["links"] == []

"""Tags that are broken over lines are tags, for the page and for the rules alike."""

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
    """The link is seen with its words, and shown with them."""
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
    """The mark of a quotation, or of a listing, stays what it is."""
    assert seen(typed)["links"] == []
    assert shown(typed)["links"] == []

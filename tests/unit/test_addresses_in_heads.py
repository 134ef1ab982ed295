"""If the site's address is known, every page has its canonical address and a sharing card, with full addresses."""

import re

import pytest

from microsite.model.addresses import absolute_link
from tests.built_sites import STATES, built, pages

SHARED = ["og:type", "og:title", "og:description", "og:site_name", "og:url", "og:image"]
NAME = "harbour-town"


@pytest.mark.parametrize("state", STATES)
def test_every_page(state):
    """Each page has its canonical address and its sharing card, with all addresses in full.

    A page that has moved names its new address. The page for missing pages is shown at any address, so it names
    none.
    """
    build = built(NAME, state)
    assert build.site and build.site.site_address
    address = build.site.site_address
    moved = {old: chapter.path for chapter in build.site.chapters for old in chapter.redirect_from}
    assert len(moved) > 1
    for path, text in pages(NAME, state).items():
        canonical = re.findall(r'<link rel="canonical" href="([^"]*)">', text)
        card = dict(re.findall(r'<meta property="(og:[a-z_]+)" content="([^"]*)">', text))
        if path == "404.html":
            assert (canonical, card) == ([], {})
            continue
        own = absolute_link(address, moved.get(path, path))
        assert canonical == [own] and card["og:url"] == own, path
        assert [*card] == SHARED and all(card.values()), path
        picture = card["og:image"]
        assert picture.startswith(address) and picture.removeprefix(address) in build.files, path


def test_without_an_address():
    """Without the site's address no page has a card, and only a page that has moved has a canonical link."""
    for path, text in pages("first", "closed").items():
        assert "og:" not in text and ('rel="canonical"' in text) == ('http-equiv="refresh"' in text), path

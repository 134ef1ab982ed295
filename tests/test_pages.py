"""What is true of every page of the example sites."""

import gzip
import re
from urllib.parse import urlsplit

import pytest

from tests.built_sites import SHOWN, SITES, STATES, built, pages

EVERY_STATE = [(name, state) for name in SITES for state in STATES]
FIRST_ROUND_TRIP_BYTES = 14_600
#: The stylesheet's share of it; 300 bytes are fallback values for browsers of 2019.
STYLE_BYTES = 7_500
#: A right-to-left site has one more layer.
TURNED_BYTES = 250
#: How the sentence about the survey begins in sites that aren't in English.
CAN_ANSWER = {"welsh": "Gallwch", "right-to-left": "يمكنكم"}
DATE = re.compile(r"<time datetime=\"\d{4}-\d\d-\d\d")


def compressed(content: bytes) -> int:
    """Return the compressed size, as on the wire, in bytes."""
    return len(gzip.compress(content, 9, mtime=0))


def style_of(name: str, state: str) -> bytes:
    """Return the stylesheet of a site."""
    return next(content for path, content in built(name, state).files.items() if path.endswith(".css"))


@pytest.mark.parametrize("name", SITES)
def test_first_round_trip(name):
    """A page and its stylesheet fit into the first network round trip; only the whole document is excepted."""
    style = compressed(style_of(name, SHOWN[name]))
    assert style <= STYLE_BYTES + TURNED_BYTES * (name == "right-to-left")
    sizes = {path: compressed(text.encode()) + style for path, text in pages(name, SHOWN[name]).items()}
    del sizes["whole-document.html"]
    assert sizes and {path: size for path, size in sizes.items() if size > FIRST_ROUND_TRIP_BYTES} == {}


@pytest.mark.parametrize(("name", "state"), EVERY_STATE)
def test_policy(name, state):
    """Every page's policy forbids what the page doesn't use, and no page has inline styles or scripts."""
    for path, text in pages(name, state).items():
        policy = re.search(r"Content-Security-Policy\" content=\"([^\"]*)\"", text)
        assert policy and policy[1].startswith("default-src 'none';"), path
        assert "unsafe" not in policy[1] and "connect-src 'self'" in policy[1]
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", text), path
        for script in re.findall(r"<script[^>]*>[^<]*", text):
            assert re.fullmatch(
                r'<script src="[^"]*assets/status\.\w+\.js" defer>'
                r'|<script type="application/(?:ld\+json|json" id="site-stages)">.*',
                script,
            )
        assert ("script-src 'self' file:" in policy[1]) == ("<script src=" in text), path
        assert ("'sha256-" in policy[1]) == ("<script type=" in text), path


@pytest.mark.parametrize(("name", "state"), EVERY_STATE)
def test_links(name, state):
    """Links within a site are relative, and none leads out of its folder."""
    for path, text in pages(name, state).items():
        for address in re.findall(r"(?:href|src)=\"([^\"]*)\"", text):
            parts = urlsplit(address)
            if parts.scheme or path == "404.html":
                continue
            depth = path.count("/")
            assert not address.startswith("/") and address.count("../") <= depth, (path, address)


@pytest.mark.parametrize(("name", "state"), EVERY_STATE)
def test_status_names_its_moment(name, state):
    """Every status sentence names a date and a time zone, and never says “now” or “today”."""
    site = built(name, state).site
    usual = {"welsh": "amser London", "right-to-left": "بتوقيت London"}.get(name, "London time")
    zone = str(site.consultation.time_zone_words or usual) if site else ""
    for path, text in pages(name, state).items():
        found = re.findall(r"<p class=\"status\" data-status=\"(\w+)\"[^>]*>(.*?)</p>", text, re.DOTALL)
        if path not in ("404.html", *(page for page in pages(name, state) if 'http-equiv="refresh"' in text)):
            assert len(found) == 1, path
        for status, sentence in found:
            assert status == state
            assert DATE.search(sentence) and zone in sentence
            assert not re.search(r"\b(now|currently|today)\b", sentence, re.IGNORECASE)


@pytest.mark.parametrize(("name", "state"), EVERY_STATE)
def test_survey_link_says_until_when(name, state):
    """Every link to the survey is in a block with the sentence that says until when; after the close there is none."""
    site = built(name, state).site
    survey = site.consultation.survey if site else None
    address = str(survey.address.value) if survey and survey.address.supplied else ""
    for path, page in pages(name, state).items():
        text = re.sub(r"<script.*?</script>", "", page)
        links = text.count("data-survey")
        assert links == (text.count(address.replace("&", "&amp;")) if address else 0), path
        blocks = re.findall(r"<div class=\"survey\">.*?</p>\s*</div>", text, re.DOTALL)
        assert sum("data-survey" in block for block in blocks) == links
        for block in blocks:
            assert CAN_ANSWER.get(name, "You can answer") in block and DATE.search(block)
        assert not (state == "closed" and links), path


def test_open_home_leads_to_the_survey():
    """While open, the home page's only filled button leads to the survey; after the close, to the strategy."""
    assert re.findall(r"class=\"button\" href=\"([^\"]*)\"", pages("harbour-town", "open")["index.html"]) == [
        "https://survey.example.org/room-to-grow?from=site&amp;lang=en"
    ]
    assert re.findall(r"class=\"button\" href=\"([^\"]*)\"", pages("first", "closed")["index.html"]) == [
        "why-a-new-strategy.html"
    ]


def test_facts_come_through_unharmed():
    """Names with ampersands, commas and exclamation marks are on the pages unchanged."""
    partners = pages("first", "closed")["partners.html"]
    for name in (
        "Hampshire &amp; Isle of Wight Fire and Rescue Service",
        "Hampshire, Southampton and Isle of Wight Clinical Commissioning Group",
        "GO! Southampton",
    ):
        assert f'<span class="partners__name">{name}</span>' in partners
    assert "People could answer from" in pages("first", "closed")["have-your-say.html"]
    assert 'alt="safe city partnership - making southampton safer logo"' in partners


def test_page_for_missing_pages():
    """The 404 page uses the site's address if it is known; otherwise it has no links that could be wrong."""
    unknown = pages("first", "closed")["404.html"]
    assert "href=" not in unknown and "src=" not in unknown
    known = pages("harbour-town", "open")["404.html"]
    links = re.findall(r"href=\"([^\"]*)\"", known)
    assert len(links) == 5
    assert all(link.startswith("/consultations/room-to-grow/") for link in links)


def test_old_addresses_lead_on():
    """An old address redirects to its chapter, even from a folder."""
    site = pages("harbour-town", "open")
    assert 'content="0; url=where-we-are.html"' in site["background.html"]
    assert 'content="0; url=../where-we-are.html"' in site["old/where-we-are.html"]


def test_drafts_stay_out():
    """A draft isn't published anywhere."""
    site = pages("harbour-town", "open")
    assert "draft.html" not in site
    assert not any("Nobody reads this yet" in text for text in site.values())

"""Cards for sharing show title, organisation and brand, and are the same on every machine."""

import hashlib
import io
import re
from typing import Any

import pytest
from msgspec.structs import replace
from PIL import Image

from microsite.assets.arabic_letters import visual_order
from microsite.assets.social_card import FONT, CardText, can_be_drawn, social_card
from microsite.cli import engine_templates
from microsite.render.head import MOST_CARDS, Head
from microsite.store import Store
from tests.built_sites import built

TEMPLATES = engine_templates()
FONT_FILE = str(TEMPLATES / FONT)
TITLES = ["Parks", "Have your say: Safe City Partnership strategy (2022–2027)", "St Éloi’s “Tŵr” Łódź…",
          "Endless " * 40,          "Donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichen" * 3]  # fmt: skip


def card(title: str, brand: str = "#004b6e", above: str = "Council") -> bytes:
    """Draw a card."""
    return social_card(CardText(title=title, above=above, below="Millbrook"), brand, TEMPLATES)


def opened(content: bytes) -> Any:
    """Return a card as an image."""
    return Image.open(io.BytesIO(content)).convert("RGB")


@pytest.mark.parametrize("title", TITLES)
def test_size_and_margins(title):
    """A card is 1200 × 630 pixels and under 40 kB; no text runs into the margin or the bar, however long the title."""
    content = card(title)
    image = opened(content)
    assert image.size == (1200, 630) and len(content) < 40_000
    paper = image.getpixel((5, 5))
    for box in ((0, 0, 78, 606), (1122, 0, 1200, 606), (0, 0, 1200, 60), (0, 585, 1200, 606)):
        assert image.crop(box).getcolors() == [((box[2] - box[0]) * (box[3] - box[1]), paper)]
    assert image.getpixel((600, 620)) == (0x00, 0x4B, 0x6E)


def test_title_is_what_is_drawn():
    """The same title makes the same card; another title or brand makes another."""
    assert card("Parks") == card("Parks") != card("Paths")
    assert card("Parks", brand="#7a0019") != card("Parks")


def test_same_on_every_machine():
    """The pixels are those that we once checked by eye: the font and its renderer come with the packages."""
    pixels = hashlib.sha256(opened(card(TITLES[1])).tobytes()).hexdigest()
    assert pixels[:16] == "4635325e7f38deab"


def test_letters():
    """The font has Western, Welsh, Polish, Greek and Cyrillic letters."""
    assert can_be_drawn("Tŵr y Goleudy, Łódź, Ζωή, Жизнь, “é” – … €&!", FONT_FILE)


def test_arabic():
    """Arabic is right-aligned and drawn as once checked by eye, with joined letters; letter order matters."""
    title = "خطة 2027–2031 (NHS) للملاعب والممرات"
    left, right = (opened(card(title, above="")).crop(box) for box in ((80, 60, 200, 160), (1000, 160, 1120, 300)))
    assert len(right.getcolors(1000)) > 2 and len(left.getcolors(1000)) == 1
    pixels = hashlib.sha256(opened(card(title, above="مجلس الحي")).tobytes()).hexdigest()
    assert pixels[:16] == "240aa242f5f3bc00"
    assert card("لا") == card("لا") != card("ال")


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("باب", "\ufe8f\ufe8e\ufe91"),
        ("لا", "\ufefb"),
        ("إلا", "\ufefb\ufe87"),
        ("ورد", "\ufea9\ufead\ufeed"),
        ("بَيت", "\ufe96\ufef4\ufe91"),
        ("عام 2027 (NHS)", "(NHS) 2027 \ufee1\ufe8e\ufecb"),
        ("قبل 1,200.5 كم", "\ufee2\ufedb 1,200.5 \ufede\ufe92\ufed7"),
    ],
)
def test_as_seen(line, seen):
    """Each Arabic letter has the form that its neighbours require, and left-to-right runs keep their order."""
    assert visual_order(line) == seen


@pytest.mark.parametrize("title", ["גן משחקים", "公園", "🌳", "q\u0308"])
def test_no_wrong_letters(title):
    """A title that the font cannot write makes a card without words, the same for every such title."""
    assert card(title) == card("木", above="别人")
    image = opened(card(title))
    assert image.getpixel((600, 200)) != image.getpixel((5, 5)) == image.getpixel((100, 200))


def test_cards_of_a_site():
    """Pages have the full address of a published card; each chapter has its own."""
    files = built("harbour-town", "open").files
    cards = {}
    for path in (path for path in files if path.endswith(".html")):
        found = re.findall(r'property="og:image" content="([^"]*)"', files[path].decode())
        cards[path] = found[0] if found else ""
    root = "https://www.example.org/consultations/room-to-grow/"
    assert cards["404.html"] == "" != cards["background.html"] == cards["index.html"]
    assert all(each.removeprefix(root) in files for each in cards.values() if each)
    assert cards["index.html"] == cards["contact.html"] != cards["play.html"] != cards["paths.html"]
    assert b'property="og:url" content="' + root.encode() + b'"' in files["index.html"]


def test_no_cards_without_an_address():
    """Without a known site address there are no cards, and no page mentions one."""
    files = built("first", "closed").files
    assert not [path for path in files if "card" in path]
    assert not [path for path, content in files.items() if path.endswith(".html") and b"og:" in content]


def test_many_chapters_share_one():
    """In a site with very many chapters, chapters share the site's card, to save time."""
    site = built("harbour-town", "open").site
    assert site
    few = Head(site, Store(), TEMPLATES, b"")
    many = replace(site, chapters=[*site.chapters] * MOST_CARDS)
    whole = Head(many, Store(), TEMPLATES, b"")
    assert few.card_path(site.chapters[0]) != few.card_path(None) == whole.card_path(site.chapters[0])

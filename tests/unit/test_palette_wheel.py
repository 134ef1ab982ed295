"""Whatever colour a council has, everything on its pages is readable, in the light and the dark scheme."""

import pytest

from microsite.assets.colour import SHAPE_CONTRAST, TEXT_CONTRAST, Oklch, contrast, oklch_of
from microsite.assets.palette import brand_problems, dark_roles, light_roles, readable_brand
from microsite.problems import Location, Severity

WHEEL = [Oklch(lightness, chroma, hue).hex() for hue in range(0, 360, 5) for lightness, chroma in
         ((0.30, 0.10), (0.45, 0.20), (0.60, 0.30), (0.75, 0.15), (0.90, 0.08))]  # fmt: skip
GREYS = [f"#{level:02x}{level:02x}{level:02x}" for level in range(0, 256, 15)]
CORNERS = ["#fffde0", "#ffff00", "#ff0000", "#00ff00", "#0000ff", "#00ffff", "#ff00ff", "#004b6e", "#ffdd00", "#010203"]
BRANDS = sorted({*WHEEL, *GREYS, *CORNERS})
SCHEMES = {"light": light_roles, "dark": dark_roles}
GROUNDS = ("paper", "sheet", "wash")
TEXTS = [(text, ground) for text in ("ink", "soft", "brand", "brand-strong", "notice") for ground in GROUNDS]
TEXTS += [("notice", "notice-wash"), ("on-brand", "brand"), ("on-brand", "brand-strong")]
SHAPES = [(shape, ground) for shape in ("brand", "rule-strong", "live") for ground in GROUNDS]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_everything_can_be_read(scheme):
    """For every brand, text has a contrast of 7 on all its backgrounds, and shapes that carry meaning have 3."""
    assert len(BRANDS) >= 200
    found = []
    for brand in BRANDS:
        roles = SCHEMES[scheme](brand)
        for pairs, least in ((TEXTS, TEXT_CONTRAST), (SHAPES, SHAPE_CONTRAST)):
            found += [(brand, *pair) for pair in pairs if contrast(roles[pair[0]], roles[pair[1]]) < least]
    assert found == []


def test_brand_that_serves_is_used_as_it_is():
    """A brand colour that is readable is used unchanged for links and buttons, without a hint."""
    for brand in ("#004b6e", "#000000", "#00008b", "#7a0019", "#4a2c82"):
        assert light_roles(brand)["brand"] == brand
        assert list(brand_problems(brand, Location(file="site_config.yaml"))) == []


def test_brand_that_cannot_serve_is_ornament():
    """A pale brand is kept for ornament; links get its nearest readable shade, which the hint gives in hex."""
    shade = readable_brand("#ffdd00")
    assert light_roles("#ffdd00")["ornament"] == "#ffdd00" and light_roles("#ffdd00")["brand"] == shade
    assert abs(oklch_of(shade).hue - oklch_of("#ffdd00").hue) < 6
    (hint,) = brand_problems("#ffdd00", Location(file="site_config.yaml"))
    assert (hint.code, hint.severity) == ("BRAND-001", Severity.HINT)
    assert "#ffdd00" in hint.message and shade in hint.message


@pytest.mark.full
def test_nearest_shade():
    """The shade is the lightest that is readable: one step lighter falls short."""
    for brand in BRANDS:
        shade, roles = readable_brand(brand), light_roles(brand)
        if shade == brand:
            continue
        own = oklch_of(brand)
        lighter = Oklch(oklch_of(shade).lightness + 0.01, own.chroma, own.hue).hex()
        assert min(contrast(lighter, roles[ground]) for ground in GROUNDS) < TEXT_CONTRAST


def test_ornament_is_seen():
    """In the dark scheme ornaments have a contrast of 3, and in both schemes so does what is drawn on them."""
    for brand in BRANDS:
        dark = dark_roles(brand)
        assert min(contrast(dark["ornament"], dark[ground]) for ground in GROUNDS) >= SHAPE_CONTRAST
        for roles in (dark, light_roles(brand)):
            assert contrast(roles["ornament"], roles["on-ornament"]) >= SHAPE_CONTRAST


def test_known_colours():
    """Lightness, chroma and hue match published values, and colours survive the round trip to hex and back."""
    red = oklch_of("#ff0000")
    assert (round(red.lightness, 3), round(red.chroma, 3), round(red.hue, 1)) == (0.628, 0.258, 29.2)
    assert oklch_of("#ffffff").chroma == 0 and round(oklch_of("#ffffff").lightness, 3) == 1
    for colour in BRANDS:
        back = oklch_of(colour).hex()
        assert max(abs(int(back[at : at + 2], 16) - int(colour[at : at + 2], 16)) for at in (1, 3, 5)) <= 1

"""Whatever colour a council has, everything on its pages can be read, in the light and in the dark scheme."""

import pytest

from microsite.assets.colour import SHAPE_CONTRAST, TEXT_CONTRAST, Oklch, contrast, oklch_of
from microsite.assets.palette import brand_problems, dark_roles, light_roles, serving_shade
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
    """Text has a contrast of 7 on all that lies under it, controls and rules that carry meaning 3, for every brand."""
    assert len(BRANDS) >= 200
    found = []
    for brand in BRANDS:
        roles = SCHEMES[scheme](brand)
        for pairs, least in ((TEXTS, TEXT_CONTRAST), (SHAPES, SHAPE_CONTRAST)):
            found += [(brand, *pair) for pair in pairs if contrast(roles[pair[0]], roles[pair[1]]) < least]
    assert found == []


def test_brand_that_serves_is_used_as_it_is():
    """Where a brand colour can be read it is the very colour of links and buttons, and nothing is said."""
    for brand in ("#004b6e", "#000000", "#00008b", "#7a0019", "#4a2c82"):
        assert light_roles(brand)["brand"] == brand
        assert list(brand_problems(brand, Location(file="site_config.yaml"))) == []


def test_brand_that_cannot_serve_is_ornament():
    """A pale brand stays as ornament; links have its nearest shade that can be read, and the hint names it in hex."""
    shade = serving_shade("#ffdd00")
    assert light_roles("#ffdd00")["ornament"] == "#ffdd00" and light_roles("#ffdd00")["brand"] == shade
    assert abs(oklch_of(shade).hue - oklch_of("#ffdd00").hue) < 6
    (hint,) = brand_problems("#ffdd00", Location(file="site_config.yaml"))
    assert (hint.code, hint.severity) == ("BRAND-001", Severity.HINT)
    assert "#ffdd00" in hint.message and shade in hint.message


@pytest.mark.full
def test_nearest_shade():
    """No lighter shade of the same colour can be read: the next step lighter falls short."""
    for brand in BRANDS:
        shade, roles = serving_shade(brand), light_roles(brand)
        if shade == brand:
            continue
        own = oklch_of(brand)
        lighter = Oklch(oklch_of(shade).lightness + 0.01, own.chroma, own.hue).hex()
        assert min(contrast(lighter, roles[ground]) for ground in GROUNDS) < TEXT_CONTRAST


def test_ornament_is_seen():
    """In the dark scheme an ornament has a contrast of 3; what is drawn on it is seen in both schemes."""
    for brand in BRANDS:
        dark = dark_roles(brand)
        assert min(contrast(dark["ornament"], dark[ground]) for ground in GROUNDS) >= SHAPE_CONTRAST
        for roles in (dark, light_roles(brand)):
            assert contrast(roles["ornament"], roles["on-ornament"]) >= SHAPE_CONTRAST


def test_known_colours():
    """Lightness, chroma and hue are those that others work out for the same colours."""
    red = oklch_of("#ff0000")
    assert (round(red.lightness, 3), round(red.chroma, 3), round(red.hue, 1)) == (0.628, 0.258, 29.2)
    assert oklch_of("#ffffff").chroma == 0 and round(oklch_of("#ffffff").lightness, 3) == 1
    for colour in BRANDS:
        back = oklch_of(colour).hex()
        assert max(abs(int(back[at : at + 2], 16) - int(colour[at : at + 2], 16)) for at in (1, 3, 5)) <= 1

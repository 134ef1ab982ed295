"""Whatever colour a council chooses, its site is readable."""

import colorsys

import pytest

from microsite.assets.colour import SHAPE_CONTRAST, TEXT_CONTRAST, Oklch, contrast, hue_of, readable_shade
from microsite.assets.palette import brand_problems, dark_roles, light_roles
from microsite.problems import Location
from tests.cases import read_cases

#: Hues three degrees apart, each dark, vivid and pale; and extremes: greys, black, white, pure colours.
BRANDS = [
    *(
        "#{:02x}{:02x}{:02x}".format(*(round(255 * part) for part in colorsys.hls_to_rgb(hue / 120, light, strong)))
        for hue in range(120)
        for light, strong in ((0.25, 1.0), (0.5, 0.9), (0.8, 0.4))
    ),
    *"#000000 #ffffff #808080 #010101 #fefefe #ff0000 #00ff00 #0000ff #ffff00 #00ffff #ff00ff".split(),
]
GROUNDS = ("paper", "sheet", "wash")
TEXTS = ("ink", "soft", "brand", "brand-strong", "notice")
SHAPES = ("rule-strong", "live")
KNOWN = read_cases("palette")


@pytest.mark.parametrize("brand", KNOWN)
def test_known_palettes(brand):
    """The palettes of some brands are as recorded, in both schemes."""
    assert {"light": light_roles(brand), "dark": dark_roles(brand)} == KNOWN[brand]


@pytest.mark.parametrize("roles", [light_roles, dark_roles])
def test_every_text_on_every_ground(roles):
    """For every brand, text has a contrast of 7 on every background and on the brand colour, and shapes have 3."""
    poor = []
    for brand in BRANDS:
        colours = roles(brand)
        poor += [
            (brand, name, ground)
            for names, least in ((TEXTS, TEXT_CONTRAST), (SHAPES, SHAPE_CONTRAST))
            for name in names
            for ground in GROUNDS
            if contrast(colours[name], colours[ground]) < least
        ]
        if contrast(colours["on-brand"], colours["brand"]) < TEXT_CONTRAST:
            poor.append((brand, "on-brand", "brand"))
    assert poor == []


def test_both_schemes_have_the_same_roles():
    """Both schemes have the same roles, and each is a plain hex colour."""
    assert list(light_roles("#004b6e")) == list(dark_roles("#004b6e"))
    for roles in (light_roles("#004b6e"), dark_roles("#004b6e")):
        assert all(len(colour) == 7 and int(colour[1:], 16) >= 0 for colour in roles.values())


def test_brand_is_recognised():
    """The brand's hue is roughly kept, and a grey brand stays grey."""
    for brand in ("#004b6e", "#0b6e4f", "#8a1538", "#5b2d90"):
        difference = abs(hue_of(light_roles(brand)["brand"])[0] - hue_of(brand)[0])
        assert min(difference, 360 - difference) < 8, brand
    grey = light_roles("#808080")["brand"]
    assert grey[1:3] == grey[3:5] == grey[5:7]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.0),
        ("#123456", "#123456", 1.0),
    ],
)
def test_contrast_as_others_measure_it(first, second, expected):
    """Contrast follows WCAG's formula for well-known pairs, in either order."""
    assert contrast(first, second) == contrast(second, first) == pytest.approx(expected, abs=0.005)


def test_what_a_screen_cannot_show():
    """A colour outside sRGB loses chroma and keeps its hue, up to rounding."""
    shown = Oklch(0.6, 0.37, 150).hex()
    hue, chroma = hue_of(shown)
    assert abs(hue - 150) < 2 and chroma < 0.37


def test_impossible_contrast_ends():
    """If the contrast cannot be reached, the search ends with black or white."""
    assert readable_shade(Oklch(0.5, 0.1, 20), ("#ffffff",), 22) == "#000000"
    assert readable_shade(Oklch(0.5, 0.1, 20), ("#000000",), 22) == "#ffffff"


def is_grey(colour):
    """Whether a colour is a pure grey."""
    return colour[1:3] == colour[3:5] == colour[5:7]


#: Roles tinted with the brand's hue; the light scheme's paper is always slightly warm.
TINTED = {
    light_roles: ("sheet", "wash", "ink", "soft", "rule", "rule-strong"),
    dark_roles: ("paper", "sheet", "wash", "ink", "soft", "brand", "brand-strong", "on-brand", "rule", "rule-strong"),
}


@pytest.mark.parametrize("roles", TINTED, ids=["light", "dark"])
@pytest.mark.parametrize(
    ("brand", "grey"), [("#808080", True), ("#8a8a90", True), ("#71717e", True), ("#70707d", False)]
)
def test_grey_brand_tints_nothing(roles, brand, grey):
    """A grey or nearly grey brand leaves the other roles grey; one with a little more colour tints them."""
    assert {is_grey(roles(brand)[name]) for name in TINTED[roles]} == {grey}


@pytest.mark.parametrize(("brand", "least"), [("#0b6e4f", "5.4"), ("#ffdd00", "1.1"), ("#808080", "3.4")])
def test_hint_names_the_contrast(brand, least):
    """The hint for a brand that is too light gives its lowest contrast on any background, and what text needs."""
    (hint,) = brand_problems(brand, Location(file="site_config.yaml"))
    assert hint.advice == f"Its contrast is {least}, and text needs 7. We still use it for decoration."

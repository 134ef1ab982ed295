"""The colours of a site by role, in the light and the dark scheme, worked out from its brand colour."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.assets.colour import SHAPE_CONTRAST, TEXT_CONTRAST, Oklch, contrast, hue_of, oklch_of, readable_shade
from microsite.problems import Location, Problem

#: A brand with less chroma than this counts as grey, and gives no tint.
GREYEST = 0.02
LIVE_HUE, NOTICE_HUE, PAPER_HUE = 150.0, 75.0, 95.0
_BACKGROUNDS = ("paper", "sheet", "wash")
#: Roles of text, each with the role of a background.
TEXT_PAIRS = (
    *((text, ground) for text in ("ink", "soft", "brand", "brand-strong", "notice") for ground in _BACKGROUNDS),
    ("notice", "notice-wash"),
    ("on-brand", "brand"),
    ("on-brand", "brand-strong"),
)
#: Roles of shapes that carry meaning, each with the role of a background.
SHAPE_PAIRS = tuple((shape, ground) for shape in ("brand", "rule-strong", "live") for ground in _BACKGROUNDS)


def light_roles(brand: str) -> dict[str, str]:
    """Return the light scheme's colours by role.

    Args:
        brand: the site's colour as `#rrggbb`. Links and buttons have that colour if it is readable, else its nearest
            readable shade; most other colours have its hue.
    """
    hue, tint = _hue_and_tint(brand)
    paper, sheet, wash = grounds = _light_backgrounds(brand)
    shade = readable_brand(brand)
    own = oklch_of(shade)
    strong = Oklch(max(own.lightness - 0.08, 0.0), own.chroma * 0.8, own.hue)
    notice_wash = Oklch(0.965, 0.035, NOTICE_HUE + 15).hex()
    return {
        "paper": paper,
        "sheet": sheet,
        "wash": wash,
        "ink": readable_shade(Oklch(0.24, 0.03 * tint, hue), grounds, TEXT_CONTRAST),
        "soft": readable_shade(Oklch(0.40, 0.03 * tint, hue), grounds, TEXT_CONTRAST),
        "brand": shade,
        "brand-strong": readable_shade(strong, grounds, TEXT_CONTRAST),
        "on-brand": paper,
        "ornament": brand,
        "on-ornament": _clearest_on(brand, paper),
        "rule": Oklch(0.87, 0.012 * tint, hue).hex(),
        "rule-strong": readable_shade(Oklch(0.55, 0.02 * tint, hue), grounds, SHAPE_CONTRAST),
        "live": readable_shade(Oklch(0.45, 0.12, LIVE_HUE), grounds, SHAPE_CONTRAST),
        "notice": readable_shade(Oklch(0.42, 0.09, NOTICE_HUE), (*grounds, notice_wash), TEXT_CONTRAST),
        "notice-wash": notice_wash,
    }


def dark_roles(brand: str) -> dict[str, str]:
    """Return the dark scheme's colours by role; see `light_roles`."""
    hue, tint = _hue_and_tint(brand)
    paper = Oklch(0.19, 0.02 * tint, hue).hex()
    sheet = Oklch(0.235, 0.025 * tint, hue).hex()
    wash = Oklch(0.29, 0.045 * tint, hue).hex()
    grounds = (paper, sheet, wash)
    bright = readable_shade(Oklch(0.82, 0.09 * tint, hue), grounds, TEXT_CONTRAST)
    ornament = _shade(brand, grounds, SHAPE_CONTRAST)
    notice_wash = Oklch(0.29, 0.04, NOTICE_HUE).hex()
    return {
        "paper": paper,
        "sheet": sheet,
        "wash": wash,
        "ink": readable_shade(Oklch(0.94, 0.01 * tint, hue), grounds, TEXT_CONTRAST),
        "soft": readable_shade(Oklch(0.80, 0.02 * tint, hue), grounds, TEXT_CONTRAST),
        "brand": bright,
        "brand-strong": readable_shade(Oklch(0.90, 0.06 * tint, hue), grounds, TEXT_CONTRAST),
        "on-brand": readable_shade(Oklch(0.20, 0.03 * tint, hue), (bright,), TEXT_CONTRAST),
        "ornament": ornament,
        "on-ornament": _clearest_on(ornament, paper),
        "rule": Oklch(0.38, 0.02 * tint, hue).hex(),
        "rule-strong": readable_shade(Oklch(0.62, 0.02 * tint, hue), grounds, SHAPE_CONTRAST),
        "live": readable_shade(Oklch(0.82, 0.14, LIVE_HUE), grounds, SHAPE_CONTRAST),
        "notice": readable_shade(Oklch(0.86, 0.08, NOTICE_HUE), (*grounds, notice_wash), TEXT_CONTRAST),
        "notice-wash": notice_wash,
    }


def readable_brand(brand: str) -> str:
    """Return the shade of a brand that links and buttons have in the light scheme: the nearest readable one."""
    return _shade(brand, _light_backgrounds(brand), TEXT_CONTRAST)


def brand_problems(brand: str, place: Location) -> Iterator[Problem]:
    """Report a brand colour that is too light for links and buttons, with the shade that they have instead.

    Args:
        brand: the colour as `#rrggbb`.
        place: where it is written.
    """
    shade = readable_brand(brand)
    if shade != brand:
        least = min(contrast(brand, ground) for ground in _light_backgrounds(brand))
        yield Problem.hint(
            "BRAND-001",
            f"{brand} is too light for links and buttons, so they use {shade} instead.",
            place,
            f"Its contrast is {least:.1f}, and text needs {TEXT_CONTRAST:.0f}. We still use it for decoration.",
            path="brand.colour",
        )


def _light_backgrounds(brand: str) -> tuple[str, str, str]:
    hue, tint = _hue_and_tint(brand)
    return (
        Oklch(0.992, 0.004, PAPER_HUE).hex(),
        Oklch(0.965, 0.008 * tint, hue).hex(),
        Oklch(0.945, 0.022 * tint, hue).hex(),
    )


def _shade(colour: str, backgrounds: tuple[str, ...], minimum: float) -> str:
    """Return the colour itself if its contrast is enough, else its nearest shade with enough."""
    if min(contrast(colour, ground) for ground in backgrounds) >= minimum:
        return colour
    return readable_shade(oklch_of(colour), backgrounds, minimum)


def _clearest_on(ground: str, light: str) -> str:
    """Return whichever of the light colour, white and black has the most contrast with this background."""
    return max((light, "#ffffff", "#000000"), key=lambda each: contrast(each, ground))


def _hue_and_tint(brand: str) -> tuple[float, float]:
    """Return a brand's hue, and what to multiply chroma by: 0 if the brand is grey, else 1."""
    hue, chroma = hue_of(brand)
    return hue, 0.0 if chroma < GREYEST else 1.0

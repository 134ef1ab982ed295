"""The roles that colours play, in the light and in the dark scheme."""

from __future__ import annotations

from microsite.assets.colour import SHAPE_CONTRAST, TEXT_CONTRAST, Oklch, hue_of, readable

#: A brand as grey as this stays grey.
GREYEST = 0.02
LIVE_HUE, NOTICE_HUE, PAPER_HUE = 150.0, 75.0, 95.0


def light_roles(brand: str) -> dict[str, str]:
    """Give the light scheme's colours by role.

    Args:
        brand: the site's colour as `#rrggbb`; its hue is kept, its lightness is chosen for contrast.
    """
    hue, tint = _hue_and_tint(brand)
    paper = Oklch(0.992, 0.004, PAPER_HUE).hex()
    sheet = Oklch(0.965, 0.008 * tint, hue).hex()
    wash = Oklch(0.945, 0.022 * tint, hue).hex()
    grounds = (paper, sheet, wash)
    return {
        "paper": paper,
        "sheet": sheet,
        "wash": wash,
        "ink": readable(Oklch(0.24, 0.03 * tint, hue), grounds, TEXT_CONTRAST),
        "soft": readable(Oklch(0.40, 0.03 * tint, hue), grounds, TEXT_CONTRAST),
        "brand": readable(Oklch(0.38, 0.10 * tint, hue), grounds, TEXT_CONTRAST),
        "brand-strong": readable(Oklch(0.30, 0.08 * tint, hue), grounds, TEXT_CONTRAST),
        "on-brand": paper,
        "rule": Oklch(0.87, 0.012 * tint, hue).hex(),
        "rule-strong": readable(Oklch(0.55, 0.02 * tint, hue), grounds, SHAPE_CONTRAST),
        "live": readable(Oklch(0.45, 0.12, LIVE_HUE), grounds, SHAPE_CONTRAST),
        "notice": readable(Oklch(0.42, 0.09, NOTICE_HUE), grounds, TEXT_CONTRAST),
        "notice-wash": Oklch(0.965, 0.035, NOTICE_HUE + 15).hex(),
    }


def dark_roles(brand: str) -> dict[str, str]:
    """Give the dark scheme's colours by role; see `light_roles`."""
    hue, tint = _hue_and_tint(brand)
    paper = Oklch(0.19, 0.02 * tint, hue).hex()
    sheet = Oklch(0.235, 0.025 * tint, hue).hex()
    wash = Oklch(0.29, 0.045 * tint, hue).hex()
    grounds = (paper, sheet, wash)
    bright = readable(Oklch(0.82, 0.09 * tint, hue), grounds, TEXT_CONTRAST)
    return {
        "paper": paper,
        "sheet": sheet,
        "wash": wash,
        "ink": readable(Oklch(0.94, 0.01 * tint, hue), grounds, TEXT_CONTRAST),
        "soft": readable(Oklch(0.80, 0.02 * tint, hue), grounds, TEXT_CONTRAST),
        "brand": bright,
        "brand-strong": readable(Oklch(0.90, 0.06 * tint, hue), grounds, TEXT_CONTRAST),
        "on-brand": readable(Oklch(0.20, 0.03 * tint, hue), (bright,), TEXT_CONTRAST),
        "rule": Oklch(0.38, 0.02 * tint, hue).hex(),
        "rule-strong": readable(Oklch(0.62, 0.02 * tint, hue), grounds, SHAPE_CONTRAST),
        "live": readable(Oklch(0.82, 0.14, LIVE_HUE), grounds, SHAPE_CONTRAST),
        "notice": readable(Oklch(0.86, 0.08, NOTICE_HUE), grounds, TEXT_CONTRAST),
        "notice-wash": Oklch(0.29, 0.04, NOTICE_HUE).hex(),
    }


def _hue_and_tint(brand: str) -> tuple[float, float]:
    """The hue, and how much of the usual chroma a brand takes: none when it is grey."""
    hue, chroma = hue_of(brand)
    return hue, 0.0 if chroma < GREYEST else 1.0

"""The neutral mark: a shield in the brand's colours, for sites without a logo of a suitable shape."""

from __future__ import annotations

import io
from typing import Any

from microsite.assets.palette import dark_roles, light_roles

#: The size of the icon that phones put on their home screen, in pixels on each side.
TOUCH_ICON_PX = 180
_TIMES = 4


class PngFile(io.BytesIO):
    """A PNG in memory; its name tells Pillow the format, so that no other format's driver is loaded to save it."""

    name = "picture.png"


def mark_svg(brand: str) -> bytes:
    """Draw the mark for a browser tab, in both colour schemes.

    Args:
        brand: the site's colour as `#rrggbb`.
    """
    light, dark = light_roles(brand), dark_roles(brand)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f"<style>rect{{fill:{light['ornament']}}}path{{fill:none;stroke:{light['on-ornament']};stroke-width:2.5}}"
        f"@media (prefers-color-scheme:dark){{rect{{fill:{dark['ornament']}}}path{{stroke:{dark['on-ornament']}}}}}"
        '</style><rect width="32" height="32" rx="8"/><path d="M9 8h14v9a7 7 0 0 1-14 0z"/></svg>'
    ).encode()


def touch_icon(brand: str) -> bytes:
    """Draw the mark as a PNG for the home screen of a phone, which rounds the corners itself."""
    from PIL import Image

    icon = Image.new("RGB", (TOUCH_ICON_PX, TOUCH_ICON_PX), light_roles(brand)["ornament"])
    shield = shield_mask(TOUCH_ICON_PX)
    icon.paste(light_roles(brand)["on-ornament"], mask=shield)
    out = PngFile()
    icon.quantize(32).save(out, optimize=True)
    return out.getvalue()


def shield_mask(side_px: int) -> Any:
    """Draw the outline of the shield in white on black, in a square with sides of this length."""
    from PIL import Image, ImageDraw

    scale = side_px * _TIMES / 32
    mask: Any = Image.new("L", (side_px * _TIMES, side_px * _TIMES))
    draw = ImageDraw.Draw(mask)
    for inset, level in ((0.0, 255), (2.5, 0)):
        outer = 1.25 - inset
        start, end, top, middle = (9 - outer) * scale, (23 + outer) * scale, (8 - outer) * scale, 17 * scale
        draw.rectangle((start, top, end, middle), fill=level)
        draw.pieslice((start, (10 - outer) * scale, end, (24 + outer) * scale), 0, 180, fill=level)
    return mask.resize((side_px, side_px), Image.Resampling.LANCZOS)

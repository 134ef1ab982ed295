"""Writes the markup of pictures: the sizes to choose from, width and height, and lazy loading."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from urllib.parse import unquote

from markupsafe import Markup

from microsite.lazy_patterns import lazy_pattern
from microsite.model.addresses import relative_link
from microsite.model.site import MediaFile

#: How wide a picture in a text is displayed: as the reading column, or on a phone as the screen.
SIZES = "(min-width: 48rem) 45rem, 94vw"
#: With fewer words above it, a picture is visible on a phone without scrolling, so it is not loaded lazily.
WORDS_IN_FIRST_VIEW = 60
#: How high a partner's logo is displayed, by its shape, in CSS pixels; must match partner_grid.css.
LOGO_HEIGHTS_PX = {"tall": 68, "square": 64, "wide": 48, "wider": 34, "strip": 24, "": 56}
_TAG = lazy_pattern(r"<[^>]+>")
_PICTURE = lazy_pattern(r"<img((?:\s+[\w:-]+=\"[^\"]*\")+)\s*/?>")
_ATTRIBUTE = lazy_pattern(r"\s+([\w:-]+)=\"([^\"]*)\"")


class Pictures:
    """Writes the markup of a site's pictures."""

    def __init__(self, media: Sequence[MediaFile]) -> None:
        """Take all of the author's files."""
        self._by_path = {file.path: file for file in media}

    def in_text(self, safe_html: str) -> str:
        """Replace every picture in a text with markup that lets browsers choose a size.

        Args:
            safe_html: a text whose pictures have paths relative to the output folder, in which its page is too.
        """

        def placed(match: re.Match[str]) -> str:
            attributes = {key: html.unescape(value) for key, value in _ATTRIBUTE.findall(match[1])}
            file = self._by_path.get(unquote(attributes.get("src", "")))
            if file is None:
                return match[0]
            above = _words_in(safe_html[: match.start()]) if match.start() < 2000 else WORDS_IN_FIRST_VIEW
            return _picture(file, lambda path: relative_link("", path), attributes, lazy=above >= WORDS_IN_FIRST_VIEW)

        return _PICTURE.sub(placed, safe_html)

    def logo(
        self, file: MediaFile, link: Callable[[str], str], *, height_px: int, text: str = "", lazy: bool = False
    ) -> Markup:
        """Return the markup of a logo at a given height.

        Args:
            file: the logo.
            link: returns the address of a published file relative to the page.
            height_px: how high it is, in CSS pixels.
            text: its alternative text; empty if the name is next to it.
            lazy: whether it is loaded only when scrolled to.
        """
        size = {"height": str(height_px)}
        width = round(file.width_px * height_px / file.height_px) if file.width_px and file.height_px else 0
        if width:
            size = {"width": str(width), **size}
        return Markup(_picture(file, link, {"alt": text, **size}, lazy=lazy, sizes=f"{width}px"))

    def portrait(self, file: MediaFile, link: Callable[[str], str], *, side_px: int, text: str) -> Markup:
        """Return the markup of a person's picture, cropped to a square and loaded lazily.

        Args:
            file: the picture.
            link: returns the address of a published file relative to the page.
            side_px: how wide and high the square is, in CSS pixels.
            text: its alternative text.
        """
        attributes = {"alt": text, "width": str(side_px), "height": str(side_px)}
        # The cropped sides count too: of a wide picture, a file wider than the square is needed.
        shown_px = round(side_px * max(1.0, (file.width_px or 1) / (file.height_px or 1)))
        return Markup(_picture(file, link, attributes, lazy=True, sizes=f"{shown_px}px"))


def logo_shape(width_px: int | None, height_px: int | None) -> str:
    """Classify a logo by its proportions, so that all logos can be displayed with about the same area.

    Returns:
        `tall`, `square`, `wide`, `wider` or `strip`; empty if the file does not say its size.
    """
    if not width_px or not height_px:
        return ""
    ratio = width_px / height_px
    bounds = ((0.8, "tall"), (1.3, "square"), (2.8, "wide"), (5.5, "wider"))
    return next((name for most, name in bounds if ratio < most), "strip")


def _words_in(safe_html: str) -> int:
    return len(_TAG.sub(" ", safe_html).replace("&nbsp;", " ").split())


def _picture(
    file: MediaFile, link: Callable[[str], str], attributes: dict[str, str], *, lazy: bool, sizes: str = SIZES
) -> str:
    written = {**attributes, "src": link(file.shown_path), **_size(file, attributes)}
    if lazy:
        written["loading"] = "lazy"
    written["decoding"] = "async"
    image = f"<img{_attributes(written)}>"
    if not file.webp:
        return image
    candidates = ", ".join(f"{link(each.path)} {each.width_px}w" for each in file.webp)
    source = {"type": "image/webp", "srcset": candidates, "sizes": sizes}
    return f"<picture><source{_attributes(source)}>{image}</picture>"


def _size(file: MediaFile, given: dict[str, str]) -> dict[str, str]:
    """Return width and height, so that the text does not jump; if the author gave one, the other follows from it."""
    if not file.width_px or not file.height_px:
        return {}
    width, height = given.get("width", ""), given.get("height", "")
    if width.isdecimal() and not height:
        return {"width": width, "height": str(max(1, round(int(width) * file.height_px / file.width_px)))}
    if height.isdecimal() and not width:
        return {"width": str(max(1, round(int(height) * file.width_px / file.height_px))), "height": height}
    if width and height:
        return {"width": width, "height": height}
    return {"width": str(file.width_px), "height": str(file.height_px)}


def _attributes(values: dict[str, str]) -> str:
    return "".join(f' {name}="{html.escape(value)}"' for name, value in values.items())

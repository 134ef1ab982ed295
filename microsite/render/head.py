"""What the heads of all pages share beside the style: icons."""

from __future__ import annotations

from microsite.assets.mark import RECIPE, mark_svg, touch_icon
from microsite.assets.media import Remember
from microsite.assets.stylesheet import fingerprinted
from microsite.model.site import MediaFile, Site

#: A logo whose sides differ less than this is still recognised in the tab of a browser.
MOST_OBLONG = 1.25


class Head:
    """The files that heads of pages name, and where they stand."""

    def __init__(self, site: Site, remember: Remember) -> None:
        """Draw them.

        Args:
            site: the whole model.
            remember: where pictures are kept that take a while.
        """
        brand = str(site.facts.brand.colour)
        self.files: dict[str, bytes] = {}
        logo = site.media_file(site.facts.brand.logo) if site.facts.brand.logo else None
        #: The icon in the tab: the logo where it is a square drawing, else the neutral mark.
        self.icon_path = logo.path if logo and _fits_a_square(logo) else self._add("icon.svg", mark_svg(brand))
        touch = remember(f"touch icon {RECIPE} {brand}", lambda: touch_icon(brand))
        #: The icon on the first screen of a telephone, which takes no drawings.
        self.touch_icon_path = self._add("touch-icon.png", touch)

    def _add(self, name: str, content: bytes) -> str:
        path = fingerprinted(f"assets/{name}", content)
        self.files[path] = content
        return path


def _fits_a_square(file: MediaFile) -> bool:
    if not file.path.lower().endswith(".svg") or not file.width_px or not file.height_px:
        return False
    return 1 / MOST_OBLONG <= file.width_px / file.height_px <= MOST_OBLONG

"""What the heads of all pages need besides the stylesheet: icons, absolute addresses, social cards, the QR code."""

from __future__ import annotations

from pathlib import Path

from microsite.assets.mark import mark_svg, touch_icon
from microsite.assets.qr_code import qr_code
from microsite.assets.social_card import CardText, social_card
from microsite.assets.stylesheet import fingerprinted
from microsite.model.addresses import absolute_link
from microsite.model.chapter import Chapter
from microsite.model.site import MediaFile, Site
from microsite.store import Store

#: The largest ratio of a logo's sides with which it is still recognisable in a browser tab.
MOST_OBLONG = 1.25
#: A card takes 10 ms to draw; with more chapters than this, they all use the card of the site.
MOST_CARDS = 60


class Head:
    """The files that the heads of pages refer to, and their paths."""

    def __init__(self, site: Site, store: Store, templates: Path, engine: bytes) -> None:
        """Draw the files, or take them from the store.

        Args:
            site: the whole model.
            store: caches pictures that are slow to draw.
            templates: the engine's own templates, which include the font for the cards.
            engine: digest of those templates.
        """
        self.files: dict[str, bytes] = {}
        self._beside = site.shared_folder
        self._consultation, self._store, self._templates, self._engine = site.consultation, store, templates, engine
        self._brand = str(site.consultation.brand.colour)
        #: The web address the site will have; empty until it is known.
        self.site_address = site.site_address
        logo = site.media_file(site.consultation.brand.logo) if site.consultation.brand.logo else None
        #: The icon in the tab: the logo if it is an SVG and about square, else the neutral mark.
        self.icon_path = logo.path if logo and _fits_a_square(logo) else self._add("icon.svg", self._mark())
        #: The icon for a phone's home screen, which cannot be an SVG.
        self.touch_icon_path = self._add("touch-icon.png", touch_icon_of(self._brand, store))
        #: The QR code of the site's address; empty until that is known.
        self.qr_path = self._add("qr.svg", self._qr_code()) if self.site_address else ""
        self._cards = self._draw_cards(site) if self.site_address else {}

    def absolute(self, path: str) -> str:
        """Return the absolute address of a published file; the site's address must be known."""
        return absolute_link(self.site_address, path)

    def card_path(self, chapter: Chapter | None) -> str:
        """Return the path of a page's card; pages that are not chapters, or too many chapters, have the site's."""
        if chapter is None:
            return self._cards[""]
        # A card's file name depends on what it shows; reading the title here makes the page depend on it.
        return self._cards.get(chapter.slug, self._cards[""]) if chapter.title else self._cards[""]

    def _draw_cards(self, site: Site) -> dict[str, str]:
        """Draw the cards of the site and its chapters; returns their paths by slug, with an empty one for the site."""
        consultation = site.consultation
        cards = {"": self._card(str(consultation.title), str(consultation.place or ""))}
        if len(site.chapters) <= MOST_CARDS:
            cards |= {each.slug: self._card(each.title, str(consultation.title)) for each in site.chapters}
        return cards

    def _card(self, title: str, below: str) -> str:
        text = CardText(title=title, above=str(self._consultation.organisation), below=below)
        inputs = (self._engine, self._brand, text.title, text.above, text.below)
        card = self._store.get("social card", inputs, lambda: social_card(text, self._brand, self._templates), bytes)
        return self._add("card.png", card)

    def _mark(self) -> bytes:
        return self._store.get("mark", (self._brand,), lambda: mark_svg(self._brand), bytes)

    def _qr_code(self) -> bytes:
        return self._store.get("QR code", (self.site_address,), lambda: qr_code(self.site_address), bytes)

    def _add(self, name: str, content: bytes) -> str:
        path = f"{self._beside}{fingerprinted(f'assets/{name}', content)}"
        self.files[path] = content
        return path


def touch_icon_of(brand: str, store: Store) -> bytes:
    """Return the icon for a phone's home screen.

    Args:
        brand: the site's colour as `#rrggbb`.
        store: caches it.
    """
    return store.get("touch icon", (brand,), lambda: touch_icon(brand), bytes)


def known_touch_icon(brand: str, store: Store) -> bytes | None:
    """Return the icon for a phone's home screen if the store has it; else None."""
    return store.find(store.key("touch icon", brand), bytes)


def _fits_a_square(file: MediaFile) -> bool:
    if not file.path.lower().endswith(".svg") or not file.width_px or not file.height_px:
        return False
    return 1 / MOST_OBLONG <= file.width_px / file.height_px <= MOST_OBLONG

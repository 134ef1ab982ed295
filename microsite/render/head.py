"""What the heads of all pages share beside the style: icons, addresses in full, cards for sharing, the QR code."""

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

#: A logo whose sides differ less than this is still recognised in the tab of a browser.
MOST_OBLONG = 1.25
#: A card takes 10 ms; with more chapters than these, all of them are shared with the card of the site.
MOST_CARDS = 60


class Head:
    """The files that heads of pages name, and where they are."""

    def __init__(self, site: Site, store: Store, templates: Path, engine: bytes) -> None:
        """Draw them.

        Args:
            site: the whole model.
            store: keeps pictures that take a while.
            templates: the engine's own templates, which the font of the cards is part of.
            engine: tells one state of those from another.
        """
        self.files: dict[str, bytes] = {}
        self._beside = site.shared_folder
        self._consultation, self._store, self._templates, self._engine = site.consultation, store, templates, engine
        self._brand = str(site.consultation.brand.colour)
        #: Where the site will be, or nothing while that is not known.
        self.site_address = site.site_address
        logo = site.media_file(site.consultation.brand.logo) if site.consultation.brand.logo else None
        #: The icon in the tab: the logo where it is a square drawing, else the neutral mark.
        self.icon_path = logo.path if logo and _fits_a_square(logo) else self._add("icon.svg", self._mark())
        #: The icon on the first screen of a phone, which takes no drawings.
        self.touch_icon_path = self._add("touch-icon.png", touch_icon_of(self._brand, store))
        #: The QR code to the site's address; empty while that is not known.
        self.qr_path = self._add("qr.svg", self._qr_code()) if self.site_address else ""
        self._cards = self._draw_cards(site) if self.site_address else {}

    def absolute(self, path: str) -> str:
        """Give the full address of a published file; only where the site's address is known."""
        return absolute_link(self.site_address, path)

    def card_path(self, chapter: Chapter | None) -> str:
        """Where the card of a page is; pages that are no chapters, and many chapters, have that of the site."""
        if chapter is None:
            return self._cards[""]
        # What a card shows is part of its name; the title is read here so that the page is drawn again with it.
        return self._cards.get(chapter.slug, self._cards[""]) if chapter.title else self._cards[""]

    def _draw_cards(self, site: Site) -> dict[str, str]:
        """Draw the card of the site and those of its chapters; their paths are kept by the chapters' slugs."""
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
    """Give the icon for the first screen of a phone.

    Args:
        brand: the site's colour as `#rrggbb`.
        store: keeps it.
    """
    return store.get("touch icon", (brand,), lambda: touch_icon(brand), bytes)


def known_touch_icon(brand: str, store: Store) -> bytes | None:
    """Give that icon where it is kept."""
    return store.find(store.key("touch icon", brand), bytes)


def _fits_a_square(file: MediaFile) -> bool:
    if not file.path.lower().endswith(".svg") or not file.width_px or not file.height_px:
        return False
    return 1 / MOST_OBLONG <= file.width_px / file.height_px <= MOST_OBLONG

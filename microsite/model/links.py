"""Where an author's link leads: to a chapter by its file's name, to a file in content/media, to another host."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from microsite.problems import did_you_mean, sentences
from microsite.text.references import Target, encoded


@dataclass(frozen=True, slots=True, kw_only=True)
class Destinations:
    """What a link can lead to."""

    #: The address of each chapter's page by the name of its file.
    chapters: Mapping[str, str]
    #: Files of chapters that are left out as drafts.
    drafts: Collection[str]
    #: Files of chapters that could not be read.
    unread: Collection[str]
    #: Published paths of pictures and documents, as `media/map.png`.
    media: Collection[str]
    #: What is left out for a time, by the name of its file or its path in content/, with the reason.
    held_back: Mapping[str, str]
    #: Names of the site's other pages, as `have-your-say.html`.
    pages: Collection[str]

    def resolve(self, written: str, is_picture: bool) -> Target:
        """Find the target of an address as the author wrote it."""
        address = written.strip()
        if is_picture:
            return self._media(address, "picture")
        parts = urlsplit(address)
        if parts.scheme or address.startswith("//") or not address:
            return Target(address)
        if address.startswith("#"):
            return Target(address, fragment=unquote(address[1:]))
        if address.startswith("/"):
            hint = "Begin with https:// for another site, or write the name of a chapter's file."
            return Target(address, f"The link “{address}” would leave this site's folder.", hint)
        return self._page(address, unquote(parts.path), parts.fragment)

    def _page(self, address: str, path: str, fragment: str) -> Target:
        name = path.removeprefix("./").removeprefix("content/")
        mark = f"#{fragment}" if fragment else ""
        if name in self.chapters:
            return Target(f"{encoded(self.chapters[name])}{mark}", chapter=name, fragment=unquote(fragment))
        if name in self.held_back and "/" not in name:
            return self._held_back(address, name, "chapter")
        if name in self.unread:
            return Target(address)
        if name in self.pages:
            return Target(f"{name}{mark}")
        if name in self.drafts:
            hint = "Delete the link, or publish the chapter."
            return Target(address, f"The link “{address}” leads to a chapter that is a draft.", hint)
        if not name.lower().endswith((".md", ".markdown", ".html")) and ("/" in name or "." in name):
            return self._media(address, "document")
        near = did_you_mean(name, [*self.chapters, *self.pages])
        return Target(address, f"There is no chapter or page “{path}” to link to.", near or self._all_chapters())

    def _media(self, address: str, what: str) -> Target:
        path = unquote(address.partition("#")[0].partition("?")[0])
        name = path.removeprefix("./").removeprefix("content/")
        if name in self.held_back and what == "document":
            return self._held_back(address, name, what)
        if name in self.media:
            return Target(encoded(name))
        near = did_you_mean(name, self.media) or did_you_mean(f"media/{name.rsplit('/', 1)[-1]}", self.media)
        hint = sentences(near, "" if near else "Put the file into content/media, and write media/ and its name.")
        return Target(address, f"There is no {what} “{path}”.", hint)

    def _held_back(self, address: str, name: str, what: str) -> Target:
        message = (
            f"The link “{address}” leads to a {what} that is left out {self.held_back[name]}, so it is no link now."
        )
        hint = "Nothing needs to be done if that is meant: a build in which it is shown makes the link."
        return Target(address, message, hint, held_back=True)

    def _all_chapters(self) -> str:
        names = list(self.chapters)
        more = ", …" if len(names) > 6 else ""
        return f"The chapters are {', '.join(names[:6])}{more}." if names else ""

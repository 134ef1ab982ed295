"""Resolves an author's links: to a chapter by its file's name, to a file in content/media, or to another host."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from urllib.parse import unquote, urlsplit

from msgspec import Struct, field

from microsite.html.addresses import encoded, is_web_address
from microsite.html.context import Target
from microsite.html.left_out_addresses import disk_problem, is_on_a_disk
from microsite.lazy_patterns import lazy_pattern
from microsite.load.file_names import nfc
from microsite.problems import did_you_mean, sentences

#: A relative path from a text to content/: pages are in a folder of their own there.
_FOLDERS = lazy_pattern(r"\A/*(?:\./)*(?:\.\./)?(?:content/)?")


class Destinations(Struct, frozen=True, kw_only=True):
    """Everything that a link can lead to."""

    #: The path of each chapter's page, by the name of its file.
    chapters: Mapping[str, str]
    #: Files of chapters that are left out as drafts.
    drafts: Collection[str]
    #: Files of chapters that could not be read.
    unread: Collection[str]
    #: The size in bytes of each picture and document, by its path in content/, such as `media/map.png`.
    media: Mapping[str, int]
    #: Names of the site's other pages, such as `have-your-say.html`.
    pages: Collection[str]
    #: Files in content/pages/; those that are shown are in `chapters` too.
    own_pages: Collection[str] = ()
    #: Why something is left out for a time, by the name of its file or its path in content/.
    held_back: Mapping[str, str] = field(default_factory=lambda: {})
    #: Where pictures and documents are, relative to the pages, if that is not their path in content/.
    published: Mapping[str, str] = field(default_factory=lambda: {})
    _by_address: dict[str, str] = field(default_factory=lambda: {})
    #: What a case-folded name can mean; empty if it is ambiguous.
    _by_folded: dict[str, str] = field(default_factory=lambda: {})

    def __post_init__(self) -> None:
        self._by_address.update((path, file) for file, path in self.chapters.items())
        for name in (*self.chapters, *self._by_address, *self.pages, *self.media):
            folded = name.casefold()
            self._by_folded[folded] = "" if self._by_folded.get(folded, name) != name else name

    @property
    def key(self) -> tuple[object, ...]:
        """Everything that decides where links lead, in a fixed order."""
        named = (self.chapters, self.media, self.held_back, self.published)
        listed = (self.drafts, self.unread, self.pages, self.own_pages)
        return (*(sorted(each.items()) for each in named), *(sorted(each) for each in listed))

    def resolve(self, written: str, is_picture: bool) -> Target:
        """Find the target of an address as the author wrote it."""
        # Strip only what browsers strip too: after any other space, javascript: would not be recognised as a scheme.
        address = written.strip(" \t\n\r\f")
        if is_picture:
            return self._media(address, "picture")
        try:
            parts = urlsplit(address)
        except ValueError:
            return _refused(address)
        if parts.scheme in ("http", "https") and parts.netloc and not is_web_address(address):
            return _refused(address)
        if parts.scheme in ("http", "https") and not parts.netloc:
            advice = f"Write it with two slashes: {parts.scheme}://{parts.path.lstrip('/') or 'www.example.org'}"
            return Target(address, f"The link “{address}” does not name a website.", advice)
        if address.startswith("//") and not is_web_address(f"https:{address}"):
            return _refused(address)
        if parts.scheme or address.startswith("//") or not address:
            return Target(address)
        if address.startswith("#"):
            return Target(_fragment(address[1:]), fragment=_name(address[1:]))
        if address.lower().startswith("www."):
            whole = f"https://{address}"
            return Target(whole) if is_web_address(whole) else _refused(whole)
        return self._page(address, _name(parts.path), parts.fragment)

    def _page(self, address: str, path: str, fragment: str, repair: str = "") -> Target:
        # A path that begins with a slash is relative to the root of the site, wherever that will be.
        name = _FOLDERS.sub("", path).removeprefix("pages/").rstrip("/") or "index.html"
        mark = _fragment(fragment) if fragment else ""
        name = self._file_of(name)
        if name in self.chapters:
            address = f"{encoded(self.chapters[name])}{mark}"
            return Target(address, chapter=name, fragment=_name(fragment), repair=repair)
        if name in self.held_back and "/" not in name:
            return self._held_back(address, name, self._noun(name))
        if name in self.unread:
            return Target(address)
        if name in self.pages:
            return Target(f"{name}{mark}", repair=repair)
        if name in self.drafts:
            advice = f"Delete the link, or publish the {self._noun(name)}."
            return Target(address, f"The link “{address}” goes to a {self._noun(name)} that is a draft.", advice)
        folded = name.casefold()
        meant = self._by_folded.get(folded) or self._by_folded.get(f"{folded}.html", "")
        if meant and meant not in self.media:
            return self._page(address, meant, fragment, f"The link to “{name}” goes to “{meant}”.")
        if not name.lower().endswith((".md", ".markdown", ".html")) and ("/" in name or "." in name):
            return self._media(address, "document")
        near = did_you_mean(name, sorted((*self.chapters, *self.pages)))
        return Target(address, f"There is no chapter or page “{path}” to link to.", near or self._all_chapters())

    def _noun(self, name: str) -> str:
        return "page" if name in self.own_pages else "chapter"

    def _file_of(self, name: str) -> str:
        """Return the chapter's file or the page at an address, with or without `.html`; else the name itself."""
        for address in (name, f"{name}.html"):
            if address in self._by_address:
                return self._by_address[address]
            if address in self.pages:
                return address
        return name

    def _media(self, address: str, what: str) -> Target:
        path = _name(address.partition("#")[0].partition("?")[0])
        name = _FOLDERS.sub("", path)
        if name in self.held_back and what == "document":
            return self._held_back(address, name, what)
        meant = name if name in self.media else self._by_folded.get(name.casefold(), "")
        if meant in self.media:
            note = "" if what == "picture" else file_note(meant, self.media[meant])
            repair = "" if meant == name else f"The link to “{name}” goes to “{meant}”."
            return Target(encoded(self.published.get(meant, meant)), note=note, repair=repair)
        if is_on_a_disk(address):
            return Target(address, *disk_problem(address, what))
        near = did_you_mean(name, self.media) or did_you_mean(f"media/{name.rsplit('/', 1)[-1]}", self.media)
        advice = sentences(near, "" if near else "Put the file in content/media, and write media/ and its name.")
        return Target(address, f"There is no {what} “{path}”.", advice)

    def _held_back(self, address: str, name: str, what: str) -> Target:
        message = (
            f"The link “{address}” goes to a {what} that is left out {self.held_back[name]}, so for now it is not a "
            "link."
        )
        advice = (
            f"If you meant that, you do not need to do anything: it becomes a link in a build that shows the {what}."
        )
        return Target(address, message, advice, held_back=True)

    def _all_chapters(self) -> str:
        names = sorted(self.chapters)  # In any other order, the advice would have to change with it.
        more = ", …" if len(names) > 6 else ""
        what = "chapters and pages" if self.own_pages else "chapters"
        return f"The {what} are {', '.join(names[:6])}{more}." if names else ""


def _refused(address: str) -> Target:
    from microsite.validate.web_mistakes import link_error  # Slow to import, and few sites have such an address.

    return Target(address, *link_error(address))


def _name(written: str) -> str:
    """Return the name in a part of an address: unquoted, with accents composed as in the names of files and ids."""
    return nfc(unquote(written))


def _fragment(written: str) -> str:
    """Return a fragment as published: as written, unless it has a decomposed accent."""
    name = _name(written)
    return f"#{written}" if name == unquote(written) else f"#{encoded(name)}"


def file_note(name: str, size_bytes: int) -> str:
    """Say what kind of file it is and how large: `PDF, 160 kB`."""
    kind = name.rsplit(".", 1)[-1].upper() if "." in name else ""
    size = f"{max(1, round(size_bytes / 1000))} kB" if size_bytes < 999_500 else f"{size_bytes / 1_000_000:.1f} MB"
    return f"{kind}, {size}" if kind else size

"""How a site is to be served: types, caching, headers, redirects and the page for missing pages, for every host alike.

Sources: RFC 5545 (text/calendar), RFC 4287 (application/atom+xml), RFC 8246 (immutable), RFC 6797 (HSTS), the WHATWG's
Fetch Standard (nosniff), the W3C's Permissions Policy and Content Security Policy Level 3; decision 0033.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct

from microsite.model.in_languages import below_output
from microsite.model.site import Site

IMMUTABLE, REVALIDATE = "public, max-age=31536000, immutable", "no-cache"
MISSING_PAGE = "404.html"
#: A folder of the output that no page links to: for people who look after a server, not for readers.
HOST_FILES_FOLDER = ".host-files"
#: Each page's own policy says what it may load. This one adds what a page cannot set itself, and forbids nothing else.
HEADERS = {
    "Content-Security-Policy": "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
#: Only if the whole host is the site's own, since it applies to every address there.
HTTPS_ONLY = ("Strict-Transport-Security", "max-age=31536000")
#: Types of text files, which are UTF-8 unless one of the author's own is not.
TEXT_TYPES = {
    "css": "text/css",
    "csv": "text/csv",
    "html": "text/html",
    "ics": "text/calendar",
    "js": "text/javascript",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "vtt": "text/vtt",
    "xml": "application/xml",
}
TYPES = {
    "avif": "image/avif",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "epub": "application/epub+zip",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "json": "application/json",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "rtf": "application/rtf",
    "wav": "audio/wav",
    "webp": "image/webp",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
#: Types that do not follow from a file's ending.
TYPES_OF_FILES = {"feed.xml": "application/atom+xml; charset=utf-8"}  # In each language.


class Served(Struct, frozen=True, kw_only=True):
    """How a host is to serve a site."""

    #: The folder of the host that the site is in, not encoded: `/`, or `/parks/2027/`.
    folder: str
    headers: Mapping[str, str]
    #: Types by file ending, without the dot.
    types: Mapping[str, str]
    #: Types of single files, by path.
    types_of_files: Mapping[str, str]
    #: Paths of files whose names change with their content, so that they can be cached for ever.
    immutable: tuple[str, ...]
    #: Old addresses of chapters with the pages they redirect to, as paths below the folder.
    redirects: tuple[tuple[str, str], ...]

    def url(self, path: str) -> str:
        """Return a file's address from the host's root, as in a request; `$` and the like are encoded too."""
        return quote(f"{self.folder}{path}", safe="/-._~")

    def type_of(self, path: str) -> str:
        """Return the type of a file; empty if not known."""
        return self.types_of_files.get(path) or self.types.get(path.rpartition(".")[2].lower(), "")

    @property
    def immutable_pictures(self) -> tuple[str, ...]:
        """The files that can be cached for ever and are not in `assets/`, where every file can."""
        return tuple(path for path in self.immutable if not path.startswith("assets/"))


def served(sites: Sequence[Site], files: Mapping[str, bytes], pages: Collection[str]) -> Served:
    """Work out how a site is to be served.

    Args:
        sites: the whole model, in each language.
        files: the published files that are not pages, by path.
        pages: the paths of the pages.
    """
    site = sites[0]
    media = {below_output(file.path, each.folder): (file, each.folder) for each in sites for file in each.media}
    made = {
        below_output(each.path, folder)
        for file, folder in media.values()
        for each in (*file.webp, file.fallback)
        if each and each.path != file.path
    }
    assets = (path for path in files if path.startswith("assets/"))
    old = (
        (each.folder + before, each.folder + text.path)
        for each in sites
        for text in each.texts
        for before in text.redirect_from
    )
    present = {path.rpartition(".")[2].lower() for path in (*files, *pages)}
    own = {path: file.content for path, (file, _) in media.items()}
    other = {path.rpartition(".")[2].lower() for path, content in own.items() if not _is_utf_8(path, content)}
    texts = {ending: kind if ending in other else f"{kind}; charset=utf-8" for ending, kind in TEXT_TYPES.items()}
    types = {ending: kind for ending, kind in sorted({**texts, **TYPES}.items()) if ending in present}
    plain = {
        path: "text/plain" for path in files if path.startswith(".well-known/") and "." not in path.rpartition("/")[2]
    }
    https_only = site.consultation.own_host and site.root_address.startswith("https:")
    return Served(
        folder=folder_of(site.root_address),
        headers=dict([*HEADERS.items(), *([HTTPS_ONLY] if https_only else [])]),
        types=types,
        types_of_files={
            **{
                each.folder + path: kind
                for path, kind in TYPES_OF_FILES.items()
                for each in sites
                if each.folder + path in files
            },
            **plain,
        },
        immutable=(*sorted(assets), *sorted(made)),
        redirects=tuple(sorted(old)),
    )


def folder_of(site_address: str) -> str:
    """Return the folder in an address, not encoded; the root if it has none."""
    return f"{unquote(urlsplit(site_address).path).rstrip('/')}/"


def _is_utf_8(path: str, content: bytes) -> bool:
    if path.rpartition(".")[2].lower() not in TEXT_TYPES:
        return True
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True

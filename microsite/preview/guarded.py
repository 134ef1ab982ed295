"""The rules for every response of the preview: who may send requests, which headers are sent, how a refusal reads."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any, cast

from tornado import web

from microsite.preview.builds import Builder
from microsite.preview.edition import Edition
from microsite.preview.hosts import is_allowed, is_own_origin

LONGEST_ADDRESS = 2000
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
#: How many styles and scripts of earlier pages are kept.
KEPT_ASSETS = 40
#: The content security policy of all responses that are not pages.
BARE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'"


class PreviewContext:
    """What all requests share."""

    def __init__(self, builder: Builder, folder: Path, own_files: Path, hosts: frozenset[str], *, follow: bool) -> None:
        """Take what there is to serve.

        Args:
            builder: has the latest state.
            folder: the site's folder.
            own_files: the folder of the preview's own scripts and styles.
            hosts: the hosts that a request may be for.
            follow: whether browsers go to the page that was edited.
        """
        self.builder, self.folder, self.hosts, self.follow = builder, folder, hosts, follow
        self.own = {path.name: path.read_bytes() for path in own_files.iterdir() if path.is_file()}
        #: A secret that only pages served by this run know.
        self.token = secrets.token_urlsafe(24)
        self._assets: dict[str, bytes] = {}

    def keep_assets_of(self, edition: Edition) -> None:
        """Keep the assets of a page being served, in case the site is built again before the browser asks for them."""
        for path, content in edition.files.items():
            if path.startswith("assets/"):
                self._assets.pop(path, None)
                self._assets[path] = content
        for path in list(self._assets)[:-KEPT_ASSETS]:
            del self._assets[path]

    def kept_asset(self, path: str) -> bytes | None:
        """Return a style, script or icon of an earlier page; its name has a fingerprint of its content."""
        return self._assets.get(path)


class GuardedHandler(web.RequestHandler):
    """Refuses requests that are malformed, for another host, or from pages that are not the preview's own."""

    SUPPORTED_METHODS = cast("Any", ("GET", "HEAD"))

    @property
    def context(self) -> PreviewContext:
        """What all requests share."""
        return cast("PreviewContext", self.settings["context"])

    def set_default_headers(self) -> None:
        """Set the headers of every response, errors included; leave out which program the server is."""
        self.clear_header("Server")
        for name, value in HEADERS.items():
            self.set_header(name, value)
        self.set_header("Content-Security-Policy", BARE_POLICY)

    def prepare(self) -> None:
        """Check a request before anything is answered."""
        if not is_allowed(self.request.headers.get("Host", ""), self.context.hosts):
            raise web.HTTPError(421)
        origin = self.request.headers.get("Origin", self.request.headers.get("Sec-Websocket-Origin"))
        if origin is not None and not is_own_origin(origin, self.context.hosts):
            raise web.HTTPError(403)
        if self._is_loaded_by_another_site():
            raise web.HTTPError(403)
        uri = self.request.uri or ""
        if not uri.startswith("/"):
            raise web.HTTPError(400)
        if len(uri) > LONGEST_ADDRESS:
            raise web.HTTPError(414)

    def _is_loaded_by_another_site(self) -> bool:
        """Whether a page elsewhere loads this as a part of itself; following a link from there is harmless."""
        headers = self.request.headers
        return headers.get("Sec-Fetch-Site") == "cross-site" and headers.get("Sec-Fetch-Mode") != "navigate"

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say what was refused in a few plain words."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        if status_code == 405:
            self.set_header("Allow", "GET, HEAD")
        self.send(f"{status_code} {_REFUSALS.get(status_code, 'We cannot answer this.')}\n")

    def send(self, content: str | bytes) -> None:
        """Send the whole response."""
        untyped: Any = self
        untyped.finish(content)

    def compute_etag(self) -> None:
        """Return no ETag: the browser caches nothing, so there is nothing to compare."""


_REFUSALS = {
    400: "We cannot read the request.",
    403: "Another website asked for this.",
    404: "There is nothing here.",
    405: "The preview only shows pages.",
    414: "The address is too long.",
    421: "The preview is not known by this name. Open it by the address that it printed.",
}

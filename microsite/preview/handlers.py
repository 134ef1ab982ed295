"""Answers requests: pages of the last good site, the preview's own files, and the web socket."""

from __future__ import annotations

import asyncio
import html
import mimetypes
import secrets
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from tornado import escape, web

from microsite.preview.builds import Builder, Choices, State
from microsite.preview.edition import Edition
from microsite.preview.hosts import is_allowed, is_loopback, is_own_origin
from microsite.preview.livereload_package import LiveReloadHandler
from microsite.preview.messages import digest_of, files_of, page_at, plain_report, state_message
from microsite.preview.opening import open_in_editor
from microsite.preview.served_page import OWN, Attributes, with_preview

#: More pages than anybody has open at once.
MOST_SOCKETS = 40
LONGEST_ADDRESS = 2000
TEXT_TYPES = ("text/", "application/json", "application/xml", "image/svg+xml")
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
#: How many styles and scripts of pages that are out of date are kept.
KEPT_ASSETS = 40
#: What any answer may do that is no page of the site.
BARE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'"


class Desk:
    """What all answers share."""

    def __init__(self, builder: Builder, folder: Path, own_files: Path, hosts: frozenset[str], *, follow: bool) -> None:
        """Take what there is to serve.

        Args:
            builder: gives the latest state.
            folder: the site's folder.
            own_files: the folder of the preview's own scripts and styles.
            hosts: the hosts that a request may be for.
            follow: whether browsers go to the page that was edited.
        """
        self.builder, self.folder, self.hosts, self.follow = builder, folder, hosts, follow
        self.own = {path.name: path.read_bytes() for path in own_files.iterdir() if path.is_file()}
        #: Only a page of this run knows it.
        self.token = secrets.token_urlsafe(24)
        self._assets: dict[str, bytes] = {}

    def keep_assets_of(self, edition: Edition) -> None:
        """Keep what a page that is on its way needs, in case the site is built anew before the browser asks for it."""
        for path, content in edition.drawing.files.items():
            if path.startswith("assets/"):
                self._assets.pop(path, None)
                self._assets[path] = content
        for path in list(self._assets)[:-KEPT_ASSETS]:
            del self._assets[path]

    def kept_asset(self, path: str) -> bytes | None:
        """Give a style, script or icon of a page that was given before; its name tells its content."""
        return self._assets.get(path)


class Guarded(web.RequestHandler):
    """Refuses what is not asked by a page of the preview's own, by its own address, in a plain way."""

    SUPPORTED_METHODS = cast("Any", ("GET", "HEAD"))

    @property
    def desk(self) -> Desk:
        """What all answers share."""
        return cast("Desk", self.settings["desk"])

    def set_default_headers(self) -> None:
        """Say the same of every answer, errors included, and not which program it is from."""
        self.clear_header("Server")
        for name, value in HEADERS.items():
            self.set_header(name, value)
        self.set_header("Content-Security-Policy", BARE_POLICY)

    def prepare(self) -> None:
        """Look at a request before anything is answered."""
        if not is_allowed(self.request.headers.get("Host", ""), self.desk.hosts):
            raise web.HTTPError(421)
        origin = self.request.headers.get("Origin", self.request.headers.get("Sec-Websocket-Origin"))
        if origin is not None and not is_own_origin(origin, self.desk.hosts):
            raise web.HTTPError(403)
        if self._is_loaded_by_another_site():
            raise web.HTTPError(403)
        uri = self.request.uri or ""
        if not uri.startswith("/"):
            raise web.HTTPError(400)
        if len(uri) > LONGEST_ADDRESS:
            raise web.HTTPError(414)

    def _is_loaded_by_another_site(self) -> bool:
        """Whether a page elsewhere uses this as a part of itself; following a link from there is no harm."""
        headers = self.request.headers
        return headers.get("Sec-Fetch-Site") == "cross-site" and headers.get("Sec-Fetch-Mode") != "navigate"

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say what was refused in a few plain words."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        if status_code == 405:
            self.set_header("Allow", "GET, HEAD")
        self.send(f"{status_code} {_REFUSALS.get(status_code, 'This cannot be answered.')}\n")

    def send(self, content: str | bytes) -> None:
        """Send the whole answer."""
        untyped: Any = self
        untyped.finish(content)

    def compute_etag(self) -> None:
        """Nothing is kept by the browser, so that nothing needs to be compared."""


_REFUSALS = {
    400: "The request cannot be read.",
    403: "Another website asked for this.",
    404: "There is nothing here.",
    405: "The preview only shows pages.",
    414: "The address is too long.",
    421: "The preview is not known by this name. Open it by the address that it printed.",
}


class PageHandler(Guarded):
    """Serves the site from memory."""

    async def get(self) -> None:
        """Give a file of the last good site."""
        address = self.request.path
        if address.startswith(OWN):
            self._give_own(address.removeprefix(OWN))
            return
        state = self.desk.builder.state
        if state is None or state.edition is None:
            self._give_waiting(state)
            return
        path = _path_of(address, state)
        edition = state.edition
        if not edition.is_drawn(path):
            content = await asyncio.get_running_loop().run_in_executor(None, edition.content, path)
        else:
            content = edition.content(path)
        content = content if content is not None else self.desk.kept_asset(path)
        if content is None or path in edition.drawing.pages:
            self._give_page(state, path, missing=content is None or path == "404.html")
            return
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        charset = "; charset=utf-8" if kind.startswith(TEXT_TYPES) else ""
        self.set_header("Content-Type", f"{kind}{charset}")
        self.send(content)

    async def head(self) -> None:
        """Give what `get` gives, without the content."""
        await self.get()

    def _give_page(self, state: State, path: str, *, missing: bool) -> None:
        edition = state.edition
        assert edition
        page = page_at(path, edition)
        content = edition.content(page)
        self.desk.keep_assets_of(edition)
        if missing:
            self.set_status(404)
        if content is None:
            raise web.HTTPError(404)
        as_of = state.choices.as_of
        clock = edition.site.made_at.isoformat() if as_of else ""
        self._give_with_preview(content, path, digest_of(page, state), edition.drawing.style_path, clock)

    def _give_waiting(self, state: State | None) -> None:
        """Give a page that says what is wrong, or that the site is being built."""
        text = "The site is being built." if state is None else plain_report(state.problems) or state.bug
        page = self.desk.own["no_site.html"].replace(b"{{ report }}", html.escape(text).encode())
        self.set_status(200 if state is None else 500)
        self._give_with_preview(page, _plain_path(self.request.path), "nothing", "", "")

    def _give_with_preview(self, content: bytes, path: str, digest: str, style: str, clock: str) -> None:
        attributes = Attributes(page=path, digest=digest, style=style, token=self.desk.token, clock=clock)
        page, policies = with_preview(content, attributes, f"ws://{self.request.host}")
        self.clear_header("Content-Security-Policy")
        for policy in policies:
            self.add_header("Content-Security-Policy", policy)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.send(page)

    def _give_own(self, name: str) -> None:
        content = self.desk.own.get(name)
        if content is None or name.endswith(".html"):
            raise web.HTTPError(404)
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        self.set_header("Content-Type", f"{kind}; charset=utf-8")
        self.send(content)


def _path_of(address: str, state: State) -> str:
    """The path below the output folder that an address means; the site's own folder on its host may come first."""
    path = _plain_path(address)
    root = urlsplit(state.edition.site.site_address).path.strip("/") if state.edition else ""
    if root and f"{path}/".startswith(f"{root}/"):
        path = path.removeprefix(root).lstrip("/") or "index.html"
    return path


def _plain_path(address: str) -> str:
    """An address as a path; what cannot be read is the path of no file."""
    try:
        path = unquote(address, errors="strict")[1:]
    except UnicodeDecodeError:
        return "/"
    return f"{path}index.html" if not path or path.endswith("/") else path


class SocketHandler(Guarded, LiveReloadHandler):
    """Tells pages of every build, and hears what their editors choose."""

    page = ""

    def check_origin(self, origin: str) -> bool:
        """Whether a page may connect; `prepare` has looked at the host already."""
        return is_own_origin(origin, self.desk.hosts)

    async def get(self, *args: Any, **kwargs: Any) -> None:
        """Connect, unless too many pages are connected: the one that has been for longest makes room."""
        if "Origin" not in self.request.headers:
            raise web.HTTPError(403)
        await super().get(*args, **kwargs)

    def open(self, *args: str, **kwargs: str) -> None:
        """Make room."""
        self.settings["server"].keep(self)
        self.set_nodelay(True)

    def on_close(self) -> None:
        """Forget the page."""
        LiveReloadHandler.waiters.discard(self)

    def on_message(self, message: str | bytes) -> None:
        """Hear a page: the greeting of the protocol first, then what its editor chooses."""
        try:
            said = escape.json_decode(message)
            command = said["command"]
        except (ValueError, TypeError, KeyError):
            self.close(1003)
            return
        if command == "hello":
            super().on_message(message)
        elif said.get("token") != self.desk.token:
            self.close(1008)
        elif command == "info":
            self.page = str(said.get("page", ""))
            LiveReloadHandler.waiters.add(self)
            self.tell(edited=False)
        elif command == "choose":
            self._choose(said)
        elif command == "open":
            self._open_file(str(said.get("file", "")))

    def tell(self, *, edited: bool) -> None:
        """Send the latest state."""
        state = self.desk.builder.state
        if state is None:
            return
        path = _path_of(f"/{self.page}", state)
        message = state_message(state, path, edited=edited and self.desk.follow)
        self.send_message({**message, "canOpen": is_loopback(self.request.remote_ip or "")})

    def _choose(self, said: dict[str, Any]) -> None:
        written = str(said.get("asOf", ""))
        try:
            as_of = datetime.fromisoformat(written) if written else None
        except ValueError:
            return
        self.desk.builder.choose(Choices(as_of=as_of, drafts=bool(said.get("drafts"))))

    def _open_file(self, name: str) -> None:
        """Open a file for editing: only one of the site, and only for somebody who sits at this machine."""
        state = self.desk.builder.state
        file = self.desk.folder / name
        known = state is not None and name in files_of(state)
        inside = file.resolve().is_relative_to(self.desk.folder.resolve()) if known else False
        if not (inside and file.is_file() and is_loopback(self.request.remote_ip or "")):
            self.send_message({"command": "say", "text": "This file cannot be opened from here."})
        elif not open_in_editor(file.resolve()):
            self.send_message({"command": "say", "text": "No program was found to open the file with."})

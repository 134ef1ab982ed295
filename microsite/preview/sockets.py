"""The web socket: tells pages about every build, and receives what the author chooses there."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tornado import escape, web

from microsite.preview.builds import Choices
from microsite.preview.guarded import GuardedHandler
from microsite.preview.hosts import is_loopback, is_own_origin
from microsite.preview.livereload_package import LiveReloadHandler
from microsite.preview.messages import files_of, state_message
from microsite.preview.opening import is_opened, open_in_editor
from microsite.preview.served_page import path_of

#: More pages than anybody has open at once.
MOST_SOCKETS = 40
#: A site can be seen as of a moment in these years.
FIRST_YEAR, LAST_YEAR = 1970, 2999


class SocketHandler(GuardedHandler, LiveReloadHandler):
    """Tells a page about every build, and receives what the author chooses there."""

    page = ""

    def check_origin(self, origin: str) -> bool:
        """Whether a page may connect; `prepare` has checked the host already."""
        return is_own_origin(origin, self.context.hosts)

    async def get(self, *args: Any, **kwargs: Any) -> None:
        """Connect, but refuse a request without an origin: browsers always send one."""
        if "Origin" not in self.request.headers:
            raise web.HTTPError(403)
        await super().get(*args, **kwargs)

    def open(self, *args: str, **kwargs: str) -> None:
        """Keep the connection; if there are too many, the oldest is closed."""
        self.settings["server"].keep_open(self)
        self.set_nodelay(True)

    def on_close(self) -> None:
        """Forget the page."""
        LiveReloadHandler.waiters.discard(self)

    def on_message(self, message: str | bytes) -> None:
        """Handle a message: first the protocol's greeting, then what the author chooses."""
        try:
            message_data = escape.json_decode(message)
            command = message_data["command"]
        except (ValueError, TypeError, KeyError):
            self.close(1003)
            return
        if command == "hello":
            super().on_message(message)
        elif (
            message_data.get("token") != self.context.token
        ):  # The page is from a preview that has ended: it reloads itself.
            self.close(1008)
        elif command == "info":
            self.page = str(message_data.get("page", ""))
            LiveReloadHandler.waiters.add(self)
            self.send_state(edited=False)
        elif command == "choose":
            self._choose(message_data)
        elif command == "open":
            self._open_file(str(message_data.get("file", "")))

    def send_state(self, *, edited: bool) -> None:
        """Send the latest state."""
        state = self.context.builder.state
        if state is None:
            return
        path = path_of(f"/{self.page}", state)
        message = state_message(state, path, edited=edited and self.context.follow)
        self.send_message({**message, "canOpen": is_loopback(self.request.remote_ip or "")})

    def _choose(self, message: dict[str, Any]) -> None:
        written = str(message.get("asOf", ""))
        try:
            as_of = datetime.fromisoformat(written) if written else None
        except ValueError:
            return
        if as_of and (as_of.tzinfo or not FIRST_YEAR <= as_of.year <= LAST_YEAR):
            return
        self.context.builder.choose(Choices(as_of=as_of, drafts=bool(message.get("drafts"))))

    def _open_file(self, name: str) -> None:
        """Open a file for editing: only a file of the site, and only for somebody on this machine."""
        state = self.context.builder.state
        file = self.context.folder / name
        known = state is not None and name in files_of(state) and is_opened(name)
        inside = file.resolve().is_relative_to(self.context.folder.resolve()) if known else False
        if not (inside and file.is_file() and is_loopback(self.request.remote_ip or "")):
            self.send_message({"command": "say", "text": "This file cannot be opened from here."})
        elif not open_in_editor(file.resolve()):
            self.send_message({"command": "say", "text": "No program was found to open the file with."})

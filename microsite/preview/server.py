"""The server of the package `livereload`, with request handlers, checks and limits of our own."""

from __future__ import annotations

import errno
import logging
import socket
from collections.abc import Callable
from typing import Any

from tornado import httpserver, iostream, netutil, web

from microsite.preview.guarded import GuardedHandler, PreviewContext
from microsite.preview.handlers import PageHandler
from microsite.preview.livereload_package import LiveReloadHandler, Server
from microsite.preview.sockets import MOST_SOCKETS, SocketHandler
from microsite.preview.watcher import SiteWatcher

#: How many ports are tried, one after the other.
PORTS_TRIED = 10
LAST_PORT = 65535
#: More connections than browsers make; on Windows, a program can wait for at most 512.
MOST_CONNECTIONS = 150
LONGEST_HEADERS = 16_000
#: A connection without a request for this long is closed.
IDLE_S = 30


class NoFreePort(Exception):
    """Every port that was tried is in use."""


def bind_first_free(host: str, port: int) -> tuple[list[socket.socket], int]:
    """Bind the first free port from the given one on; port 0 means any free port.

    Raises:
        NoFreePort: all of the ports tried are in use.
        OSError: the host is not an address of this machine.
    """
    for candidate in range(port, min(port + PORTS_TRIED, LAST_PORT + 1)) if port else [0]:
        try:
            sockets = netutil.bind_sockets(candidate, host)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            continue
        return sockets, sockets[0].getsockname()[1]
    raise NoFreePort


class PreviewServer(Server):
    """Serves the last good site, and tells browsers about every build."""

    def __init__(
        self, watcher: SiteWatcher, sockets: list[socket.socket], context: PreviewContext, ready: Callable[[], None]
    ) -> None:
        """Take the parts of the server.

        Args:
            watcher: started by the server.
            sockets: bound already.
            context: what is served.
            ready: called when the server is listening, in its own thread.
        """
        super().__init__(watcher=watcher)
        self._sockets, self._context, self._ready = sockets, context, ready
        self._open_sockets: list[SocketHandler] = []

    def application(self, *_: Any, **__: Any) -> None:
        """Listen; called by the package's `serve`, in place of its own handlers, which trust everybody."""
        LiveReloadHandler.watcher = self.watcher
        application = web.Application(
            [(r"/livereload", SocketHandler), (r".*", PageHandler)],
            default_handler_class=GuardedHandler,
            context=self._context,
            server=self,
            log_function=_log_nothing,
            websocket_max_message_size=10_000,
            websocket_ping_interval=20,
            websocket_ping_timeout=15,
        )
        _BoundedServer(
            application,
            max_header_size=LONGEST_HEADERS,
            max_body_size=1000,
            idle_connection_timeout=IDLE_S,
        ).add_sockets(self._sockets)
        self._ready()

    def send_state_to_all(self, *, edited: bool) -> None:
        """Tell every page about the latest state; only from the server's own thread."""
        for waiter in list(LiveReloadHandler.waiters):
            if isinstance(waiter, SocketHandler):
                waiter.send_state(edited=edited)

    def keep_open(self, handler: SocketHandler) -> None:
        """Keep a web socket; if there are too many, close the oldest."""
        self._open_sockets = [*(each for each in self._open_sockets if each.ws_connection), handler]
        while len(self._open_sockets) > MOST_SOCKETS:
            self._open_sockets.pop(0).close(1013)

    def _setup_logging(self) -> None:
        """Stop livereload and Tornado from logging to the author's terminal."""
        for name in ("livereload", "tornado"):
            logger = logging.getLogger(name)
            logger.handlers = [logging.NullHandler()]
            logger.propagate = False


def _log_nothing(_: web.RequestHandler) -> None:
    """Log nothing: requests are of no interest to an author."""


class _BoundedServer(httpserver.HTTPServer):
    """Closes the oldest connections that are not web sockets if there are too many."""

    def handle_stream(self, stream: iostream.IOStream, address: tuple[Any, ...]) -> None:
        """Accept a connection, and make room for it."""
        kept: list[iostream.IOStream] = [each for each in getattr(self, "_kept", []) if not each.closed()]
        sockets = {id(_stream_of(each)) for each in LiveReloadHandler.waiters}
        closable = [each for each in kept if id(each) not in sockets]
        for each in closable[: max(0, len(kept) + 1 - MOST_CONNECTIONS)]:
            each.close()
        self._kept = [*(each for each in kept if not each.closed()), stream]
        untyped: Any = super()
        untyped.handle_stream(stream, address)


def _stream_of(handler: Any) -> Any:
    return getattr(handler.ws_connection, "stream", None)

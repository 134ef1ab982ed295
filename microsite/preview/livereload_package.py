"""The package `livereload`, imported without its side effects on the rest of the program."""

from __future__ import annotations

import asyncio
import sys
import warnings
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from tornado.websocket import WebSocketHandler

    class Watcher:
        """The parts of the package's watcher that are used here; the package itself has no types."""

        def watch(self, path: str) -> None:
            """Add a task."""

    class Server:
        """The parts of the package's server that are used here."""

        watcher: Watcher

        def __init__(self, *, watcher: Watcher) -> None: ...

        def serve(self, port: int, *, host: str) -> None:
            """Serve until interrupted."""

    class LiveReloadHandler(WebSocketHandler):
        """The parts of the package's web socket that are used here."""

        waiters: ClassVar[set[WebSocketHandler]]
        watcher: ClassVar[Any]

        def send_message(self, message: dict[str, Any]) -> None:
            """Send a message to the browser."""

else:
    # On Windows, importing it sets an event loop policy. Python 3.14 warns about that, and 3.16 has no such policies.
    # Tornado, the server that it runs on, has worked with the default loop since version 6.1.
    _NAMES = ("set_event_loop_policy", "WindowsSelectorEventLoopPolicy") if sys.platform == "win32" else ()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        _kept = {name: getattr(asyncio, name, None) for name in _NAMES}
    for _name in _NAMES:
        setattr(asyncio, _name, lambda *_: None)

    from livereload import Server
    from livereload.handlers import LiveReloadHandler
    from livereload.watcher import Watcher

    for _name, _value in _kept.items():
        if _value is None:
            delattr(asyncio, _name)
        else:
            setattr(asyncio, _name, _value)

__all__ = ["LiveReloadHandler", "Server", "Watcher"]

"""`serve`: show the site in a browser while it is being written; the output folder is not touched."""

from __future__ import annotations

import socket
import threading
import webbrowser
from functools import partial
from typing import Any

from microsite.commands.options import Options
from microsite.preview.builds import Builder, Choices, State, counted
from microsite.preview.hosts import EVERY_ADDRESS, LOOPBACK, addresses_elsewhere, allowed_hosts, in_address
from microsite.preview.reported import ReportedProblems, new_counts_text
from microsite.preview.watcher import SiteWatcher
from microsite.report import report_text
from microsite.store import Store

STOPPED = "Stopped. The output folder has not changed."


def run_serve(options: Options) -> int:
    """Serve the site until somebody stops it.

    Returns:
        0 when it was stopped; 2 when no port is free, or the address is not this computer's.
    """
    from microsite.preview.server import LAST_PORT, PORTS_TRIED, NoFreePort, bind_first_free

    say = options.console.print
    host = "127.0.0.1" if options.host == "localhost" else options.host
    try:
        sockets, port = bind_first_free(host, options.port)
    except NoFreePort:
        last = min(options.port + PORTS_TRIED - 1, LAST_PORT)
        say(f"Ports {options.port} to {last} are all in use. Choose another, for example --port 8000")
        return 2
    except (OSError, UnicodeError):
        say(f"“{options.host}” is not an address of this computer. Leave out --host.")
        return 2
    if options.port and port != options.port:
        say(f"Port {options.port} is in use, so this is port {port}.")
    return _Session(options, sockets, host, port).run()


class _Session:
    """One run of the preview."""

    def __init__(self, options: Options, sockets: list[socket.socket], host: str, port: int) -> None:
        from tornado.ioloop import IOLoop

        from microsite.preview.guarded import PreviewContext
        from microsite.preview.server import PreviewServer

        self._options, self._host, self._port = options, host, port
        self._reported, self._bug = ReportedProblems(), ""
        self._loop: Any = IOLoop.current()
        self._builder = Builder(
            options.site,
            options.engine_templates,
            Store(options.store_folder),
            options.clock,
            self._built,
            Choices(as_of=options.now if options.now_is_fixed else None),
        )
        self._watcher = SiteWatcher(options.site, options.engine_templates, self._builder.files_changed)
        own_files = options.engine_templates / "preview"
        hosts = allowed_hosts(host, port)
        context = PreviewContext(self._builder, options.site, own_files, hosts, follow=options.follow)
        self._server = PreviewServer(self._watcher, sockets, context, self._ready)

    def run(self) -> int:
        """Serve until interrupted."""
        self._server.serve(host=self._host, port=self._port)
        self._watcher.end()
        self._builder.end()
        self._options.console.print(STOPPED)
        return 0

    @property
    def _address(self) -> str:
        host = "127.0.0.1" if self._host in EVERY_ADDRESS else in_address(self._host)
        return f"http://{host}:{self._port}/"

    def _ready(self) -> None:
        say = self._options.console.print
        say(f"Your site is at {self._address} and updates each time you save. To stop it, press Ctrl+C.")
        if self._host not in LOOPBACK and self._host != "::1":
            say("Anyone on your network who knows the address can see this preview, including drafts.")
        if self._host in EVERY_ADDRESS:
            addresses = [f"http://{each}:{self._port}/" for each in sorted(addresses_elsewhere())]
            say(f"On other computers, open {', '.join(addresses)}")
        self._builder.start()
        if self._options.open:
            threading.Thread(target=webbrowser.open, args=(self._address,), daemon=True).start()

    def _built(self, state: State) -> None:
        """Tell browsers and the terminal about a build; called on the thread that builds."""
        self._loop.add_callback(partial(self._server.send_state_to_all, edited=bool(state.changed_files)))
        problems = counted(state.problems)
        new = self._reported.new(problems, is_complete=state.is_complete)
        time = state.built_at.strftime("%H:%M:%S")
        if new:
            self._options.console.print(f"{report_text(new)}\n")
        bug, self._bug = self._bug, state.bug
        if state.bug:
            what = " again in the same way." if bug == state.bug else f":\n{state.bug}"
            self._options.console.print(f"{time} Something went wrong in the program{what}")
        elif state.failed:
            shown = "the last good site, and what is wrong" if state.edition else "what is wrong"
            self._options.console.print(
                f"{time} Not built: {new_counts_text(problems, new)}. The browser shows {shown}."
            )
        else:
            self._options.console.print(f"{time} Built. {new_counts_text(problems, new)}.")

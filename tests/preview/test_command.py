"""`build.py serve` as a command: ports, hosts, opening a browser, how it ends, and what it leaves in the folder."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys

import pytest

from microsite.preview.server import LAST_PORT, NoFreePort, bind_first_free
from tests.built_sites import ROOT
from tests.engines.server import HANG_S
from tests.preview.running import running, until
from tests.small_sites import SMALLEST, tree, write_files

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl+C to a whole group of programs")


#: Simulates Windows with Python 3.16, which has no event loop policies; livereload sets one on import.
ON_WINDOWS = """
import asyncio, sys, warnings
import tornado.httpserver, tornado.ioloop, tornado.web, tornado.websocket
warnings.simplefilter("error")
kept = getattr(asyncio, "set_event_loop_policy", None)
if {is_gone} and kept:
    del asyncio.set_event_loop_policy
sys.platform = "win32"
import microsite.preview.livereload_package as package
assert package.Server.__module__ == "livereload.server"
assert getattr(asyncio, "set_event_loop_policy", None) is (None if {is_gone} else kept)
assert getattr(asyncio, "WindowsSelectorEventLoopPolicy", None) is None
"""


@POSIX
@pytest.mark.parametrize("is_gone", [True, pytest.param(False, marks=pytest.mark.full)])
def test_imported_on_windows(is_gone):
    """On Windows, importing livereload sets no policy, gives no warnings and leaves `asyncio` as it was."""
    command = [sys.executable, "-c", ON_WINDOWS.replace("{is_gone}", str(is_gone))]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=HANG_S, check=False)
    assert (result.returncode, result.stderr) == (0, "")


def taken_port():
    """Return a listening socket, whose port is in use."""
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    taken.listen()
    return taken


def test_busy_port(tmp_path):
    """If the port is in use, the command takes the next free one and says so."""
    site = write_files(SMALLEST, tmp_path)
    with taken_port() as taken:
        port = taken.getsockname()[1]
        with running(site, port=port) as preview:
            assert port < preview.port < port + 10
            assert preview.lines(f"^Port {port} is in use, so this is port {preview.port}\\.$")
            assert preview.get("/")[0] == 200


def test_last_ports_are_busy():
    """If every port up to the last is in use, no port is found, and the search does not go past the last."""
    with contextlib.ExitStack() as held:
        for number in (LAST_PORT - 1, LAST_PORT):
            taken = held.enter_context(socket.socket())
            with contextlib.suppress(OSError):  # Already in use, which is just as good.
                taken.bind(("127.0.0.1", number))
                taken.listen()
        with pytest.raises(NoFreePort):
            bind_first_free("127.0.0.1", LAST_PORT - 1)


#: A page that takes minutes to render, with fewer rounds of its loop than a template may have.
SLOW = {
    "theme/templates/pages/contact.html": (
        "{% set long = 'x' * 5000000 %}{% for _ in range(90000) %}{% set _ = long | upper %}{% endfor %}"
    )
}


@POSIX
def test_interrupted_at_work(tmp_path):
    """Ctrl+C does not wait for a page that is still being rendered for a request."""
    with (
        running(write_files({**SMALLEST, **SLOW}, tmp_path)) as preview,
        socket.create_connection(("127.0.0.1", preview.port)) as asking,
    ):
        assert preview.lines(r"^\d\d:\d\d:\d\d Built\.")
        asking.sendall(f"GET /sitemap.xml HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\n\r\n".encode())
        # Requests are answered in order, so the rendering has begun.
        assert preview.get("/-preview/preview.js")[0] == 200
        preview.process.send_signal(signal.SIGINT)
        assert preview.process.wait(HANG_S) == 0
        with contextlib.suppress(ConnectionError):
            assert asking.recv(1) == b"", "the drawing was waited for"


@POSIX
def test_interrupted(tmp_path):
    """Ctrl+C ends the preview with just one line, even if a browser keeps its connection open."""
    with running(write_files(SMALLEST, tmp_path)) as preview:
        with socket.create_connection(("127.0.0.1", preview.port)):
            assert preview.get("/")[0] == 200
            said = len(preview.said)
            preview.process.send_signal(signal.SIGINT)
            assert preview.process.wait(HANG_S) == 0
        until(lambda: len(preview.said) > said)
        assert preview.said[said:] == ["Stopped. The output folder has not changed.\n"]


@pytest.mark.parametrize(("host", "said"), [("203.0.113.9", "not an address of this computer"), ("x y", "not an addr")])
def test_no_such_address(host, said, tmp_path):
    """A host that is not an address of this machine is reported in one line."""
    result = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), "serve", "--host", host],
        cwd=write_files(SMALLEST, tmp_path),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        timeout=HANG_S,
        check=False,
    )
    assert result.returncode == 2
    assert said in result.stdout and result.stdout.count("\n") == 1 and result.stderr == ""


def test_every_address(tmp_path):
    """With 0.0.0.0 a warning is printed, and only hosts and origins that are this machine's are accepted."""
    with running(write_files(SMALLEST, tmp_path), "--host", "0.0.0.0") as preview:
        assert preview.lines("Anyone on your network who knows the address can see this preview, including drafts")
        elsewhere = " ".join(preview.lines("On other computers, open"))
        assert elsewhere and "127.0." not in elsewhere and "localhost" not in elsewhere
        assert preview.get("/", Host=f"127.0.0.1:{preview.port}")[0] == 200
        assert preview.get("/", Host=f"{socket.gethostname()}:{preview.port}")[0] == 200
        assert preview.get("/", Host=f"evil.example:{preview.port}")[0] == 421
        assert preview.get("/", Origin=f"http://evil.example:{preview.port}")[0] == 403


@POSIX
def test_open(tmp_path):
    """With --open the system's browser opens the address."""
    program = write_files({"browser": f'#!/bin/sh\necho "$1" >> "{tmp_path}/opened"\n'}, tmp_path) / "browser"
    program.chmod(0o755)
    with running(write_files(SMALLEST, tmp_path / "site"), "--open", BROWSER=f"{program} %s") as preview:
        until((tmp_path / "opened").exists)
        until(lambda: (tmp_path / "opened").read_text() == f"{preview.address}/\n")


def test_nothing_of_it_is_published(tmp_path):
    """A build made while a preview runs is byte-for-byte the same as one without, with nothing of the preview in it."""
    site = write_files(SMALLEST, tmp_path / "site")

    def build():
        subprocess.run(
            [sys.executable, str(ROOT / "build.py"), "--now", "2027-04-01T12:00"],
            cwd=site,
            check=True,
            capture_output=True,
            timeout=HANG_S,
        )
        return tree(site / "output")

    before = build()
    with running(site) as preview:
        assert "-preview/" in preview.get("/")[2] and "-preview/" in preview.get("/why.html")[2]
        assert tree(site / "output") == before
        assert build() == before
    assert tree(site / "output") == before
    assert not [
        path for path, content in before.items() if re.search(rb"-preview|microsite-preview|livereload", content)
    ]

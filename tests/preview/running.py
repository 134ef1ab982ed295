"""A preview run as an author would run it, and helpers to save files and send requests."""

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.built_sites import ROOT
from tests.engines.server import HANG_S


class Preview:
    """One running preview of one site."""

    def __init__(self, process: subprocess.Popen[str], site: Path, said: list[str], port: int) -> None:
        """Store the process, its site, its output so far, which grows, and its port."""
        self.process, self.site, self.said, self.port = process, site, said, port
        self.address = f"http://127.0.0.1:{port}"
        self._marks = 0

    def save(self, path: str, text: str | bytes) -> None:
        """Save one of the site's files."""
        file = self.site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], str]:
        """Request a path, and return status, headers and text."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=HANG_S)
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, dict(answer.getheaders()), text

    def raw(self, sent: bytes) -> bytes:
        """Send raw bytes, half-close the connection, and return everything received until the server closes it."""
        received = b""
        with (
            socket.create_connection(("127.0.0.1", self.port), timeout=HANG_S) as connection,
            contextlib.suppress(ConnectionError),
        ):
            connection.sendall(sent)
            if b"Connection: close" not in sent:
                with contextlib.suppress(OSError):  # The preview may have closed the connection by now.
                    connection.shutdown(socket.SHUT_WR)
            while part := connection.recv(65536):
                received += part
        return received

    def shows(self, text: str, path: str = "/why.html") -> None:
        """Wait until a page contains a text."""
        until(lambda: text in self.get(path)[2], lambda: self.get(path)[2][-3000:])

    def catch_up(self) -> None:
        """Wait until all saves so far are built, by saving one more on another page and waiting for that."""
        self._marks += 1
        file = self.site / "content/02-paths.md"
        self.save("content/02-paths.md", file.read_text(encoding="utf-8") + f"\nMark {self._marks}.\n")
        self.shows(f"Mark {self._marks}.", "/paths.html")

    def lines(self, pattern: str) -> list[str]:
        """Return the lines of output that match a pattern."""
        return [line for line in self.said if re.search(pattern, line)]


def until(holds, told=lambda: "") -> None:
    """Wait until `holds` returns something true; on timeout, fail with the text of `told`."""
    ended_s = time.monotonic() + HANG_S
    while not holds():
        assert time.monotonic() < ended_s, told()
        time.sleep(0.02)


@contextmanager
def running(site: Path, *arguments: str, port: int = 0, **environment: str) -> Iterator[Preview]:
    """Run a preview of a site; interrupt it with Ctrl+C when the test is over, and kill it if it hangs."""
    import threading

    process = subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), "serve", "--port", str(port), *arguments],
        cwd=site,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    said: list[str] = []
    assert process.stdout
    stream = process.stdout
    reader = threading.Thread(target=lambda: said.extend(iter(stream.readline, "")), daemon=True)
    reader.start()
    try:
        until(lambda: any(re.search(r"^\d\d:\d\d:\d\d ", line) for line in said), lambda: "".join(said))
        found = re.search(r"http://\S+:(\d+)/", "".join(said))
        assert found
        yield Preview(process, site, said, int(found[1]))
    finally:
        process.send_signal(signal.SIGINT if os.name != "nt" else signal.SIGTERM)
        try:
            process.wait(HANG_S)
        except subprocess.TimeoutExpired:
            process.kill()
        reader.join(HANG_S)
        stream.close()

"""A preview that runs as somebody would run it, and ways to ask it."""

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


class Preview:
    """One running preview of one site."""

    def __init__(self, process: subprocess.Popen[str], site: Path, said: list[str], port: int) -> None:
        """Take what runs."""
        self.process, self.site, self.said, self.port = process, site, said, port
        self.address = f"http://127.0.0.1:{port}"

    def save(self, path: str, text: str | bytes) -> None:
        """Save one of the site's files."""
        file = self.site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], str]:
        """Ask for a path: status, headers, text."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, dict(answer.getheaders()), text

    def raw(self, sent: bytes) -> bytes:
        """Send bytes as they are, and give all that comes back until the connection is closed or quiet."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(sent)
            connection.settimeout(0.4)
            received = b""
            try:
                while part := connection.recv(65536):
                    received += part
            except (TimeoutError, ConnectionError):
                pass
            return received

    def shows(self, text: str, path: str = "/why.html", within_s: float = 15) -> None:
        """Wait until a page holds a text."""
        until(lambda: text in self.get(path)[2], within_s, lambda: self.get(path)[2][-3000:])

    def lines(self, pattern: str) -> list[str]:
        """The lines it has printed that match."""
        return [line for line in self.said if re.search(pattern, line)]


def until(holds, within_s: float = 15, told=lambda: "") -> None:
    """Wait until something holds."""
    ended_s = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < ended_s, told()
        time.sleep(0.02)


@contextmanager
def running(site: Path, *arguments: str, port: int = 0, **environment: str) -> Iterator[Preview]:
    """Run a preview of a site; it must end within a second of Ctrl+C when the test is over."""
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
        until(lambda: any(re.search(r"^\d\d:\d\d:\d\d ", line) for line in said), 60, lambda: "".join(said))
        found = re.search(r"http://\S+:(\d+)/", "".join(said))
        assert found
        yield Preview(process, site, said, int(found[1]))
    finally:
        process.send_signal(signal.SIGINT if os.name != "nt" else signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
        reader.join(5)
        stream.close()

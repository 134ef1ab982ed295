"""A real web server that serves a folder below a path, as a council's host would."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

#: Timeout after which something counts as hung; nothing takes this long, even on a busy machine.
HANG_S = 300
#: How often a server checks whether to shut down, and so how long shutting down takes.
POLL_S = 0.01


class _Server(ThreadingHTTPServer):
    #: On a busy machine a browser's connections wait here instead of being refused.
    request_queue_size = 128


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *arguments, below, requests, answer_after_s, **named):
        self.below, self.requests, self.answer_after_s = below, requests, answer_after_s
        super().__init__(*arguments, **named)

    def send_head(self):
        self.requests.append(self.path)
        time.sleep(self.answer_after_s)
        if not self.path.startswith(self.below):
            self.send_error(404)
            return None
        return super().send_head()

    def translate_path(self, path):
        # Strip the prefix only here, so that the redirect of a folder without a trailing slash keeps it.
        return super().translate_path("/" + path.removeprefix(self.below))

    def send_error(self, code, message=None, explain=None):
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_):
        pass


@contextmanager
def served(folder: Path, below: str = "/deep/er/", *, answer_after_s: float = 0) -> Iterator[tuple[str, list[str]]]:
    """Serve a folder below a path; yields that path's address and the list of requested paths, which grows."""
    requests: list[str] = []
    handler = partial(_Handler, directory=str(folder), below=below, requests=requests, answer_after_s=answer_after_s)
    server = _Server(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(POLL_S,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{below}", requests
    finally:
        server.shutdown()
        server.server_close()

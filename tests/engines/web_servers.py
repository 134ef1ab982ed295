"""Real web servers, nginx and Apache, that serve a folder as an administrator would set them up."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from tests.engines.find_browser import NoBrowser, can_install, install
from tests.engines.server import HANG_S

#: The names of the programs, and the Debian packages that contain them.
PROGRAMS = {"nginx": ("nginx",), "apache": ("apache2", "httpd")}
PACKAGES = {"nginx": "nginx-light", "apache": "apache2-bin"}
MODULES = ("mpm_event", "unixd", "authz_core", "dir", "mime", "alias", "headers")


def find_server(name: str) -> str:
    """Return the path of a server, which the full run installs on Debian; skip the test if there is none."""
    places = f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin{os.pathsep}/usr/local/sbin"
    found = next(filter(None, (shutil.which(program, path=places) for program in PROGRAMS[name])), "")
    if not found and os.environ.get("MICROSITE_TESTS_ALL") == "1" and can_install():
        try:
            install(PACKAGES[name])
        except NoBrowser as failed:
            pytest.skip(f"{name} could not be installed, so its files were not tried: {failed}")
        found = next(filter(None, (shutil.which(program, path=places) for program in PROGRAMS[name])), "")
    if not found:
        pytest.skip(f"{name} is not installed, so its files were not tried; python3 -m tests --all gets it on Debian")
    return found


@contextmanager
def serving(name: str, root: Path, conf: Path | None, scratch: Path) -> Iterator["Asked"]:
    """Start a server for a folder, and yield a client for it.

    Args:
        name: nginx or apache.
        root: the folder that is the root of the host.
        conf: a file for nginx to include.
        scratch: a folder for the server's own files.
    """
    program = find_server(name)
    for folder in (root, scratch, *root.parents):
        if folder.is_relative_to(Path("/tmp")) and folder != Path("/tmp"):
            folder.chmod(0o755)  # A server that is started by root reads files as another user.
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = scratch / f"{name}.conf"
    config.write_text(_nginx(root, conf, scratch, port) if name == "nginx" else _apache(program, root, scratch, port))
    stays = ["-g", "daemon off;"] if name == "nginx" else ["-DFOREGROUND"]
    options = ["-p", str(scratch), "-c", str(config)] if name == "nginx" else ["-f", str(config)]
    log = (scratch / "log").open("wb")
    server = subprocess.Popen([program, *options, *stays], stdout=log, stderr=log)
    try:
        _wait(server, port, scratch / "log")
        yield Asked(port)
    finally:
        server.terminate()
        server.wait(HANG_S)
        log.close()


class Asked:
    """A client for the server."""

    def __init__(self, port: int) -> None:
        """Store the port."""
        self.port = port

    def get(self, address: str) -> tuple[HTTPResponse, bytes]:
        """Request an address, exactly as written, and return the response and its body."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=HANG_S)
        connection.request("GET", address, headers={"Host": "www.example.org"})
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response, body


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    ends_s = time.monotonic() + HANG_S
    while time.monotonic() < ends_s and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise AssertionError(f"The server did not start: {log.read_text(errors='replace')}")


def _nginx(root: Path, conf: Path | None, scratch: Path, port: int) -> str:
    paths = "".join(
        f"{kind}_temp_path {scratch}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
    return f"""{user} worker_processes 1; pid {scratch}/pid; error_log {scratch}/error.log;
events {{ }}
http {{
  access_log off; {paths}
  types {{ text/html html; }}
  server {{ listen 127.0.0.1:{port}; root {root}; {f"include {conf};" if conf else ""} }}
}}
"""


def _apache(program: str, root: Path, scratch: Path, port: int) -> str:
    places = ("/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/usr/lib/httpd/modules")
    modules = next((place for place in places if Path(place).is_dir()), "")
    found = [each for each in MODULES if Path(f"{modules}/mod_{each}.so").exists()]
    loads = "\n".join(f"LoadModule {each}_module {modules}/mod_{each}.so" for each in found)
    user = "User nobody\nGroup nogroup" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
    # AllowOverride grants only what our files need, so a directive that needs more is a 500 error.
    return f"""ServerRoot {scratch}
ServerName www.example.org
Listen 127.0.0.1:{port}
PidFile {scratch}/pid
ErrorLog {scratch}/error.log
{loads}
{user}
TypesConfig /dev/null
Header always set Referrer-Policy unsafe-url
Header set X-Content-Type-Options wrong
DocumentRoot {root}
DirectoryIndex index.html
<Directory {root}>
  AllowOverride FileInfo
  Require all granted
</Directory>
"""

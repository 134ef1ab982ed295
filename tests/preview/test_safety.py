"""The preview answers only the author's own browser, and no request can harm it."""

import re
import socket

import pytest

from tests.engines.server import HANG_S
from tests.small_sites import write_files

#: The headers with which a browser opens a web socket.
UPGRADE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec_WebSocket_Key": "MDEyMzQ1Njc4OWFiY2RlZg==",
    "Sec_WebSocket_Version": "13",
}
SECRET = "nobody else may read this"


def status_of(answer: bytes) -> str:
    """Return the status of a raw response; empty if the connection was closed without one."""
    found = re.match(rb"HTTP/1\.1 (\d{3})", answer)
    return found[1].decode() if found else ""


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost.evil.example:{port}",
        "127.0.0.1:{port}, evil.example",
        "",
    ],
)
@pytest.mark.parametrize("path", ["/", "/livereload", "/-preview/preview.js", "/no/such/page"])
def test_foreign_host(host, path, preview):
    """A request with another host or port in its Host header is refused for any path, with 421, or 400 if malformed."""
    answer = preview.raw(
        f"GET {path} HTTP/1.1\r\nHost: {host.format(port=preview.port)}\r\nConnection: close\r\n\r\n".encode()
    )
    assert status_of(answer) in ("421", "400")
    assert b"Parks" not in answer and b"data-token" not in answer


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}", "[::1]:{port}"])
def test_own_host(host, preview):
    """Every name of this machine, with the right port, is accepted as the host."""
    assert preview.get("/", Host=host.format(port=preview.port))[0] == 200


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "https://127.0.0.1:{port}",
        "http://127.0.0.1:1",
        "http://127.0.0.1:{port}.evil.example",
        "http://evil.example:{port}",
        "",
    ],
)
@pytest.mark.parametrize("path", ["/", "/livereload", "/-preview/clock.js"])
def test_foreign_origin(origin, path, preview):
    """A request from another origin is refused with 403, for the web socket too."""
    assert preview.get(path, Origin=origin.format(port=preview.port), **UPGRADE)[0] == 403


def test_socket_without_origin(preview):
    """A web socket request without an Origin header is refused: every browser sends one."""
    assert preview.get("/livereload", **UPGRADE)[0] == 403
    assert preview.get("/livereload", Origin=preview.address, **UPGRADE)[0] == 101


def test_loaded_by_another_site(preview):
    """Another website can link to the preview but can't load any of its files as subresources."""
    assert preview.get("/-preview/preview.js", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors")[0] == 403
    assert preview.get("/", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate")[0] == 200


def test_force_reload_is_closed(preview):
    """The package's own paths, by which anybody could reload every page, do not exist here."""
    assert preview.get("/forcereload")[0] == 404
    assert preview.get("/livereload.js")[0] == 404


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..\\secret.txt",
        "/..%5csecret.txt",
        "/media/../../secret.txt",
        "/media/..%2f..%2fsecret.txt",
        "//secret.txt",
        "/%2fetc%2fpasswd",
        "///etc/passwd",
        "/%252e%252e/secret.txt",
        "/..;/secret.txt",
        "/.%00./secret.txt",
        "/secret.txt%00.html",
        "/%c0%ae%c0%ae/secret.txt",
        "/%ff",
        "/site_config.yaml",
        "/content/01-why.md",
        "/media/out.txt",
        "/-preview/../site_config.yaml",
        "/-preview/no_site.html",
        "/-preview/%2e%2e/base.html",
        "/C:/Windows/win.ini",
        "/file:///etc/passwd",
        "/~root/",
    ],
)
def test_nothing_but_the_site(path, preview):
    """No spelling of an address leads out of the site: each gives 404."""
    write_files({"../secret.txt": SECRET}, preview.site)
    answer = preview.raw(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\nConnection: close\r\n\r\n".encode())
    assert status_of(answer) == "404"
    assert SECRET.encode() not in answer and b"root:" not in answer and b"time_zone" not in answer


def test_links_that_lead_out(mended):
    """The target of a symlink out of the site's folder is never served."""
    (mended.site.parent / "secret.txt").write_text(SECRET, encoding="utf-8")
    (mended.site / "content/media").mkdir(exist_ok=True)
    (mended.site / "content/media/out.txt").symlink_to(mended.site.parent / "secret.txt")
    for _ in range(10):
        assert SECRET not in mended.get("/media/out.txt")[2]


@pytest.mark.parametrize("method", "POST PUT DELETE PATCH OPTIONS TRACE CONNECT PROPFIND get".split())
def test_other_methods(method, preview):
    """Every method but GET and HEAD is refused."""
    headers = f"Host: 127.0.0.1:{preview.port}\r\nConnection: close\r\nContent-Length: 0\r\n"
    answer = preview.raw(f"{method} / HTTP/1.1\r\n{headers}\r\n".encode())
    assert status_of(answer) in ("405", "400")
    assert b"Parks" not in answer


def test_which_methods_there_are(preview):
    """Only the response to a refused method has an Allow header."""
    status, headers, _ = preview.get("/why.html", "POST", Content_Length="0")
    assert (status, headers.get("Allow")) == (405, "GET, HEAD")
    for path in ("/", "/no/such/page", "/-preview/nothing"):
        assert "Allow" not in preview.get(path)[1]


def test_longest_address(preview):
    """An address of up to 2,000 characters is answered like any other; one character more is too long."""
    assert preview.get("/" + "a" * 1999)[0] == 404
    assert preview.get("/why.html?" + "a" * 1990)[0] == 200
    for address in ("/" + "a" * 2000, "/why.html?" + "a" * 1991):
        assert preview.get(address)[::2] == (414, "414 The address is too long.\n")


def test_head(preview):
    """HEAD returns the headers of GET and no content."""
    status, headers, text = preview.get("/", "HEAD")
    assert (status, text) == (200, "")
    assert headers["Content-Length"] == preview.get("/")[1]["Content-Length"]


@pytest.mark.parametrize(
    "sent",
    [
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x00\xff\x16\x03\x01\x02\x00\x01\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: HOST\r\nHost: HOST\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: HOST\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 99999999\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: HOST\r\n\r\n",
        b"GET * HTTP/1.1\r\nHost: HOST\r\n\r\n",
        b"GET /" + b"a" * 3000 + b" HTTP/1.1\r\nHost: HOST\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: HOST\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: HOST\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
        b"a" * 200_000,
    ],
)
def test_malformed_and_over_long(sent, preview):
    """A request that no browser would send is refused or dropped, and the next page is served as usual."""
    answer = preview.raw(sent.replace(b"HOST", f"127.0.0.1:{preview.port}".encode()))
    assert status_of(answer) in ("", "400", "404", "405", "414", "421")
    assert preview.get("/")[0] == 200


def test_headers(preview):
    """Every response forbids sniffing, caching and framing by other sites, and does not name the server."""
    for path in ("/", "/no/such/page", "/-preview/preview.js", "/-preview/nothing", "/robots.txt"):
        _, headers, _ = preview.get(path)
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
        assert "Server" not in headers and "tornado" not in str(headers).lower()


def test_policy(preview):
    """A page's policy is sent as a header; it allows the preview's script and web socket, but nothing unsafe."""
    published = re.search(r'Content-Security-Policy" content="([^"]+)"', preview_page(preview))
    policy = preview.get("/")[1]["Content-Security-Policy"]
    assert published is None
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split(";")}
    assert rules["default-src"] == ["'none'"]
    scripts = [each for each in rules["script-src"] if not each.startswith("'sha256-")]
    assert set(scripts) <= {"'self'", "file:"}
    assert rules["connect-src"] == ["'self'", f"ws://127.0.0.1:{preview.port}"]
    assert "unsafe" not in policy and "*" not in policy


def preview_page(preview):
    """Return the first page as served."""
    return preview.get("/")[2]


def test_hundreds_of_connections(preview):
    """Hundreds of connections, idle or halfway through a request, don't stop the author's page from being served."""
    held = []
    try:
        for number in range(400):
            connection = socket.create_connection(("127.0.0.1", preview.port), timeout=HANG_S)
            held.append(connection)
            if number % 2:
                connection.sendall(b"GET / HTTP/1.1\r\nHost: ")
            if number % 100 == 99:
                assert preview.get("/")[0] == 200
        assert preview.get("/why.html")[0] == 200
    finally:
        for connection in held:
            connection.close()

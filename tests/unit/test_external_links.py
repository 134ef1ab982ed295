"""Outside addresses are checked politely, against a real server on this machine; nothing else is ever requested."""

import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from microsite.checks.external_links import Answer, RequestLimits, check_addresses, encoded_for_sending
from microsite.checks.outside_links import (
    checked_links_text,
    link_problems,
    outside_addresses,
    place_of,
    survey_problems,
)
from microsite.cli import main
from microsite.problems import Location, Severity
from microsite.progress import say_nothing
from tests.engines.server import HANG_S, POLL_S
from tests.small_sites import CONFIG

QUICK = {"pause_s": 0.0, "timeout_s": HANG_S}
PLACE = Location(file="site_config.yaml", line=9, column=12)


class _Server(ThreadingHTTPServer):
    """A server that keeps a log of its requests, and how many it had at the same time."""

    def __init__(self, other):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.log, self.busy, self.busiest, self.other = [], 0, 0, other
        self.ends = threading.Event()


class _Handler(BaseHTTPRequestHandler):
    """Answers according to the path: /404, /to/…, /slow, /no-head, /person."""

    server: _Server

    def do_GET(self):
        self.answer("GET")

    def do_HEAD(self):
        self.answer("HEAD")

    def answer(self, method):
        log, self.server.busy = self.server.log, self.server.busy + 1
        self.server.busiest = max(self.server.busiest, self.server.busy)
        log.append(f"{method} {self.path}")
        time.sleep(0.02)
        if self.path == "/slow":
            self.server.ends.wait(HANG_S)
        self.server.busy -= 1
        status, target = 200, ""
        if self.path.startswith("/to/"):
            status, target = 302, self.path.removeprefix("/to/").replace("PORT", str(self.server.other))
        elif self.path == "/round":
            status, target = 301, "/round"
        elif self.path == "/404":
            status = 404
        elif self.path == "/no-head" and method == "HEAD":
            status = 405
        elif self.path == "/odd-head" and method == "HEAD":
            status = 404
        elif self.path == "/person":
            status = 403
        elif self.path == "/broken":
            status = 500
        self.send_response(status)
        if target:
            self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@contextmanager
def asked_server(other=0):
    """Run a server; yields its address and the server."""
    server = _Server(other)
    threading.Thread(target=server.serve_forever, args=(POLL_S,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", server
    finally:
        server.ends.set()
        server.shutdown()
        server.server_close()


def asked(addresses, file=None, now_s=1000.0, step=say_nothing, **limits):
    """Check addresses with short timeouts and no pauses."""
    limits = RequestLimits(**{**QUICK, **limits})
    return check_addresses(addresses, remembered_in=file, now_s=now_s, limits=limits, step=step)


def test_what_is_there_and_what_is_not():
    """HEAD is enough unless it is refused or wrong; then GET is used. 404 means gone; 403 and 500 prove nothing."""
    with asked_server() as (host, server):
        paths = ("/", "/404", "/no-head", "/odd-head", "/person", "/broken", "/é?q=a b#part")
        answers = [asked([host + path])[host + path] for path in paths]
        log = server.log
    assert [(answer.status, answer.is_there, answer.is_gone) for answer in answers] == [
        (200, True, False),
        (404, False, True),
        (200, True, False),
        (200, True, False),
        (403, False, False),
        (500, False, False),
        (200, True, False),
    ]
    assert log[:3] == ["HEAD /", "HEAD /404", "GET /404"]
    assert log[-1] == "HEAD /%C3%A9?q=a%20b"


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("http://[2001:db8::1]:8080/a b", "http://[2001:db8::1]:8080/a%20b"),
        ("https://[2001:db8::1]", "https://[2001:db8::1]/"),
        ("https://bücher.example/é?q=ü#part", "https://xn--bcher-kva.example/%C3%A9?q=%C3%BC"),
    ],
)
def test_how_an_address_is_sent(address, sent):
    """Hosts and paths are sent in ASCII, without the fragment; an IPv6 host keeps its brackets."""
    assert encoded_for_sending(address) == sent


def test_redirects_are_followed():
    """The last address counts, even on another host; a loop or a redirect to no web page is not an answer."""
    with asked_server() as (other, second), asked_server(second.server_port) as (host, _):
        there, circle, mail = (f"{host}{path}" for path in ("/to/http://127.0.0.1:PORT/end", "/round", "/to/mailto:a"))
        answers = asked([there, circle, mail])
    assert answers[there] == Answer(status=200, reached=f"{other}/end")
    assert answers[circle].why == "it redirects more than 6 times"
    assert answers[mail].why == "it redirects to something that is not a web page"
    assert not any(answers[each].is_there or answers[each].is_gone for each in (circle, mail))


def test_nobody_waits_for_ever():
    """A host that does not answer in time, or is not there, could not be checked, and the reason is reported."""
    with asked_server() as (host, _):
        slow = asked([f"{host}/slow"], timeout_s=0.3)[f"{host}/slow"]
    assert (slow.status, slow.why) == (0, "it did not answer in time")
    gone = asked([host])[host]
    assert (gone.status, gone.why) == (0, "the website refuses to answer")


def test_one_at_a_time():
    """However many addresses a host has, it gets one request at a time, with pauses; each address is requested once."""
    with asked_server() as (host, server):
        addresses = [f"{host}/{number}" for number in range(6)]
        started = time.monotonic()
        assert list(asked([*addresses, *addresses], pause_s=0.05)) == addresses
        assert time.monotonic() - started >= 6 * 0.05
        assert server.busiest == 1
        assert len(server.log) == 6


def test_how_far_it_is_is_said():
    """The progress counts the answers so far across all hosts, whichever was quicker."""
    steps = []
    with asked_server() as (host, _), asked_server() as (other, _):
        asked([f"{host}/1", f"{host}/2", f"{other}/1"], step=steps.append)
    assert steps == [f"Checked {number} of 3 outside links" for number in (1, 2, 3)]


def test_good_answers_are_kept_for_a_day(tmp_path):
    """A good answer is reused for a day; after a bad or old one, or with a damaged file, the request is sent again."""
    file = tmp_path / "cache/links.json"
    with asked_server() as (host, server):
        good, bad = f"{host}/a", f"{host}/404"
        asked([good, bad], file)
        again = asked([good, bad], file, now_s=1000.0 + 86_000)
        assert (again[good].remembered, again[bad].remembered) == (True, False)
        assert server.log.count("HEAD /a") == 1 and server.log.count("HEAD /404") == 2
        asked([good], file, now_s=1000.0 + 86_401)
        assert server.log.count("HEAD /a") == 2
        file.write_text('{"x": ["y"]}', encoding="utf-8")
        assert not asked([good], file)[good].remembered


def test_what_is_said_and_where():
    """A link that is gone is a warning, one that could not be checked a hint, at the line with the address."""
    sources = {
        "site_config.yaml": "a: b\n",
        "content/01-why.md": "# Why\n\nSee [it](https://a.example.org/x?a=1&b=2).\n",
    }
    pages = {"https://a.example.org/x?a=1&b=2": "why.html", "https://b.example.org/": "why.html"}
    answers = {
        "https://a.example.org/x?a=1&b=2": Answer(status=410, reached=""),
        "https://b.example.org/": Answer(status=0, reached="", why="it did not answer in time"),
        "https://c.example.org/": Answer(status=200, reached=""),
    }
    pages["https://c.example.org/"] = "why.html"
    gone, unknown = link_problems(pages, answers, sources)
    assert (gone.code, gone.severity, str(gone.location)) == ("AWAY-001", Severity.WARNING, "content/01-why.md:3:10")
    assert gone.message == "“https://a.example.org/x?a=1&b=2” is not there: the website answers 410."
    assert (unknown.code, unknown.severity, str(unknown.location)) == ("AWAY-002", Severity.HINT, "output/why.html")
    assert unknown.message == "We could not check “https://b.example.org/”: it did not answer in time."
    assert place_of("https://d.example.org/", sources) is None


def test_survey_that_leads_elsewhere():
    """AWAY-005: the survey's address must not redirect to another host, apart from `www.`."""

    def said(address, reached=""):
        answer = Answer(status=200, reached=reached or address)
        return [problem.code for problem in survey_problems(address, answer, PLACE)]

    assert said("https://survey.example.org/a", "https://www.survey.example.org/b") == []
    assert said("https://survey.example.org/", "https://other.example.org/") == ["AWAY-005"]
    assert list(survey_problems("https://a.example.org/", None, PLACE)) == []


def test_which_addresses_are_outside():
    """Outside addresses are links to other hosts, each once, without its fragment; the site's own are not outside."""
    page = (
        '<a href="https://a.example.org/x?a=1&amp;b=2#c">a</a><a href="b.html">b</a><a href="mailto:a@b.org">m</a>'
        '<a href="https://own.example.org/site/b.html">o</a><link href="https://c.example.org/">'
    )
    files = {"a.html": page.encode(), "b.html": page.encode(), "media/x.svg": b'<a href="https://d.example.org">'}
    assert outside_addresses(files, "https://own.example.org/site/") == {"https://a.example.org/x?a=1&b=2": "a.html"}


def test_how_much_was_asked():
    """The sentence counts what works, what is gone, what could not be checked, and what was known already."""
    assert checked_links_text([]) == "No page links to another website, so there was nothing to check."
    answers = [
        Answer(status=200, reached="", remembered=True),
        Answer(status=404, reached=""),
        Answer(status=0, reached="", why="x"),
    ]
    assert checked_links_text(answers) == (
        "Outside links, 3 addresses: 1 works, 1 was not found, 1 could not be checked."
        " For 1, we kept the answer from the last day."
    )


SITE = f"""\
{CONFIG}survey:
  address: {{host}}/survey
ways_to_respond:
  - kind: phone
    title: By telephone
    details: Somebody writes your answer down.
"""


def test_the_whole_command(tmp_path, capsys):
    """`check --links` sums up its requests and reports each result where the address is written; builds send none."""
    (tmp_path / "content").mkdir()
    with asked_server() as (host, server):
        (tmp_path / "site_config.yaml").write_text(SITE.format(host=host), encoding="utf-8")
        (tmp_path / "content/01-why.md").write_text(f"# Why\n\nSee [the plan]({host}/404).\n", encoding="utf-8")
        (tmp_path / "content/media").mkdir()
        (tmp_path / "content/media/old.html").write_bytes(f'<a href="{host}/">café</a>'.encode("cp1252"))
        where = ["--site", str(tmp_path), "--now", "2027-04-01T12:00"]
        assert main(["build", *where]) == 0
        assert main(["check", *where]) == 0
        assert server.log == []
        capsys.readouterr()
        assert main(["check", "--links", *where]) == 0
        assert main(["check", "--links", "--strict", *where]) == 1
    printed = capsys.readouterr().out
    assert f"content/01-why.md:3:16: warning AWAY-001 outside-link-gone\n  “{host}/404” is not there" in printed
    assert "site_config.yaml:8:12: warning CONF-025 address-for-its-author-only" in printed
    assert "Outside links, 2 addresses: 1 works, 1 was not found, 0 could not be checked.\n" in printed
    assert "For 1, we kept the answer from the last day." in printed

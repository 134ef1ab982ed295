"""Authors' text on paper: never executed as code, and typeset to the same bytes anywhere and at any time."""

import os
import socketserver
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import typst

from microsite.cli import engine_templates
from microsite.pipeline import make_site
from tests.built_sites import EVERY_SITE, moment
from tests.pdf_reading import read_aloud, words
from tests.small_sites import CHAPTER, SMALLEST, made, write_files

#: Text that the typesetter would execute if it were in its source.
CODE = (
    '#read("/etc/passwd")',
    '#import "@preview/example:0.1.0": *',
    '#include "/etc/hosts"',
    '#image("/etc/hosts")',
    "#{while true {}}",
    "#panic()",
    "@example and $x$ and <label>",
    "= No heading / term: \\ ~ -- ... // no comment /* none */",
    '"] + sys.inputs.data + ["',
    "\\u{41} ${x} {{ x }} \" ' ` ``` \\",
)


def typed(text: str) -> str:
    """Escape a text for Markdown, so that it is on the page as it is."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#|~" else sign for sign in text)


@pytest.fixture
def asked(monkeypatch):
    """The request lines that the typesetter sends to the network; none is answered."""
    lines: list[bytes] = []

    class Note(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            lines.append(self.rfile.readline())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Note) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            for each in (name, name.lower()):
                monkeypatch.setenv(each, f"http://127.0.0.1:{server.server_address[1]}")
        yield lines
        server.shutdown()


def test_words_are_no_code(tmp_path, asked):
    """Code in a title, a text, a table and a note is on paper as it was typed, and sends no request."""
    prose = "\n\n".join(typed(each) for each in CODE)
    table = f"| {typed(CODE[0])} | B |\n| --- | --- |\n| {typed(CODE[1])} | 2 |"
    chapter = (
        f"# {typed(CODE[0])}\n\n{prose}\n\nNoted[^1].\n\n## {typed(CODE[1])}\n\n{table}\n\n[^1]: {typed(CODE[6])}\n"
    )
    build = made({"content/01-why.md": chapter, "config": "formats: [pdf]\n"}, tmp_path)
    assert not build.has_errors, build.problems
    read = [words(part) for part in read_aloud(build.sites[0].papers[0].content, "")]
    (said,) = [" ".join(part) for part in read if part[: len(CODE[0].split())] == CODE[0].split()]
    for each in CODE:
        assert " ".join(each.split()) in said
    assert said.count(" ".join(CODE[0].split())) == 3
    assert asked == []


def test_a_package_would_be_asked_for(tmp_path, asked):
    """As source, the same text would send a request, so the test above would notice."""
    with pytest.raises(typst.TypstError):
        typst.compile(CODE[1].encode(), package_cache_path=str(tmp_path))
    assert asked
    assert all(line.startswith(b"CONNECT ") for line in asked)


@pytest.fixture
def zone_of_machine():
    """A function that sets the machine's time zone; it is restored afterwards."""
    before = os.environ.get("TZ")

    def put(name: str | None) -> None:
        os.environ.pop("TZ", None)
        if name is not None:
            os.environ["TZ"] = name
        time.tzset()

    yield put
    put(before)


def papers(site: Path, now: datetime) -> dict[str, bytes]:
    """Make the papers of a site without a store: contents by path."""
    build = make_site(site, engine_templates(), now, formats=lambda site: ("pdf", "large-print"))
    return {f"{each.folder}/{paper.path}": paper.content for each in build.sites for paper in each.papers}


def test_same_bytes_at_any_time_and_place(zone_of_machine):
    """Within a stage, papers made a day later in another time zone are byte-for-byte the same."""
    site, now = EVERY_SITE["english-and-welsh"], moment("english-and-welsh", "open")
    zone_of_machine("Pacific/Auckland")
    first = papers(site, now)
    zone_of_machine("America/Los_Angeles")
    again = papers(site, now + timedelta(days=1))
    assert len(first) == 4
    assert again == first


def test_other_stage_is_another_file(tmp_path):
    """Papers of another stage are different, since they say something else."""
    site = write_files({**SMALLEST, "content/01-why.md": CHAPTER}, tmp_path)
    assert papers(site, datetime(2027, 4, 1, 12)) != papers(site, datetime(2027, 7, 1, 12))

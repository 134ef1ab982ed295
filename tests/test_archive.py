"""Packages for a host, and records of what the pages said: complete, and never written over somebody's file."""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from microsite.cli import main
from microsite.formats.page_text import page_text
from tests.built_sites import built
from tests.small_sites import SMALLEST, tree, write_files

WHEN = ("--now", "2027-05-12T09:00")


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A small site, in the current folder."""
    updates = "- date: 2027-05-02\n  what: The map is new.\n- date: 2027-03-01\n  what: It opened.\n"
    folder = write_files({**SMALLEST, "content/data/updates.yaml": updates}, tmp_path / "site")
    monkeypatch.chdir(folder)
    return folder


def unpacked(file: Path) -> dict[str, bytes]:
    """Unzip a file, check that its checksums name every file and match, and return the files."""
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as packed:
        assert packed.testzip() is None
        found = {name: packed.read(name) for name in packed.namelist()}
    sums = found.pop("SHA256SUMS.txt").decode().splitlines()
    assert sums == [f"{hashlib.sha256(found[path]).hexdigest()}  {path}" for path in sorted(found)]
    return found


def output(folder: Path) -> dict[str, bytes]:
    """Return what a build publishes, by the paths that a zip uses."""
    return {f"site/{path}": content for path, content in tree(folder).items() if path != ".microsite"}


def test_package(site, capsys):
    """A package has the whole site and a sheet of instructions that is true whenever it is read."""
    assert main(["build", *WHEN]) == 0
    assert main(["package", *WHEN]) == 0
    assert "The package is ready: package.zip\n" in capsys.readouterr().out
    found = unpacked(site / "package.zip")
    sheet = found.pop("READ-ME-FIRST.txt").decode()
    assert found == output(site / "output")
    assert "Parks for everyone\nMillbrook Town Council\n\nThe website as of 9am on Wednesday 12 May 2027" in sheet
    assert "up to date until Tuesday 25 May 2027. Build" in " ".join(sheet.split())
    assert "days)" not in sheet
    assert max(map(len, sheet.splitlines())) <= 84


def test_archive(site, capsys):
    """A record has the pages, the text of each, the report, what changed, and the moment that all this holds for."""
    assert main(["build", *WHEN]) == 0
    assert main(["archive", *WHEN]) == 0
    assert "The record is ready: archive" in capsys.readouterr().out
    found = unpacked(site / "archive/2027-05-12-0900.zip")
    manifest, report = json.loads(found.pop("manifest.json")), json.loads(found.pop("report.json"))
    texts = {path: found.pop(path).decode() for path in list(found) if path.startswith("text/")}
    assert found == output(site / "output")
    assert {f"site/{file['path']}": file["size_bytes"] for file in manifest["files"]} == {
        path: len(content) for path, content in found.items()
    }
    assert set(texts) == {f"text/{path[5:-5]}.txt" for path in found if path.endswith(".html")}
    assert "# Why a plan\n\nParks are for everyone.\n" in texts["text/why.txt"]
    assert "Open until the end of Monday 31 May 2027 (London time)" in texts["text/index.txt"]
    assert manifest["as_of"] == "2027-05-12T09:00:00+01:00" and manifest["time_zone"] == "Europe/London"
    assert manifest["status"] == "Open until the end of Monday 31 May 2027 (London time)"
    assert manifest["made_with"].startswith("microsite ")
    assert [change["what"] for change in manifest["changes"]] == ["It opened.", "The map is new."]
    assert report["built"] is True and str(site) not in json.dumps(report)


def test_a_record_is_never_replaced(site, capsys):
    """ZIP-001: a different record of the same minute needs another name; the same one again changes nothing."""
    file = site / "archive/2027-05-12-0900.zip"
    assert main(["archive", *WHEN]) == 0
    before = file.stat().st_mtime_ns
    assert main(["archive", *WHEN]) == 0
    assert file.stat().st_mtime_ns == before
    write_files({"content/01-why.md": "# Why\n\nOther words.\n"}, site)
    capsys.readouterr()
    assert main(["archive", *WHEN]) == 1
    out = capsys.readouterr().out
    assert "ZIP-001" in out and "or give another name after --to." in out and out.endswith("No file was written.\n")
    assert file.stat().st_mtime_ns == before
    assert main(["archive", "--to", "archive/second.zip", *WHEN]) == 0


def test_a_package_replaces_packages_alone(site, capsys):
    """A package replaces an earlier package, and no other file."""
    assert main(["package", *WHEN]) == 0
    first = (site / "package.zip").read_bytes()
    write_files({"content/01-why.md": "# Why\n\nOther words.\n", "letter.zip": "theirs", "folder.zip/a": "a"}, site)
    assert main(["package", *WHEN]) == 0
    assert (site / "package.zip").read_bytes() != first
    for name in ("letter.zip", "folder.zip", "site_config.yaml"):
        assert main(["package", "--to", name, *WHEN]) == 1
    assert (site / "letter.zip").read_bytes() == b"theirs"
    assert capsys.readouterr().out.count("ZIP-001") == 3


def test_says_when_it_cannot_write(site, capsys):
    """ZIP-002: a file that can't be written is reported; nothing half-written is left behind."""
    assert main(["package", "--to", "site_config.yaml/package.zip", *WHEN]) == 1
    assert "ZIP-002" in capsys.readouterr().out
    assert [path for path in tree(site) if "package" in path] == []


def test_mistakes_are_not_packed(site, capsys):
    """A site with errors is not packed, and the report ends by saying so."""
    write_files({"site_config.yaml": "title: Parks\n"}, site)
    for command in ("package", "archive"):
        assert main([command, *WHEN]) == 1
        assert capsys.readouterr().out.endswith("No file was written.\n")
    assert not (site / "package.zip").exists() and not (site / "archive").exists()


def test_page_text():
    """A page's text has the words in order, a line per block, and still shows lists, tables, pictures and links."""
    page = b"""<html><head><title>Not read</title></head><body><nav><ul><li><a href="a.html">A</a></li>
        <li><p>B</p></li></ul></nav><h1>One <em>two</em></h1><p>Three<br>four <a href="https://x.example/">five</a></p>
        <script>not()</script><p hidden>Not read</p><table><tr><th>Year</th><td>2027</td></tr></table>
        <img alt="A bench"><img alt=""><pre>a\n  b</pre><ol><li>first</li></ol></body></html>"""
    assert page_text(page) == (
        "- A\n- B\n\n# One two\n\nThree\nfour five (https://x.example/)\n\n"
        "Year | 2027\n\n[A bench]\n\na\nb\n\n- first\n"
    )


def test_nothing_is_lost_in_the_text():
    """Every letter that the pages of an example site show is in their text, in the same order."""
    for path, content in built("harbour-town", "open").files.items():
        if path.endswith(".html"):
            words = "".join(shown(html5lib.parse(content.decode(), namespaceHTMLElements=False)))
            assert letters(page_text(content)) == letters(words), path


def letters(text: str) -> str:
    """Strip spaces, the addresses of links, and the marks of lists, headings and cells from a text."""
    return re.sub(r"\(https?://[^\s)]+\)|[\s|#\[\]-]", "", text)


def shown(element: Element) -> Iterator[str]:
    """Yield the text that an element shows, read by a different parser."""
    if (
        element.tag in ("head", "script", "style", "svg", "{http://www.w3.org/2000/svg}svg")
        or "hidden" in element.attrib
    ):
        return
    yield element.text or element.get("alt", "")
    for child in element:
        yield from shown(child)
        yield child.tail or ""

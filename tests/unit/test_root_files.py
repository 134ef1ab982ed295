"""What is put into content/root is published as it is, or refused with a sentence that says why."""

import queue
import shutil
from datetime import datetime

import pytest

from microsite.cli import engine_templates, main
from microsite.load.root_files import misfits, root_files
from microsite.pipeline import make_site
from microsite.preview.builds import Builder, Choices, State
from microsite.preview.scan import changed_files, scan
from microsite.preview.served_page import path_of
from microsite.store import Store
from tests.built_sites import ROOT
from tests.engines.server import HANG_S

GOOGLE = "google0123456789abcdef.html"
YANDEX = "yandex_0123456789abcdef.html"
YANDEX_PAGE = (
    '<html>\n    <head>\n        <meta http-equiv="Content-Type" content="text/html; charset=UTF-8">\n'
    "    </head>\n    <body>Verification: 0123456789abcdef</body>\n</html>"
)
ALLOWED = {
    "CNAME": "www.example.org\n",
    "humans.txt": "Written by people.",
    "BingSiteAuth.xml": '<?xml version="1.0"?>\n<users>\n\t<user>0123456789ABCDEF</user>\n</users>',
    GOOGLE: f"google-site-verification: {GOOGLE}",
    YANDEX: YANDEX_PAGE,
    ".well-known/security.txt": "Contact: mailto:security@example.org\n",
    ".well-known/acme-challenge/a-token_1": "a-token_1.thumbprint",
    ".well-known/assetlinks.json": "[]",
    ".well-known/one/two/three.bin": "\x00\x01",
}
XML = '<?xml version="1.0"?>'
REFUSED = {
    "sw.js": "alert(1)",
    "sw.mjs": "alert(1)",
    "SW.JS": "alert(1)",
    "index.php": "<?php",
    "page.html": "<p>Hello</p>",
    "page.xhtml": "<html/>",
    "google0123456789abcdee.html": f"google-site-verification: {GOOGLE}",
    "google1.html": "google-site-verification: google1.html",
    "yandex_0123456789abcdee.html": YANDEX_PAGE,
    "logo.svg": "<svg/>",
    "logo.png": "PNG",
    "style.xsl": "<x/>",
    ".htaccess": "Deny from all",
    "web.config": "<configuration/>",
    "_headers": "/*",
    "_redirects": "/a /b",
    "_worker.js": "",
    ".env": "PASSWORD=1",
    "cname": "www.example.org",
    "CNAME.txt": "www.example.org",
    "folder/readme.txt": "Hello",
    ".well-known/page.html": "<p>",
    ".well-known/sw.js": "",
    ".well-known/mark.svg": "<svg/>",
    ".well-known/.htaccess": "",
    ".well-known/.private": "",
    ".well-known/token": " \n<script>alert(1)</script>",
    ".well-known/mark.xml": f'{XML}<svg xmlns="http://www.w3.org/2000/svg"/>',
    "deep.xml": f'{XML}<a><b><h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script></b></a>',
    "styled.xml": f'{XML}<?xml-stylesheet href="a.xsl" type="text/xsl"?><a/>',
    "typed.xml": f"{XML}<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    "plain.xml": "<html><script>alert(1)</script></html>",
    "cut.xml": '<a><s:svg xmlns:s="http://www.w3.org/2000/svg"/><',
    "odd.xml": '<?xml version="1.0" encoding="utf-7"?><a/>',
    "empty.xml": "",
    "robots.txt": "User-agent: *",
    "Sitemap.xml": "<a/>",
    "feed.xml": "<a/>",
}


def read(files: dict[str, str]):
    """What becomes of some files of content/root."""
    return root_files({f"content/root/{path}": text.encode() for path, text in files.items()})


def test_allowed():
    """What hosts and search engines ask for is published, byte for byte."""
    files, problems = read(ALLOWED)
    assert files == {path: text.encode() for path, text in ALLOWED.items()} and problems == []


@pytest.mark.parametrize("path", REFUSED)
def test_refused(path):
    """What could run, what is no file for the root, and what the site makes itself is refused, whatever its case."""
    files, problems = read({path: REFUSED[path]})
    assert files == {} and len(problems) == 1
    assert problems[0].code in ("ROOT-001", "ROOT-002") and problems[0].message and problems[0].advice


def test_utf_16_is_looked_into():
    """An XML file in another encoding is looked into as a browser would."""
    text = '<?xml version="1.0" encoding="utf-16"?><a xmlns="http://www.w3.org/2000/svg"/>'
    assert root_files({"content/root/a.xml": text.encode("utf-16")})[0] == {}


@pytest.fixture
def site(tmp_path):
    """A small site with files at its root, and what systems leave behind."""
    folder = tmp_path / "site"
    shutil.copytree(ROOT / "tests/sites/one-page", folder)
    for path, text in {**ALLOWED, ".DS_Store": "x", ".gitkeep": "", ".well-known/.DS_Store": "x"}.items():
        file = folder / "content/root" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="")
    return folder


def build(folder):
    """A site as it is now."""
    return make_site(folder, engine_templates(), datetime(2027, 3, 10, 9))


def test_published_at_the_root(site):
    """The files are published beside the pages; no page leads to them and the sitemap does not list them."""
    built = build(site)
    assert not [each for each in built.problems if each.code.startswith(("ROOT", "FILE"))]
    assert {path: built.files[path].decode() for path in ALLOWED} == ALLOWED
    assert not [path for path in built.files if "DS_Store" in path or "gitkeep" in path]
    assert not [path for path in built.files if path.endswith((".html", ".xml")) and b"yandex" in built.files[path]]


def test_domain_that_does_not_fit(site):
    """A CNAME for another host than that of site_address, and one that is no domain, get a warning."""
    config = site / "site_config.yaml"
    config.write_text(config.read_text("utf-8") + "\nsite_address: https://parks.example.org/\n", "utf-8")
    cname = site / "content/root/CNAME"
    for text, is_right in {
        "www.example.org": False,
        "PARKS.example.org\r\n": True,
        "https://parks.example.org": False,
        "a.org\nb.org": False,
        "": False,
    }.items():
        cname.write_text(text, "utf-8", newline="")
        codes = [each.code for each in build(site).problems if each.location.file == "content/root/CNAME"]
        assert [code for code in codes if code.startswith("ROOT")] == ([] if is_right else ["ROOT-003"]), text


def test_letters_of_other_scripts():
    """A domain is the same however its letters are written."""
    root = {"CNAME": b"xn--bcher-kva.example"}
    assert list(misfits(root, "https://bücher.example/")) == []


def test_site_in_a_folder():
    """A file that is looked for at the root of the host alone is told where it belongs; Google looks in the folder."""
    root = {path: text.encode() for path, text in ALLOWED.items()}
    (found,) = misfits(root, "https://www.example.org/parks/")
    assert found.location.file == "content/root/.well-known/security.txt"
    assert found.message.endswith("at the root of www.example.org, and the site is in the folder parks.")
    assert list(misfits(root, "https://www.example.org/")) == list(misfits(root, "")) == []


def test_no_place_of_a_page(site):
    """A file does not take the place of a chapter or of an old address."""
    (site / "content/10-google0123456789abcdef.md").write_text("# Ten\n\nText.\n", "utf-8")
    found = [each for each in build(site).problems if each.code == "ROOT-002"]
    assert [each.message for each in found] == [
        f"{GOOGLE} would take the place of the page of content/10-google0123456789abcdef.md."
    ]


def test_change_is_noticed(site, tmp_path, capsys):
    """A changed, new or deleted file below content/root is seen by a build that finds nothing else changed."""
    output = tmp_path / "output"
    command = ["build", "--site", str(site), "--output", str(output), "--now", "2027-03-10T09:00"]
    security = site / "content/root/.well-known/security.txt"
    published = output / ".well-known/security.txt"
    for text in ("Contact: mailto:one@example.org\n", "Contact: mailto:two@example.org\n"):
        security.write_text(text, "utf-8", newline="")
        assert main(command) == 0
        assert published.read_text("utf-8") == text
    security.unlink()
    assert main(command) == 0 and not published.exists()
    capsys.readouterr()


def test_preview_sees_it(site):
    """The preview looks at files whose names begin with a dot there, and not at what systems leave behind."""
    before = scan(site, engine_templates())
    (site / "content/root/.well-known/security.txt").write_text("Contact: https://example.org/\n", "utf-8")
    (site / "content/root/.DS_Store").write_text("changed", "utf-8")
    assert changed_files(before, scan(site, engine_templates())) == ["content/root/.well-known/security.txt"]


def test_preview_shows_it(site):
    """The preview serves the files of the root, also below a folder of the address whose letters are encoded."""
    config = site / "site_config.yaml"
    config.write_text(config.read_text("utf-8") + "\nsite_address: https://www.example.org/café/\n", "utf-8")
    states: queue.Queue[State] = queue.Queue()
    builder = Builder(site, engine_templates(), Store(), lambda: datetime(2027, 3, 10, 9), states.put, Choices())
    builder.start()
    state = states.get(timeout=HANG_S)
    builder.end()
    assert state.edition
    for path, text in ALLOWED.items():
        assert path_of(f"/caf%C3%A9/{path}", state) == path
        assert state.edition.content(path) == text.encode()


def test_in_another_place(tmp_path):
    """A file for the root that lies elsewhere in content/ is told where it belongs."""
    site = tmp_path / "site"
    shutil.copytree(ROOT / "tests/sites/one-page", site)
    (site / "content/CNAME").write_text("www.example.org", "utf-8")
    (site / "content/.well-known").mkdir()
    advice = {
        each.location.file: each.advice for each in build(site).problems if each.location.file != "site_config.yaml"
    }
    assert advice["content/CNAME"] == "If it is for the root of the site, move it to content/root/CNAME."
    assert advice["content/.well-known"] == "Move it to content/root/.well-known."

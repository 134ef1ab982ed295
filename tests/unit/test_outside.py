"""A theme and facts that many sites share: they are outside the site's folder, and checked like what is in it."""

import os
from datetime import datetime

import pytest

from microsite import record
from microsite.cli import engine_templates, main
from microsite.file_states import Plain
from microsite.load.site_files import load_site_files, reload_site_files
from microsite.pipeline import Build, make_site
from microsite.preview import scan as scanning
from microsite.preview.scan import changed_files, scan
from microsite.record import BuildKey, outside_names
from tests.small_sites import CHAPTER, CONFIG, write_files

WAYS = "theme: ../look\nshared: ../council.yaml\n"
COUNCIL = 'about: We run the town.\ncontact:\n  email: all@example.org\n  phone: "01632 960100"\n'
FILES = {
    "site/site_config.yaml": CONFIG + WAYS + "contact:\n  email: parks@example.org\n",
    "site/content/01-why.md": CHAPTER,
    "look/site.css": "body { margin: 0 }\n",
    "look/templates/pages/contact.html": (
        "{% extends 'layouts/article.html' %}{% block content %}<p id='site-formats'>OURS</p>{% endblock %}"
    ),
    "council.yaml": COUNCIL,
}


@pytest.fixture
def site(tmp_path):
    """Return a site with a theme and facts next to its folder."""
    return write_files(FILES, tmp_path) / "site"


def made(site) -> Build:
    """Build the site as it is now."""
    return make_site(site, engine_templates(), datetime.fromisoformat("2027-04-01T12:00"))


def test_names():
    """A name is read from a line of its own; quotation marks, comments and backslashes are as people write them."""
    config = b"title: theme: no\r\ntheme: '..\\look/' # ours\nshared: ../a b.yaml\nbrand:\n  theme: x\n"
    assert outside_names(config) == {"theme": "../look", "shared": "../a b.yaml"}


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("./theme", "theme"),
        ("'../look #2'", "../look #2"),
        ("../look # ours", "../look"),
        ("././../a/./b/", "../a/b"),
        ('"..\\\\look"', "../look"),
    ],
)
def test_ways_to_write_a_path(written, named):
    """Quotation marks protect a #, and a dot leads nowhere."""
    assert outside_names(f"theme: {written}\n".encode())["theme"].replace("//", "/") == named


@pytest.mark.parametrize("named", ["a\0b", "/", "~/look", "C:/look", "''"])
def test_what_is_no_name(named):
    """A path from the root of a disk or from a home folder is not a name, so nothing looks into it."""
    assert outside_names(f"theme: {named}\n".encode()) == {}


def test_large_folder(site, monkeypatch):
    """If a large folder is named by mistake, only as many files are looked at as a theme may have."""
    monkeypatch.setattr(record, "MOST_OUTSIDE", 20)
    monkeypatch.setattr(scanning, "MOST_OUTSIDE", 20)
    write_files({f"home/{number}/letter.txt": "Dear all," for number in range(50)}, site.parent)
    write_files({"site_config.yaml": (site / "site_config.yaml").read_text().replace("../look", "../home")}, site)
    plain = Plain()
    described = BuildKey(str(site), str(site / "output"), "").inputs(plain)
    assert described.count("letter.txt") < 20
    assert not plain.all_plain
    assert sum("letter.txt" in name for name in scan(site, engine_templates())) < 20


def test_site_wins(site):
    """The site gets the shared facts, with its own in their place, and the theme with its templates."""
    build = made(site)
    assert build.site is not None
    consultation = build.site.consultation
    assert consultation.contact and consultation.contact.email and consultation.contact.phone
    assert (str(consultation.about), str(consultation.contact.email.value)) == ("We run the town.", "parks@example.org")
    assert str(consultation.contact.phone.value) == "01632 960100" and b"OURS" in build.files["contact.html"]


@pytest.mark.parametrize(
    ("file", "text"),
    [("council.yaml", COUNCIL.replace("run the", "run a")), ("look/site.css", "body { margin: 1px }\n")],
)
def test_edit_is_a_change(site, file, text, capsys):
    """An edit outside is noticed by the next build and by the preview."""
    assert main(["build", "--site", str(site), "--now", "2027-04-01T12:00"]) == 0
    seen, output = scan(site, engine_templates()), site / "output"
    before = {path.name: path.read_bytes() for path in output.rglob("*") if path.is_file()}
    write_files({file: text}, site.parent)
    assert changed_files(seen, scan(site, engine_templates())) == [f"../{file}"]
    assert main(["build", "--site", str(site), "--now", "2027-04-01T12:00"]) == 0
    assert before != {path.name: path.read_bytes() for path in output.rglob("*") if path.is_file()}
    capsys.readouterr()


def test_other_way(site):
    """If site_config.yaml names another folder, the preview loads all files again."""
    files = load_site_files(site)
    (site / "site_config.yaml").write_text(CONFIG)
    assert reload_site_files(files, site, ["site_config.yaml"]) is None


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize(
    ("link", "to"), [("look/templates/x.html", "/etc/hostname"), ("council.yaml", "/etc/hostname")]
)
def test_link_out_of_it(site, link, to):
    """A link that leads out of the named folder, or out of the folder of the named file, is refused."""
    (site.parent / link).unlink(missing_ok=True)
    (site.parent / link).symlink_to(to)
    found = [problem for problem in made(site).problems if problem.code == "FILE-005"]
    assert [problem.location.file for problem in found] == [f"../{link}"]


@pytest.mark.parametrize("key", ["logo: ../look/logo.svg", "picture: ../look/a.png"])
def test_no_other_key_leads_out(site, key):
    """No other key can name a file outside, not even in the shared file."""
    (site.parent / "council.yaml").write_text(f"brand:\n  {key}\n")
    assert {problem.code for problem in made(site).problems if problem.severity.word == "error"} & {
        "CONF-016",
        "CONF-001",
    }


def test_output_never_replaces_it(site, capsys):
    """The theme's folder cannot be the output."""
    assert main(["build", "--site", str(site), "--output", str(site.parent / "look")]) == 1
    assert "OUT-001" in capsys.readouterr().out and (site.parent / "look/site.css").exists()

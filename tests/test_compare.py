"""What changed since an earlier version: the command, the site's page, and the input that is rejected."""

import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import html5lib
import pytest

from microsite.cli import main
from microsite.compare.changes import Comparison, words_of
from microsite.compare.compare import compare
from microsite.compare.passages import ChapterText
from microsite.compare.reading import read_chapter
from microsite.compare.site_texts import texts_of_pages
from microsite.render.comparison_view import ComparisonView
from microsite.render.environment import make_environment, share
from microsite.render.templates import Templates
from microsite.render.words import words_for
from microsite.store import Store
from tests.built_sites import ROOT
from tests.small_sites import SMALLEST, tree, write_files

OPEN, CLOSED = ("--now", "2027-05-12T09:00"), ("--now", "2027-08-12T09:00")
DRAFT = """---
title: Play
---

The council pays for the benches in all of the parks.

- Swings by the station
- Swings by the shore
"""
FINAL = (
    "---\ntitle: Play\n---\n\nThe council pays for the benches and bins in all of the parks.\n\n- Swings by the shore\n"
)


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A small site with one more chapter, in the current folder."""
    folder = write_files({**SMALLEST, "content/02-play.md": DRAFT}, tmp_path / "site")
    monkeypatch.chdir(folder)
    return folder


def _record(file: Path, change=lambda manifest: manifest.update(public=True), page=lambda path, content: content):
    """Rewrite a record with a changed manifest or changed pages."""
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as before:
        found = {name: before.read(name) for name in before.namelist()}
    manifest = json.loads(found["manifest.json"])
    change(manifest)
    found = {name: page(name, content) for name, content in found.items()} | {
        "manifest.json": json.dumps(manifest).encode()
    }
    with zipfile.ZipFile(file, "w") as after:
        for name, content in found.items():
            after.writestr(name, content)


def _with_key(site: Path, line: str) -> None:
    config = site / "site_config.yaml"
    config.write_text(f"{config.read_text()}{line}\n")


@pytest.fixture
def record(site):
    """A record of the site while it was open, marked as public."""
    assert main(["archive", *OPEN, "--to", "record.zip"]) == 0
    file = site.parent / "record.zip"
    (site / "record.zip").rename(file)
    _record(file)
    return file


def test_with_a_record_a_folder_and_git(site, record, capsys):
    """A record, built pages, a site's folder and a version in git compare the same; the site is left unchanged."""
    main(["build", *OPEN])
    shutil.copytree(site / "output", site.parent / "pages")
    shutil.rmtree(site / "output")
    shutil.copytree(site, site.parent / "draft")
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-C", str(site)]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "Draft"], ["tag", "draft"]):
        subprocess.run([*git, *command], check=True)
    (site / "content/02-play.md").write_text(FINAL)
    before = {
        path: content for path, content in tree(site).items() if not path.startswith((".git/", ".microsite-cache/"))
    }
    said = []
    for old in ("../record.zip", "../pages", "../draft", "draft"):
        capsys.readouterr()
        assert main(["compare", old, *OPEN]) == 0
        said.append(capsys.readouterr().out)
    assert said[0] == (
        "Chapters that changed: 1 of 2\n  Play: Removed: 1 passage. Reworded: 1 passage.\n\n"
        f"Open this page in a browser: {Path('comparison/index.html')}\n"
    )
    assert set(said) == {said[0]}
    page = (site / "comparison/index.html").read_text()
    assert 'benches<ins> <span class="visually-hidden">[added: </span>and bins<span' in page
    html5lib.HTMLParser(strict=True).parse(page)
    after = tree(site)
    assert before == {path: after[path] for path in before} and "output" not in {path.split("/")[0] for path in after}


def test_as_data_and_into_a_file(site, record, capsys):
    """--json prints each change with its pieces; --to names the file, which may only replace another comparison."""
    (site / "content/02-play.md").write_text(FINAL)
    capsys.readouterr()
    assert main(["compare", str(record), *OPEN, "--json", "--to", "what.html"]) == 0
    told = json.loads(capsys.readouterr().out)
    [language] = told["languages"]
    assert language["counts"] == {"added": 0, "removed": 1, "reworded": 1, "reshaped": 0, "moved": 0, "kept": 4}
    [play] = [each for each in language["chapters"] if each["changed"]]
    assert play["changes"][0]["pieces"][1] == ["inserted", " and bins"]
    assert main(["compare", str(record), *OPEN, "--to", "what.html"]) == 0
    (site / "mine.html").write_text("Mine.")
    assert main(["compare", str(record), *OPEN, "--to", "mine.html"]) == 1
    assert main(["compare", str(record), *OPEN, "--to", "output/what.html"]) == 1
    out = capsys.readouterr().out
    assert "ZIP-001" in out and "CMP-008" in out and (site / "mine.html").read_text() == "Mine."


@pytest.mark.parametrize(
    ("old", "code", "said"),
    [
        ("nothing", "CMP-004", "There is no file or folder nothing, and this site is in no git repository"),
        ("content", "CMP-001", "There is no site in the folder “content”."),
        ("site_config.yaml", "CMP-002", "It is no zip file, or it is damaged."),
        ("empty.zip", "CMP-002", "It has no website in it."),
        ("broken", "CMP-005", "The site in broken has mistakes"),
    ],
)
def test_what_is_no_earlier_version(site, capsys, old, code, said):
    """Each thing that isn't an earlier version has its own message, and nothing is compared."""
    write_files({**SMALLEST, "site_config.yaml": "title: Parks\n"}, site / "broken")
    with zipfile.ZipFile(site / "empty.zip", "w") as packed:
        packed.writestr("a.txt", "a")
    assert main(["compare", old, *OPEN]) == 1
    out = capsys.readouterr().out
    assert code in out and said in out and out.endswith("Nothing was compared.\n")


def test_git_is_asked_with_care(site, capsys, monkeypatch):
    """A version that git doesn't know and a missing git each have their own message."""
    subprocess.run(["git", "init", "-q", str(site)], check=True)
    assert main(["compare", "v1", *OPEN]) == 1
    assert "git knows no version of that name" in capsys.readouterr().out
    monkeypatch.setenv("PATH", str(site))
    assert main(["compare", "v1", *OPEN]) == 1
    assert "git is not installed" in capsys.readouterr().out


def test_zips_that_fill_the_memory(site, record, monkeypatch, capsys):
    """Zips are rejected if a page, all pages or the list of files is larger than its limit."""
    monkeypatch.setattr("microsite.load.archived.LARGEST_FILE_BYTES", 1000)
    assert main(["compare", str(record), *OPEN]) == 1
    monkeypatch.setattr("microsite.load.archived.LARGEST_FILE_BYTES", 10_000_000)
    monkeypatch.setattr("microsite.load.archived.MOST_READ", 1000)
    assert main(["compare", str(record), *OPEN]) == 1
    monkeypatch.setattr("microsite.load.archived.LARGEST_LIST", 100)
    assert main(["compare", str(record), *OPEN]) == 1
    out = capsys.readouterr().out
    assert out.count("in it is too large.") == 2 and out.count("It is too large.") == 1


def test_page_of_the_site(site, record, capsys):
    """After the close, and only then, the site has a page that shows what changed."""
    _with_key(site, "changes_from: ../record.zip")
    (site / "content/02-play.md").write_text(FINAL)
    path = site / "output/changes-to-the-text.html"
    assert main(["build", *OPEN]) == 0 and not path.exists()
    assert main(["build", *CLOSED]) == 0
    page = path.read_text()
    assert "Chapters that changed: 1 of 2" in page and '<time datetime="2027-05-12">' in page
    assert "benches<ins> <span" in page and "Swings by the station" in page
    assert "changes-to-the-text.html" in (site / "output/site-map.html").read_text()
    capsys.readouterr()
    record.unlink()
    assert main(["build", *CLOSED]) == 1
    assert "There is no file ../record.zip." in capsys.readouterr().out


def test_decisions_lead_to_what_changed(site, record):
    """A decision links to its chapter on the page of changes, whether or not that chapter changed."""
    _with_key(site, "changes_from: ../record.zip")
    _with_key(site, "outcome: {published: 2027-06-02, summary: It is agreed.}")
    decision = "- asked: {}?\n  said: All of them.\n  did: Three more.\n  chapter: {}\n"
    chapters = sorted(path.name for path in (site / "content").glob("0*.md"))
    write_files({"content/data/decisions.yaml": "".join(decision.format(each, each) for each in chapters)}, site)
    for text in (FINAL, DRAFT):
        (site / "content/02-play.md").write_text(text)
        assert main(["build", *CLOSED]) == 0
        page = (site / "output/what-we-did.html").read_text()
        changes = (site / "output/changes-to-the-text.html").read_text()
        anchors = re.findall(r'href="changes-to-the-text.html#([^"]+)">See what changed in the ', page)
        assert len(set(anchors)) == len(chapters) == 2
        assert all(changes.count(f'id="{each}"') == 1 for each in anchors)
    titles = re.search(r">Unchanged</p>\n<ul>\n((?:<li id=[^>]+>[^<]+</li>\n)+)</ul>", changes)
    assert titles and titles[1].count("<li") == len(chapters)


def test_held_back_text_is_not_shown(site, record):
    """A chapter that isn't published now is not on the page of changes: neither its old text nor as removed."""
    _with_key(site, "changes_from: ../record.zip")
    for held in ("publish_on: 2028-01-01", "expire_on: 2027-06-30"):
        (site / "content/02-play.md").write_text(DRAFT.replace("title: Play", f"title: Play\n{held}"))
        assert main(["build", *CLOSED]) == 0
        page = (site / "output/changes-to-the-text.html").read_text()
        assert "Swings" not in page and "No words have changed." in page


@pytest.mark.parametrize(
    ("change", "page", "code"),
    [
        (lambda manifest: manifest.update(public=False), None, "CMP-006"),
        (lambda manifest: manifest.pop("public"), None, "CMP-006"),
        (lambda manifest: manifest.update(as_of="yesterday"), None, "CMP-002"),
        (lambda manifest: None, lambda name, content: content.replace(b"station", b"stables"), "CMP-003"),
    ],
)
def test_only_what_was_public_is_shown(site, record, capsys, change, page, code):
    """A record that isn't marked as public, or that has been tampered with, is an error."""
    _record(record, change, page or (lambda name, content: content))
    _with_key(site, "changes_from: ../record.zip")
    assert main(["build", *CLOSED]) == 1
    out = capsys.readouterr().out
    assert code in out and "changes_from: ../record.zip" in out and not (site / "output").exists()


def test_record_of_what_is_public(site, monkeypatch, capsys):
    """Only a site that is public by its own facts can be recorded as public; the advice that is given works."""
    assert main(["archive", "--public", *OPEN]) == 1
    out = capsys.readouterr().out
    assert "CMP-007" in out and "It would not be of today." in out
    config = (site / "site_config.yaml").read_text()
    assert main(["archive", "--public"]) == 1
    assert "The consultation has not opened." in capsys.readouterr().out
    (site / "site_config.yaml").write_text(re.sub("opens: .*", "opens: 2024-03-01", config) + "noindex: yes\n")
    assert main(["archive", "--public"]) == 1
    assert "delete that line, and use the command again." in capsys.readouterr().out
    (site / "site_config.yaml").write_text(re.sub("opens: .*", "opens: 2024-03-01", config))
    assert main(["archive", "--public", "--to", "record.zip"]) == 0
    assert "It says that people can read this website now" in capsys.readouterr().out
    with zipfile.ZipFile(site / "record.zip") as packed:
        assert json.loads(packed.read("manifest.json"))["public"] is True


def test_each_language_against_its_own(tmp_path, monkeypatch, capsys):
    """Welsh text is compared with Welsh text, and a chapter without a translation is left out."""
    languages = SMALLEST["site_config.yaml"].replace("language: en-GB\n", "") + "languages: [en-GB, cy]\n"
    welsh = {"content/cy/01-why.md": "---\ntitle: Pam\n---\n\nMae parciau i bawb yn y dref hon bob dydd.\n"}
    site = write_files(
        {**SMALLEST, "site_config.yaml": languages, "content/02-play.md": DRAFT, **welsh}, tmp_path / "a"
    )
    monkeypatch.chdir(site)
    shutil.copytree(site, tmp_path / "b")
    (site / "content/02-play.md").write_text(FINAL)
    (site / "content/cy/01-why.md").write_text(welsh["content/cy/01-why.md"].replace("bob dydd", "bob nos"))
    assert main(["compare", "../b", *OPEN]) == 0
    out = capsys.readouterr().out
    assert "en-GB:\nChapters that changed: 1 of 2\n" in out
    assert "cy:\nChapters that changed: 1 of 1\n  Pam: Reworded: 1 passage.\n" in out


def test_a_build_without_it_imports_nothing_of_it():
    """The modules of a build import neither the comparison nor the reader of records."""
    code = (
        "import sys, microsite.finished_pages, microsite.plan, microsite.pipeline, microsite.commands.build\n"
        "print([name for name in sys.modules if 'compar' in name or 'record' in name and 'load' in name])"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"


def drawn(comparison: Comparison) -> str:
    """Render a comparison as pages do."""
    templates = Templates(engine=ROOT / "templates")
    words = words_for(templates.engine, "en", marked=False)
    environment = make_environment(templates, Store())
    share(environment, {"t": words, "th": words.html})
    source = '{% from "components/text_changes/text_changes.html" import text_changes %}{{ text_changes(options) }}'
    return environment.from_string(source).render(options=ComparisonView(comparison, words).options())


def read_back(html: str, side: str) -> dict[str, list[str]]:
    """Reconstruct the text of one version from the rendered page."""
    from selectolax.lexbor import LexborHTMLParser

    found = {}
    for chapter in LexborHTMLParser(html).css("section.changed"):
        for hidden in chapter.css(".visually-hidden, .passage__break [aria-hidden]"):
            hidden.decompose()
        for end in chapter.css("ins .passage__break, del .passage__break"):
            end.replace_with("\n")
        words = []
        for block in chapter.css("[data-change]"):
            what, leave = block.attributes["data-change"], "del" if side == "new" else "ins"
            if what in {"new": ("removed", "gone"), "old": ("added", "moved")}[side]:
                continue
            for passage in block.css(".passage"):
                kept = [child for child in passage.iter(include_text=True) if child.tag != leave]
                text = "".join(child.text(deep=True) for child in kept)
                words += [each for each in text.split("\n") if each.strip()]
        [title] = chapter.css("h2")
        found[title.text()] = [" ".join(each.split()) for each in words]
    return found


def test_the_drawn_page_has_every_word():
    """Both versions can be reconstructed in full from the rendered page."""
    one = "The council will pay for half of the work, and the company for the other half."
    two = "Children choose the equipment, those with special needs first, and adults the benches."
    old = [
        _text("a", "Stays as it was.", one, two, "Gone for good.", "Stays too."),
        _text("b", "Two thousand trees will grow along the paths."),
    ]
    new = [
        _text("a", "Stays as it was.", f"{one} {two}", "Stays too."),
        _text("b", "New.", "Two thousand oaks will grow along the paths."),
    ]
    html = drawn(compare(old, new))
    for side, texts in (("new", new), ("old", old)):
        expected = {name: [text for kind, text in words if kind != "title"] for name, words in words_of(texts).items()}
        assert {name.lower(): words for name, words in read_back(html, side).items()} == expected


def _text(name: str, *paragraphs: str) -> ChapterText:
    return read_chapter("".join(f"<p>{each}</p>" for each in paragraphs), name=name, title=name.upper())


def test_texts_of_a_built_site(site):
    """The chapters of a built site are read from its pages, in order and with their language."""
    assert main(["build", *OPEN]) == 0
    [text] = texts_of_pages(tree(site / "output"))
    assert [each.name for each in text.chapters] == ["why", "play"] and text.language == "en-GB"

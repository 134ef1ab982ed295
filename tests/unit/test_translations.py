"""Missing translations are reported, outdated ones are marked for readers, and published languages stay."""

import json
import re
from datetime import datetime
from typing import Any

import pytest

from microsite.authoring.new_translation import original_mark, with_mark
from microsite.cli import engine_templates, main
from microsite.pipeline import Build, make_site
from microsite.problems import Severity
from tests.small_sites import write_files

NOW = "2027-03-10T09:00"
CONFIG = """\
title: {en-GB: Paths for everyone, cy: Llwybrau i bawb}
summary: {en-GB: What happens to the paths., cy: Beth sy'n digwydd i'r llwybrau.}
organisation: {all: Millbrook Town Council}
opens: 2027-03-01
closes: 2027-05-31
time_zone: Europe/London
accept_unreviewed: yes
languages: [en-GB, cy]
"""
WHY = "# Why paths matter\n\nThey do.\n"
PLAY = "---\ntitle: Play\nsummary: Where children play.\nupdated: 2027-03-05\n---\n\nEleven playgrounds.\n"
FILES = {
    "site_config.yaml": CONFIG,
    "content/01-why.md": WHY,
    "content/02-play.md": PLAY,
    "content/cy/01-why.md": "# Pam mae llwybrau'n bwysig\n\nMaen nhw.\n",
    "content/cy/02-play.md": "---\ntitle: Chwarae\nsummary: Lle mae plant yn chwarae.\n---\n\nUn ar ddeg.\n",
}
MARK = f"translation_of: {original_mark('content/02-play.md', PLAY.encode())}"


def marked(text: str, mark: str = MARK) -> str:
    """Add a mark to a translation: the state of its original that it was made from."""
    return text.replace("---\n", f"---\n{mark}\n", 1)


def made(tmp_path, now: str = NOW, config: str = "", **others) -> Build:
    """Build the site; a file that is None is left out."""
    files = {**FILES, "site_config.yaml": CONFIG + config, **others}
    site = write_files({path: text for path, text in files.items() if text is not None}, tmp_path / "site")
    return make_site(site, engine_templates(), datetime.fromisoformat(now))


def told(build: Build, *codes: str) -> list[tuple[str, str]]:
    """Return the locations and codes of problems with some codes."""
    return [(str(each.location), each.code) for each in build.problems if each.code.startswith(codes or ("TRAN-",))]


def test_nothing_is_told_of_a_whole_site(tmp_path):
    """A translation with the current mark of its original gets no problem."""
    build = made(tmp_path, **{"content/cy/02-play.md": marked(FILES["content/cy/02-play.md"])})
    assert told(build) == [("content/cy/01-why.md", "TRAN-007")]
    assert [each.whole for each in build.shares] == [(5, 5), (5, 5)]


@pytest.mark.parametrize(
    ("now", "severity"),
    [("2027-02-28T23:59", Severity.ERROR), ("2027-03-01T00:00", Severity.WARNING), (NOW, Severity.WARNING)],
)
def test_equal_languages(tmp_path, now, severity):
    """With equal languages, a gap is an error until the exact moment of the opening, and then a warning."""
    build = made(tmp_path, now, "equal: yes\n", **{"content/cy/02-play.md": None})
    assert [each.severity for each in build.problems if each.code == "TRAN-002"] == [severity]


def test_gap_that_is_meant(tmp_path):
    """With equal languages too, a gap that the author has silenced is no error."""
    silent = {"content/02-play.md": marked(PLAY, "silence: [tran-002]"), "content/cy/02-play.md": None}
    build = made(tmp_path, "2027-02-01", "equal: yes\n", **silent)
    assert not build.has_errors and not told(build, "TRAN-002")


def test_out_of_date(tmp_path):
    """A translation of an earlier state stays, with a notice to readers in their language that gives the day."""
    text = marked(FILES["content/cy/02-play.md"], "translation_of: 0123456789")
    build = made(tmp_path, **{"content/cy/02-play.md": text})
    assert told(build, "TRAN-005") == [("content/cy/02-play.md:2:17", "TRAN-005")]
    for page in ("cy/play.html", "cy/whole-document.html"):
        notice = re.findall(r'<p class="other-language">(.*)</p>', build.files[page].decode())
        assert len(notice) == 1
        assert '<span lang="en-GB">English</span>' in notice[0] and "5\u00a0Mawrth 2027" in notice[0]
    assert "other-language" not in build.files["play.html"].decode()


def test_what_changes_the_state_of_an_original():
    """An original's mark changes with its words and front matter, but not with dates, white space or line ends."""
    mark = original_mark("content/02-play.md", PLAY.encode())
    for same in (PLAY.replace("2027-03-05", "2027-03-06"), PLAY.replace("\n", "\r\n"), f"{PLAY}\n\n"):
        assert original_mark("content/02-play.md", same.encode()) == mark
    for other in (PLAY.replace("Eleven", "Twelve"), PLAY.replace("children", "people")):
        assert original_mark("content/02-play.md", other.encode()) != mark


@pytest.mark.parametrize(
    ("front", "why"), [("draft: yes", "is a draft"), ("publish_on: 2027-04-01", "is not shown until 2027-04-01")]
)
def test_translation_that_waits(tmp_path, front, why):
    """A translation that is a draft, or not yet due, is replaced by the original, and that is reported."""
    build = made(tmp_path, **{"content/cy/02-play.md": marked(FILES["content/cy/02-play.md"], front)})
    (problem,) = [each for each in build.problems if each.code == "TRAN-002"]
    assert why in problem.message and problem.location.file == "content/cy/02-play.md"
    assert '<div class="prose" lang="en-GB"' in build.files["cy/play.html"].decode()


@pytest.mark.parametrize("front", ["draft: yes", "publish_on: 2027-04-01", "expire_on: 2027-03-02"])
def test_original_that_waits(tmp_path, front):
    """A chapter that is not public in the main language is not public in another either."""
    build = made(tmp_path, **{"content/02-play.md": marked(PLAY, front)})
    assert not [path for path in build.files if path.endswith("play.html")]


def test_translation_takes_over_its_place(tmp_path):
    """A translation takes its order from the original, unless it has its own."""
    build = made(tmp_path, **{"content/01-why.md": f"---\norder: 9\n---\n\n{WHY}"})
    assert [[each.file for each in site.chapters] for site in build.sites] == [
        ["content/02-play.md", "content/01-why.md"],
        ["content/cy/02-play.md", "content/cy/01-why.md"],
    ]


def test_link_to_a_heading_of_a_translation(tmp_path):
    """In a fallback text, a link to a heading goes to the translated page, since that has other heading ids."""
    build = made(
        tmp_path,
        **{
            "content/02-play.md": f"{PLAY}\n## Where\n\nHere.\n",
            "content/cy/02-play.md": f"{FILES['content/cy/02-play.md']}\n## Ble\n\nYma.\n",
            "content/03-more.md": "# More\n\nSee [where](02-play.md#where).\n",
        },
    )
    assert not build.has_errors
    assert 'href="play.html#where"' in build.files["more.html"].decode()
    assert 'href="play.html"' in build.files["cy/more.html"].decode().partition("<main")[2]


def test_copy_is_no_translation(tmp_path):
    """An untranslated copy of the original is shown in the original's language, and reported."""
    build = made(tmp_path, **{"content/cy/01-why.md": WHY})
    assert told(build, "TRAN-006") == [("content/cy/01-why.md", "TRAN-006")]
    assert '<div class="prose" lang="en-GB"' in build.files["cy/why.html"].decode()


def test_language_is_held_back(tmp_path):
    """An incomplete language is not published or linked to, and is reported; silenced gaps do not count."""
    gap: dict[str, Any] = {"content/cy/02-play.md": None}
    build = made(tmp_path, config="publish_only_complete: yes\n", **gap)
    assert not [path for path in build.files if path.startswith("cy/")]
    assert "cy/" not in build.files["index.html"].decode() + build.files["why.html"].decode()
    assert build.site is not None
    assert [(each.title, each.why) for each in build.site.held_back] == [
        ("Welsh pages", "until nothing of them is missing")
    ]
    assert told(build, "TRAN-011") == [("site_config.yaml:8:20", "TRAN-011")]
    silent = made(tmp_path, config="publish_only_complete: yes\nsilence: [TRAN-002]\n", **gap)
    assert "cy/index.html" in silent.files and told(silent, "TRAN-011", "TRAN-013")[0][1] == "TRAN-013"


def test_public_language_stays(tmp_path):
    """From its `public_since` day on, a language is published, whatever it lacks."""
    config = CONFIG.replace("cy]", "{tag: cy, public_since: 2027-03-10}]") + "publish_only_complete: yes\n"
    files: dict[str, Any] = {"site_config.yaml": config, "content/cy/02-play.md": None}
    for now, there in (("2027-03-09T23:59", False), ("2027-03-10T00:00", True)):
        build = made(tmp_path, now, **files)
        assert ("cy/index.html" in build.files) == there
    assert not told(build, "TRAN-011", "TRAN-013")


@pytest.fixture
def site(tmp_path, monkeypatch, capsys):
    """A site in the working folder, and a function that runs a command there and returns exit code and output."""
    write_files(FILES, tmp_path)
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int, str]:
        code = main([*words, "--now", NOW] if words[0] in ("build", "check") else [*words])
        return code, capsys.readouterr().out

    return tmp_path, run


def test_published_language_is_not_taken_away(site):
    """A build that would remove a language that is already published is refused; the suggested fix works."""
    folder, run = site
    assert run("build")[0] == 0
    config = folder / "site_config.yaml"
    config.write_text(f"{CONFIG}publish_only_complete: yes\n")
    (folder / "content/cy/02-play.md").unlink()
    code, said = run("build")
    assert code == 1 and "TRAN-012" in said and (folder / "output/cy/play.html").exists()
    config.write_text(config.read_text().replace("cy]", "{tag: cy, public_since: 2027-03-01}]"))
    assert run("build")[0] == 0 and (folder / "output/cy/play.html").exists()


@pytest.mark.parametrize(
    ("words", "path"),
    [
        (("03-new.md", "cy"), "content/cy/03-new.md"),
        (("content/03-new.md", "cy_GB"), "content/cy/03-new.md"),
        (("03-new", "Welsh"), "content/cy/03-new.md"),
        (("about.md", "cymraeg"), "content/cy/pages/about.md"),
        (("cy", "content/pages/about.md"), "content/cy/pages/about.md"),
        (("03-new.md",), "content/cy/03-new.md"),
        (("content/cy/05-more.md", "en"), "content/05-more.md"),
    ],
)
def test_translation_is_begun(site, words, path):
    """`new translation` copies the original to the language's folder, with its mark; `check` reports it as a copy."""
    folder, run = site
    more = {
        "content/03-new.md": "---\ntitle: 'New: paths'\norder: 7\nupdated: 2027-03-01\n---\n\nText.\n",
        "content/pages/about.md": "# About us\n\nText.\n",
        "content/cy/05-more.md": "# Rhagor\n\nTestun.\n",
    }
    write_files(more, folder)
    assert run("new", "translation", *words)[0] == 0
    original = "content/cy/05-more.md" if "05" in path else path.replace("cy/", "")
    mark = original_mark(original, more[original].encode())
    title = 'title: "New: paths"\n' if "03" in path else ""
    body = more[original].rpartition("---\n\n")[2]
    assert (folder / path).read_text() == f"---\n{title}translation_of: {mark}\n---\n\n{body}"
    assert f"{path}: warning TRAN-006" in run("check")[1]
    code, said = run("new", "translation", *words)
    assert code == 1 and "NEW-005" in said


def test_translation_is_checked(site):
    """`--checked` updates only the mark; the translation is then up to date."""
    folder, run = site
    file = folder / "content/cy/02-play.md"
    text = marked(FILES["content/cy/02-play.md"], "translation_of: 0123456789")
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert "TRAN-005" in run("check")[1]
    assert run("new", "translation", "02-play.md", "cy", "--checked")[0] == 0
    assert (
        file.read_bytes()
        == b"\xef\xbb\xbf" + text.replace("translation_of: 0123456789", MARK).replace("\n", "\r\n").encode()
    )
    assert run("new", "translation", "cy", "--checked")[0] == 0
    assert "TRAN-" not in run("check")[1]


def test_mark_without_front_matter():
    """A text without front matter gets front matter with the mark."""
    assert with_mark(b"# Pam\n\nOherwydd.\n", "0123456789") == (
        b"---\ntranslation_of: 0123456789\n---\n\n# Pam\n\nOherwydd.\n"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("02-paly.md", "cy"), "Did you mean “02-play.md”?"),
        (("02-play.md", "Polish"), "languages: [en-GB, cy, pl]"),
        (("02-play.md", "klingon"), "Write en-GB or cy."),
        (("faqs.yaml", "cy"), "content/cy/data/faqs.yaml"),
        (("02-play.md", "en-GB"), "new translation 02-play.md cy"),
    ],
)
def test_what_cannot_be_translated(site, words, said):
    """A wrong name gets a suggestion, and nothing is written."""
    folder, run = site
    before = sorted(folder.rglob("*"))
    code, report = run("new", "translation", *words)
    assert code == 1 and re.search("NEW-00[58]", report) and said in report
    assert sorted(folder.rglob("*")) == before


def test_site_in_one_language(site):
    """For a site in one language, the message says how to add a second, and the suggested line works."""
    folder, run = site
    one = "title: Paths\nsummary: Paths.\norganisation: Millbrook\nopens: 2027-03-01\ncloses: 2027-05-31\n"
    (folder / "site_config.yaml").write_text(f"{one}time_zone: Europe/London\n")
    code, said = run("new", "translation", "02-play.md", "pl")
    assert code == 1 and "languages: [en-GB, pl]" in said
    (folder / "site_config.yaml").write_text(f"{one}time_zone: Europe/London\nlanguages: [en-GB, pl]\n")
    assert run("new", "translation", "02-play.md", "pl")[0] == 0


def test_languages_side_by_side(site):
    """`check --languages` has a row for each language, as text and as JSON; only a complete language has 100 %."""
    folder, run = site
    (folder / "content/cy/02-play.md").unlink()
    _, said = run("check", "--languages")
    assert [line.split()[:2] for line in said.splitlines()[1:3]] == [["English", "(en-GB)"], ["Welsh", "(cy)"]]
    assert "100 %" in said.splitlines()[1] and "1 of 2" in said.splitlines()[2] and "80 %" in said.splitlines()[2]
    welsh = json.loads(run("check", "--languages", "--json")[1])["languages"][1]
    assert (welsh["language"], welsh["chapters"], welsh["published"]) == ("cy", {"there": 1, "of": 2}, True)
    assert "Welsh: 3 of 3 texts, 1 of 2 chapters." in run("check")[1]

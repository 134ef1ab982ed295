"""The command `import`: what it writes, what a second import changes, and what it leaves alone."""

import json
import zipfile
from pathlib import Path

import pytest

from microsite.authoring.new_translation import original_mark
from microsite.authoring.word.importing import Choices, import_documents
from microsite.authoring.word.kept_import import (
    RECORD,
    REPORT,
    differences,
    load_record,
    names_for,
    plan_import,
    write_import,
)
from microsite.cli import main
from microsite.problems import OutputRefused
from tests.small_sites import SMALLEST, write_files
from tests.word_files import docx, heading, paragraph


def plan_of(*chapters: tuple[str, str]) -> bytes:
    """Return a document with these chapters."""
    return docx("".join(heading(title) + paragraph(words) for title, words in chapters))


FIRST = (("Why", "Because."), ("Costs", "Much."), ("When", "Soon."))


@pytest.fixture
def site(tmp_path) -> Path:
    """A site folder with a Word document."""
    (tmp_path / "content").mkdir()
    (tmp_path / "plan.docx").write_bytes(plan_of(*FIRST))
    return tmp_path


def again(site: Path, *chapters: tuple[str, str]):
    """Import the document, with new chapters if given, and return the plan."""
    if chapters:
        (site / "plan.docx").write_bytes(plan_of(*chapters))
    record = load_record(site)
    taken, first, kept = names_for(site, record, ["plan.docx"])
    made = import_documents([site / "plan.docx"], Choices(), taken, first, kept)
    plan = plan_import(site, made, record, ["plan.docx"])
    if not any(problem.code == "WORD-009" for problem in plan.problems):
        write_import(site, plan, "report\n")
    return plan


def test_second_import_writes_what_is_new_in_word(site):
    """If nobody edited the chapters, a second import changes, adds and removes them to match the document."""
    again(site)
    assert again(site).same == ["content/01-why.md", "content/02-costs.md", "content/03-when.md"]
    plan = again(site, ("Why", "Because of trees."), ("How", "Slowly."), ("Costs", "Much."))
    assert plan.changed == ["content/01-why.md", "content/03-costs.md"] and plan.new == ["content/02-how.md"]
    assert plan.differences["content/01-why.md"] == ["- Because.", "+ Because of trees."]
    names = sorted(each.name for each in (site / "content").glob("*.md"))
    assert names == ["01-why.md", "02-how.md", "03-costs.md"]


def test_nothing_of_an_import_is_published(site, monkeypatch):
    """The document, the import's record and its report are never built, packaged, archived or published."""
    monkeypatch.chdir(site)
    write_files(SMALLEST, site)
    assert main(["import", "plan.docx"]) == 0 and (site / RECORD).exists() and (site / REPORT).exists()
    (site / "content/plan.docx").write_bytes(plan_of(*FIRST))
    for command in (["build"], ["package", "--to", "p.zip"], ["archive", "--to", "a.zip"], ["publish", "--to", "web"]):
        assert main(command) == 0, command
    names = [name for each in ("p.zip", "a.zip") for name in zipfile.ZipFile(each).namelist()]
    names += [str(path) for folder in ("output", "web") for path in Path(folder).rglob("*")]
    assert len(names) > 60
    assert [name for name in names if "import" in name or name.endswith((".docx", ".md"))] == []


def test_chapters_that_were_there_are_named(site, capsys):
    """The first report names existing chapters that no import wrote, such as a new site's examples."""
    (site / "site_config.yaml").write_text("title: Parks\n", encoding="utf-8")
    (site / "content/00-example.md").write_text("# Example\n", encoding="utf-8")
    main(["import", str(site / "plan.docx"), "--site", str(site)])
    assert "Already here: content/00-example.md\nIf the Word document takes" in capsys.readouterr().out
    main(["import", str(site / "plan.docx"), "--site", str(site)])
    assert "Already here" not in capsys.readouterr().out


def test_edited_chapters_are_never_overwritten(site):
    """WORD-008: an edited or deleted chapter is left alone; one with other line ends does not count as edited."""
    again(site)
    costs, why, when = (site / "content" / name for name in ("02-costs.md", "01-why.md", "03-when.md"))
    costs.write_text("---\ntitle: Costs\n---\n\nMy own words.\n", encoding="utf-8")
    why.write_bytes(why.read_bytes().replace(b"\n", b"\r\n"))
    when.unlink()
    plan = again(site, ("Why", "New."), ("Costs", "Less."), ("When", "Later."))
    assert plan.changed == ["content/01-why.md"]
    assert [(each.code, each.location.file) for each in plan.problems] == [
        ("WORD-008", "content/02-costs.md"),
        ("WORD-008", "content/03-when.md"),
    ]
    assert plan.differences["content/02-costs.md"] == ["- Much.", "+ Less."]
    assert "My own words." in costs.read_text(encoding="utf-8") and not when.exists()
    assert again(site).edited == ["content/02-costs.md", "content/03-when.md"]  # Reported until it is settled.


def test_other_files_are_never_overwritten(site):
    """WORD-009: an import numbers its chapters after those that exist, and refuses to overwrite another file."""
    (site / "content" / "04-old.md").write_text("# Old\n", encoding="utf-8")
    assert again(site).new == ["content/05-why.md", "content/06-costs.md", "content/07-when.md"]
    record = site / RECORD
    record.unlink()
    (site / "content" / "04-old.md").unlink()
    for name in ("05-why.md", "06-costs.md", "07-when.md"):
        (site / "content" / name).unlink()
    made = import_documents([site / "plan.docx"], Choices(), [], 1)
    (site / "content" / "01-why.md").write_text("# Mine\n", encoding="utf-8")
    plan = plan_import(site, made, load_record(site), ["plan.docx"])
    assert [(each.code, each.location.file) for each in plan.problems] == [("WORD-009", "content/01-why.md")]


def test_nothing_is_half_written(site):
    """WORD-011: if one file cannot be written, none is."""
    (site / REPORT).mkdir()
    (site / REPORT / "in-the-way").touch()
    with pytest.raises(OutputRefused) as refused:
        again(site)
    assert refused.value.problem.code == "WORD-011"
    assert list((site / "content").glob("*.md")) == [] and not (site / RECORD).exists()


def test_removed_chapters_come_back(site, monkeypatch):
    """WORD-011: if the last step fails, chapters that were already removed come back unchanged."""
    again(site)
    before = {each.name: each.read_bytes() for each in (site / "content").glob("*.md")}
    unlink, left = Path.unlink, iter([True, False])

    def unlink_once(self: Path, missing_ok: bool = False) -> None:
        if self.suffix == ".md" and not next(left, True):
            raise PermissionError("in use")
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink_once)
    with pytest.raises(OutputRefused):
        again(site, ("Why", "Another text."))
    monkeypatch.undo()
    assert {each.name: each.read_bytes() for each in (site / "content").glob("*.md")} == before


def test_record_that_is_no_text(site):
    """A damaged record counts as empty."""
    (site / RECORD).write_bytes(b'{"chapters":{"a":"\xff"}}')
    assert load_record(site).chapters == {}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a\n---\nb\n", "a\nb\n", ["- ---"]),
        ("a\n", "a\n++ more\n", ["+ ++ more"]),
        ("-- less\na\n", "a\n", ["- -- less"]),
        ("a\n", "a\n", []),
    ],
)
def test_differences(before, after, expected):
    """Every line that was removed or added is listed, whatever it begins with."""
    assert differences(before, after) == expected


CONFIG = "title: Our plan\norganisation: A council\nopens: 2027-01-04\ncloses: 2027-04-04\n"


def test_command(site, capsys):
    """A dry run writes nothing; the report ends with the check; a refused document is reported as JSON."""
    (site / "site_config.yaml").write_text(CONFIG, encoding="utf-8")
    chosen = ["--site", str(site), "--now", "2027-02-01T09:00"]
    assert main(["import", str(site / "plan.docx"), "--dry-run", *chosen]) == 0
    assert "Would import plan.docx" in capsys.readouterr().out and not list((site / "content").glob("*.md"))
    main(["import", str(site / "plan.docx"), *chosen])
    out = capsys.readouterr().out
    assert "New: content/02-costs.md" in out and "Divided at the headings of level 1: 3 chapters." in out
    assert "The site can" in out
    assert (site / REPORT).read_bytes().startswith(b"\xef\xbb\xbfImported plan.docx\r\n")
    (site / "bad.docx").write_bytes(b"%PDF-1.4")
    assert main(["import", str(site / "bad.docx"), "--json", *chosen]) == 1
    assert json.loads(capsys.readouterr().out)["problems"][0]["code"] == "WORD-001"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (["import"], "Name the Word document: build.py import strategy.docx"),
        (["import", "a.docx", "--split", "9"], "“9” is no level."),
        (["import", "a.docx", "--changes", "yes"], "Write --changes accept or --changes reject"),
        (["check", "a.docx"], "Unrecognized arguments: a.docx."),
        (["check", "--split", "1"], "You can only use --split with: build.py import"),
    ],
)
def test_what_is_wrong_with_the_command(written, said, capsys):
    """Wrong arguments are reported on stderr."""
    assert main(written) == 2
    assert said in capsys.readouterr().err


WELSH = (("Pam", "Oherwydd."), ("Costau", "Llawer."), ("Pryd", "Yn fuan."))
SEVERAL = f"{CONFIG}languages: [en-GB, cy]\nsummary: A plan.\ntime_zone: Europe/London\n"


def translated(site: Path, capsys, *chapters: tuple[str, str], language: str = "cy", name: str = "plan.docx"):
    """Import a translated document, and return the exit code and the output."""
    (site / name).write_bytes(plan_of(*(chapters or WELSH)))
    code = main(["import", str(site / name), "--language", language, "--site", str(site), "--now", "2027-02-01T09:00"])
    return code, capsys.readouterr().out


def test_document_of_a_translator(site, capsys):
    """A translated document becomes chapters named like the originals, with their marks; edited ones are left alone."""
    (site / "site_config.yaml").write_text(SEVERAL, encoding="utf-8")
    again(site)
    english = {path.name: path.read_bytes() for path in (site / "content").glob("*.md")}
    main(["new", "translation", "02-costs.md", "cy", "--site", str(site)])
    assert "TRAN-00" not in translated(site, capsys, language="Welsh")[1].replace("TRAN-003", "")
    found = {path.name: path.read_text() for path in (site / "content/cy").glob("*.md")}
    assert found.keys() == english.keys() == {path.name: 0 for path in (site / "content").glob("*.md")}.keys()
    mark = original_mark("content/02-costs.md", english["02-costs.md"])
    assert found["02-costs.md"] == f'---\ntitle: "Costau"\ntranslation_of: {mark}\n---\n\nLlawer.\n'
    assert {path.name: path.read_bytes() for path in (site / "content").glob("*.md")} == english
    (site / "content/cy/01-why.md").write_text("# Pam\n\nFy ngeiriau i.\n")
    said = translated(site, capsys, ("Pam", "Oherwydd coed."), *WELSH[1:])[1]
    assert "WORD-008" in said and "Fy ngeiriau i." in (site / "content/cy/01-why.md").read_text()


@pytest.mark.parametrize(
    ("chapters", "language", "said"),
    [
        (WELSH[:2], "cy", ("WORD-012", "1. Pam\n      2. Costau", "3. content/03-when.md  When")),
        (WELSH, "pl", ("NEW-008", "languages: [en-GB, cy, pl]")),
        (WELSH, "en", ("NEW-008", "leave out --language")),
    ],
)
def test_translation_that_does_not_fit(site, capsys, chapters, language, said):
    """A translation that lacks a chapter, or is in a wrong language, is refused, and nothing is written."""
    (site / "site_config.yaml").write_text(SEVERAL, encoding="utf-8")
    again(site)
    before = sorted(site.rglob("*"))
    code, report = translated(site, capsys, *chapters, language=language)
    assert code == 1 and all(each in report for each in said)
    assert sorted(site.rglob("*")) == before

"""Import survey exports of five services, and faulty ones: what is printed, what is written, what is kept out.

Each folder in `tests/exports/` has an export of made-up answers, a columns file if it needs one, and everything that
importing it into the small site next to them prints and writes. `MICROSITE_REWRITE=1 python3 -m tests
tests/test_exports.py` rewrites that.
"""

import csv
import io
import os
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from microsite.authoring.results.columns_text import TOP
from microsite.authoring.results.importing import import_answers
from microsite.authoring.results.survey_words import folded
from microsite.cli import engine_templates, main
from microsite.pipeline import make_site
from microsite.problem_codes import CODES
from microsite.problems import Severity
from tests.built_sites import ROOT

FOLDER = Path(__file__).parent / "exports"
SITE = FOLDER / "site"
COLUMNS, RESULTS = "results_columns.yaml", "content/data/results.yaml"
CASES = sorted(case.name for case in FOLDER.iterdir() if case.is_dir() and case != SITE)
GOOD = [case for case in CASES if not case.startswith("SURVEY-")]
#: The site's own answers, folded for comparison with cells.
OWN = {folded(word) for word in "Walking;Sport, games or play;I do not use them;Other (please say);Very good;Good;Fair;"
       "Poor;Yes;No, never;I do not know".split(";")}  # fmt: skip


def a_site(tmp_path: Path, case: str = "") -> Path:
    """Copy the small site, and the columns file and other files of a case if one is given."""
    site = tmp_path / "site"
    shutil.copytree(SITE, site)
    if case:
        shutil.copytree(FOLDER / case, site, dirs_exist_ok=True, ignore=shutil.ignore_patterns("answers.*", "*.txt"))
    return site


def export_of(case: str) -> Path:
    """Return the path of a case's export."""
    return next((FOLDER / case).glob("answers.*"))


def written(site: Path) -> str:
    """Return what an import has written to the site, without the introduction of every columns file."""
    texts: list[str] = []
    for name in (COLUMNS, RESULTS):
        if (site / name).is_file():
            texts += [f"--- {name}", (site / name).read_bytes().decode().replace(TOP, "")]
    return "\n".join(texts)


@pytest.mark.parametrize("case", CASES)
def test_case(case, tmp_path, monkeypatch, capsys):
    """What is printed and written matches expected.txt, word for word."""
    site = a_site(tmp_path, case)
    monkeypatch.chdir(FOLDER / case)
    code = main(["results", "import", export_of(case).name, "--site", str(site)])
    said = f"exit {code}\n\n{capsys.readouterr().out}\n{written(site)}"
    expected = FOLDER / case / "expected.txt"
    if os.environ.get("MICROSITE_REWRITE"):
        expected.write_bytes(said.encode())
    assert said == expected.read_bytes().decode()
    assert code == (0 if case in GOOD else 1)


@pytest.mark.parametrize("case", [case for case in CASES if case.startswith("SURVEY-")])
def test_code_named_by_folder(case):
    """A folder named after a code gets that code and no other."""
    report = (FOLDER / case / "expected.txt").read_bytes().decode()
    found = {word for line in report.splitlines() for word in line.split() if word.startswith("SURVEY-")}
    assert found == {"-".join(case.split("-")[:2])}


@pytest.mark.parametrize("code", [code for code in CODES if code.startswith("SURVEY-")])
def test_pages_show_real_reports(code):
    """The report on each code's page is one that an import prints, word for word."""
    page = (ROOT / f"docs/problems/{code}.md").read_text(encoding="utf-8")
    report = page.partition("```text\n")[2].partition("```")[0]
    cases = [case.read_bytes().decode() for case in FOLDER.glob(f"{code}-*/expected.txt")]
    assert any(report in case for case in cases) or (code == "SURVEY-002" and not cases)


def cells_of(export: Path) -> set[str]:
    """Return the cells below an export's headings that hold respondents' own text."""
    content = export.read_bytes()
    encoding = "utf-16" if content.startswith(b"\xff\xfe") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    separator = max(",;\t", key=text.partition("\n")[0].count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))[2:]
    return {cell.strip() for row in rows for cell in row if len(cell.strip()) > 3 and folded(cell) not in OWN}


@pytest.mark.parametrize("case", GOOD)
def test_nothing_of_anybody(case):
    """No cell of an export is in what is printed or written, except the words of the site's own answers."""
    said = (FOLDER / case / "expected.txt").read_bytes().decode()
    cells = {cell for cell in cells_of(export_of(case)) if not cell.isdecimal()}
    assert len(cells) > 20
    kept = {"Resident", "Organisation", "paper"}  # The columns file names these as values to count.
    assert [cell for cell in cells - kept if cell in said] == []


def test_same_counts_from_every_service(tmp_path):
    """The same answers, exported by four services, give the same counts."""
    found = {}
    for case in ("microsoft-forms", "google-forms", "surveymonkey", "smartsurvey"):
        site = a_site(tmp_path / case)
        outcome = import_answers(site, export_of(case))
        assert not outcome.problems
        found[case] = outcome.files[RESULTS]
    assert len(set(found.values())) == 1


@pytest.mark.parametrize("case", GOOD)
def test_site_takes_the_counts(case, tmp_path):
    """The counts and the lines shown for the configuration make a site without errors or problems about results."""
    site = a_site(tmp_path, case)
    outcome = import_answers(site, export_of(case))
    for name, content in outcome.files.items():
        (site / name).write_bytes(content)
    lines = outcome.lines[outcome.lines.index("") :]
    shown = [line for line in lines if line.startswith("  ")]
    assert shown[0].startswith("  responses: ")
    with (site / "site_config.yaml").open("a", encoding="utf-8") as config:
        config.write("\n".join(["results:", "  published: 2027-05-20", *shown, ""]))
    build = make_site(site, engine_templates(), datetime.fromisoformat("2027-06-01T12:00"))
    told = [each for each in build.problems if each.severity >= Severity.WARNING]
    assert [each for each in told if each.code.startswith("RESULT-") or each.severity is Severity.ERROR] == []
    assert "what-people-said.html" in build.files


def again(site: Path, export: Path, *changes: tuple[str, str]) -> list[str]:
    """Change the columns file as the advice says, import again, and return the codes of the remaining problems."""
    columns = site / COLUMNS
    text = columns.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    columns.write_text(text, encoding="utf-8")
    return [each.code for each in import_answers(site, export).problems]


@pytest.mark.parametrize(
    ("case", "changes"),
    [
        ("SURVEY-005-question-in-other-words", [("undecided  # perhaps question 2", "question 2")]),
        ("SURVEY-005-question-missing", [("columns:\n", "not_in_export: [4]\ncolumns:\n")]),
        ("SURVEY-005-points-of-a-scale", [("one_means: undecided", "one_means: Very good")]),
        ("SURVEY-005-kind", [("undecided  # perhaps kind", "ignored")]),
        (
            "SURVEY-005-kind",
            [
                (
                    "undecided  # perhaps kind",
                    "kind\n    answers: [{written: resident, means: Residents}, {written: business, means: Firms}]",
                )
            ],
        ),
        ("SURVEY-005-limit", [("limit: 100", "limit: 5")]),
        ("SURVEY-005-groups-twice", [("use: question 2\n    groups: yes", "use: question 2")]),
        (
            "SURVEY-005-column-that-is-not-there",
            [("  - column: J\n    use: way\n    answers: [{written: web, means: Online}]\n", "")],
        ),
        ("SURVEY-006-postcodes-as-kind", [("use: kind", "use: refused")]),
        (
            "SURVEY-007-words-that-are-no-answer",
            [
                ("use: question 1", 'use: question 1\n    anything_else: "Other (please say)"'),
                (
                    "use: question 2",
                    "use: question 2\n    answers: [{written: smashing, means: Very good}, "
                    '{written: "dilys@example.org", means: Good}]',
                ),
                ("use: question 3", 'use: question 3\n    answers: [{written: perhaps, means: "I do not know"}]'),
            ],
        ),
        ("SURVEY-007-way-that-nobody-named", [("means: Online}", "means: Online}, {written: library, means: Paper}")]),
        ("SURVEY-008-two-ways", [("columns:\n", "order: day first\ncolumns:\n")]),
        ("SURVEY-008-no-date", [("use: date", "use: ignored")]),
        ("SURVEY-009-pasted-twice", [("use: respondent", "use: ignored")]),
        ("SURVEY-010-another-year", [("first_day: 2027", "first_day: 2026"), ("last_day: 2027", "last_day: 2026")]),
    ],
)  # fmt: skip
def test_advice_helps(case, changes, tmp_path):
    """Following a message's advice word for word leaves no problems."""
    site = a_site(tmp_path, case)
    outcome = import_answers(site, export_of(case))
    assert outcome.problems
    for name, content in outcome.files.items():
        (site / name).write_bytes(content)
    assert again(site, export_of(case), *changes) == []

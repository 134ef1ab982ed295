"""Whole small sites with a mistake in them, and the whole report that each must get.

`MICROSITE_REWRITE=1 python3 -m tests tests/test_problems.py` rewrites the reports.
"""

import os
from pathlib import Path

import pytest

from microsite.cli import main
from microsite.problem_codes import CODES
from tests.built_sites import SHOWN, built

FOLDER = Path(__file__).parent / "problems"
CASES = sorted(case.name for case in FOLDER.iterdir() if case.is_dir())
#: Codes that a folder in a checkout can't show, and where they are tested.
ELSEWHERE = {
    "CHAP-017": "test_addresses",
    "APPR-006": "test_sign_off",
    "CMP-001": "test_compare",
    "CMP-002": "test_compare",
    "CMP-003": "test_compare",
    "CMP-004": "test_compare",
    "CMP-005": "test_compare",
    "CMP-006": "test_compare",
    "CMP-007": "test_compare",
    "CMP-008": "test_compare",
    "DUTY-001": "test_duties",
    "DUTY-006": "test_duties",
    "FILE-004": "test_odd_files",
    "FILE-005": "test_odd_files",
    "FILE-006": "test_odd_files",
    "FILE-007": "test_odd_files",
    "FILE-008": "test_odd_files",
    "FILE-013": "test_odd_files",
    "FILE-014": "test_odd_files",
    "FILE-015": "test_odd_files",
    "FILE-016": "test_odd_files",
    "HOST-003": "test_host_files",
    "NEW-001": "test_new",
    "NEW-002": "test_new",
    "NEW-003": "test_new",
    "NEW-004": "test_new",
    "NEW-005": "test_new",
    "NEW-006": "test_new",
    "NEW-007": "test_new",
    "NEW-008": "test_translations",
    "OUT-001": "test_write",
    "OUT-002": "test_write",
    "PAPER-002": "test_paper",
    "PUB-001": "test_publish",
    "PUB-002": "test_commands",
    "PUB-003": "test_commands",
    "PUB-004": "test_publish",
    "PUB-005": "test_commands",
    "WORD-001": "test_word_import",
    "WORD-002": "test_word_import",
    "WORD-003": "test_word_import",
    "WORD-004": "test_word_import",
    "WORD-005": "test_word_import",
    "WORD-006": "test_word_import",
    "WORD-007": "test_word_import",
    "WORD-008": "test_word_again",
    "WORD-009": "test_word_again",
    "WORD-010": "test_word_import",
    "WORD-011": "test_word_again",
    "WORD-012": "test_word_again",
    "SURVEY-001": "test_results_import",
    "SURVEY-002": "test_results_import",
    "SURVEY-003": "test_exports",
    "SURVEY-004": "test_results_import",
    "SURVEY-005": "test_exports",
    "SURVEY-006": "test_exports",
    "SURVEY-007": "test_exports",
    "SURVEY-008": "test_exports",
    "SURVEY-009": "test_exports",
    "SURVEY-010": "test_exports",
    "SURVEY-011": "test_results_import",
    "TRAN-011": "test_translations",
    "TRAN-012": "test_translations",
    "ZIP-001": "test_archive",
    "ZIP-002": "test_archive",
    "TEXT-013": "test_prose",
    "TEXT-016": "test_repairs",
    "AWAY-001": "test_external_links",
    "AWAY-002": "test_external_links",
    "AWAY-005": "test_external_links",
    "PAGE-001": "test_rendered_checks",
    "PAGE-002": "test_rendered_checks",
    "PAGE-003": "test_rendered_checks",
    "PAGE-004": "test_rendered_checks",
    "PAGE-005": "test_rendered_checks",
    "PAGE-006": "test_rendered_checks",
    "PAGE-007": "test_rendered_checks",
    "PAGE-008": "test_rendered_checks",
    "PAGE-009": "test_rendered_checks",
    "PAGE-010": "test_rendered_checks",
    "PAGE-011": "test_rendered_checks",
    "PAGE-012": "test_rendered_checks",
    "PAGE-013": "test_rendered_checks",
}


@pytest.mark.parametrize("case", CASES)
def test_report(case, capsys, monkeypatch):
    """The report on each folder matches its expected.txt, word for word, and no file is written."""
    site = FOLDER / case / "site"
    before = sorted(site.rglob("*"))
    monkeypatch.chdir(FOLDER / case)
    exit_code = main(["check", "--site", "site", "--now", "2027-04-01T12:00"])
    report = f"exit {exit_code}\n\n{capsys.readouterr().out}"
    expected = FOLDER / case / "expected.txt"
    if os.environ.get("MICROSITE_REWRITE"):
        expected.write_bytes(report.encode())
    assert report == expected.read_bytes().decode()
    assert sorted(site.rglob("*")) == before


def test_codes_named_by_folders():
    """A folder named after a code gets that code and no others."""
    named = [case for case in CASES if case[:4].isupper() or case.startswith("THEME")]
    found = {}
    for case in named:
        report = (FOLDER / case / "expected.txt").read_bytes().decode()
        told = [line for line in report.splitlines() if not line.startswith("Silenced: ")]
        found[case] = {word for line in told for word in line.split() if word in CODES}
    assert found == {case: {"-".join(case.split("-")[:2])} for case in named}


@pytest.mark.parametrize("case", [case for case in CASES if case.startswith("accepted-")])
def test_accepted(case):
    """What is unusual but valid is accepted without a warning."""
    report = (FOLDER / case / "expected.txt").read_bytes().decode()
    assert report.startswith("exit 0")
    assert "warning" not in report


def test_every_code_is_shown():
    """Every code has a folder that shows it, or a test elsewhere."""
    shown = {"-".join(case.split("-")[:2]) for case in CASES} | set(ELSEWHERE) | {"FACT-001"}
    assert set(CODES) - shown == set()
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.rglob("test_*.py"))
    tests += " ".join(path.name for path in (Path(__file__).parent / "exports").iterdir())
    assert [code for code in ELSEWHERE if tests.count(code) < 2] == []


@pytest.mark.parametrize("name", SHOWN)
def test_no_false_alarm(name):
    """The rules about text find nothing in the first site and the example sites, not even hints."""
    build = built(name, SHOWN[name])
    families = ("PIC-", "LINK-", "HEAD-", "TABLE-", "LANG-", "MEDIA-", "HTML-", "START-")
    assert [problem for problem in (*build.problems, *build.silenced) if problem.code.startswith(families)] == []

"""Silenced problems are not reported, and problems that must be reported cannot be silenced."""

import pytest

from microsite.problems import Severity
from tests.small_sites import made

SUPPLY = "# Why a plan\n\nIt costs (to be supplied) pounds.\n"


@pytest.mark.parametrize("in_file", [False, True], ids=["everywhere", "in a chapter"])
def test_fact_to_be_supplied(in_file, tmp_path):
    """A fact to be supplied is listed even if silenced, so that nobody publishes without having seen it."""
    silence = "silence:\n  - {code: FACT-001, reason: We know.}\n"
    files = {"content/01-why.md": f"---\n{silence}---\n\n{SUPPLY}" if in_file else SUPPLY}
    if not in_file:
        files["config"] = silence
    build = made(files, tmp_path)
    told = [(each.code, each.location.file) for each in build.problems if each.severity is Severity.TO_SUPPLY]
    assert told == [("FACT-001", "content/01-why.md"), ("FACT-001", "site_config.yaml")]
    assert build.silenced == () and build.files


@pytest.mark.parametrize("in_file", [False, True], ids=["everywhere", "in a chapter"])
def test_error(in_file, tmp_path):
    """An error cannot be silenced and still fails the build; a silenced warning in the same chapter is not reported."""
    silence = "silence:\n  - {code: TEXT-004, reason: No.}\n  - {code: text-001, reason: Yes.}\n"
    text = "# Why a plan\n\nSee <u>the</u> [plan](nowhere.md).\n"
    files = {"content/01-why.md": f"---\n{silence}---\n\n{text}" if in_file else text}
    if not in_file:
        files["config"] = silence
    build = made(files, tmp_path)
    assert [each.code for each in build.problems if each.code.startswith("TEXT")] == ["TEXT-004"]
    assert [each.code for each in build.silenced] == ["TEXT-001"] and not build.files


def test_silenced_in_one_chapter(tmp_path):
    """A code silenced in one chapter is still reported in others."""
    text = "\n\nSee <u>the</u> plan.\n"
    silence = "---\nsilence:\n  - {code: TEXT-001, reason: Yes.}\n---\n\n"
    files = {"content/01-why.md": f"{silence}# Why{text}", "content/02-paths.md": f"# Paths{text}"}
    build = made(files, tmp_path)
    assert [each.location.file for each in build.problems if each.code == "TEXT-001"] == ["content/02-paths.md"]
    assert [each.location.file for each in build.silenced] == ["content/01-why.md"]

"""The output folder is replaced as a whole or not at all, and only when it is ours."""

import os
from pathlib import Path

import pytest

from microsite.cli import main
from microsite.problems import OutputRefused
from microsite.write import MARKER, refuse_output, write_output
from tests.built_sites import SITES

NOT_ROOT = pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its content."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_replaces_all_of_an_earlier_output(tmp_path):
    """A second build leaves nothing of the first behind, neither in the folder nor beside it."""
    output = tmp_path / "output"
    write_output({"index.html": b"1", "old/page.html": b"1"}, output)
    write_output({"index.html": b"2"}, output)
    assert {path: content for path, content in tree(output).items() if path != MARKER} == {"index.html": b"2"}
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


def test_mends_a_swap_that_was_cut_off(tmp_path):
    """An output that was moved aside when the power failed is put back before the next build."""
    output = tmp_path / "output"
    write_output({"index.html": b"good"}, output)
    output.rename(tmp_path / ".output.old")
    write_output({"index.html": b"new"}, output)
    assert (output / "index.html").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


def test_keeps_the_last_good_output(tmp_path):
    """When a file cannot be written the last good output stays, and nothing lies beside it."""
    output = tmp_path / "output"
    write_output({"index.html": b"good"}, output)
    with pytest.raises(OutputRefused) as refused:
        write_output({"index.html": b"new", "index.html/page.html": b"impossible"}, output)
    assert refused.value.problem.code == "OUT-002"
    assert (output / "index.html").read_bytes() == b"good"
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


def test_refuses_a_path_that_leads_out(tmp_path):
    """No file is ever written outside of the output folder."""
    with pytest.raises(OutputRefused):
        write_output({"../stolen.html": b""}, tmp_path / "output")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("/", "It is a folder that holds everything, or your home folder."),
        ("~", "It is a folder that holds everything, or your home folder."),
        ("site", "It holds the site itself (site)."),
        (".", "It holds the site itself (site)."),
        ("site/content/new", "It lies in content/, which belongs to the site."),
        ("full", "It holds files that this program did not make."),
        ("file", "There is a file of that name."),
        ("link", "It is a link to another folder."),
    ],
)
def test_refuses_what_is_not_ours(name, why, tmp_path):
    """An output that would destroy something else is refused, with the reason."""
    (tmp_path / "site" / "content").mkdir(parents=True)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    try:
        (tmp_path / "link").symlink_to(tmp_path / "site", target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no links")
    output = Path.home() if name == "~" else tmp_path / name
    with pytest.raises(OutputRefused) as refused:
        refuse_output(output, [tmp_path / "site", tmp_path / "site" / "content"])
    assert refused.value.problem.code == "OUT-001"
    assert refused.value.problem.message == f"The site is not written to this folder. {why}"


def test_empty_and_missing_folders_are_taken(tmp_path):
    """A folder that is empty, or not there, may become the output."""
    (tmp_path / "empty").mkdir()
    refuse_output(tmp_path / "empty", [tmp_path / "site"])
    refuse_output(tmp_path / "new" / "deep", [tmp_path / "site"])


def test_mistake_keeps_the_last_good_site(tmp_path, capsys, monkeypatch):
    """A mistake in a chapter leaves every byte of the last good output as it was, and says so."""
    site = tmp_path / "site"
    for path, content in tree(SITES["one-page"]).items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    assert main(["--site", "site", "--now", "2027-02-01"]) == 0
    before = tree(site / "output")
    (site / "content" / "bench.md").write_text("---\ntitle: a: b\n---\n\nText.\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["--site", "site", "--now", "2027-02-01"]) == 1
    assert tree(site / "output") == before
    assert capsys.readouterr().out.endswith("Nothing was built. The last good site is unchanged.\n")


@NOT_ROOT
def test_says_when_it_may_not_write(tmp_path):
    """A folder that cannot be written to is said in one sentence."""
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(OutputRefused) as refused:
            write_output({"index.html": b""}, tmp_path / "output")
        assert "you are not allowed to write there" in refused.value.problem.message
    finally:
        tmp_path.chmod(0o700)

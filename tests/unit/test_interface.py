"""The interface for other programs: its names, its example in the guide, and what it returns."""

import re
import subprocess
import sys
from datetime import datetime

import microsite
from tests.built_sites import ROOT
from tests.small_sites import BROKEN, SMALLEST, tree, write_files

NOW = datetime.fromisoformat("2027-04-01T12:00")


def test_names():
    """Every stable name exists, and the guide explains each of them."""
    guide = (ROOT / "docs/guide/python.md").read_text(encoding="utf-8")
    for name in microsite.__all__:
        assert getattr(microsite, name) is not None
        assert re.search(rf"^\| `microsite\.{name}\b", guide, re.MULTILINE)


def test_import_is_cheap():
    """Importing the package imports none of its modules."""
    said = "import sys, microsite; print([name for name in sys.modules if name.startswith('microsite.')])"
    ended = subprocess.run([sys.executable, "-c", said], cwd=ROOT, capture_output=True, check=True, text=True)
    assert ended.stdout == "[]\n"


def test_example(tmp_path, monkeypatch, capsys):
    """The example in the guide runs as it is."""
    write_files(SMALLEST, tmp_path / "parks")
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/guide/python.md").read_text(encoding="utf-8"), re.DOTALL)
    exec(compile(code, "docs/guide/python.md", "exec"), {})
    said = capsys.readouterr().out.splitlines()
    assert said[-1] == f"{len(tree(tmp_path / 'parks-output')) - 1} files are in parks-output"


def test_mistakes(tmp_path):
    """An error is a problem with its location, and nothing is written."""
    result = microsite.build(write_files(BROKEN, tmp_path), now=NOW)
    assert not result.built and result.files == () and not (tmp_path / "output").exists()
    errors = [str(each.location) for each in result.problems if each.severity == microsite.Severity.ERROR]
    assert [each.startswith("content/01-why.md:2") for each in errors] == [True]


def test_output_of_others(tmp_path):
    """An output folder that no build made is refused with a problem."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("Dear")
    result = microsite.build(write_files(SMALLEST, tmp_path / "site"), tmp_path / "mine", now=NOW)
    assert [each.code for each in result.problems] == ["OUT-001"]

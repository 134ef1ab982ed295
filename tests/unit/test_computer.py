"""`doctor`: what it finds on a computer, what it advises, and what its file for help leaves out."""

import contextlib
import getpass
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from microsite.commands import doctor
from tests.built_sites import ROOT
from tests.small_sites import SMALLEST, write_files


def said(root: Path, site: Path, needed=()) -> dict[str, tuple[str, str, bool]]:
    """Return the findings by subject: what was found, the advice, and whether it stops a build."""
    found = doctor.findings(str(root), str(site), needed)
    return {each.what: (each.result, each.cure, each.stops) for each in found}


def test_runs_bare(tmp_path):
    """It runs from build.py in a Python without any packages, and reports that Python is fine."""
    command = [sys.executable, "-S", str(ROOT / "build.py"), "doctor", "--site", str(write_files(SMALLEST, tmp_path))]
    ended = subprocess.run(command, capture_output=True, check=False, cwd=tmp_path, text=True, encoding="utf-8")
    assert ended.stderr == "" and ended.stdout.startswith("ok    Python: ")


def test_packages(tmp_path):
    """Packages that are missing, half set up, or in an environment that is not ours are told apart."""
    write_files({**SMALLEST, "requirements/build.txt": "x"}, tmp_path)
    assert said(tmp_path, tmp_path, ["no_such_module"])["Packages"][0] == "they are not here yet"
    write_files({".venv/made-by-microsite.txt": "not finished"}, tmp_path)
    assert said(tmp_path, tmp_path, ["no_such_module"])["Packages"][0] == "the set-up was cut off"
    (tmp_path / ".venv/made-by-microsite.txt").rename(tmp_path / ".venv/else.txt")
    assert said(tmp_path, tmp_path, ["no_such_module"])["Packages"][2]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights are another matter there")
def test_read_only(tmp_path):
    """A site's folder that cannot be written to is reported, with what to do."""
    site = write_files(SMALLEST, tmp_path / "site")
    site.chmod(0o500)
    assert said(ROOT, site)["The site's folder"][1] == "Build to another folder: build.py --output FOLDER"


def test_port_is_taken(tmp_path):
    """If another preview has the port, a different port is suggested."""
    with socket.socket() as other:
        with contextlib.suppress(OSError):  # Somebody else has the port, which does just as well.
            other.bind(("127.0.0.1", doctor.PORT))
        other.listen()
        assert "--port 8000" in said(ROOT, write_files(SMALLEST, tmp_path))["Preview"][1]


def test_editor_of_another_version(tmp_path):
    """An editor schema from another version is reported; once the advice is followed, nothing is left to report."""
    site = write_files({**SMALLEST, ".vscode/site_config.schema.json": "{}"}, tmp_path)
    assert "Your editor" not in said(ROOT, write_files(SMALLEST, tmp_path / "other"))
    told, cure, stops = said(ROOT, site)["Your editor"]
    assert told == "knows the keys of another version of this program" and not stops
    copy, ours = re.findall(r"Replace (.+) with a copy of (.+)\. Until then, ", cure)[0]
    Path(copy).write_bytes(Path(ours).read_bytes().replace(b"\n", b"\r\n"))
    assert said(ROOT, site)["Your editor"] == ("knows this program's keys", "", False)


def test_synced_folder(tmp_path):
    """A folder that a sync program looks after is named."""
    site = write_files(SMALLEST, tmp_path / "OneDrive - Council/site")
    assert said(ROOT, site)["The site's folder"][0] == "it is in OneDrive"


def test_file_for_help(tmp_path, capsys, monkeypatch):
    """The file for help contains no user name and no text of the site, and overwrites nothing."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERNAME", "jane.smith")
    site = write_files(SMALLEST, tmp_path / "jane.smith work")
    file = tmp_path / "help.txt"
    doctor.run(["--site", str(site), "--to", str(file)], str(ROOT))
    text = file.read_text(encoding="utf-8")
    assert str(tmp_path) not in text and "jane" not in text and "Millbrook" not in text
    assert "~" in text and text.startswith("microsite ")
    before = file.read_bytes()
    assert doctor.run(["--to", str(file)], str(ROOT)) == 1 and file.read_bytes() == before
    capsys.readouterr()


def test_private_words():
    """Home folders are shortened on every system, other users' too."""
    text = "C:\\Users\\jane\\site and /home/jo/site and /Users/kim/x"
    assert doctor.without_private(text) == "C:\\Users\\…\\site and /home/…/site and /Users/…/x"
    assert getpass.getuser() == "root" or getpass.getuser() not in doctor.without_private(f"of {getpass.getuser()}")

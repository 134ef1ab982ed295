"""Reproducible builds: the same input gives the same bytes, wherever, whenever and by whomever it is built."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from microsite.cli import engine_templates
from microsite.pipeline import make_site
from tests.built_sites import EVERY_SITE, MOMENTS, ROOT, STATES, built
from tests.engines.server import HANG_S
from tests.small_sites import tree

#: By default only the two largest sites, which have what the others do.
TRIED = [pytest.param(name, marks=() if name in ("first", "harbour-town") else pytest.mark.full) for name in EVERY_SITE]
#: A moment in each site's time zone, and the same moment in UTC.
SAME_MOMENT = {
    "first": ("2021-09-01T09:00", datetime(2021, 9, 1, 8, tzinfo=UTC)),
    "harbour-town": ("2027-05-12T09:00", datetime(2027, 5, 12, 8, tzinfo=UTC)),
}
PARTS = ("site_config.yaml", "content", "theme")


def built_elsewhere(name: str, folder: Path, *arguments: str, umask: int, **environment: str) -> dict[str, bytes]:
    """Copy the program and a site into a folder, build and pack there in new processes, and return what was made."""
    for part in ("microsite", "templates"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "build.py", folder)
    site = folder / "site"
    site.mkdir()
    for part in PARTS:
        source = EVERY_SITE[name] / part
        if source.is_dir():
            shutil.copytree(source, site / part)
        elif source.is_file():
            shutil.copy(source, site)
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "TZ", "PYTHON"))}
    for command in ("build", "package", "archive"):
        subprocess.run(
            [sys.executable, str(folder / "build.py"), command, "--site", str(site), *arguments],
            cwd=site if umask else folder,
            env={**kept, **environment},
            umask=umask,
            check=True,
            capture_output=True,
            timeout=HANG_S,
        )
    (archive,) = (site / "archive").iterdir()
    packed = {file.name: file.read_bytes() for file in (site / "package.zip", archive)}
    return {**tree(site / "output"), **packed}


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither umask nor TZ")
@pytest.mark.full
@pytest.mark.parametrize("name", ["first", "harbour-town"])
def test_everywhere(name, tmp_path):
    """Folder, time zone, locale, hash seed, umask and the way to set the clock make no difference to a build."""
    (tmp_path / "one").mkdir()
    (tmp_path / "a much longer name é").mkdir()
    written, moment = SAME_MOMENT[name]
    first = built_elsewhere(
        name, tmp_path / "one", "--now", written, umask=0o022, TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="1"
    )
    second = built_elsewhere(
        name,
        tmp_path / "a much longer name é",
        umask=0o077,
        TZ="America/St_Johns",
        LC_ALL="tr_TR.UTF-8",
        PYTHONHASHSEED="4242",
        PYTHONUTF8="0",
        SOURCE_DATE_EPOCH=str(int(moment.timestamp())),
    )
    assert list(first) and sorted(first) == sorted(second)
    assert [path for path in first if first[path] != second[path]] == []


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", TRIED)
def test_whenever(name, state):
    """Two builds at different moments of one state are the same: the clock matters only through the status."""
    first = built(name, state)
    for later in (timedelta(seconds=1), timedelta(days=5, hours=7)):
        moment = datetime.fromisoformat(MOMENTS[name][STATES.index(state)]) + later
        assert make_site(EVERY_SITE[name], engine_templates(), moment).files == first.files


@pytest.mark.parametrize("name", TRIED)
def test_states_differ(name):
    """Builds in different states are different; otherwise the tests above would prove nothing."""
    homes = {built(name, state).files["index.html"] for state in STATES}
    assert len(homes) == len(STATES)

"""The recipes for scheduled builds can be parsed by the programs they are for, and run commands that exist."""

import re
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree

import pytest
import yaml

from microsite.model.consultation import HostName

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/guide/scheduled.md").read_text(encoding="utf-8")
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
CRON = re.compile(r"(?:\*|[0-5]?\d) (?:\*|1?\d|2[0-3]) \* \* \*")


def recipe(kind, page=PAGE):
    """Return the text of a recipe."""
    (found,) = re.findall(rf"^```{kind}\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    return found


def hosting(name):
    """Return the page on a host."""
    return (ROOT / f"docs/guide/hosting/{name}.md").read_text(encoding="utf-8")


def test_github():
    """GitHub's workflow runs the build on a schedule and keeps the output."""
    workflow = yaml.safe_load(recipe("yaml github"))
    triggers = workflow[True]  # YAML 1.1 parses the key `on` as True.
    assert CRON.fullmatch(triggers["schedule"][0]["cron"])
    steps = workflow["jobs"]["build"]["steps"]
    assert [step["run"] for step in steps if "run" in step] == ["python3 build.py"]
    assert steps[-1]["with"]["path"] == "output/"


def test_gitlab():
    """GitLab's job runs the build on a schedule and keeps the output."""
    job = yaml.safe_load(recipe("yaml gitlab"))["site"]
    assert job["script"] == ["python3 build.py"] and job["artifacts"]["paths"] == ["output/"]
    assert any("schedule" in rule["if"] for rule in job["rules"])


def test_windows():
    """The Windows task has its elements in the order of the schema, and runs the build."""
    task = ElementTree.fromstring(recipe("xml"))
    assert [part.tag for part in task] == [f"{TASK}Triggers", f"{TASK}Settings", f"{TASK}Actions"]
    trigger = task.find(f"{TASK}Triggers/{TASK}CalendarTrigger")
    assert trigger is not None
    order = ["Repetition", "StartBoundary", "ScheduleByDay"]
    assert [part.tag for part in trigger] == [f"{TASK}{name}" for name in order]
    program = task.find(f"{TASK}Actions/{TASK}Exec")
    assert program is not None
    assert [part.text for part in program][:2] == ["py", "build.py"]


def test_cron():
    """The crontab line has five fields and the command."""
    (line,) = recipe("cron").splitlines()
    fields, command = " ".join(line.split()[:5]), " ".join(line.split()[5:])
    assert CRON.fullmatch(fields) and command.endswith("python3 build.py")


def test_github_pages():
    """GitHub's workflow builds from the repository, and publishes the output with the fewest permissions."""
    workflow = yaml.safe_load(recipe("yaml github", hosting("github")))
    assert CRON.fullmatch(workflow[True]["schedule"][0]["cron"])
    assert workflow["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}
    steps = workflow["jobs"]["publish"]["steps"]
    assert [step["run"] for step in steps if "run" in step] == ["python3 build.py"]
    uses = [step["uses"].split("@")[0] for step in steps if "uses" in step]
    assert uses[-2:] == ["actions/upload-pages-artifact", "actions/deploy-pages"]
    assert steps[-2]["with"]["path"] == "output/" and steps[-1]["id"] == "deployment"


def test_gitlab_pages():
    """GitLab's job has the name, folder and artifact that GitLab Pages requires."""
    job = yaml.safe_load(recipe("yaml gitlab", hosting("gitlab")))["pages"]
    assert job["script"] == ["python3 build.py --output public"] and job["artifacts"]["paths"] == ["public"]


@pytest.mark.parametrize("name", get_args(HostName))
def test_every_host_has_a_page(name):
    """Each choice of `hosts` has a page that shows it, how to check that it works, and whether we could try it."""
    page = hosting(name)
    assert f"hosts:\n  - {name}\n" in page and "curl -sI" in page
    assert ("could not try" in page) == (name not in ("apache", "nginx"))
    assert f"(hosting/{name}.md)" in (ROOT / "docs/guide/hosting.md").read_text(encoding="utf-8")
    assert not re.search(r"(?i)(password|secret|token|key)=", page)

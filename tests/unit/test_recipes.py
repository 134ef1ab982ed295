"""The recipes for a scheduled build can be read by what they are for, and run commands that there are."""

import re
from pathlib import Path
from xml.etree import ElementTree

import yaml

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/guide/scheduled.md").read_text(encoding="utf-8")
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
CRON = re.compile(r"(?:\*|[0-5]?\d) (?:\*|1?\d|2[0-3]) \* \* \*")


def recipe(kind):
    """The text of one recipe."""
    (found,) = re.findall(rf"^```{kind}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    return found


def test_github():
    """GitHub's workflow runs the build on a schedule and keeps the output."""
    workflow = yaml.safe_load(recipe("yaml github"))
    triggers = workflow[True]  # YAML 1.1 takes the key `on` for a yes.
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
    """The task of Windows has a trigger, a program and a folder, in the order that its schema asks for."""
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
    """The line of cron has five fields and the command."""
    (line,) = recipe("cron").splitlines()
    fields, command = " ".join(line.split()[:5]), " ".join(line.split()[5:])
    assert CRON.fullmatch(fields) and command.endswith("python3 build.py")

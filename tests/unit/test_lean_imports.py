"""A library that is imported without some modules works as usual."""

import subprocess
import sys

from tests.built_sites import ROOT


def run(script: str, folder: object = ROOT) -> str:
    """Run a script in a process that has imported nothing yet."""
    command = [sys.executable, "-c", f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{script}"]
    done = subprocess.run(command, cwd=str(folder), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


CONVERT = """
from microsite.html.convert import convert_markdown
html = convert_markdown("# A\\n\\n(a) one\\n(b) two ~~three~~\\n")[0]
print(sorted({"urllib.request", "yaml", "importlib.metadata"} & set(sys.modules)))
"""


def test_converter_imports_no_yaml_and_no_network():
    """The converter imports neither YAML, nor network code, nor the listing of installed packages."""
    assert run(CONVERT) == "[]"


def test_stand_ins_work_and_go():
    """What the library imported from such a module still works, and loads the module; nobody else gets a stand-in."""
    script = f"""{CONVERT}
from pymdownx import blocks, util
print(util.pathname2url("a b"), blocks.yaml.safe_load("a: 1"))
import urllib.request, yaml
print(urllib.request.Request.__name__, yaml.SafeLoader.__name__)
"""
    assert run(script).splitlines()[1:] == ["a%20b {'a': 1}", "Request SafeLoader"]


def test_templates_need_no_inspection():
    """Jinja needs none of the modules that it is imported without."""
    script = """
from microsite.lean_imports import import_as_if_missing
import_as_if_missing("typing_extensions", "msgspec")
from microsite.plan import UNUSED_BY_TEMPLATES, _import_rendering
_import_rendering()
print(set(UNUSED_BY_TEMPLATES) & set(sys.modules))
import jinja2
print(jinja2.Template("{{ 'a'|attr('upper') is defined }}").render())
"""
    assert run(script).splitlines() == ["set()", "True"]


def test_calendars_need_no_inspection():
    """The library for calendars needs none of the modules that it is imported without, and they work when asked for."""
    script = """
from microsite.lean_imports import import_as_if_missing
import_as_if_missing("typing_extensions", "msgspec")
from microsite.formats.icalendar import NOT_USED, import_icalendar
import_icalendar()
print(set(NOT_USED) & set(sys.modules))
import icalendar, importlib
calendar = icalendar.Calendar()
calendar.add("summary", "A walk")
print(calendar.to_json().startswith('["vcalendar"'), importlib.resources.files("icalendar").name)
"""
    assert run(script).splitlines() == ["set()", "True icalendar"]


def test_library_that_wants_more(tmp_path):
    """A library that needs more than functions from such a module is imported in the usual way."""
    (tmp_path / "wants").mkdir()
    (tmp_path / "wants/__init__.py").write_text("from wants import part\n")
    (tmp_path / "wants/part.py").write_text("import sched\nclass Mine(sched.scheduler): pass\n")
    script = """
sys.path.insert(0, ".")
from microsite.lean_imports import import_without
import_without({"sched": ()}, "wants")
import wants.part
print(wants.part.Mine.__mro__[1].__name__)
"""
    assert run(script, tmp_path) == "scheduler"


def test_as_if_missing(tmp_path):
    """A library does without an optional dependency; one that needs it gets it on its next import."""
    (tmp_path / "needs.py").write_text("import sched\n")
    (tmp_path / "asks.py").write_text("try:\n    import sched\nexcept ImportError:\n    sched = None\n")
    script = """
sys.path.insert(0, ".")
from microsite.lean_imports import import_as_if_missing
import_as_if_missing("sched", "asks")
import_as_if_missing("sched", "needs")
import asks, needs
print(asks.sched, needs.sched.__name__)
"""
    assert run(script, tmp_path) == "None sched"

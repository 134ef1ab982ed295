"""scripts/mutants makes small changes to a module, runs its tests on each of them, and lists what survives."""

import subprocess
import sys

import pytest

from scripts.mutation.changes import mutants_of
from tests.built_sites import ROOT
from tests.small_sites import tree, write_files

MODULE = '''\
"""Shapes."""


def is_wide(width: int, height: int) -> bool:
    """Whether it is wider than it is high."""
    return width > height
'''
TESTS = """\
from shapes import is_wide


def test_is_wide():
    assert is_wide(3, 2)
    assert not is_wide(2, 3)
"""
BOUNDARY = "    assert not is_wide(2, 2)\n"
PROJECT = {"shapes.py": MODULE, "tests/unit/test_shapes.py": TESTS}


def run(folder, *arguments):
    """Run scripts/mutants on a small project."""
    command = [sys.executable, "-m", "scripts.mutation", "--root", str(folder), "--workers", "1", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


def changes(source, **options):
    """Return the mutants of a source in short form."""
    return [f"{mutant.before} → {mutant.after}" for mutant in mutants_of(source, **options)]


def test_survivor(tmp_path):
    """A change that no test notices is reported with its place; the page has the score, and nothing else is written."""
    write_files(PROJECT, tmp_path)
    done = run(tmp_path, "shapes.py", "--workers", "2")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines() == [
        "shapes.py:6: width > height → width >= height",
        "shapes.py: 2 of 3 noticed (66%), 0 accepted, 1 not noticed.",
    ]
    after = {path: content.decode() for path, content in tree(tmp_path).items()}
    page = after.pop("docs/mutants.md")
    assert after == PROJECT
    assert "| `shapes.py` | 3 | 2 | 0 | 1 | 66% |\n" in page
    assert page.endswith("\nNot noticed:\n\n- in `is_wide`: `width > height` → `width >= height`\n")


def test_accepted_survivor(tmp_path):
    """An accepted survivor is listed with its reason; what is on the page about other modules stays."""
    listed = """\
[tests]
"shapes.py" = ["tests/quick.py"]
[[accepted]]
module = "shapes.py"
before = "width > *"
after = "width >= height"
reason = "A square is both."
[[accepted]]
module = "shapes.py"
where = "is_round"
reason = "It was."
"""
    others = "# Mutants\n\n## `a.py`\n\n4 mutants: 3 noticed, 1 accepted, 0 not noticed.\n\nAccepted: it is.\n"
    files = {"shapes.py": MODULE, "tests/quick.py": TESTS, "scripts/mutation/modules.toml": listed}
    write_files({**files, "docs/mutants.md": others}, tmp_path)
    done = run(tmp_path)
    assert done.returncode == 0, done.stdout
    assert done.stderr == "There is no such mutant any more in shapes.py: is_round, * → *\n"
    page = (tmp_path / "docs/mutants.md").read_text(encoding="utf-8")
    assert "| `a.py` | 4 | 3 | 1 | 0 | 75% |\n| `shapes.py` | 3 | 2 | 1 | 0 | 66% |\n" in page
    assert "\n\nAccepted: it is.\n\n## `shapes.py`\n" in page
    assert page.endswith("\nAccepted: A square is both.\n\n- in `is_wide`: `width > height` → `width >= height`\n")


@pytest.mark.full
def test_mutant_that_never_ends(tmp_path):
    """A change that makes a loop endless runs out of processor time, and counts as noticed."""
    module = "def ends():\n    while True:\n        break\n    return True\n"
    tests = "from shapes import ends\n\n\ndef test_ends():\n    assert ends()\n"
    write_files({"shapes.py": module, "tests/unit/test_shapes.py": tests}, tmp_path)
    done = run(tmp_path, "shapes.py", "--lines", "3", "--multiple", "1")
    assert done.stdout == "shapes.py: 1 of 1 noticed (100%), 0 accepted, 0 not noticed.\n"
    assert not (tmp_path / "docs").exists()


@pytest.mark.parametrize(
    ("files", "arguments", "said"),
    [
        ({"tests/unit/test_shapes.py": "def test_it():\n    assert 0\n"}, ["shapes.py"], "fail without any change"),
        ({}, ["circles.py"], "There is no module circles.py."),
        (
            {"lines.py": ""},
            ["lines.py"],
            "No tests are known for lines.py; name them in scripts/mutation/modules.toml.",
        ),
    ],
)
def test_nothing_to_run(files, arguments, said, tmp_path):
    """Tests that fail without any change, a module without tests and a missing module stop the run with a message."""
    done = run(write_files({**PROJECT, **files}, tmp_path), *arguments)
    assert done.returncode == 2 and said in done.stderr


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = a <= b", ["a <= b → a < b", "a <= b → a > b"]),
        ("x = a == b", ["a == b → a != b"]),
        ("x = a is None", ["a is None → a is not None"]),
        ("x = a in b", ["a in b → a not in b"]),
        ("x = a and b", ["a and b → a or b", "a and b → b", "a and b → a"]),
        ("x = not a", ["not a → a"]),
        ("x = a + 7", ["a + 7 → a - 7", "7 → 8", "7 → 6"]),
        ("a = True", ["True → False"]),
        ("min(a, b)", ["min(a, b) → pass", "min(a, b) → max(a, b)"]),
        ("if a: b.c = d", ["a → not a", "b.c = d → pass"]),
        ("x = [a for a in b if a.c]", ["a.c → not a.c"]),
        ("def f():\n  return g", ["return g → return None"]),
        ("def f():\n  yield g", ["yield g → yield from ()"]),
        ("raise a", ["raise a → pass"]),
        (
            "x = f'{a < 1}'",
            [
                "f'{a < 1}' → f'{a <= 1}'",
                "f'{a < 1}' → f'{a >= 1}'",
                *[f"f'{{a < 1}}' → f'{{a < {n}}}'" for n in (2, 0)],
            ],
        ),
        ("x = 'é', a < b", ["a < b → a <= b", "a < b → a >= b"]),
        ('def f(a: "b < c" = d) -> "e < f":\n  """g"""', []),
        ("@a(b=True)\nclass C(d=True): pass", []),
        ("if TYPE_CHECKING: a()", []),
        ("x = a(b=False, **c)", ["b=False → b=True"]),
    ],
)
def test_changes(source, expected):
    """Each kind of change is made, but not to docstrings, types, decorators or what is in a class's brackets."""
    assert changes(source) == expected


def test_changes_of_texts():
    """Strings are changed only on request, and that changes no other mutant."""
    assert changes("a = 'b'") == []
    assert changes("a = 'b'", strings=True) == ["'b' → 'XXbXX'"]


def test_place_of_a_change():
    """A mutant is the whole module with one change in its place; everything around it stays as it was."""
    source = 'class A:\n    def f(self):  # é\n        return "é", (\n            1 +\n            b)  # c\n'
    (_, mutant, *_) = mutants_of(source)
    assert (mutant.line, mutant.where) == (4, "A.f")
    assert mutant.source == 'class A:\n    def f(self):  # é\n        return "é", (\n            (1 - b))  # c\n'

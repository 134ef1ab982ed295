"""Patterns that are kept compiled equal those that Python would compile."""

import re
import subprocess
import sys

import pytest

from microsite import kept_patterns
from microsite.kept_patterns import parsed_pattern, restored
from tests.built_sites import ROOT

PATTERNS = [
    (r"a(?P<first>b+)|(c)(?=d)\Z", 0),
    (r"[^\W_]|[\u2190-\U0010ffff]", re.IGNORECASE),
    (r"(?P<é>[ä-ö]{2,5}?)(?P=é)", re.MULTILINE | re.DOTALL),
    (r"(?x) a b  # a comment", re.VERBOSE),
    (rb"<title>(.*?)</title>", re.DOTALL),
    (r"(?<![\w#])(?:x(?:y)?)(?!\w)", re.ASCII),
]


@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
def test_restored_is_the_same(pattern, flags):
    """A pattern that was taken apart and restored equals the compiled one in its flags, code and groups."""
    made = re.compile(pattern, flags)
    again = restored(pattern, parsed_pattern(pattern, int(flags)))
    assert again == made
    assert (again.flags, again.groups, again.groupindex) == (made.flags, made.groups, made.groupindex)


def test_damaged_code_is_refused():
    """Python refuses invalid code, so that a damaged pattern raises an exception and does no other harm."""
    flags, code, groups, names, by_number = parsed_pattern("a[bc]+", 0)
    with pytest.raises(RuntimeError):
        restored("a[bc]+", (flags, b"\xff\xff\xff\xff" + code, groups, names, by_number))


def run(script: str) -> str:
    """Run a script in a new process, which shares no compiled patterns with this one."""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_taken_in_place_of_compiling():
    """A kept pattern is used instead of compiling one; if it is damaged, the pattern is compiled as usual."""
    script = """
import re
from microsite.kept_patterns import keep_patterns, parsed_pattern
kept = {("wanted", 0): parsed_pattern("kept", 0), ("other", 0): (0, b"\\xff\\xff\\xff\\xff", 0, {}, (None,))}
keep_patterns(kept)
print(re.compile("wanted").fullmatch("kept") is not None, re.compile("other").fullmatch("other") is not None)
"""
    assert run(script) == "True True"


def test_which_are_kept():
    """Our own literal patterns and all of a library's are kept, but none that our code builds from other text."""
    script = """
import re, sys
from microsite import kept_patterns
kept_patterns.keep_patterns({})
from microsite.lazy_patterns import lazy_pattern
lazy_pattern("lazily").search("")
for name in ("microsite.own", "library"):
    code = "import re\\ndef literal(): re.compile('literal in ' + __name__ if False else 'literal')\\n"
    code += "def made(word): re.compile(__name__ + word)\\n"
    space = {"__name__": name}
    exec(code, space)
    space["literal"](), space["made"]("word")
print(sorted(written for written, _ in kept_patterns.new_patterns()))
"""
    assert run(script) == str(sorted(["lazily", "library" + "word", "literal"]))


def test_nothing_is_kept_of_another_python(monkeypatch):
    """If Python has other internals, nothing is kept."""
    monkeypatch.setattr(kept_patterns, "_new", {("a", 0): re.compile("a")})
    assert set(kept_patterns.new_patterns()) == {("a", 0)}
    monkeypatch.setattr(kept_patterns, "parsed_pattern", lambda *_: (0, b"", 0, {}, ()))
    assert kept_patterns.new_patterns() == {}

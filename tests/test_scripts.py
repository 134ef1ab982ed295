"""The scripts that benchmark and picture the program run, and measure what they say they do."""

import re
import subprocess
import sys
from datetime import datetime

import pytest

from microsite.cli import engine_templates
from microsite.pipeline import make_site
from microsite.problems import Severity
from scripts.bench_modes import torture
from scripts.bench_modes.sample_site import write_sample_site
from tests.built_sites import ROOT


def bench(*arguments):
    """Run scripts/bench as a developer would."""
    return subprocess.run(
        [sys.executable, "scripts/bench", *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )


def test_sample_site(tmp_path):
    """The sample site is the same every time, has chapters of about 7 kB, and has no errors or warnings."""
    bodies = write_sample_site(tmp_path / "once", 6)
    assert bodies == write_sample_site(tmp_path / "twice", 6)
    assert all(6_500 <= len(body.encode()) <= 8_000 for body in bodies)
    assert len(set(bodies)) == 6
    build = make_site(tmp_path / "once", engine_templates(), datetime(2027, 2, 1, 9))
    assert not [problem for problem in build.problems if problem.severity > Severity.HINT]
    assert build.site and len(build.site.chapters) == 6
    text = build.site.chapters[0].html
    assert all(f"<{tag}" in text for tag in ("h2", "h3", "ul", "ol", "table", "blockquote", "strong", "sup", "a "))


@pytest.mark.full
def test_bench_prints_a_ratio():
    """`speed` prints both times and their ratio for each number of chapters, and the time for preparing text."""
    done = bench("speed", "2", "3", "--runs", "1")
    heading, *rows, verdict, share = done.stdout.splitlines()
    found = re.fullmatch(
        r"Preparing and finishing the text: (0\.\d\d) of Python-Markdown's own time\. "
        r"Target of at most 0\.25: (met|missed)\.",
        share,
    )
    assert found and 0 < float(found[1]) < 1
    assert done.returncode == (found[2] == "missed"), done.stderr
    assert heading.split() == ["chapters", "size", "Markdown", "alone", "whole", "build", "ratio"]
    assert verdict == "Target of at most 2.0 from 100 chapters on: not measured."
    for row, count in zip(rows, ("2", "3"), strict=True):
        chapters, size, unit, alone, _, whole, _, ratio = row.split()
        assert (chapters, unit) == (count, "kB") and 6.5 < float(size) < 8
        assert abs(float(whole) / float(alone) - float(ratio)) < 0.2 * float(ratio)


@pytest.mark.full
def test_bench_profiles_a_build():
    """With --profile, the time of one build is shown by function instead, for our own functions separately."""
    done = bench("speed", "1", "--profile")
    assert done.returncode == 0, done.stderr
    assert "Ordered by: internal time" in done.stdout and "Ordered by: cumulative time" in done.stdout
    assert "pipeline.py" in done.stdout.partition("Ordered by: cumulative time")[2]


@pytest.mark.full
def test_bench_compares_a_check_with_a_build():
    """`check` prints the ratio of a check to a first build, after a build and without one, and the target."""
    done = bench("check", "3", "--runs", "1")
    assert done.returncode == 0, done.stdout + done.stderr
    heading, row, verdict = done.stdout.splitlines()
    assert heading == "pages  first build    check  ratio  check of a site never built  ratio"
    pages, build, _, check, _, ratio, anew, _, never_built = row.split()
    assert pages == "3" and min(float(build), float(check), float(anew)) > 0
    assert abs(float(check) / float(build) - float(ratio)) < 0.2 * float(ratio) + 0.01
    assert abs(float(anew) / float(build) - float(never_built)) < 0.2 * float(never_built) + 0.01
    assert verdict == "Target of at most 0.6 from 200 pages on, of a site that was built before: not measured."


@pytest.mark.full
def test_bench_tortures():
    """`torture` prints the exponent, size, time and name of each family that was asked for, and the worst."""
    done = bench("torture", "void tags", "closing tags", "--processes", "1")
    heading, *rows, worst, verdict = done.stdout.splitlines()
    assert heading.split() == ["exponent", "size", "time", "family"]
    found = re.fullmatch(r"Target of at most 1\.2: (met|missed by .+)\.", verdict)
    assert found and done.returncode == (found[1] != "met"), done.stdout + done.stderr
    exponents = [float(row.split()[0]) for row in rows]
    assert worst.startswith(f"2 families. The highest exponent is {max(exponents):.2f}, for “")
    assert {row[27:].strip() for row in rows} == {"void tags", "closing tags"}


def test_torture_finds_what_is_slow(monkeypatch):
    """Parsing in quadratic time is measured as exponent 2, and is measured repeatedly before it is believed."""
    times = []
    monkeypatch.setattr(torture, "_seconds", lambda text: times.append(len(text)) or (len(text) / 40_000) ** 2)
    name, exponent, _, seconds = torture.measure("words")
    assert (name, round(exponent, 1)) == ("words", 2.0)
    assert seconds > 4 and len(times) > 6


def test_bench_knows_its_modes():
    """An unknown mode is an error of one line that lists the modes."""
    done = bench("speeed")
    said = "There is no mode “speeed”. The modes are table, speed, check, paper, live, torture.\n"
    assert (done.returncode, done.stderr) == (2, said)


def test_findings(tmp_path):
    """Findings in a folder are counted by rule; a seed always gives the same sample, of a rule at most one per file."""
    (tmp_path / "one.md").write_text("---\ntitle: Why\n---\n\nSee [here](a.md) and [here](b.md).\n", encoding="utf-8")
    (tmp_path / "two.md").write_text(
        "Last year the [plan](http://example.org/) was made by {{name}}.\n", encoding="utf-8"
    )
    (tmp_path / "three.txt").write_text("See [here](a.md).\n", encoding="utf-8")
    command = [sys.executable, "scripts/findings", str(tmp_path), "--sample", "5", "--seed", "3"]
    once, twice = (
        subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False) for _ in range(2)
    )
    assert once.returncode == 0, once.stderr
    assert once.stdout == twice.stdout
    table, *samples = once.stdout.split("\n## ")
    assert [line.split() for line in table.splitlines() if line] == [
        ["2", "files,", "12", "words"],
        ["rule", "findings", "files"],
        ["TEXT-017", "markup-shown-to-readers", "1", "1"],
        ["LINK-002", "link-says-nothing", "2", "1"],
        ["LINK-009", "unsafe-address", "1", "1"],
        ["LANG-008", "relative-date", "1", "1"],
    ]
    assert [sample.count("\n>") for sample in samples] == [1, 1, 1, 1]
    assert ">    5 | See [here](a.md) and [here](b.md)." in samples[1]


@pytest.mark.full
@pytest.mark.parametrize(("more", "code", "said"), [([], 0, "Nothing ran"), (["--as-typed"], 1, "did something")])
def test_payloads(more, code, said, tmp_path):
    """A collection of attacks does nothing in a chapter, and is noticed if it is shown as it was typed."""
    (tmp_path / "list.txt").write_text("<script>alert(1)</script>\n<img src=x onerror=alert(2)>\n", encoding="utf-8")
    command = [sys.executable, "-m", "scripts.payloads_in_a_browser", str(tmp_path), *more]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == code, done.stderr
    assert done.stdout.startswith("1 files, 2 different attacks.\n") and said in done.stdout


def test_pictures():
    """The README's pictures are all there, and small enough for people who clone the project."""
    files = {file.name: file.stat().st_size for file in (ROOT / "docs" / "pictures").glob("*.png")}
    wanted = {
        f"{name}-{width}-{scheme}.png"
        for name in ("home", "chapter", "have-your-say")
        for width in (320, 1280)
        for scheme in ("light", "dark")
    }
    assert wanted | {"print.png"} <= set(files)
    assert max(files.values()) < 200_000 and sum(files.values()) < 2_000_000

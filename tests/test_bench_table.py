"""The table of whole builds says what was measured, compares it correctly, and names whatever is left out."""

import os
import re
import subprocess
import sys
from datetime import date

import pytest

from scripts.bench_modes import goals, programs, whole_process
from scripts.bench_modes.goals import GOALS, START, Growth, Measured, aligned_table, median_cost, verdicts
from scripts.bench_modes.performance_page import goals_table, render_page, verdict_line
from scripts.bench_modes.programs import COLD, EDITED, HUGO, MKDOCS, OURS, STEPS, UNCHANGED, Interpreters
from scripts.bench_modes.sample_site import write_sample_site
from scripts.bench_modes.whole_process import Cost
from tests.built_sites import ROOT

MACHINE = [("Processor", "A processor"), ("Cores", "2"), (HUGO, "0.168.0")]
RUN = Interpreters(build=sys.executable, bench="/bench/python", hugo="/bench/hugo")

needs_wait4 = pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not tell what a process cost")


def figures(count, **wall_s):
    """Return costs of every program and step, the same in each step; the processor time is twice the wall time."""
    given = {OURS: 1.0, HUGO: 1.0, MKDOCS: 1.0, START: 1.0} | wall_s
    return {
        (count, step, program): Cost(value, 2 * value, 50.0)
        for step in STEPS
        for program, value in given.items()
        if program != START or step == UNCHANGED
    }


def test_goals_are_those_that_were_set():
    """Each number of chapters has the goals that were agreed, and no others."""
    assert [(goal.chapters, goal.step, goal.at_most, goal.reference, goal.figure) for goal in GOALS] == [
        (12, "cold", 1.0, "mkdocs", "wall_s"),
        (12, "no change", 0.4, "hugo", "wall_s"),
        (12, "no change", 2.5, "python -c pass", "wall_s"),
        (12, "one edit", 2.0, "hugo", "wall_s"),
        (12, "one edit", 0.8, "mkdocs", "wall_s"),
        (100, "cold", 0.8, "mkdocs", "wall_s"),
        (100, "no change", 0.3, "hugo", "wall_s"),
        (100, "one edit", 1.3, "hugo", "wall_s"),
        (1000, "cold", 0.8, "mkdocs", "wall_s"),
        (1000, "cold", 1.5, "mkdocs", "cpu_s"),
        (1000, "no change", 0.1, "hugo", "wall_s"),
        (1000, "one edit", 0.25, "hugo", "wall_s"),
    ]
    assert (goals.GROWTH_AT_MOST, goals.MEMORY_AT_MOST_MB, goals.KB_A_CHAPTER_AT_MOST) == (10.5, 1000, 60)
    assert goals.SERVED_AT_MOST == {12: 0.15, 1000: 0.3}


def test_each_goal_compares_its_own_figure():
    """A goal is met up to and including its limit and missed above it, for the step, program and figure it names."""
    for goal in GOALS:
        for factor, met in ((1.0, True), (1.001, False)):
            costs = figures(goal.chapters)
            ours, theirs = (goal.chapters, goal.step, OURS), (goal.chapters, goal.step, goal.reference)
            costs[ours] = Cost(**{"wall_s": 9e9, "cpu_s": 9e9, "peak_mb": 9e9} | {goal.figure: goal.at_most * factor})
            costs[theirs] = Cost(**{"wall_s": 9e-9, "cpu_s": 9e-9, "peak_mb": 9e-9} | {goal.figure: 1.0})
            found = verdicts(Measured(costs))
            asked = [each for each in GOALS if each.chapters == goal.chapters]
            assert found[asked.index(goal)].met is met, (goal, factor)
            assert len(found) == len(asked)


def test_lines_of_goals():
    """A line says what was compared, both figures, the ratio, the limit and whether it was met."""
    measured = Measured(figures(12, microsite=0.5, hugo=0.125, mkdocs=0.65) | figures(7), {12: 9, 7: 1})
    measured.costs[12, UNCHANGED, START] = Cost(0.0231, 0.02, 9)
    measured.served = {12: [(0.01, 0.1), (0.04, 0.2), (0.09, 0.3)], 50: [(1.0, 1.0)]}
    measured.growth = Growth(Cost(9.0, 9.0, 180), Cost(94.5, 99.0, 990))
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in goals_table(measured).splitlines()[2:]]
    start = "python -c pass 0.0231 s"
    assert rows == [
        ["12 chapters, cold: time", "0.500 s", "mkdocs 0.650 s", "0.769 ×", "1.0 ×", "met"],
        ["12 chapters, no change: time", "0.500 s", "hugo 0.125 s", "4.00 ×", "0.4 ×", "**missed**"],
        ["12 chapters, no change: time", "0.500 s", start, "21.6 ×", "2.5 ×", "**missed**"],
        ["12 chapters, one edit: time", "0.500 s", "hugo 0.125 s", "4.00 ×", "2.0 ×", "**missed**"],
        ["12 chapters, one edit: time", "0.500 s", "mkdocs 0.650 s", "0.769 ×", "0.8 ×", "met"],
        ["10,000 chapters, cold: time", "94.5 s", "1,000 chapters 9.00 s", "10.5 ×", "10.5 ×", "met"],
        ["10,000 chapters, cold: peak memory", "990 MB", "", "990 MB", "1,000 MB", "met"],
        [
            "10,000 chapters, cold: memory for each chapter more",
            "990 MB",
            "1,000 chapters 180 MB",
            "90.0 kB",
            "60 kB",
            "**missed**",
        ],
        ["12 chapters, from a save to the page served", "40 ms", "hugo 200 ms", "0.200 ×", "0.15 ×", "**missed**"],
    ]
    assert verdict_line(measured) == "9 goals were measured: 4 met, 5 missed."


@pytest.mark.parametrize(
    ("large", "met"),
    [
        (Cost(10.5, 90, 639), [True, True, True]),
        (Cost(10.6, 1, 639), [False, True, True]),
        (Cost(10.5, 90, 640), [True, True, False]),
        (Cost(10.5, 90, 1000), [True, False, False]),
    ],
)
def test_growth(large, met):
    """Ten times the chapters may take 10.5 times the time, less than 1,000 MB, and less than 60 kB a chapter more."""
    found = verdicts(Measured(growth=Growth(Cost(1, 1, 100), large)))
    assert [each.met for each in found] == met


def test_medians_are_of_each_figure():
    """Each figure has its own median over several runs."""
    assert median_cost([Cost(1, 9, 5), Cost(3, 7, 4), Cost(2, 8, 9)]) == Cost(2, 8, 5)


def test_tables_are_aligned():
    """Columns are as wide as their widest cell; the first is left-aligned, the others right-aligned."""
    assert aligned_table(["", "a"], [["one", "1"], ["two", "12 s"]]) == (
        "|     |    a |\n| :-- | ---: |\n| one |    1 |\n| two | 12 s |\n"
    )


def test_page():
    """The page has the day, the machine, the runs, what was left out, the goals, and a table for each figure."""
    measured = Measured(figures(12, microsite=0.25, mkdocs=0.65), {12: 9})
    measured.growth = Growth(Cost(9, 9.5, 120), Cost(90, 150, 1200))
    page = render_page(measured, MACHINE, date(2027, 3, 1), ["1,000 chapters", "saves"])
    cells = {tuple(cell.strip() for cell in line.split("|")[1:-1]) for line in page.splitlines() if line[:1] == "|"}
    assert {("Day", "1 March 2027"), *MACHINE, ("Runs", "9 with 12 chapters, 1 with 10,000 chapters")} <= cells
    assert "\nLeft out of this run: 1,000 chapters, saves.\n" in page
    assert goals_table(measured) in page and verdict_line(measured) in page
    assert "(`python -c pass`), takes 1.00 s." in page
    tables = page.split("\n## ")[-3:]
    assert [table.partition("\n")[0] for table in tables] == ["Time", "Processor time", "Peak memory"]
    for table, first, large, small in zip(
        tables,
        ("0.250 s|1.00 s|0.650 s", "0.500 s|2.00 s|1.30 s", "50 MB|50 MB|50 MB"),
        ("90.0 s", "150 s", "1,200 MB"),
        ("9.00 s", "9.50 s", "120 MB"),
        strict=True,
    ):
        rows = [line.replace(" |", "|").split("|")[1:-1] for line in table.splitlines() if line[:2] == "| "][2:]
        assert ["|".join(cell.strip() for cell in row) for row in rows] == [
            *(f"12 chapters, {step}|{first}" for step in STEPS),
            f"10,000 chapters, cold|{large}||",
            f"1,000 chapters, cold, before and after|{small}||",
        ]
    assert "Left out" not in render_page(measured, MACHINE, date(2027, 3, 1))


@pytest.mark.full
@pytest.mark.parametrize("program", [OURS, HUGO, MKDOCS])
def test_made_cold(program, tmp_path):
    """`make_cold` removes what a build leaves and nothing else; an edit adds a sentence, and the next removes it."""
    write_sample_site(tmp_path / "sample", 3)
    site = tmp_path / "site"
    programs.write_site_for(program, tmp_path / "sample", site)
    before = {path: path.is_file() and path.read_text("utf-8") for path in site.rglob("*")}
    chapters = [path for path in before if path.suffix == ".md"]
    assert len(chapters) == 3
    made = {HUGO: ("public/index.html", "resources/a", ".hugo_build.lock"), MKDOCS: ("site/index.html",)}
    for name in made.get(program, ()):
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_text("made", "utf-8")
    if program == OURS:
        subprocess.run(programs.command_for(OURS, COLD, RUN), cwd=site, check=True, capture_output=True)
        assert set(site.iterdir()) > {path for path in before if path.parent == site}
    programs.make_cold(site)
    assert {path: path.is_file() and path.read_text("utf-8") for path in site.rglob("*")} == before
    middle = sorted(chapters)[1]
    for number, extra in ((0, 1), (1, 0), (2, 1), (3, 0)):
        programs.edit(site, number)
        assert middle.read_text("utf-8").count("which was not here before") == extra
        assert [path for path in chapters if path.read_text("utf-8") != before[path]] == [middle] * extra


def test_command_of_each_step():
    """Only mkdocs has a different command for builds that aren't cold."""
    assert (
        programs.command_for(HUGO, COLD, RUN) == programs.command_for(HUGO, EDITED, RUN) == ["/bench/hugo", "--quiet"]
    )
    assert programs.command_for(OURS, COLD, RUN) == programs.command_for(OURS, UNCHANGED, RUN)
    assert programs.command_for(OURS, COLD, RUN)[:2] == [sys.executable, str(ROOT / "build.py")]
    build = ["/bench/python", "-m", "mkdocs", "build", "--quiet"]
    assert programs.command_for(MKDOCS, COLD, RUN) == build
    assert (
        programs.command_for(MKDOCS, UNCHANGED, RUN) == programs.command_for(MKDOCS, EDITED, RUN) == [*build, "--dirty"]
    )


@needs_wait4
def test_cost_counts_children(tmp_path):
    """Processor time includes child processes, and the peak memory is that of the largest process."""
    child = "import time\nhold = bytearray(90_000_000)\nwhile time.process_time() < 0.3: pass"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    run = f"cost_of({[sys.executable, '-c', parent]!r}, {str(tmp_path)!r})"
    measure = f"from scripts.bench_modes.whole_process import cost_of; print({run})"
    # The system counts the memory of a parent towards the child that it starts, so the parent has to be small.
    told = subprocess.run([sys.executable, "-c", measure], cwd=ROOT, capture_output=True, text=True, check=True)
    cost = eval(told.stdout, {"Cost": Cost})
    assert cost.cpu_s >= 0.3 and cost.wall_s > 0 and 90 < cost.peak_mb < 300


@needs_wait4
def test_cost_of_what_fails(tmp_path):
    """A command that fails gives no figure: the error repeats its output."""
    with pytest.raises(RuntimeError, match=r"failed with 3:\nOh dear\n$"):
        whole_process.cost_of([sys.executable, "-c", "import sys; print('Oh dear'); sys.exit(3)"], tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how memory is shared")
def test_memory_together():
    """The memory of a process and its child is summed; a process without children is left to the system's figure."""
    hold = "import sys, subprocess\nhold = bytearray(b'1') * 50_000_000\n"
    wait = "print('ready', flush=True)\nsys.stdin.read()"
    both = f"{hold}child = subprocess.Popen([sys.executable, '-c', {hold + wait!r}])\nchild.wait()"
    for code, least, most in ((both, 100, 150), (hold + wait, 0, 0)):
        with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            assert process.stdout and process.stdin
            assert process.stdout.readline() == b"ready\n"
            assert least <= whole_process.memory_together_mb(process.pid) <= most
            process.stdin.close()


def test_bench_lists_the_table():
    """The table is the first mode that --help lists, and the default."""
    done = subprocess.run(
        [sys.executable, "scripts/bench", "--help"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    modes = [line.split()[0] for line in done.stdout.splitlines() if line.startswith("  ")]
    assert modes == ["table", "speed", "check", "paper", "live", "torture"]
    assert "Without a mode it is table." in done.stdout


@pytest.mark.full
@needs_wait4
def test_table_is_measured():
    """A run with few chapters prints every program's figures, says what it left out, and writes nothing."""
    page = ROOT / "docs" / "performance.md"
    before = page.read_bytes() if page.exists() else None
    options = ["--chapters", "3", "--runs", "1", "--without-large", "--without-live"]
    done = subprocess.run(
        [sys.executable, "scripts/bench", *options], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    out = "12 chapters, 100 chapters, 1,000 chapters, 10,000 chapters, from a save to the page served"
    assert f"\nLeft out of this run: {out}.\n" in done.stdout
    assert "\n0 goals were measured: 0 met, 0 missed.\n" in done.stdout
    for step in STEPS:
        rows = re.findall(rf"^\| 3 chapters, {step} +\|(.+)\|$", done.stdout, re.MULTILINE)
        assert [len(re.findall(r"[\d.]+ (?:s|MB)", row)) for row in rows] == [3, 3, 3]
    assert (page.read_bytes() if page.exists() else None) == before

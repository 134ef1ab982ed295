"""The goals, and whether the measured figures meet them; pure functions from figures to lines."""

import statistics
from dataclasses import dataclass, field

from scripts.bench_modes.live import MOST as SERVED_AT_MOST
from scripts.bench_modes.programs import COLD, EDITED, HUGO, MKDOCS, OURS, STEPS, UNCHANGED
from scripts.bench_modes.whole_process import Cost

#: Python started to do nothing; measured alongside the builds with nothing to do.
START = "python -c pass"
#: From how many chapters to how many, the factor by which time may grow, and the limits of memory.
FROM, TO, GROWTH_AT_MOST, MEMORY_AT_MOST_MB, KB_A_CHAPTER_AT_MOST = 1_000, 10_000, 10.5, 1_000, 60


@dataclass(frozen=True)
class Goal:
    """At most this many times what another program needs for the same step with the same chapters."""

    chapters: int
    step: str
    at_most: float
    reference: str
    figure: str = "wall_s"


GOALS = (
    Goal(12, COLD, 1.0, MKDOCS),
    Goal(12, UNCHANGED, 0.4, HUGO),
    Goal(12, UNCHANGED, 2.5, START),
    Goal(12, EDITED, 2.0, HUGO),
    Goal(12, EDITED, 0.8, MKDOCS),
    Goal(100, COLD, 0.8, MKDOCS),
    Goal(100, UNCHANGED, 0.3, HUGO),
    Goal(100, EDITED, 1.3, HUGO),
    Goal(1000, COLD, 0.8, MKDOCS),
    Goal(1000, COLD, 1.5, MKDOCS, "cpu_s"),
    Goal(1000, UNCHANGED, 0.1, HUGO),
    Goal(1000, EDITED, 0.25, HUGO),
)


@dataclass(frozen=True)
class Growth:
    """Our own cold builds of `FROM` and of `TO` chapters."""

    small: Cost
    large: Cost

    @property
    def kb_a_chapter(self):
        """How much more memory each chapter needs, in kilobytes."""
        return (self.large.peak_mb - self.small.peak_mb) * 1000 / (TO - FROM)


@dataclass
class Measured:
    """What one run of the table measured."""

    #: The medians, by chapters, step and program.
    costs: dict[tuple[int, str, str], Cost] = field(default_factory=dict)
    #: How many runs there were, by chapters.
    runs: dict[int, int] = field(default_factory=dict)
    growth: Growth | None = None
    #: For each save, our seconds and hugo's until the page is served, by chapters.
    served: dict[int, list[tuple[float, float]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """One row of the table of goals."""

    what: str
    ours: str
    beside: str
    reached: str
    at_most: str
    met: bool


def median_cost(costs):
    """Return the median of several runs, for each figure separately."""
    return Cost(
        *(statistics.median(each) for each in zip(*((c.wall_s, c.cpu_s, c.peak_mb) for c in costs), strict=True))
    )


def verdicts(measured):
    """Return the verdict on every goal for which there are figures, in order."""
    found = [_compared(measured.costs, goal) for goal in GOALS if (goal.chapters, goal.step, OURS) in measured.costs]
    if measured.growth:
        found += _growth_verdicts(measured.growth)
    return found + [_served(count, turns) for count, turns in measured.served.items() if count in SERVED_AT_MOST]


def three_digits(value):
    """Write a number with three significant digits, or more if it has them before the point."""
    return f"{value:,.0f}" if value >= 100 else f"{value:#.3g}"


def seconds(value):
    """Write a time with three significant digits."""
    return f"{three_digits(value)} s"


def megabytes(value):
    """Write an amount of memory, without decimals."""
    return f"{value:,.0f} MB"


def figure_rows(measured, shown):
    """Return a row for each number of chapters and step: its name, and what each program needed.

    Args:
        measured: the figures.
        shown: returns the text for a `Cost`.
    """
    return [
        [f"{count:,} chapters, {step}", *(shown(measured.costs[count, step, each]) for each in (OURS, HUGO, MKDOCS))]
        for count in measured.runs
        for step in STEPS
    ]


def aligned_table(head, rows):
    """Return a Markdown table that is readable as source: the first column left-aligned, the others right-aligned."""
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]

    def line(cells):
        rest = [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)]
        return f"| {' | '.join([cells[0].ljust(widths[0]), *rest])} |"

    ruler = [":" + "-" * (widths[0] - 1), *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join(map(line, [head, ruler, *rows])) + "\n"


def _compared(costs, goal):
    ours = getattr(costs[goal.chapters, goal.step, OURS], goal.figure)
    theirs = getattr(costs[goal.chapters, goal.step, goal.reference], goal.figure)
    kind = "processor time" if goal.figure == "cpu_s" else "time"
    return Verdict(
        what=f"{goal.chapters:,} chapters, {goal.step}: {kind}",
        ours=seconds(ours),
        beside=f"{goal.reference} {seconds(theirs)}",
        reached=f"{three_digits(ours / theirs)} ×",
        at_most=f"{goal.at_most} ×",
        met=ours / theirs <= goal.at_most,
    )


def _growth_verdicts(growth):
    grown = growth.large.wall_s / growth.small.wall_s
    peak_mb, beside_mb = growth.large.peak_mb, f"{FROM:,} chapters {megabytes(growth.small.peak_mb)}"
    what = f"{TO:,} chapters, cold:"
    return [
        Verdict(
            what=f"{what} time",
            ours=seconds(growth.large.wall_s),
            beside=f"{FROM:,} chapters {seconds(growth.small.wall_s)}",
            reached=f"{three_digits(grown)} ×",
            at_most=f"{GROWTH_AT_MOST} ×",
            met=grown <= GROWTH_AT_MOST,
        ),
        Verdict(
            what=f"{what} peak memory",
            ours=megabytes(peak_mb),
            beside="",
            reached=megabytes(peak_mb),
            at_most=megabytes(MEMORY_AT_MOST_MB),
            met=peak_mb < MEMORY_AT_MOST_MB,
        ),
        Verdict(
            what=f"{what} memory for each chapter more",
            ours=megabytes(peak_mb),
            beside=beside_mb,
            reached=f"{three_digits(growth.kb_a_chapter)} kB",
            at_most=f"{KB_A_CHAPTER_AT_MOST} kB",
            met=growth.kb_a_chapter < KB_A_CHAPTER_AT_MOST,
        ),
    ]


def _served(count, turns):
    ratio = statistics.median(ours / theirs for ours, theirs in turns)
    ours, theirs = (statistics.median(times) * 1000 for times in zip(*turns, strict=True))
    return Verdict(
        what=f"{count:,} chapters, from a save to the page served",
        ours=f"{ours:.0f} ms",
        beside=f"{HUGO} {theirs:.0f} ms",
        reached=f"{three_digits(ratio)} ×",
        at_most=f"{SERVED_AT_MOST[count]} ×",
        met=ratio <= SERVED_AT_MOST[count],
    )

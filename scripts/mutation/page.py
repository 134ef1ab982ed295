"""Write docs/mutants.md from the results; modules that were not run this time keep their sections."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from scripts.mutation.changes import Mutant

_COUNTS = re.compile(r"^(\d+) mutants: (\d+) noticed, (\d+) accepted, (\d+) not noticed\.$", re.MULTILINE)
_INTRODUCTION = """\
# Mutants

A mutant is the program with one small change: `<` where `<=` was, a statement left out, a number one higher. A good
test fails on each of them. This page is written by `scripts/mutants`, which makes the mutants of a module, runs the
tests that belong to it over each, and names those that no test noticed. Which tests belong to a module, and which
survivors are accepted, with the reason, stands in `scripts/mutation/modules.toml`.

The score is the share of a module's mutants that a test noticed. An accepted one does not count as noticed.
"""


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """Mutants that may survive."""

    module: str
    #: Patterns with `*`, for the function, the piece of source, and what it became.
    where: str
    before: str
    after: str
    reason: str

    def fits(self, module: str, mutant: Mutant) -> bool:
        """Whether a mutant is one of them."""
        pairs = ((mutant.where, self.where), (mutant.before, self.before), (mutant.after, self.after))
        return module == self.module and all(fnmatchcase(text, pattern) for text, pattern in pairs)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Which modules to mutate, with which tests, and which survivors are accepted."""

    #: The tests of each module, by its path.
    tests: Mapping[str, Sequence[str]]
    accepted: Sequence[Accepted]


def load_plan(root: Path) -> Plan:
    """Load the list of modules; without one, a module only has the tests named after it."""
    file = root / "scripts/mutation/modules.toml"
    values = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    accepted = [Accepted(**{"after": "*", "before": "*", "where": "*"} | each) for each in values.get("accepted", [])]
    return Plan(tests=values.get("tests", {}), accepted=accepted)


def tests_of(module: str, plan: Plan, root: Path) -> list[str]:
    """Return the tests of a module: those named after it, then those in the list."""
    own = f"tests/unit/test_{Path(module).stem}.py"
    listed = [each for each in plan.tests.get(module, ()) if each != own]
    return [own, *listed] if (root / own).is_file() else listed


def section(module: str, mutants: Sequence[Mutant], noticed: Sequence[bool], accepted: Iterable[Accepted]) -> str:
    """Return the page's section on one module."""
    known = list(accepted)
    survivors = [mutant for mutant, was_noticed in zip(mutants, noticed, strict=True) if not was_noticed]
    excused: dict[str, list[Mutant]] = {}
    holes: list[Mutant] = []
    for mutant in survivors:
        reason = next((each.reason for each in known if each.fits(module, mutant)), None)
        (holes if reason is None else excused.setdefault(reason, [])).append(mutant)
    lines = [
        f"## `{module}`",
        "",
        f"{len(mutants)} mutants: {len(mutants) - len(survivors)} noticed, {len(survivors) - len(holes)} accepted, "
        f"{len(holes)} not noticed.",
    ]
    for reason, them in excused.items():
        lines += ["", f"Accepted: {reason}", "", *map(_line, them)]
    if holes:
        lines += ["", "Not noticed:", "", *map(_line, holes)]
    return "\n".join([*lines, ""])


def score_text(module: str, found: str) -> str:
    """Return a module's score as one line."""
    total, noticed, accepted, left = _counts(found)
    return (
        f"{module}: {noticed} of {total} noticed ({_share(noticed, total)}), {accepted} accepted, {left} not noticed."
    )


def written_page(before: str, sections: Mapping[str, str]) -> str:
    """Return the updated page.

    Args:
        before: the page as it is; empty if there is none.
        sections: this time's sections, by module.
    """
    parts = re.split(r"^(?=## `)", before, flags=re.MULTILINE)[1:]
    known = {re.match(r"## `(.+)`", part)[1]: f"{part.rstrip()}\n" for part in parts}
    known |= sections
    rows = ["| module | mutants | noticed | accepted | not noticed | score |", "|---|---|---|---|---|---|"]
    for module in sorted(known):
        total, noticed, accepted, left = _counts(known[module])
        rows.append(f"| `{module}` | {total} | {noticed} | {accepted} | {left} | {_share(noticed, total)} |")
    return "\n".join([_INTRODUCTION, *rows, "", *(known[module] for module in sorted(known))])


def _counts(found: str) -> tuple[int, int, int, int]:
    total, noticed, accepted, left = map(int, _COUNTS.search(found).groups())
    return total, noticed, accepted, left


def _share(noticed: int, total: int) -> str:
    return f"{100 * noticed // total}%" if total else "–"


def _line(mutant: Mutant) -> str:
    # No line number, which would be out of date as soon as a line is added above.
    place = f"in `{mutant.where}`" if mutant.where else "in the module"
    return f"- {place}: `{_short(mutant.before)}` → `{_short(mutant.after)}`"


def _short(text: str) -> str:
    line = " ".join(text.split()).replace("`", "´")
    return line if len(line) <= 90 else f"{line[:60]} … {line[-28:]}"

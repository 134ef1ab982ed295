"""Change modules in small ways, run their tests on each change, and list the changes that no test notices."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from scripts.mutation.changes import Mutant, mutants_of
from scripts.mutation.page import Plan, load_plan, score_text, section, tests_of, written_page
from scripts.mutation.running import TestsFail, run_mutants

ROOT = Path(__file__).resolve().parent.parent.parent


def main() -> int:
    """Run from the command line; the exit code is 1 if a mutant survives that is not accepted."""
    options = _options()
    options.root = options.root.resolve()
    plan = load_plan(options.root)
    code = 0
    for module in options.modules or list(plan.tests):
        problem = _problem_with(module, plan, options.root)
        if problem:
            print(problem, file=sys.stderr)
            return 2
        source = (options.root / module).read_text(encoding="utf-8")
        mutants = _chosen(mutants_of(source, strings=options.strings), options)
        if options.list:
            print("\n".join(_mutant_text(module, each) for each in mutants))
            continue
        try:
            noticed = _run(module, plan, mutants, options)
        except TestsFail as failed:
            print(f"The tests of {module} fail without any change:\n{failed}", file=sys.stderr)
            return 2
        code = max(code, _report(module, plan, mutants, noticed))
        if not options.lines and not options.strings:
            _report_obsolete(module, plan, mutants)
            _write_page(options.root / "docs/mutants.md", module, section(module, mutants, noticed, plan.accepted))
    return code


def _report(module: str, plan: Plan, mutants: list[Mutant], noticed: list[bool]) -> int:
    """Print the survivors that are not accepted, and the score; return 1 if there is such a survivor."""
    code = 0
    for mutant, was_noticed in zip(mutants, noticed, strict=True):
        if not was_noticed and not any(each.fits(module, mutant) for each in plan.accepted):
            code = 1
            print(_mutant_text(module, mutant))
    print(score_text(module, section(module, mutants, noticed, plan.accepted)), flush=True)
    return code


def _write_page(page: Path, module: str, found: str) -> None:
    page.parent.mkdir(exist_ok=True)
    before = page.read_text(encoding="utf-8") if page.is_file() else ""
    page.write_bytes(written_page(before, {module: found}).encode())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/mutants", description=__doc__)
    parser.add_argument("modules", nargs="*", help="paths of modules; all of the list without any")
    parser.add_argument("--list", action="store_true", help="name the mutants and run nothing")
    parser.add_argument("--lines", metavar="FIRST-LAST", help="only mutants of these lines; the page stays as it is")
    parser.add_argument("--strings", action="store_true", help="change texts as well; the page stays as it is")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="how many run at once")
    parser.add_argument("--multiple", type=float, default=5, help="the limit of processor time, as a multiple")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project's folder")
    return parser.parse_args()


def _problem_with(module: str, plan: Plan, root: Path) -> str:
    if os.name == "nt":
        return "Processor time cannot be limited on Windows; use the Windows Subsystem for Linux."
    if not (root / module).is_file():
        return f"There is no module {module}."
    if not tests_of(module, plan, root):
        return f"No tests are known for {module}; name them in scripts/mutation/modules.toml."
    return ""


def _report_obsolete(module: str, plan: Plan, mutants: list[Mutant]) -> None:
    """Report accepted mutants that do not exist, so that they cannot excuse a later one."""
    for each in plan.accepted:
        if each.module == module and not any(each.fits(module, mutant) for mutant in mutants):
            text = f"There is no such mutant any more in {module}: {each.where}, {each.before} → {each.after}"
            print(text, file=sys.stderr)


def _chosen(mutants: list[Mutant], options: argparse.Namespace) -> list[Mutant]:
    if not options.lines:
        return mutants
    first, _, last = options.lines.partition("-")
    return [each for each in mutants if int(first) <= each.line <= int(last or first)]


def _run(module: str, plan: Plan, mutants: list[Mutant], options: argparse.Namespace) -> list[bool]:
    done = 0

    def progress() -> None:
        nonlocal done
        done += 1
        if sys.stderr.isatty():
            print(f"\r{module}: {done} of {len(mutants)}", end="\n" if done == len(mutants) else "", file=sys.stderr)

    return run_mutants(
        options.root,
        module,
        tests_of(module, plan, options.root),
        mutants,
        workers=max(1, options.workers),
        multiple=options.multiple,
        progress=progress,
    )


def _mutant_text(module: str, mutant: Mutant) -> str:
    return f"{module}:{mutant.line}: {mutant.before} → {mutant.after}"


if __name__ == "__main__":
    sys.exit(main())

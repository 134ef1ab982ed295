"""Ask a question at the terminal until the answer can be used."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from microsite.console import Console
from microsite.problems import Problem, Severity

STOPPED = "Stopped. Nothing was made."


def can_ask() -> bool:
    """Whether somebody is at the terminal to answer."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def ask(
    console: Console,
    question: str,
    *,
    default: str = "",
    example: str = "",
    judge: Callable[[str], tuple[str, Sequence[Problem]]],
) -> str:
    """Ask for one answer, again and again until nothing is wrong with it, saying what is.

    Args:
        console: where to show the question.
        question: the question.
        default: the default answer, for an empty answer.
        example: a sample answer, shown if there is no default.
        judge: returns an answer as it will be used, and what is wrong with it.

    Returns:
        The answer. One that causes only warnings is accepted when it is typed a second time.

    Raises:
        KeyboardInterrupt: they pressed Ctrl+C or ended the input.
    """
    shown = f" For example: {example}" if example and not default else ""
    console.print(f"\n{question}{shown}")
    previous = ""
    while True:
        typed = _typed(f"[{default}] > " if default else "> ") or default
        answer, problems = judge(typed)
        worst = max((each.severity for each in problems), default=Severity.REPAIR)
        if worst < Severity.WARNING or (worst < Severity.ERROR and previous == answer):
            return answer
        for each in problems:
            console.print(f"  {each.message}")
            if each.advice:
                console.print(f"  → {each.advice}")
        if worst < Severity.ERROR:
            console.print("  To keep it, type the same again.")
        previous = answer


def _typed(prompt: str) -> str:
    try:
        return input(prompt).strip()
    except (KeyboardInterrupt, EOFError):
        raise KeyboardInterrupt(f"\n{STOPPED}") from None

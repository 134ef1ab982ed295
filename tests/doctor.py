"""Follow the advice of problems to the letter, as somebody who trusts it would."""

import re
from collections.abc import Sequence

from microsite.problems import Problem

#: Introduces the line that the advice says to write.
_WRITE = re.compile(r"(?:Write|write|quotation marks around the (?:whole )?value:) (?P<line>.+)")
_LATER = re.compile(
    r" – (?:and|in place|or).*$|, or \S+: .*$|, and we list it.*$|"
    r" for (?:the |five )?[A-Za-z0-9]+ .*$|"
    r"\. A real comment.*$|\. If the day.*$|\.$"
)
_LEAD = re.compile(r"[ ]*(?:- +)?")


def obeyed(text: str, problems: Sequence[Problem]) -> str:
    """Return a YAML file's text once the advice of every problem has been followed.

    If advice offers two readings, the first is taken.
    """
    lines: list[str | None] = [*text.split("\n")]
    for problem in problems:
        number = problem.location.line - 1
        line = lines[number]
        if line is None:
            continue
        if problem.advice.endswith(" – and delete this line."):
            own, *more = _written(problem.advice).split(" and, on a line of its own, ")
            key, _, value = own.partition(": ")
            above = next(index for index in range(number, -1, -1) if re.match(rf"[ -]*{key}:", lines[index] or ""))
            lines[above] = f"{str(lines[above]).partition(':')[0]}: {value}"
            lines[number] = "\n".join(f"{' ' * len(_LEAD.findall(line)[0])}{each}" for each in more) or None
        else:
            lines[number] = _mended(line, problem)
    return "\n".join(line for line in lines if line is not None)


def _mended(line: str, problem: Problem) -> str | None:
    advice = problem.advice
    lead = re.findall(_LEAD, line)[0]
    if advice.startswith("Delete th") and "tab" not in advice:
        return None
    if "Delete the tab" in advice:
        return line.replace("\t", "  ")
    if "type an ordinary space" in advice:
        return re.sub("[\u00a0\u202f]", " ", line).replace("\ufeff", "").replace("\u200b", "")
    meant = re.search(r"Did you mean “(.+?)”", advice)
    if meant:
        key = re.escape(line[len(lead) :].split(":", maxsplit=1)[0])
        return re.sub(key, meant[1], line, count=1)
    column = re.match(r"Type it (?:without|with (\d+)) spaces", advice)
    if column:
        return " " * int(column[1] or 0) + line.lstrip(" ")
    own, *more = _written(advice).split(" and, on a line of its own, ")
    below = re.match(r"Below (\S+:), on a line", advice)
    if below:
        return f"{lead}{below[1]}\n{' ' * len(lead)}  {own}"
    alone = re.match(r"(\S+:) alone on its line, and below it, two spaces further in, (.*)", own)
    if alone:
        return f"{lead}{alone[1]}\n{' ' * len(lead)}  {alone[2]}"
    if own.startswith("- "):
        own, *parts = own.split(" and, below it, two spaces further in, ")
        own = "\n".join([own, *(f"{' ' * len(lead)}{part}" for part in parts)])
        return f"{' ' * (len(lead) - len(lead.lstrip(' ')) or len(line) - len(line.lstrip(' ')))}{own}"
    return "\n".join([f"{lead}{own}", *(f"{' ' * len(lead)}{each}" for each in more)])


def _written(advice: str) -> str:
    """Return what the advice says to write, without the explanation after it."""
    written = _WRITE.search(advice)
    assert written, f"nothing to obey in: {advice}"
    return _LATER.sub("", written["line"])

"""The report at the end of an import: what was written, what was changed, and what somebody should check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from microsite.authoring.word.document import Remark
from microsite.authoring.word.importing import ConvertedDocument
from microsite.authoring.word.kept_import import Plan

#: How many lines of each kind the terminal shows.
_MOST_SHOWN = 15
_MOST_DIFFERENCES = 8


def report_lines(
    made: ConvertedDocument,
    plan: Plan,
    documents: Sequence[str],
    others: Sequence[str] = (),
    *,
    whole: bool,
    dry_run: bool = False,
) -> list[str]:
    """Return the lines of the report.

    Args:
        made: what the documents became.
        plan: what is written of it.
        documents: the names of the documents.
        others: chapters of the site that no import wrote.
        whole: whether to report everything, as in the file; in the terminal, long lists are cut.
        dry_run: whether nothing is written.
    """
    lines = [f"{'Would import' if dry_run else 'Imported'} {', '.join(documents)}", ""]
    pictures = sum(path not in made.chapters for path in plan.write)
    for paths, heading in (
        (plan.new, "New"),
        (plan.changed, "Changed in Word, and written again"),
        (plan.edited, "Changed in Word, but left as you edited it"),
        (plan.same, "Not changed"),
        (plan.removed, "No longer in Word under this name, and removed"),
    ):
        lines += [f"{heading}: {path}" for path in paths]
    if pictures:
        lines.append(f"Pictures in content/media: {pictures}")
    if others and plan.new:
        lines += ["", f"Already here: {', '.join(others)}", "If the Word document takes the place of one, delete it."]
    untouched = {*plan.same, *plan.edited}
    remarks = [each for each in made.remarks if each[0] not in untouched]
    for kind, title in (("changed", "What was changed"), ("check", "What to look at")):
        chosen = [each for each in remarks if each[2].kind == kind]
        if chosen:
            lines += ["", f"{title}:", *_listed(chosen, whole)]
    for path, changes in plan.differences.items():
        shown = changes if whole else changes[:_MOST_DIFFERENCES]
        lines += ["", f"What is new in Word in {path}:", *(f"  {_cut(line, whole)}" for line in shown)]
        if len(shown) < len(changes):
            lines.append(f"  … and {len(changes) - len(shown)} more lines")
    return lines


def _listed(remarks: Iterable[tuple[str, int, Remark]], whole: bool) -> list[str]:
    made = [f"  {file}{f':{line}' if line else ''}  {remark.text}" for file, line, remark in remarks]
    if whole or len(made) <= _MOST_SHOWN:
        return made
    return [*made[:_MOST_SHOWN], f"  … and {len(made) - _MOST_SHOWN} more"]


def _cut(line: str, whole: bool) -> str:
    return line if whole or len(line) <= 110 else f"{line[:107]}…"

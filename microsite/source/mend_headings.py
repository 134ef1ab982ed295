"""Repairs headings as other programs write them: entirely in bold, or followed by an id of any characters."""

from __future__ import annotations

import html
from collections.abc import Iterator

from microsite.lazy_patterns import lazy_pattern
from microsite.source.mending import Edit, Mend, quoted, replaced
from microsite.source.runs import Run
from microsite.source.slugs import valid_id

#: An id after a heading, perhaps within the bold delimiters around it.
_ID = lazy_pattern(r"[ \t\u00a0]*\{[ \t]*#([^{}\n]{1,300}?)[ \t]*\}[ \t]*(\*\*|__)?[ \t]*$")
#: An id, perhaps with further attributes, that Python-Markdown can read as it is.
_READ = lazy_pattern(r"[^\W\d][\w:.-]*(?:[ \t]+(?:[#.][^\s#{}=]+|[\w-]+=(?:\"[^\"]*\"|'[^']*'|[^\s\"']+)))*")
_BOLD = lazy_pattern(r"\s*(\*\*|__)(?=\S)(.*?)(?<=\S)(\*\*|__)\s*$", 16)


def mend_heading(run: Run) -> Iterator[Mend]:
    """Yield the repairs of one heading."""
    marks = run.marks
    given = _ID.search(run.text) if "{" in run.text else None
    if not given:
        yield from _without_bold(run, marks, "")
        return
    words, closing = marks[: given.start()].rstrip(), given[2] or ""
    whole = list(_without_bold(run, words + closing, closing))
    yield from whole
    start, kept = given.start(), "" if whole else closing
    if kept and words.endswith(kept):
        start, kept = len(words) - len(kept), ""
    wanted = html.unescape(given[1].replace("\\", ""))
    new = f" {{#{valid_id(wanted)}}}"
    odd = not _READ.fullmatch(given[1]) and given[0].strip() != new.strip()
    if odd or closing or not given[0][0].isspace():
        message = f"The id in {quoted(given[0])} became “{valid_id(wanted)}”; links to either one go to the heading."
        yield replaced(run.start + start, run.start + given.end(), kept + new, message)


def _without_bold(run: Run, marks: str, closing: str) -> Iterator[Mend]:
    """Remove the bold delimiters around a whole heading; the closing ones may be after its id."""
    bold = _BOLD.match(marks) if "**" in marks or "__" in marks else None
    if not bold or bold[1] != bold[3] or bold[1] in bold[2]:
        return
    first, last = run.start + bold.start(1), run.start + bold.start(3)
    edits: list[Edit] = [(first, first + 2, "")]
    if not closing:
        edits.append((last, last + 2, ""))
    message = f"We took off the bold marks around {quoted(run.text[bold.start(2) : bold.end(2)])}: it is a heading."
    yield Mend(first, last + 2, message, tuple(edits))

"""Pages that need more than the first answer of a network: on a poor connection that is seen."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping, Sequence

from microsite.checks.rendered.page_text import PageText
from microsite.problems import Problem, Severity

#: What most servers send before they wait for an answer: ten packets.
BUDGET_BYTES = 14_600
#: Its purpose is to hold everything.
_WITHOUT_BUDGET = frozenset({"whole-document.html"})


def pages_too_heavy(pages: Sequence[PageText], files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Report each page whose text, style and script are too large together, packed as servers send them.

    A hint: nobody should have to shorten a page before an urgent change can go out.
    """
    shared = sum(_packed(content) for path, content in files.items() if path.endswith((".css", ".js")))
    for page in pages:
        # Packing never makes a page larger than it is, so that small ones need not be packed to be known small.
        if page.path in _WITHOUT_BUDGET or shared + len(files[page.path]) <= BUDGET_BYTES:
            continue
        content = files[page.path]
        # Packed in haste it is a little larger than packed well, and in a third of the time.
        if shared + _packed(content, level=1) <= BUDGET_BYTES:
            continue
        size = shared + _packed(content)
        if size > BUDGET_BYTES:
            message = (
                f"The page with its style is {size:,} bytes as a server sends it; {BUDGET_BYTES:,} arrive at once."
            )
            hint = "If it is a chapter, divide it into two, or put the long table into a document of its own."
            yield page.problem("PAGE-010", message, Severity.HINT, hint)


def _packed(content: bytes, level: int = 6) -> int:
    return len(gzip.compress(content, level, mtime=0))

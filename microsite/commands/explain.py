"""`explain`: show the page on a problem, or a page of the guide, in the terminal."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from microsite import program_name
from microsite.authoring.page_text import page_text
from microsite.commands.options import Options
from microsite.problem_codes import CODES
from microsite.problems import did_you_mean, sentences

#: Longer lines are hard to read.
WIDEST = 80
EXIT_USAGE = 2
_LINK = re.compile(r"(?<!!)\[([^\[\]]*)\]\(([^()\s#]+)(?:#[^()\s]*)?\)")


def run_explain(options: Options) -> int:
    """Print the pages asked for, one below the other.

    Returns:
        0 when every word names a page; 2 when one does not.
    """
    pages = [(word, _page(word, options.docs)) for word in options.words]
    unknown = [word for word, page in pages if page is None]
    for word in unknown:
        options.console.print(_unknown(word, options.docs))
    if unknown:
        return EXIT_USAGE
    width = min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns - 1)
    texts = [page_text(_with_names(page, options.docs), max(width, 20)) for _, page in pages if page]
    options.console.print("\n\n".join(texts))
    return 0


def _page(word: str, docs: Path) -> Path | None:
    """Return the page of a code (in either case), of a readable name, or of the guide; None if there is none."""
    code = word.upper()
    code = next((each for each, name in CODES.items() if word.lower() == name), code)
    if code in CODES:
        return docs / "problems" / f"{code}.md"
    guide = {"guide": "readme", **{name[:2].lstrip("0"): name for name in _guide(docs) if name[0].isdigit()}}
    return _guide(docs).get(guide.get(word.lower(), word.lower()))


def _with_names(page: Path, docs: Path) -> str:
    """Return a page's text in which each link to a page of the guide says how to show that page here."""
    names = {path: name[:2].lstrip("0") if name[0].isdigit() else name for name, path in _guide(docs).items()}

    def named(link: re.Match[str]) -> str:
        name = names.get(Path(os.path.normpath(page.parent / link[2])))
        return f"{link[1]} (explain {name})" if name and name != "readme" else link[0]

    return _LINK.sub(named, page.read_text(encoding="utf-8"))


def _guide(docs: Path) -> dict[str, Path]:
    """Return the pages of the guide by file name; that of a step begins with its number."""
    return {path.stem.lower(): path for path in sorted((docs / "guide").rglob("*.md"))}


def _unknown(word: str, docs: Path) -> str:
    """Say that there is no such page, and suggest a similar one."""
    parts = re.fullmatch(r"([A-Za-z]+)[\s_.:-]*0*(\d{1,3})", word)
    if parts:
        code = f"{parts[1].upper()}-{int(parts[2]):03}"
        near = f"Did you mean “{code}”?" if code in CODES else did_you_mean(code, CODES)
    else:
        near = did_you_mean(word, (*CODES, *CODES.values(), "guide", *_guide(docs)))
    how = f"Type the code of a report, such as {program_name()} explain TEXT-009"
    return sentences(f"There is no page on “{word}”.", near or f"{how}.")

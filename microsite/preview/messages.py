"""The messages that the preview sends to a page in the browser: problems, moments, and if the page is out of date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from microsite.preview.builds import State, counted
from microsite.preview.edition import Edition
from microsite.preview.moments import coming_moments
from microsite.preview.opening import is_opened
from microsite.problem_codes import CODES
from microsite.problems import Problem, worst_first
from microsite.report import counts_text, report_text

#: Stands for the digest of a page while there is no edition.
NOTHING_YET = "nothing"


def page_at(path: str, edition: Edition) -> str:
    """Return the path of the page shown at an address: that of the 404 page if there is no such page."""
    in_folder = f"{path.partition('/')[0]}/404.html"
    return path if path in edition.pages else in_folder if in_folder in edition.pages else "404.html"


def digest_of(page: str, state: State) -> str:
    """Return a digest of what a page should show: it changes with the content, and with the moment chosen."""
    if state.edition is None:
        return NOTHING_YET
    return f"{state.edition.digest(page)} {state.choices.as_of or ''}"


def state_message(state: State, path: str, *, edited: bool) -> dict[str, Any]:
    """Return the message that tells a page about a state.

    Args:
        state: the latest state.
        path: the page's path below the site's root.
        edited: whether files have just been saved, so that a browser that follows goes to their page.
    """
    edition = state.edition
    page = page_at(path, edition) if edition else ""
    problems = worst_first(counted(state.problems))
    sources = source_files(edition.texts, state.lists, page) if edition else []
    return {
        "command": "state",
        "built": state.built_at.strftime("%H:%M:%S"),
        "failed": state.failed,
        "summary": counts_text(problems) or "no problems",
        "problems": [_shown(problem) for problem in problems] if state.failed else [],
        "bug": state.bug,
        "found": bool(problems),
        "findings": [_shown(problem) for problem in problems if _is_about(problem, page, sources)],
        "digest": digest_of(page, state),
        "style": edition.style_path if edition else "",
        "follow": edited_page(state) if edited and not state.failed else "",
        "asOf": _written(state.choices.as_of),
        "moments": [{"at": _written(at), "label": label} for at, label in coming_moments(edition.site)]
        if edition
        else [],
        "duties": edition.duties[0] if edition else "",
        "dutyCounts": edition.duties[1] if edition else [],
        "drafts": state.choices.drafts,
        "sources": sources or ["site_config.yaml"],
    }


def source_files(texts: Iterable[tuple[str, str]], lists: Iterable[str], page: str) -> list[str]:
    """List the files that a page is made from, the most specific first.

    Args:
        texts: the files of chapters and pages, with the paths of their pages.
        lists: the paths of the site's lists; the page of a list is named like its file.
        page: the page's path below the output folder.
    """
    chapters = [file for file, path in texts if path == page]
    listed = [file for file in lists if f"{PurePosixPath(file).stem}.html" == page.rpartition("/")[2]]
    return [*chapters, *listed, "site_config.yaml"]


def edited_page(state: State) -> str:
    """Return the path of the page of the chapter or list that was saved, else an empty string."""
    if state.edition is None:
        return ""
    chapters = [path for file, path in state.edition.texts if file in state.changed_files]
    lists = [f"{PurePosixPath(file).stem}.html" for file in state.lists if file in state.changed_files]
    return next((path for path in (*chapters, *lists) if path in state.edition.pages), "")


def files_of(state: State) -> set[str]:
    """Return every file that the pages and problems of a state name."""
    named = {problem.location.file for problem in state.problems}
    named |= {place.file for problem in state.problems for _, place in problem.related}
    if state.edition:
        named |= {file for file, _ in state.edition.texts}
    return named | {*state.lists, "site_config.yaml"}


def plain_report(problems: Iterable[Problem]) -> str:
    """Return problems as the terminal shows them."""
    return report_text(counted(tuple(problems)))


def _is_about(problem: Problem, page: str, sources: list[str]) -> bool:
    file = problem.location.file
    return file in (sources[0] if sources else "", f"output/{page}")


def _written(moment: datetime | None) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="minutes") if moment else ""


def _shown(problem: Problem) -> dict[str, Any]:
    place = problem.location
    return {
        "severity": problem.severity.word,
        "code": problem.code,
        "name": CODES[problem.code],
        "message": problem.message,
        "hint": problem.advice,
        "place": str(place),
        "file": place.file,
        "canOpen": is_opened(place.file) and not place.file.startswith("output/"),
        "line": place.line,
        "source": place.source.replace("\t", " "),
        "column": place.column,
        "length": place.length,
        "related": [{"why": why, "place": str(each), "source": each.source} for why, each in problem.related],
    }

"""Turns an error in a site's own template into a problem with its file and line."""

from __future__ import annotations

import traceback
from pathlib import Path

import jinja2

from microsite.problems import Location, Problem

_ENDLESS: dict[type[Exception], str] = {
    RecursionError: "it uses itself, again and again",
    MemoryError: "it needs more memory than there is",
}


def theme_problem(error: Exception, theme: Path) -> Problem:
    """Report the line of a site's own template that could not be rendered.

    Args:
        error: the exception raised while rendering.
        theme: the site's theme folder.

    Raises:
        Exception: the error itself, if none of the site's own templates is in its traceback, so the bug is ours.
    """
    theme = theme.resolve()
    places = [(frame.filename, frame.lineno or 0) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, jinja2.TemplateSyntaxError) and error.filename:
        places.append((error.filename, error.lineno))
    own = [place for place in places if Path(place[0]).resolve().is_relative_to(theme / "templates")]
    if not own:
        raise error
    file, line = own[-1]
    written = Path(file).read_text(encoding="utf-8", errors="replace").splitlines()
    why = _ENDLESS.get(type(error)) or str(error).split("\n", 1)[0] or type(error).__name__
    source = written[line - 1] if 0 < line <= len(written) else ""
    return Problem.error(
        "THEME-001",
        f"We cannot use this template: {why.rstrip('.')}.",
        Location(
            file=f"theme/{Path(file).resolve().relative_to(theme).as_posix()}",
            line=line,
            column=1 if source else 0,
            source=source,
            length=max(1, len(source)),
        ),
        "Correct the template, or take it out of theme/templates. We then use our own.",
    )

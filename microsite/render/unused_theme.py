"""Reports files in a site's `theme/` that nothing uses, with advice on what they may be for and where they belong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from microsite.lazy_patterns import lazy_pattern
from microsite.load.language_words import primary_subtag
from microsite.problems import Location, Problem, nearest
from microsite.render.words import FALLBACK_LANGUAGE

_FOLDER = "theme/templates/"
_PICTURE = lazy_pattern(r".+\.(?:png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|otf|pdf)", re.IGNORECASE)
#: A template that names another by an expression, rather than a plain string, may use any.
_ANY_TEMPLATE = lazy_pattern(r"\{%-?\s*(?:include|extends|import|from)\s+(?![\"'])")


def unused_theme_files(
    templates: Mapping[str, bytes], unread: Iterable[str], engine: Path, language: str
) -> Iterator[Problem]:
    """Report files in `theme/` that have no effect.

    Args:
        templates: the site's own templates, by their paths.
        unread: the files in `theme/` that a build does not read.
        engine: the folder of the engine's templates.
        language: the tag of the site's language.
    """
    for file in unread:
        yield _problem(file, "We do not use this file.", _instead_of(file, language or FALLBACK_LANGUAGE))
    texts = {file: content.decode("utf-8", "replace") for file, content in templates.items()}
    if any(_ANY_TEMPLATE.search(text) for text in texts.values()):
        return
    for file in templates:
        name = file.removeprefix(_FOLDER)
        quoted = (f'"{name}"', f"'{name}'")
        mentioned = (part in text for other, text in texts.items() if other != file for part in quoted)
        if (engine / name).is_file() or any(mentioned):
            continue
        near = nearest(name, _engine_names(engine)) or _of_same_name(name, engine)
        advice = (
            f"Did you mean {_FOLDER}{near}?"
            if near
            else "Give it the name of the file in templates/ that it should replace."
        )
        message = "We do not use this template: none of ours has its name, and no other template uses it."
        yield _problem(file, message, advice)


def _instead_of(file: str, language: str) -> str:
    name = file.rsplit("/", 1)[-1]
    if name.casefold().endswith((".css", ".scss", ".less")):
        return "We only read styles from theme/site.css: write them there."
    if name.casefold().endswith((".htm", ".html", ".j2", ".jinja", ".njk")):
        return (
            f"Templates go in {_FOLDER} and end in .html. Give it the name of the file in templates/ that it "
            "should replace."
        )
    if name.casefold().endswith((".yaml", ".yml")):
        language_code = primary_subtag(language)
        return f"We read words that replace our own from theme/locales/{language_code}.yaml: write them there."
    if name.casefold().endswith((".js", ".mjs", ".ts")):
        return "Pages cannot run a site's own programs. Move it out of theme/."
    if _PICTURE.fullmatch(name):
        return f"Move it to content/media/{name}: we publish the files in there."
    return "Only site.css, locales/ and templates/ belong in theme/. Move it out of theme/."


def _problem(file: str, message: str, advice: str) -> Problem:
    return Problem.warning("THEME-002", message, Location(file=file), advice)


@cache
def _engine_names(engine: Path) -> tuple[str, ...]:
    return tuple(sorted(path.relative_to(engine).as_posix() for path in engine.rglob("*.html")))


def _of_same_name(name: str, engine: Path) -> str:
    """Return the engine's template in another folder that has the same file name; empty if there is none."""
    own = name.rsplit("/", 1)[-1]
    return next((each for each in _engine_names(engine) if each.rsplit("/", 1)[-1] == own), "")

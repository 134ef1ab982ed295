"""The whole matrix: the states and windows in which each page of each example site is tried, chosen pairwise."""

from collections.abc import Iterable
from functools import cache, partial

from microsite.model.fixed_pages import fixed_page_names
from tests.built_sites import LATER, SHOWN, STATES_TRIED, THREE, pages
from tests.pairs import Row, chosen_by_pairs

#: Width in CSS pixels and colour scheme.
Window = tuple[int, str]
WIDTHS, SCHEMES = (320, 1280), ("light", "dark")
SIZES: list[Window] = [(width, scheme) for width in WIDTHS for scheme in SCHEMES]
#: Sites whose pages are all tried in all states and windows, pairwise. The others use the same templates, so each of
#: their pages is tried once, and states and windows take turns.
BY_PAIRS = {"first", "harbour-town", LATER}
#: In sites with forty chapters, one chapter in this many is tried.
ONE_OF = {"forty-chapters": 4, THREE: 8}
#: The pages of the town that are different years later.
TOLD_LATER = frozenset(
    f"{name}.html"
    for name in ("index", "what-people-said", "what-we-did", "play", "nature", "have-your-say", "updates", "site-map")
)


def lasting_pages(name: str, state: str) -> list[str]:
    """List the pages that aren't redirects from old addresses; of the town years later, only those that differ."""
    found = [path for path, text in pages(name, state).items() if 'http-equiv="refresh"' not in text]
    return [path for path in found if path in TOLD_LATER] if name == LATER else found


def _is_there(name: str, *, path: str, state: str, **_: object) -> bool:
    return path in lasting_pages(name, state)


@cache
def rows_of(name: str, **properties: tuple[str | int, ...]) -> list[Row]:
    """Choose the states and other properties that the pages of a site are tried with."""
    states = STATES_TRIED[name]
    paths = sorted({path for state in states for path in lasting_pages(name, state)})
    if name in ONE_OF:
        chapters = [path for path in paths if path.rpartition("/")[2] not in fixed_page_names()]
        paths = sorted({*paths} - {*chapters} | {*chapters[:: ONE_OF[name]]})
    if name not in BY_PAIRS:
        turns = chosen_by_pairs({"state": states, **properties}) if properties else [{"state": each} for each in states]
        rows: list[Row] = []
        for number, path in enumerate(paths):
            possible = [turn for turn in turns if path in lasting_pages(name, str(turn["state"]))]
            rows.append({"path": path, **possible[number % len(possible)]})
        return rows
    return chosen_by_pairs({"path": paths, "state": states, **properties}, partial(_is_there, name))


def windows_of(name: str, state: str) -> dict[Window, list[str]]:
    """Return the pages of a site to look at in a state, by window.

    Over all states, each page is tried in both widths and schemes; on sites not in `BY_PAIRS`, in one window.
    """
    return _by_window(row for row in rows_of(name, width=WIDTHS, scheme=SCHEMES) if row["state"] == state)


def windows_of_checker(name: str, state: str, checker: str, checkers: tuple[str, ...]) -> dict[Window, list[str]]:
    """Return the pages of a site to look at in a state with one of several checkers, by window.

    Each page meets each checker, though not in every state; on sites not in `BY_PAIRS`, in one window.
    """
    if name not in BY_PAIRS:
        return windows_of(name, state)
    rows = rows_of(name, width=WIDTHS, scheme=SCHEMES, checker=checkers)
    return _by_window(row for row in rows if (row["state"], row["checker"]) == (state, checker))


def _by_window(rows: Iterable[Row]) -> dict[Window, list[str]]:
    windows: dict[Window, list[str]] = {size: [] for size in SIZES}
    for row in rows:
        windows[row["width"], row["scheme"]].append(row["path"])
    return windows


def walked_back(name: str, state: str) -> set[str]:
    """Return the pages of a site to walk backwards in a state: each page in only one of its states."""
    rows = rows_of(name, width=WIDTHS, scheme=SCHEMES)
    first = {row["path"]: row["state"] for row in reversed(rows)}
    return {path for path in first if first[path] == state}


def changed_pages(name: str, state: str, change: str, changes: tuple[str, ...]) -> list[str]:
    """List the pages of a site to change in one way in a state.

    Each page is changed in every way, though not in every state; on sites not in `BY_PAIRS`, in one way and state.
    """
    rows = rows_of(name, change=changes)
    return [row["path"] for row in rows if (row["state"], row["change"]) == (state, change)]


def files_to_check(name: str, state: str) -> list[str]:
    """List the pages of a site whose HTML is checked in a state.

    That is all of them on sites in `BY_PAIRS` and in the state that the site is shown in. Otherwise it is the pages
    whose turn it is, and all redirects.
    """
    if name in BY_PAIRS or state == SHOWN[name]:
        return sorted(pages(name, state))
    chosen = {str(row["path"]) for row in rows_of(name) if row["state"] == state}
    return sorted(chosen | {*pages(name, state)} - {*lasting_pages(name, state)})

"""Pairwise choice of the test matrix: each two values that can be combined are combined in some row."""

from itertools import combinations

import pytest

from microsite.model.fixed_pages import fixed_page_names
from tests.built_sites import SITES, STATES
from tests.matrix import (
    BY_PAIRS,
    ONE_OF,
    SCHEMES,
    SIZES,
    WIDTHS,
    changed_pages,
    lasting_pages,
    rows_of,
    walked_back,
    windows_of,
    windows_of_checker,
)
from tests.pairs import chosen_by_pairs

WINDOWS = {"state": STATES, "width": WIDTHS, "scheme": SCHEMES}


def missing_pairs(properties, rows):
    """Return the pairs of values that no row combines."""
    return [
        (one, other)
        for (name, values), (other_name, other_values) in combinations(properties.items(), 2)
        for one in values
        for other in other_values
        if not any((row[name], row[other_name]) == (one, other) for row in rows)
    ]


@pytest.mark.parametrize("sizes", [(1, 1), (2, 2), (3, 3, 3), (2, 2, 2, 2), (49, 3, 2, 2), (5, 4, 3, 2, 2), (7, 7, 7)])
def test_every_pair_meets(sizes):
    """Rows cover every pair of values, are few more than the two largest properties need, and are deterministic."""
    properties = {f"p{number}": range(size) for number, size in enumerate(sizes)}
    rows = chosen_by_pairs(properties)
    assert missing_pairs(properties, rows) == []
    least = sorted(sizes)[-1] * sorted(sizes)[-2]
    assert least <= len(rows) <= 1.5 * least + 2
    assert rows == chosen_by_pairs(properties)


def test_rows_that_cannot_be():
    """No row has an impossible combination, and every other pair is still covered."""
    properties = {"shape": "abc", "colour": "xyz", "size": range(3)}
    rows = chosen_by_pairs(properties, lambda shape, colour, size: (shape, colour) != ("a", "x") and size < 2)
    assert missing_pairs({**properties, "size": range(2)}, rows) == [("a", "x")]
    assert all((row["shape"], row["colour"]) != ("a", "x") and row["size"] < 2 for row in rows)


def test_a_missing_pair_is_noticed():
    """With any row removed, a pair is missing: proof that the check works."""
    properties = {"shape": "ab", "colour": "xy", "size": range(2)}
    rows = chosen_by_pairs(properties)
    assert len(rows) == 4
    assert all(missing_pairs(properties, [other for other in rows if other is not row]) for row in rows)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in ("first", "one-page") else pytest.mark.full) for name in SITES]
)
def test_no_page_is_left_out(name):
    """Each page of a site is tried in each state, each width, each scheme and each kind of change.

    For sites that use the same templates, each page is tried once, and the windows are still covered in pairs; of forty
    chapters that are alike, only some are tried.
    """
    paths = lasting_pages(name, "open")
    if name not in BY_PAIRS:
        rows = rows_of(name, width=WIDTHS, scheme=SCHEMES)
        tried = {row["path"] for row in rows}
        alike = {*paths} - fixed_page_names() if name in ONE_OF else set()
        assert tried >= {*paths} - alike
        assert len(tried & alike) >= len(alike) / ONE_OF.get(name, 1)
        assert missing_pairs(WINDOWS, rows) == []
        return
    assert missing_pairs({"path": paths, **WINDOWS}, rows_of(name, width=WIDTHS, scheme=SCHEMES)) == []
    tried = [
        {"path": path, "state": state, "width": width, "scheme": scheme}
        for state in STATES
        for (width, scheme), chosen in windows_of(name, state).items()
        for path in chosen
    ]
    assert missing_pairs({"path": paths, **WINDOWS}, tried) == []
    assert len(tried) <= len(paths) * len(STATES) * len(SIZES) / 2
    changes = ("as-it-is", "larger", "wider")
    changed = [
        {"path": path, "state": state, "change": change}
        for state in STATES
        for change in changes
        for path in changed_pages(name, state, change, changes)
    ]
    assert missing_pairs({"path": paths, "state": STATES, "change": changes}, changed) == []
    checkers = ("one", "other", "third")
    checked = [
        {"path": path, "state": state, "checker": checker, "width": width, "scheme": scheme}
        for state in STATES
        for checker in checkers
        for (width, scheme), chosen in windows_of_checker(name, state, checker, checkers).items()
        for path in chosen
    ]
    assert missing_pairs({"path": paths, "checker": checkers, **WINDOWS}, checked) == []
    assert len(checked) <= len(paths) * len(STATES) * 2
    assert sorted(path for state in STATES for path in walked_back(name, state)) == sorted(paths)

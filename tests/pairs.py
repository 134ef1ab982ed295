"""Pairwise testing: choose not all combinations, but enough for every two values to meet at least once.

A bug that takes two properties together, such as a long word on a narrow screen, is still found; one that takes three
may be missed.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import combinations, product
from typing import Any

Row = dict[str, Any]
#: The name and the value of two properties.
Pair = tuple[tuple[str, Hashable], tuple[str, Hashable]]


def pairs_of(row: Mapping[str, Hashable]) -> Iterable[Pair]:
    """Yield every two values that meet in a row."""
    return combinations(row.items(), 2)


def chosen_by_pairs(
    properties: Mapping[str, Sequence[Hashable]], is_possible: Callable[..., bool] | None = None
) -> list[Row]:
    """Choose rows in which every two values of different properties meet; deterministic.

    Each row covers the first pair that is still missing. Among those that do, it is the row that covers the most
    missing pairs; of equal ones, the row with the values that are rarest so far.

    Args:
        properties: the values of each property by its name.
        is_possible: whether a row's values can go together; by default all can.

    Returns:
        The rows, each with a value for every property.
    """
    every = [dict(zip(properties, values, strict=True)) for values in product(*properties.values())]
    possible = [row for row in every if is_possible is None or is_possible(**row)]
    missing = dict.fromkeys(pair for row in possible for pair in pairs_of(row))
    by_pair: dict[Pair, list[Row]] = {}
    for row in possible:
        for pair in pairs_of(row):
            by_pair.setdefault(pair, []).append(row)
    used: dict[tuple[str, Hashable], int] = {}
    rows: list[Row] = []
    while missing:

        def gain(row: Row) -> tuple[int, int]:
            return sum(pair in missing for pair in pairs_of(row)), -sum(used.get(each, 0) for each in row.items())

        row = max(by_pair[next(iter(missing))], key=gain)
        rows.append(row)
        for pair in pairs_of(row):
            missing.pop(pair, None)
        for each in row.items():
            used[each] = used.get(each, 0) + 1
    return rows

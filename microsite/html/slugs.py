"""Words as ids and addresses, and ids that are free."""

from __future__ import annotations

from microsite.source.slugs import slug_of

__all__ = ["free_id", "slug_of"]


def free_id(wanted: str, taken: dict[str, int]) -> str:
    """Give an id, or the id with the first number that makes it free, and note it.

    Args:
        wanted: the id.
        taken: the ids there are, each with the last number that was put behind it.
    """
    choice = wanted
    while choice in taken:
        taken[wanted] += 1
        choice = f"{wanted}-{taken[wanted]}"
    taken[choice] = 1
    return choice

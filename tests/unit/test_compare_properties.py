"""Whatever two versions of a text say, the changes lead from one to the other and back."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from microsite.compare.changes import Piece, new_version, old_version, words_of
from microsite.compare.compare import compare
from microsite.compare.passages import ChapterText
from microsite.compare.reading import read_chapter
from microsite.compare.wording import compare_wording, matching_blocks

_WORDS = st.sampled_from(
    "the of to a council will pay for play trees £3 2031 – , . | well-being café مرحبا 図書館 * [x]".split()
)
_TEXTS = st.lists(_WORDS, min_size=1, max_size=14).map(" ".join)
_PASSAGES = st.tuples(st.sampled_from(("p", "h2", "li", "blockquote", "td")), _TEXTS)


@st.composite
def _versions(draw: st.DrawFn) -> tuple[list[ChapterText], list[ChapterText]]:
    """Draw two versions of a few chapters that share most of their passages, some of them split or merged."""
    stock = draw(st.lists(_PASSAGES, min_size=1, max_size=8))
    names = st.lists(st.sampled_from(("a", "b", "c")), max_size=3, unique=True)
    return draw(_version(names, stock)), draw(_version(names, stock))


@st.composite
def _version(draw: st.DrawFn, names, stock) -> list[ChapterText]:
    passages = st.one_of(
        st.sampled_from(stock),
        _PASSAGES,
        st.tuples(st.sampled_from(stock), st.sampled_from(stock)).map(lambda pair: ("p", f"{pair[0][1]} {pair[1][1]}")),
        st.tuples(st.sampled_from(stock), _TEXTS).map(lambda pair: (pair[0][0], f"{pair[0][1]} {pair[1]}")),
    )
    return [
        read_chapter(
            "".join(f"<{tag}>{text}</{tag}>" for tag, text in draw(st.lists(passages, max_size=10))),
            name=name,
            title=draw(st.sampled_from(("Play", "Trees and play", ""))),
        )
        for name in draw(names)
    ]


@settings(max_examples=80, deadline=None, derandomize=True, database=None)
@given(_versions())
def test_the_changes_lead_from_one_version_to_the_other(versions: tuple[list[ChapterText], list[ChapterText]]) -> None:
    """Applying the changes gives the new version and undoing them the old one, so none is missed or invented.

    What was moved is shown at both ends, with the same words.
    """
    old, new = versions
    found = compare(old, new)
    assert new_version(found) == words_of(new)
    assert old_version(found) == words_of(old)
    assert found == compare(old, new)
    changes = [each for chapter in found.chapters for each in chapter.changes]
    ends = [[(each.old, each.new, each.pieces) for each in changes if each.what == what] for what in ("moved", "gone")]
    assert sorted(map(repr, ends[0])) == sorted(map(repr, ends[1]))


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(st.lists(_TEXTS, max_size=3).map("\n".join), st.lists(_TEXTS, max_size=3).map("\n".join))
def test_the_pieces_of_a_wording_give_both(old: str, new: str) -> None:
    """The pieces reproduce both wordings exactly, spaces included; neighbouring pieces have different actions."""
    pieces = compare_wording(old, new)
    assert _without(pieces, "inserted") == old
    assert _without(pieces, "deleted") == new
    assert all(one.action != other.action for one, other in pairwise(pieces))


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(st.lists(st.sampled_from("abcdefgh"), max_size=30), st.lists(st.sampled_from("abcdefgh"), max_size=30))
def test_what_matches_is_in_both_in_order(old: list[str], new: list[str]) -> None:
    """The runs that two lists have in common neither cross nor overlap."""
    at = to = 0
    for next_at, next_to, size in matching_blocks(old, new):
        assert next_at >= at
        assert next_to >= to
        assert size
        assert old[next_at : next_at + size] == new[next_to : next_to + size]
        at, to = next_at + size, next_to + size


def _without(pieces: tuple[Piece, ...], action: str) -> str:
    return "".join(each.text for each in pieces if each.action != action)

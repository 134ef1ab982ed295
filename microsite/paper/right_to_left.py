"""Puts right-to-left text of a PDF into reading order: the typesetter writes it in visual order, from the left.

The typesetter also names a letter with a dot or an accent twice, once for the letter and once for its mark. So each run
of such text becomes an element with replacement text, which is read in its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from microsite.lazy_patterns import lazy_pattern
from microsite.paper.directions import has_left_to_right, has_right_to_left
from microsite.paper.pdf_content import MAY_BREAK, Page, Piece, contents_of, place_of
from microsite.paper.structure_tree import elements_of, is_element, kids_of, parents_in

#: Invisible characters that say in which direction others are written.
_DIRECTIONS = lazy_pattern("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_Placed = tuple[Any, tuple[Page, int], Piece]


def add_replacement_text(document: pikepdf.Pdf) -> None:
    """Add replacement text to each run of right-to-left text."""
    pages = contents_of(document)
    parents = parents_in(document)
    for element in list(elements_of(document)):
        kids: list[Any] = []
        run: list[_Placed] = []
        for kid in [*kids_of(element), None]:
            place = None if kid is None or is_element(kid) else place_of(element, kid)
            piece = pages[place[0]].pieces.get(place[1]) if place is not None and place[0] in pages else None
            if place is not None and piece is not None:
                run.append((kid, place, piece))
                continue
            kids += _with_words(document, element, run, parents)
            run = []
            if kid is not None:
                kids.append(kid)
        if sum(map(is_element, kids)) > sum(map(is_element, kids_of(element))):
            element.K = Array(kids)


def _with_words(document: pikepdf.Pdf, parent: Any, run: Sequence[_Placed], parents: Mapping[Page, Any]) -> list[Any]:
    """Return what is in a run of content, with each right-to-left stretch wrapped in an element."""
    kids: list[Any] = []
    text, line = "", 0.0
    for stretch in _stretches(run):
        pieces = [piece for _, _, piece in stretch]
        ended = bool(text) and abs(pieces[0].begins - line) > pieces[0].size and not text.endswith(MAY_BREAK)
        line = pieces[-1].ends
        if not any(piece.reversed or has_right_to_left(piece.text) for piece in pieces):
            text = pieces[-1].text
            kids += (kid for kid, _, _ in stretch)
            continue
        within = Array([kid for kid, _, _ in stretch])
        text = in_reading_order(pieces)
        # After a line break that is not from wrapping, nothing separates the last word from the next one.
        words = String(f" {text}" if ended else text)
        span = Dictionary(Type=Name.StructElem, S=Name.Span, P=parent, K=within, ActualText=words)
        page = parent.get("/Pg")
        if page is not None:
            span.Pg = page
        language = next((piece.language for piece in pieces if piece.language), "")
        if language:
            span.Lang = String(language)
        made = document.make_indirect(span)
        for _, (at, number), _ in stretch:
            parents[at][number] = made
        kids.append(made)
    return kids


def in_reading_order(pieces: Sequence[Piece]) -> str:
    """Return the words of a right-to-left stretch in reading order."""
    glyphs = [sign for piece in pieces for sign in piece.glyphs]
    following = [*glyphs[1:], ("", True)]
    # A mark comes before its letter, and either is named by the letter with all of its marks.
    kept = [text for (text, room), (after, _) in zip(glyphs, following, strict=True) if room or text != after]
    return _DIRECTIONS.sub("", "".join(reversed(kept)))


def _stretches(run: Sequence[_Placed]) -> list[list[_Placed]]:
    """Split a run where the text goes on further to the left, on another line, or in the other direction."""
    found: list[list[_Placed]] = [[each] for each in run[:1]]
    for (_, _, before), each in pairwise(run):
        kid, place, piece = each
        apart = piece.start < before.start - 0.01 or abs(piece.begins - before.ends) > max(before.size, piece.size)
        if apart or _turns(found[-1], piece):
            found.append([])
        found[-1].append((kid, place, piece))
    return found


def _turns(stretch: Sequence[_Placed], piece: Piece) -> bool:
    """Whether a piece runs in the opposite direction to the stretch before it."""
    before = "".join(each.text for _, _, each in stretch)
    return (has_right_to_left(before) and has_left_to_right(piece.text)) or (
        has_left_to_right(before) and has_right_to_left(piece.text)
    )

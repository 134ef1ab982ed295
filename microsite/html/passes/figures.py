"""Turns a picture that stands alone and has a caption into a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from microsite.html.context import Context
from microsite.html.tree import new_element, only_child

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def make_figures(body: LexborNode, context: Context) -> None:
    """Show a picture's title, the quoted text after its address, as a caption below: `![words](map.png "caption")`."""
    for picture in body.css("img[title]"):
        around = picture.parent
        if around is not None and around.tag == "a" and around.attributes and only_child(around) is not None:
            shown, around = around, around.parent
        else:
            shown = picture
        if around is None or around.tag != "p" or around.attributes or only_child(around) is None:
            continue
        caption = new_element(body, "figcaption")
        caption.insert_child(picture.attributes.get("title") or "")
        del picture.attrs["title"]
        if shown is not picture:
            _remove_space(shown, picture)
        figure = new_element(body, "figure")
        around.replace_with(figure, move=True)
        figure.insert_child(shown, move=True)
        figure.insert_child(caption, move=True)


def _remove_space(link: LexborNode, picture: LexborNode) -> None:
    for text in (picture.prev, picture.next):
        if text is not None:
            text.decompose()

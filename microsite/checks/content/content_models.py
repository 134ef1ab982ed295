"""The content models of the HTML standard, for the elements that a chapter can contain, as data.

Source: https://html.spec.whatwg.org/multipage/, sections 4.3 to 4.11, and 13.1.2.4 for end tags that may be omitted.
"""

from __future__ import annotations


def _sets(**written: str) -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in written.items()}


#: The only parents that each of these elements may have.
PARENTS = _sets(
    li="ul ol",
    dt="dl div",
    dd="dl div",
    summary="details",
    figcaption="figure",
    caption="table",
    colgroup="table",
    col="colgroup table",
    thead="table",
    tbody="table",
    tfoot="table",
    tr="table thead tbody tfoot",
    td="tr",
    th="tr",
    rt="ruby",
    rp="ruby",
)
#: The only children that each of these elements may have; they have no text of their own.
CHILDREN = _sets(
    ul="li",
    ol="li",
    dl="dt dd div",
    table="caption colgroup col thead tbody tfoot tr",
    thead="tr",
    tbody="tr",
    tfoot="tr",
    tr="td th",
    colgroup="col",
)
#: The child that must come first in each of these elements.
FIRST = {"table": "caption", "details": "summary"}
_BLOCKS = frozenset(
    (
        "blockquote details div dl figure h1 h2 h3 h4 h5 h6 hr ol p pre table ul li dt dd caption figcaption summary"
    ).split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_PHRASING = (
    "p pre h1 h2 h3 h4 h5 h6 abbr b bdi bdo cite code dfn em i kbd mark q s samp small span strong sub sup time u var"
).split()
#: Elements that may contain text, links, pictures and the like, but none of these.
WITHOUT = dict.fromkeys(_PHRASING, _BLOCKS) | {
    "summary": _BLOCKS - _HEADINGS,
    "caption": frozenset({"table"}),
    "dt": _HEADINGS,
}
#: Interactive elements, which must not be anywhere inside a link.
IN_NO_LINK = frozenset("a details summary iframe video audio embed object".split())
#: The open elements that the start tag of each of these implicitly closes.
ENDS = _sets(
    li="li",
    dt="dt dd",
    dd="dt dd",
    tr="td th tr caption colgroup",
    td="td th",
    th="td th",
    thead="td th tr thead tbody tfoot caption colgroup",
    tbody="td th tr thead tbody tfoot caption colgroup",
    tfoot="td th tr thead tbody tfoot caption colgroup",
    rt="rt rp",
    rp="rt rp",
)
#: Elements whose start tag implicitly closes an open paragraph.
END_PARAGRAPH = _BLOCKS - {"caption"}
#: The open elements that such an implied end does not reach beyond.
BARRIERS = _sets(li="ul ol table", dt="dl table", dd="dl table", tr="table", td="table", th="table")
VOID = frozenset("br col hr img wbr source track input embed".split())
#: Where each element of `PARENTS` belongs, for a message.
HOMES = {name: " or ".join(f"<{each}>" for each in sorted(parents - {"div"})) for name, parents in PARENTS.items()} | {
    name: "<table>" for name in PARENTS if "table" in PARENTS[name]
}
#: What to do about an element that stands in the wrong place.
CURES = {
    "li": "Write <ul> before the first <li> and </ul> after the last.",
    "dt": "Write <dl> before the first <dt> and </dl> after the last <dd>.",
    "dd": "Write <dl> before the first <dt> and </dl> after the last <dd>.",
    "summary": "Write <details> before it, and </details> after what it opens.",
    "figcaption": "Write <figure> before the picture, and </figure> after the caption.",
    "caption": "Move it into the table, right after <table>.",
    "td": "Write <tr> before the first cell of the row, and </tr> after the last.",
    "th": "Write <tr> before the first cell of the row, and </tr> after the last.",
    "rt": "Write <ruby> before the words, and </ruby> after them.",
    "rp": "Write <ruby> before the words, and </ruby> after them.",
}
#: The same for the other parts of a table.
IN_TABLE = "Write <table> before the first row, and </table> after the last."

"""Tables and listings: captions, headers, and regions that scroll by themselves on a telephone."""

from __future__ import annotations

import html
import re

from microsite.text.headings import text_of

_ALIGNMENT = re.compile(r"(<t[dh])([^<>]*?) style=\"text-align: (left|center|right);\"")
_ALIGN_CLASS = {"left": "align-start", "center": "align-centre", "right": "align-end"}
_CELL = re.compile(r"<(t[dh])((?:\s[^<>]*)?)>(.*?)</\1>", re.DOTALL)
_ROW = re.compile(r"(<tr(?:\s[^<>]*)?>)(.*?)</tr>", re.DOTALL)
_CAPTION = re.compile(r"\s*<p>Table: ((?:(?!</p>).)*)</p>\s*", re.DOTALL | re.IGNORECASE)
_HAS_CAPTION = re.compile(r"\s*<caption(?:\s[^<>]*)?>(.*?)</caption>", re.DOTALL)
_TABLE = re.compile(r"<table(?=[\s>])")


def keep_alignment(unsafe_html: str) -> str:
    """Say the alignment of columns with a class; the converter says it with a style, which is dropped."""
    if "text-align" not in unsafe_html:
        return unsafe_html
    return _ALIGNMENT.sub(lambda match: f'{match[1]}{match[2]} class="{_ALIGN_CLASS[match[3]]}"', unsafe_html)


def finish_tables(safe_html: str, label: str) -> str:
    """Give each table its caption, its headers' scopes and a named region that a keyboard can scroll.

    A paragraph that begins with `Table:` straight before or after a table is its caption.

    Args:
        safe_html: the text of a chapter.
        label: the name of a region without a caption; a number is put after it, since no two regions of a
            page may share a name.
    """
    if "<pre" in safe_html:
        safe_html = safe_html.replace("<pre>", '<pre tabindex="0">')
    if "<table" not in safe_html:
        return safe_html
    pieces = _TABLE.split(safe_html)
    names: set[str] = set()
    for index in range(1, len(pieces)):
        inside, closed, after = pieces[index].partition("</table>")
        start, mark, content = inside.partition(">")
        pieces[index - 1], content, after = _with_caption(pieces[index - 1], content, after)
        caption = _HAS_CAPTION.match(content)
        name = text_of(caption[1]) if caption else ""
        if not name or name in names:
            name = f"{label}.{index}"
        names.add(name)
        region = f'<div class="table-scroll" role="region" tabindex="0" aria-label="{html.escape(name)}">'
        pieces[index] = f"{region}<table{start}{mark}{_with_scopes(content)}{closed}{'</div>' if closed else ''}{after}"
    return "".join(pieces)


def _with_caption(before: str, content: str, after: str) -> tuple[str, str, str]:
    """Move the paragraph that is a table's caption into it, from before or after it."""
    if _HAS_CAPTION.match(content):
        return before, content, after
    start = before.rfind("<p>")
    found = _CAPTION.fullmatch(before, start) if start >= 0 else None
    if found:
        return before[:start], f"<caption>{found[1]}</caption>{content}", after
    found = _CAPTION.match(after)
    return (
        (before, f"<caption>{found[1]}</caption>{content}", after[found.end() :]) if found else (before, content, after)
    )


def _with_scopes(content: str) -> str:
    """Name what each header cell is the header of.

    The first column holds headers when the corner above it is empty, or when all of its cells are bold.
    """
    rows = _ROW.findall(content)
    cells = [_CELL.findall(inner) for _, inner in rows]
    body = [row for row in cells if row and not all(tag == "th" for tag, _, _ in row)]
    corner = bool(cells and cells[0] and cells[0][0][0] == "th" and not cells[0][0][2].strip())
    bold = bool(body) and all(re.fullmatch(r"\s*<strong>(?:(?!</strong>).)*</strong>\s*", row[0][2]) for row in body)
    named = (corner or bold) and len(cells[0]) > 1 if cells else False

    def row(match: re.Match[str]) -> str:
        found = _CELL.findall(match[2])
        column = bool(found) and all(tag == "th" for tag, _, _ in found)
        position = 0

        def cell(each: re.Match[str]) -> str:
            nonlocal position
            tag, attributes, inner = each[1], each[2], each[3]
            position += 1
            if tag == "th" and not inner.strip():
                tag = "td"  # A header cell with nothing in it is announced as a header of nothing.
            elif tag == "td" and position == 1 and named and not column and inner.strip():
                tag = "th"
                inner = re.sub(r"^\s*<strong>(.*)</strong>\s*$", r"\1", inner, flags=re.DOTALL)
            if tag == "th" and "scope=" not in attributes:
                attributes += f' scope="{"col" if column else "row"}"'
            return f"<{tag}{attributes}>{inner}</{tag}>"

        return f"{match[1]}{_CELL.sub(cell, match[2])}</tr>"

    return _ROW.sub(row, content)

"""Write pieces of text as one line of Markdown or HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from microsite.authoring.word.document import Picture, Span
from microsite.authoring.word.escaping import attribute, html_text, line_start, markdown_text
from microsite.authoring.word.pictures import alt_in_markdown
from microsite.load.language_words import primary_subtag

_VERTICAL_TAGS = {"superscript": "sup", "subscript": "sub"}


class Places(Struct, kw_only=True):
    """How a chapter's text refers to other things: resolves addresses, and names pictures and notes."""

    address: Callable[[str], str]
    picture: Callable[[Picture], str]
    note: Callable[[str], str]
    language: str = ""


def joined(spans: Sequence[Span], places: Places, *, bold: bool = True) -> list[Span]:
    """Simplify pieces: move outer spaces out of the formatting, merge pieces that look alike, and resolve links."""
    made: list[Span] = []
    for span in spans:
        if span.kind == "anchor":
            continue
        if span.kind != "text":
            made.append(span)
            continue
        address = places.address(span.address) if span.address else ""
        language = _other_language(span, places.language)
        plain = replace(span, address=address, size=0, language=language, bold=span.bold and bold)
        for piece in _pieces(plain):
            last = made[-1] if made else None
            if last is not None and last.kind == "text" and last.style == piece.style:
                last.text += piece.text
            else:
                made.append(piece)
    return _with_blanks_inside(made)


def _pieces(span: Span) -> Iterator[Span]:
    """Yield a piece with the spaces at its ends as separate, unformatted pieces."""
    text = span.text.replace("\t", " ").replace("\r", " ").replace("\n", " ")
    inner = text.strip()
    if not inner:
        if text:
            yield Span(text=text)
        return
    start = text.index(inner)
    if start:
        yield Span(text=text[:start])
    yield replace(span, text=inner)
    if text[start + len(inner) :]:
        yield Span(text=text[start + len(inner) :])


def _with_blanks_inside(spans: list[Span]) -> list[Span]:
    """Merge two pieces that look alike with the space between them."""
    made: list[Span] = []
    for span in spans:
        before = made[-2] if len(made) > 1 else None
        blank = made[-1] if made else None
        alike = (
            before is not None
            and blank is not None
            and span.kind == before.kind == blank.kind == "text"
            and not blank.text.strip()
            and not any(blank.style)
            and any(span.style)
            and before.style == span.style
        )
        if alike and before is not None and blank is not None:
            before.text += blank.text + span.text
            made.pop()
        else:
            made.append(span)
    return made


def _other_language(span: Span, main: str) -> str:
    """Return a piece's language if it is not the text's and the piece is long enough to matter; else empty."""
    own = primary_subtag(span.language)
    if not own or own == primary_subtag(main) or not own.isalpha() or len(own) > 3 or own in ("x", "zxx"):
        return ""
    return span.language if sum(word.isalpha() for word in span.text.split()) >= 3 else ""


def markdown_line(spans: Sequence[Span], places: Places, *, bold: bool = True, in_cell: bool = False) -> str:
    """Return pieces as Markdown; a line break becomes a backslash and a new line, or `<br>` in a cell."""
    lines: list[list[str]] = [[]]
    pieces = joined(spans, places, bold=bold)
    for at, span in enumerate(pieces):
        if span.kind == "break":
            lines.append([])
        elif span.kind == "note":
            lines[-1].append(f"[^{places.note(span.text)}]")
        elif span.kind == "picture" and span.picture is not None:
            lines[-1].append(_picture(span.picture, places))
        elif span.kind == "text":
            apart = (_is_apart(pieces, at - 1, -1), _is_apart(pieces, at + 1, 0))
            lines[-1].append(_marked(span, markdown_text(span.text), apart))
    written = [re.sub(" {2,}", " ", "".join(line)).strip() for line in lines]
    while written and not written[-1]:
        written.pop()
    while written and not written[0]:
        written.pop(0)
    if in_cell:
        return "<br>".join(written)
    return "\\\n".join(line_start(line) if line else "&nbsp;" for line in written)


def _picture(picture: Picture, places: Places) -> str:
    address = places.picture(picture)
    if not address:
        return markdown_text(picture.alt_text)
    if picture.decorative and not picture.alt_text:
        return _picture_tag(picture, address)
    return f"![{alt_in_markdown(picture.alt_text)}]({address})"


def _picture_tag(picture: Picture, address: str) -> str:
    """Return a picture as HTML; without an alt text it has no `alt`, since an empty one would mean decorative."""
    alt = f' alt="{attribute(picture.alt_text)}"' if picture.alt_text or picture.decorative else ""
    return f'<img src="{address}"{alt}>'


def _is_apart(pieces: Sequence[Span], at: int, end: int) -> bool:
    """Whether the neighbour of a piece is a space, a line break or nothing."""
    if not 0 <= at < len(pieces) or pieces[at].kind == "break":
        return True
    return pieces[at].kind == "text" and pieces[at].text[end].isspace()


def _marked(span: Span, text: str, apart: tuple[bool, bool]) -> str:
    if span.vertical_align:
        text = f"<{_VERTICAL_TAGS[span.vertical_align]}>{text}</{_VERTICAL_TAGS[span.vertical_align]}>"
    if span.struck:
        text = f"<del>{text}</del>"
    # Next to a letter, marks around text that begins or ends with punctuation are not parsed as emphasis.
    wordy = (apart[0] or text[:1].isalnum()) and (apart[1] or text[-1:].isalnum())
    wordy = wordy and not span.vertical_align and not span.struck
    if span.bold and span.italic:
        text = f"***{text}***" if wordy else f"<strong><em>{text}</em></strong>"
    elif span.bold:
        text = f"**{text}**" if wordy else f"<strong>{text}</strong>"
    elif span.italic:
        text = f"*{text}*" if wordy else f"<em>{text}</em>"
    if span.language:
        text = f'<span lang="{attribute(span.language)}">{text}</span>'
    return f"[{text}](<{span.address}>)" if span.address else text


def html_line(spans: Sequence[Span], places: Places, *, bold: bool = True) -> str:
    """Return pieces as HTML."""
    parts: list[str] = []
    for span in joined(spans, places, bold=bold):
        if span.kind == "break":
            parts.append("<br>")
        elif span.kind == "note":
            parts.append(f"[^{places.note(span.text)}]")
        elif span.kind == "picture" and span.picture is not None:
            address = places.picture(span.picture)
            parts.append(_picture_tag(span.picture, address) if address else html_text(span.picture.alt_text))
        elif span.kind == "text":
            parts.append(_tagged(span))
    return "".join(parts).strip()


def _tagged(span: Span) -> str:
    text = html_text(span.text)
    names = [_VERTICAL_TAGS.get(span.vertical_align, ""), "del" if span.struck else "", "em" if span.italic else ""]
    for name in (*names, "strong" if span.bold else ""):
        if name:
            text = f"<{name}>{text}</{name}>"
    if span.language:
        text = f'<span lang="{attribute(span.language)}">{text}</span>'
    return f'<a href="{attribute(span.address)}">{text}</a>' if span.address else text

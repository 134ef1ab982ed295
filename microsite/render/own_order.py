"""Keeps phone numbers and addresses from left to right on pages that are written from right to left.

Next to Arabic letters, the groups of a phone number would be displayed in reverse order, and punctuation at one end of
an address would move to the other.
"""

from __future__ import annotations

import re

from microsite.lazy_patterns import lazy_pattern
from microsite.model.directions import direction_of

#: Tags, and elements that have no text for readers or cannot contain elements.
_NO_TEXT = lazy_pattern(
    r"(<head>.*?</head>|<(?:script|style|svg|textarea|title)\b.*?</(?:script|style|svg|textarea|title)>"
    r"|<[^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*>)",
    re.DOTALL,
)
_RUN = lazy_pattern(
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
    r"|(?:https?://|www\.)(?:[!#-%'-;=?-~]|&amp;)*[\w/=]"
    r"|(?<![\w.,+(])(?:\+|\(?0)[\d() \u00a0-]{7,20}\d(?![\w.,]\d)",
    re.ASCII,
)
#: The start of a link whose text is the address it leads to.
_ADDRESS = '<a class="address"'


def with_own_order(html: str, language: str) -> str:
    """Set phone numbers, email addresses and web addresses from left to right within right-to-left text.

    Args:
        html: a whole page, or a part of its body.
        language: the tag of the page's language.
    """
    if direction_of(language) == "ltr" and 'dir="rtl"' not in html:
        return html
    pieces = _NO_TEXT.split(html)
    for at, piece in enumerate(pieces):
        if at % 2:
            pieces[at] = piece.replace(_ADDRESS, f'{_ADDRESS} dir="ltr"', 1) if piece.startswith(_ADDRESS) else piece
        elif piece and not _is_address(pieces, at):
            pieces[at] = _RUN.sub(r'<bdi dir="ltr">\g<0></bdi>', piece)
    return "".join(pieces)


def _is_address(pieces: list[str], at: int) -> bool:
    """Whether a text is that of a link whose text is its address."""
    return at > 0 and pieces[at - 1].startswith(_ADDRESS)

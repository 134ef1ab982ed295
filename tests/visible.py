"""Extract a page's text: all that a text browser, a translator or a search engine can take for its words."""

import re
from html import unescape

_NO_TEXT = re.compile(r"<(script|style|svg)\b.*?</\1>", re.DOTALL)


def text_of(html: str) -> str:
    """Return the text of some HTML, hidden text as well, without tags and in one line."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", _NO_TEXT.sub("", html))).split())

"""A picture that stands alone and has a caption becomes a figure."""

from __future__ import annotations

import re

_ALONE = re.compile(r"<p>\s*(<a [^<>]*>)?\s*(<img [^<>]*>)\s*(</a>)?\s*</p>")
_TITLE = re.compile(r" title=\"([^\"]*)\"")


def make_figures(safe_html: str) -> str:
    """Show what stands in quotation marks after a picture's address below it: `![words](map.png "caption")`."""
    if "<img" not in safe_html:
        return safe_html

    def figure(match: re.Match[str]) -> str:
        link, picture, end = match[1] or "", match[2], match[3] or ""
        title = _TITLE.search(picture)
        if not title or bool(link) != bool(end):
            return match[0]
        picture = picture.replace(title[0], "", 1)
        return f"<figure>{link}{picture}{end}<figcaption>{title[1]}</figcaption></figure>"

    return _ALONE.sub(figure, safe_html)

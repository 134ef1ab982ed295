"""The sanitiser: which elements and attributes an author's HTML may contain, and the call that removes all others."""

from __future__ import annotations

import html
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from microsite.html.openings import DROPPED_WHOLE, WHOLE_TAG, escape_unclosed
from microsite.lazy_patterns import lazy_pattern
from microsite.source.elements import escape_non_tags

if TYPE_CHECKING:
    import nh3

#: Elements that say something about text. None that run code, load from elsewhere, set styles or ask for input.
ALLOWED_TAGS = frozenset(
    """
    a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption
    figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary
    sup table tbody td tfoot th thead time tr ul var wbr
    """.split()
)
_COMMON = frozenset({"class", "dir", "id", "lang", "title"})
#: Attributes by element; the entry `*` applies to all of them.
ALLOWED_ATTRIBUTES: dict[str, frozenset[str]] = {
    "*": _COMMON,
    "a": frozenset({"href", "hreflang"}),
    "blockquote": frozenset({"cite"}),
    "bdo": frozenset({"dir"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "del": frozenset({"cite", "datetime"}),
    "details": frozenset({"open"}),
    "img": frozenset({"alt", "height", "src", "width"}),
    "ins": frozenset({"cite", "datetime"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"reversed", "start", "type"}),
    "q": frozenset({"cite"}),
    "td": frozenset({"colspan", "headers", "rowspan"}),
    "th": frozenset({"abbr", "colspan", "headers", "rowspan", "scope"}),
    "time": frozenset({"datetime"}),
}
#: `show` refers to a fact of the site; it never reaches a page.
SCHEMES = frozenset({"http", "https", "mailto", "tel", "show"})
#: Attributes that are allowed only with these values: a layout table may say that it is not a data table.
ALLOWED_VALUES = {"table": {"role": frozenset({"none", "presentation"})}}
_VALUE = r"=\"[^\"<>\n]*+\""
_ADDRESS = r"=\"(?:(?:(?:https?|mailto|tel|show):|#)[^\"<>\n]*+|[^\":&<>\n]*+)\""
#: Tags that end a line for readers; words on either side of one are separate.
_BREAK = lazy_pattern(
    r"[ \t]*<(?:br|/?(?:p|div|li|ul|ol|tr|td|th|table|h[1-6]|blockquote))\b[^<>]*>[ \t]*", re.IGNORECASE
)
#: Tags that are well formed and allowed with everything in them; most texts have no others.
_HARMLESS = lazy_pattern(
    rf"<(/?)(?=([a-z][a-z0-9]*))(?:a(?: href{_ADDRESS}| (?:class|id|title){_VALUE})++"
    rf"|img(?: src{_ADDRESS}| (?:alt|class|id|title){_VALUE})++"
    rf"|li(?: value{_VALUE})|ol(?: (?:class|id|start|type){_VALUE})++"
    rf"|[a-z][a-z0-9]*(?: (?:{'|'.join(sorted(_COMMON))}){_VALUE})*+)>"
)
_WITH_CONTENT = lazy_pattern(r"<(script|style)(?=[\s/>])[^>]*+>.*?</\1(?=[\s/>])[^>]*+>", re.DOTALL | re.IGNORECASE)
#: Private use character that stands for `&amp;` while the HTML is cleaned.
_AMPERSAND = "\ue002"
#: A tag up to an invalid `lang`: a screen reader would choose the wrong voice, or none.
_NO_LANGUAGE = lazy_pattern(r"(<[a-z][^<>]*?) lang=\"(?![A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*\")[^\"<>]*\"")


def sanitise(unsafe_html: str) -> str:
    """Remove everything that is not allowed. Doing so twice has the same result as doing so once."""
    # nh3 takes time that grows with the square of the ampersands in one text.
    prepared = _without_text_swallowing_tags(unsafe_html.replace(_AMPERSAND, "")).replace("&amp;", _AMPERSAND)
    cleaned = _cleaner().clean(prepared)
    if ' lang="' in cleaned:
        cleaned = _NO_LANGUAGE.sub(r"\1", cleaned)
    return cleaned.replace(_AMPERSAND, "&amp;")


@cache
def _cleaner() -> nh3.Cleaner:
    import nh3

    return nh3.Cleaner(
        tags=set(ALLOWED_TAGS),
        attributes={tag: set(names) for tag, names in ALLOWED_ATTRIBUTES.items()},
        tag_attribute_values={
            tag: {name: set(values) for name, values in given.items()} for tag, given in ALLOWED_VALUES.items()
        },
        clean_content_tags=set(DROPPED_WHOLE),
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
    )


def plain_text(text: str) -> tuple[str, bool]:
    """Strip the markup from a text that is shown as it is.

    Returns:
        The text, not escaped, and whether anything was taken out. A lone `<` is kept, and so are line breaks made by
        tags.
    """
    if "<" not in text or not re.search(r"<[a-zA-Z/!?]", text):
        return text, False
    import nh3

    text_only = _without_text_swallowing_tags(escape_non_tags(_BREAK.sub("\n", text)), frozenset())
    cleaned = nh3.clean(text_only, tags=set(), clean_content_tags=set(DROPPED_WHOLE), strip_comments=True)
    plain = html.unescape(cleaned)
    return plain, plain != text


@lru_cache(maxsize=1)  # The same text is checked twice in a row.
def harmless_tags(unsafe_html: str) -> list[tuple[str, str]] | None:
    """Return the tags of a text if all are certainly harmless, so that nothing needs a closer look.

    Returns:
        For each tag in turn, a slash if it is an end tag, and its name; None if the text contains anything else.
    """
    tags = _HARMLESS.findall(unsafe_html)
    names = {name for _, name in tags}
    return tags if len(tags) == unsafe_html.count("<") and names <= ALLOWED_TAGS else None


def _without_text_swallowing_tags(unsafe_html: str, tags: frozenset[str] = ALLOWED_TAGS) -> str:
    """Remove what makes a browser, and so the sanitiser, lose the text after it or inside it.

    The content of elements such as svg or select is parsed by rules of its own, and is dropped with them if they are
    not allowed.
    """
    if tags is ALLOWED_TAGS and harmless_tags(unsafe_html) is not None:
        return unsafe_html

    def if_kept(match: re.Match[str]) -> str:
        return match[0] if match[1].lower() in tags | DROPPED_WHOLE else ""

    closed = escape_unclosed(unsafe_html)
    return WHOLE_TAG.sub(if_kept, _WITH_CONTENT.sub("", closed))

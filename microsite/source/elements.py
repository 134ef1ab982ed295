"""Tells HTML tags from words between angle brackets: `<your name here>`, `if x<y and y>z`."""

from __future__ import annotations

from collections.abc import Collection

from microsite.lazy_patterns import lazy_pattern

#: Whatever starts like a tag, up to the next angle bracket.
ANGLED = lazy_pattern(r"</?[a-zA-Z][^<>]*>")
#: Names of HTML elements, including obsolete ones and those of SVG and MathML.
_ELEMENTS = frozenset(
    """
    a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br
    button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed
    fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe
    image img input ins isindex kbd keygen label legend li link listing main map mark marquee menu menuitem meta meter
    multicol nav nobr noembed noframes noscript object ol optgroup option output p param picture plaintext pre progress
    q rb rp rt rtc ruby s samp script search section select slot small source spacer span strike strong style sub
    summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xml xmp
    animate animatemotion animatetransform circle clippath defs desc ellipse feblend fecolormatrix fecomposite feflood
    fegaussianblur feimage femerge femergenode feoffset filter foreignobject g line lineargradient marker mask metadata
    path pattern polygon polyline radialgradient rect set stop switch symbol text textpath tspan use view
    annotation math maction menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts
    mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics
    """.split()
)
#: Attributes that may be written without a value.
_WITHOUT_VALUE = frozenset(
    """
    allowfullscreen allowtransparency alt async autofocus autoplay border checked compact contenteditable controls
    crossorigin default defer disabled download hidden inert ismap itemscope loop markdown mozallowfullscreen
    multiple muted nohref nomodule noresize noshade novalidate nowrap open playsinline readonly required reversed
    scoped seamless selected style class webkitallowfullscreen
    """.split()
)
_TAG_PARTS = lazy_pattern(r"</?([a-zA-Z][^\s/<>]*)[\s/]*([^\s/<>=]*)(\s*=)?")
#: Elements with a namespace prefix, as word processors and other programs write them.
_PREFIXED = lazy_pattern(r"[a-z][\w.-]*:[a-z_][\w.-]*")
_BEGINS = lazy_pattern(r"<([a-zA-Z][\w.:-]*)(?:\s[^<>=]*=[^<>]*)?\s*/?>")
_ENDS = lazy_pattern(r"</([a-zA-Z][\w.:-]*)\s*>")


def unknown_elements(text: str) -> frozenset[str]:
    """Return the names of elements unknown to HTML that have both a start tag and an end tag in a text."""
    if "</" not in text:
        return frozenset()
    ends = {name.lower() for name in _ENDS.findall(text)} - _ELEMENTS
    return frozenset(ends.intersection(name.lower() for name in _BEGINS.findall(text)) if ends else ())


def is_tag(angled: str, unknown: Collection[str]) -> bool:
    """Whether a match of `ANGLED` is a tag rather than words.

    The first attribute decides: `<b and c>` is not a tag, `<font face=Arial, Helvetica>` is one.

    Args:
        angled: the match: angle brackets and what is between them.
        unknown: elements unknown to HTML that have both tags in the text around it.
    """
    found = _TAG_PARTS.match(angled)
    if found is None:
        return False
    name, attribute, valued = found[1].lower(), found[2].lower(), bool(found[3])
    if attribute and not valued and attribute not in _WITHOUT_VALUE and not _is_data(attribute):
        return False
    if valued and not attribute:
        return False
    return name in _ELEMENTS or name in unknown or bool(_PREFIXED.fullmatch(name))


def _is_data(attribute: str) -> bool:
    return attribute.startswith(("data-", "aria-", "xmlns", "v-", "x-", "@"))


def escape_non_tags(unsafe_html: str) -> str:
    """Escape what looks like a tag but is none; a browser, and so the sanitiser, would not show its words."""
    if "<" not in unsafe_html:
        return unsafe_html
    unknown = unknown_elements(unsafe_html)
    return ANGLED.sub(lambda match: match[0] if is_tag(match[0], unknown) else f"&lt;{match[0][1:]}", unsafe_html)

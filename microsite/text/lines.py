"""What a line of Markdown begins: the patterns that the preparation reads by.

Source: CommonMark 0.31 and GitHub Flavored Markdown 0.29, for what a reader of GitHub would see.
"""

from __future__ import annotations

import re

#: A marker of a list item: its indentation, the marker, the space after it, the text.
ITEM = re.compile(
    r"(?P<indent> {0,3})(?P<marker>[-+*]|[0-9]{1,9}[.)]|\([a-z0-9]\)|\([ivx]{2,5}\))(?P<gap> +|$)(?P<text>.*)"
)
#: Letters and small Roman numerals; a list only where nothing else can be meant.
LETTERED = re.compile(r"(?P<indent> {0,3})(?P<marker>(?:[a-z]|[ivx]{2,5})[.)])(?P<gap> +)(?P<text>\S.*)")
FENCE = re.compile(r"(?P<indent> {0,3})(?P<fence>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)$")
HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
#: Two hashes and more without a space are a heading that was typed in a hurry; one hash may be a hashtag.
GLUED_HEADING = re.compile(r" {0,3}(#{2,6})([^\s#].*?)#*[ \t]*$")
RULE = re.compile(r" {0,3}(?:(?:- *){3,}|(?:_ *){3,}|(?:\* *){3,})$")
UNDERLINE = re.compile(r" {0,3}(=+|-+) *$")
QUOTE = re.compile(r" {0,3}> ?(.*)$")
CALLOUT = re.compile(r"\[!([A-Za-z]{3,20})\] *(.*)$")
DELIMITERS = re.compile(r" {0,3}\|?(?: *:?-+:? *\|)* *:?-+:? *\|? *$")
FOOTNOTE = re.compile(r" {0,3}\[\^[^\]\s]{1,100}\]:")
REFERENCE = re.compile(
    r" {0,3}\[[^\]^\[]{1,999}\]:\s*(?:<[^<>\n]*>|[^\s<]\S*)(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?[ ]*$"
)
#: One whose address stands on the next line.
REFERENCE_START = re.compile(r" {0,3}\[[^\]^\[]{1,999}\]: *$")
ABBREVIATION = re.compile(r"\*\[[^\]\[]{1,200}\]:")
DEFINITION = re.compile(r"(?P<marker> {0,3}:(?: {1,3}|$))(?P<text>.*)$")
ADMONITION = re.compile(r"!!! ?[\w-]+(?: |$)")
#: What other generators put on a line of its own: Liquid, Hugo, Kramdown.
GENERATOR = re.compile(r"\{%(?:(?!%\}).)*%\}|\{\{[<%](?:(?![>%]\}\}).)*[>%]\}\}")
ATTRIBUTES = re.compile(r"\s*\{:[^{}]*\}\s*$")

#: What the parser would take for the start of a block, and must not where the preparation took it for text.
TAKEN_FOR_BLOCK = re.compile(
    r"[#>]|!!! ?\w|: |\*?\[[^\]\[]*\]:|\{ ?[:#.][^{}]*\} *$|[-=]+ *$|(?:- *){3,}$|(?:_ *){3,}$|(?:\* *){3,}$"
)

#: Elements that begin a block of HTML.
BLOCK_TAGS = (
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li "
    "link main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th "
    "thead title tr track ul"
)
BLOCK_TAG = re.compile(rf" {{0,3}}</?(?:{'|'.join(BLOCK_TAGS.split())})(?:[\s>]|/>|$)", re.IGNORECASE)
ANY_BLOCK_TAG = re.compile(rf"<(/?)({'|'.join(BLOCK_TAGS.split())})(?=[\s/>])[^<>]*>", re.IGNORECASE)
#: Elements whose content is as it was typed, to the end tag.
VERBATIM = re.compile(r" {0,3}<(pre|script|style|textarea)(?=[\s>]|$)", re.IGNORECASE)
COMMENT = re.compile(r" {0,3}<!--")
#: What shows that a block of HTML holds Markdown.
LOOKS_LIKE_MARKDOWN = re.compile(
    r"^ *(?:[-+*] |[0-9]+[.)] |#{1,6} |> |```|~~~|!\[)|\]\([^)]|\*\*\w|__\w|markdown=", re.M
)


def cells(line: str) -> int:
    """Count the cells of a table's row; an escaped stroke parts nothing."""
    row = re.sub(r"\\.", "", line.strip())
    return row.strip("|").count("|") + 1 if row.strip("|") or "|" in row else 0


def continued(line: str) -> str:
    """A line of a paragraph that lacks the indentation or mark of its block; it is no line under a heading."""
    text = line.lstrip()
    return f"\\{text}" if UNDERLINE.match(text) else text


def begins_block(line: str) -> bool:
    """Whether a line would end a paragraph that stands before it."""
    if not line.strip():
        return True
    if line.startswith("    "):
        return False
    first = line.lstrip()[0]
    if first not in "#>-+*_`~<0123456789(!":
        return False
    if QUOTE.match(line) or FENCE.match(line) or RULE.match(line) or HEADING.match(line) or GLUED_HEADING.match(line):
        return True
    if BLOCK_TAG.match(line) or VERBATIM.match(line) or COMMENT.match(line) or ADMONITION.match(line):
        return True
    return interrupts(line)


def interrupts(line: str) -> bool:
    """Whether a list item may follow a paragraph without an empty line: a bullet with text, or the number 1."""
    item = ITEM.match(line)
    if not item or not item["text"].strip():
        return False
    marker = item["marker"]
    return marker in "-+*" or marker[:-1].lstrip("(") in ("1", "a", "i")

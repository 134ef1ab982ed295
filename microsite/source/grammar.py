"""The grammar of Markdown as patterns: the lines that begin blocks, and the inline parts of text.

Source: CommonMark 0.31 and GitHub Flavored Markdown 0.29, for what a reader of GitHub would see.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from microsite.lazy_patterns import lazy_pattern
from microsite.source.elements import ANGLED, is_tag
from microsite.source.tree import Line

#: A list item: its indentation, its marker, the space after that and its text.
ITEM = lazy_pattern(
    r"(?P<indent> {0,3})(?P<marker>[-+*]|[0-9]{1,9}[.)]|\([a-z0-9]\)|\([ivx]{2,5}\))(?P<gap> +|$)(?P<text>.*)"
)
#: Characters that word processors use as bullets. Those of their symbol fonts are in a private use area.
BULLETS = "•●▪◦○■◆◇‣⁃∙⦁➢➤❖►▶▸"
#: Letters and lower-case Roman numerals; a list only if nothing else can be meant.
LETTERED = lazy_pattern(r"(?P<indent> {0,3})(?P<marker>(?:[a-z]|[ivx]{2,5})[.)])(?P<gap> +)(?P<text>\S.*)")
#: The number or letter of what Python-Markdown would take for a list item.
NUMBERED = lazy_pattern(r"\(?(?:[0-9]+|[a-z]|[ivx]{2,5})[.)](?= )")
FENCE = lazy_pattern(r"(?P<indent> {0,3})(?P<fence>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)$")
HEADING = lazy_pattern(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
#: Two or more hashes without a space are a hastily typed heading; one hash may be a hashtag.
GLUED_HEADING = lazy_pattern(r" {0,3}(#{2,6})([^\s#].*?)#*[ \t]*$")
RULE = lazy_pattern(r" {0,3}(?:(?:- *){3,}|(?:_ *){3,}|(?:\* *){3,})$")
UNDERLINE = lazy_pattern(r" {0,3}(=+|-+) *$")
QUOTE = lazy_pattern(r" {0,3}> ?(.*)$")
CALLOUT = lazy_pattern(r"\[!([A-Za-z]{3,20})\][-+]? *(.*)$")
DELIMITERS = lazy_pattern(r" {0,3}\|?(?: *:?-+:? *\|)* *:?-+:? *\|? *$")
FOOTNOTE = lazy_pattern(r" {0,3}\[\^[^\]\s]{1,100}\]:")
REFERENCE = lazy_pattern(
    r" {0,3}\[(?P<name>[^\]^\[]{1,999})\]:\s*(?:<(?P<angled>[^<>\n]*)>|(?P<plain>[^\s<]\S*))"
    r"(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?[ ]*$"
)
#: A link reference definition whose address is on the next line.
REFERENCE_START = lazy_pattern(r" {0,3}\[[^\]^\[]{1,999}\]: *$")
ABBREVIATION = lazy_pattern(r"\*\[[^\]\[]{1,200}\]:")
DEFINITION = lazy_pattern(r"(?P<marker> {0,3}:(?: {1,3}|$))(?P<text>.*)$")
ADMONITION = lazy_pattern(
    r" {0,3}(?P<sign>!!!|\?\?\?\+?) ?(?P<kind>[A-Za-z][\w-]*)"
    r"(?P<words>(?: [^\"“”\n]*+)?+)(?:[\"“”](?P<title>.*)[\"“”])? *$"
)
#: Tags of other site generators: Liquid, Hugo, Kramdown.
GENERATOR = lazy_pattern(r"\{%(?:(?!%\}).)*%\}|\{\{[<%](?:(?![>%]\}\}).)*[>%]\}\}")
ATTRIBUTES = lazy_pattern(r"\s*\{:[^{}]*\}\s*$")
#: The same without the colon, as Hugo has it, if an attribute has a value: `{ class="wide" }`.
_NAMED = r"(?:[.#][\w-]+|[a-z][\w-]*=(?:\"[^\"{}]*\"|'[^'{}]*'|[\w-]+))"
NAMED_ATTRIBUTES = lazy_pattern(rf" {{0,3}}\{{ *(?=[^{{}}]*=){_NAMED}(?: +{_NAMED})* *\}}\s*$")

#: A code span in a table row: exactly as many backticks at its end as at its start.
CODE_IN_ROW = lazy_pattern(r"(?<!`)(`{1,9})(?!`)([^`]+)(?<!`)\1(?!`)")

#: What Python-Markdown would take for the start of a block; escaped where our parser took it for text.
TAKEN_FOR_BLOCK = lazy_pattern(
    r"[#>]|!!! ?\w|: |\*?\[[^\]\[]*\]:|\{ ?[:#.][^{}]*\} *$|[-=]+ *$|(?:- *){3,}$|(?:_ *){3,}$|(?:\* *){3,}$"
)

#: Elements whose tags begin an HTML block.
BLOCK_TAGS = (
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li "
    "link main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th "
    "thead title tr track ul"
)
BLOCK_TAG = lazy_pattern(rf" {{0,3}}</?(?:{'|'.join(BLOCK_TAGS.split())})(?:[\s>]|/>|$)", re.IGNORECASE)
ANY_BLOCK_TAG = lazy_pattern(rf"<(/?)({'|'.join(BLOCK_TAGS.split())})(?=[\s/>])[^<>]*>", re.IGNORECASE)
#: Elements whose content is kept verbatim, up to the end tag.
VERBATIM = lazy_pattern(r" {0,3}<(pre|script|style|textarea)(?=[\s>]|$)", re.IGNORECASE)
COMMENT = lazy_pattern(r" {0,3}<!--")
#: Evidence that an HTML block contains Markdown.
LOOKS_LIKE_MARKDOWN = lazy_pattern(
    r"^ *(?:[-+*] |[0-9]+[.)] |#{1,6} |> |```|~~~|!\[)|\]\([^)]|\*\*\w|__\w|\[\^[^\]\s]+\]|markdown[=\s>]"
    rf"|^ *(?:[{BULLETS}\uf000-\uf0ff]|\|? *:?-+:? *\|)",
    re.M,
)


def cells(line: str) -> int:
    """Count the cells of a table row; an escaped pipe is not a separator."""
    row = re.sub(r"\\.", "", line.strip())
    return row.strip("|").count("|") + 1 if row.strip("|") or "|" in row else 0


_PIPES = lazy_pattern(r"\\\\|\\`+|`+|\\\||\|")
_LAST_PIPE = lazy_pattern(r"(?<!\\)(?:\\\\)*\|$")


def has_borders(header: str) -> bool:
    """Whether a header row has a pipe at either end; then pipes at the ends of rows are not separators."""
    row = header.strip()
    return row.startswith("|") or bool(_LAST_PIPE.search(row))


def cells_of(row: str, *, borders: bool) -> list[tuple[int, int]]:
    """Return the span of each cell of a table row; pipes in code are not separators."""
    start, end = len(row) - len(row.lstrip()), len(row.rstrip())
    pipes: list[int] = []
    ticks: list[tuple[int, int, int, int]] = []
    for match in _PIPES.finditer(row, start, end):
        if match[0] == "|":
            pipes.append(match.start())
        elif "`" in match[0]:
            escaped = match[0][0] == "\\"
            length = len(match[0]) - escaped
            ticks.append((match.start(), match.end() - 1, length, length - escaped))
    if borders and pipes and pipes[0] == start:
        start = pipes.pop(0) + 1
    if borders and pipes and pipes[-1] == end - 1:
        end = pipes.pop()
    if ticks:
        pipes = list(_outside(pipes, _code_in_row(ticks)))
    return list(zip([start, *(pipe + 1 for pipe in pipes)], [*pipes, end], strict=True))


def _outside(pipes: Iterable[int], code: Iterable[tuple[int, int]]) -> Iterator[int]:
    """Yield the pipes that are outside code; both arguments are sorted."""
    waiting = iter(code)
    first, last = next(waiting, (-1, -1))
    for pipe in pipes:
        while -1 < last < pipe:
            first, last = next(waiting, (-1, -1))
        if not first <= pipe <= last:
            yield pipe


def _code_in_row(ticks: list[tuple[int, int, int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the code spans of a row, given its runs of backticks.

    Each run is its first and last offset, its length as a closing run and its length as an opening one.
    """
    later: dict[int, list[int]] = {}
    for index, (_, _, length, _) in enumerate(ticks):
        later.setdefault(length, []).append(index)
    done = 0
    for position, (start, _, _, wanted) in enumerate(ticks):
        same = later.get(wanted, [])
        following = bisect_right(same, position)
        if position >= done and wanted and following < len(same):
            yield start, ticks[same[following]][1]
            done = same[following] + 1


def lazy_continuation(line: Line) -> Line:
    """Return a lazy continuation line without its indentation; it cannot be a setext underline, so one is escaped."""
    number, text, at = line
    words = text.lstrip()
    at += len(text) - len(words)
    return (number, f"\\{words}", at - 1) if UNDERLINE.match(words) else (number, words, at)


def is_bullet(sign: str) -> bool:
    """Whether a character at the start of a line always begins a list item."""
    return sign in BULLETS or "\uf000" <= sign <= "\uf0ff"


def begins_block(line: str) -> bool:
    """Whether a line would interrupt a paragraph above it."""
    if not line.strip():
        return True
    if line.startswith("    "):
        return False
    first = line.lstrip()[0]
    if is_bullet(first):
        return True
    if first not in "#>-+*_`~<0123456789(!?":
        return False
    if QUOTE.match(line) or FENCE.match(line) or RULE.match(line) or HEADING.match(line) or GLUED_HEADING.match(line):
        return True
    if begins_html(line) or VERBATIM.match(line) or COMMENT.match(line) or ADMONITION.match(line):
        return True
    return interrupts(line)


def begins_html(line: str) -> bool:
    """Whether a line begins with a block-level tag; `<summary of changes>` is not one."""
    if not BLOCK_TAG.match(line):
        return False
    angled = ANGLED.match(line, len(line) - len(line.lstrip()))
    return angled is None or is_tag(angled[0], ())


def interrupts(line: str) -> bool:
    """Whether a line is an item that can interrupt a paragraph: a bullet or the first number or letter, and text."""
    item = ITEM.match(line)
    if not item or not item["text"].strip():
        return False
    marker = item["marker"]
    return marker in "-+*" or marker[:-1].lstrip("(") in ("1", "a", "i")


#: Every character that a backslash can escape on GitHub.
ESCAPABLE = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
#: A backslash escape, or a backslash that makes a hard line break.
ESCAPE = lazy_pattern(rf"\\(?:[{re.escape(ESCAPABLE)}]|(?=\n|\Z))")
#: A run of backticks, or the escaped backslashes directly before one.
TICKS = lazy_pattern(r"(?<!\\)(?:\\\\)+(?=`)|(?<!\\)`+")
NOTE_MARK = lazy_pattern(r"\[\^([^\]\[\s]{1,100})\]")
#: What follows a link's text: an address, perhaps in angle brackets, perhaps with a title.
LINK_TAIL = lazy_pattern(
    r"""\(\s*+
    (?:<(?P<angled>[^<>\n]*+)>|(?P<plain>(?:[^()"'\n]|["'](?!\s*\))|\n(?!\n)|\([^()\n]*+\))*?))
    (?:\s++(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|\((?P<round>[^()]*+)\)))?+\s*+\)""",
    re.VERBOSE,
)
LINK_NAME = lazy_pattern(r"\s?\[([^\[\]]*)\]")
#: Autolinks: `<https://…>` and `<name@…>`.
ANGLED_ADDRESS = lazy_pattern(r"<(?:(?P<web>[A-Za-z][A-Za-z0-9+.-]*://[^<>]*)|(?P<mail>[^<> !]+@[^@<> ]+))>")
#: Bare web and email addresses in text (GitHub's extended autolinks).
BARE_ADDRESS = lazy_pattern(
    r"(?P<web>(?<![\w/.@-])(?:https?://|www\.)(?=[^\s<>])[^\s<>\x02\x03\ue000]+)"
    r"|(?P<mail>(?<![\w.+@/-])[\w.+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?![\w@-]))",
    re.IGNORECASE,
)
_AFTER_ADDRESS = lazy_pattern(r"[?!.,:;*_~'\"\u201d\u2019\u00bb\u203a\u2026|]+$|&(?:amp|lt|gt|quot|[a-z]{2,6});$")
#: Raw inline HTML: a tag, a comment, a processing instruction or a CDATA section.
INLINE_HTML = lazy_pattern(
    r"""<(?:/?+[a-zA-Z][^\s"'<>@]*+(?:\s+[^\s"'=<>]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>]++))?+)*+\s*+/?"""
    r"|!--(?:(?!<!--|-->).)*--|[?](?:(?!<[?]|[?]>).)*[?]|!\[CDATA\[(?:(?!<!\[CDATA\[|\]\]>).)*\]\])>",
    re.DOTALL,
)
#: Emphasis delimiters, and attribute lists for what precedes them.
SMALL_MARKS = lazy_pattern(
    r"(?=[_*~{])(?:(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|\*{1,3}(?=\S)|(?<=\S)\*{1,3}|~~"
    r"|\{:[^{}\n]*\}|\{[#.][^{}\n]*\})"
)


def matching_brackets(text: str) -> dict[int, int]:
    """Map each opening bracket to its closing one; escaped brackets and those in code must be hidden already."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for match in re.finditer(r"[\[\]]", text):
        if match[0] == "[":
            opened.append(match.start())
        elif opened:
            found[opened.pop()] = match.start()
    return found


def bare_address(match: re.Match[str]) -> str:
    """Return the address in a match of `BARE_ADDRESS`, without the punctuation after it; empty if there is none."""
    if match["mail"]:
        return match[0]
    address = _without_end(match[0])
    known = "." in address.partition("://")[2] or address.lower().startswith("www.")
    return address if known else ""


def _without_end(address: str) -> str:
    while True:
        shorter = _AFTER_ADDRESS.sub("", address)
        for opening, closing in ("()", "[]", "{}"):
            if shorter.endswith(closing) and shorter.count(closing) > shorter.count(opening):
                shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter

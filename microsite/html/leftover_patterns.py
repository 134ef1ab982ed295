"""Patterns for markup that was left in finished text.

Each entry is certain enough to be reported: what people write for people (`$5`, `C*`, `[sic]`, `2 * 3 * 4`, `a == b`,
an email address, a citation such as `[2021] EWCA Civ 12`) matches none of them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from microsite.lazy_patterns import lazy_pattern

#: Stands for code in a finished text.
CODE = "\ue000"


class LeftoverPattern(NamedTuple):
    """One kind of left-over markup."""

    #: Every text that contains it contains one of these.
    cues: tuple[str, ...]
    pattern: re.Pattern[str]
    #: What it looks like, as part of a sentence.
    what: str
    #: What to do; `<sign>` in it stands for the text that was found.
    advice: str


def _sign(cues: str, pattern: str, what: str, advice: str, flags: int = 0) -> LeftoverPattern:
    """Put an entry together; a space separates its cues, of which one may end with a line break."""
    return LeftoverPattern(
        tuple(filter(None, cues.split(" "))), lazy_pattern(pattern, re.MULTILINE | flags), what, advice
    )


_TAGS = (
    "a abbr article aside b big blockquote body br button center code dd del details div dl dt em embed figure font "
    "footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label li link main mark nav ol "
    "option p param pre s script section select small span strike strong style sub summary sup table tbody td textarea "
    "tfoot th thead title tr tt u ul video wbr"
)
#: Words between angle brackets; right between two words, these may compare numbers: `x<y and y>z`.
_ANGLED = rf"<(?!(?:{'|'.join(_TAGS.split())})[ \t]*/?>)[A-Za-z][^<>@/=\n]{{0,80}}>"
MISTAKE = "a spreadsheet error"
_FILL = "Write what it stands for. Nothing fills it in here."
_DELETE = "Delete it, or write what it stands for in Markdown."
_HEADING = "Write ## and a space before the words, on a line of their own."
_PICTURE = "Put the picture in content/media, and write ![what it shows](media/name.png)."
_ADDRESS = "Write the address without a space, and with two slashes: https://www.example.org/page"
_CODE_IF_MEANT = "If readers should see it, put it between backticks."

LEFTOVER_PATTERNS: tuple[LeftoverPattern, ...] = (
    _sign(
        "**",
        r"(?<![*\w])\*\*(?=[^\s*\W]|[“‘\"'(£$€])[^\s*]{0,30}",
        "the start of bold words that do not end",
        "Type ** right before the first word and right after the last, in one paragraph.",
    ),
    _sign(
        "__",
        r"(?<![\w_])__(?=[^\W_]|[“‘(£$€])(?!\w+__|[^\W_]{1,30}_[^\W_])[^\s_]{0,30}",
        "the start of bold words that do not end",
        "Type ** right before the first word and right after the last, in one paragraph.",
    ),
    _sign(
        "~~",
        r"(?<![~\w])~~(?=[^\s~])[^\s~]{0,30}|[^\s~]{1,30}(?<=[^\s~])~~(?![~\w])",
        "marks around deleted words",
        "Type ~~ right before the first word and right after the last, or delete the words.",
    ),
    _sign(
        "==",
        r"(?<![=\w])==(?=[^\s=])[^\s=]{1,30}",
        "marks around highlighted words",
        "Delete the marks, or type == at both ends of the words.",
    ),
    _sign(
        "](",
        r"\]\((?![a-z0-9]{1,4}\))(?=[^\s)])[^\s()]{1,40}",
        "a link that is not closed, or an address with spaces in it",
        "Write [words](address), and put an address with spaces between < and >: [words](<the plan.pdf>).",
    ),
    _sign(
        "][",
        r"\[(?!\d+\])[^\[\]\n]{1,80}\]\[(?:[^\W\d_][^\[\]\n]{1,60})?\](?!\w)",
        "a link that names its address, but no line gives that address",
        "Write [words](address), or give the address on a line of its own: [name]: https://…",
    ),
    _sign(
        "[[",
        r"!?\[\[(?=[^\s\[])[^\[\]\n]{1,100}\]\]",
        "a link in another program",
        "Write [words](01-name.md) to link to a chapter, or ![what it shows](media/name.png) to show a picture.",
    ),
    _sign(
        "[^",
        r"\[\^[^\[\]\s]{1,100}\]",
        "the mark of a footnote that is not there",
        "Add the footnote on a line of its own, as <sign>: and its words, or delete the mark.",
    ),
    _sign(
        "^[",
        r"(?<=[\w.,;:!?)”’])\^\[[^\]\n]{1,30}",
        "a footnote",
        "Write [^1] here, and [^1]: and the footnote on a line of its own.",
    ),
    _sign(
        "<",
        rf"(?:(?<![\w<]){_ANGLED}(?!>)|{_ANGLED}(?![\w>]))",
        "a gap for somebody to fill in",
        f"Write what it stands for. {_CODE_IF_MEANT}",
        re.IGNORECASE,
    ),
    _sign("{{", r"\{\{[^{}\n]{1,100}\}\}", "a gap for another program to fill in", _FILL),
    _sign("{%", r"\{%[^{}\n]{1,200}%\}", "an instruction to another program", _DELETE),
    _sign("<%", r"<%[^<>\n]{1,200}%>", "a gap for another program to fill in", _FILL),
    _sign("${ #{", r"[$#]\{[\w. -]{1,60}\}", "a gap for another program to fill in", _FILL),
    _sign(
        "«",
        r"«(?:\w+_\w+|[A-Z][a-z]+[A-Z]\w*|(?:Name|Title|Surname|Salutation|Address|Postcode|Date))»",
        "a mail merge field",
        _FILL,
    ),
    _sign("<<", r"<<[A-Za-z_]\w{1,40}>>", "a mail merge field", _FILL),
    _sign("*|", r"\*\|[A-Z_:]{2,40}\|\*", "a mail merge field", _FILL),
    _sign(
        "{ ",
        r"\{ (?:MERGEFIELD|HYPERLINK|TOC|PAGE|NUMPAGES|REF|PAGEREF|SEQ|DATE)\b[^{}\n]{0,100}\}",
        "a word processor field",
        _FILL,
    ),
    _sign("Error!", r"Error! (?:Reference source|Bookmark) not (?:found|defined)", "a word processor field", _FILL),
    _sign("#REF! #NAME? #VALUE! #DIV/0! #N/A", r"(?<!\w)#(?:REF!|NAME\?|VALUE!|DIV/0!|N/A(?!\w))", MISTAKE, _FILL),
    _sign(
        "Commented Formatted:",
        r"^Commented \[[A-Z]{1,4}\d{1,3}\]:.{0,30}|^Formatted: (?:Font|Indent|Left|Normal|List|Space|Tab)\b.{0,30}",
        "a comment of a word processor",
        "Delete it, and its mark in the text.",
    ),
    _sign("[", r"(?<=[a-z.,;:])\[[A-Z]{2,3}\d{1,3}\]", "the mark of a comment of a word processor", "Delete it."),
    _sign("[cid:", r"\[cid:[^\[\]\s]{1,100}\]", "a picture of an email", _PICTURE),
    _sign(
        "contentReference 【",
        r":?contentReference\[[\w:]{1,40}\](?:\{index=\d+\})?|【\d{1,4}[†:][^【】\n]{0,80}】",
        "a reference of a chat assistant",
        "Delete it, or name the source.",
    ),
    _sign(
        "Here Let",
        r"^(?:Certainly|Sure|Of course|Absolutely|Great)(?:!|,|\.| –) Here(?:[’']s| is| are) (?:an?|the|your|some)\b"
        r".{0,40}"
        r"|^Let me know if you(?:[’']d| would) like (?:me to|any (?:changes|tweaks))\b.{0,40}",
        "what a chat assistant says to you",
        "Delete it.",
    ),
    _sign(
        "[",
        r"\[(?:insert|enter|add|type|fill in) (?!to\b|heading|title)[^\[\]\n]{1,60}\]"
        r"|\[(?:(?:your|full|first|last|contact|council|street|postal|web|email|phone|telephone) )?"
        r"(?:name|surname|date|time|address|email|e-mail|phone number|telephone number|number|url|link|amount|postcode"
        r"|tbc|tba|tbd|x{2,4})\](?![(\[:])",
        "a gap for somebody to fill in",
        f"Write what it stands for. {_CODE_IF_MEANT}",
        re.IGNORECASE,
    ),
    _sign(
        "-\n",
        r"(?<![\w-])[A-Za-z]{1,20}-\n(?!(?:and|or|to|und|oder|bis|et|ou|y|o|e|a|i|neu|en|of)\b)[a-z]{2,20}",
        "a word that the end of a line has cut in two",
        "Write it in one, on one line.",
    ),
    _sign("....", r"\.{5,} ?\d{1,3}$", "a line of a contents list", "Delete the list: every page has one."),
    _sign(
        "http",
        r"https?:// (?=www\.|[\w-]+\.(?:com|eu|gov|net|org|scot|uk|wales)\b)|https?:/(?=[\w])",
        "an address with a mistake in it",
        _ADDRESS,
    ),
    _sign("mailto:", r"(?<![\w\"'(<])mailto:\S{1,100}@\S{1,100}", "the code of a link", "Write the address alone."),
    _sign(
        "[email",
        r"\[email[ \u00a0]protected\]",
        "an email address that another website has hidden",
        "Write the address itself.",
    ),
    _sign("%%", r"(?<![\w%])%%(?=[^\s%])[^%\n]{1,200}%%(?!\w)", "a comment", "Delete it: readers can see it here."),
    _sign(
        "{>> {++ {-- {~~ {==",
        r"\{(?:>>|\+\+|--|~~|==)(?=\S)[^{}\n]{0,30}",
        "a suggested change",
        "Keep what is right, and delete the marks.",
    ),
    _sign("<!--", r"<!--.{0,30}", "a comment that is not closed", "Close it with -->, or delete it."),
    _sign("{. {# {: {", r"\{:?[ \t]*[#.][A-Za-z][^{}\n]{0,100}\}", "a layout instruction", "Delete it."),
    _sign(
        "{",
        r"\{(?:quote|code|noformat|panel|info|note|tip|warning|color|expand)(?::[^{}\n]{0,100})?\}",
        "an instruction to another program",
        _DELETE,
    ),
    _sign(
        ":::",
        r"^:{3,}.*$",
        "the start or end of a block",
        "Write > [!NOTE], and > before each line of the note, or delete the colons.",
    ),
    _sign(
        "!!!",
        r"^!{3} ?(?:note|info|tip|hint|important|warning|caution|danger|attention|success|question|example)"
        r"\b(?!.{0,60}!!!).{0,30}"
        r"|^!{3} [a-z][\w-]*$",
        "the start of a note that stands out",
        "Write > [!NOTE] on a line of its own, and > before each line of the note below it.",
        re.IGNORECASE,
    ),
    _sign(
        "[!",
        r"\[!(?:note|tip|info|important|warning|caution|danger)\]",
        "the start of a note that stands out",
        "Write > before it and before each line of the note.",
        re.IGNORECASE,
    ),
    _sign(
        "[toc] [TOC] [Toc]",
        r"\[toc\]",
        "a place for a contents list",
        "Delete it: every page has one.",
        re.IGNORECASE,
    ),
    _sign(
        "|",
        r"^\|.*\|[ \t]*$|^\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+.*$",
        "a row of a table",
        "Write a line such as | --- | --- | below the first row, and the same number of pipes in every row.",
    ),
    _sign(
        "+- +=",
        r"^\+(?:[-=]{2,}\+)+[ \t]*$",
        "a table drawn with symbols",
        "Write | first | second | and a line | --- | --- | below it.",
    ),
    _sign("#", r"^#[ \t]+(?=[A-Z“])\S+.{0,30}|^#{2,6}[ \t]*(?=[^\W\d])\w.{0,30}", "a heading", _HEADING),
    _sign("== --", r"^={3,}[ \t]*$", "the line below a heading", _HEADING),
    _sign("==", r"^={2,6}[ \t]+\w.{0,40}", "a heading", _HEADING),
    _sign("h1. h2. h3. h4. h5. h6.", r"^h[1-6]\.[ \t]+\S.{0,30}", "a heading", _HEADING),
    _sign("#.", r"^#\.[ \t]+\S.{0,30}", "an item of a numbered list", "Write 1. instead."),
    _sign("#+", r"^#\+[A-Za-z_]{3,20}:.{0,30}", "an instruction to another program", _DELETE),
    _sign("..", r"^\.\.[ \t]+(?:[\w-]+::|_[\w -]+:).{0,30}", "an instruction to another program", _DELETE),
    _sign(
        "::",
        r"(?<=\w)::[ \t]*$",
        "the start of some program code",
        "Write one colon. Put lines of code between lines of ```.",
    ),
    _sign(
        ":",
        rf":(?:ref|doc|term|code|math|download|abbr|py:\w+):(?={CODE})",
        "an instruction to another program",
        _DELETE,
    ),
    _sign(
        "<",
        rf"<(?:[ \t]?/[ \t]?)?(?:{'|'.join(_TAGS.split())})(?:\s(?:[^<>\n]{{0,200}}=[^<>\n]{{0,200}})?)?/?>"
        r"|</[A-Za-z][\w.:-]{0,40}>",
        "an HTML tag",
        f"Delete it, or write in Markdown what it is for. {_CODE_IF_MEANT}",
        re.IGNORECASE,
    ),
    _sign(
        "&",
        r"&(?:nbsp|amp|lt|gt|quot|apos|pound|euro|copy|shy|[nm]dash|[lr][sd]quo|hellip|bull"
        r"|#\d{2,6}|#x[\da-f]{2,5});",
        "a code for a symbol",
        "Write the symbol itself: & instead of &amp;, a space instead of &nbsp;.",
        re.IGNORECASE,
    ),
    _sign(
        "`",
        r"(?<![\w`])`{1,3}(?=[^\s`])[^\s`]{0,30}|(?<=[^\s`])`{1,3}(?![\w`])",
        "the start or end of code",
        "Type ` at both ends of what readers should see as code, or ’ for an apostrophe.",
    ),
    _sign(
        "[/",
        r"\[/(?:b|i|u|s|url|img|quote|code|list|size|colou?r|font|center|left|right|youtube|email|h[1-6])\]",
        "forum formatting",
        "Write **bold**, *stressed* and [words](address) instead.",
        re.IGNORECASE,
    ),
    _sign(
        '="',
        r"\[/?[a-z][\w-]*[ \t]+[\w-]+=[\"“”][^\"“”\n]{0,200}[\"“”][^\]\n]{0,200}\]",
        "an instruction to another program",
        _DELETE,
        re.IGNORECASE,
    ),
    _sign(
        "\\",
        r"(?<![:\w\\])\\(?:text(?:bf|it|tt)|emph|(?:sub)*section|frac|begin|end|item|cite|ref|label|footnote|text(?=\{)|times|cdot|leq|geq|approx|sqrt"
        r"|pagebreak|newpage|clearpage|noindent|newline|[vh]space|tableofcontents|maketitle)\b",
        "an instruction to another program",
        _DELETE,
    ),
    _sign(
        "\\",
        r"(?<![:\w/\\])\\[*_#\[\]~|]|(?<=\w)\\[_*](?=\w)",
        "a backslash typed twice",
        "Delete the backslashes, or leave one.",
    ),
    _sign("\\", r"(?<=[\w.,;:!?)])[ \t]*\\$(?!\n)|(?<=\n)\\$|^\\(?=\n)", "a backslash for a line break", "Delete it."),
    _sign(
        "$",
        r"\$\$[^$\n]{1,200}\$\$|(?<![\w$])\$(?=[^\s$\d])[^$\n]{0,80}[\\^_{][^$\n]{0,80}\$(?!\w)",
        "a formula",
        "Write it in words, or show a picture with alt text that says the same.",
    ),
    _sign("'''", r"(?<![\w'])'''(?=\w)\w{0,30}", "bold words in a wiki", "Write **bold**."),
    _sign("^", r"(?<=\w)\^(?=\w{1,12}\^)", "raised letters", "Write <sup>2</sup>."),
    _sign(
        ":",
        r"[:](?<![\w:/]:)(?:\w+_\w+|smile|warning|tada|rocket|x|star|heart|fire|bulb|memo|exclamation|question"
        r"|construction|email|phone|calendar|house|bike|wave|eyes|link|pushpin|thumbsup|\+1):(?![\w:/])",
        "an emoji from another program",
        "Delete it, or write what it means.",
    ),
    _sign("<<< +++ --8<--", r"^(?:<<<|\+\+\+|--8<--.*)[ \t]*$", "an instruction to another program", _DELETE),
    _sign("??? ===", r"^\?{3}\+?[ \t]+\w.{0,30}|^={3}[ \t]+[\"“].{0,30}", "an instruction to another program", _DELETE),
    _sign(">", r"^>[ \t]+(?=[^\W\d]|[“\"‘])\S+.{0,30}", "a quotation", "Write > at the start of a line."),
)

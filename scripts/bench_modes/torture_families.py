"""Inputs on which a Markdown converter may take more time than their size warrants, each named by what it repeats."""

from __future__ import annotations

#: What is repeated; `{n}` is the number of the repetition.
REPEATED = {
    "open brackets": "[",
    "open brackets with words": "[word ",
    "closed brackets": "]",
    "bracket pairs": "[]",
    "bracket pairs with words": "[a] ",
    "reference pairs": "[a][b] ",
    "empty images": "![](",
    "image openings": "![",
    "image openings with words": "![a ",
    "image pairs": "![]() ",
    "images of images": "[![a](b)](c) ",
    "links that never close": "[a](",
    "links with a title that never closes": '[a](b "',
    "links with an angle bracket that never closes": "[a](<b",
    "links with brackets in the address": "[a](b(c) ",
    "links with quotation marks": "[a](b'c\"d) ",
    "short links": "[a](b) ",
    "links over lines": "[a\nb](c\nd)\n",
    "open parentheses": "(",
    "parentheses": "(a) ",
    "lone stars": "*",
    "stars and letters": "*a ",
    "strong openings": "**a ",
    "strong and emphasised openings": "***a ",
    "stars both ways": "*a**b ",
    "stars within words": "a*b",
    "stars within words doubled": "a**b",
    "stars and underscores": "*_a ",
    "underscores and stars crossed": "_*a*_b ",
    "underscores": "_",
    "underscores and letters": "_a ",
    "underscores doubled": "__a ",
    "underscores within words": "a_b",
    "stars that close": "a* ",
    "strong closings": "a** ",
    "emphasis": "*a* ",
    "strong": "**a** ",
    "nested emphasis pairs": "*a **b** c* ",
    "tildes": "~",
    "tildes and letters": "~a ",
    "deletions that never close": "~~a ",
    "deletions": "~~a~~ ",
    "subscripts": "a~b~ ",
    "back-ticks": "`",
    "back-ticks and letters": "`a ",
    "code": "`a` ",
    "back-slashes": "\\",
    "escapes": "\\*",
    "escaped brackets": "\\[",
    "angle brackets": "<",
    "angle brackets and letters": "<a ",
    "open tags with attributes": '<a b="',
    "tags in values of tags": '<a b="" c="',
    "closed tags in values of tags": '<a b="" c=">',
    "tags with a value of two kinds": """<a b="' c='" """,
    "open tags with many attributes": "<a b=c d ",
    "open comments": "<!--",
    "open comments on lines": "<!--\n\n",
    "comments that open where one closes": "<!--\n-->",
    "open listings of HTML": "<pre>\n\n",
    "Markdown in tags": "<div>\n- a\n\n</div>\n",
    "Markdown in cells": "<td>**a**</td>\n",
    "listings in tags": "<div>\n- ```\n",
    "comments": "<!-- a --> ",
    "open processing instructions": "<?",
    "open CDATA": "<![CDATA[",
    "open declarations": "<!a ",
    "closing tags": "</a>",
    "void tags": "<br>",
    "inline tags": "<b>a</b> ",
    "inline tags that never close": "<b>a ",
    "inline tags that never close, of many kinds": '<b class="a{n}">a ',
    "inline tags that never close in their paragraph": '<b class="a{n}">a\n\n',
    "inline tags that close in another block": "<span><div></span></div>",
    "block tags": "<div>a</div>\n\n",
    "block tags that never close": "<div>\n\n",
    "block tags on one line": "<div>",
    "closing block tags": "</div>\n\n",
    "paragraph tags": "<p>a\n\n",
    "ampersands": "&",
    "entities": "&amp; ",
    "entities that never close": "&amp",
    "numeric entities": "&#",
    "addresses": "http://a.b ",
    "address starts": "http://",
    "www": "www.",
    "www addresses": "www.a.b ",
    "e-mail addresses": "a@b.c ",
    "at signs": "a@",
    "at signs alone": "@",
    "dots": "a.",
    "automatic links": "<http://a.b> ",
    "automatic links that never close": "<http://a ",
    "attribute lists": "{: #a{n} } ",
    "open attribute lists": "{: ",
    "attribute lists on lines": "a\n{: .b }\n",
    "attribute lists on emphasis": "*a*{: .b } ",
    "braces": "{",
    "pipes": "|",
    "pipe lines": "| a | b\n",
    "table rows with back-ticks": "| `a | b |\n",
    "table columns with back-ticks": "`| ",
    "table rows with escapes": "| \\| a | b |\n",
    "tables": "| a | b |\n|---|---|\n| c | d |\n\n",
    "table columns": "a|",
    "dashes": "-",
    "dash lines": "---\n",
    "dash lines apart": "---\n\n",
    "star lines": "***\n",
    "equals lines": "===\n",
    "underlined headings": "a\n===\n",
    "underlined headings apart": "a\n---\n\n",
    "hashes": "#",
    "headings": "# a\n",
    "headings of one name": "# a\n\n",
    "headings with closing hashes": "# a #\n\n",
    "headings of one id": "# a {: #b }\n\n",
    "headings of many names": "# a{n}\n\n",
    "bullets": "- a\n",
    "bullets apart": "- a\n\n",
    "bullets on one line": "- ",
    "numbers": "1. a\n",
    "numbers apart": "1. a\n\n",
    "letters in brackets": "(a) b\n",
    "bullets and paragraphs": "- a\n\n    b\n\n",
    "bullets after paragraphs": "a\n- b\n",
    "empty bullets": "-\n",
    "quotes": "> a\n",
    "quotes apart": "> a\n\n",
    "quote signs": ">",
    "quote signs apart": "> ",
    "empty quote lines": ">\n",
    "lists in quotes": "> - a\n",
    "callouts": "> [!NOTE]\n> a\n\n",
    "indented code": "    a\n",
    "indented code apart": "    a\n\n",
    "fences": "```\na\n```\n",
    "fences that never close": "```\na\n",
    "fences of different lengths": "`````a\n~~~\n",
    "fence starts on one line": "``` ",
    "footnotes": "a[^{n}]\n\n[^{n}]: b\n\n",
    "footnote references": "[^a]",
    "footnote references without definitions": "[^{n}] ",
    "footnote definitions": "[^{n}]: a\n",
    "footnote starts": "[^",
    "footnote starts on lines": "[^a\n",
    "footnotes within footnotes on one line": "[^{n}]: ",
    "references": "[a{n}]: b\n\n[a{n}] ",
    "reference definitions": "[{n}]: b\n",
    "reference definitions that never close": "[a\n",
    "abbreviations": "*[A{n}]: b\n",
    "abbreviations of one letter": "*[A]: b\n\nA ",
    "abbreviation starts": "*[",
    "abbreviation starts on lines": "*[a\n",
    "abbreviations of several words": "*[A {n}]: b\n",
    "definitions": "a\n: b\n\n",
    "definition lines": ": a\n",
    "definitions within definitions": ": ",
    "admonitions": "!!! note\n    a\n\n",
    "admonition lines": "!!! note\n",
    "generator tags": "{% a %}\n",
    "generator tags on one line": "{% a %} ",
    "shortcodes": "{{< a >}} b\n",
    "frames": '<iframe src="https://a.b/{n}"></iframe>\n\n',
    "named anchors": '<a name="a{n}"></a> ',
    "unknown elements": "<blink>a</blink> ",
    "attributes that are dropped": '<p style="a">b</p>\n\n',
    "links to nowhere in this chapter": "[a](#b{n}) ",
    "links to the same nowhere": "[a](b.md) ",
    "shortcuts that nobody knows": "[a](show:b{n}) ",
    "facts to supply": "to be supplied\n",
    "pictures on other hosts": "![a](https://b.c/{n}.png) ",
    "pictures with captions": '![a](media/a.png "b")\n\n',
    "tables with captions": "| a | b |\n|---|---|\n| c | d |\n\nTable: e\n\n",
    "tables with names": "Table: e\n\n| | b |\n|---|---|\n| c | d |\n\n",
    "generator tags that never close": "{% ",
    "words": "word ",
    "one long word": "a",
    "lines": "a line of words\n",
    "lines with breaks": "a  \n",
    "paragraphs": "a paragraph of words\n\n",
    "spaces": " ",
    "spaces and letters": "                a",
    "blank lines": "\n",
    "tabs": "\t",
    "tabs and letters": "\ta\n",
    "no-break spaces": "\u00a0",
    "combining marks": "\u0301",
    "wide characters": "\U0001f6b2",
    "zero-width characters": "\u200ba",
    "right to left": "\u05d0 ",
    "placeholders of the converter": "wzxhzdk:{n}",
    "exclamation marks": "!",
    "quotation marks": "\"'",
    "dollars": "$a$ ",
    "shortcuts": "[a](show:survey) ",
    "links to a file": "[a](media/a.pdf) ",
    "links that lead nowhere": "[a](b{n}.md) ",
    "pictures": "![a](media/a.png)\n\n",
    "bold lines": "**a**\n\n",
    "pasted bullets": "\u2022\ta\n",
    "pasted bullets of two kinds": "\u2022\ta\no\tb\n",
    "pasted bullets apart": "\t\u2022\ta\n\n",
    "pasted bullets and words": "\u2022a\nb\n",
    "glued bullets": "*a\nb\n",
    "glyphs of symbol fonts": "\uf0b7",
    "numbers behind no-break spaces": "{n}.\u00a0a\n",
    "pasted numbers": "{n}.\ta\na.\tb\n",
    "pasted rows": "a\tb\n",
    "pasted rows of growing length": "a\tb\na\tb\tc\n",
    "pasted rows apart": "a\tb\nc\td\n\n",
    "numbered paragraphs": "1.{n}\ta\n",
    "paragraphs behind tabs": "\tWe ask you.\n",
    "indented words": "    we ask you\n",
    "indented words and code": "    we ask you\n\n    a = b;\n\n",
    "indented words apart": "    we ask you about it\n\n",
    "indented tables": "    |a|b|\n    |-|-|\n\n",
    "indented bullets": "    - a\n",
    "postal addresses": "Town Council\nHigh Street\nMillbrook MB1 2AB\n\n",
    "lines of an address": "MB1 2AB\n",
    "lines with signs": "\u2713 a\n",
    "numbers with gaps": "{n}. a\n3. b\n",
    "notes in items": "- a\n  [^{n}]: b\n",
    "sentences below a table": "|a|b|\n|-|-|\nIt is so.\n",
    "typed bullets": "\u2022 a\n",
    "typed numbers": "{n}.&nbsp;&nbsp;a\n\n",
}


def repeated(unit: str, size: int) -> str:
    """Repeat a unit until the text has about this size."""
    if "{n}" not in unit:
        return (unit * (size // len(unit) + 1))[:size]
    pieces: list[str] = []
    length = number = 0
    while length < size:
        pieces.append(unit.replace("{n}", str(number)))
        length += len(pieces[-1])
        number += 1
    return "".join(pieces)


def nested_lists(size: int) -> str:
    """Each item one level below the one before; the size grows with the square of the depth."""
    depth = int((2 * size / 4) ** 0.5)
    return "".join(f"{'    ' * level}- a\n" for level in range(depth))


def nested_quotes(size: int) -> str:
    """Each quotation one level below the one before."""
    depth = int((2 * size) ** 0.5)
    return "".join(f"{'>' * level} a\n" for level in range(1, depth))


def nested(opening: str, closing: str):
    """What opens as often as it closes."""

    def text(size: int) -> str:
        count = size // (len(opening) + len(closing))
        return opening * count + "a" + closing * count

    return text


#: What is not one unit over and over, as a function of its size.
SHAPED = {
    "nested lists": nested_lists,
    "nested quotations": nested_quotes,
    "nested brackets": nested("[", "]"),
    "nested links": nested("[", "](a)"),
    "nested images": nested("![", "](a)"),
    "nested parentheses": nested("[a](" + "", ")"),
    "nested emphasis": nested("*a ", " b*"),
    "nested strong": nested("**a ", " b**"),
    "nested emphasis of two kinds": nested("*a _b ", "_ c*"),
    "nested deletions": nested("~~a ", " b~~"),
    "nested block tags": nested("<div>\n", "</div>\n"),
    "nested inline tags": nested("<b>", "</b>"),
    "nested block tags with Markdown": nested('<div markdown="1">\n', "</div>\n"),
    "nested lists in tags": nested("<ul><li>", "</li></ul>"),
    "back-ticks of growing length": lambda size: " ".join("`" * n for n in range(1, int((2 * size) ** 0.5))),
    "stars of growing length": lambda size: "a".join("*" * n for n in range(1, int((2 * size) ** 0.5))),
    "one long line of a table": lambda size: "|a" * (size // 4) + "\n" + "|-" * (size // 4) + "\n",
    "one long row of a table with back-ticks": lambda size: "|a|b|\n|-|-|\n" + "`| " * (size // 3),
    "one long row of a table with code": lambda size: "|a|b|\n|-|-|\n" + "`|` | " * (size // 6),
    "one long row of tabs": lambda size: "a\t" * (size // 4) + "b\n" + "a\t" * (size // 4) + "b\n",
    "one pasted table": lambda size: "a\t1\n" * (size // 4),
    "one item with indented words": lambda size: "- a\n\n" + "      b c d\n\n" * (size // 13),
    "one long table": lambda size: "|a|b|\n|-|-|\n" + "|c|d|\n" * (size // 6),
    "abbreviations in a long text": lambda size: (
        repeated("*[A {n}]: b\n", size // 2) + "\n" + repeated("A {n} ", size // 2)
    ),
    "one note of many paragraphs": lambda size: "a[^1]\n\n[^1]: b\n\n" + "    c\n\n" * (size // 7),
    "one item of many paragraphs": lambda size: "- b\n\n" + "  c\n\n" * (size // 5),
    "one quotation of many paragraphs": lambda size: "> c\n>\n" * (size // 6),
    "one footnote, referred to often": lambda size: "a[^1] " * (size // 6) + "\n\n[^1]: b\n",
    "one paragraph of prose": lambda size: "People told us that streets, parks and paths matter. " * (size // 53),
}


#: How a text begins that is read as a configuration; no chapter begins so.
CONFIGURATION = "title: Torture\n"
#: Mistakes of a configuration, each over and over.
CONFIGURATIONS = {
    "configuration of unknown keys": "key{n}: a\n",
    "configuration of keys given twice": "title: {n}\n",
    "configuration of colons in values": "key{n}: a: b\n",
    "configuration of tabs": "\tkey{n}: a\n",
    "configuration of special characters": "key{n}: @a\n",
    "configuration of open quotation marks": "key{n}: 'a\n",
    "configuration of lines without a colon": "key a{n}\n",
    "configuration of equals signs": "key{n} = a\n",
    "configuration of hyphens": "-",
    "configuration of no-break spaces": "\u00a0-",
    "configuration of a key and spaces": " ",
    "configuration of brackets": "key{n}: [a\n",
    "configuration of other words for dates": "opens{n}: 1 May 2027 at 5pm\n",
}


def family(name: str, size: int) -> str:
    """Give the text of a family."""
    if name in CONFIGURATIONS:
        return CONFIGURATION + repeated(CONFIGURATIONS[name], size)
    return SHAPED[name](size) if name in SHAPED else repeated(REPEATED[name], size)


FAMILIES = (*REPEATED, *SHAPED, *CONFIGURATIONS)

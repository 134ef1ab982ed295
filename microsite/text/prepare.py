"""Markdown as people write it → Markdown that the parser reads as GitHub would.

Lists and tables get the empty line they need, nesting becomes four spaces a level, and what is not Markdown
(listings, HTML) is kept aside behind tokens, so that nothing in it is taken for markup and no parser has to
look for its end. Whatever comes out remembers the line of the author's that it stood in.
"""

from __future__ import annotations

import re

from microsite.text import lines as kinds
from microsite.text.blocks import CLOSE, DEEPEST, OPEN, Blocks, Prepared
from microsite.text.html_blocks import take_html
from microsite.text.leaf_blocks import begins_table, take_code, take_fence, take_heading, take_table, take_underline
from microsite.text.lists import take_list
from microsite.text.marked_blocks import take_indented, take_quote

_TOKEN = re.compile(f"{OPEN}([0-9]+){CLOSE}")
#: A paragraph that only holds a token, or text between two of them, is none.
_BETWEEN_TOKENS = re.compile(f"<p>({OPEN}[0-9]+{CLOSE}(?:(?:(?!</p>)[^{OPEN}])*{OPEN}[0-9]+{CLOSE})?)</p>")


def prepare(body: str) -> Prepared:
    """Prepare the body of a chapter. Time grows with its size, not faster."""
    prepared = Prepared()
    if "\t" in body:
        body = "\n".join(line.expandtabs(4) if "\t" in line else line for line in body.split("\n"))
    if OPEN in body or CLOSE in body:
        body = body.replace(OPEN, "").replace(CLOSE, "")
    written = body.split("\n")
    made = Blocks(prepared, list(enumerate(written, 1)), _take).run()
    prepared.text = "\n".join(text for _, text in made)
    prepared.lines = tuple(number for number, _ in made)
    return prepared


def restore(converted_html: str, prepared: Prepared) -> str:
    """Put back what was kept aside."""
    if not prepared.kept:
        return converted_html
    return _TOKEN.sub(lambda match: prepared.kept[int(match[1])], _BETWEEN_TOKENS.sub(r"\1", converted_html))


def _take(blocks: Blocks, at: int) -> int:
    """Take the block that begins at a line, and give the line after it."""
    number, text = blocks.lines[at]
    stripped = text.lstrip()
    if not stripped:
        blocks.out.append((number, ""))
        blocks.paragraph, blocks.closed, blocks.after_foreign = -1, False, False
        return at + 1
    if blocks.paragraph < 0 and text.startswith("    "):
        if not blocks.open_tags and not blocks.after_foreign:
            return take_code(blocks, at)
        text = stripped
        blocks.lines[at] = (number, text)
    found = at
    if stripped[0] in "<`~#>=!:[{*_-+|(0123456789":
        found = _take_marked(blocks, at, text, stripped[0])
    if found == at and blocks.paragraph < 0 and kinds.LETTERED.match(text):
        found = take_list(blocks, at)
    if found == at and begins_table(blocks, at):
        found = take_table(blocks, at)
    if found == at:
        blocks.text(number, blocks.lines[at][1])
        found = at + 1
    return found


def _take_marked(blocks: Blocks, at: int, text: str, first: str) -> int:
    """Take a block that its first sign gives away; the same line again means that it is none."""
    if first == "<":
        return take_html(blocks, at, text)
    if first in "`~":
        return take_fence(blocks, at, text)
    if first == "#":
        return take_heading(blocks, at, text)
    if first == ">":
        return take_quote(blocks, at) if kinds.QUOTE.match(text) else at
    if first == "{":
        return _take_foreign(blocks, at, text)
    if first in "=-" and blocks.paragraph >= 0 and kinds.UNDERLINE.match(text):
        return take_underline(blocks, at, first)
    if first in "-_*" and kinds.RULE.match(text):
        return _take_line(blocks, at, "---")
    if first in "-+*(0123456789" and kinds.ITEM.match(text):
        return take_list(blocks, at) if blocks.paragraph < 0 or kinds.interrupts(text) else at
    return _take_definition(blocks, at, text, first)


def _take_definition(blocks: Blocks, at: int, text: str, first: str) -> int:
    """Take what says the meaning of something: an abbreviation, a reference, a footnote, a term, a note."""
    if first == "*" and kinds.ABBREVIATION.match(text):
        return _take_line(blocks, at, text.strip())
    if first == "[" and blocks.paragraph < 0 and (found := _take_reference(blocks, at, text)) > at:
        return found
    if blocks.depth >= DEEPEST:
        return at
    if first == "[" and kinds.FOOTNOTE.match(text):
        return take_indented(blocks, at, text[: text.index(":") + 1] + " ")
    if first == "!" and kinds.ADMONITION.match(text):
        return take_indented(blocks, at, "", whole=True)
    definition = kinds.DEFINITION.match(text) if first == ":" and blocks.out else None
    return take_indented(blocks, at, ":   ", len(definition["marker"])) if definition else at


def _take_line(blocks: Blocks, at: int, text: str) -> int:
    """Take a line that is a block by itself."""
    blocks.put(blocks.lines[at][0], text)
    blocks.closed = True
    return at + 1


def _take_reference(blocks: Blocks, at: int, text: str) -> int:
    """Take the address that a name stands for, on the same line or the next."""
    if kinds.REFERENCE.match(text):
        return _take_line(blocks, at, text.strip())
    if kinds.REFERENCE_START.match(text) and at + 1 < blocks.count:
        whole = f"{text.strip()} {blocks.lines[at + 1][1].strip()}"
        if kinds.REFERENCE.match(whole):
            return _take_line(blocks, at, whole) + 1
    return at


def _take_foreign(blocks: Blocks, at: int, text: str) -> int:
    """Leave out a line that only another generator understands; attributes that belong to a block stay."""
    number = blocks.lines[at][0]
    if kinds.ATTRIBUTES.match(text):
        if blocks.paragraph < 0:
            blocks.prepared.dropped.append((number, text))
        else:  # They belong to the paragraph, and end it.
            blocks.out.append((number, text.strip()))
            blocks.paragraph, blocks.closed = -1, True
        return at + 1
    tags = kinds.GENERATOR.match(text.lstrip())
    if not tags:
        return at
    words = kinds.GENERATOR.sub("", text).strip()
    blocks.after_foreign = True
    blocks.prepared.dropped.append((number, tags[0]))
    if words:
        blocks.lines[at] = (number, words)
        return _take(blocks, at)
    return at + 1

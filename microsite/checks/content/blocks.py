"""The lines of a chapter as it was written → its blocks with their places, code and comments blanked out.

Blanked text keeps its length, so that a place in it is a place in the author's file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from microsite.text import lines as kinds

#: Stands for a character of code: neither a word nor white space.
CODE = "\ue000"
#: Stands for a character that is no text: markup, and what it encloses in comments.
CUT = "\x00"
_PREFIX = re.compile(r"(?:[ \t]*>[ \t]?)+")
_END_TAG = re.compile(r"</(?:pre|script|style|textarea)\s*>", re.IGNORECASE)
_CONTAINER = re.compile(
    r"<(/?)(?:table|div|details|section|figure|blockquote|ul|ol|dl|center|article)(?=[\s/>])", re.IGNORECASE
)
_TASK = re.compile(r"\[[ xX]\]\s+")
_NOTE = re.compile(r" {0,3}\[\^[^\]\s]{1,100}\]:[ \t]*")
_DEFINED = re.compile(r" {0,3}\[([^\]^\[]{1,999})\]:[ \t]*<?([^\s>]*)")


@dataclass(slots=True)
class Block:
    """A heading, paragraph, list item, table, or run of HTML; `start` and `end` are places in the body."""

    kind: str
    start: int
    end: int
    #: The level of a heading.
    level: int = 0
    #: The marker of an item.
    marker: str = ""
    #: Whether it stands in a quotation.
    quoted: bool = False


class Blocks:
    """Reads a body line by line, once."""

    def __init__(self, body: str) -> None:
        """Take the body of a chapter."""
        self.found: list[Block] = []
        #: Addresses by the names that links use for them.
        self.references: dict[str, str] = {}
        #: Abbreviations that the chapter explains itself: `*[NHS]: National Health Service`.
        self.abbreviations: set[str] = set()
        self._body = body
        self._pieces: list[str] = []
        self._open: Block | None = None
        self._columns: list[int] = []
        #: How many elements of HTML are open in which indentation is of no account.
        self._containers = 0
        self._fence = ""
        self._until = ""
        self._read()
        self.bare = "".join(self._pieces)[: len(body)]

    def _read(self) -> None:
        lines = self._body.split("\n")
        at = 0
        blank = True
        for number, line in enumerate(lines):
            shown = self._line(line, at, blank, lines[number + 1] if number + 1 < len(lines) else "")
            self._pieces += (shown, "\n")
            blank = not line.strip()
            at += len(line) + 1

    def _line(self, line: str, at: int, blank_before: bool, following: str) -> str:
        """Take one line and give it with what is no prose blanked."""
        if self._until:
            return self._inside(line)
        if self._fence:
            if self._closes(line):
                self._fence = ""
            return CODE * len(line)
        if not line.strip():
            self._open = None
            return line
        quote = _PREFIX.match(line) if ">" in line else None
        start = quote.end() if quote else 0
        if not line[start:].strip():
            self._open = None
            return line
        rest = line[start:].expandtabs(4) if line.startswith("\t", start) else line[start:]
        indent = len(rest) - len(rest.lstrip(" "))
        if blank_before and not quote:
            while self._columns and indent < self._columns[-1]:
                self._columns.pop()
        column = self._columns[-1] if self._columns else 0
        code = indent >= column + 4 and (self._open is None or self._open.kind == "code")
        if code and not self._containers:
            return self._code(line, at)
        if "<" in line:
            for tag in _CONTAINER.finditer(line):
                self._containers = max(0, self._containers + (-1 if tag[1] else 1))
        first = len(line) - len(line[start:].lstrip())
        return self._text(line, at, first, quote is not None, following)

    def _text(self, line: str, at: int, first: int, quoted: bool, following: str) -> str:
        text = line[first:]
        fence = kinds.FENCE.match(text) if text[0] in "`~" else None
        if fence:
            self._fence, self._open = fence["fence"], None
            self.found.append(Block("code", at, at + len(line)))
            return CODE * len(line)
        shown = self._comments(line)
        if shown is not line and not shown.strip(CUT + " "):
            return shown
        if text[0] in "#=-_*[:!{|<+(0123456789abcdefghivx" and self._special(text, at, first, quoted, following):
            return self._inside_tags(shown)
        block = self._open
        if block is not None and block.kind in ("paragraph", "item", "html", "table") and block.quoted == quoted:
            block.end = at + len(line)
        else:
            self._begin("paragraph", at + first, at + len(line), quoted)
        if self._open is not None and self._open.kind == "paragraph" and self._begins_table(text, following):
            self._table(at + first, at + len(line))
        return self._inside_tags(shown)

    def _special(self, text: str, at: int, first: int, quoted: bool, following: str) -> bool:
        """Take a line that is more than a line of a paragraph, and say whether it is one."""
        start, end = at + first, at + first + len(text)
        letter = text[0]
        block = self._open
        if letter == "#":
            return self._heading(text, start, quoted)
        if letter in "=-" and block is not None and block.kind == "paragraph" and kinds.UNDERLINE.match(text):
            block.kind, block.level = "heading", 1 if letter == "=" else 2
            self._open = None
            return True
        if letter in "-_*" and kinds.RULE.match(text):
            self._open = None
            return True
        if letter == "<":
            return self._html(text, start, end, quoted)
        if letter == "[" and self._named(text, start, end, quoted):
            return True
        if letter == "*" and kinds.ABBREVIATION.match(text):
            self.abbreviations.add(text[2 : text.index("]")])
            self._open = None
            return True
        if letter in "!:" and (kinds.ADMONITION.match(text) or kinds.DEFINITION.match(text)):
            self._columns.append(4)
            self._begin("item", start + (0 if letter == "!" else 1), end, quoted)
            return True
        if letter in "|" and self._begins_table(text, following):
            self._table(start, end)
            return True
        return self._item(text, start, end, quoted, first)

    def _heading(self, text: str, start: int, quoted: bool) -> bool:
        found = kinds.HEADING.match(text) or kinds.GLUED_HEADING.match(text)
        if found:
            words = found[2] or ""
            offset = found.start(2) if words else len(found[1])
            self.found.append(Block("heading", start + offset, start + offset + len(words), len(found[1]), "", quoted))
            self._open = None
        return found is not None

    def _item(self, text: str, start: int, end: int, quoted: bool, first: int) -> bool:
        block = self._open
        item = kinds.ITEM.match(text)
        if item is None:
            item = kinds.LETTERED.match(text) if block is None or block.kind == "item" else None
        if item is None or not item["marker"]:
            return False
        if block is not None and block.kind == "paragraph" and not kinds.interrupts(text):
            return False
        self._columns = [column for column in self._columns if column <= first]
        self._columns.append(first + len(item["marker"]) + max(1, min(len(item["gap"]), 4)))
        if item["text"].startswith("#") and self._heading(item["text"], start + item.start("text"), quoted):
            return True
        task = _TASK.match(item["text"])
        offset = item.start("text") + (task.end() if task else 0)
        self._begin("item", start + offset, end, quoted)
        self.found[-1].marker = item["marker"]
        return True

    def _html(self, text: str, start: int, end: int, quoted: bool) -> bool:
        verbatim = kinds.VERBATIM.match(text)
        if verbatim:
            self._begin("html", start, end, quoted)
            return True
        if not kinds.BLOCK_TAG.match(text):
            return False
        if self._open is not None and self._open.kind == "html":
            self._open.end = end
        else:
            self._begin("html", start, end, quoted)
        return True

    def _named(self, text: str, start: int, end: int, quoted: bool) -> bool:
        note = _NOTE.match(text)
        if note:
            self._columns.append(4)
            self._begin("item", start + note.end(), end, quoted)
            return True
        found = _DEFINED.match(text) if self._open is None or self._open.kind == "reference" else None
        if found:
            self.references[" ".join(found[1].lower().split())] = found[2]
            self._begin("reference", start, end, quoted)
        return found is not None

    def _begins_table(self, text: str, following: str) -> bool:
        if "-" not in following or not ("|" in text or "|" in following):
            return False
        line = _PREFIX.sub("", following).strip() if ">" in following else following.strip()
        return bool(kinds.DELIMITERS.match(line)) and kinds.cells(text) == kinds.cells(line)

    def _table(self, start: int, end: int) -> None:
        """Begin a table at this line, which may have ended a paragraph."""
        block = self._open
        if block is not None and block.kind == "paragraph":
            block.end = start - 1
            if block.end <= block.start:
                self.found.pop()
        self._begin("table", start, end, False)

    def _begin(self, kind: str, start: int, end: int, quoted: bool) -> None:
        self._open = Block(kind, start, end, 0, "", quoted)
        self.found.append(self._open)

    def _code(self, line: str, at: int) -> str:
        if self._open is None:
            self._begin("code", at, at + len(line), False)
        return CODE * len(line)

    def _closes(self, line: str) -> bool:
        stripped = line.strip().lstrip("> ")
        return len(stripped) >= len(self._fence) and not stripped.strip(self._fence[0])

    def _comments(self, line: str) -> str:
        """Blank the comments of a line."""
        if "<!--" not in line:
            return line
        pieces: list[str] = []
        rest = line
        while "<!--" in rest:
            before, _, rest = rest.partition("<!--")
            inside, closed, rest = rest.partition("-->")
            pieces += (before, CUT * (4 + len(inside) + len(closed)))
            if not closed:
                self._until = "-->"
        return "".join((*pieces, rest))

    def _inside_tags(self, line: str) -> str:
        """Blank what stands in an element whose content is as it was typed."""
        if "<" not in line:
            return line
        verbatim = kinds.VERBATIM.match(line)
        opened = line.find(">") + 1 if verbatim else 0
        if not verbatim or not opened:
            return line
        self._until = "tag"
        return line[:opened] + self._inside(line[opened:])

    def _inside(self, line: str) -> str:
        """Blank a line to the end of the comment or element that is open."""
        if self._until == "-->":
            before, closed, rest = line.partition("-->")
            if not closed:
                return CUT * len(line)
            self._until = ""
            return CUT * (len(before) + 3) + self._comments(rest)
        end = _END_TAG.search(line)
        if end is None:
            return CODE * len(line)
        self._until = ""
        return CODE * end.start() + line[end.start() :]

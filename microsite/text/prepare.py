"""Markdown as people write it → Markdown that the parser reads as GitHub would.

Lists and tables get the empty line they need, nesting becomes four spaces a level, and what is not Markdown
(listings, HTML) is kept aside behind tokens, so that nothing in it is taken for markup and no parser has to
look for its end. Whatever comes out remembers the line of the author's that it stood in.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from microsite.text import lines as kinds

#: Lists and quotations deeper than this stay text of the level above.
DEEPEST = 10
#: Characters of a private area: what they enclose stands for a piece that was kept aside.
OPEN, CLOSE = "\ue000", "\ue001"
_PRIVATE = str.maketrans("", "", OPEN + CLOSE)
_TOKEN = re.compile(f"<p>{OPEN}([0-9]+){CLOSE}</p>|{OPEN}([0-9]+){CLOSE}")
_ONLY_TAGS = re.compile(r"\s*(?:<[^<>]*>\s*)+$")
_AROUND_TEXT = re.compile(r"(\s*(?:<[^<>]*>\s*)*)(.*?)((?:\s*<[^<>]*>)*\s*)$", re.DOTALL)

#: A line of the author's body, counted from 1, and its text; 0 for a line that the preparation put in.
Line = tuple[int, str]


@dataclass(slots=True)
class Prepared:
    """A body that the parser can read, and what was set aside."""

    text: str = ""
    #: The author's line of each line of the text; 0 for an empty line that was put in.
    lines: tuple[int, ...] = ()
    #: HTML by the number of its token.
    kept: list[str] = field(default_factory=lambda: [])
    #: Lines of other generators that were left out.
    dropped: list[Line] = field(default_factory=lambda: [])
    #: Lines whose nesting was given up.
    flattened: list[int] = field(default_factory=lambda: [])


def prepare(body: str) -> Prepared:
    """Prepare the body of a chapter. Time grows with its size, not faster."""
    prepared = Prepared()
    if "\t" in body:
        body = "\n".join(line.expandtabs(4) if "\t" in line else line for line in body.split("\n"))
    written = body.translate(_PRIVATE).split("\n")
    made = _Blocks(prepared, list(enumerate(written, 1)), depth=0).run()
    prepared.text = "\n".join(text for _, text in made)
    prepared.lines = tuple(number for number, _ in made)
    return prepared


def restore(converted_html: str, prepared: Prepared) -> str:
    """Put back what was kept aside."""
    if not prepared.kept:
        return converted_html
    return _TOKEN.sub(lambda match: prepared.kept[int(match[1] or match[2])], converted_html)


class _Blocks:
    """The blocks of one container: the whole body, a list item, a quotation, a footnote."""

    def __init__(self, prepared: Prepared, lines: list[Line], *, depth: int, in_item: bool = False) -> None:
        self._prepared = prepared
        self._lines = lines
        self._count = len(lines)
        self._depth = depth
        self._in_item = in_item
        self._out: list[Line] = []
        #: Where in the output the open paragraph begins; -1 for none.
        self._paragraph = -1
        #: Whether the block before needs an empty line after it.
        self._closed = False
        #: How long the output would be when a quotation follows another; 0 for none.
        self._quoted = 0
        #: How many elements of HTML are open: indentation is of no account inside.
        self._open_tags = 0

    def run(self) -> list[Line]:
        position = 0
        while position < self._count:
            position = self._block(position)
        return self._out

    def _block(self, at: int) -> int:
        """Take the block that begins at a line, and give the line after it."""
        text = self._lines[at][1]
        stripped = text.lstrip()
        if not stripped:
            self._out.append((self._lines[at][0], ""))
            self._paragraph, self._closed = -1, False
            return at + 1
        if self._paragraph < 0 and text.startswith("    "):
            if not self._open_tags:
                return self._code(at)
            text = stripped
            self._lines[at] = (self._lines[at][0], text)
        first = stripped[0]
        found = at
        if first == "<":
            found = self._html(at, text)
        elif first in "`~":
            found = self._fence(at, text)
        elif first in "#>=!:[{*_-+|(0123456789":
            found = self._special(at, text, first)
        if found == at and self._paragraph < 0 and kinds.LETTERED.match(text):
            found = self._list(at)
        if found == at and self._begins_table(at):
            found = self._table(at)
        return found if found > at else self._text(at, text)

    def _special(self, at: int, text: str, first: str) -> int:
        if first == "#":
            return self._heading(at, text)
        if first == ">":
            return self._quote(at)
        if first in "=-" and self._paragraph >= 0 and kinds.UNDERLINE.match(text):
            return self._underline(at, first)
        if first in "-_*" and kinds.RULE.match(text):
            self._put(self._lines[at][0], "---")
            self._closed = True
            return at + 1
        if first in "-+*(0123456789" and kinds.ITEM.match(text):
            if self._paragraph < 0 or kinds.interrupts(text):
                return self._list(at)
            return at
        if first in "*[" and (kinds.ABBREVIATION.match(text) or (self._paragraph < 0 and kinds.REFERENCE.match(text))):
            self._put(self._lines[at][0], text.strip())
            self._closed = True
            return at + 1
        if first == "[" and kinds.FOOTNOTE.match(text):
            return self._indented(at, text[: text.index(":") + 1] + " ")
        if first == "!" and kinds.ADMONITION.match(text):
            return self._indented(at, "", whole=True)
        if first == ":":
            definition = kinds.DEFINITION.match(text)
            return self._indented(at, ":   ", len(definition["marker"])) if definition else at
        return self._foreign(at, text) if first == "{" else at

    def _put(self, number: int, text: str) -> None:
        """Begin a block of its own."""
        if self._out and self._out[-1][1]:
            self._out.append((0, ""))
        self._out.append((number, text))
        self._paragraph, self._closed = -1, False

    def _keep(self, number: int, kept_html: str) -> None:
        self._put(number, f"{OPEN}{len(self._prepared.kept)}{CLOSE}")
        self._prepared.kept.append(kept_html)
        self._closed = True

    def _text(self, at: int, text: str) -> int:
        number = self._lines[at][0]
        text = text.lstrip()
        if text.startswith("#"):
            text = f"\\{text}"
        if text.endswith("\\") and not text.endswith("\\\\") and at + 1 < self._count:
            text = f"{text[:-1]}  "
        if self._paragraph >= 0:
            self._out.append((number, text))
        elif self._closed:
            self._put(number, text)
            self._paragraph = len(self._out) - 1
        else:
            self._out.append((number, text))
            self._paragraph = len(self._out) - 1
        return at + 1

    def _code(self, at: int) -> int:
        end = at
        for index in range(at, self._count):
            line = self._lines[index][1]
            if line.startswith("    "):
                end = index + 1
            elif line.strip():
                break
        listing = "\n".join(line[4:] for _, line in self._lines[at:end])
        self._keep(self._lines[at][0], f"<pre><code>{html.escape(listing, quote=False)}\n</code></pre>")
        return end

    def _fence(self, at: int, text: str) -> int:
        fence = kinds.FENCE.match(text)
        if not fence:
            return at
        indent, mark = len(fence["indent"]), fence["fence"]
        end = at + 1
        while end < self._count and not _closes(self._lines[end][1], mark):
            end += 1
        listing = [_dedented(line, indent) for _, line in self._lines[at + 1 : end]]
        words = fence["info"].strip().strip("{}").split()
        language = re.sub(r"[^\w+#-]", "", words[0].lstrip(".")) if words else ""
        kind = f' class="language-{language}"' if language else ""
        code = html.escape("\n".join(listing), quote=False)
        self._keep(self._lines[at][0], f"<pre><code{kind}>{code}\n</code></pre>")
        return min(end + 1, self._count)

    def _heading(self, at: int, text: str) -> int:
        found = kinds.HEADING.match(text) or kinds.GLUED_HEADING.match(text)
        if not found:
            return at
        words = (found[2] or "").strip()
        if words:
            self._put(self._lines[at][0], f"{found[1]} {_not_closing(words)}")
            self._closed = True
        return at + 1

    def _underline(self, at: int, first: str) -> int:
        start = self._paragraph
        words = " ".join(text.strip() for _, text in self._out[start:]).removeprefix("\\#")
        number = self._out[start][0]
        del self._out[start:]
        self._put(number, f"{'#' if first == '=' else '##'} {_not_closing(words)}")
        self._closed = True
        return at + 1

    def _begins_table(self, at: int) -> bool:
        if at + 1 >= self._count:
            return False
        line, following = self._lines[at][1], self._lines[at + 1][1]
        if "-" not in following or not ("|" in line or "|" in following):
            return False
        return bool(kinds.DELIMITERS.match(following)) and kinds.cells(line) == kinds.cells(following)

    def _table(self, at: int) -> int:
        end = at + 2
        while end < self._count and self._lines[end][1].strip() and not kinds.begins_block(self._lines[end][1]):
            end += 1
        self._put(self._lines[at][0], self._lines[at][1].strip())
        self._out += [(number, text.strip()) for number, text in self._lines[at + 1 : end]]
        self._closed = True
        return end

    def _quote(self, at: int) -> int:
        inner: list[Line] = []
        end = at
        while end < self._count:
            number, text = self._lines[end]
            quoted = kinds.QUOTE.match(text)
            if quoted:
                inner.append((number, quoted[1]))
            elif text.strip() and inner[-1][1].strip() and not kinds.begins_block(text):
                inner.append((number, text.lstrip()))
            else:
                break
            end += 1
        number = self._lines[at][0]
        if self._depth >= DEEPEST:
            self._prepared.flattened.append(number)
            for line in inner:
                self._text_of(line[0], line[1].lstrip("> "))
            return end
        callout = kinds.CALLOUT.match(inner[0][1])
        if callout:
            inner[0] = (inner[0][0], callout[2])
        made = _trimmed(_Blocks(self._prepared, inner, depth=self._depth + 1).run())
        if callout:
            self._put(number, f'!!! {callout[1].lower()} "{callout[1].capitalize()}"')
            self._out += [(line, f"    {text}" if text else "") for line, text in made]
        elif made:
            if self._quoted == len(self._out):
                self._keep(number, "")  # Two quotations, one below the other, stay two.
            self._put(made[0][0], f"> {made[0][1]}")
            self._out += [(line, f"> {text}" if text else ">") for line, text in made[1:]]
        self._closed = True
        self._quoted = len(self._out) + 1
        return end

    def _text_of(self, number: int, text: str) -> None:
        """Put a line of a paragraph that is no line of this container."""
        self._lines.append((number, text))
        self._text(len(self._lines) - 1, text)
        self._lines.pop()

    def _indented(self, at: int, marker: str, start: int = -1, *, whole: bool = False) -> int:
        """Take a footnote, a definition or an admonition with the indented lines that belong to it."""
        number, text = self._lines[at]
        inner = [] if whole else [(number, text[len(marker) if start < 0 else start :].lstrip())]
        end = at + 1
        while end < self._count:
            line, following = self._lines[end]
            if following.startswith("    ") or not following.strip():
                inner.append((line, following[4:]))
            elif (
                whole or not inner or not inner[-1][1].strip() or kinds.begins_block(following) or following[0] in "[:"
            ):
                break
            else:
                inner.append((line, following.lstrip()))
            end += 1
        while inner and not inner[-1][1].strip() and end > at + 1:
            inner.pop()
            end -= 1
        made = _Blocks(self._prepared, inner, depth=self._depth + 1, in_item=True).run() if inner else []
        head = text.strip() if whole else f"{marker.strip()} "
        first = "" if whole or not made else made.pop(0)[1]
        if marker.startswith(":"):
            self._put_definition(number, f":   {first}")
        else:
            self._put(number, f"{head}{first}".rstrip())
        self._out += [(line, f"    {text}" if text else "") for line, text in made]
        self._closed = True
        return max(end, at + 1)

    def _put_definition(self, number: int, text: str) -> None:
        """A definition stands straight below its term."""
        if self._paragraph >= 0 or (self._out and self._out[-1][1].startswith(":   ")):
            self._out.append((number, text))
            self._paragraph = -1
        else:
            self._put(number, text)

    def _foreign(self, at: int, text: str) -> int:
        """Leave out a line that only another generator understands; attributes that belong to a block stay."""
        number = self._lines[at][0]
        if kinds.ATTRIBUTES.match(text):
            if self._paragraph < 0:
                self._prepared.dropped.append((number, text))
            else:  # They belong to the paragraph, and end it.
                self._out.append((number, text.strip()))
                self._paragraph, self._closed = -1, True
            return at + 1
        tags = kinds.GENERATOR.match(text)
        if not tags:
            return at
        words = kinds.GENERATOR.sub("", text).strip()
        self._prepared.dropped.append((number, tags[0]))
        if words:
            self._lines[at] = (number, words)
            return self._block(at)
        return at + 1

    def _html(self, at: int, text: str) -> int:
        verbatim = kinds.VERBATIM.match(text)
        if verbatim:
            return self._until(at, f"</{verbatim[1].lower()}")
        if kinds.COMMENT.match(text):
            return self._comment(at)
        if not kinds.BLOCK_TAG.match(text):
            return at
        end = at
        while end < self._count and self._lines[end][1].strip():
            end += 1
        chunk = self._lines[at:end]
        written = "\n".join(line for _, line in chunk)
        for tag in kinds.ANY_BLOCK_TAG.finditer(written):
            self._open_tags = max(0, self._open_tags + (-1 if tag[1] else 1))
        if not kinds.LOOKS_LIKE_MARKDOWN.search(written):
            self._keep(chunk[0][0], written)
            return end
        for number, line in chunk:
            self._mixed(number, line)
        return end

    def _mixed(self, number: int, line: str) -> None:
        """Part the tags of a line from the Markdown between them."""
        if _ONLY_TAGS.match(line):
            self._keep(number, re.sub(r"\s+markdown=(\"[^\"]*\"|\w+)", "", line))
            return
        around = _AROUND_TEXT.match(line)
        before, words, after = (around[1], around[2], around[3]) if around else ("", line, "")
        if before.strip():
            self._keep(number, re.sub(r"\s+markdown=(\"[^\"]*\"|\w+)", "", before))
        inner = _Blocks(self._prepared, [(number, words)], depth=self._depth + 1)
        for made, text in inner.run():
            if self._closed or inner._paragraph < 0:
                self._put(made, text)
            else:
                self._out.append((made, text))
        self._closed = inner._closed
        if after.strip():
            self._keep(number, after)

    def _until(self, at: int, end_tag: str) -> int:
        """Keep lines as they are, to the one that holds an end tag."""
        end = at
        while end < self._count and end_tag not in self._lines[end][1].lower():
            end += 1
        if end >= self._count:
            return at
        self._keep(self._lines[at][0], "\n".join(line for _, line in self._lines[at : end + 1]))
        return end + 1

    def _comment(self, at: int) -> int:
        """Leave out a comment; what follows it on its last line stays."""
        for end in range(at, self._count):
            number, text = self._lines[end]
            if "-->" not in text:
                continue
            after = re.sub(r"^(?:\s*<!--(?:(?!-->).)*-->)+", "", text.partition("-->")[2]).strip()
            self._paragraph, self._closed = -1, True
            if not after or after.startswith("<!--"):
                return end + 1
            self._lines[end] = (number, after)
            return self._block(end)
        return at

    def _list(self, at: int) -> int:
        position = at
        tight = self._in_item and self._paragraph == 0
        ordered = None
        while position < self._count:
            item = self._item(position)
            if item is None or (ordered is not None and ordered != (item["marker"] not in "-+*")):
                break
            content, end, parted = self._content(position, item)
            loose = False
            if self._depth >= DEEPEST:
                self._flatten(content, item["marker"])
            else:
                if ordered is None and not tight and self._out and self._out[-1][1]:
                    self._out.append((0, ""))
                loose = self._put_item(self._lines[position][0], item["marker"], content)
            ordered = item["marker"] not in "-+*"
            self._paragraph = -1
            if (parted or loose) and end < self._count:
                self._out.append((0, ""))
            position = end
        self._closed = True
        return position

    def _item(self, at: int) -> re.Match[str] | None:
        text = self._lines[at][1]
        if kinds.RULE.match(text):
            return None
        return kinds.ITEM.match(text) or kinds.LETTERED.match(text)

    def _content(self, at: int, item: re.Match[str]) -> tuple[list[Line], int, bool]:
        """Give the lines of an item without their indentation, the line after it, and whether a gap follows."""
        number = self._lines[at][0]
        gap = len(item["gap"])
        wide = gap if 1 <= gap <= 4 and item["text"] else 1
        column = len(item["indent"]) + len(item["marker"]) + wide
        content: list[Line] = [(number, " " * (gap - wide if gap > 4 else 0) + item["text"])]
        fence = _opened_fence("", content[0][1])
        lettered = not item["marker"][0].isdigit() and item["marker"] not in "-+*"
        end = at + 1
        while end < self._count:
            line, text = self._lines[end]
            stripped = text.strip()
            inside = text.startswith(" " * column)
            if not stripped:
                content.append((line, ""))
            elif inside:
                content.append((line, text[column:]))
                fence = _opened_fence(fence, text[column:])
            elif (
                not content[-1][1]
                or fence
                or kinds.ITEM.match(text)
                or kinds.begins_block(text)
                or (lettered and kinds.LETTERED.match(text))
            ):
                break
            else:
                content.append((line, text.lstrip()))
            end += 1
        parted = False
        while len(content) > 1 and not content[-1][1]:
            content.pop()
            parted = True
        return content, end, parted

    def _put_item(self, number: int, marker: str, content: list[Line]) -> bool:
        """Put an item, and say whether it has more than one paragraph."""
        first = content[0][1]
        for typed, shown in (("[ ] ", "\u2610 "), ("[x] ", "\u2611 "), ("[X] ", "\u2611 ")):
            if first.startswith(typed):
                content[0] = (content[0][0], shown + first[len(typed) :])
        made = _Blocks(self._prepared, content, depth=self._depth + 1, in_item=True).run()
        # A hyphen below a line of text would be taken for the line under a heading.
        shown = "+" if marker in "-+*" else marker
        self._out.append((number, f"{shown} {made[0][1] if made else ''}"))
        self._out += [(line, f"    {text}" if text else "") for line, text in made[1:]]
        return any(not text for _, text in made)

    def _flatten(self, content: list[Line], marker: str) -> None:
        self._prepared.flattened.append(content[0][0])
        for index, (number, text) in enumerate(content):
            self._text_of(number, f"{marker[:-1]}\\{marker[-1]} {text}" if not index else text)


def _closes(line: str, mark: str) -> bool:
    stripped = line.strip()
    return len(stripped) >= len(mark) and not stripped.strip(mark[0]) and len(line) - len(line.lstrip()) < 4


def _opened_fence(fence: str, text: str) -> str:
    """The fence that is open after a line; empty for none."""
    if fence:
        return "" if _closes(text, fence) else fence
    if "```" not in text and "~~~" not in text:
        return ""
    found = kinds.FENCE.match(text)
    return found["fence"] if found else ""


def _dedented(line: str, indent: int) -> str:
    return line[min(indent, len(line) - len(line.lstrip(" "))) :]


def _not_closing(words: str) -> str:
    """Keep hashes at the end of a heading's words from being taken for its end."""
    return f"{words[:-1]}\\#" if words.endswith("#") and not words.endswith("\\#") else words


def _trimmed(lines: list[Line]) -> list[Line]:
    while lines and not lines[-1][1]:
        lines.pop()
    while lines and not lines[0][1]:
        lines.pop(0)
    return lines

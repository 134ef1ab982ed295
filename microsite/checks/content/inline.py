"""The links, pictures, tags and marks of emphasis within the blocks of a chapter."""

from __future__ import annotations

import html
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from microsite.checks.content.blocks import CODE, CUT, Block
from microsite.checks.content.parts import Link, Part, Picture, Tag

AnyPart = TypeVar("AnyPart", bound=Part)

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[\s/](?:[^<>\"']|\"[^\"]*\"|'[^']*')*)?)>")
_ATTRIBUTE = re.compile(r"([^\s=/\"'<>]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_TICKS = re.compile(r"\\`|`+")
#: No name of a reference is longer (CommonMark 0.31).
LONGEST_NAME = 999
_FOREIGN = re.compile(r"\{\{[^{}\n]{0,1000}\}\}|\{%[^{}\n]{0,1000}%\}")
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
_TAIL = re.compile(
    r"""\(\s*(?:<([^<>\n]*)>|((?:[^()"'\n]|["'](?!\s*\))|\n(?!\n)|\([^()\n]*\))*?))
    (?:\s+(?:"([^"]*)"|'([^']*)'|\(([^()]*)\)))?\s*\)""",
    re.VERBOSE,
)
_NAMED = re.compile(r"\s?\[([^\[\]]*)\]")
#: An alternative text in the list of attributes behind a picture.
_GIVEN = re.compile(r"\{:[^{}\n]*?\balt=([\"'])([^{}\n]*?)\1[^{}\n]*\}")
_ANGLED = re.compile(r"<((?:https?://|mailto:)[^\s<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>", re.IGNORECASE)
_BARE = re.compile(
    r"(?<![\w/.@=\"'-])(?:https?://[^\s<>\x00]+|www\.[^\s<>\x00]+)|(?<![\w.+@/-])[\w.+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
    re.IGNORECASE,
)
_CODE_RUN = re.compile(f"{CODE}+")
_SMALL = re.compile(
    r"(?=[\\_*~{\[])(?:\\(?=[!-/:-@\[-`{-~])|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|\*{1,3}(?=\S)|(?<=\S)\*{1,3}|~~"
    r"|\{:[^{}\n]*\}|\{[#.][^{}\n]*\}|\[\^[^\]\s]{1,100}\])"
)


class Inline:
    """What stands within the blocks, found in one pass over each."""

    def __init__(self, body: str, bare: str, blocks: Iterable[Block], references: Mapping[str, str]) -> None:
        """Take the body, the body with code and comments blanked, and its blocks."""
        self.tags: list[Tag] = []
        self.links: list[Link] = []
        self.pictures: list[Picture] = []
        self._body = body
        self._references = references
        self._cuts: list[tuple[int, int]] = []
        spans: list[tuple[int, int]] = []
        blocks = [block for block in blocks if block.kind not in ("code", "reference")]
        for block in blocks:
            spans += _code_spans(bare, block)
        if "{" in bare:
            spans += (match.span() for match in _FOREIGN.finditer(bare))
        self._bare = _blanked(bare, spans, CODE)
        for block in blocks:
            self._read(self._bare[block.start : block.end], block.start)
        self.links = list(_outermost(self.links))
        self.pictures = list(_outermost(self.pictures))
        self._cuts += ((picture.start, picture.end) for picture in self.pictures)
        ticks = [(start, end, _ticks(bare, start)) for start, end in spans if bare[start] == "`"]
        self._cuts += ((start, start + count) for start, _, count in ticks)
        self._cuts += ((end - count, end) for _, end, count in ticks)
        #: The body with markup cut out and code as signs, for rules about wording.
        self.prose = _blanked(self._bare, self._cuts, CUT)
        #: The same with code as it is written.
        self.words = _blanked(bare, self._cuts, CUT)
        self._name_pictures()
        self._name_links()

    def _read(self, text: str, at: int) -> None:
        known = len(self.links), len(self.pictures), len(self.tags)
        if "<" in text:
            self._read_tags(text, at)
        if "[" in text:
            self._read_brackets(text, at)
        if "://" in text or "www." in text or "@" in text:
            parts = (*self.links[known[0] :], *self.pictures[known[1] :], *self.tags[known[2] :])
            self._read_bare(_blanked(text, ((part.start - at, part.end - at) for part in _outermost(parts)), CUT), at)
        self._cuts += ((at + match.start(), at + match.end()) for match in _SMALL.finditer(text))

    def _read_tags(self, text: str, at: int) -> None:
        anchor: Tag | None = None
        for match in _TAG.finditer(text):
            attributes: dict[str, str] = {}
            if match[3].strip(" /\n"):
                written = self._body[at + match.start(3) : at + match.end(3)]
                for name, value in _ATTRIBUTE.findall(written):
                    attributes.setdefault(name.lower(), html.unescape(value.strip("\"'")))
            start, end = at + match.start(), at + match.end()
            tag = Tag(start=start, end=end, name=match[2].lower(), closing=bool(match[1]), attributes=attributes)
            self.tags.append(tag)
            self._cuts.append((start, end))
            if tag.name == "img" and not tag.closing:
                self._add_raw_picture(tag)
            elif tag.name == "a":
                if tag.closing and anchor is not None:
                    self._add_raw_link(anchor, tag)
                anchor = None if tag.closing or "href" not in attributes else tag
        for match in _ANGLED.finditer(text):
            start, end = at + match.start(), at + match.end()
            address = match[1] if "//" in match[1] or match[1].startswith("mailto:") else f"mailto:{match[1]}"
            self._add_bare(address, start + 1, end - 1)
            self._cuts += ((start, start + 1), (end - 1, end))

    def _add_raw_picture(self, tag: Tag) -> None:
        given = tag.attributes
        picture = Picture(
            start=tag.start,
            end=tag.end,
            alternative=given.get("alt"),
            address=given.get("src", ""),
            title=given.get("title", ""),
            raw=True,
            attributes=given,
        )
        self.pictures.append(picture)

    def _add_raw_link(self, opening: Tag, closing: Tag) -> None:
        given = opening.attributes
        link = Link(
            start=opening.start,
            end=closing.end,
            words="",
            address=given.get("href", ""),
            title=given.get("title", ""),
            kind="raw",
            inside=(opening.end, closing.start),
        )
        self.links.append(link)

    def _add_bare(self, address: str, start: int, end: int) -> None:
        words = self._body[start:end]
        self.links.append(
            Link(start=start, end=end, words=words, address=address, title="", kind="bare", inside=(start, end))
        )

    def _read_brackets(self, text: str, at: int) -> None:
        opened: list[int] = []
        tail = (0, 0)
        for match in _BRACKET.finditer(text):
            if match[0] == "[":
                opened.append(match.start())
            elif match[0] == "]" and opened:
                start = opened.pop()
                end = 0 if tail[0] < start < tail[1] else self._bracketed(text, at, start, match.start())
                if end:
                    tail = (match.start(), end)

    def _bracketed(self, text: str, at: int, opening: int, closing: int) -> int:
        """Take what stands in brackets as a link or picture, and give its end; 0 when it is neither."""
        tail = _TAIL.match(text, closing + 1)
        title = ""
        if tail:
            group = 1 if tail[1] is not None else 2
            address = self._body[at + tail.start(group) : at + tail.end(group)].strip()
            title = next((words for words in tail.groups()[2:] if words), "")
            end = tail.end()
        else:
            if not self._references or closing - opening > LONGEST_NAME:
                return 0
            named = _NAMED.match(text, closing + 1)
            name = (named[1] if named else "") or self._body[at + opening + 1 : at + closing]
            found = self._references.get(" ".join(name.lower().split()))
            if found is None:
                return 0
            address, end = found, named.end() if named else closing + 1
        if opening and text[opening - 1] == "!" and text[max(0, opening - 2) : opening - 1] != "\\":
            picture = Picture(
                start=at + opening - 1, end=at + end, alternative=None, address=address, title=title, raw=False
            )
            picture.inside = (at + opening + 1, at + closing)
            self.pictures.append(picture)
        else:
            inside = (at + opening + 1, at + closing)
            self.links.append(
                Link(
                    start=at + opening, end=at + end, words="", address=address, title=title, kind="link", inside=inside
                )
            )
            self._cuts += ((at + opening, at + opening + 1), (at + closing, at + end))
        return end

    def _read_bare(self, text: str, at: int) -> None:
        for match in _BARE.finditer(text):
            start = at + match.start()
            address = match[0].rstrip("?!.,:;*_~'\"")
            while address.endswith(")") and address.count(")") > address.count("("):
                address = address[:-1].rstrip("?!.,:;*_~'\"")
            mail = "@" in address and "://" not in address and not address.lower().startswith("www.")
            self._add_bare(f"mailto:{address}" if mail else address, start, start + len(address))

    def _name_pictures(self) -> None:
        for picture in self.pictures:
            if not picture.raw:
                start, end = picture.inside
                beside = _GIVEN.match(self._body, picture.end)
                picture.alternative = html.unescape(beside[2] if beside else self._body[start:end])

    def _name_links(self) -> None:
        """Put together what each link is called, pictures in it included."""
        position = 0
        for link in self.links:
            start, end = link.inside
            while position < len(self.pictures) and self.pictures[position].start < start:
                position += 1
            held: list[Picture] = []
            for picture in self.pictures[position:]:
                if picture.start >= end:
                    break
                picture.link = link
                held.append(picture)
            link.pictures = tuple(held)
            if link.kind != "bare":
                named = [picture.alternative or "" for picture in held]
                link.words = " ".join(" ".join((link.words, plain(self.words[start:end]), *named)).split())


def plain(piece: str) -> str:
    """Take what was cut out of a piece of `Inline.prose` or `Inline.words`; white space and code become single."""
    text = piece.replace(CUT, "")
    text = _CODE_RUN.sub(CODE, text) if CODE in text else text
    return " ".join((html.unescape(text) if "&" in text else text).split())


def _outermost(parts: Iterable[AnyPart]) -> Iterator[AnyPart]:
    """Give parts in their order, without those that stand in another of their kind: that one is what is made."""
    end = -1
    for part in sorted(parts, key=lambda each: each.start):
        if part.start >= end:
            yield part
            end = part.end


def _ticks(text: str, at: int) -> int:
    end = at
    while text[end] == "`":
        end += 1
    return end - at


def _code_spans(bare: str, block: Block) -> Iterator[tuple[int, int]]:
    """Give the spans of code of one block, its marks included."""
    text = bare[block.start : block.end]
    if "`" not in text:
        return
    runs = [(match.start(), match.end() - match.start()) for match in _TICKS.finditer(text) if match[0][0] == "`"]
    later: dict[int, deque[int]] = {}
    for position, length in runs:
        later.setdefault(length, deque()).append(position)
    done = 0
    for position, length in runs:
        same = later[length]
        while same and same[0] <= position:
            same.popleft()
        if position < done or not same:
            continue
        done = same[0] + length
        yield block.start + position, block.start + done


def _blanked(text: str, spans: Iterable[tuple[int, int]], sign: str) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in sorted(spans):
        if end > done:
            pieces += (text[done : max(start, done)], sign * (end - max(start, done)))
            done = end
    return "".join((*pieces, text[done:]))

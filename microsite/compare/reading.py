"""Extracts the passages of a chapter from its HTML: the author's words, without those that the build adds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, get_args

from microsite.compare.passages import CELL, NOTE_MARK, ChapterText, Kind, Passage

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from microsite.model.chapter import Chapter

#: Elements that make a passage of their own, and its kind.
_LEAVES: dict[str, Kind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("caption", "figcaption"), "caption"),
    "dt": "term",
    "pre": "listing",
    "summary": "paragraph",
}
#: Elements that decide the kind of the passages in them.
_CONTAINERS: dict[str, Kind] = {"li": "item", "dd": "definition", "blockquote": "quotation"}
_BLOCKS = frozenset(
    "address article aside body center div dl details fieldset figure footer header hr html main nav ol p section "
    "table tbody td tfoot th thead tr ul".split()
) | {*_LEAVES, *_CONTAINERS}
_SKIPPED = frozenset("head script style template svg noscript iframe button".split())
#: Classes of what the build adds to an author's words: the meaning of a term, the size of a file, the link back from
#: a footnote, and lists and boxes that a chapter places by name.
_ADDED = frozenset({"gloss", "file-note", "footnote-backref", "headerlink", "placed"})


def passages_of(chapter: Chapter) -> ChapterText:
    """Read a chapter of the model, without the facts that it places by name."""
    return passages_of_rendered(chapter, chapter.html)


def passages_of_rendered(chapter: Chapter, chapter_html: str) -> ChapterText:
    """Read a chapter of the model, with the facts that it places by name.

    Args:
        chapter: the chapter.
        chapter_html: its HTML as it is on its page.
    """
    return read_chapter(
        chapter_html,
        name=chapter.slug,
        title=f"{chapter.title}{NOTE_MARK * len(chapter.title_marks)}",
        summary=chapter.summary if chapter.summary_given else "",
        number=chapter.number,
        former_names=tuple(name_of_page(each) for each in chapter.redirect_from),
    )


def passages_of_whole(page: str, summaries: Mapping[str, str]) -> list[ChapterText]:
    """Read all chapters on the page with the whole document, except those in another language.

    Args:
        page: the page as HTML.
        summaries: the summaries below the titles, by name of the chapter.
    """
    from selectolax.lexbor import LexborHTMLParser

    found: list[ChapterText] = []
    for number, article in enumerate(LexborHTMLParser(page).css("main article.whole"), 1):
        prose, name = article.css_first(".prose"), article.attributes.get("aria-labelledby") or str(number)
        if prose is not None and "lang" not in prose.attributes:
            title = words_of(article.css_first(".whole__title"))
            found.append(_chapter(prose, name, title, summaries.get(name, ""), number, ()))
    return found


def words_of(node: LexborNode | None) -> str:
    """Return the text of an element; empty for None."""
    return "" if node is None else _Reader("").words_of(node)


def read_chapter(
    chapter_html: str,
    *,
    name: str,
    title: str,
    summary: str = "",
    number: int = 0,
    former_names: tuple[str, ...] = (),
) -> ChapterText:
    """Read a chapter's text.

    Args:
        chapter_html: the text without the title, as HTML.
        name: its name, unique among the chapters.
        title: its title.
        summary: the summary below the title; empty if there is none.
        number: its place among the chapters, counted from 1; 0 for a page that is not a chapter.
        former_names: names that it had before.
    """
    from selectolax.lexbor import LexborHTMLParser

    body = LexborHTMLParser(f"<body>{chapter_html}</body>").body
    assert body is not None
    return _chapter(body, name, title, summary, number, former_names)


def name_of_page(path: str) -> str:
    """Return the name of a chapter from the path of its page: `play` for `en/play.html` and for `/play/`."""
    path = path.strip().partition("#")[0].rstrip("/").removesuffix("/index.html")
    return path.rsplit("/", 1)[-1].removesuffix(".html")


def _chapter(
    body: LexborNode, name: str, title: str, summary: str, number: int, former_names: tuple[str, ...]
) -> ChapterText:
    reader = _Reader(name)
    reader.add("title", title)
    reader.add("summary", summary)
    reader.read(body, "paragraph")
    return ChapterText(
        name=name,
        title=" ".join(title.split()),
        number=number,
        former_names=former_names,
        passages=tuple(reader.passages),
    )


class _Reader:
    """Walks a tree and collects its passages."""

    def __init__(self, chapter: str) -> None:
        self.passages: list[Passage] = []
        self._chapter = chapter
        self._words: list[str] = []
        self._addresses: list[str] = []

    def add(self, kind: Kind, text: str, addresses: tuple[str, ...] = ()) -> None:
        text = " ".join(text.split())
        if text:
            first = 1 if self.passages and self.passages[0].kind == "title" else 0
            number = 0 if kind == "title" else len(self.passages) + 1 - first
            self.passages.append(
                Passage(chapter=self._chapter, number=number, kind=kind, text=text, addresses=addresses)
            )

    def words_of(self, node: LexborNode) -> str:
        """Return the text of an element as one string, whatever blocks are in it."""
        self._read_inline(node)
        words, _ = self._take_pending()
        return " ".join(words.split())

    def read(self, node: LexborNode, kind: Kind) -> None:
        """Collect the passages in an element."""
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag not in _BLOCKS:
                self._add_inline(child, tag)
            elif not _is_added(child):
                self._flush(kind)
                self._read_block(child, tag, kind)
        self._flush(kind)

    def _read_block(self, node: LexborNode, tag: str, kind: Kind) -> None:
        if tag == "tr":
            cells = [cell for cell in node.iter() if cell.tag in {"td", "th"}]
            self._words = [CELL.join(_Reader("").words_of(cell) for cell in cells)]
            for cell in cells:
                self._addresses += _addresses_in(cell)
            if not self._words[0].replace("|", "").strip():
                self._words = []
            self._flush("row")
        elif tag in _LEAVES:
            self._read_inline(node)
            self._flush(_LEAVES[tag])
        else:
            classes = (node.attributes.get("class") or "").split()
            inner = _CONTAINERS.get(tag, "note" if "footnote" in classes else kind)
            self.read(node, "note" if kind == "note" else inner)

    def _read_inline(self, node: LexborNode) -> None:
        for child in node.iter(include_text=True):
            self._add_inline(child, child.tag or "")

    def _add_inline(self, node: LexborNode, tag: str) -> None:
        if tag == "-text":
            self._words.append(node.text(deep=False))
        elif tag in _SKIPPED or tag.startswith("-"):
            return
        elif _is_added(node):
            self._words = ["".join(self._words).rstrip()]  # The build added the space before it as well.
        elif tag == "br":
            self._words.append(" ")
        elif tag == "img":
            self._words.append(f" [{alt}] " if (alt := (node.attributes.get("alt") or "").strip()) else " ")
            self._addresses.append(_file_of(node.attributes.get("src") or ""))
        elif tag == "a" and "footnote-ref" in (node.attributes.get("class") or "").split():
            self._words.append(NOTE_MARK)
        else:
            self._addresses += _own_address(node, tag)
            if tag in _BLOCKS:
                self._words.append(" ")
            self._read_inline(node)
            if tag in _BLOCKS:
                self._words.append(" ")

    def _take_pending(self) -> tuple[str, tuple[str, ...]]:
        words, addresses = "".join(self._words), tuple(self._addresses)
        self._words, self._addresses = [], []
        return words, addresses

    def _flush(self, kind: Kind) -> None:
        words, addresses = self._take_pending()
        if kind == "paragraph" and _PICTURE.fullmatch(words.strip()):
            kind = "picture"
        if not words.strip() and any(addresses):
            kind, words = "picture", f"[{next(filter(None, addresses))}]"
        self.add(kind, words, addresses)


_PICTURE = re.compile(r"\[[^\[\]]+\]")


def _is_added(node: LexborNode) -> bool:
    attributes = node.attributes
    if not attributes:
        return False
    classes = (attributes.get("class") or "").split()
    return "hidden" in attributes or (node.tag == "div" and "data-show" in attributes) or not _ADDED.isdisjoint(classes)


def _own_address(node: LexborNode, tag: str) -> list[str]:
    """Return a link's target if it is a website or a file; links to pages differ with the page that they are on."""
    address = node.attributes.get("href") or "" if tag == "a" else ""
    if re.match("[a-z]+:", address):
        return [address]
    file = _file_of(address.partition("#")[0])
    return [file] if file and not file.endswith(".html") else []


def _addresses_in(node: LexborNode) -> list[str]:
    found: list[str] = []
    for each in node.css("a[href], img[src]"):
        found += _own_address(each, "a") if each.tag == "a" else [_file_of(each.attributes.get("src") or "")]
    return found


def _file_of(address: str) -> str:
    return address.rsplit("/", 1)[-1]


assert {*_LEAVES.values(), *_CONTAINERS.values()} <= {*get_args(Kind)}

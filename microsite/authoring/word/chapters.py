"""Split a document's blocks into chapters, at the headings of one level."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from microsite.authoring.word.document import Block, Paragraph, Remark
from microsite.source.slugs import slug_of

FEWEST, MOST = 3, 20
#: How many words a title page may have before it becomes a chapter of its own.
_MOST_ON_TITLE_PAGE = 60
_LONGEST_NAME = 60


class Part(Struct, kw_only=True):
    """A part of the document that will be a chapter."""

    title: str
    blocks: list[Block] = field(default_factory=lambda: [])
    #: The heading above several chapters, of which this is one.
    section: str = ""
    #: Anchors in its title, which links may lead to.
    anchors: list[str] = field(default_factory=lambda: [])
    notes_of_title: list[str] = field(default_factory=lambda: [])
    remarks: list[Remark] = field(default_factory=lambda: [])
    name: str = ""


def split_level(blocks: Sequence[Block], asked: int | None) -> int:
    """Return the level of headings to split a document at; 0 to keep it whole."""
    if asked is not None:
        return asked
    counts = {level: sum(_is_heading(block, level) for block in blocks) for level in range(1, 5)}
    for level, count in counts.items():
        if FEWEST <= count <= MOST:
            return level
    few = [level for level, count in counts.items() if 1 < count < FEWEST]
    if few:
        return few[-1]
    many = [level for level, count in counts.items() if count > MOST]
    return many[0] if many and counts[1] != 1 else next((level for level in many), 0)


def _is_heading(block: Block, level: int) -> bool:
    return isinstance(block, Paragraph) and 0 < block.level <= level


def split(blocks: Sequence[Block], level: int, document_title: str) -> list[Part]:
    """Split a document into chapters.

    Args:
        blocks: the whole document.
        level: the level of headings that begin a chapter.
        document_title: the title for what comes before the first of them.
    """
    front = Part(title=document_title)
    parts: list[Part] = [front]
    for block in blocks:
        if isinstance(block, Paragraph) and 0 < block.level <= level:
            label = f"{block.label.text} " if block.label is not None and not block.label.is_bullet else ""
            made = Part(title=f"{label}{' '.join(block.text.split())}".rstrip(" :"))
            made.anchors = [span.text for span in block.spans if span.kind == "anchor"]
            made.notes_of_title = [span.text for span in block.spans if span.kind == "note"]
            pictures = [span for span in block.spans if span.kind == "picture"]
            if pictures:
                made.blocks.append(Paragraph(spans=pictures))
            made.remarks = list(block.remarks)
            if block.level < level:
                made.section = f"\0{block.level}"
            parts.append(made)
        else:
            if isinstance(block, Paragraph) and block.level:
                block.level = block.level - level + 1
            parts[-1].blocks.append(block)
    return _joined(parts, front)


def _joined(parts: list[Part], front: Part) -> list[Part]:
    """Turn headings that only have chapters below them into those chapters' section, and place the title page."""
    made: list[Part] = []
    section, section_level = "", 0
    for at, part in enumerate(parts[1:], 1):
        following = parts[at + 1] if at + 1 < len(parts) else None
        if part.section.startswith("\0"):
            own = int(part.section[1:])
            part.section = ""
            follows_lower = following is not None and not (
                following.section.startswith("\0") and int(following.section[1:]) <= own
            )
            empty = not any(not isinstance(block, Paragraph) or block.has_content for block in part.blocks)
            if empty and follows_lower and following is not None and not part.notes_of_title:
                section = f"{section}: {part.title}" if section and own > section_level else part.title
                section_level = own
                following.anchors += part.anchors
                following.remarks = [*part.remarks, *following.remarks]
                continue
            if own <= section_level:
                section = ""
        part.section = section
        made.append(part)
    words = sum(len(block.text.split()) if isinstance(block, Paragraph) else 99 for block in front.blocks)
    if not any(not isinstance(block, Paragraph) or block.has_content for block in front.blocks):
        return made or [front]
    if made and words <= _MOST_ON_TITLE_PAGE and not any(_is_heading(block, 9) for block in front.blocks):
        text = "The words of the title page are at the top of this chapter: decide whether they are needed here."
        made[0].blocks[:0] = front.blocks
        made[0].remarks.insert(0, Remark(kind="check", text=text))
        return made
    return [front, *made]


def name_parts(parts: Sequence[Part], first: int, taken: Sequence[str], kept: Mapping[str, str] | None = None) -> None:
    """Set each chapter's file name, without the suffix.

    Args:
        parts: the chapters.
        first: the number of the first one.
        taken: the names of other chapters.
        kept: names that must stay as they are, by the part after the number.
    """
    used = {re.sub(r"^\d+-", "", name) for name in taken}
    digits = max(2, len(str(first + len(parts) - 1)))
    for at, part in enumerate(parts):
        words = re.sub("-{2,}", "-", slug_of(re.sub(r"^[\d.()\s]+", "", part.title) or part.title))
        slug = words[:_LONGEST_NAME].rpartition("-")[0] if len(words) > _LONGEST_NAME else words
        slug = slug if slug.isascii() and slug else _plain(slug) or "chapter"
        number, free = 2, slug
        while free in used or free in _TAKEN:
            free, number = f"{slug}-{number}", number + 1
        used.add(free)
        part.name = (kept or {}).get(free, f"{first + at:0{digits}}-{free}")


#: The names of pages of the site itself.
_TAKEN = frozenset(
    "index have-your-say priorities partners contact questions events faqs documents glossary updates whole-document "
    "accessibility privacy site-map 404 error results search".split()
)


def _plain(slug: str) -> str:
    import unicodedata

    folded = unicodedata.normalize("NFKD", slug).encode("ascii", "ignore").decode()
    return slug_of(folded)

"""Finds the links, pictures, tags, code spans and footnote marks in the runs of a chapter's text.

They are matched in the same order as in Python-Markdown, and each match is hidden from the patterns after it.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence

from microsite.lazy_patterns import lazy_pattern
from microsite.source import grammar
from microsite.source.code_spans import code_spans
from microsite.source.elements import ANGLED, is_tag
from microsite.source.parts import Code, Link, Part, Picture, Tag
from microsite.source.pieces import pieces_of
from microsite.source.raw_html import TAG, raw_links, raw_picture, tag_at
from microsite.source.runs import AND, CODE, CUT, Run
from microsite.source.words import blanked, plain, words_between

#: Hides what has been found; like Python-Markdown's own placeholders, it is never part of a word or an address.
HIDDEN = "\x02"
_FOREIGN = lazy_pattern(r"\{\{[^{}\n]{0,1000}\}\}|\{%[^{}\n]{0,1000}%\}")
#: An alt text in the attribute list after a picture.
_GIVEN = lazy_pattern(r"\{:[^{}\n]*?\balt=([\"'])([^{}\n]*?)\1[^{}\n]*\}")
Span = tuple[int, int]


class Inline:
    """The inline parts of a chapter, found in one pass over each of its runs."""

    def __init__(
        self,
        body: str,
        runs: Sequence[Run],
        references: Mapping[str, str],
        notes: Collection[str],
        closed: Collection[str] = (),
    ) -> None:
        """Parse the runs.

        Args:
            body: the chapter's body.
            runs: its runs of text; their `prose`, `words`, `unescaped` and `marks` are set.
            references: addresses by link label, in lower case.
            notes: the names of the footnotes.
            closed: names of elements unknown to HTML that have both tags in the chapter.
        """
        self.tags: list[Tag] = []
        self.links: list[Link] = []
        self.pictures: list[Picture] = []
        self.code: list[Code] = []
        #: Footnote marks: the offset and name of each reference to a footnote.
        self.marks: list[tuple[int, str]] = []
        #: Words between angle brackets that HTML would take for a tag.
        self.angled: list[Span] = []
        self._body = body
        self._references = references
        self._notes = notes
        #: The run being parsed.
        self._run: Run | None = None
        self._closed = closed
        self._cuts: list[Span] = []
        #: Index of the first cut in the piece being parsed.
        self._first_cut = 0
        self._code: list[Span] = []
        for run in runs:
            if _has_signs(run.text):
                self._read_run(run)
            else:
                run.prose = run.words = run.unescaped = run.marks = run.text
        self.links += raw_links(self.tags)
        self.pictures.sort(key=_start)
        self.links.sort(key=_start)
        self._name_links(runs)

    def _read_run(self, run: Run) -> None:
        self._cuts, self._code, self._run = [], [], run
        known = len(self.tags)
        if run.kind == "html":
            self._read_tags(TAG, run.text, run.start)
        else:
            at = run.start
            read: list[tuple[str, str]] = []
            for piece in pieces_of(run.text):
                read.append(self._read(piece, at))
                at += len(piece)
            run.unescaped, run.marks = (
                read[0] if len(read) == 1 else ("".join(each) for each in zip(*read, strict=True))
            )
        if len(self.tags) > known:
            self.tags[known:] = sorted(self.tags[known:], key=_start)
        shown = blanked(run.text, run.start, self._code, CODE) if self._code else run.text
        run.prose = run.words = blanked(shown, run.start, self._cuts, CUT)
        if self._code:
            written = run.text
            for start, end in self._code if "&" in written else ():
                code = written[start - run.start : end - run.start].replace("&", AND)
                written = f"{written[: start - run.start]}{code}{written[end - run.start :]}"
            run.words = blanked(written, run.start, self._cuts, CUT)

    def _read(self, text: str, at: int) -> tuple[str, str]:
        """Parse a piece of text: code first, then escapes, footnotes, pictures, links, tags, addresses.

        Returns:
            The piece with code and escapes hidden, and the same with everything else that was found hidden as well.
        """
        known, self._first_cut = len(self.links), len(self._cuts)
        if "`" in text:
            text = self._read_code(text, at)
        if "{" in text:
            text = self._hide(_FOREIGN, text, at, self._code)
        if "\\" in text:
            for match in grammar.ESCAPE.finditer(text):
                self._cuts.append((at + match.start(), at + match.start() + 1))
            text = grammar.ESCAPE.sub(lambda match: HIDDEN * len(match[0]), text)
        unescaped = text
        if "[" in text:
            text = self._read_brackets(text, at)
        if "<" in text:
            text = self._read_angled(text, at)
        if "://" in text or "@" in text or "www." in text.lower():
            text = self._read_addresses(text, at, self.links[known:])
        if "*" in text or "_" in text or "~" in text or "{" in text:
            self._cuts += ((at + match.start(), at + match.end()) for match in grammar.SMALL_MARKS.finditer(text))
        return unescaped, text

    def _read_code(self, text: str, at: int) -> str:
        pieces: list[str] = []
        done = 0
        for start, end, width in code_spans(text):
            if width:
                self._code.append((at + start, at + end))
                self._cuts += ((at + start, at + start + width), (at + end - width, at + end))
                self.code.append(Code(start=at + start, end=at + end, text=text[start + width : end - width]))
            else:
                self._cuts += ((at + offset, at + offset + 1) for offset in range(start, end, 2))
            pieces += (text[done:start], HIDDEN * (end - start))
            done = end
        return "".join((*pieces, text[done:]))

    def _hide(self, pattern: re.Pattern[str], text: str, at: int, spans: list[Span]) -> str:
        spans += ((at + match.start(), at + match.end()) for match in pattern.finditer(text))
        return pattern.sub(lambda match: HIDDEN * len(match[0]), text)

    def _read_brackets(self, text: str, at: int) -> str:
        if "![" in text:
            text = self._read_bracketed(text, at, picture=True)
        if "[^" in text and self._notes:
            for match in grammar.NOTE_MARK.finditer(text):
                if match[1] in self._notes:
                    self.marks.append((at + match.start(), match[1]))
                    self._cuts.append((at + match.start(), at + match.end()))
                    text = f"{text[: match.start()]}{HIDDEN * len(match[0])}{text[match.end() :]}"
        return self._read_bracketed(text, at, picture=False) if "[" in text else text

    def _read_bracketed(self, text: str, at: int, *, picture: bool) -> str:
        closing = grammar.matching_brackets(text)
        pieces: list[str] = []
        done = 0
        for opening in sorted(closing):
            if opening < done or (opening > 0 and text[opening - 1] == "!") != picture:
                continue
            end = closing[opening]
            found = self._target(text, opening, end, at)
            if found is None:
                continue
            address, title, stop = found
            start = opening - 1 if picture else opening
            inside = (at + opening + 1, at + end)
            if picture:
                self._add_picture(start + at, stop + at, address, title, inside)
                pieces += (text[done:start], HIDDEN * (stop - start))
            else:
                self.links.append(
                    Link(
                        start=at + start,
                        end=at + stop,
                        words="",
                        address=address,
                        title=title,
                        kind="link",
                        inside=inside,
                    )
                )
                self._cuts += ((at + start, at + start + 1), (at + end, at + stop))
                pieces += (text[done:start], HIDDEN, text[opening + 1 : end], HIDDEN * (stop - end))
            done = stop
        return "".join((*pieces, text[done:])) if pieces else text

    def _target(self, text: str, opening: int, end: int, at: int) -> tuple[str, str, int] | None:
        """Return the address and title that brackets lead to, and where the link ends; None if it is not a link."""
        tail = grammar.LINK_TAIL.match(text, end + 1)
        if tail:
            group = "angled" if tail["angled"] is not None else "plain"
            title = next((name for name in ("double", "single", "round") if tail[name] is not None), "")
            shown = " ".join(self._written(tail, title, at).split()) if title else ""
            return self._written(tail, group, at).strip(), shown, tail.end()
        if not self._references:
            return None
        named = grammar.LINK_NAME.match(text, end + 1)
        words = self._body[at + opening + 1 : at + end]
        written = self._body[at + named.start(1) : at + named.end(1)] if named else ""
        for name, stop in ((written or words, named.end()) if named else ("", 0), (words, end + 1)):
            address = self._references.get(" ".join(name.lower().split()))
            if address is not None:
                return address, "", stop
        return None

    def _written(self, match: re.Match[str], group: str, at: int) -> str:
        """Return what the author wrote for a group of a match, with backslash escapes resolved."""
        written = self._body[at + match.start(group) : at + match.end(group)]
        return grammar.ESCAPE.sub(lambda escape: escape[0][1:], written) if "\\" in written else written

    def _add_picture(self, start: int, end: int, address: str, title: str, inside: Span) -> None:
        attributes = _GIVEN.match(self._body, end)
        if attributes:
            words = attributes[2]
        else:
            first, last = inside
            hidden = [span for span in self._cuts[self._first_cut :] if first <= span[0] < last]
            words = blanked(self._body[first:last], first, hidden, CUT).replace(CUT, "")
        self._cuts.append((start, end))
        alt_text = html.unescape(words)
        self.pictures.append(
            Picture(start=start, end=end, alt_text=alt_text, address=address, title=title, raw=False, inside=inside)
        )

    def _read_angled(self, text: str, at: int) -> str:
        for match in grammar.ANGLED_ADDRESS.finditer(text) if "://" in text or "@" in text else ():
            address = match["web"] or f"mailto:{match['mail'].removeprefix('mailto:')}"
            start, end = at + match.start(), at + match.end()
            self._add_bare(address, start + 1, end - 1)
            self._cuts += ((start, start + 1), (end - 1, end))
            text = f"{text[: match.start()]}{HIDDEN * len(match[0])}{text[match.end() :]}"
        return self._read_tags(grammar.INLINE_HTML, text, at)

    def _read_tags(self, pattern: re.Pattern[str], text: str, at: int) -> str:
        pieces: list[str] = []
        done = 0
        for match in pattern.finditer(text):
            if ANGLED.fullmatch(match[0]) and not is_tag(match[0], self._closed):
                continue
            self._cuts.append((at + match.start(), at + match.end()))
            pieces += (text[done : match.start()], HIDDEN * len(match[0]))
            done = match.end()
            tag = self._tag(at + match.start(), at + match.end())
            if tag is not None:
                self.tags.append(tag)
                if tag.name == "img" and not tag.closing:
                    self.pictures.append(raw_picture(tag))
        text = "".join((*pieces, text[done:])) if pieces else text
        for match in ANGLED.finditer(text):
            if not is_tag(match[0], self._closed):
                self.angled.append((at + match.start(), at + match.end()))
        return text

    def _tag(self, start: int, end: int) -> Tag | None:
        """Parse a tag from the run's text, in which block quote markers are blanks."""
        run = self._run
        tag = tag_at(run.text, start - run.start, end - run.start) if run is not None else None
        if tag is not None:
            tag.start, tag.end = start, end
        return tag

    def _read_addresses(self, text: str, at: int, links: Iterable[Link]) -> str:
        """Find bare addresses, except within the text of a link."""
        searched = blanked(text, at, ((link.start, link.end) for link in links), HIDDEN)
        for match in grammar.BARE_ADDRESS.finditer(searched):
            address = grammar.bare_address(match)
            if address:
                start = match.start()
                scheme = "mailto:" if match["mail"] else "" if "://" in address else "https://"
                self._add_bare(f"{scheme}{address}", at + start, at + start + len(address))
                text = f"{text[:start]}{HIDDEN * len(address)}{text[start + len(address) :]}"
        return text

    def _add_bare(self, address: str, start: int, end: int) -> None:
        words = self._body[start:end]
        self.links.append(
            Link(start=start, end=end, words=words, address=address, title="", kind="bare", inside=(start, end))
        )

    def _name_links(self, runs: Sequence[Run]) -> None:
        """Set the text of each link, including the alt text of pictures in it; a nested link ends the outer one."""
        starts = [run.start for run in runs]
        places = [picture.start for picture in self.pictures]
        for number, link in enumerate(self.links):
            start, end = link.inside
            following = self.links[number + 1] if number + 1 < len(self.links) else None
            if following is not None and start <= following.start < end:
                end = following.start
                link.inside = start, end
            first = bisect_left(places, start)
            held = self.pictures[first : bisect_left(places, end, lo=first)]
            for picture in held:
                picture.link = link
            link.pictures = tuple(held)
            if link.kind != "bare":
                named = [picture.alt_text or "" for picture in held]
                link.words = " ".join(" ".join((plain(words_between(runs, starts, start, end)), *named)).split())


def _has_signs(text: str) -> bool:
    """Whether a text may contain anything but words; an address without a scheme contains `www.`."""
    return (
        "[" in text
        or "*" in text
        or "`" in text
        or "_" in text
        or "<" in text
        or "w." in text
        or "://" in text
        or "@" in text
        or "\\" in text
        or "~" in text
        or "{" in text
        or "W." in text
    )


def _start(part: Part) -> int:
    return part.start

"""Rewrites inline syntax of other programs in our own.

Highlights, superscripts, anchors, checkboxes, links with a gap in them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from microsite.lazy_patterns import lazy_pattern
from microsite.source.mending import Mend, quoted, replaced
from microsite.source.runs import Run
from microsite.source.slugs import valid_id

_HIGHLIGHT = lazy_pattern(r"(?<![={\w])==(?=[^\s=])([^=\n]{1,400}?)(?<=[^\s=])==(?![=}\w])")
_INSERTED = lazy_pattern(r"(?<![+{\w])\+\+(?=[^\s+])([^+\n]{1,400}?)(?<=[^\s+])\+\+(?![+}\w])")
_KEY = (
    r"(?:enter|return|esc(?:ape)?|tab|ctrl|control|alt|opt(?:ion)?|shift|cmd|command|win(?:dows)?|meta|super|fn|del(?:ete)?"
    r"|ins(?:ert)?|space|backspace|home|end|up|down|left|right|(?:arrow|page|num)-?[a-z0-9]+|pg(?:up|dn)|caps-?lock"
    r"|prt-?sc(?:r|n)?|print-screen|menu|pause|f[0-9]{1,2})"
)
#: A key, or a combination of keys; in a combination, a digit or symbol is a key as well.
_KEYS = lazy_pattern(rf"(?<![+\w])\+\+((?:{_KEY}|[a-z])(?:\+(?:{_KEY}|[^\s+<>`*_]))*)\+\+(?![+\w])", re.IGNORECASE)
_RAISED = lazy_pattern(r"(?<=[\w)])\^(\(?[\w+\u2212-]{1,12}\)?)\^(?!\w*\^)")
#: `[words]{.class #id}`, and `[]{#id}`.
_SPAN = lazy_pattern(r"(?<![!\\\]])(?<!contentReference)\[([^\]\[\n]{0,400})\]\{([^{}\n]{1,200})\}")
_LIST = lazy_pattern(r"[ \t]*\{(:?)[ \t]*([#.][^{}\n]{0,200})\}")
_WORD_OF_LIST = lazy_pattern(r"""[#.][^\s#{}=]+|[\w-]+=(?:"[^"]*"|'[^']*'|[^\s"']+)|-""")
_BOX = lazy_pattern(r"(?<![^\n])[ \t]*(\[[ xX]?\])(?=[ \t\u00a0]+[^\s(\[]|[ \t]*\Z)")
_DRIVEN_APART = lazy_pattern(
    r"(?<![!\\\]])\[([^\]\[\n]{1,300})\][ \u00a0]+"
    r"\(((?:https?://|mailto:|tel:|www\.)[^\s()<>]+|(?:\.?/)?(?:content/)?media/[^\s()<>]+|#[^\s()<>]+"
    r"|[\w./-]+\.(?:md|html)(?:#[^\s()<>]*)?)\)"
)
_TURNED_ROUND = lazy_pattern(r"(?<![\w\]])\(([^()\n]{1,300})\)\[((?:https?://|mailto:|www\.)[^\s\[\]<>]+)\](?![(\[])")
_NUMBER = lazy_pattern(r"^[ \t]*(#\.)(?=[ \t]+\S)", re.MULTILINE)
_ESCAPED_NOTHING = lazy_pattern(r"\\\*\\\*[ \u00a0]+\\\*\\\*")
_ANGLED = lazy_pattern(r"<((?:https?://)[^<>\s]*?)([.,;:!?]+)>")
_ANGLED_WWW = lazy_pattern(r"<(www\.[^<>\s]+?)([.,;:!?]*)>", re.IGNORECASE)
_ANGLED_NUMBER = lazy_pattern(r"<tel:(\+?[0-9][0-9 ().-]{2,24}[0-9])>")
#: An address followed by itself in angle brackets, as email programs paste links.
_TWICE = lazy_pattern(
    r"(?<![\w./@-])([\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,60})+) ?<mailto:\1>"
    r"|(?<![\w./@-])((?:https?://|www\.)[^\s<>]{1,300}?)/? ?<(?:https?://)?\2/?>",
    re.IGNORECASE,
)
_BOXES = {" ": "\u2610", "": "\u2610", "x": "\u2611", "X": "\u2611"}


def mend_text(run: Run) -> Iterator[Mend]:
    """Yield the repairs within one run."""
    shown, signs = run.unescaped, run.marks
    if "==" in signs:
        yield from _tagged(run, signs, _HIGHLIGHT, "mark", "are highlighted, as you meant")
    if "++" in signs:
        yield from _keys(run, signs)
        yield from _tagged(run, signs, _INSERTED, "ins", "are shown as inserted, as you meant")
    if "^" in signs:
        yield from _tagged(run, signs, _RAISED, "sup", "are raised, as you meant")
    if "{" in shown:
        yield from _spans(run, shown)
        yield from _lists(run, shown)
    if "[" in shown:
        if run.kind in ("paragraph", "item", "cell"):
            yield from _boxes(run, shown)
        if "] (" in shown or "]\u00a0(" in shown or ")[" in shown:
            yield from _joined(run, shown)
    if "<" in shown:
        yield from _angled(run, shown)
    for match in _NUMBER.finditer(shown) if "#." in shown and run.kind != "heading" else ():
        start = run.start + match.start(1)
        yield replaced(start, start + 2, "1.", "We read “#.” as the number of an item.")
    for match in _ESCAPED_NOTHING.finditer(run.text) if "\\*" in run.text else ():
        start, end = run.start + match.start(), run.start + match.end()
        yield replaced(start, end, " ", "We took out bold marks with nothing between them.")


def _tagged(run: Run, text: str, pattern: re.Pattern[str], tag: str, what: str) -> Iterator[Mend]:
    for match in pattern.finditer(text):
        start, end = run.start + match.start(), run.start + match.end()
        first, last = run.start + match.start(1), run.start + match.end(1)
        message = f"The words in {quoted(run.text[match.start() : match.end()])} {what}."
        yield Mend(start, end, message, ((start, first, f"<{tag}>"), (last, end, f"</{tag}>")))


def _keys(run: Run, text: str) -> Iterator[Mend]:
    for match in _KEYS.finditer(text):
        start, end = run.start + match.start(), run.start + match.end()
        shown = "</kbd>+<kbd>".join(match[1].split("+"))
        message = f"{quoted(run.text[match.start() : match.end()])} is shown as a key to press."
        yield replaced(start, end, f"<kbd>{shown}</kbd>", message)


def _spans(run: Run, text: str) -> Iterator[Mend]:
    """Unwrap bracketed words with attributes; an id or a language is kept."""
    for match in _SPAN.finditer(text):
        if not _is_list(match[2]):
            continue
        start, end = run.start + match.start(), run.start + match.end()
        before, after = _anchor(match[2], match[1])
        edits = ((start, start + 1, before), (run.start + match.end(1), end, after))
        message = f"We took off the marks around the words in {quoted(run.text[match.start() : match.end()])}."
        if not match[1].strip():
            message = (
                f"{quoted(run.text[match.start() : match.end()])} is a place that links can go to, so we do not show "
                "it."
            )
        yield Mend(start, end, message, edits)


def _anchor(attributes: str, words: str) -> tuple[str, str]:
    names = [word[1:] for word in attributes.split() if word.startswith("#")]
    language = re.search(r"\blang=[\"']?([A-Za-z-]+)", attributes)
    given = f' id="{valid_id(names[0])}"' if names else ""
    given += f' lang="{language[1]}"' if language else ""
    return (f"<span{given}>", "</span>") if given else ("", "")


def _is_list(attributes: str) -> bool:
    """Whether braces contain nothing but an id, classes and attributes."""
    return not _WORD_OF_LIST.sub("", attributes).strip()


def _lists(run: Run, text: str) -> Iterator[Mend]:
    """Remove attribute lists that belong to nothing; an id becomes an anchor that links can lead to."""
    for match in _LIST.finditer(text):
        if not _is_list(match[2]) or _belongs(run, text, match):
            continue
        start, end = run.start + match.start(), run.start + match.end()
        before, after = _anchor(match[2], "")
        shown = quoted(run.text[match.start() : match.end()])
        message = f"We took out {shown}: it is a layout instruction for another program."
        if before:
            message = f"{shown} is a place that links can go to, so we do not show it."
        whole = before + after
        name = whole.partition(' id="')[2].partition('"')[0]
        first = match[0].find(f"#{name}") + 1 if name else 0
        if first:  # The id itself keeps its place.
            known = whole.index(name)
            edits = (
                (start, start + first, whole[:known]),
                (start + first + len(name), end, whole[known + len(name) :]),
            )
            yield Mend(start, end, message, edits)
        else:
            yield replaced(start, end, whole, message)


def _belongs(run: Run, text: str, match: re.Match[str]) -> bool:
    """Whether Python-Markdown applies an attribute list to what precedes it."""
    before, rest = text[: match.start()], text[match.end() :]
    spaced = match[0][0] in " \t"
    if not spaced and before and before[-1] in "\x02)]*_`>":
        return True
    if not match[1] and not (match[2][1:2].isalpha() or (match[2][0] == "#" and re.match(r"\w", match[2][1:]))):
        return False
    at_end = not rest.strip(" ")
    if run.kind in ("heading", "cell"):
        return at_end and spaced and bool(before.strip())
    last_line = before.rpartition("\n")[2]
    return at_end and "\n" in before and not last_line.strip()


def _boxes(run: Run, text: str) -> Iterator[Mend]:
    """Show checkboxes that are outside a list, or have no space in them."""
    for match in _BOX.finditer(text):
        start, end = run.start + match.start(1), run.start + match.end(1)
        box = _BOXES[match[1][1:-1]]
        yield replaced(start, end, box, f"{quoted(match[1])} is shown as a box: {box}")


def _joined(run: Run, text: str) -> Iterator[Mend]:
    """Join links whose text and address are apart, or the wrong way round."""
    for pattern in (_DRIVEN_APART, _TURNED_ROUND):
        for match in pattern.finditer(text):
            if "\x02" not in match[0]:
                start, end = run.start + match.start(), run.start + match.end()
                written = quoted(run.text[match.start() : match.end()])
                yield replaced(start, end, f"[{match[1]}]({match[2]})", f"We read {written} as a link.")


def _angled(run: Run, text: str) -> Iterator[Mend]:
    for match in _TWICE.finditer(text):
        start, end = run.start + match.start(), run.start + match.end()
        message = f"We read {quoted(match[0])} as one address."
        yield replaced(start, end, match[1] or match[2], message)
    for match in _ANGLED.finditer(text):
        start, end = run.start + match.start(), run.start + match.end()
        message = f"The full stop in {quoted(match[0])} is not part of the address."
        yield replaced(start, end, f"<{match[1]}>{match[2]}", message)
    for match in _ANGLED_NUMBER.finditer(text) if "<tel:" in text else ():
        start, end = run.start + match.start(), run.start + match.end()
        dialled = re.sub(r"[^+0-9]", "", match[1])
        yield replaced(start, end, f"[{match[1]}](tel:{dialled})", f"We read {quoted(match[0])} as a link.")
    for match in _ANGLED_WWW.finditer(text):
        start, end = run.start + match.start(), run.start + match.end()
        yield replaced(start, end, f"{match[1]}{match[2]}", f"We read {quoted(html.unescape(match[0]))} as a link.")

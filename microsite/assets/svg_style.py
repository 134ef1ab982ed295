"""Sanitise the style of a drawing, so that nothing loads: declarations, rules, and `@media` around rules."""

from __future__ import annotations

import re

from microsite.lazy_patterns import lazy_pattern

_COMMENT = lazy_pattern(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_URL = lazy_pattern(r"url\(\s*(?:\"#[^\"()]*\"|'#[^'()]*'|#[^\s\"'()]*)\s*\)", re.IGNORECASE)
#: Functions that can load something, old ways to run a program from style, and what could hide these.
_DANGEROUS = lazy_pattern(
    r"\\|@|[<>{}]|(?:url|src|image|image-set|expression|element|attr)\s*\(|javascript:|-moz-binding|behavior", re.I
)
_DECLARATION = lazy_pattern(r"[-a-zA-Z]+\s*:\s*[^;]+")
_MEDIA = lazy_pattern(r"@media\s+[\w\s():,.-]+", re.IGNORECASE)
_SELECTOR = lazy_pattern(r"[^@{}<\\]+")


def draws_only(value: str) -> bool:
    """Whether a declaration or the value of an attribute loads nothing and runs nothing."""
    return not _DANGEROUS.search(_URL.sub("", value))


def safe_declarations(style: str) -> tuple[str, bool]:
    """Keep the declarations that only draw.

    Returns:
        The declarations, and whether any was left out.
    """
    kept: list[str] = []
    dropped = False
    for each in _COMMENT.sub(" ", style).split(";"):
        declaration = " ".join(each.split())
        if not declaration:
            continue
        if _DECLARATION.fullmatch(declaration) and draws_only(declaration):
            kept.append(declaration)
        else:
            dropped = True
    return ";".join(kept), dropped


def safe_rules(style: str, *, in_media: bool = False) -> tuple[str, bool]:
    """Keep the rules that only draw, and those inside `@media`; `@import`, `@font-face` and the like are left out.

    Args:
        style: the text of a style element, or of one `@media`.
        in_media: whether it is the latter, in which another `@media` is not allowed.

    Returns:
        The rules, and whether anything was left out.
    """
    rest = _COMMENT.sub(" ", style)
    kept: list[str] = []
    dropped = False
    while rest.strip():
        opening = rest.find("{")
        statement = rest.find(";")
        if opening < 0 or 0 <= statement < opening:
            rest, dropped = (rest[statement + 1 :] if statement >= 0 else ""), True
            continue
        head, closing = " ".join(rest[:opening].split()), _closing(rest, opening)
        body, rest = rest[opening + 1 : closing], rest[closing + 1 :]
        if _MEDIA.fullmatch(head) and not in_media:
            inner, lost = safe_rules(body, in_media=True)
        elif _SELECTOR.fullmatch(head) and "{" not in body:
            inner, lost = safe_declarations(body)
        else:
            inner, lost = "", True
        dropped = dropped or lost
        if inner:
            kept.append(f"{head}{{{inner}}}")
    return "".join(kept), dropped


def _closing(text: str, opening: int) -> int:
    depth = 0
    for match in re.compile(r"[{}]").finditer(text, opening):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return match.start()
    return len(text)

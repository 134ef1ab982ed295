"""Colours that a site's own style has changed until text can no longer be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from microsite.assets.colour import SHAPE_CONTRAST, TEXT_CONTRAST, contrast
from microsite.assets.palette import SHAPE_PAIRS, TEXT_PAIRS
from microsite.lazy_patterns import lazy_pattern
from microsite.problems import Location, Problem

_PROPERTY = lazy_pattern(r"--([\w-]+)\s*:\s*(#[0-9a-fA-F]{6}|#[0-9a-fA-F]{3})\s*(?=[;}]|$)")
_ROOT = lazy_pattern(r":root\s*\{")
_BRACE = lazy_pattern(r"[{}]")
_DARK = lazy_pattern(r"prefers-color-scheme\s*:\s*dark")
#: So many characters before a brace are looked at for what it opens.
_LONGEST_PRELUDE = 1000
_HINT = "If this site has a theme/site.css, correct the colour there. Otherwise, please report it: it is our mistake."


def contrast_too_low(path: str, style: str) -> Iterator[Problem]:
    """Work out the contrast of every two colours that meet, in both schemes.

    Args:
        path: the stylesheet below the output folder.
        style: its text, all layers in their order. Colours that are not written as hexadecimal digits are not
            looked at.
    """
    found_in = _roles(style)
    light, dark = found_in[False], {**found_in[False], **found_in[True]}
    for scheme, roles in (("light", light), ("dark", dark)):
        for pairs, least in ((TEXT_PAIRS, TEXT_CONTRAST), (SHAPE_PAIRS, SHAPE_CONTRAST)):
            for shown, ground in pairs:
                if shown not in roles or ground not in roles:
                    continue
                found = contrast(roles[shown], roles[ground])
                if found < least:
                    message = (
                        f"In the {scheme} scheme, --{shown} ({roles[shown]}) has a contrast of {found:.1f} on "
                        f"--{ground} ({roles[ground]}). It needs {least:.0f}."
                    )
                    location = Location(file=f"output/{path}")
                    yield Problem.warning("PAGE-009", message, location, _HINT)


def _roles(style: str) -> dict[bool, dict[str, str]]:
    """The colours that `:root` has on a screen by their role: everywhere, and in the dark scheme alone."""
    roles: dict[bool, dict[str, str]] = {False: {}, True: {}}
    for rule in _ROOT.finditer(style):
        before = style[: rule.start()].rstrip()
        if before and before[-1] not in "{};":
            continue
        conditions = list(_conditions_around(before))
        in_dark = len(conditions) == 1 and bool(_DARK.search(conditions[0]))
        if in_dark or not conditions:
            written = _PROPERTY.findall(_declared(style, rule.end()))
            roles[in_dark].update((name, _six_digits(colour)) for name, colour in written)
    return roles


def _conditions_around(style: str) -> Iterator[str]:
    """Give the conditions about media that the end of a part of a stylesheet is in, the nearest first."""
    place, closed = len(style), 0
    depth = style.count("{") - style.count("}")
    while depth > 0:
        opens, closes = style.rfind("{", 0, place), style.rfind("}", 0, place)
        place = max(opens, closes)
        if closes > opens:
            closed += 1
        elif closed:
            closed -= 1
        else:
            depth -= 1
            prelude = re.split("[{};]", style[:place][-_LONGEST_PRELUDE:])[-1].strip()
            if prelude.startswith("@media"):
                yield prelude


def _declared(style: str, start: int) -> str:
    """Give what is declared in a rule that is opened before a place, without the rules in it."""
    declared: list[str] = []
    depth = 1
    for brace in _BRACE.finditer(style, start):
        if depth == 1:
            declared.append(style[start : brace.start()])
        depth += 1 if brace[0] == "{" else -1
        start = brace.end()
        if not depth:
            break
    return ";".join(declared)


def _six_digits(colour: str) -> str:
    return colour.lower() if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:].lower())

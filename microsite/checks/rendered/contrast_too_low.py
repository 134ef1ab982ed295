"""Colours in a site's own style that make text too hard to read."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.assets.colour import SHAPE_CONTRAST, TEXT_CONTRAST, contrast
from microsite.assets.palette import SHAPE_PAIRS, TEXT_PAIRS
from microsite.lazy_patterns import lazy_pattern
from microsite.problems import Location, Problem

_PROPERTY = lazy_pattern(r"--([\w-]+)\s*:\s*(#[0-9a-fA-F]{6}|#[0-9a-fA-F]{3})\s*(?=[;}]|$)")
_BRACE = lazy_pattern(r"[{}]")
_DARK = lazy_pattern(r"prefers-color-scheme\s*:\s*dark")
_HINT = "If this site has a theme/site.css, correct the colour there. Otherwise, please report it: it is our mistake."


def contrast_too_low(path: str, style: str) -> Iterator[Problem]:
    """Report each pair of colours used together whose contrast is too low, in the light and the dark scheme.

    Args:
        path: the stylesheet below the output folder.
        style: its text, all layers in order. Only colours written in hexadecimal are checked.
    """
    light, dark = _roles(style)
    for scheme, roles in (("light", light), ("dark", {**light, **dark})):
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


def _roles(style: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the colours that `:root` sets, by role: in every scheme, and in the dark one only; skip other media."""
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    around: list[str] = []
    end = 0
    for brace in _BRACE.finditer(style):
        declared, opened = style[end : brace.start()], ""
        end = brace.end()
        if brace[0] == "{":
            declared, _, opened = declared.rpartition(";")
        if around and around[-1] == ":root":
            conditions = [each for each in around if each.startswith("@media")]
            if not conditions or (len(conditions) == 1 and _DARK.search(conditions[0])):
                written = _PROPERTY.findall(declared)
                (dark if conditions else light).update((name, _six_digits(colour)) for name, colour in written)
        if brace[0] == "{":
            around.append(opened.strip())
        elif around:
            around.pop()
    return light, dark


def _six_digits(colour: str) -> str:
    return colour.lower() if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:].lower())

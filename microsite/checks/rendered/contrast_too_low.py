"""Colours that a site's own style has changed until text can no longer be read."""

from __future__ import annotations

from collections.abc import Iterator

from microsite.assets.colour import SHAPE_CONTRAST, TEXT_CONTRAST, contrast
from microsite.assets.palette import SHAPE_PAIRS, TEXT_PAIRS
from microsite.lazy_patterns import lazy_pattern
from microsite.problems import Location, Problem

_PROPERTY = lazy_pattern(r"--([\w-]+)\s*:\s*(#[0-9a-fA-F]{6}|#[0-9a-fA-F]{3})\s*(?=[;}]|$)")
_PRELUDE = lazy_pattern(r"([^{};]*)([{};])")
_DARK = lazy_pattern(r"prefers-color-scheme\s*:\s*dark")
_HINT = "If this site has a theme/site.css, correct the colour there. Otherwise, please report it: it is our mistake."


def contrast_too_low(path: str, style: str) -> Iterator[Problem]:
    """Work out the contrast of every two colours that meet, in both schemes.

    Args:
        path: the stylesheet below the output folder.
        style: its text, all layers in their order. Colours that are not written as hexadecimal digits are not
            looked at.
    """
    light = _roles(style, dark=False)
    for scheme, roles in (("light", light), ("dark", {**light, **_roles(style, dark=True)})):
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


def _roles(style: str, *, dark: bool) -> dict[str, str]:
    """The colours that `:root` has on a screen in one scheme, by their role."""
    roles: dict[str, str] = {}
    around: list[str] = []
    start = 0
    for match in _PRELUDE.finditer(style):
        if match[2] == "{":
            around.append(match[1].strip())
            start = match.end()
        elif match[2] == "}" and around and around.pop() == ":root" and _holds(around, dark):
            written = _PROPERTY.findall(style[start : match.start(2)])
            roles.update((name, _six_digits(colour)) for name, colour in written)
    return roles


def _holds(around: list[str], dark: bool) -> bool:
    """Whether a rule applies in a scheme, given the conditions it is in."""
    conditions = [each for each in around if each.startswith("@media")]
    if dark:
        return len(conditions) == 1 and bool(_DARK.search(conditions[0]))
    return not conditions


def _six_digits(colour: str) -> str:
    return colour.lower() if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:].lower())

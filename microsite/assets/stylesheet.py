"""The layers of style → one small stylesheet with a fingerprint in its name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from microsite.assets.palette import dark_roles, light_roles
from microsite.digests import sha256
from microsite.lazy_patterns import lazy_pattern

_STRING = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'"
_TOKENS = lazy_pattern(rf"({_STRING})|/\*.*?\*/|\s+", re.DOTALL)
_AROUND = lazy_pattern(rf"({_STRING})|\s*([{{}};,>~])\s*")
_AFTER_PROPERTY = lazy_pattern(rf"({_STRING})|(?<=[;{{])([\w-]+):\s+")


def palette_style(brand: str) -> str:
    """Write the colours of both schemes as custom properties."""
    light, dark = (_properties(roles) for roles in (light_roles(brand), dark_roles(brand)))
    return f":root{{color-scheme:light dark;{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"


def scheme_styles(brand: str) -> str:
    """Write the colours of each scheme for parts of a page that show it whatever the reader has chosen."""
    schemes = (("light", light_roles(brand)), ("dark", dark_roles(brand)))
    return "".join(f".in-{name}{{color-scheme:{name};{_properties(roles)}}}" for name, roles in schemes)


def join_layers(layers: Sequence[str]) -> str:
    """Put layers one after the other and make them small; order alone decides which rule wins."""
    return minified("\n".join(layers))


def minified(style: str) -> str:
    """Leave out comments and white space that say nothing; strings stay as they are."""
    spaced = _TOKENS.sub(lambda match: match[1] or " ", style)
    tight = _AROUND.sub(lambda match: match[1] or match[2], spaced)
    return _AFTER_PROPERTY.sub(lambda match: match[1] or f"{match[2]}:", tight).replace(";}", "}").strip()


def fingerprinted(name: str, content: bytes) -> str:
    """Put a fingerprint of the content into a file's name, so that a host may let it be kept for ever."""
    stem, _, extension = name.rpartition(".")
    return f"{stem}.{sha256(content).hexdigest()[:10]}.{extension}"


def _properties(roles: Mapping[str, str]) -> str:
    return ";".join(f"--{role}:{colour}" for role, colour in roles.items())

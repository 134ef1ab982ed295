"""Join the layers of style to one minified stylesheet with a fingerprint in its name."""

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

_DECLARATION = lazy_pattern(rf"(?<=[;{{])([\w-]+):((?:{_STRING}|[^;{{}}\"'])*)(?=[;}}])")
_ROOT = lazy_pattern(r"(?<![\w{]):root\{([^{}]*)\}")
_WORKED_OUT = lazy_pattern(r"(?<![\w-])(?:clamp|min|max)\((?:[^()]|\([^()]*\))*\)")
#: Shorthands that browsers of 2019 do not know, and their longhands.
_SHORT = {
    f"{box}-{axis}": (f"{box}-{axis}-start", f"{box}-{axis}-end")
    for box in ("margin", "padding")
    for axis in ("block", "inline")
} | {"inset-block": ("top", "bottom")}
_BORDERS = ("border-block", "border-inline")
_PHYSICAL = {"inset-block-start": "top", "inset-block-end": "bottom"}


def palette_style(brand: str) -> str:
    """Return the colours of both schemes as custom properties."""
    light, dark = (_properties(roles) for roles in (light_roles(brand), dark_roles(brand)))
    return f":root{{color-scheme:light dark;{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"


def scheme_styles(brand: str) -> str:
    """Return the colours of each scheme for parts of a page that show that scheme whatever the reader has chosen."""
    schemes = (("light", light_roles(brand)), ("dark", dark_roles(brand)))
    return "".join(f".in-{name}{{color-scheme:{name};{_properties(roles)}}}" for name, roles in schemes)


def join_layers(layers: Sequence[str]) -> str:
    """Join layers in order and minify them; only their order decides which layer wins."""
    return for_older_browsers(minified("\n".join(layers)))


def for_older_browsers(style: str) -> str:
    """Rewrite a minified stylesheet so that browsers which lack newer CSS have a plain value to fall back to.

    Shorthands of logical properties become longhands, block positions get their physical names, and a computed length
    (`clamp`, `min` or `max`) is preceded by a plain one; for custom properties, that takes an `@supports` rule.
    """
    return _ROOT.sub(_with_plain_properties, _DECLARATION.sub(_plainly, style))


def _plainly(match: re.Match[str]) -> str:
    name, value = match[1], match[2]
    if name.startswith("--") or '"' in value:
        return match[0]
    parts = _parts(value)
    if name in _SHORT and len(parts) <= 2:
        ends = (parts[0], parts[-1])
        written = [f"{longhand}:{end}" for longhand, end in zip(_SHORT[name], ends, strict=True)]
    elif name in _BORDERS:
        written = [f"{name}-start:{value}", f"{name}-end:{value}"]
    elif name == "inset":
        written = [f"{side}:{end}" for side, end in zip(("top", "right", "bottom", "left"), _four(parts), strict=True)]
    else:
        written = [f"{_PHYSICAL.get(name, name)}:{value}"]
    plain = [_WORKED_OUT.sub(_plain_length, each) for each in written]
    return ";".join(dict.fromkeys(each for pair in zip(plain, written, strict=True) for each in pair))


def _with_plain_properties(match: re.Match[str]) -> str:
    """Give custom properties plain values, and computed ones in an `@supports` rule."""
    own = [each for each in match[1].split(";") if _WORKED_OUT.search(each)]
    if not own:
        return match[0]
    plain = _WORKED_OUT.sub(_plain_length, match[1])
    return f":root{{{plain}}}@supports (width:clamp(1px,2px,3px)){{:root{{{';'.join(own)}}}}}"


def _plain_length(match: re.Match[str]) -> str:
    """Return the first length: the smallest of `clamp`, the usual one of `min`."""
    return next(each for each in re.split(r"[(),]+", match[0]) if each[:1].isdigit())


def _parts(value: str) -> list[str]:
    """Split a value at spaces outside brackets."""
    return re.findall(r"(?:[^\s()]|\((?:[^()]|\([^()]*\))*\))+", value)


def _four(parts: list[str]) -> tuple[str, str, str, str]:
    top, right = parts[0], parts[1] if len(parts) > 1 else parts[0]
    return top, right, parts[2] if len(parts) > 2 else top, parts[3] if len(parts) > 3 else right


def minified(style: str) -> str:
    """Strip comments and unnecessary white space; strings stay as they are."""
    spaced = _TOKENS.sub(lambda match: match[1] or " ", style)
    tight = _AROUND.sub(lambda match: match[1] or match[2], spaced)
    return _AFTER_PROPERTY.sub(lambda match: match[1] or f"{match[2]}:", tight).replace(";}", "}").strip()


def fingerprinted(name: str, content: bytes) -> str:
    """Put a fingerprint of the content into a file's name, so that browsers may cache it for ever."""
    stem, _, extension = name.rpartition(".")
    return f"{stem}.{sha256(content).hexdigest()[:10]}.{extension}"


def _properties(roles: Mapping[str, str]) -> str:
    return ";".join(f"--{role}:{colour}" for role, colour in roles.items())

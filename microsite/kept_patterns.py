"""Keep regular expressions compiled: Python compiles each again in every run, a third of the work of starting.

A compiled pattern is plain data, which Python checks before it uses it. It is accessible only through a private module
of Python; if that differs from the one in Python 3.11 to 3.14, patterns are compiled as usual.
"""

from __future__ import annotations

import re
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import FrameType

#: What a compiled pattern is made of: flags, code, the number of groups, their numbers by name, and names by number.
Kept = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
_Written = tuple[str | bytes, int]
#: More patterns than the program and its libraries have.
MOST_PATTERNS = 1500
_new: dict[_Written, re.Pattern[Any]] = {}


def keep_patterns(kept: Mapping[_Written, Kept]) -> None:
    """From here on, restore the patterns that are kept instead of compiling them, and note those that are compiled."""
    try:
        compiler: Any = import_module("re._compiler")
        compiled: Callable[[Any, int], re.Pattern[Any]] = compiler.compile
    except (ImportError, AttributeError):
        return

    def compile_or_restore(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        written = (pattern, flags)
        found = kept.get(written) if type(pattern) in (str, bytes) else None
        if found is not None:
            try:
                return restored(pattern, found)
            except (RuntimeError, TypeError, ValueError, OverflowError):  # Python does not accept it.
                return compiled(pattern, flags)
        made = compiled(pattern, flags)
        room = len(kept) + len(_new) < MOST_PATTERNS
        if room and type(pattern) in (str, bytes) and _is_part_of_program(pattern, _caller()):
            _new[written] = made
        return made

    compiler.compile = compile_or_restore


def new_patterns() -> dict[_Written, Kept]:
    """Return the patterns that were compiled in this run, as far as they can be kept."""
    found: dict[_Written, Kept] = {}
    for written, made in _new.items():
        try:
            kept = parsed_pattern(*written)
            if restored(written[0], kept) == made:
                found[written] = kept
        except Exception:  # A Python with other internals.
            return {}
    return found


def parsed_pattern(pattern: str | bytes, flags: int) -> Kept:
    """Compile a pattern, and return what it is made of."""
    compiler: Any = import_module("re._compiler")
    parser: Any = import_module("re._parser")
    parsed = parser.parse(pattern, flags)
    names: dict[str, int] = parsed.state.groupdict
    by_number: list[str | None] = [None] * parsed.state.groups
    for name, number in names.items():
        by_number[number] = name
    code = b"".join(each.to_bytes(4, sys.byteorder) for each in compiler._code(parsed, flags))
    return (flags | parsed.state.flags, code, parsed.state.groups - 1, dict(names), tuple(by_number))


def restored(pattern: str | bytes, kept: Kept) -> re.Pattern[Any]:
    """Restore a compiled pattern; Python checks the code, and refuses it if it is damaged."""
    engine: Any = import_module("_sre")
    flags, code, groups, names, by_number = kept
    made: re.Pattern[Any] = engine.compile(
        pattern, flags, memoryview(code).cast("I").tolist(), groups, names, by_number
    )
    return made


def _caller() -> FrameType | None:
    return sys._getframe(2)  # pyright: ignore[reportPrivateUsage]


def _is_part_of_program(pattern: str | bytes, caller: FrameType | None) -> bool:
    """Whether a pattern is the same in every run, not made from what an author wrote."""
    while caller is not None and caller.f_globals.get("__name__", "").partition(".")[0] in ("re", "functools"):
        caller = caller.f_back
    if caller is None:
        return False
    module = caller.f_globals.get("__name__", "")
    if module == "microsite.lazy_patterns" or caller.f_code.co_name == "<module>":
        return True
    return not module.startswith("microsite") or pattern in caller.f_code.co_consts

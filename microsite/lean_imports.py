"""Libraries imported without what they import in turn and we never use: a quarter of the work of starting.

While a library is imported, a stand-in takes the place of each such module. What the library takes from it imports the
real module when it is called, so that everything still works; afterwards, it gives all that the module has. A library
that wants more of the module at once, as a later version may, is imported in the usual way.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any


class _StandIn(ModuleType):
    """Stands for a module; gives some of its functions and classes, which import it when they are called."""

    def __init__(self, name: str, functions: Collection[str]) -> None:
        super().__init__(name)
        self._functions = frozenset(functions)
        self._is_looked_at = True

    def looked_at(self) -> None:
        """Be the module itself from now on."""
        self._is_looked_at = False

    def __getattr__(self, name: str) -> Any:
        """Give a function that imports the module, or, once the library is imported, what the module itself has."""
        if name.startswith("__") or (self._is_looked_at and name not in self._functions):
            raise AttributeError(name)
        if not self._is_looked_at:
            return getattr(import_module(self.__name__), name)
        # No function: as an attribute of a class, that would be given the object first.
        return partial(_call, self.__name__, name)


def _call(module: str, name: str, /, *arguments: Any, **named: Any) -> Any:
    return getattr(import_module(module), name)(*arguments, **named)


def import_without(unused: Mapping[str, Collection[str]], library: str) -> None:
    """Import a library without some modules.

    Args:
        unused: modules that it imports, each with the functions and classes that it takes from it at once, and only
            calls; those modules that are there already are given to it.
        library: the name of its module.
    """
    if library in sys.modules:
        return
    before = set(sys.modules)
    stand_ins = {name: _StandIn(name, functions) for name, functions in unused.items() if name not in before}
    sys.modules.update(stand_ins)
    try:
        import_module(library)
    except Exception:  # It is imported once more below, and says then what is wrong with it.
        for name in set(sys.modules) - before:
            del sys.modules[name]
    finally:
        for name, stand_in in stand_ins.items():
            stand_in.looked_at()
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]
    import_module(library)


def import_logging() -> None:
    """Import Python's own `logging`, which two libraries import, without what shows where an error has happened."""
    import_without({"traceback": ()}, "logging")


def import_as_if_missing(missing: str, library: str) -> None:
    """Import a library that can do without another, as if that were not installed."""
    if missing in sys.modules or library in sys.modules:
        return
    sys.modules[missing] = None  # pyright: ignore[reportArgumentType] - Python's own way to say that there is none.
    try:
        import_module(library)
    except ImportError:  # It cannot do without any more; whoever imports it next gets both.
        pass
    finally:
        del sys.modules[missing]

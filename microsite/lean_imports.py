"""Import libraries without modules that they import and we never use: these are a quarter of the work of starting.

While a library is imported, a stand-in takes the place of each unused module. Whatever the library imports from it
imports the real module when it is called, so everything still works; later, the stand-in passes on all attributes of
the module. A library that needs more of the module at once, as a later version may, is imported in the usual way.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any


class _StandIn(ModuleType):
    """Stands for a module; has some of its functions and classes, which import the module when they are called."""

    def __init__(self, name: str, functions: Collection[str]) -> None:
        super().__init__(name)
        self._functions = frozenset(functions)
        self._is_importing = True

    def pass_through(self) -> None:
        """Pass on all attributes of the module from here on."""
        self._is_importing = False

    def __getattr__(self, name: str) -> Any:
        """Return a function that imports the module or, once the library is imported, the module's own attribute."""
        if name.startswith("__") or (self._is_importing and name not in self._functions):
            raise AttributeError(name)
        if not self._is_importing:
            return getattr(import_module(self.__name__), name)
        # Not a function, which would become a method as an attribute of a class.
        return partial(_call, self.__name__, name)


def _call(module: str, name: str, /, *arguments: Any, **named: Any) -> Any:
    return getattr(import_module(module), name)(*arguments, **named)


def import_without(unused: Mapping[str, Collection[str]], library: str) -> None:
    """Import a library without some modules.

    Args:
        unused: modules that it imports, each with the functions and classes that it imports from there and only calls;
            modules that are imported already are left as they are.
        library: the name of its module.
    """
    if library in sys.modules:
        return
    before = set(sys.modules)
    stand_ins = {name: _StandIn(name, functions) for name, functions in unused.items() if name not in before}
    sys.modules.update(stand_ins)
    try:
        import_module(library)
    except Exception:  # It is imported once more below, and then raises what is really wrong.
        for name in set(sys.modules) - before:
            del sys.modules[name]
    finally:
        for name, stand_in in stand_ins.items():
            stand_in.pass_through()
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]
                _put_into_package(name, stand_in)
    import_module(library)


def _put_into_package(name: str, stand_in: _StandIn) -> None:
    """Let `package.module` lead to the module, as it does after an import of it."""
    package, _, child = name.rpartition(".")
    if package in sys.modules and not hasattr(sys.modules[package], child):
        setattr(sys.modules[package], child, stand_in)


def import_logging() -> None:
    """Import Python's own `logging`, which two libraries import, without `traceback`."""
    import_without({"traceback": ()}, "logging")


def import_as_if_missing(missing: str, library: str) -> None:
    """Import a library as if an optional dependency of it were not installed."""
    if missing in sys.modules or library in sys.modules:
        return
    sys.modules[missing] = None  # pyright: ignore[reportArgumentType] - Python's own way to mark a module as missing.
    try:
        import_module(library)
    except ImportError:  # It needs the dependency after all; the next import of it gets both.
        pass
    finally:
        del sys.modules[missing]

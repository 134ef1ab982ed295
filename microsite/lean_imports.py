"""Libraries imported without what they import in turn and we never use: a quarter of the work of starting.

While a library is imported, a stand-in takes the place of each such module. What the library takes from it are
functions that import the real module when they are called, so that everything still works. A library that wants more
of the module than that, as a later version may, is imported in the usual way.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from types import ModuleType
from typing import Any


class _StandIn(ModuleType):
    """Stands for a module until something in it is called."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Give what imports the module when it is called."""
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*arguments: Any, **named: Any) -> Any:
            return getattr(import_module(self.__name__), name)(*arguments, **named)

        return call


def import_without(unused: Sequence[str], library: str) -> None:
    """Import a library without some modules.

    Args:
        unused: modules that it imports; those that are there already are given to it.
        library: the name of its module.
    """
    before = set(sys.modules)
    stand_ins = {name: _StandIn(name) for name in unused if name not in before}
    sys.modules.update(stand_ins)
    try:
        import_module(library)
    except Exception:  # It is imported once more below, and says then what is wrong with it.
        for name in set(sys.modules) - before:
            del sys.modules[name]
    finally:
        for name, stand_in in stand_ins.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]
    import_module(library)


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

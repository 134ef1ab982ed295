"""The program's modules and those of its libraries, compiled and in one file: read at once instead of one by one.

Python looks for each module in several folders and opens a file for it; on the laptops this program is made for, with
their virus scanners, that is most of the time of a short run. The file stands beside Python's own compiled modules, and
is used only while all that it was made of is as it was: our own files by size, time and number, the folders of
libraries by the time at which something was last installed.
"""

from __future__ import annotations

import marshal
import os
import sys
from importlib.machinery import ModuleSpec, SourceFileLoader
from types import CodeType, ModuleType
from typing import TYPE_CHECKING

from microsite.record import ENGINE, engine_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The file of a module, whether it is a package, and its code, packed: most runs need few of the modules.
_Module = tuple[str, bool, bytes]
_modules: dict[str, _Module] = {}


def use_bundle() -> None:
    """Read modules from the bundle from here on, where there is one that holds."""
    try:
        with open(_file(), "rb") as opened:
            key, modules = marshal.load(opened)
    except (OSError, EOFError, ValueError, TypeError):
        return
    if key == _key():
        _modules.update(modules)
        sys.meta_path.insert(0, _Bundled)  # pyright: ignore[reportArgumentType]


def save_bundle() -> None:
    """Write the bundle anew, where modules were loaded that it lacks; a folder that is not ours stays as it is."""
    roots = _roots()
    loaded = {name: module for name, module in list(sys.modules.items()) if _is_ours(module, roots)}
    if loaded.keys() <= _modules.keys():
        return
    for name, module in loaded.items():
        if name not in _modules and (code := _code_of(name, module)) is not None:
            _modules[name] = (str(module.__file__), hasattr(module, "__path__"), marshal.dumps(code))
    from pathlib import Path

    from microsite.atomic_write import write_atomically

    try:
        os.makedirs(os.path.dirname(_file()), exist_ok=True)
    except OSError:
        return
    write_atomically(Path(_file()), marshal.dumps((_key(), _modules)))


class _Loader(SourceFileLoader):
    def get_code(self, fullname: str) -> CodeType | None:
        code: CodeType = marshal.loads(_modules[fullname][2])
        return code


class _Bundled:
    """Finds the modules of the bundle."""

    @staticmethod
    def find_spec(
        fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Tell where a module is; None for one that the bundle does not have."""
        found = _modules.get(fullname)
        if found is None:
            return None
        file, is_package, _ = found
        spec = ModuleSpec(fullname, _Loader(fullname, file), origin=file, is_package=is_package)
        spec.has_location = True
        if is_package:
            spec.submodule_search_locations = [os.path.dirname(file)]
        return spec


def _file() -> str:
    name = f"bundle.{sys.implementation.cache_tag}.bin"
    return os.path.join(ENGINE, "microsite", "__pycache__", name)


def _key() -> str:
    """Everything that the bundle was made of."""
    installed: list[str] = []
    for root in _roots():
        try:
            installed.append(f"{root} {os.stat(root).st_mtime_ns}")
        except OSError:
            installed.append(root)
    own = [line for line in engine_lines() if line.startswith("//microsite")]
    return "\n".join((sys.version, ENGINE, *installed, *own))


def _roots() -> list[str]:
    """The folders that libraries are installed in."""
    return [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]


def _is_ours(module: ModuleType, roots: list[str]) -> bool:
    file, spec = getattr(module, "__file__", None), getattr(module, "__spec__", None)
    if not file or not file.endswith(".py") or spec is None or type(spec.loader) not in (SourceFileLoader, _Loader):
        return False
    return file.startswith((f"{ENGINE}{os.sep}microsite{os.sep}", *(f"{root}{os.sep}" for root in roots)))


def _code_of(name: str, module: ModuleType) -> CodeType | None:
    spec = module.__spec__
    try:
        return spec.loader.get_code(name) if spec and isinstance(spec.loader, SourceFileLoader) else None
    except (ImportError, OSError):
        return None

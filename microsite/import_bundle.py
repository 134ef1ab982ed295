"""The bundle: compiled modules of the program and its libraries in one file, with compiled patterns and digests.

Python looks for each module in several folders and opens a file for it; on the laptops this program is made for, with
their virus scanners, that takes most of the time of a short run. The bundle is beside Python's own compiled modules,
and is used only if nothing that it was made of has changed: our own files by size, times and inode number, the folders
of libraries by the time at which something was last installed.
"""

from __future__ import annotations

import marshal
import os
import sys
from importlib.machinery import ModuleSpec, SourceFileLoader
from types import CodeType, ModuleType
from typing import TYPE_CHECKING, BinaryIO

from microsite.kept_patterns import Kept, keep_patterns, new_patterns
from microsite.record import ENGINE, engine_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: A module's file, whether it is a package, and where in the bundle its code begins and ends.
_Module = tuple[str, bool, int, int]
#: If this many patterns had to be compiled, it pays to write the bundle again.
MANY_PATTERNS = 8
_NUMBER_BYTES = 8
#: Whether a file can be read without moving its offset, which forked processes share.
_READS_AT_A_PLACE = hasattr(os, "pread")


class _Bundle:
    """The file: the size of its head and of the whole file; the head; then the code of the modules."""

    def __init__(self, file: BinaryIO) -> None:
        """Read the head.

        Raises:
            EOFError, ValueError, TypeError: it is damaged.
        """
        self._file = file
        head, whole = (int.from_bytes(file.read(_NUMBER_BYTES), "little") for _ in range(2))
        self._start = 2 * _NUMBER_BYTES + head
        self._rest = b""
        if os.fstat(file.fileno()).st_size != whole:
            raise EOFError(whole)
        #: Everything that it was made of.
        self.key: str
        self.modules: dict[str, _Module]
        self.patterns: dict[tuple[str | bytes, int], Kept]
        #: Digests of parts of the program by name, each with the state that it is for.
        self.digests: dict[str, tuple[str, bytes]]
        self.key, self.modules, self.patterns, self.digests = marshal.loads(file.read(head))
        if not _READS_AT_A_PLACE:  # On Windows, where an open file could not be replaced by a newer one.
            self._rest = file.read()
            file.close()

    def code(self, name: str) -> bytes:
        """Return the code of a module as marshalled bytes: most runs need few of them."""
        _, _, start, end = self.modules[name]
        if not _READS_AT_A_PLACE:
            return self._rest[start:end]
        return os.pread(self._file.fileno(), end - start, self._start + start)


_bundle: list[_Bundle] = []
_is_in_use: list[bool] = []
_new_digests: dict[str, tuple[str, bytes]] = {}


def use_bundle() -> None:
    """From here on, load modules and patterns from the bundle, if there is a valid one."""
    bundle = _opened()
    if bundle is not None:
        _bundle.append(bundle)
        sys.meta_path.insert(0, _Bundled)  # pyright: ignore[reportArgumentType]
    keep_patterns(bundle.patterns if bundle else {})
    _is_in_use.append(True)


def _opened() -> _Bundle | None:
    """Open the bundle as it is now on disk; return None if there is no valid one."""
    try:
        bundle = _Bundle(open(_file(), "rb"))  # noqa: SIM115 - it is read from as long as the program runs
    except (OSError, EOFError, ValueError, TypeError):
        return None
    return bundle if bundle.key == _key() else None


def kept_digest(part: str, more: str, make: Callable[[], bytes]) -> bytes:
    """Return the digest of a part of the program; it is made again only if one of the part's files has changed.

    Args:
        part: the name of the part's folder.
        more: the state of everything else that the digest depends on.
        make: makes the digest.
    """
    state = "\n".join((more, *(line for line in engine_lines() if line.startswith(f"//{part}/"))))
    if not engine_lines():
        return make()
    kept = _new_digests.get(part) or (_bundle[0].digests.get(part) if _bundle else None)
    if kept is None or kept[0] != state:
        kept = _new_digests[part] = (state, make())
    return kept[1]


def save_bundle() -> None:
    """Write the bundle again, if it is in use and something is missing from it.

    A process for chapters may have written it meanwhile, so the bundle is read once more and added to. A folder that we
    may not write is left alone.
    """
    if not _is_in_use:
        return
    roots = _roots()
    known = _bundle[0].modules if _bundle else {}
    new = {name: module for name, module in list(sys.modules.items()) if name not in known and _is_ours(module, roots)}
    patterns = new_patterns()
    if not new and len(patterns) < MANY_PATTERNS and not _new_digests:
        return
    bundle = _opened() or (_bundle[0] if _bundle else None)
    known = bundle.modules if bundle else {}
    packed = (
        {name: (file, is_package, bundle.code(name)) for name, (file, is_package, _, _) in known.items()}
        if bundle
        else {}
    )
    for name, module in new.items():
        if name not in packed and (code := _code_of(name, module)) is not None:
            packed[name] = (str(module.__file__), hasattr(module, "__path__"), marshal.dumps(code))
    modules: dict[str, _Module] = {}
    end = 0
    for name, (file, is_package, code) in packed.items():
        start, end = end, end + len(code)
        modules[name] = (file, is_package, start, end)
    all_patterns = {**(bundle.patterns if bundle else {}), **patterns}
    all_digests = {**(bundle.digests if bundle else {}), **_new_digests}
    head = marshal.dumps((_key(), modules, all_patterns, all_digests))
    whole = 2 * _NUMBER_BYTES + len(head) + end
    numbers = (number.to_bytes(_NUMBER_BYTES, "little") for number in (len(head), whole))
    from pathlib import Path

    from microsite.atomic_write import write_atomically

    try:
        os.makedirs(os.path.dirname(_file()), exist_ok=True)
    except OSError:
        return
    write_atomically(Path(_file()), b"".join((*numbers, head, *(code for _, _, code in packed.values()))))


class _Loader(SourceFileLoader):
    def get_code(self, fullname: str) -> CodeType | None:
        code: CodeType = marshal.loads(_bundle[0].code(fullname))
        return code


class _Bundled:
    """Finds the modules of the bundle."""

    @staticmethod
    def find_spec(
        fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find a module; return None if the bundle does not have it."""
        found = _bundle[0].modules.get(fullname)
        if found is None:
            return None
        file, is_package, _, _ = found
        spec = ModuleSpec(fullname, _Loader(fullname, file), origin=file, is_package=is_package)
        spec.has_location = True
        spec.cached = ""  # Otherwise Python would work out the path of its compiled file for each module.
        if is_package:
            spec.submodule_search_locations = [os.path.dirname(file)]
        return spec


def _file() -> str:
    name = f"bundle.{sys.implementation.cache_tag}.bin"
    return os.path.join(ENGINE, "microsite", "__pycache__", name)


def _key() -> str:
    """Return everything that the bundle is made of, as a text."""
    installed: list[str] = []
    for root in _roots():
        try:
            installed.append(f"{root} {os.stat(root).st_mtime_ns}")
        except OSError:
            installed.append(root)
    own = [line for line in engine_lines() if line.startswith("//microsite")]
    return "\n".join((sys.version, ENGINE, *installed, *own))


def _roots() -> list[str]:
    """Return the folders that libraries are installed in."""
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

"""Jinja as the pages use it: strict about names, escaping by default, a site's own templates first."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from pathlib import Path
from types import CodeType
from typing import Any, Protocol, cast

import jinja2
from jinja2.bccache import Bucket


class _Shared(Protocol):
    """The part of a template environment whose type its makers left open."""

    globals: dict[str, Any]


def share(environment: jinja2.Environment, values: Mapping[str, Any]) -> None:
    """Let every template of an environment see some values by their names."""
    cast("_Shared", environment).globals.update(values)


class _Environment(jinja2.Environment):
    """Templates that see the shared values themselves, not a chain of mappings that is slow to look through."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else cast("_Shared", self).globals


class CompiledTemplates(jinja2.BytecodeCache):
    """Keeps compiled templates until the program ends, so that a live preview compiles those alone that changed."""

    def __init__(self) -> None:
        #: The code of each template with the checksum of the text that it was made of.
        self._kept: dict[str, tuple[str, CodeType]] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Name a template by its file as it is, which need not be text: a folder's name can be any bytes."""
        return f"{name}|{filename}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template's code where its text is still the same."""
        checksum, code = self._kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code, in place of what was kept of an earlier text."""
        if bucket.code is not None:
            self._kept[bucket.key] = (bucket.checksum, bucket.code)


#: All environments compile in the same way, so that they share what is compiled.
_COMPILED = CompiledTemplates()


def make_environment(folders: Sequence[Path]) -> jinja2.Environment:
    """Prepare templates.

    Args:
        folders: where templates are looked for, the engine's own folder last; what is there can also be
            reached under `default/`, so that a site's template can extend the one it replaces.
    """
    present = [folder for folder in folders if folder.is_dir()]
    loader = jinja2.ChoiceLoader(
        [
            *(jinja2.FileSystemLoader(folder) for folder in present),
            jinja2.PrefixLoader({"default": jinja2.FileSystemLoader(folders[-1])}),
        ]
    )
    return _Environment(
        loader=loader,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_COMPILED,
    )

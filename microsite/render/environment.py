"""Jinja as the pages use it: strict about names, escaping by default, a site's own templates first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, cast

import jinja2


class _Shared(Protocol):
    """The part of a template environment whose type its makers left open."""

    globals: dict[str, Any]


class _CompiledTemplates(jinja2.BytecodeCache):
    """Templates that were compiled before; what counts is their text, so that a change is never missed."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Any) -> None:
        """Give a template's code where it was compiled before."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Any) -> None:
        """Keep a template's code."""
        self._code[(bucket.key, bucket.checksum)] = bucket.code


_compiled = _CompiledTemplates()


def share(environment: jinja2.Environment, values: Mapping[str, Any]) -> None:
    """Let every template of an environment see some values by their names."""
    cast("_Shared", environment).globals.update(values)


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
    return jinja2.Environment(
        loader=loader,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_compiled,
    )

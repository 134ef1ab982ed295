"""Jinja as the pages use it: strict about names, escaping by default, a site's own templates first."""

from __future__ import annotations

import marshal
import os
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from pathlib import Path
from types import CodeType
from typing import Any, Protocol, cast

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket

from microsite.digests import blake2b
from microsite.render.engine_cache import EngineCache, engine_cache
from microsite.render.templates import Templates
from microsite.store import Store

#: How often all loops of a site's own templates may go round on one page.
MOST_ROUNDS = 100_000
_COUNTED = "counted_rounds"


class _Shared(Protocol):
    """The parts of a template environment whose types its makers left open."""

    globals: dict[str, Any]
    filters: dict[str, Any]


def share(environment: jinja2.Environment, values: Mapping[str, Any]) -> None:
    """Let every template of an environment see some values by their names."""
    cast("_Shared", environment).globals.update(values)


class _Rounds:
    """Counts how often the loops of a site's own templates go round on one page, so that it comes to its end."""

    def __init__(self) -> None:
        self.left = MOST_ROUNDS

    def numbers(self, *limits: int) -> range:
        """Stand in for `range`, which could be a list that fills the memory."""
        made = range(*limits)
        if made and abs(made[-1] - made[0]) // abs(made.step) >= MOST_ROUNDS:
            raise _too_many()
        return made

    def count(self, items: Iterable[Any]) -> Iterator[Any]:
        """Give the items of a loop."""
        for item in items:
            self.left -= 1
            if self.left < 0:
                raise _too_many()
            yield item


def _too_many() -> jinja2.TemplateRuntimeError:
    return jinja2.TemplateRuntimeError(f"its loops go round more than {MOST_ROUNDS:,} times on one page")


class _Environment(jinja2.Environment):
    """Templates that see the shared values themselves, not a chain of mappings that is slow to look through."""

    def __init__(self, own: Path | None, **options: Any) -> None:
        """Take the folder of the site's own templates."""
        super().__init__(**options)
        self._own = f"{own}{os.sep}" if own else ""
        self.rounds = _Rounds()
        shared = cast("_Shared", self)
        shared.filters[_COUNTED] = self.rounds.count
        shared.globals["range"] = self.rounds.numbers
        del shared.globals["lipsum"]  # As much placeholder text as is asked for.

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else cast("_Shared", self).globals

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        if self._own and filename and filename.startswith(self._own):
            for loop in template.find_all(nodes.For):
                loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=loop.lineno)
        return template


def begin_page(environment: jinja2.Environment) -> None:
    """Let the loops of the next page have all of their rounds."""
    if isinstance(environment, _Environment):
        environment.rounds.left = MOST_ROUNDS


class CompiledTemplates(jinja2.BytecodeCache):
    """Keeps compiled templates: the engine's own beside them, as Python keeps its modules, a site's in the store."""

    def __init__(self, engine: EngineCache, store: Store) -> None:
        """Take where they are kept."""
        self._engine, self._store = engine, store

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Name a template by its file as it is, which need not be text: a folder's name can be any bytes."""
        return f"{name}|{filename}"

    def get_source_checksum(self, source: str) -> str:
        """Tell one text of a template from another."""
        text = source.encode("utf-8", "surrogatepass")
        return blake2b(text, key=jinja2.__version__.encode(), digest_size=20).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template's code where its text is still the same."""
        code = self._engine.find_code(bucket.key, bucket.checksum)
        if code is None and not self._engine.holds(bucket.key):
            found = self._store.find(self._key(bucket), bytes)
            code = _loaded(found) if found is not None else None
        if code is not None:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code, in place of what was kept of an earlier text."""
        if bucket.code is None:
            return
        if self._engine.holds(bucket.key):
            self._engine.keep_code(bucket.key, bucket.checksum, bucket.code)
        else:
            self._store.keep(self._key(bucket), marshal.dumps(bucket.code))

    def _key(self, bucket: Bucket) -> bytes:
        return self._store.key("template", bucket.key, bucket.checksum)


def _loaded(content: bytes) -> CodeType | None:
    try:
        code = marshal.loads(content)
    except (EOFError, ValueError, TypeError):
        return None
    return code if isinstance(code, CodeType) else None


def make_environment(templates: Templates, store: Store) -> jinja2.Environment:
    """Prepare templates.

    Args:
        templates: where they are looked for; the engine's own can also be reached under `default/`, so that a
            site's template can extend the one it replaces.
        store: keeps what is compiled of a site's own.
    """
    present = [folder for folder in templates.folders if folder.is_dir()]
    loader = jinja2.ChoiceLoader(
        [
            *(jinja2.FileSystemLoader(folder) for folder in present),
            jinja2.PrefixLoader({"default": jinja2.FileSystemLoader(templates.engine)}),
        ]
    )
    return _Environment(
        templates.site,
        loader=loader,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=CompiledTemplates(engine_cache(templates.engine), store),
    )


def make_format_environment(engine: Path) -> jinja2.Environment:
    """Prepare the templates of what stands beside the pages, as they are for search engines and feed readers.

    Args:
        engine: the engine's own templates; a site has none of these of its own.
    """
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(engine / "formats"),
        autoescape=jinja2.select_autoescape(("xml",)),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=CompiledTemplates(engine_cache(engine), Store()),
    )

"""The Jinja environments: strict about undefined names, autoescaping, with a site's own templates first."""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from pathlib import Path
from types import CodeType
from typing import Any, Protocol, cast

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.environment import TemplateModule
from jinja2.runtime import Context

from microsite.digests import blake2b
from microsite.load.walk import is_left_behind
from microsite.render.engine_cache import engine_cache
from microsite.render.templates import Templates
from microsite.store import Store

#: How many iterations all loops in a site's own templates may make on one page.
MOST_ITERATIONS = 100_000
_COUNTED = "counted_rounds"


class _Shared(Protocol):
    """The attributes of a Jinja environment that Jinja leaves untyped."""

    globals: dict[str, Any]
    filters: dict[str, Any]


def share(environment: jinja2.Environment, values: Mapping[str, Any]) -> None:
    """Make values global in all templates of an environment."""
    cast("_Shared", environment).globals.update(values)


class _LoopLimit:
    """Counts the iterations of loops in a site's own templates on one page, so that rendering ends."""

    def __init__(self) -> None:
        self.left = MOST_ITERATIONS

    def numbers(self, *limits: int) -> range:
        """Replace `range`, which could make a list that fills the memory."""
        made = range(*limits)
        if made and abs(made[-1] - made[0]) // abs(made.step) >= MOST_ITERATIONS:
            raise _too_many()
        return made

    def count(self, items: Iterable[Any]) -> Iterator[Any]:
        """Yield the items of a loop, counting each."""
        for item in items:
            self.left -= 1
            if self.left < 0:
                raise _too_many()
            yield item


def _too_many() -> jinja2.TemplateRuntimeError:
    return jinja2.TemplateRuntimeError(f"its loops go round more than {MOST_ITERATIONS:,} times on one page")


class _Template(jinja2.Template):
    """A template; a site's own is run each time it is imported, since what it reads differs from page to page."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        if cast("_Environment", self.environment).is_own(self.filename):
            self._module = None
        return super()._get_default_module(ctx)


class _Environment(jinja2.Environment):
    """An environment whose templates get the globals directly, since lookups in Jinja's ChainMap are slow."""

    def __init__(self, own: Path | None, **options: Any) -> None:
        """Take the folder of the site's own templates, and Jinja's options."""
        super().__init__(**options)
        self._own = f"{own}{os.sep}" if own else ""
        self.loop_limit = _LoopLimit()
        shared = cast("_Shared", self)
        shared.filters[_COUNTED] = self.loop_limit.count
        shared.globals["range"] = self.loop_limit.numbers
        del shared.globals["lipsum"]  # It makes any amount of placeholder text.

    template_class = _Template

    def is_own(self, filename: str | None) -> bool:
        """Whether a template is one of the site's own."""
        return bool(self._own and filename and filename.startswith(self._own))

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else cast("_Shared", self).globals

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        if self.is_own(filename):
            for loop in template.find_all(nodes.For):
                loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=loop.lineno)
        return template


def begin_page(environment: jinja2.Environment) -> None:
    """Reset the count of loop iterations for the next page."""
    if isinstance(environment, _Environment):
        environment.loop_limit.left = MOST_ITERATIONS


class _EngineLoader(jinja2.FileSystemLoader):
    """Loads the engine's own templates from the cache of compiled code, without reading their source."""

    def __init__(self, templates: Templates, folder: str = "") -> None:
        """Take the templates, and a subfolder to load them from."""
        super().__init__(templates.engine / folder)
        self._folder = folder
        self._kept = engine_cache(templates.engine)
        # Compiled code contains the path of its source file.
        self._state = templates.state + os.fsencode(templates.engine)

    def load(
        self, environment: jinja2.Environment, name: str, globals: MutableMapping[str, Any] | None = None
    ) -> jinja2.Template:
        """Return a template."""

        def compile_source() -> CodeType:
            source, filename, _ = self.get_source(environment, name)
            return environment.compile(source, name, filename)

        key = f"template {self._folder}/{name}"
        code = self._kept.get(key, self._state, compile_source)
        return environment.template_class.from_code(environment, code, {} if globals is None else globals)


class _SiteLoader(jinja2.FileSystemLoader):
    """Loads a site's own templates, but none of the files that a build ignores."""

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Read a template's source.

        Raises:
            TemplateNotFound: there is none, or a build ignores it.
        """
        if any(is_left_behind(part, "theme") for part in template.split("/")):
            raise jinja2.TemplateNotFound(template)
        return super().get_source(environment, template)


class CompiledTemplates(jinja2.BytecodeCache):
    """Caches a site's own templates, compiled, in the store."""

    def __init__(self, store: Store) -> None:
        """Take the store."""
        self._store = store

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return a key with the template's path, unencoded: a folder's name may not be valid text."""
        return f"{name}|{filename}"

    def get_source_checksum(self, source: str) -> str:
        """Return a digest of a template's source."""
        return blake2b(source.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a template's code if the store has it for this source."""
        found = self._store.find(self._key(bucket), bytes)
        code = _loaded(found) if found is not None else None
        if code is not None:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Store a template's code."""
        if bucket.code is not None:
            self._store.keep(self._key(bucket), marshal.dumps(bucket.code))

    def _key(self, bucket: Bucket) -> bytes:
        return self._store.key("template", bucket.key, bucket.checksum, jinja2.__version__)


def _loaded(content: bytes) -> CodeType | None:
    try:
        code = marshal.loads(content)
    except (EOFError, ValueError, TypeError):
        return None
    return code if isinstance(code, CodeType) else None


def make_environment(templates: Templates, store: Store) -> jinja2.Environment:
    """Make the environment for pages.

    Args:
        templates: where to look for templates; the engine's own are also available under `default/`, so that a
            site's template can extend the one it replaces.
        store: caches a site's own templates, compiled.
    """
    engine = _EngineLoader(templates)
    own = [_SiteLoader(templates.site)] if templates.site and templates.site.is_dir() else []
    loader = jinja2.ChoiceLoader([*own, engine, jinja2.PrefixLoader({"default": engine})])
    return _Environment(
        templates.site,
        loader=loader,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=CompiledTemplates(store),
    )


def make_format_environment(templates: Templates) -> jinja2.Environment:
    """Make the environment for files other than pages, such as those for search engines and feed readers.

    Args:
        templates: where the templates are; a site cannot replace these.
    """
    return jinja2.Environment(
        loader=_EngineLoader(templates, "formats"),
        autoescape=jinja2.select_autoescape(("xml",)),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )

"""Reads the examples of components from `components/<name>/<name>.yaml`, and renders them as pages would."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import jinja2
import msgspec
import yaml
from markupsafe import Markup

from microsite.validate.field_types import TO_BE_SUPPLIED, MaybeSupplied
from microsite.validate.web_types import EmailAddress, PhoneNumber

Kind = Literal[
    "text", "html", "number", "yes_no", "address", "picture", "link", "list", "group", "fact", "phone", "email"
]
#: The kinds whose values can be `to be supplied`, each with the type of the value.
_FACTS: dict[str, type[str]] = {"fact": str, "phone": PhoneNumber, "email": EmailAddress}
#: The folder of the catalogue for pictures that are next to a component's examples.
PICTURES = "pictures"
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class ExampleError(ValueError):
    """An example has an option that its component does not take, or lacks one that is required."""


class _Read(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class Option(_Read, frozen=True, kw_only=True):
    """One option of a component, or one part of an option."""

    name: str
    #: `html` is markup that is already safe, `link` is a function that returns addresses, `fact` can be to be supplied.
    kind: Kind
    #: What it means.
    about: str
    #: Whether it is required; otherwise it can be None or empty.
    required: bool = False
    #: The parts of a group, or of a list's items.
    parts: tuple[Option, ...] = ()


class Example(_Read, frozen=True, kw_only=True):
    """One use of a component."""

    name: str
    about: str = ""
    #: The macro it calls, if the component has several.
    macro: str = ""
    #: Whether it is only for tests.
    hidden: bool = False
    language: str = "en"
    direction: Literal["ltr", "rtl"] = "ltr"
    options: dict[str, Any] = {}


class Component(_Read, frozen=True, kw_only=True):
    """What a component is for, what it takes, and how it looks."""

    #: The folder's name; the file does not repeat it.
    name: str
    about: str
    #: What contains it: the whole window, the page's width, the column of text, or the column at the side.
    place: Literal["window", "page", "column", "side"] = "page"
    options: tuple[Option, ...] = ()
    examples: tuple[Example, ...]


def load_components(folders: Sequence[Path]) -> tuple[Component, ...]:
    """Read the examples of every component, sorted by name.

    Args:
        folders: where to look for templates; the first folder with a component's examples wins.

    Raises:
        msgspec.ValidationError: a file is not valid; the message names the file.
    """
    found: dict[str, Path] = {}
    for folder in folders:
        for file in sorted(folder.glob("components/*/*.yaml")):
            found.setdefault(file.stem, file)
    return tuple(_component(name, found[name]) for name in sorted(found))


def load_pictures(folders: Sequence[Path]) -> dict[str, bytes]:
    """Read the pictures that examples use, by their path in the catalogue."""
    files = (file for folder in reversed(folders) for file in sorted(folder.glob("components/*/*.svg")))
    return {picture_path(file.parent.name, file.name): file.read_bytes() for file in files}


def picture_path(component: str, file: str) -> str:
    """Return the path in the catalogue of a picture that is next to a component's examples."""
    return f"{PICTURES}/{component}/{file}"


def flat_options(options: Sequence[Option], above: str = "") -> Iterator[tuple[str, Option]]:
    """Yield every option and every nested part with its name, such as `entries.title`."""
    for option in options:
        yield f"{above}{option.name}", option
        yield from flat_options(option.parts, f"{above}{option.name}.")


def render_example(environment: jinja2.Environment, component: Component, example: Example) -> Markup:
    """Call a component's macro as a page does; paths in links are left as they are.

    Raises:
        ExampleError: the example does not match the component's options.
        jinja2.TemplateError: the component cannot be rendered.
    """
    values = _values(component.name, component.options, example.options, f"{component.name}, {example.name}: ")
    template = environment.get_template(f"components/{component.name}/{component.name}.html")
    macro: Any = getattr(template.module, example.macro or component.name)
    return Markup(macro(values) if component.options else macro())


def _component(name: str, file: Path) -> Component:
    try:
        read: Any = yaml.load(file.read_text(encoding="utf-8"), Loader=Loader)
        return msgspec.convert({"name": name, **read}, Component)
    except (yaml.YAMLError, msgspec.ValidationError, TypeError) as error:
        raise msgspec.ValidationError(f"{file.name}: {error}") from None


def _values(component: str, options: Sequence[Option], given: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Return a value for every option; options that an example leaves out are None or empty."""
    unknown = set(given) - {option.name for option in options}
    if unknown:
        raise ExampleError(f"{where}there is no option {', '.join(sorted(unknown))}")
    values: dict[str, Any] = {}
    for option in options:
        value = given.get(option.name)
        if option.required and option.kind != "link" and value in (None, "", []):
            raise ExampleError(f"{where}{option.name} is required")
        values[option.name] = _value(component, option, value, f"{where}{option.name}.")
    return values


def _value(component: str, option: Option, value: Any, where: str) -> Any:
    if option.kind == "link":
        return lambda path: path  # pyright: ignore[reportUnknownLambdaType, reportUnknownVariableType]
    if value is None:
        return [] if option.kind == "list" else None
    if option.kind == "list":
        items: list[Any] = [_values(component, option.parts, item, where) for item in value]
        return items
    if option.kind == "group":
        return _values(component, option.parts, value, where)
    if option.kind == "html":
        return Markup(value)
    if option.kind == "picture":
        return picture_path(component, value)
    if option.kind in _FACTS:
        return MaybeSupplied[str](None if value == TO_BE_SUPPLIED else _FACTS[option.kind](value))
    return value

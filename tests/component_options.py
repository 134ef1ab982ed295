"""Find the options that a component's macros use, from the template's syntax tree, so that no branch is missed."""

from dataclasses import dataclass, field

from jinja2 import Environment, nodes

from microsite.render.examples import Component, flat_options


def used_options(source: str, macros: set[str]) -> set[str]:
    """Return every option that macros use, with dots for nested ones, such as `entries.title`.

    Args:
        source: the text of the component's template.
        macros: the macros that pages call; each takes one mapping.
    """
    tree = Environment().parse(source)
    reading = _Reading({macro.name: macro for macro in tree.find_all(nodes.Macro)})
    for name in macros:
        reading.macro(name, [""])
    return reading.used


def option_differences(component: Component, source: str) -> list[str]:
    """List the options that are used but not named in the component's file, and those that are named but not used."""
    macros = {example.macro or component.name for example in component.examples}
    kinds = {name: option.kind for name, option in flat_options(component.options)}
    plain = {name for name, kind in kinds.items() if kind not in ("group", "list")}
    used = {_known(name, plain) for name in used_options(source, macros)}
    return sorted(
        [f"{name} is not named" for name in used - set(kinds)] + [f"{name} is not used" for name in set(kinds) - used]
    )


def _known(name: str, plain: set[str]) -> str:
    """An attribute of a plain value, such as whether it is supplied, is no option of its own: return the value's."""
    return next((each for each in plain if name.startswith(f"{each}.")), name)


#: What a name stands for: a path below the options, a mapping of names to meanings, or (None) something else.
Meaning = str | dict[str, "Meaning"] | None


@dataclass
class _Reading:
    macros: dict[str, nodes.Macro]
    used: set[str] = field(default_factory=set)
    _entered: list[tuple[str, list[Meaning]]] = field(default_factory=list)

    def macro(self, name: str, arguments: list[Meaning]) -> None:
        """Walk a macro, given what its arguments stand for; a no-op if it has been walked with the same ones."""
        if (name, arguments) in self._entered:
            return
        self._entered.append((name, arguments))
        macro = self.macros[name]
        scope = {each.name: path for each, path in zip(macro.args, arguments, strict=False)}
        for child in macro.body:
            self._follow(child, scope)

    def _follow(self, node: nodes.Node, scope: dict[str, Meaning]) -> None:
        path = self._meaning(node, scope)
        if isinstance(path, str) and path:
            parts = path.split(".")
            self.used.update(".".join(parts[:end]) for end in range(1, len(parts) + 1))
            return
        if isinstance(node, nodes.For) and isinstance(node.target, nodes.Name):
            self._follow(node.iter, scope)
            scope = {**scope, node.target.name: self._meaning(node.iter, scope)}
            children = [*node.body, *node.else_]
        elif isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in self.macros:
            self.macro(node.node.name, [self._meaning(each, scope) for each in node.args])
            children = [each for each in node.args if self._meaning(each, scope) != ""]
        else:
            children = list(node.iter_child_nodes())
        for child in children:
            self._follow(child, scope)

    def _meaning(self, node: nodes.Node, scope: dict[str, Meaning]) -> Meaning:
        if isinstance(node, nodes.Name):
            return scope.get(node.name)
        if isinstance(node, nodes.Dict):
            return {pair.key.as_const(): self._meaning(pair.value, scope) for pair in node.items}
        if isinstance(node, nodes.Getattr):
            above = self._meaning(node.node, scope)
            if isinstance(above, dict):
                return above.get(node.attr)
            return None if above is None else f"{above}.{node.attr}".lstrip(".")
        return None

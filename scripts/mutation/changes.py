"""Make the mutants of a module: the same source with one small change each."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

_COMPARISONS = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_OPERATORS = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_FUNCTIONS = {"min": "max", "max": "min", "any": "all", "all": "any"}
#: Conditions of these node types are negated; others are changed inside.
_NEGATED = (ast.Name, ast.Call, ast.Attribute, ast.Subscript, ast.NamedExpr)
#: Fields that only type checkers and data classes read.
_SKIPPED_FIELDS = frozenset({"annotation", "returns", "decorator_list"})
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """A module with one change."""

    line: int
    #: The function or class it is in, such as `Status.is_over`; empty for the module itself.
    where: str
    #: The changed piece of source, and what it became.
    before: str
    after: str
    #: The whole module with the change.
    source: str


@dataclass(frozen=True, kw_only=True)
class _Place:
    """Where a node is in the tree, so that another one can be put in its place."""

    parent: ast.AST
    field: str
    index: int | None
    where: str
    #: The f-string around it: before Python 3.12, nodes inside one do not know their position in the source.
    f_string: ast.expr | None

    @property
    def is_condition(self) -> bool:
        """Whether the node there is the condition of a branch, loop or comprehension."""
        if isinstance(self.parent, ast.comprehension):
            return self.field == "ifs"
        return self.field == "test" and not isinstance(self.parent, ast.Assert)

    def put(self, node: ast.AST) -> None:
        """Put another node there."""
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


def mutants_of(source: str, *, strings: bool = False) -> list[Mutant]:
    """Return every mutant of a module, in source order.

    Args:
        source: the module's source.
        strings: whether to change strings as well.
    """
    found = []
    for node, place in _nodes(ast.parse(source), "", None):
        for new in _changes(node, place, strings=strings):
            mutant = _mutant(source, node, new, place)
            if mutant is not None:
                found.append(mutant)
    return sorted(found, key=lambda each: each.line)


def _nodes(parent: ast.AST, where: str, f_string: ast.expr | None) -> Iterator[tuple[ast.AST, _Place]]:
    for field, value in ast.iter_fields(parent):
        if field in _SKIPPED_FIELDS or (field == "keywords" and isinstance(parent, ast.ClassDef)):
            continue
        values = value if isinstance(value, list) else [value]
        for index, node in enumerate(values):
            if not isinstance(node, ast.AST) or _is_docstring(node, parent, index) or _is_for_types(node):
                continue
            place = _Place(
                parent=parent,
                field=field,
                index=index if isinstance(value, list) else None,
                where=where,
                f_string=f_string,
            )
            yield node, place
            inner = f"{where}.{node.name}".lstrip(".") if isinstance(node, _SCOPES) else where
            outer = f_string or (node if isinstance(node, ast.JoinedStr) else None)
            yield from _nodes(node, inner, outer)


def _is_docstring(node: ast.AST, parent: ast.AST, index: int) -> bool:
    has_docstring = isinstance(parent, (*_SCOPES, ast.Module)) and index == 0
    return has_docstring and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _changes(node: ast.AST, place: _Place, *, strings: bool) -> Iterator[ast.AST]:
    if isinstance(node, ast.stmt):
        yield from _of_statement(node)
        return
    if place.is_condition and isinstance(node, _NEGATED):
        yield ast.UnaryOp(op=ast.Not(), operand=node)
    if isinstance(node, ast.Constant):
        yield from _of_constant(node, place, strings=strings)
    elif isinstance(node, ast.expr):
        yield from _of_expression(node)


def _of_statement(node: ast.stmt) -> Iterator[ast.stmt]:
    """Yield a statement's changes: left out, or returning None."""
    if isinstance(node, ast.Return) and node.value is not None:
        if not isinstance(node.value, ast.Constant):
            yield ast.Return(value=ast.Constant(value=None))
    elif isinstance(node, ast.Expr) and isinstance(node.value, (ast.Yield, ast.YieldFrom)):
        # Without any yield, the function would not be a generator, which every test notices.
        yield ast.Expr(value=ast.YieldFrom(value=ast.Tuple(elts=[], ctx=ast.Load())))
    elif isinstance(node, (ast.Raise, ast.AugAssign, ast.Delete, ast.Continue, ast.Break, ast.Expr)):
        if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            yield ast.Pass()
    elif isinstance(node, ast.Assign) and not any(isinstance(each, (ast.Name, ast.Tuple)) for each in node.targets):
        yield ast.Pass()


def _of_expression(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.Compare):
        for index, operator in enumerate(node.ops):
            for other in _COMPARISONS[type(operator)]:
                changed = copy.deepcopy(node)
                changed.ops[index] = other()
                yield changed
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(op=ast.Or() if isinstance(node.op, ast.And) else ast.And(), values=node.values)
        for index in range(len(node.values)):
            others = [*node.values[:index], *node.values[index + 1 :]]
            yield others[0] if len(others) == 1 else ast.BoolOp(op=node.op, values=others)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub)):
        yield node.operand
    elif isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        yield ast.BinOp(left=node.left, op=_OPERATORS[type(node.op)](), right=node.right)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _FUNCTIONS:
        name = ast.Name(id=_FUNCTIONS[node.func.id], ctx=ast.Load())
        yield ast.Call(func=name, args=node.args, keywords=node.keywords)


def _of_constant(node: ast.Constant, place: _Place, *, strings: bool) -> Iterator[ast.Constant]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(value=not value)
    elif isinstance(value, int | float):
        yield ast.Constant(value=value + 1)
        yield ast.Constant(value=value - 1)
    elif strings and isinstance(value, str) and not isinstance(place.parent, ast.JoinedStr):
        yield ast.Constant(value=f"XX{value}XX" if value else "XX")


def _mutant(source: str, node: ast.AST, new: ast.AST, place: _Place) -> Mutant | None:
    """Apply a change to the source; None if the result would not be valid Python."""
    target = place.f_string or node
    try:
        written = _written(target, node, new, place)
        changed = _replaced(source, target, written)
        ast.parse(changed)
    except (SyntaxError, ValueError):
        return None
    before, after = (ast.unparse(target), written) if place.f_string else (ast.unparse(node), ast.unparse(new))
    name = f"{place.parent.arg}=" if isinstance(place.parent, ast.keyword) and place.parent.arg else ""
    return Mutant(line=target.lineno, where=place.where, before=name + before, after=name + after, source=changed)


def _written(target: ast.AST, node: ast.AST, new: ast.AST, place: _Place) -> str:
    if target is node:
        text = ast.unparse(new)
        return text if isinstance(new, ast.stmt) else f"({text})"
    place.put(new)
    try:
        return ast.unparse(target)
    finally:
        place.put(node)


def _replaced(source: str, target: ast.AST, written: str) -> str:
    """Replace a node with a text; columns count bytes."""
    lines = source.encode().splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    start = starts[target.lineno - 1] + target.col_offset
    end = starts[target.end_lineno - 1] + target.end_col_offset
    content = source.encode()
    return (content[:start] + written.encode() + content[end:]).decode()

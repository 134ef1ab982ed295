"""Reads the structure tree of a PDF: elements in the order of the text, their attributes, the cells of tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

#: How many steps a type of element may be from the standard type that it stands for.
_LONGEST_CHAIN = 8


def kids_of(element: Any) -> list[Any]:
    """Return an element's children: elements, numbers of marked content, and references to content and to objects."""
    found = element.get("/K")
    if found is None:
        return []
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def is_element(thing: Any) -> bool:
    """Whether a child of an element is an element itself."""
    return isinstance(thing, pikepdf.Dictionary) and "/S" in thing


def elements_in(element: Any) -> Iterator[Any]:
    """Yield every element below one, in the order of the text."""
    for each in kids_of(element):
        if is_element(each):
            yield each
            yield from elements_in(each)


def elements_of(document: pikepdf.Pdf) -> Iterator[Any]:
    """Yield every element of a PDF, in the order of the text."""
    root = document.Root.get("/StructTreeRoot")
    return elements_in(root) if root is not None else iter(())


def role_of(document: pikepdf.Pdf, element: Any) -> str:
    """Return the standard type of an element, such as `H1`."""
    role = str(element["/S"])
    roles: Any = document.Root.StructTreeRoot.get("/RoleMap", pikepdf.Dictionary())
    for _ in range(_LONGEST_CHAIN):
        if role not in roles:
            break
        role = str(roles[role])
    return role[1:]


def attributes_of(element: Any) -> list[Any]:
    """Return the sets of attributes of an element."""
    found = element.get("/A")
    every = list(found) if isinstance(found, pikepdf.Array) else [found]
    return [each for each in every if isinstance(each, pikepdf.Dictionary)]


def attribute(element: Any, name: str, default: Any = None) -> Any:
    """Return an attribute of an element, whichever set it is in."""
    return next((each[f"/{name}"] for each in attributes_of(element) if f"/{name}" in each), default)


def tables_of(document: pikepdf.Pdf) -> Iterator[list[list[Any]]]:
    """Yield the cells of each table, row by row; a table within a cell comes after the table around it."""
    for element in elements_of(document):
        if element["/S"] == "/Table":
            yield rows_of(element)


def rows_of(table: Any) -> list[list[Any]]:
    """Return the cells of a table, row by row."""
    found: list[list[Any]] = []
    for each in filter(is_element, kids_of(table)):
        if each["/S"] == "/TR":
            found.append([cell for cell in kids_of(each) if is_element(cell) and cell["/S"] in ("/TD", "/TH")])
        elif each["/S"] in ("/THead", "/TBody", "/TFoot"):
            found += rows_of(each)
    return found


def numbered_parents(document: pikepdf.Pdf) -> dict[int, Any]:
    """Return the entries of the parent tree by number: the element of a link, or those of a page's contents."""
    found: dict[int, Any] = {}
    root: Any = document.Root.get("/StructTreeRoot", pikepdf.Dictionary())
    waiting: list[Any] = [root.get("/ParentTree", pikepdf.Dictionary())]
    while waiting:
        node = waiting.pop()
        numbers = list[Any](node.get("/Nums", ()))
        found |= {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
        waiting += list[Any](node.get("/Kids", ()))
    return found


def parents_in(document: pikepdf.Pdf) -> dict[tuple[int, int], Any]:
    """Return the elements of each page's contents in the order of their numbers, by the number of the page's object."""
    found = numbered_parents(document)
    return {
        page.obj.objgen: found[number]
        for page in document.pages
        if (number := int(page.obj.get("/StructParents", -1))) in found
    }

"""What a screen reader says on a page: the browser's accessibility tree as lines of text, in reading order.

Each line is one thing: `heading 2: What happens next`. Browser-specific nodes, such as wrappers, are skipped, so that
the text depends on the browser as little as possible.
"""

from typing import Any, NamedTuple

from playwright.sync_api import Page

#: What is said for a role. A role that is not listed says nothing itself; only its content is said.
ROLES = {
    "alert": "alert",
    "article": "article",
    "banner": "banner",
    "blockquote": "quotation",
    "button": "button",
    "cell": "cell",
    "checkbox": "checkbox",
    "columnheader": "column header",
    "combobox": "combo box",
    "complementary": "complementary",
    "contentinfo": "content information",
    "dialog": "dialog",
    "DisclosureTriangle": "button",
    "figure": "figure",
    "form": "form",
    "group": "group",
    "gridcell": "cell",
    "heading": "heading",
    "image": "picture",
    "link": "link",
    "list": "list",
    "listbox": "list box",
    "main": "main",
    "math": "formula",
    "navigation": "navigation",
    "note": "note",
    "radio": "radio button",
    "region": "region",
    "row": "row",
    "rowheader": "row header",
    "search": "search",
    "searchbox": "search box",
    "separator": "separator",
    "status": "status message",
    "table": "table",
    "textbox": "text field",
}
#: Roles of which only the name is said, not the content.
WHOLE = frozenset("button checkbox columnheader rowheader DisclosureTriangle image link radio".split())
LANDMARKS = frozenset("banner complementary contentinfo form main navigation region search".split())
#: Roles that say nothing unless they have a name or content.
EMPTY = frozenset("status alert".split())
#: CSS displays that don't end a run of text.
INLINE = frozenset(("", "inline", "inline-block", "inline-flex", "inline-grid", "contents"))
_Elements = dict[int, tuple[str, dict[str, str], str]]


class Spoken(NamedTuple):
    """One thing that is said, and its depth in the page."""

    depth: int
    role: str
    said: str
    name: str = ""
    address: str = ""
    #: Whether it is the first thing in a list item.
    starts_item: bool = False


def spoken(page: Page) -> list[Spoken]:
    """Return what is said on a page, in reading order."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    elements = _elements(session.send("DOMSnapshot.captureSnapshot", {"computedStyles": ["display"]}))
    session.detach()
    return _Reader(nodes, elements).read()


def as_text(things: list[Spoken]) -> str:
    """Return what is said, one line for each thing, indented by its depth."""
    return "".join(
        f"{('  ' * each.depth)[: -2 if each.starts_item else None]}{'• ' if each.starts_item else ''}{each.said}\n"
        for each in things
    )


def _elements(snapshot: dict[str, Any]) -> _Elements:
    """Return the name, attributes and display of each element, by its backend node id."""
    strings, document = snapshot["strings"], snapshot["documents"][0]
    nodes, layout = document["nodes"], document["layout"]
    shown = zip(layout["nodeIndex"], layout["styles"], strict=True)
    displays = {index: strings[style[0]] for index, style in shown if style}
    found: _Elements = {}
    for index, number in enumerate(nodes["backendNodeId"]):
        written = [strings[each] for each in nodes["attributes"][index]]
        attributes = dict(zip(written[::2], written[1::2], strict=True))
        found[number] = (strings[nodes["nodeName"][index]].lower(), attributes, displays.get(index, ""))
    return found


class _Reader:
    def __init__(self, nodes: list[dict[str, Any]], elements: _Elements) -> None:
        self.root = nodes[0]
        self.nodes = {node["nodeId"]: node for node in nodes}
        self.elements = elements
        self.things: list[Spoken] = []
        self.words: list[str] = []
        self.items: list[bool] = [False]
        self.own = ""

    def read(self) -> list[Spoken]:
        self._walk(self.root, 0, "")
        self._end_text(0, "")
        return self.things

    def _walk(self, node: dict[str, Any], depth: int, language: str) -> None:
        tag, attributes, display = self.elements.get(node.get("backendDOMNodeId", 0), ("", {}, ""))
        role = "" if node.get("ignored") else _value(node, "role")
        if role == "StaticText":
            self.words.append(_value(node, "name"))
            return
        if role in ("InlineTextBox", "ListMarker"):
            return
        outer, language = language, self._language(tag, attributes, language)
        ends = display not in INLINE or role in ROLES or outer != language
        if ends:
            self._end_text(depth, outer)
        if role == "listitem":
            self.items.append(True)
            self._children(node, depth + 1, language)
            self._end_text(depth + 1, language)
            self.items.pop()
        elif role in ROLES and (role != "group" or _value(node, "name")):
            self._role(node, role, attributes, depth, language)
        else:
            self._children(node, depth, language)
        if ends:
            self._end_text(depth, language)

    def _language(self, tag: str, attributes: dict[str, str], outer: str) -> str:
        """Return the language of an element, or "" if it is the page's; `en-GB` counts as `en`."""
        if tag == "html":
            self.own = attributes.get("lang", "")
        language = attributes.get("lang")
        if language is None:
            return outer
        return "" if language.split("-")[0] == self.own.split("-")[0] else language

    def _role(self, node: dict[str, Any], role: str, attributes: dict[str, str], depth: int, language: str) -> None:
        name = " ".join(_value(node, "name").split())
        before = len(self.things)
        self._say(depth, role, _line(node, role, name, attributes, self._length(node), language), name, _address(node))
        if role in WHOLE:
            return
        self.items.append(False)
        self._children(node, depth + 1, language)
        self._end_text(depth + 1, language)
        self.items.pop()
        inside = self.things[before + 1 :]
        if role in EMPTY and not inside and not name:
            del self.things[before:]
        elif role in ("heading", "cell", "gridcell") and inside and " ".join(each.name for each in inside) == name:
            # It contains only the words of its name.
            kept = [each for each in inside if each.role]
            own = self.things[before]
            if len(kept) == len(inside) == 1:
                said = own.said.replace(": ", f", {ROLES[kept[0].role]}: ", 1)
                self.things[before:] = [own._replace(said=said, address=kept[0].address)]
            else:
                self.things[before + 1 :] = kept
        elif role == "table" and inside and not inside[0].role and inside[0].name == name:
            del self.things[before + 1]  # The caption.

    def _children(self, node: dict[str, Any], depth: int, language: str) -> None:
        for child in node.get("childIds", ()):
            if child in self.nodes:
                self._walk(self.nodes[child], depth, language)

    def _end_text(self, depth: int, language: str) -> None:
        text = " ".join("".join(self.words).split())
        self.words.clear()
        if any(character.isalnum() for character in text):
            self._say(depth, "", f"{text}{_in(language)}", text)

    def _say(self, depth: int, role: str, said: str, name: str, address: str = "") -> None:
        self.things.append(Spoken(depth, role, said, name, address, self.items[-1]))
        self.items[-1] = False

    def _length(self, node: dict[str, Any]) -> int:
        """Count the items of a list, or the rows of a table."""
        count = 0
        waiting = list(node.get("childIds", ()))
        while waiting:
            child = self.nodes.get(waiting.pop())
            role = "" if child is None or child.get("ignored") else _value(child, "role")
            if role in ("listitem", "row"):
                count += 1
            elif child is not None and role not in ("list", "table"):
                waiting += child.get("childIds", ())
        return count


def _line(node: dict[str, Any], role: str, name: str, attributes: dict[str, str], length: int, language: str) -> str:
    properties = {each["name"]: each["value"].get("value") for each in node.get("properties", [])}
    said = [ROLES[role]]
    if role == "heading":
        said[0] += f" {properties.get('level')}"
    if role == "list":
        said.append(f"{length} item{'' if length == 1 else 's'}")
    if role == "table":
        said.append(f"{length} row{'' if length == 1 else 's'}")
    if attributes.get("aria-current", "false") != "false":
        said.append("current page" if attributes["aria-current"] == "page" else "current")
    if "expanded" in properties:
        said.append("expanded" if properties["expanded"] else "collapsed")
    said += [state for state in ("checked", "pressed") if properties.get(state) == "true"]
    said += [state for state in ("disabled", "required", "modal") if properties.get(state)]
    line = ", ".join(said) + (f": {name}" if name else "") + _in(language)
    description = " ".join(_value(node, "description").split())
    return f"{line} ({description})" if description and description != name else line


def _in(language: str) -> str:
    return f" [{language}]" if language else ""


def _value(node: dict[str, Any], key: str) -> str:
    return str(node.get(key, {}).get("value", ""))


def _address(node: dict[str, Any]) -> str:
    return next((each["value"]["value"] for each in node.get("properties", []) if each["name"] == "url"), "")

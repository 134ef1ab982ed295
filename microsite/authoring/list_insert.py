"""Insert an item into a list of a YAML file, as text: every other byte stays, except an empty list's `[]` or `null`."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from microsite.lazy_patterns import lazy_pattern
from microsite.load.source_text import parse_source
from microsite.load.yaml_diagnosis import quoted
from microsite.load.yaml_values import Value, parse_yaml
from microsite.validate.advice import yaml_text

#: What stands for an empty list, as a key's value or a whole file.
_NONE = frozenset({"", "~", "null"})
_EMPTY = lazy_pattern(r"^([\w-]+):\s*(?:\[\s*\]|~|null)(\s+#.*|\s*)$")


def item_lines(fields: Mapping[str, str]) -> list[str]:
    """Return the lines of a list item: its first key after a hyphen, text of several lines below its key."""
    lines: list[str] = []
    for key, text in fields.items():
        if "\n" not in text:
            lines.append(f"{key}: {yaml_text(text)}")
        elif text.strip().startswith((" ", "\t")) or text != text.strip():
            lines.append(f"{key}: {quoted(text)}")
        else:
            lines += [f"{key}: |-", *(f"  {line}" if line.strip() else "" for line in text.split("\n"))]
    return [f"{'- ' if not number else '  ' if line else ''}{line}" for number, line in enumerate(lines)]


def with_item(file: str, content: bytes, fields: Mapping[str, str], key: str = "", newest: str = "") -> bytes | None:
    """Insert an item into a file's list.

    Args:
        file: the path of the file.
        content: the file's content; empty if it does not exist yet.
        fields: the keys of the item, in order.
        key: the key that holds the list; empty if the list is the whole file.
        newest: the key with the date, for lists that may be sorted newest first; in one that is, an item at least as
            new as the first goes to the top.

    Returns:
        The new content. None if the item cannot be inserted without changing anything else.
    """
    before = _data(file, content, key)
    if before is None:
        return None
    item = dict(fields)
    for first, new in _candidates(file, content, fields, key, newest):
        wanted = dict(before)
        wanted[key] = [item, *before[key]] if first else [*before[key], item]
        if _data(file, new, key) == wanted:
            return new
    return None


def _candidates(
    file: str, content: bytes, fields: Mapping[str, str], key: str, newest: str
) -> Iterator[tuple[bool, bytes]]:
    """Yield the file with the item in each place it could go, best first, and whether the item is the list's first."""
    text = content.removeprefix(BOM_UTF8).decode("utf-8")
    end = "\r\n" if "\r\n" in text else "\r" if "\r" in text and "\n" not in text else "\n"
    lines = text.split(end)
    bom = BOM_UTF8 if content.startswith(BOM_UTF8) else b""
    found = _list(file, content, key)

    def written(at: int, indent: int, above: Sequence[str] = ()) -> bytes:
        new = [*above, *(f"{' ' * indent if line else ''}{line}" for line in item_lines(fields))]
        head, tail = lines[:at], lines[at:]
        if not tail:  # The last line has no line break.
            return bom + end.join([*head, *new, ""]).encode()
        return bom + end.join([*head, *new, *tail]).encode()

    last = len(lines) - 1 if not lines[-1].strip() else len(lines)
    if found is not None and found.items:
        indent = found.column - 1
        dates = [_text(item, newest) for item in found.items]
        if newest and len(dates) > 1 and dates == sorted(dates, reverse=True) and fields.get(newest, "") >= dates[0]:
            yield True, written(found.items[0].line - 1, indent)
        after = _end_of(lines, found.items[-1].line, indent)
        below = _end_of(lines, found.items[-1].line, indent, blank_too=True)
        yield False, written(after, indent)
        yield False, written(below, indent)
    elif key and (line := _line_of(file, content, key)):
        lines[line - 1] = _EMPTY.sub(r"\1:\2", lines[line - 1])
        yield False, written(line, 2)
    elif key:
        yield False, written(last, 2, [*([""] if any(each.strip() for each in lines) else []), f"{key}:"])
    else:
        if "[]" in (empty := [each.strip() for each in lines]):
            del lines[empty.index("[]")]
            last -= 1
        yield False, written(last, 0)


def _end_of(lines: Sequence[str], line: int, indent: int, *, blank_too: bool = False) -> int:
    """Return how many lines of the file come before the end of the item that starts on a line."""
    at = line
    while at < len(lines) and (not lines[at].strip() or len(lines[at]) - len(lines[at].lstrip(" ")) > indent):
        at += 1
    if at == len(lines) and blank_too and not lines[-1].strip():
        return at - 1
    while not blank_too and at > line and (not lines[at - 1].strip() or _is_comment_of_next(lines[at - 1], indent)):
        at -= 1
    return at


def _is_comment_of_next(line: str, indent: int) -> bool:
    return line.lstrip().startswith("#") and len(line) - len(line.lstrip(" ")) <= indent


def _value(file: str, content: bytes) -> Value | None:
    source, _ = parse_source(file, content)
    return parse_yaml(source)[0] if source is not None else None


def _list(file: str, content: bytes, key: str) -> Value | None:
    value = _value(file, content)
    if value is not None and key:
        value = next((each for name, each in value.entries if name.text == key), None)
    if value is not None and value.kind == "mapping" and not key and len(value.entries) == 1:
        value = value.entries[0][1]  # A list nested under its own name.
    return value if value is not None and value.kind == "list" else None


def _line_of(file: str, content: bytes, key: str) -> int:
    value = _value(file, content)
    return next((name.line for name, _ in value.entries if name.text == key), 0) if value else 0


def _text(item: Value, key: str) -> str:
    return next((value.text for name, value in item.entries if name.text == key), "")


def _data(file: str, content: bytes, key: str) -> dict[str, Any] | None:
    """Return a file's data, with its list under `key` and all other keys as they are; None if it has problems."""
    source, found = parse_source(file, content)
    if source is None:
        return None
    value, problems = parse_yaml(source)
    if any(each.severity > each.severity.HINT for each in (*found, *problems)):
        return None
    if value is None or (value.kind == "text" and value.text.strip() in _NONE):
        return {key: []}
    plain: Any = _plain(value)
    mapping: dict[str, Any] = plain if value.kind == "mapping" else {}
    if key:
        own: Any = mapping.get(key, []) if mapping else None
        own = [] if isinstance(own, str) and own.strip() in _NONE else own
        return {**mapping, key: own} if isinstance(own, list) else None
    if len(mapping) == 1:
        (plain,) = mapping.values()
    return {"": plain} if isinstance(plain, list) else None


def _plain(value: Value) -> Any:
    if value.kind == "mapping":
        return {key.text: _plain(each) for key, each in value.entries}
    return [_plain(each) for each in value.items] if value.kind == "list" else value.text

"""Parse YAML into values that remember their line and column.

Scalars stay the text that was written: the field decides whether `2022`, `NO` or `17:00` is a number, a word or a time.
What makes YAML hard for people to read (aliases, tags, several documents) is refused with an explanation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import yaml
from msgspec import Struct, field

from microsite.load.file_names import nfc
from microsite.load.source_text import CONTROL, SourceText, control_character
from microsite.load.yaml_diagnosis import MARKS, Loader, Mistake, value_mistakes
from microsite.load.yaml_raw_lines import raw_line_mistakes
from microsite.load.yaml_syntax import refused_mistake, syntax_mistake
from microsite.problems import Problem, Severity

#: Deeper nesting than any site needs; it keeps a hostile file from exhausting the program.
DEEPEST = 12
#: What nobody sees: spaces, line ends and zero-width characters.
BLANK = " \t\n\u00a0\u200b\u2060\ufeff"
#: YAML also ends lines at these, which no editor does.
OTHER_LINE_ENDS = {0x2028: " ", 0x2029: " "}
#: How many times a file is parsed again after correcting a mistake that the parser stumbled over.
MOST_ROUNDS = 8
#: Refused, and there is no way to know what was meant.
HOPELESS = frozenset({"YAML-014", "YAML-016"})


class Value(Struct):
    """A value of a YAML file. Exactly one of `text`, `entries` and `items` is used, as `kind` says."""

    kind: str  # "text", "mapping" or "list"
    line: int
    column: int
    length: int = 1
    text: str = ""
    #: Whether the text is in quotation marks, or a block text.
    quoted: bool = False
    #: The lines as they were typed, if YAML joins them into one; otherwise empty.
    typed: str = ""
    #: Pairs of key and value, in file order.
    entries: list[tuple[Value, Value]] = field(default_factory=lambda: [])
    items: list[Value] = field(default_factory=lambda: [])
    #: Whether lines had to be left out to read the file; set only on the value of the whole file.
    incomplete: bool = False
    #: The tag of the language that it is given for; empty if it is not given by language.
    language: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is no value: only blanks, or `~` or `null` without quotation marks."""
        return self.kind == "text" and (
            not self.text.strip(BLANK) or (not self.quoted and self.text.strip() in ("~", "null"))
        )


def parse_yaml(source: SourceText, first_line: int = 1) -> tuple[Value | None, tuple[Problem, ...]]:
    """Parse one YAML document, going on after each mistake as if it had been corrected.

    Args:
        source: the file.
        first_line: the line the YAML starts at, for front matter; the text before it must be replaced by empty lines,
            so that line numbers are those of the file.

    Returns:
        The value, or None if the document is empty or cannot be understood, and the problems. If there are errors, the
        value is what the file would say with them corrected.
    """
    lines = list(source.lines)
    problems: list[Problem] = []
    mended: set[int] = set()
    for mistake in raw_line_mistakes(source, first_line):
        _mend(lines, mistake, problems, mended)
    tree = _read(source, lines)
    if tree.failed:
        for mistake in list(value_mistakes(source, lines, first_line)):
            _mend(lines, mistake, problems, mended)
        tree = _read(source, lines)
    incomplete = False
    for _ in range(MOST_ROUNDS):
        if not tree.failed:
            break
        if tree.error is not None:
            mistake = syntax_mistake(source, lines, tree.error, mended)
        else:
            mistake = refused_mistake(lines, tree.refused_line, tree.problems[-1])
        if mistake.mended is None and (incomplete or tree.is_beyond_guessing):
            # One line without an explanation may be the reason for the next.
            problems += tree.problems if tree.is_beyond_guessing and not incomplete else []
            return None, _without_quote_warnings(problems, mended)
        incomplete = incomplete or mistake.mended is None
        if mistake.mended is None and mistake.line in mended:
            lines[mistake.line - 1] = ""  # Its earlier correction may be the reason.
        else:
            _mend(lines, mistake, problems, mended)
        tree = _read(source, lines)
    if tree.failed:
        return None, _without_quote_warnings(problems, mended)
    problems.extend(tree.problems)
    if tree.root is not None:
        tree.root.incomplete = incomplete
    return tree.root, _without_quote_warnings(problems, mended)


def _without_quote_warnings(problems: list[Problem], mended: Collection[int]) -> tuple[Problem, ...]:
    """Drop the warnings about curly quotation marks on lines whose whole value has to be rewritten."""
    return tuple(each for each in problems if each.code != "YAML-013" or each.location.line not in mended)


def _mend(lines: list[str], mistake: Mistake, problems: list[Problem], mended: set[int]) -> None:
    """Record a mistake; if it is an error, replace its line with the correction, or blank it."""
    if mistake.problem.severity is Severity.ERROR:
        mended.add(mistake.line)
        lines[mistake.line - 1] = mistake.mended or ""
    problems.append(mistake.problem)


def _read(source: SourceText, lines: list[str]) -> _Tree:
    tree = _Tree(source)
    try:
        for event in _events("\n".join(lines).translate(OTHER_LINE_ENDS)):
            if not tree.process(event):
                break
    except yaml.YAMLError as error:
        tree.error = error
    return tree


def _events(text: str) -> Iterator[Any]:
    loader = Loader(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()


class _Tree:
    """Builds the value from the parser's events, which carry positions."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.root: Value | None = None
        self.problems: list[Problem] = []
        #: What the parser stumbled over; None if it did not.
        self.error: yaml.YAMLError | None = None
        #: The line of a refused construct, or 0.
        self.refused_line = 0
        self._open: list[Value] = []
        self._keys: list[Value | None] = []
        self._given: list[dict[str, Value]] = []
        self._documents = 0

    @property
    def failed(self) -> bool:
        """Whether the file could not be read to its end."""
        return self.error is not None or self.refused_line > 0

    @property
    def is_beyond_guessing(self) -> bool:
        """Whether it cannot be known what was meant by what was refused."""
        return self.refused_line > 0 and self.problems[-1].code in HOPELESS

    def process(self, event: Any) -> bool:
        """Process one event; return False if reading on would not help."""
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                return self._refuse("YAML-011", "A second document starts here.", "Delete this line of ---.", line, 1)
            return True
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
            return self._refuse_mark("YAML-009", f"{mark}{event.anchor}", mark, line, column)
        if getattr(event, "tag", None):
            return self._refuse_mark("YAML-010", event.tag, "!", line, column)
        if isinstance(event, yaml.ScalarEvent):
            self._add(self._scalar(event, line, column))
        elif isinstance(event, yaml.CollectionStartEvent):
            kind = "mapping" if isinstance(event, yaml.MappingStartEvent) else "list"
            value = Value(kind, line, column)
            self._add(value)
            self._open.append(value)
            self._keys.append(None)
            self._given.append({})
            if len(self._open) > DEEPEST:
                return self._refuse(
                    "YAML-014",
                    "Values are nested too deeply here.",
                    "Check the brackets, and the spaces in front of each line.",
                    line,
                    column,
                )
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            self._keys.pop()
            self._given.pop()
        return True

    def _scalar(self, event: Any, line: int, column: int) -> Value:
        same_line = event.end_mark.line == event.start_mark.line
        length = event.end_mark.column - event.start_mark.column if same_line else 1
        hidden = CONTROL.search(event.value)  # Written as an escape, such as "\x01"; a literal one was found before.
        if hidden:
            self.problems.append(control_character(hidden[0], self.source.location(line, column, max(1, length))))
        # Normalised once more: an accent can be written as an escape, such as "e\u0301".
        return Value(
            "text",
            line,
            column,
            max(1, length),
            nfc(event.value),
            quoted=event.style in ("'", '"', "|", ">"),
            typed="" if same_line or event.style == "|" else self._typed(event),
        )

    def _typed(self, event: Any) -> str:
        """Return the lines of a multi-line text as typed, without its quotation marks or block indicator."""
        first, last = event.start_mark, event.end_mark
        lines = [*self.source.lines[first.line : last.line + 1]]
        lines[-1] = lines[-1][: last.column]
        lines[0] = "" if event.style == ">" else lines[0][first.column :]
        typed = nfc("\n".join(line.strip().strip(event.style or "") for line in lines).strip("\n"))
        return typed if typed.split() == event.value.split() else ""

    def _add(self, value: Value) -> None:
        if not self._open:
            self.root = value
            return
        parent = self._open[-1]
        if parent.kind == "list":
            parent.items.append(value)
        elif self._keys[-1] is None:
            self._keys[-1] = value
            if value.kind != "text":
                self._refuse("YAML-016", "A key must be a word.", "Write it as key: value.", value.line, value.column)
        else:
            self._add_entry(parent, self._keys[-1], value)
            self._keys[-1] = None

    def _add_entry(self, parent: Value, key: Value, value: Value) -> None:
        first = self._given[-1].setdefault(key.text, key)
        if first is key:
            parent.entries.append((key, value))
            return
        location = self.source.location(first.line, first.column, first.length)
        self.problems.append(
            Problem.error(
                "YAML-006",
                f"“{key.text}” is given twice, on line {first.line} and on line {key.line}.",
                self.source.location(key.line, key.column, key.length),
                "Keep the one that is right and delete the other.",
                related=(("first given", location),),
            )
        )

    def _refuse_mark(self, code: str, word: str, mark: str, line: int, column: int) -> bool:
        what, advice = MARKS[code]
        return self._refuse(code, what.format(word=word), advice.format(mark=mark), line, column)

    def _refuse(self, code: str, message: str, advice: str, line: int, column: int) -> bool:
        self.refused_line = line
        location = self.source.location(line, column)
        self.problems.append(Problem.error(code, message, location, advice))
        return False

"""Random small chapters: every kind of block and inline markup, well formed or not, in any order."""

#: Every W becomes a distinct word.
TEXT = (
    """
W|W W|W, W.|*W*|**W W**|_W_|~~W~~|***W***|`W`|`` W ` W ``|[W](W.md)|[W W](https://example.org/W)|[W](W.md "W W")
[W](<W W.md>)|[*W*](W.md)|[`W`](#W)|![W](W.png)|![W W](W.png "W")|[![W](W.png)](W.md)|[W ![W](W.png)](W.md)
[W][one]|[one]|[two][]|[W][none]|W[^1]|W[^none]|<https://example.org/W>|<W@example.org>|https://example.org/W
www.example.org/W|W@example.org|(https://example.org/W)|https://example.org/W.|\\*W\\*|\\[W](W.md)|\\`W`|W\\|W
<b>W</b>|<br>|<span lang="cy">W</span>|<a href="W.md">W</a>|<img src="W.png" alt="W W">|<!-- W -->|&amp;|&|W & W
**W **W|__W: __W|~~ W ~~|*W *W|==W W==|W^2^|[W] (https://example.org/W)|[W]{.W}|[https://example.org/W]|W {#W}
[W](W.md){: #W .W }|*W*{: .W }|[W](tel:01632960100)|[W\nW](W.md)|W  \nW|W\\\nW|*W\nW*|`W\nW`|[W [W] W](W.md)
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
SIGNS = (
    "[ ] ( ) * ** _ ` `` < > ! | ~ ~~ ^ # + - = : ; \" ' / \\ { } ![ ]( ](W) [W] (W) W_W W*W <W [W @ W@ 1. 3 £".split()
)
ALONE = (
    """
---|***|{: .W }|*[W]: W W|[one]: W.md|[two]: https://example.org/W "W"|{% W %}|{{< W >}}|<!-- W -->|<hr>|
<div>|</div>|<p>W W</p>|<div>W [W](W.md) W</div>|<h3>W</h3>|<ul><li>W</li><li>W</li></ul>|<p>https://example.org/W</p>
<table><tr><th>W</th><th>W</th></tr><tr><td>W</td><td>W</td></tr></table>|<pre>W *W*</pre>|Table: W W|[^none]
[TOC]|:::tip|:::|::: {.W}|** **|[ ] W|<p>W[^1]</p>|## **W** {#1.-W}
<div markdown="1">|<details>|<summary>W</summary>|</details>|<blockquote>|</blockquote>
    W W|\tW W|    W W W|\tW W W.|W\tW|```|~~~|# |#W|##W W #
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
ALONE += ["W\tW\nW\tW", "\tW\nW\t3\nW\t4", "1.1\tW\n1.2\tW", "W\t\tW\nW\tW", "*W\n*W W", "W\tW|W\n*W*\t[W](W.md)"]
ALONE += ["1.\tW\na.\tW\no\tW\n2.\tW", "    | W | W |\n    |---|---|\n    | W | W |", "| W | W |\n|---|\n| W | W | W |"]
MARKERS = ["- ", "* ", "+ ", "-   ", "1. ", "2. ", "1) ", "a. ", "(a) ", "(i) ", "- [ ] ", "- [x] ", "10. "]
MARKERS += ["•\t", "• ", "•", "\t•\t", "o\t", "§\t", "\uf0b7\t", "–\t", "1.\t", "a.\t", "3. ", "-\u00a0", "    - "]


class MadeUp:
    """Generator of one random chapter."""

    def __init__(self, choices, wild):
        """Store the source of randomness.

        Args:
            choices: has `choice`, `randrange` and `random`, like `random.Random`.
            wild: how often stray markup characters appear where nobody would type them, from 0 to 1.
        """
        self.choices = choices
        self.wild = wild
        self.words = 0

    def chapter(self):
        """Return a chapter of a few blocks."""
        return self._named("".join(self._block(0) + self._gap() for _ in range(self.choices.randrange(1, 7))))

    def _named(self, text):
        pieces = text.split("W")
        names = [f"w{chr(97 + number // 26 % 26)}{chr(97 + number % 26)}x" for number in range(len(pieces) - 1)]
        return "".join(piece for pair in zip(pieces, [*names, ""], strict=True) for piece in pair)

    def _gap(self):
        return self.choices.choice(["\n", "\n\n", "\n\n", "\n\n", "\n\n\n", "\n \n"])

    def _text(self, most=5):
        made = []
        for _ in range(self.choices.randrange(1, most)):
            signs = self.choices.random() < self.wild
            made.append(self.choices.choice(SIGNS if signs else TEXT))
        return self.choices.choice([" ", " ", " ", "\n", ""] if self.wild else [" ", " ", "\n"]).join(made)

    def _line(self, most=4):
        return self._text(most).replace("\n", " ")

    def _block(self, depth):
        kinds = [self._text, self._text, self._heading, self._list, self._list, self._table, self._quote, self._note]
        kinds += [self._code, self._alone, self._definition, self._underlined, self._rows, self._titled]
        kind = self.choices.choice(kinds)
        return kind(depth) if kind in (self._list, self._quote, self._note) else kind()

    def _heading(self):
        return f"{'#' * self.choices.randrange(1, 7)} {self._line()}{self.choices.choice(['', ' #', ' {: #W }'])}"

    def _underlined(self):
        return f"{self._text()}\n{self.choices.choice(['===', '---', '='])}"

    def _code(self):
        mark = self.choices.choice(["```", "~~~", "````", "```python"])
        return f"{mark}\n{self._text()}\n{mark[:3] if mark != '````' else mark}"

    def _alone(self):
        return self.choices.choice(ALONE)

    def _definition(self):
        return f"{self._line()}\n: {self._text()}"

    def _list(self, depth):
        marker = self.choices.choice(MARKERS)
        items = []
        for number in range(self.choices.randrange(1, 4)):
            inside = self._text()
            if depth < 2 and self.choices.random() < 0.4:
                inside += self._gap() + self._block(depth + 1)
            width = self.choices.choice([len(marker), len(marker), 2, 4])
            each = marker.replace("1", str(number + 1), 1)
            items.append(each + _indented(inside, width))
        return self.choices.choice(["\n", "\n", "\n\n"]).join(items)

    def _quote(self, depth):
        first = self.choices.choice(["", "", "", "[!NOTE]\n"])
        inside = first + (self._block(depth + 1) if depth < 2 else self._text())
        if self.choices.random() < 0.3:
            inside += self._gap() + self._text()
        mark = self.choices.choice(["> ", "> ", ">"])
        lines = inside.split("\n")
        lazy = self.choices.random() < 0.1
        return "\n".join(line if lazy and number else f"{mark}{line}" for number, line in enumerate(lines))

    def _note(self, depth):
        head = self.choices.choice(["[^1]: ", "[^2]: ", "!!! note\n    "])
        inside = (
            self._text() if depth or self.choices.random() < 0.6 else self._text() + "\n\n" + self._block(depth + 1)
        )
        return head + _indented(inside, 4)

    def _table(self):
        columns = self.choices.randrange(1, 4)
        rows = [[self._cell() for _ in range(columns)] for _ in range(self.choices.randrange(1, 4))]
        if self.wild and self.choices.random() < 0.3:
            rows[-1].append("W")
        rows.insert(1, [self.choices.choice(["---", ":--", ":-:", "-"]) for _ in range(columns)])
        lines = [f"| {' | '.join(row)} |" for row in rows]
        if columns > 1 and self.choices.random() < 0.3:
            lines = [line.strip("| ") if line.strip("| ") == line[2:-2] else line for line in lines]
        return "\n".join(lines)

    def _rows(self):
        rows = [[self._cell() for _ in range(2)] for _ in range(self.choices.randrange(1, 4))]
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)

    def _titled(self):
        return f"{self.choices.choice(['1. ', '2) ', 'a. '])}{self._line()}\n====="

    def _cell(self):
        return self.choices.choice(
            ["W", "W W", "12", "**W**", "[W](W.md)", "`W`", "`W \\| W`", "", "![W](W.png)", "W\\|W"]
        )


def _indented(text, width):
    first, *others = text.split("\n")
    return "\n".join([first, *(" " * width + line if line.strip() else line for line in others)])

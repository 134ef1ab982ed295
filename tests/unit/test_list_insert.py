"""Inserting an item into a list of a YAML file leaves every other byte as it was."""

import pytest

from microsite.authoring.list_insert import item_lines, with_item

ITEM = {"name": "New"}
CASES = [
    ("", "", "- name: New\n"),
    ("", "# Only a note\n", "# Only a note\n- name: New\n"),
    ("", "- name: A", "- name: A\n- name: New\n"),
    ("", "\ufeff- name: A\r\n  kind: 'x' # note\r\n", "\ufeff- name: A\r\n  kind: 'x' # note\r\n- name: New\r\n"),
    ("", "- name: A\n\n\n# The end\n", "- name: A\n- name: New\n\n\n# The end\n"),
    ("", "- name: |\n    A\n\n    # no note\n", "- name: |\n    A\n\n    # no note\n- name: New\n"),
    ("", "- name: |+\n    A\n\n", "- name: |+\n    A\n\n- name: New\n"),
    ("", "-\n  name: A\n", "-\n  name: A\n- name: New\n"),
    ("", "[]\n", "- name: New\n"),
    ("", "faqs:\n  - name: A\n", "faqs:\n  - name: A\n  - name: New\n"),
    ("p", "a: 1\n", "a: 1\n\np:\n  - name: New\n"),
    ("p", "a: 1\np:\nb: 2\n", "a: 1\np:\n  - name: New\nb: 2\n"),
    ("p", "a: 1\np: [] # none yet\nb: 2\n", "a: 1\np: # none yet\n  - name: New\nb: 2\n"),
    ("p", 'p:\n- name: A\n  x: "y"\n# next\nb: 2\n', 'p:\n- name: A\n  x: "y"\n- name: New\n# next\nb: 2\n'),
    ("p", "p:\n    - A\n    # about b\nb: 2\n", "p:\n    - A\n    - name: New\n    # about b\nb: 2\n"),
    ("p", "p: [A, B]\n", None),
    ("p", "p: to be supplied\n", None),
    ("", "a: 1\nb: 2\n", None),
    ("", "- name: A\n name: B\n", None),
]


@pytest.mark.parametrize(("key", "before", "after"), CASES)
def test_item(key, before, after):
    """Comments, order, quotes, line ends and the byte order mark stay; if that is impossible, nothing is inserted."""
    found = with_item("x.yaml", before.encode(), ITEM, key)
    assert (None if found is None else found.decode()) == after


def test_newest_first():
    """In a list with the newest first, a newer item goes to the start, and an older one to the end."""
    before = b"# News\n- date: 2027-03-02\n- date: 2027-03-01\n"
    new = with_item("x.yaml", before, {"date": "2027-03-03"}, newest="date")
    assert new == b"# News\n- date: 2027-03-03\n- date: 2027-03-02\n- date: 2027-03-01\n"
    old = with_item("x.yaml", before, {"date": "2027-02-01"}, newest="date")
    assert old == before + b"- date: 2027-02-01\n"


@pytest.mark.parametrize(
    "text",
    ["a: b", "# no", "- x", "yes", "2027", '"q" \\ s', "it's", "~", " x", "First.\n\nSecond # 2", "x:\n  y", "@a"],
)
def test_every_text(text):
    """Any text can be inserted, and reads back as it was."""
    new = with_item("x.yaml", b"", {"name": text.strip()})
    assert new is not None


def test_lines():
    """A text of several lines goes below its key."""
    assert item_lines({"a": "1", "b": "x\n\ny"}) == ["- a: 1", "  b: |-", "    x", "", "    y"]

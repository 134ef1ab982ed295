"""Comparing two versions of some chapters shows what became of each passage."""

from __future__ import annotations

from microsite.compare.changes import Change, Comparison, new_version, old_version, words_of
from microsite.compare.compare import compare
from microsite.compare.passages import ChapterText
from microsite.compare.reading import name_of_page, passages_of_whole, read_chapter

CHILDREN = "Children choose the equipment, those with special needs first, and adults choose the benches."
TREES = "Two thousand trees will be planted along the paths by 2038, most of them native to the coast."
MONEY = "The council will pay for half of the work, and the harbour company for the other half of it."


def _text(name: str, *paragraphs: str, title: str = "", former: tuple[str, ...] = ()) -> ChapterText:
    html = "".join(each if each.startswith("<") else f"<p>{each}</p>" for each in paragraphs)
    return read_chapter(html, name=name, title=title or name.title(), former_names=former)


def _compared(old: list[ChapterText], new: list[ChapterText]) -> Comparison:
    """Compare, and check that the changes reproduce both versions."""
    found = compare(old, new)
    assert new_version(found) == words_of(new)
    assert old_version(found) == words_of(old)
    return found


def _told(comparison: Comparison, chapter: int = 0) -> list[str]:
    return [_said(each) for each in comparison.chapters[chapter].changes]


def _said(change: Change) -> str:
    signs = {"kept": "{}", "deleted": "[-{}-]", "inserted": "[+{}+]"}
    return f"{change.what}: {''.join(signs[each.action].format(each.text) for each in change.pieces)}"


def test_the_same_text_is_kept() -> None:
    """An unchanged text has no changes."""
    text = [_text("play", CHILDREN, TREES)]
    found = _compared(text, text)
    assert not found.is_changed
    assert found.counts == {"kept": 3}


def test_words_are_told_one_by_one() -> None:
    """In a reworded passage only the words that changed are marked; an amount counts as one word."""
    found = _compared(
        [_text("money", "The council will pay £3,500 a year for the benches, until 2031.")],
        [_text("money", "The council will pay £4,000 each year for benches, until at least 2031.")],
    )
    assert _told(found)[1:] == [
        "reworded: The council will pay [-£3,500 a-][+£4,000 each+] year for[- the-] benches, until[+ at least+] 2031."
    ]


def test_what_was_added_and_removed_is_told() -> None:
    """A passage that only one version has is added or removed."""
    found = _compared([_text("play", CHILDREN, TREES)], [_text("play", CHILDREN, MONEY)])
    assert _told(found) == ["kept: Play", f"kept: {CHILDREN}", f"removed: [-{TREES}-]", f"added: [+{MONEY}+]"]


def test_a_passage_that_was_moved_is_told_as_moved() -> None:
    """A move within a chapter shows at both places; the longer run of passages counts as the one that stayed."""
    found = _compared([_text("play", CHILDREN, TREES, MONEY)], [_text("play", TREES, MONEY, CHILDREN)])
    assert _told(found) == ["kept: Play", f"gone: {CHILDREN}", f"kept: {TREES}", f"kept: {MONEY}", f"moved: {CHILDREN}"]
    assert not any(each.crosses_chapters for each in found.chapters[0].changes)


def test_a_passage_that_was_moved_to_another_chapter_is_told_as_moved_with_its_heading() -> None:
    """A section moved to another chapter is a move even with one word changed, and takes its short heading with it."""
    section = "<h2>Benches</h2>"
    found = _compared(
        [_text("play", CHILDREN, section, TREES), _text("money", MONEY)],
        [_text("play", CHILDREN), _text("money", MONEY, section, TREES.replace("2038", "2040"))],
    )
    assert _told(found, 0)[2:] == ["gone: Benches", "gone: " + _wording("2038", "2040", TREES)]
    assert _told(found, 1)[2:] == ["moved: Benches", "moved: " + _wording("2038", "2040", TREES)]
    moved = found.chapters[1].changes[-1]
    assert (moved.old[0].chapter, moved.new[0].chapter, moved.crosses_chapters) == ("play", "money", True)


def _wording(old: str, new: str, text: str) -> str:
    return text.replace(old, f"[-{old}-][+{new}+]")


def test_what_was_put_behind_a_sentence_is_a_whole_sentence() -> None:
    """If the same words allow it, a change starts and ends at the end of a sentence, not before its full stop."""
    one = "All complaints will be looked at. "
    found = _compared([_text("play", one)], [_text("play", f"{one} Answers take two weeks. ")])
    assert _told(found)[1:] == [f"reworded: {one.strip()}[+ Answers take two weeks.+]"]


def test_a_passage_that_was_divided_is_one_change() -> None:
    """A passage that was split in two is one change, and so are two that were merged."""
    one, two = [_text("play", f"{CHILDREN} {TREES}")], [_text("play", CHILDREN, TREES)]
    divided = _compared(one, two)
    assert _told(divided)[1:] == [f"reworded: {CHILDREN}[- -][+\n+]{TREES}"]
    assert [len(each.new) for each in divided.chapters[0].changes] == [1, 2]
    joined = _compared(two, one)
    assert [len(each.old) for each in joined.chapters[0].changes] == [1, 2]


def test_words_in_another_form_are_told_as_reshaped() -> None:
    """A paragraph that became a list item with the same words is reshaped."""
    found = _compared([_text("play", CHILDREN)], [_text("play", f"<ul><li>{CHILDREN}</li></ul>")])
    assert _told(found)[1:] == [f"reshaped: {CHILDREN}"]


def test_a_row_is_compared_with_the_row_of_the_same_name() -> None:
    """The rows of a table are passages, with their cells kept apart."""
    table = "<table><tr><th>Place<th>Year</tr><tr><td>Quay<td>2031</tr><tr><td>Mill<td>{}</tr></table>"
    found = _compared([_text("play", table.format(2032))], [_text("play", table.format(2035))])
    assert _told(found)[1:] == ["kept: Place | Year", "kept: Quay | 2031", "reworded: Mill | [-2032-][+2035+]"]


def test_a_chapter_is_known_under_another_name() -> None:
    """A chapter is matched by its former name, its title or its text."""
    old = [_text("a", CHILDREN), _text("b", TREES, title="Trees"), _text("c", MONEY), _text("d", "Gone for good.")]
    new = [
        _text("money", MONEY),
        _text("trees", "Nothing of it stayed.", title="Trees"),
        _text("e", "All is new in here.", former=("a",)),
        _text("f", "This one is new."),
    ]
    found = _compared(old, new)
    pairs = [(each.old and each.old.name, each.new and each.new.name) for each in found.chapters]
    assert pairs == [("c", "money"), ("d", None), ("b", "trees"), ("a", "e"), (None, "f")]


def test_what_the_build_adds_is_no_passage() -> None:
    """Meanings of terms, file sizes, footnote backlinks and lists placed by shortcuts are not the author's words."""
    page = """<main><article class="whole" aria-labelledby="play"><h2 class="whole__title">Play</h2>
    <div class="prose"><h3>Aims</h3>
    <p>See <a href="plan.pdf">the plan</a> <span class="file-note">(PDF, 2 MB)</span><sup><a class="footnote-ref"
    href="#fn1">1</a></sup> for <dfn>SEN</dfn> <span class="gloss">(a need)</span>.</p>
    <div class="placed"><p>x</p></div>
    <ul><li>One<ul><li>Two</li></ul></li></ul><blockquote><p>Said</p></blockquote>
    <div class="footnote"><ol><li><p>A note.<a class="footnote-backref" href="#r">back</a></p></li></ol></div>
    <p><img src="media/map.png" alt="A map"></p></div></article>
    <article class="whole"><h2 class="whole__title">Chwarae</h2><div class="prose" lang="cy"><p>Na</p></div></article>
    </main><footer>Not this</footer>"""
    (found,) = passages_of_whole(page, {"play": "In brief."})
    assert [(each.number, each.kind, each.text) for each in found.passages] == [
        (0, "title", "Play"),
        (1, "summary", "In brief."),
        (2, "heading", "Aims"),
        (3, "paragraph", "See the plan* for SEN."),
        (4, "item", "One"),
        (5, "item", "Two"),
        (6, "quotation", "Said"),
        (7, "note", "A note."),
        (8, "picture", "[A map]"),
    ]
    assert found.passages[3].addresses == ("plan.pdf",)
    assert passages_of_whole("<main><h1>Contact</h1></main>", {}) == []


def test_a_link_that_leads_elsewhere_is_a_change() -> None:
    """A changed address under the same words is a change."""
    link = '<p>Read <a href="https://example.org/{}">the plan</a> before you answer.</p>'
    found = _compared([_text("play", link.format("a"))], [_text("play", link.format("b"))])
    assert found.is_changed
    assert [each.addresses_changed for each in found.chapters[0].changes] == [False, True]


def test_names_of_pages() -> None:
    """A page has one name, however its address is written."""
    assert {name_of_page(each) for each in ("play", "play.html", "en/play.html", "/play/", "/play/index.html")} == {
        "play"
    }

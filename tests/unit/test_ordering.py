"""Chapters are in the order that was given, and those without one come last."""

import pytest

from tests.small_sites import made


def chapters(build):
    """Return the slugs of a site's chapters, in order."""
    assert build.site, build.problems
    return [chapter.slug for chapter in build.site.chapters]


def chapter(title, front=""):
    """Return a chapter with a title and some front matter."""
    return f"---\ntitle: {title}\n{front}---\n\nText.\n"


def test_unordered_chapters_come_last(tmp_path):
    """Chapters without a number come after all others, by file name, however large the numbers are."""
    files = {
        "content/apples.md": chapter("Apples"),
        "content/zebras.md": chapter("Zebras"),
        "content/bees.md": chapter("Bees", "order: 900\n"),
        "content/10-trees.md": chapter("Trees"),
        "content/2-ponds.md": chapter("Ponds"),
    }
    assert chapters(made(files, tmp_path)) == ["why", "ponds", "trees", "bees", "apples", "zebras"]


def test_several_unordered_chapters_are_no_mistake(tmp_path):
    """Chapters without a number do not compete for one place."""
    files = {"content/apples.md": chapter("Apples"), "content/bees.md": chapter("Bees")}
    assert not [problem for problem in made(files, tmp_path).problems if problem.code == "CHAP-003"]


@pytest.mark.parametrize("name", ["00-last.md", "7-last.md", "last.md"])
def test_order_zero(name, tmp_path):
    """`order: 0` is an order like any other: it is the first place, whatever number the file's name has."""
    files = {"content/0-first.md": chapter("First", "order: 3\n"), f"content/{name}": chapter("Last", "order: 0\n")}
    assert chapters(made(files, tmp_path)) == ["last", "why", "first"]


def test_order_zero_is_claimed_once(tmp_path):
    """Two chapters with the order 0 are reported, as with any other order."""
    files = {"content/00-apples.md": chapter("Apples"), "content/bees.md": chapter("Bees", "order: 0\n")}
    build = made(files, tmp_path)
    (problem,) = (each for each in build.problems if each.code == "CHAP-003")
    assert "both have the order 0." in problem.message and not build.files


def test_name_of_signs_alone(tmp_path):
    """If a file's name has no letters, the slug is made from the chapter's order, or 0 without one."""
    files = {"content/!!!.md": chapter("Signs"), "content/05-!!.md": chapter("More signs")}
    assert chapters(made(files, tmp_path)) == ["why", "chapter-5", "chapter-0"]


def test_name_that_is_given(tmp_path):
    """The front matter can set a chapter's slug, whatever its file is called."""
    assert chapters(made({"content/02-trees.md": chapter("Trees", "slug: oaks\n")}, tmp_path)) == ["why", "oaks"]


def test_page_that_is_no_chapter_is_called_a_page(tmp_path):
    """A problem has the same words in a chapter and on a page, apart from what each is called."""
    text = "# About this plan\n\nThe ZQB pays for the benches of the ZQB.\n"
    build = made({"content/02-about.md": text, "content/pages/help.md": text}, tmp_path)
    messages = {each.location.file: each.message for each in build.problems if "ZQB" in each.message}
    assert messages == {
        "content/02-about.md": "This chapter does not say what ZQB means.",
        "content/pages/help.md": "This page does not say what ZQB means.",
    }


def old_addresses(*names):
    """Return front matter that gives a chapter old addresses."""
    return f"redirect_from: [{', '.join(names)}]\n"


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["benches"], []),
        (["benches", "seats"], []),
        (["contact"], ["contact"]),
        (["Contact", "benches"], ["Contact"]),
        (["benches", "why"], ["why"]),
        (["paths"], ["paths"]),
        (["gates"], ["gates"]),
        (["benches", "benches"], ["benches"]),
    ],
)
def test_old_addresses(names, told, tmp_path):
    """An old address must not be a page's or a chapter's, the chapter's own, another chapter's old one, or a repeat."""
    files = {
        "content/02-paths.md": chapter("Paths", old_addresses("gates")),
        "content/03-trees.md": chapter("Trees", old_addresses(*names)),
    }
    build = made(files, tmp_path)
    problems = [each for each in build.problems if each.code == "CHAP-008"]
    assert [each.message for each in problems] == [f"The old address {name}.html is already in use." for name in told]
    for each in problems:
        assert (each.location.file, each.location.line) == ("content/03-trees.md", 3)
        assert each.location.source[each.location.column - 1 :].startswith(told[0])
    assert bool(build.files) == (not told)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("./index.html", "CHAP-008"),
        ("./404", "CHAP-008"),
        ("/.//contact/", "CHAP-008"),
        ("index.html/x", "CHAP-008"),
        ("trees.html/old", "CHAP-008"),
        ("media/Map", "CHAP-008"),
        ("media/map.html/x", "CHAP-008"),
        ("con", "CONF-017"),
        ("old/aux.html", "CONF-017"),
        ("a/./b", "CONF-017"),
        ("a/../index", "CONF-017"),
        ("trees.", "CONF-017"),
        ("media/plan", ""),
        ("old/trees", ""),
        ("./trees-2", ""),
    ],
)
def test_old_address_that_no_file_can_have(name, code, tmp_path):
    """However it is written, an old address replaces no page or file, and is a file name that every system allows."""
    files = {
        "content/03-trees.md": chapter("Trees", old_addresses(f'"{name}"')),
        "content/media/map.html": "<!doctype html><title>Map</title>",
    }
    build = made(files, tmp_path)
    assert [each.code for each in build.problems if each.code in ("CHAP-008", "CONF-017")] == [code] * bool(code)
    assert bool(build.files) == (not code)


def test_one_address(tmp_path):
    """Chapters must not share an address, even if numbers and capitals differ, or have one of the site's own."""
    files = {name: chapter("It") for name in ("content/2-Why.md", "content/3-contact.md")}
    build = made(files, tmp_path)
    told = [(each.code, each.location.file, each.related) for each in build.problems if each.code.startswith("CHAP")]
    assert [(code, file) for code, file, _ in told] == [
        ("CHAP-002", "content/2-Why.md"),
        ("CHAP-006", "content/3-contact.md"),
    ]
    assert [[place.file for _, place in related] for *_, related in told] == [["content/01-why.md"], []]


def test_chapters_with_one_order_are_both_named(tmp_path):
    """The report leads to both chapters that claim one place."""
    build = made({"content/01-bees.md": chapter("Bees")}, tmp_path)
    (problem,) = (each for each in build.problems if each.code == "CHAP-003")
    assert problem.location.file == "content/01-why.md"
    assert [place.file for _, place in problem.related] == ["content/01-bees.md"]

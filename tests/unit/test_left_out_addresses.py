"""Addresses that are left out: embedded pictures, files on somebody's disk, references to other programs."""

import pytest

from microsite.html.chapter import convert_chapter
from microsite.html.left_out_addresses import disk_problem, is_on_a_disk
from microsite.html.packed_files import shorten_data_urls
from microsite.load.chapters import LONGEST_CHAPTER, parse_chapter
from microsite.load.source_text import SourceText
from microsite.problems import Problem

DATA = "data:image/png;base64," + "iVBORw0KGgo" * 2_000


def problems(text: str) -> list[Problem]:
    """Return the problems found when a chapter with this text is converted."""
    source, _ = parse_chapter(SourceText("content/01-why.md", text))
    return list(convert_chapter(source).problems)


@pytest.mark.parametrize(
    "text",
    [
        f"![A bench]({DATA})",
        f"![A bench](<{DATA}>)",
        f'![A bench]({DATA} "By the pond")',
        f'<img src="{DATA}" alt="A bench">',
        f"<img src='{DATA}' alt='A bench'>",
        f"![A bench][1]\n\n[1]: {DATA}",
        f"![A bench][1]\n\n[1]: <{DATA}>",
        f"- ![A bench]({DATA})",
        "![A bench](data:image/png;base64,iVBORw0KGgo=)",
        f"![A bench](data:image/png;charset=utf-8;base64,{'A' * 5_000})",
        f"![A bench](DATA:image/PNG;base64,{'A' * 5_000})",
    ],
)
def test_picture_packed_into_the_text(text):
    """An embedded picture of any length and form is an error that says where to save it and what to write."""
    found = problems(f"# Why\n\n{text}\n")
    assert [(each.code, each.severity.word) for each in found] == [("TEXT-020", "error")]
    assert found[0].message.startswith("A picture is packed into the text here (PNG, ")
    assert "Save the picture as content/media/why-1.png, and write media/why-1.png" in found[0].advice
    assert found[0].location.source[found[0].location.column - 1 :].casefold().startswith("data:image/")


def test_several_of_them():
    """Each embedded picture has its own location, size and file name."""
    first, second, third = problems(
        f"# Why\n\n![A]({DATA}) ![B]({DATA})\n\n![C](data:image/jpeg;base64,{'A' * 4_000})\n"
    )
    assert [each.location.line for each in (first, second, third)] == [3, 3, 5]
    assert second.location.column > first.location.column
    assert "(PNG, 16 kB)" in first.message and "(JPG, 3 kB)" in third.message
    assert "media/why-3.jpg" in third.advice


def test_file_packed_into_a_link():
    """A whole file embedded in a link is a warning, because the link's text stays."""
    (found,) = problems(f"[The plan](data:application/pdf;base64,{'A' * 4_000}) is there.\n")
    assert (found.code, found.severity.word) == ("TEXT-020", "warning")
    assert "content/media/why-1.pdf" in found.advice


def test_packed_into_longer_fences():
    """A fence inside a code block with longer fences closes nothing, so a file embedded there is shown as it is."""
    body = f"````\n```\n![A]({DATA})\n```\n````\n\n![B]({DATA})\n"
    text, places = shorten_data_urls(body)
    assert [line for line, _, _ in places] == [7]
    assert f"![A]({DATA})" in text


@pytest.mark.parametrize("mark", ["- ", "1. ", "> - "])
def test_packed_into_code_of_an_item(mark):
    """A code block that begins on the line of its list item ends where it ends."""
    indent = " " * len(mark)
    body = f"{mark}```\n{indent}![A]({DATA})\n{indent}```\n\n![B]({DATA})\n"
    text, places = shorten_data_urls(body)
    assert [line for line, _, _ in places] == [5]
    assert f"![A]({DATA})" in text


def test_packed_into_code():
    """In a code block, an embedded file is shown as it is written."""
    source, _ = parse_chapter(SourceText("content/01-why.md", f"```\n<img src='{DATA}'>\n```\n"))
    converted = convert_chapter(source)
    assert converted.problems == ()
    assert DATA in converted.html


def test_text_too_long_for_its_pictures():
    """If a chapter is too long only because of its embedded pictures, the message says so."""
    (found,) = problems(f"![A]({DATA}{'A' * LONGEST_CHAPTER})\n")
    assert "of them in pictures that are packed into the text" in found.message
    assert "Save each one as a file in content/media" in found.advice


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("file:///C:/Users/ann/plan.pdf", "plan.pdf"),
        ("FILE://server/share/plan%202.pdf", "plan 2.pdf"),
        ("C:\\Users\\ann\\plan.pdf", "plan.pdf"),
        ("p:/plans/plan.pdf", "plan.pdf"),
        ("\\\\server\\share\\plan.pdf", "plan.pdf"),
        ("~/Documents/plan.pdf", "plan.pdf"),
        ("/Users/ann/plan.pdf", "plan.pdf"),
        ("/home/ann/plan.pdf", "plan.pdf"),
        ("%USERPROFILE%\\plan.pdf", "plan.pdf"),
    ],
)
def test_own_disk(address, name):
    """The advice names the file and where to copy it to."""
    assert is_on_a_disk(address)
    assert disk_problem(address, "document")[1] == f"Copy {name} into content/media, and write media/{name}."


@pytest.mark.parametrize(
    "address", ["media/plan.pdf", "/media/plan.pdf", "/home.html", "https://x.org/c:/a", "02-paths.md"]
)
def test_not_on_a_disk(address):
    """Addresses within the site and on the web are not on a disk."""
    assert not is_on_a_disk(address)


def test_chapter_on_own_disk():
    """A chapter is not copied but linked by its file's name."""
    _, advice = disk_problem("file:///C:/site/content/02-paths.md", "link")
    assert advice == "To link to a chapter, use the name of its file in content/: write 02-paths.md."


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("[the plan](file:///C:/plan.pdf)", "TEXT-003", "goes to your own computer or network"),
        ("![map](file:///C:/map.png)", "TEXT-006", "is on your own computer or network"),
        ("![map](cid:image001.png@01DA)", "TEXT-006", "belongs to the program that you copied it from"),
        ("![map](blob:https://example.org/1)", "TEXT-006", "belongs to the program that you copied it from"),
        ("[the plan](ftp://example.org/plan.pdf)", "TEXT-003", "not every device can open one that begins with ftp:"),
        ("[go](javascript:alert(1))", "TEXT-003", "a page must not run it or contain it"),
        ("[go](data:text/html,hi)", "TEXT-003", "a page must not run it or contain it"),
    ],
)
def test_other_addresses(text, code, words):
    """The message for each address says what it is."""
    (found,) = problems(f"{text}\n")
    assert found.code == code
    assert words in found.message

"""Addresses that readers may have bookmarked: a renamed chapter needs a redirect, and removed addresses are named."""

import pytest

from microsite.cli import main
from tests.small_sites import CHAPTER, SMALLEST, tree, write_files

WHEN = ("--now", "2027-04-01T12:00")
FRONT = "---\nsummary: Why\n---\n"


@pytest.fixture
def build(tmp_path, monkeypatch, capsys):
    """Return a function that edits the site in the current folder, runs a command on it and returns the output."""
    write_files(SMALLEST, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    def changed(files=None, *removed, command="build"):
        for path in removed:
            (tmp_path / path).unlink()
        write_files(files or {}, tmp_path)
        assert main([command, *WHEN]) == 0
        return capsys.readouterr().out

    assert "CHAP-017" not in changed()
    return changed


@pytest.mark.parametrize(
    ("source", "advice", "obeyed"),
    [
        (
            CHAPTER,
            "Write three lines at the very top of the file: “---”, then “redirect_from: [why.html]”, then “---” again.",
            f"---\nredirect_from: [why.html]\n---\n{CHAPTER}",
        ),
        (
            FRONT + CHAPTER,
            "Write redirect_from: [why.html] on a line of its own below the first “---”.",
            f"---\nredirect_from: [why.html]\nsummary: Why\n---\n{CHAPTER}",
        ),
        (
            f"---\nredirect_from: [older.html]\n---\n{CHAPTER}",
            "Write redirect_from: [older.html, why.html] in place of the list that is there.",
            f"---\nredirect_from: [older.html, why.html]\n---\n{CHAPTER}",
        ),
        (
            f'---\n"redirect_from": [older.html]\n---\n{CHAPTER}',
            "Write redirect_from: [older.html, why.html] in place of the list that is there.",
            f"---\nredirect_from: [older.html, why.html]\n---\n{CHAPTER}",
        ),
        (
            f"\n———\nsummary: Why\n———\n{CHAPTER}\nredirect_from: is a key.\n",
            "Write redirect_from: [why.html] on a line of its own below the first “———”.",
            f"\n———\nredirect_from: [why.html]\nsummary: Why\n———\n{CHAPTER}\nredirect_from: is a key.\n",
        ),
        (
            f"---\n\n{CHAPTER}\nredirect_from: is a key.\n",
            "Write three lines at the very top of the file: “---”, then “redirect_from: [why.html]”, then “---” again.",
            f"---\nredirect_from: [why.html]\n---\n---\n\n{CHAPTER}\nredirect_from: is a key.\n",
        ),
    ],
)
def test_renamed(source, advice, obeyed, build, tmp_path):
    """CHAP-017: each build asks for the redirect until it is there; then the old address leads to the new one."""
    build({"content/01-why.md": source})
    said = build({"content/01-reasons.md": source}, "content/01-why.md")
    assert "This chapter was at why.html, and is now at reasons.html." in said and advice in said
    assert advice in build(command="check")
    assert advice in build({"content/02-more.md": "# More\n\nText.\n"})
    assert "CHAP-017" not in build({"content/01-reasons.md": obeyed})
    assert "CHAP-017" not in build({"content/02-more.md": "# More\n\nOther text.\n"})
    assert b"reasons.html" in tree(tmp_path / "output")["why.html"]


def test_renamed_and_edited(build):
    """A chapter is recognised by its title, or by its length if only the title changed; not if two chapters match."""
    assert "CHAP-017" in build({"content/01-reasons.md": CHAPTER + "\nMore text.\n"}, "content/01-why.md")
    said = build({"content/01-causes.md": CHAPTER.replace("Why", "How")}, "content/01-reasons.md")
    assert "This chapter was at why.html, and is now at causes.html." in said
    assert "No longer on the site: reasons.html." in said
    two = {f"content/0{number}-{number}.md": CHAPTER.replace("Why", "Wow") for number in (1, 2)}
    said = build(two, "content/01-causes.md")
    assert "CHAP-017" not in said and "No longer on the site: causes.html and why.html." in said


def test_renamed_twice(build):
    """All the addresses that a chapter has had are asked for, in one message."""
    build({"content/01-reasons.md": CHAPTER}, "content/01-why.md")
    said = build({"content/01-causes.md": CHAPTER}, "content/01-reasons.md")
    assert said.count("CHAP-017") == 1 and "redirect_from: [reasons.html, why.html]" in said


def test_back_again_and_silenced(build):
    """Nothing is asked for if the old address is back, or if the author has silenced the code."""
    build({"content/01-reasons.md": CHAPTER}, "content/01-why.md")
    assert "CHAP-017" not in build({"content/01-why.md": CHAPTER}, "content/01-reasons.md")
    silenced = f"---\nsilence: [CHAP-017]\n---\n{CHAPTER}"
    assert "CHAP-017" not in build({"content/01-reasons.md": silenced}, "content/01-why.md")
    assert "Silenced: CHAP-017" in build(command="check")


def test_gone(build):
    """Pages and documents that are gone are named once, by the build that removes them."""
    build({"content/02-more.md": "# More\n\nSee [the map](media/map.pdf).\n", "content/media/map.pdf": "%PDF-1.4"})
    said = build({}, "content/02-more.md", "content/media/map.pdf")
    assert "No longer on the site: media/map.pdf and more.html.\n" in said
    assert "No longer on the site" not in build({"content/01-why.md": CHAPTER + "\nText.\n"})
    assert "No longer on the site" not in build()


def test_names_that_nobody_published(build, tmp_path):
    """Names in a damaged file that would be printed on several lines are ignored."""
    file = tmp_path / ".microsite-cache/addresses.json"
    file.write_text(file.read_text().replace('"why.html"', r'"why.html":[],"a\nError: b.html"', 1))
    said = build({"content/01-why.md": CHAPTER + "\nText.\n"})
    assert "b.html" not in said
    file.write_text(file.read_text().replace('"why.html"', r'"why.html":[],"media/a\u00a0b.pdf"', 1))
    assert "No longer on the site: media/a\u00a0b.pdf." in build({"content/01-why.md": CHAPTER})


def test_names_that_are_no_text(build, tmp_path):
    """A file of remembered addresses that is not UTF-8 counts as empty."""
    (tmp_path / ".microsite-cache/addresses.json").write_bytes(b'{"output":{"a\xff.html":["f","t",1,""]}}')
    assert "Built" in build({"content/01-why.md": CHAPTER + "\nText.\n"})


def test_files_for_hosts(build):
    """Nobody has bookmarked a file that is meant for the host, so it disappears without a message."""
    config = SMALLEST["site_config.yaml"] + "\nsite_address: https://www.example.org/\n"
    build({"site_config.yaml": f"{config}hosts: [apache, iis, nginx]\n"})
    assert "No longer on the site" not in build({"site_config.yaml": config})

"""Whatever is held back until a moment, or expires at one, is nowhere in the site before or after it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from microsite.model.clock import Clock
from microsite.model.held_back import why_not_shown
from microsite.validate.date_types import LocalMoment
from tests.small_sites import made

PDF = b"%PDF-1.7"
DOCUMENTS = """\
- title: The plan
  file: content/media/plan.pdf
  publish_on: 2027-05-01
  alternatives:
    - kind: easy_read
      file: content/media/easy.pdf
    - kind: large_print
      file: content/media/large.pdf
    - kind: bsl
      address: https://www.example.org/bsl
- title: The map
  file: content/media/map.pdf
  alternatives:
    - kind: large_print
      file: content/media/large.pdf
"""
WITH_DOCUMENTS = {
    "content/data/documents.yaml": DOCUMENTS,
    **{f"content/media/{name}.pdf": PDF for name in ("plan", "easy", "large", "map")},
}


def media(build):
    """Return the names of the files in media/."""
    return {path.removeprefix("media/") for path in build.files if path.startswith("media/")}


def test_formats_of_an_embargoed_document(tmp_path):
    """No format of a held-back document is published, except a file that another document has too."""
    build = made(WITH_DOCUMENTS, tmp_path / "before", "2027-04-30T23:59:59")
    assert media(build) == {"map.pdf", "large.pdf"}
    assert b"easy.pdf" not in b"".join(build.files.values())
    assert media(made(WITH_DOCUMENTS, tmp_path / "then", "2027-05-01T00:00:00")) == {
        "plan.pdf",
        "easy.pdf",
        "large.pdf",
        "map.pdf",
    }


def test_link_to_a_format_of_an_embargoed_document(tmp_path):
    """A chapter's link to a format of a held-back document is not a link until the document is published."""
    text = "# Why a plan\n\nRead [the easy plan](media/easy.pdf).\n"
    build = made({**WITH_DOCUMENTS, "content/01-why.md": text}, tmp_path)
    (problem,) = (each for each in build.problems if each.location.file == "content/01-why.md")
    assert problem.code == "CHAP-012" and "until 2027-05-01" in problem.message
    assert b"easy.pdf" not in build.files["why.html"]


def test_document_that_is_to_be_supplied(tmp_path):
    """A held-back document may have no file yet, or only be on the web; it is listed with what is known."""
    documents = """\
- {title: The plan, file: to be supplied, publish_on: 2027-05-01}
- {title: The film, address: https://www.example.org/film, publish_on: 2027-05-01}
- {title: The map, file: content/media/map.pdf}
"""
    build = made({"content/data/documents.yaml": documents, "content/media/map.pdf": PDF}, tmp_path)
    assert build.site and [(each.title, each.file) for each in build.site.held_back] == [
        ("The plan", "to be supplied"),
        ("The film", "https://www.example.org/film"),
    ]
    assert media(build) == {"map.pdf"}


@pytest.mark.parametrize(
    ("key", "now", "why"),
    [
        ("publish_on: 2027-04-10", "2027-04-09T23:59:59", "until 2027-04-10"),
        ("publish_on: 2027-04-10", "2027-04-10T00:00:00", ""),
        ("publish_on: 2027-04-10 09:30", "2027-04-10T09:29:59", "until 2027-04-10 09:30"),
        ("publish_on: 2027-04-10 09:30", "2027-04-10T09:30:00", ""),
        ("expire_on: 2027-04-10", "2027-04-10T23:59:59", ""),
        ("expire_on: 2027-04-10", "2027-04-11T00:00:00", "since the end of 2027-04-10"),
        ("expire_on: 2027-04-10 09:30", "2027-04-10T09:29:59", ""),
        ("expire_on: 2027-04-10 09:30", "2027-04-10T09:30:00", "since 2027-04-10 09:30"),
    ],
)
def test_to_the_second(key, now, why, tmp_path):
    """Chapters and documents come and go at their exact second, and the report says until when or since when."""
    files = {
        "content/02-paths.md": f"---\n{key}\n---\n\n# Paths\n\nThey lead on.\n",
        "content/data/documents.yaml": f"- title: The map\n  file: content/media/map.pdf\n  {key}\n",
        "content/media/map.pdf": PDF,
    }
    build = made(files, tmp_path, now)
    assert build.site
    assert [each.why for each in build.site.held_back] == ([why, why] if why else [])
    assert ("paths.html" in build.files) == ("media/map.pdf" in build.files) == (not why)


@pytest.mark.parametrize(
    ("day", "now", "why"),
    [
        (None, "2027-04-09T12:00:00", ""),
        ("2027-04-10", "2027-04-09T23:59:59", "until 2027-04-10"),
        ("2027-04-10", "2027-04-10T00:00:00", ""),
        ("2027-04-10 09:30", "2027-04-10T09:29:59", "until 2027-04-10 09:30"),
        ("2027-04-10 09:30", "2027-04-10T09:30:00", ""),
    ],
)
def test_dated_facts_to_the_second(day, now, why):
    """Dated results, an outcome or a report are published from their exact second on; without a date, at once."""
    zone = ZoneInfo("Europe/London")
    clock = Clock(datetime.fromisoformat(now).replace(tzinfo=zone), zone)
    assert why_not_shown(clock, LocalMoment.parse(day) if day else None) == why


def test_what_the_report_calls_them(tmp_path):
    """A held-back chapter is listed by its title in the front matter, or else its file's name; a draft is not."""
    held = "publish_on: 2027-05-01"
    files = {
        "content/02-paths.md": f"---\ntitle: Paths for all\n{held}\n---\n\nText.\n",
        "content/03-trees.md": f"---\n{held}\n---\n\n# Trees\n\nText.\n",
        "content/04-ponds.md": f"---\ndraft: yes\n{held}\n---\n\n# Ponds\n\nText.\n",
    }
    build = made(files, tmp_path)
    assert build.site and [(each.title, each.file) for each in build.site.held_back] == [
        ("Paths for all", "content/02-paths.md"),
        ("trees", "content/03-trees.md"),
    ]


@pytest.mark.parametrize(
    ("comes", "goes", "codes"),
    [
        ("2027-04-10", "2027-04-10", []),
        ("2027-04-10", "2027-04-09", ["CHAP-011"]),
        ("2027-04-10 09:00", "2027-04-10 09:00", ["CHAP-011"]),
        ("2027-04-10 09:00", "2027-04-10 09:01", []),
    ],
)
def test_goes_before_it_comes(comes, goes, codes, tmp_path):
    """If a page would never be shown, that is an error; a single day or minute is enough."""
    text = f"---\npublish_on: {comes}\nexpire_on: {goes}\n---\n\n# Paths\n\nText.\n"
    build = made({"content/02-paths.md": text}, tmp_path)
    assert [problem.code for problem in build.problems if problem.code != "FACT-001"] == codes

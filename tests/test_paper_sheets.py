"""Poster, leaflet and form: what must be on them in every stage, and nothing that is out of date."""

import shutil
from datetime import datetime
from functools import cache
from io import BytesIO

import pikepdf
import pytest
import yaml
from PIL import Image

from microsite.cli import engine_templates
from microsite.paper.pdf_checks import pdf_findings
from microsite.pipeline import make_site
from scripts.paper_pictures import drawn
from tests.built_sites import EVERY_SITE, STATES, moment
from tests.cases import read_cases
from tests.life_sites import folder_of
from tests.tagged_text import roles_between, without_spaces, words_of, words_on_pages

CASES = read_cases("sheets")
OPEN = datetime(2027, 5, 12, 9)
SHEETS = ("poster", "leaflet")
WEEDS = "Neighbourhood regeneration and active travel framework "
#: Facts that are too long for a sheet.
TOO_MUCH = {
    "title of 140 letters": {"title": (WEEDS * 3)[:140]},
    "title of 300 letters": {"title": (WEEDS * 6)[:300]},
    "title of one word": {"title": "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 2},
    "summary of a page": {"summary": "What is to be done? " + "This says more about it, with care. " * 60},
    "forty partners": {
        "partners": [{"name": f"The Very Long Name of Partner {count}, Limited"} for count in range(40)]
    },
    "a way that is told in many words": {
        "ways_to_respond": [{"kind": "in_person", "title": "In person", "details": "Come in. " + "Have tea. " * 900}]
    },
    "ways with long names": {
        "ways_to_respond": [
            {
                "kind": "post",
                "title": "By hand at our libraries " * 4,
                "details": "Walk in. " * 90,
                "post": "A\nB\nC\nD\nE\nF",
            },
            {"kind": "phone", "title": "P" * 60, "details": "Ring us. " * 90, "phone": "+44 (0)1632 960123 ext 1234"},
        ]
    },
}
#: The lives and stages that every run tries.
TRIED_STAGES = {("as-planned", "open"), ("decided", "outcome_published")}
#: The facts that every run tries: a text that is made smaller, and one that is dropped.
TRIED_FIRST = ("title of 140 letters", "a way that is told in many words")
CUT_LAST = ("Open until 11:59pm on Sunday 4 July 2027 (UK time).", "QR code that leads to this site")


@cache
def made(site, now, kinds):
    """Make formats of a site; return its first language's status, papers by kind, and the hints about too little room.

    No check may find anything in them.
    """
    build = make_site(site, engine_templates(), now, formats=lambda site: kinds)
    told = [each for each in build.problems if each.code.startswith("PAPER")]
    assert {each.code for each in told} <= {"PAPER-004", "PAPER-005"}
    assert not [found for each in build.sites[0].papers for found in pdf_findings(each.content)]
    return build.sites[0].status, {each.kind: each for each in build.sites[0].papers}, [each.message for each in told]


def missing_from(said, expected):
    """Return the first of the texts that isn't after the one before it; None if all are there in order."""
    at = 0
    for text in expected:
        found = said.find(without_spaces(text), at)
        if found < 0:
            return text
        at = found + len(without_spaces(text))
    return None


def town_with(tmp_path, **facts):
    """Write the town with some facts replaced into a folder."""
    site = folder_of("as-planned")
    config = yaml.safe_load((site / "site_config.yaml").read_text(encoding="utf-8"))
    for entry in ("content", "theme"):
        if not (tmp_path / entry).exists():
            (tmp_path / entry).symlink_to(site / entry)
    written = yaml.safe_dump(config | facts, allow_unicode=True, sort_keys=False, width=100_000)
    (tmp_path / "site_config.yaml").write_text(written, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=f"{case['life']}-{case['stage']}",
            marks=() if (case["life"], case["stage"]) in TRIED_STAGES else pytest.mark.full,
        )
        for case in CASES
    ],
)
def test_what_sheets_say_in_each_stage(case):
    """Poster, leaflet and form say what the table has for the stage, in order, and nothing that is out of date."""
    now = datetime.fromisoformat(str(case["now"]))
    status, papers, lacks_room = made(folder_of(case["life"]), now, (*SHEETS, "form"))
    assert not lacks_room or case["stage"] == "paused"
    assert status.value == case["stage"]
    for kind in SHEETS:
        assert papers[kind].pages == 1
        said = words_of(papers[kind].content)
        assert missing_from(said, case["sheet"]) is None
        assert not [each for each in case["never"] if without_spaces(each) in said]
    said = words_of(papers["form"].content)
    assert missing_from(said, case["form"]) is None
    assert not [each for each in case.get("form_never", ()) if without_spaces(each) in said]


def test_a_missing_text_is_found():
    """If any of the texts in the table is missing, the comparison finds it."""
    case = next(each for each in CASES if each["stage"] == "open")
    said = words_of(made(folder_of("as-planned"), OPEN, (*SHEETS, "form"))[1]["form"].content)
    for text in case["form"]:
        assert missing_from(said.replace(without_spaces(text), ""), case["form"]) is not None


def test_the_same_sheets_twice():
    """The same site gives the same bytes, tagged and with the site's title."""
    site, kinds = folder_of("as-planned"), (*SHEETS, "form")
    build = make_site(site, engine_templates(), OPEN, formats=lambda site: kinds)
    first = {kind: paper.content for kind, paper in made(site, OPEN, kinds)[1].items()}
    assert {paper.kind: paper.content for paper in build.sites[0].papers} == first
    assert first.keys() == {*kinds}
    for content in first.values():
        with pikepdf.open(BytesIO(content)) as document:
            assert str(document.docinfo["/Title"]).startswith("Room to grow")
            assert document.Root.MarkInfo.Marked


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param(facts, id=name, marks=() if name in TRIED_FIRST else pytest.mark.full)
        for name, facts in TOO_MUCH.items()
    ],
)
def test_one_page_however_long_the_texts_are(tmp_path, facts):
    """However long the texts are, each sheet is one page with clear margins, and has the dates and the QR code."""
    papers = made(town_with(tmp_path, **facts), OPEN, SHEETS)[1]
    for kind in SHEETS:
        assert papers[kind].pages == 1
        assert missing_from(words_of(papers[kind].content), CUT_LAST) is None
        assert margins_are_clear(papers[kind].content)


def margins_are_clear(content):
    """Whether nothing but the band of colour reaches the edges of a sheet, judging by its picture."""
    with Image.open(BytesIO(drawn(content, 1))) as picture:
        seen = picture.convert("RGB")
    width, height = seen.size
    edge = width // 40
    # The sheet only partly covers the last pixel of each row.
    sides = [(0, 0, edge, height), (width - edge, 0, width - 1, height)]
    # In each row of pixels the band has one colour; letters don't.
    rows = all(len(set(row_of(seen.crop(side), row))) == 1 for side in sides for row in range(height))
    return rows and set(row_of(seen, height - edge)) == {(255, 255, 255)}


def row_of(picture, row):
    """Return the pixels of a row."""
    line = picture.crop((0, row, picture.width, row + 1)).tobytes()
    return [tuple(line[start : start + 3]) for start in range(0, len(line), 3)]


def test_partners_go_before_the_summary(tmp_path):
    """The partners are dropped and the summary is cut to its first sentence; a way to answer keeps its number."""
    facts = TOO_MUCH["summary of a page"] | TOO_MUCH["forty partners"]
    _, papers, lacks_room = made(town_with(tmp_path, **facts), OPEN, ("poster",))
    said = words_of(papers["poster"].content)
    assert lacks_room == ["The poster has no room for the partners and the summary after its first sentence."]
    assert "Partner0" not in said
    assert without_spaces("What is to be done?") in said
    assert without_spaces("This says more about it") not in said
    assert "01632960123" in said


@pytest.mark.parametrize(
    ("parks", "what_is_wrong"),
    [
        (20, []),
        (60, ["The poster is hard to read: what it must say only fits in type that is too small."]),
        (900, ["The poster has no room for all that it must say, so the end is missing."]),
    ],
)
def test_sheet_that_is_too_full(tmp_path, parks, what_is_wrong):
    """If a sheet's most important texts need tiny type, or do not fit even then, a warning says so."""
    summary = "A plan" + ", with new paths in a park" * parks + "."
    messages = made(town_with(tmp_path, summary=summary), OPEN, ("poster",))[2]
    assert [message for message in messages if "room for the" not in message and "room for what" not in message] == (
        what_is_wrong
    )


def test_a_way_without_the_internet_is_shown(tmp_path):
    """A way to answer without the internet is on the sheet even if three ways that need it come first."""
    online = [
        {"kind": "email", "title": f"Email {count}", "details": "Write.", "email": "a@example.org"}
        for count in range(3)
    ]
    ways = [*online, {"kind": "phone", "title": "By phone", "details": "Ring.", "phone": "01632 960123"}]
    said = words_of(made(town_with(tmp_path, ways_to_respond=ways), OPEN, ("poster",))[1]["poster"].content)
    assert (
        missing_from(said, ["Online", "Email 0", "By phone", "01632 960123", "Other ways to answer: Email 1, Email 2"])
        is None
    )


def test_what_is_to_be_supplied_is_not_on_a_sheet(tmp_path):
    """A sheet leaves out facts that are still to be supplied, because nobody could supply them on paper later."""
    ways = [{"kind": "phone", "title": "By phone", "details": "Ring.", "phone": "to be supplied"}]
    site = town_with(tmp_path, ways_to_respond=ways, survey={"address": "to be supplied"})
    said = words_of(made(site, OPEN, ("poster",))[1]["poster"].content)
    assert "Byphone" not in said
    assert missing_from(said, ["QR code", "www.example.org/consultations/room-to-grow"]) is None
    site = town_with(tmp_path, outcome="to be supplied")
    closed = words_of(made(site, datetime(2027, 7, 10, 9), ("leaflet",))[1]["leaflet"].content)
    assert "tobesupplied" not in closed
    assert missing_from(closed, ["Closed at", "What happens next"]) is None


@pytest.mark.parametrize(
    ("names", "there", "not_there"),
    [
        ("not_asked", "Nobody is asked for a name", "Your name"),
        ("required", "Your name", "Your name (you can leave this empty)"),
        ("to be supplied", "Your answers and your data", "Your name"),
    ],
)
def test_names_are_asked_as_privacy_says(tmp_path, names, there, not_there):
    """The form asks for a name only if the privacy facts say so, and otherwise says that it doesn't."""
    said = words_of(made(town_with(tmp_path, privacy={"names": names}), OPEN, ("form",))[1]["form"].content)
    assert without_spaces(there) in said
    assert without_spaces(not_there) not in said


def test_no_question_is_cut_over_two_sheets(tmp_path):
    """Each question is on one sheet with all of its answers, wherever the question before it ends."""
    town_with(tmp_path)
    (tmp_path / "content").unlink()
    shutil.copytree(folder_of("as-planned") / "content", tmp_path / "content")
    questions = [
        {
            "text": f"Question {count}?",
            "kind": "several",
            "answers": [f"Answer {count}-{each}." for each in range(5 + count)],
        }
        for count in range(6)
    ]
    (tmp_path / "content/data/questions.yaml").write_text(yaml.safe_dump(questions), encoding="utf-8")
    pages = words_on_pages(made(tmp_path, OPEN, ("form",))[1]["form"].content)
    for count in range(6):
        page = next(each for each in pages if f"Question{count}?" in each)
        assert all(f"Answer{count}-{each}." in page for each in range(5 + count))
    assert len(pages) > 2


def test_answers_are_items_of_lists():
    """The answers to a question are one list for a screen reader, even if they are side by side."""
    content = made(folder_of("as-planned"), OPEN, ("form",))[1]["form"].content
    roles = roles_between(content, "rate the park", "ten minutes")
    assert (roles.count("L"), roles.count("LI")) == (1, 5)


def test_words_are_no_code(tmp_path):
    """Text that looks like code is printed as it was typed."""
    typed = 'Parks #read("data.json") $x$ @y \\n [a]'
    ways = [{"kind": "phone", "title": "#panic()", "details": "#import no", "phone": "01632 960123"}]
    said = words_of(
        made(town_with(tmp_path, title=typed, ways_to_respond=ways), OPEN, ("poster",))[1]["poster"].content
    )
    assert missing_from(said, [typed, "#panic()", "#import no"]) is None


@pytest.mark.parametrize("kind", (*SHEETS, "form"))
def test_a_letter_without_a_font(tmp_path, kind):
    """PAPER-001: a character that no font has is reported with its location, and no sheet with a gap is made."""
    site = town_with(tmp_path, title="Room for a \N{UNICORN FACE}")
    build = make_site(site, engine_templates(), OPEN, formats=lambda site: (kind,))
    told = [each for each in build.problems if each.code == "PAPER-001"]
    assert [(each.location.file, each.location.line) for each in told] == [("site_config.yaml", 1)]
    assert not build.files


def test_a_picture_shows_the_page():
    """The picture of a format is drawn from its PDF, at 96 dots per inch."""
    content = made(folder_of("as-planned"), OPEN, ("poster",))[1]["poster"].content
    with Image.open(BytesIO(drawn(content, 1))) as picture:
        assert picture.size == (794, 1123)
        assert len(picture.convert("RGB").getcolors(1_000_000) or ()) > 20


@pytest.mark.full
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", EVERY_SITE)
def test_every_site_has_its_sheets(tmp_path, name, state):
    """Every example site, given an address, has a one-page poster and leaflet that pass all checks."""
    source = EVERY_SITE[name]
    for entry in ("content", "theme"):
        if (source / entry).is_dir():
            (tmp_path / entry).symlink_to(source / entry)
    config = (source / "site_config.yaml").read_text(encoding="utf-8")
    if "\nsite_address: https" not in config:
        config = (
            config.replace("site_address: to be supplied\n", "") + "\nsite_address: https://www.example.org/plan/\n"
        )
    (tmp_path / "site_config.yaml").write_text(config, encoding="utf-8")
    build = make_site(tmp_path, engine_templates(), moment(name, state), formats=lambda site: SHEETS)
    assert not [each for each in build.problems if each.code.startswith("PAPER")]
    assert not [found for site in build.sites for each in site.papers for found in pdf_findings(each.content)]
    assert [each.pages for site in build.sites for each in site.papers] == [1] * 2 * len(build.sites)

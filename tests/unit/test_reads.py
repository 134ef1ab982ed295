"""Reads of chapters are recorded, so that a page is rendered again if anything that it read has changed."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from microsite.model.chapter import Body, Chapter, Heading
from microsite.model.clock import Clock
from microsite.model.reads import BETWEEN, MOMENT, ORDER, ReadTracker
from microsite.validate.date_types import LocalMoment

LONDON = ZoneInfo("Europe/London")
TEXTS = {b"own": "<p>Places to play.</p>", b"whole": "<p>Places to play, in whole.</p>"}
PLAY = Chapter(
    number=1,
    slug="play",
    title="Places to play",
    nav_title="Play",
    summary="Eleven playgrounds.",
    summary_given=True,
    section="What we do",
    priority=1,
    updated=None,
    redirect_from=(),
    body=Body(b"own", b"whole", TEXTS.__getitem__),
    headings=(),
    words=240,
    file="content/01-play.md",
)
PATHS = replace(PLAY, number=2, slug="paths", title="Paths for everyone", file="content/02-paths.md")
CONTACT = replace(PLAY, number=0, slug="people", title="People", file="content/pages/people.md")
#: A different value for each field of a chapter; another slug would make it another chapter.
CHANGES = {
    "number": 2,
    "title": "Where to play",
    "title_marks": ("1",),
    "nav_title": "Playing",
    "summary": "Twelve playgrounds.",
    "summary_given": False,
    "section": "How we do it",
    "priority": 2,
    "updated": LocalMoment.parse("2027-03-02"),
    "redirect_from": ("games",),
    "body": Body(b"other", b"other whole", TEXTS.__getitem__),
    "headings": (Heading(level=2, id="slides", text="Slides"),),
    "words": 2400,
    "file": "content/01-games.md",
    "in_menu": True,
    "in_footer": False,
    "language": "cy",
    "newer_in": "cy",
    "newer_since": LocalMoment.parse("2027-03-02"),
}


def reads_of(*chapters, pages=(), now=datetime(2027, 4, 1, 12, tzinfo=LONDON)):
    """Return the readable chapters and pages at a moment."""
    return ReadTracker(chapters, Clock(now, LONDON), pages)


def noted(look, *chapters, pages=()):
    """Return the reads that a function makes."""
    reads = reads_of(*chapters, pages=pages)
    reads.begin()
    look(reads)
    return reads.end()


def test_every_value_has_another_here():
    """CHANGES is complete: it has every field but the slug."""
    assert CHANGES.keys() | {"slug"} == set(Chapter.__struct_fields__)


#: Properties computed from a field, each with that field.
FOLLOWS_FROM = {"minutes": "words", "html": "body", "file_name": "file"}


@pytest.mark.parametrize("text", [PLAY, CONTACT], ids=["chapter", "page"])
@pytest.mark.parametrize("name", sorted({*CHANGES, *FOLLOWS_FROM}))
def test_whatever_is_read_is_noted(name: str, text):
    """Reading a value records one read, or two for the body, whose digest changes with the value."""

    def reads_with(text_or_another):
        if text is PLAY:
            return reads_of(PATHS, text_or_another)
        return reads_of(PATHS, pages=[text_or_another])

    reads = reads_with(text)
    reads.begin()
    getattr(reads.tracked(text), name)
    noted = reads.end()
    assert len(noted) == (2 if name == "body" else 1)
    field = FOLLOWS_FROM.get(name, name)
    changed = replace(text, **{field: CHANGES[field]})
    for each, said in noted.items():
        assert reads_with(changed).current(each) != said
        assert reads_with(text).current(each) == said


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("minutes", {"words": 241, "title": "Play", "headings": CHANGES["headings"], "body": CHANGES["body"]}),
        ("headings", {"words": 2400, "title": "Play", "body": CHANGES["body"]}),
        ("words", {"title": "Play", "headings": CHANGES["headings"], "body": CHANGES["body"]}),
        ("title", {"words": 2400, "headings": CHANGES["headings"], "body": CHANGES["body"]}),
        ("html", {"words": 2400, "headings": CHANGES["headings"], "title": "Play"}),
    ],
)
def test_what_is_not_read_is_not_noted(name, changes):
    """Text, headings, minutes, words and the rest are recorded separately: a change of one leaves the others valid."""
    said = noted(lambda reads: getattr(reads.tracked(PLAY), name), PLAY)
    now = reads_of(replace(PLAY, **changes))
    assert {each: now.current(each) for each in said} == said


#: Everything a template can do with a chapter's text for the whole document, and the expected result.
LOOKS_INTO_TEXT = {
    "as text": (str, TEXTS[b"whole"]),
    "length": (len, len(TEXTS[b"whole"])),
    "part": (lambda text: "in whole" in text, True),
    "no part": (lambda text: "slide" in text, False),
    "pieces": (lambda text: "".join(iter(text)), TEXTS[b"whole"]),
    "slice": (lambda text: text[:3], "<p>"),
    "method": (lambda text: text.upper(), TEXTS[b"whole"].upper()),
    "equal": (lambda text: text == TEXTS[b"whole"], True),
    "not equal": (lambda text: text == "other", False),
    "hash": (hash, hash(TEXTS[b"whole"])),
    "truth": (bool, True),
    "before": (lambda text: text + "!", TEXTS[b"whole"] + "!"),
    "behind": (lambda text: "!" + text, "!" + TEXTS[b"whole"]),
}


@pytest.mark.parametrize("look", LOOKS_INTO_TEXT)
def test_text_in_whole_is_read_when_it_is_looked_into(look):
    """Only passing the text on records no read; using it does, and works as with the text itself."""
    does, gives = LOOKS_INTO_TEXT[look]
    assert noted(lambda reads: reads.tracked(PLAY).html_in_whole.slug, PLAY) == {}
    found = []
    said = noted(lambda reads: found.append(does(reads.tracked(PLAY).html_in_whole)), PLAY)
    assert found == [gives]
    assert said == {"+play": b"whole"}
    assert reads_of(replace(PLAY, body=CHANGES["body"])).current("+play") == b"other whole"


@pytest.mark.parametrize(
    "look",
    [lambda chapters: next(iter(chapters)), len, lambda chapters: chapters[0], lambda chapters: chapters[:1], bool],
    ids=["first", "number", "by place", "slice", "any"],
)
def test_which_chapters_there_are(look):
    """Iterating over the chapters, counting or indexing them records a read of which there are, in order."""
    said = noted(lambda reads: look(reads.chapters), PLAY, PATHS)
    assert said.keys() == {ORDER}
    for others in ([PLAY], [PATHS, PLAY], [PLAY, PATHS, replace(PLAY, number=3, slug="trees")]):
        assert reads_of(*others).current(ORDER) != said[ORDER]
    assert reads_of(replace(PLAY, title="Play"), PATHS).current(ORDER) == said[ORDER]
    assert reads_of(PLAY, pages=[PATHS]).current(ORDER) != said[ORDER]


def test_each_page_has_its_own_notes():
    """One page's reads are not recorded for the next page."""
    reads = reads_of(PLAY, PATHS)
    reads.begin()
    assert reads.tracked(PLAY).title == "Places to play"
    assert reads.end().keys() == {"@play"}
    reads.begin()
    assert reads.tracked(PATHS).title == "Paths for everyone"
    assert reads.end().keys() == {"@paths"}


def test_chapter_that_is_no_more():
    """The digest of a chapter that is gone differs from that of any chapter."""
    assert reads_of(PATHS).current("@play") == b""


def test_moment_is_noted_by_a_page_that_compares_it():
    """Only a page that asks whether a moment has come depends on the time."""
    now = datetime(2027, 4, 1, 12, tzinfo=LONDON)
    clock = Clock(now, LONDON)
    reads = ReadTracker([PLAY], clock)
    reads.begin()
    assert reads.end() == {}
    reads.begin()
    assert not clock.has_come(datetime(2027, 4, 2, tzinfo=LONDON))
    said = reads.end()
    (name,) = said
    assert name.startswith(BETWEEN)
    later, sooner = (reads_of(PLAY, now=datetime(2027, 4, day, tzinfo=LONDON)) for day in (3, 1))
    assert later.current(name) != said[name] == sooner.current(name)
    reads.begin()
    assert not clock.has_come(datetime(2027, 4, 2, tzinfo=LONDON))
    assert reads.end().keys() == {name}, "a further page that compares the same"
    reads.begin()
    assert reads.clock.has_come(datetime(2027, 3, 2, tzinfo=LONDON)) and reads.clock.zone is LONDON
    assert reads.clock.now == now and not clock.has_come(datetime(2027, 4, 2, tzinfo=LONDON))
    assert reads.end().keys() > {MOMENT} and clock.is_shown


def test_what_a_result_was_compared_with_counts_again():
    """Whoever takes a result from the store holds as long as it does, and no longer."""
    april = [datetime(2027, 4, day, tzinfo=LONDON) for day in range(1, 6)]
    clock = Clock(april[1], LONDON)
    reads = ReadTracker([PLAY], clock)
    reads.begin()
    assert clock.has_come(april[0]) and not clock.has_come(april[2]) and not clock.has_come(april[3])
    (name,) = reads.end()
    again = Clock(april[1], LONDON)
    assert ReadTracker([PLAY], again).current(name) == reads.current(name)
    assert again.interval == (april[0].timestamp(), april[2].timestamp())
    for moment, holds in ((april[0], True), (april[2], False), (datetime(2027, 3, 31, tzinfo=LONDON), False)):
        assert (reads_of(PLAY, now=moment).current(name) == reads.current(name)) is holds


def test_moment_that_is_known_beforehand_is_not_noted():
    """A comparison already covered by the whole site's interval is not recorded, since every page depends on that."""
    now = datetime(2027, 4, 1, 12, tzinfo=LONDON)
    clock = Clock(now, LONDON)
    opened, closes = datetime(2027, 3, 1, tzinfo=LONDON), datetime(2027, 5, 1, tzinfo=LONDON)
    assert clock.has_come(opened) and not clock.has_come(closes)
    clock.remember_interval()
    reads = ReadTracker([PLAY], clock)
    for moment in (opened, closes, datetime(2027, 2, 1, tzinfo=LONDON), datetime(2028, 1, 1, tzinfo=LONDON)):
        reads.begin()
        clock.has_come(moment)
        assert reads.end() == {}
    for moment in (datetime(2027, 3, 2, tzinfo=LONDON), datetime(2027, 4, 30, tzinfo=LONDON)):
        reads.begin()
        clock.has_come(moment)
        (name,) = reads.end()
        assert name.startswith(BETWEEN)

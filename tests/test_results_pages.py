"""Results and outcome on the pages: at the right time, in words, numbers and bars."""

import json
import re

import pytest

from tests.built_sites import LATER, built, moment, pages, write_site
from tests.engines.browser import axe_violations, opened_page, resize
from tests.engines.nu import check_html
from tests.visible import text_of

SAID, DID = "what-people-said.html", "what-we-did.html"
#: The states of the town years later: with results; with an outcome; with actions that are done, dropped and late.
RESULTS, OUTCOME, YEARS = "upcoming", "open", "closed"


def said(path, state):
    """Return the text of a page, with a space between its parts."""
    return text_of(
        re.sub(r"(</(?:th|td|h\d|p|li|dt|dd|span|a|strong|time)>)(?![.,;:)”])", r"\1 ", pages(LATER, state)[path])
    )


def test_nothing_before_its_day():
    """Before the results are out there is neither page; before the outcome is, decisions and actions are nowhere."""
    before = built("harbour-town", "closed").files
    assert SAID not in before
    assert DID not in before
    files = {path: content for path, content in built(LATER, RESULTS).files.items() if not path.startswith("media/")}
    assert SAID in files
    assert DID not in files
    for path, content in files.items():
        for words in (b"Eight hundred of the trees", b"Put lamps along", b"fruit makes paths slippery"):
            assert words not in content, path


def test_reports_come_on_their_day():
    """A progress report with a later date is in no file."""
    for path, content in built(LATER, OUTCOME).files.items():
        assert b"does not hold water" not in content, path
    assert "does not hold water" in said(DID, YEARS)


def test_numbers_and_shares():
    """Each answer has its count and its share; hidden counts are said to be hidden, without a share."""
    page = said(SAID, RESULTS)
    assert "Very good 412 19% Good 901 41% Fair 566 26% Poor 268 12% Very poor 57 2%" in page
    assert "2,204 people answered this question. 106 people left it out." in page
    assert "No, more is fine not shown I do not know not shown" in page
    assert "Numbers below 5 are not shown" in page
    assert "Online 1,904 82%" in page


def test_bars_are_as_long_as_their_shares():
    """The bar in a row is as wide as its share, and hidden from screen readers."""
    html = pages(LATER, RESULTS)[SAID]
    rows = re.findall(r'<tr><th scope="row">[^<]*<svg([^>]*)>.*?width="(\d+)".*?</svg></th>.*?>(\d+)%</td></tr>', html)
    assert len(rows) > 15
    assert all(width == share and 'aria-hidden="true"' in attributes for attributes, width, share in rows)


def test_asked_said_did_for_each_priority():
    """Each priority has what was asked, said and done; what was not changed, and who decided, are there too."""
    page = said(DID, OUTCOME)
    for number in range(1, 5):
        assert re.search(rf"\b{number} \S.*?We asked .*?You said .*?We did ", page), number
    assert "A playground within five minutes of every home It would need nineteen more playgrounds" in page
    assert "The Cabinet decided this on Tuesday 16 November 2027." in page


def test_late_and_dropped_are_said():
    """An action past its due date is reported as late, in a sentence that stays true, and counts are as of a day."""
    page = said(DID, YEARS)
    assert "It was to be done by the end of Tuesday 31 October 2028 (UK time), and nobody had said by then" in page
    assert "Actions on Monday 1 April 2030: 2 done, 1 dropped, 2 late" in page
    assert "Late" not in said(DID, OUTCOME)
    assert "To be done by the end of Tuesday 31 October 2028 (UK time)." in said(DID, OUTCOME)


def test_chapters_end_with_their_own():
    """A chapter ends with the decisions, actions and answers about it; one without any has no such part."""
    page = said("play.html", OUTCOME)
    assert "You said: Two in three found ten minutes right." in page
    assert "Rebuild the playground in Mill Lane Planned" in page
    assert "Chosen most often: Yes (1,502 of 2,250)" in page
    assert "Mill Lane first 415 people wrote about this" in page
    assert "What came of this" not in said("money.html", OUTCOME)


def test_first_page_is_led_by_it():
    """The home page's button leads to what people said, and once there is an outcome, to what was done."""
    buttons = [
        re.search(r'<a class="button" href="([^"]*)"', pages(LATER, state)["index.html"])
        for state in (RESULTS, OUTCOME)
    ]
    assert [button and button[1] for button in buttons] == [SAID, DID]
    assert "We got 2,310 answers. Most people want the old playgrounds mended" in said("index.html", RESULTS)
    assert "We asked, you said, we did" in said("index.html", OUTCOME)


def test_results_are_past_in_the_timeline():
    """Once results are published, their point in the timeline is past, like the close; later points aren't."""
    points = re.findall(r'<li class="timeline__point" data-time="([^"]*)"', pages(LATER, RESULTS)["index.html"])
    assert points[:5] == [*["past"] * 4, "to-come"]


def test_changes_feed_calendar_and_record():
    """Progress reports are among the updates, in the feed and in the record; due dates are in the calendar."""
    files = built(LATER, YEARS).files
    assert "Dropped: Turn the old quarry into a pond" in said("updates.html", YEARS)
    assert b"<title>Done: Rebuild the playground in Mill Lane</title>" in files["feed.xml"]
    record = json.loads(files["consultation.json"])
    assert record["results"][1]["counts"][0] == {"answer": "Very good", "count": 412}
    assert record["results"][2]["counts"][2] == {"answer": "No, more is fine"}
    assert record["decisions"][0]["not_changed"][0]["why"].startswith("It would need nineteen")
    assert [each["state"] for each in record["actions"][3]["progress"]] == ["planned", "dropped"]
    calendar = files["calendar/action-put-lamps-along-the-railway-path.ics"].decode()
    assert "SUMMARY:Due: Put lamps along the railway path" in calendar
    assert "DTSTART;VALUE=DATE:20281031" in calendar
    assert "STATUS:CANCELLED" in files["calendar/action-rebuild-the-playground-in-mill-lane.ics"].decode()


def test_consent_and_names_stay_inside():
    """How people consented to being quoted is in no published file."""
    for state in (RESULTS, OUTCOME, YEARS):
        for path, content in built(LATER, state).files.items():
            assert b"Ticked the box" not in content, path


def test_first_site_says_nothing_new():
    """A site without results has neither page and no link to one."""
    files = built("first", "closed").files
    assert SAID not in files
    assert DID not in files
    assert not [path for path, content in files.items() if b"what-we-did" in content or b"what-people-said" in content]


@pytest.mark.full
def test_accessible_and_valid(browser, tmp_path):
    """axe-core and the Nu checker find nothing on the new pages; nothing scrolls sideways."""
    site = write_site(LATER, OUTCOME, tmp_path)
    found = check_html([site / SAID, site / DID, site / "play.html", site / "index.html"])
    with opened_page(browser, now=moment(LATER, OUTCOME)) as page:
        for width, scheme, path in (
            (320, "dark", SAID),
            (1280, "light", SAID),
            (320, "light", DID),
            (1280, "dark", DID),
        ):
            resize(page, width, scheme)
            page.goto((site / path).as_uri())
            found += [f"{path} {width}: {line}" for line in axe_violations(page)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{path} {width}: wider than the screen")
    assert found == []


@pytest.mark.parametrize("colours", ["forced", "print"])
def test_bars_stay(browser, tmp_path, colours):
    """Bars are still painted in forced colours and in print."""
    site = write_site(LATER, RESULTS, tmp_path)
    with opened_page(browser, now=moment(LATER, RESULTS)) as page:
        if colours == "forced":
            page.emulate_media(forced_colors="active")
        else:
            page.emulate_media(media="print")
        page.goto((site / SAID).as_uri())
        fill, ground = page.evaluate(
            """() => { const bar = document.querySelector('.bar rect');
            return [getComputedStyle(bar).fill, getComputedStyle(document.body).backgroundColor] }"""
        )
        width = page.evaluate("document.querySelector('.bar rect').getBoundingClientRect().width")
    assert fill != ground
    assert width > 20

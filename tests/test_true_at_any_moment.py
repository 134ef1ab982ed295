"""A page built at any moment and read at any later one says nothing false, and its script never offers too much.

The pages' sentences are parsed by an independent parser, which knows English dates and nothing about the code that
wrote them, and are compared with the facts.
"""

import json
import re
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from microsite.cli import engine_templates
from microsite.model.status import Status, stages, status_at
from microsite.pipeline import make_site
from tests.built_sites import ROOT
from tests.engines.browser import opened_page
from tests.life_sites import LIVES, built_at, folder_of
from tests.pairs import chosen_by_pairs
from tests.small_sites import write_files
from tests.visible import text_of

ZONE = ZoneInfo("Europe/London")
MONTHS: Sequence[str] = "January February March April May June July August September October November December".split()
DAY = rf"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d+ (?:{'|'.join(MONTHS)}) \d{{4}}"
MOMENT = rf"(?:the end of {DAY}|\d+(?::\d\d)?[ap]m on {DAY}|midday on {DAY}|{DAY})"
SECOND = timedelta(seconds=1)
#: Lives that between them have all that the others have; the others are tried with the whole matrix.
ALWAYS = ("as-planned", "paused-and-extended", "decided", "withdrawn-before-opening")
TRIED = [pytest.param(life, marks=() if life in ALWAYS else pytest.mark.full) for life in LIVES]
#: Lives that every run builds at each boundary.
TRIED_AT_BOUNDARIES = [
    pytest.param(life, marks=() if life in ("as-planned", "decided") else pytest.mark.full) for life in LIVES
]
#: Lives whose pairs of moments every run also tries in a browser.
TRIED_IN_BROWSER = [
    pytest.param(life, marks=() if life == "paused-and-extended" else pytest.mark.full) for life in LIVES
]
#: Three kinds of pages that show the status; pairs of moments are tried on one of them, chosen pairwise.
WITH_STATUS = ("index.html", "have-your-say.html", "play.html")
STATUS_AND_OFFERS = """() => [document.querySelector('[data-status]').dataset.status,
  [...document.querySelectorAll('[data-survey]')].filter(each => each.checkVisibility()).length]"""
SAID = """() => Object.fromEntries([...document.querySelectorAll('[data-says]:not([data-says] *)')].map(
  each => [each.dataset.says, each.innerText.replaceAll(/\\s+/g, ' ').trim()]))"""
BEFORE = datetime(2027, 3, 1, tzinfo=UTC)


def read_moment(text: str) -> datetime:
    """Parse a moment as a reader would understand it."""
    day = re.search(DAY, text)
    assert day, text
    name, number, month, year = day[0].split()
    date = datetime(int(year), MONTHS.index(month) + 1, int(number), tzinfo=ZONE)
    assert date.strftime("%A") == name, text
    if text.startswith("the end of"):
        return date + timedelta(days=1)
    clock = re.match(r"(\d+)(?::(\d\d))?([ap])m", text)
    if text.startswith("midday"):
        return date.replace(hour=12)
    if not clock:
        return date
    return date.replace(hour=int(clock[1]) % 12 + (12 if clock[3] == "p" else 0), minute=int(clock[2] or 0))


def claimed_spans(sentence: str, made: datetime) -> list[tuple[datetime, datetime]]:
    """Parse a sentence that was written at a moment: when it says that people can answer, from then on."""
    found = [
        (read_moment(match[1]), read_moment(match[2]))
        for match in re.finditer(rf"from ({MOMENT}) until ({MOMENT})", sentence)
    ]
    rest = re.sub(rf"from {MOMENT} until {MOMENT}", "", sentence)
    paused = re.search(rf"Paused until ({MOMENT}), then open until ({MOMENT})", rest)
    until = re.search(rf"(?:Open|Open again|You can answer) until ({MOMENT})", rest)
    if paused:
        found.insert(0, (read_moment(paused[1]), read_moment(paused[2])))
    elif until:
        found.insert(0, (made, read_moment(until[1])))
    return found


def moments_of(dates) -> list[datetime]:
    """Return the moments a second before, at and after each change, and well before the first and after the last."""
    changes = [each.since.astimezone(UTC) for each in stages(dates) if each.since]
    found = [changes[0] - timedelta(days=5), changes[-1] + timedelta(days=500)]
    for moment in changes:
        found += [moment - SECOND, moment, moment + SECOND]
    return sorted(found)


def all_moments(life: str) -> list[datetime]:
    """Return the moments of a life at which its pages are read."""
    site = built_at(life, BEFORE).site
    assert site
    return moments_of(site.dates)


def made_moments(life: str) -> list[datetime]:
    """Return the first moment of each period during which the pages stay the same."""
    site = built_at(life, BEFORE).site
    assert site
    changes = sorted({each.at.astimezone(UTC) for each in site.dated_changes if each.changes_pages})
    return [BEFORE, *changes]


def status_sentences(page: str) -> list[str]:
    """Return a page's status sentences, as seen without script."""
    return [text_of(each) for each in re.findall(r'<p class="status"[^>]*>(.*?)</p>', page, re.DOTALL)]


def survey_sentences(page: str) -> list[str]:
    """Return a page's sentences next to links to the survey."""
    return re.findall(r"You can answer [^.]*\([^)]*\)", text_of(page))


@pytest.mark.parametrize("life", TRIED)
def test_every_sentence_is_true_later(life):
    """Whatever a page says about when people can answer agrees with the facts at each later moment."""
    for made in made_moments(life):
        build = built_at(life, made)
        assert build.site
        on_pages: dict[str, str] = {}
        for path, content in build.files.items():
            if not path.endswith(".html") or 'http-equiv="refresh"' in content.decode() or path == "404.html":
                continue
            page = content.decode()
            sentences = [*status_sentences(page), *survey_sentences(page)]
            assert sentences, path
            on_pages |= dict.fromkeys(sentences, path)
        really = {
            moment: status_at(build.site.dates, moment).takes_answers for moment in all_moments(life) if moment >= made
        }
        for sentence, path in on_pages.items():
            claimed = claimed_spans(sentence, made)
            for moment, real in really.items():
                if "Withdrawn" not in sentence and "Replaced" not in sentence:
                    claims = any(start <= moment < end for start, end in claimed)
                    assert claims == real, (life, path, made, moment, sentence)


@pytest.mark.parametrize("life", TRIED)
def test_what_is_past_is_past(life):
    """“Closed at”, “published” and “was due by” name moments that are past when the page is built."""
    for made in made_moments(life):
        site = built_at(life, made).site
        assert site
        for sentence in status_sentences(built_at(life, made).files["index.html"].decode()):
            closed = re.search(rf"Closed at ({MOMENT})", sentence)
            if closed:
                assert read_moment(closed[1]) <= made
                assert not status_at(site.dates, made).takes_answers
            published = re.search(rf"published ({MOMENT})", sentence)
            if published:
                assert read_moment(published[1]) <= made and status_at(site.dates, made) == "outcome_published"
            due = re.search(rf"was due by ({MOMENT})", sentence)
            if due:
                assert read_moment(due[1]) <= made and status_at(site.dates, made) == "outcome_overdue"


@pytest.mark.parametrize("life", TRIED)
def test_says_what_holds(life):
    """In each stage, the attribute for programs and the sentence agree with it."""
    words = {
        "upcoming": "Open from",
        "open": "Open until",
        "closing_soon": "Open until",
        "reopened": "Open again until",
        "paused": "Paused until",
        "withdrawn": "Withdrawn from",
        "superseded": "Replaced by another consultation from",
    }
    for made in made_moments(life):
        build = built_at(life, made)
        assert build.site
        page = build.files["index.html"].decode()
        status = build.site.status
        assert f'data-status="{status}"' in page
        sentence = status_sentences(page)[0]
        if life != "withdrawn-before-opening":
            assert sentence.startswith(words.get(status, "Closed at")), sentence
        assert "(UK time)" in sentence


@pytest.mark.parametrize("life", TRIED_AT_BOUNDARIES)
def test_same_bytes_between_boundaries(life):
    """Two builds between the same two changes are byte-for-byte the same."""
    ends = [*made_moments(life), datetime(2035, 1, 1, tzinfo=UTC)]
    for start, end in pairwise(ends):
        early, late = built_at(life, start), built_at(life, end - SECOND)
        assert early.files == late.files, (life, start, end)


@pytest.mark.full
@pytest.mark.parametrize("life", TRIED_IN_BROWSER)
def test_script_never_offers_what_has_closed(life, browser, tmp_path):
    """With script, a page built at any moment and opened at any later one shows the stage of the later moment.

    Every second pair of moments is tried.
    """
    wrong = []
    moments = all_moments(life)
    rows = chosen_by_pairs(
        {"made": made_moments(life), "moment": moments, "path": WITH_STATUS},
        lambda made, moment, path: moment >= made,
    )
    made_at = made_moments(life)
    for number, made in enumerate(made_at):
        write_pages(life, made, tmp_path / str(number))
    with opened_page(browser, now=moments[0].astimezone(ZONE)) as page:
        for turn, moment in enumerate(moments):
            page.clock.set_fixed_time(moment)
            for row in (row for row in rows if row["moment"] == moment):
                number, path = made_at.index(row["made"]), row["path"]
                if (number + turn) % 2:
                    continue
                site = built_at(life, row["made"]).site
                assert site
                real = status_at(site.shown_dates, moment)
                page.goto((tmp_path / str(number) / path).as_uri())
                status, offered = page.evaluate(STATUS_AND_OFFERS)
                if status != real or bool(offered) != real.takes_answers:
                    wrong.append((life, row["made"], moment, path, status, str(real), offered))
    assert wrong == []


def write_pages(life, made, folder):
    """Write the pages, scripts and styles of a site built at one moment."""
    files = built_at(life, made).files
    write_files({path: files[path] for path in files if path.endswith((".html", ".js", ".css"))}, folder)


@pytest.mark.parametrize("life", TRIED_IN_BROWSER)
def test_script_says_what_a_new_build_would(life, browser, tmp_path, all_combinations):
    """A page that was built earlier says, word for word, what a page built at the moment of reading says.

    Each pair of moments is tried on one of the two pages; by default, every second pair.
    """
    one_of = 2 if all_combinations else 4
    moments = made_moments(life)
    for number, moment in enumerate(moments):
        write_pages(life, moment, tmp_path / str(number))
    wrong = []
    with opened_page(browser, now=moments[0].astimezone(ZONE)) as page:
        for now, moment in enumerate(moments):
            page.clock.set_fixed_time(moment)
            here = _facts_known(life, moment)
            alike = [made for made in range(now + 1) if _facts_known(life, moments[made]) == here]
            for turn, path in enumerate(("index.html", "have-your-say.html")):
                said = {}
                for made in alike:
                    if made != now and (made + now + turn) % one_of:
                        continue
                    page.goto((tmp_path / str(made) / path).as_uri())
                    said[made] = page.evaluate(SAID)
                for made, earlier in said.items():
                    both = earlier.keys() & said[now].keys()
                    assert both >= ({"status", "next"} if path == "index.html" else {"status"})
                    wrong += [
                        (made, now, earlier[name], said[now][name]) for name in both if earlier[name] != said[now][name]
                    ]
    assert wrong == []


def _facts_known(life: str, moment: datetime) -> tuple[object, ...]:
    site = built_at(life, moment).site
    assert site
    return site.dates, site.consultation.known_outcome, site.consultation.results


@pytest.mark.parametrize("life", TRIED)
def test_no_sentence_of_another_stage_stands_in_a_page(life):
    """All text of a page, hidden or not, belongs to the stage it was built in: text browsers show all of it."""
    said = {}
    for made in made_moments(life):
        files = built_at(life, made).files
        pages = {path: files[path].decode() for path in files if path.endswith(".html")}
        said[made] = ({each for page in pages.values() for each in status_sentences(page)}, pages)
    for made, (own, pages) in said.items():
        others = {each for sentences, _ in said.values() for each in sentences} - own
        for path, page in pages.items():
            text = text_of(page)
            assert not [each for each in others if each in text], (made, path)
            takes = "Thank you to everybody who answered" in text
            assert not (takes and 'data-status="open"' in page), (made, path)
            assert " hidden" not in re.sub(r'aria-hidden="true"', "", page), (made, path)


@pytest.mark.parametrize(
    ("now", "status", "sentence"),
    [
        ("2021-08-01T12:00", "upcoming", "Open from Monday 9 August 2021 until the end of Monday 1 November 2021"),
        ("2021-08-09T00:00", "open", "Open until the end of Monday 1 November 2021"),
        ("2021-11-01T23:59", "closing_soon", "Open until the end of Monday 1 November 2021"),
        ("2021-11-02T00:00", "closed", "Closed at the end of Monday 1 November 2021"),
    ],
)
def test_first_site(now, status, sentence):
    """The first site's status is correct before the opening, on the first day, in the last minute and afterwards."""
    build = make_site(ROOT, engine_templates(), datetime.fromisoformat(now))
    assert build.site and build.site.status == Status(status)
    for path, content in build.files.items():
        if path.endswith(".html") and path != "404.html" and 'http-equiv="refresh"' not in content.decode():
            assert status_sentences(content.decode()) == [f"{sentence} (UK time)"], path


def test_outcome_stays_out_until_its_day():
    """Before its publication, the outcome is in no file; from then on it leads the home page."""
    before = built_at("decided", datetime(2027, 10, 25, 9, 59, 59, tzinfo=ZONE).astimezone(UTC))
    assert not any(b"All eleven are built" in content for content in before.files.values())
    assert b"A decision in autumn." in before.files["have-your-say.html"]
    after = built_at("decided", datetime(2027, 10, 25, 10, tzinfo=ZONE).astimezone(UTC))
    home = after.files["index.html"].decode()
    assert home.index("All eleven are built") < home.index("What we asked about") < home.index("site-priorities")
    assert 'href="#site-outcome"' not in home and '<a class="button" href="where-we-are.html">' in home


def test_results_stay_out_until_their_day():
    """The number of answers is shown from the day of its publication."""
    before = built_at("decided", datetime(2027, 8, 19, 12, tzinfo=UTC)).files["have-your-say.html"].decode()
    after = built_at("decided", datetime(2027, 8, 20, 12, tzinfo=UTC)).files["have-your-say.html"].decode()
    assert "We got 2,310 answers." not in before and "We got 2,310 answers." in after


@pytest.mark.parametrize("life", TRIED)
def test_plans_are_told_as_plans_once_more_is_known(life):
    """Once there are results or an outcome, what the author wrote about the time after the close is shown as a plan.

    Before that, it is shown as what happens next.
    """
    for made in made_moments(life):
        build = built_at(life, made)
        site = build.site
        assert site
        page = build.files["have-your-say.html"].decode()
        ended = site.status in (
            Status.OUTCOME_PUBLISHED,
            Status.NO_OUTCOME_EXPECTED,
            Status.WITHDRAWN,
            Status.SUPERSEDED,
        )
        past = ended or (site.consultation.results is not None and not site.takes_answers)
        order = [page.find(part) for part in ('id="site-planned"', "A summary goes to the Parks Forum")]
        assert (-1 < order[0] < order[1]) if past else order[0] == -1 < order[1], made
        assert not (past and "is reading every answer" in text_of(page)), made


@pytest.mark.parametrize("life", ["withdrawn", "superseded"])
@pytest.mark.parametrize("day", [datetime(2027, 5, 25), datetime(2027, 6, 2), datetime(2028, 1, 1)])
def test_nothing_is_promised_after_an_early_end(life, day):
    """Events after the end are cancelled in every format, plans are shown as plans, and no result is promised."""
    files = {path: content.decode() for path, content in built_at(life, day.replace(tzinfo=UTC)).files.items()
             if path.endswith((".html", ".ics", ".json"))}  # fmt: skip
    events = text_of(files["events.html"])
    assert "Cancelled: Park open days" in events and "Cancelled: A walk" not in events
    calendars = {path: text for path, text in files.items() if path.startswith("calendar/") and "Park open" in text}
    assert calendars and all("STATUS:CANCELLED" in text for text in calendars.values())
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', files["index.html"])
    assert data
    found = {each["name"]: each["eventStatus"].rpartition("/")[2] for each in json.loads(data[1])["subEvent"]}
    assert found["Park open days"] == "EventCancelled" and found["A walk through the Outer Quays"] == "EventScheduled"
    assert "promised_by" not in files["consultation.json"] and '"expected"' not in files["consultation.json"]
    home = text_of(files["index.html"])
    for plan in ("By 31 October 2027", "Spring 2028", "2028–2038"):
        assert f"Planned: {plan}" in home
    assert "Result due" not in home


def test_event_that_takes_place_all_the_same(tmp_path):
    """`cancelled: no` keeps an event after the end from being cancelled."""
    site = shutil.copytree(folder_of("withdrawn"), tmp_path / "site")
    file = site / "content/data/events.yaml"
    last_day = "  end: 2027-06-20\n"
    events = file.read_text(encoding="utf-8").replace(last_day, f"{last_day}  cancelled: no\n")
    file.write_text(events, encoding="utf-8")
    build = make_site(site, engine_templates(), datetime(2027, 6, 2))
    assert "Cancelled: Park open days" not in text_of(build.files["events.html"].decode())


def test_words_for_a_day_are_a_plan_once_the_outcome_is_there():
    """From the publication of the outcome, “By 31 October” in the author's own words is shown as planned."""
    before, after = (
        text_of(built_at("decided", datetime(2027, 10, day, 12, tzinfo=UTC)).files["index.html"].decode())
        for day in (24, 26)
    )
    assert "Planned: By 31 October 2027" not in before and "By 31 October 2027" in before
    assert "Planned: By 31 October 2027" in after and "Planned: 2028" not in after


def test_newest_change_knows_the_outcome():
    """The newest change on the home page is the outcome or the results, once they are out."""
    newest = r'<p class="newest">(.*?)</p>'
    known = {}
    for moment in (datetime(2027, 6, 30), datetime(2027, 8, 21), datetime(2027, 10, 26)):
        page = built_at("decided", moment.replace(tzinfo=UTC)).files["index.html"].decode()
        found = re.search(newest, page)
        assert found
        known[moment.month] = text_of(found[1])
    assert "All changes" in known[6]
    assert "Friday 20 August 2027: Answers published Read it" in known[8]
    assert "Monday 25 October 2027: Result published Read it" in known[10]

"""The status script in a real browser with a fake clock: it shows the stage that follows from the facts."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from microsite.cli import engine_templates
from microsite.model.status import Status, stages
from microsite.pipeline import make_site
from tests.cases import dates_of, status_rows
from tests.drawn_once import DrawnOnce
from tests.engines.browser import new_context

#: Readers' time zones: the site's own, the far ends of the date line, and one without summer time.
ZONES = ("Europe/London", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata")
TRIED = [pytest.param(zone, marks=() if zone == "Pacific/Kiritimati" else pytest.mark.full) for zone in ZONES]
SCRIPT = (Path(__file__).parent.parent / "templates/scripts/status.js").read_text(encoding="utf-8")
HARBOUR = Path(__file__).parent / "sites/harbour-town"
MOST_BYTES = 2048
#: A fake clock for a page: each time that Playwright's own is set, it leaves a script that every later page runs.
CLOCK = """{ const Real = Date; Date = class extends Real {
  constructor(...given) { super(...(given.length ? given : [%d])) }
  static now() { return new Date().getTime() }
} }
"""
#: Returns for each page its status for programs, its status for readers, and whether the survey is offered.
SHOWN = """async texts => {
  const shown = []
  for (const text of texts) {
    const frame = document.createElement('iframe')
    frame.srcdoc = text
    await new Promise(done => { frame.onload = done; document.body.replaceChildren(frame) })
    const seen = name => frame.contentDocument.querySelector(name)
    shown.push([seen('[data-status]').dataset.status, seen('[data-says]').textContent,
      seen('[data-survey]').checkVisibility()])
  }
  return shown
}"""


def page_of(facts, now) -> str:
    """Build a minimal page for the script, made before the opening, with a clock that always says `now`."""
    said = [
        {
            "since": round(each.since.timestamp()) if each.since else 0,
            "status": each.status.value,
            "says": {"status": [each.status.value]},
        }
        for each in stages(dates_of(facts))
    ]
    data = {"zone": facts["time_zone"], "page": "en", "words": {"lang": "en"}, "elsewhere": "{moment}", "stages": said}
    return (
        f"<!doctype html><html lang=en><body><p data-status=none><span data-says=status>{said[0]['status']}</span></p>"
        "<p data-announce></p><a data-survey href='#'>Take the survey</a>"
        f"<script type='application/json' id='site-stages'>{json.dumps(data)}</script>"
        f"<script>{CLOCK % round(now.timestamp() * 1000)}{SCRIPT}</script></body></html>"
    )


@pytest.mark.parametrize("zone", TRIED)
def test_truth_table(zone, browser):
    """Each row of cases/status.yaml is true in the browser too, whatever the reader's time zone."""
    context = new_context(browser, timezone_id=zone)
    page = context.new_page()
    wrong = []
    rows = status_rows()
    for row, shown in zip(rows, page.evaluate(SHOWN, [page_of(row.facts, row.now) for row in rows]), strict=True):
        if shown != [row.status, row.status, Status(row.status).takes_answers]:
            wrong.append((str(row), shown))
    context.close()
    assert wrong == []


@cache
def harbour(now: str) -> Mapping[str, bytes]:
    """Build the made-up site at one moment."""
    return make_site(HARBOUR, engine_templates(), datetime.fromisoformat(now), store=DrawnOnce()).files


def page_with_timers(context, now):
    """Open a page whose clock and timers only move when a test moves them."""
    page = context.new_page()
    page.clock.install(time=now - timedelta(seconds=1))
    page.clock.pause_at(now)
    return page


@pytest.fixture(scope="module")
def page(browser):
    """A browser page of a reader in London, whose clock stays where a test sets it."""
    context = new_context(browser, timezone_id="Europe/London", locale="en-GB")
    yield context.new_page()
    context.close()


@pytest.fixture
def written(tmp_path):
    """A function that writes the made-up site at one moment and returns the address of a page, by default home."""

    def write(now: str, name: str = "index.html") -> str:
        for path, content in harbour(now).items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        return (tmp_path / name).as_uri()

    return write


def status_text(page) -> str:
    """Return the status sentence that a reader sees."""
    return " ".join(page.locator("main .status").inner_text().split())


@pytest.mark.parametrize(
    ("now", "ends"),
    [
        ("2027-05-12T08:00:00Z", "– closes in 53 days."),
        ("2027-06-30T08:00:00Z", "– closes in 4 days."),
        ("2027-07-02T23:30:00Z", "– closes tomorrow at 11:59pm."),
        ("2027-07-04T08:00:00Z", "– closes today at 11:59pm."),
        ("2027-07-04T22:58:30Z", "– closes today at 11:59pm."),
    ],
)
def test_counts_down(now, ends, written, page):
    """The time left is given in days in the consultation's time zone, after the closing time itself."""
    page.clock.set_fixed_time(datetime.fromisoformat(now))
    page.goto(written("2027-05-12T09:00"))
    assert status_text(page) == f"Open until 11:59pm on Sunday 4 July 2027 (UK time) {ends}"


@pytest.mark.parametrize("media", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}, {"media": "print"}])
def test_present_point_is_told_by_word_and_shape(media, written, page):
    """The timeline's present point has a word and a ring; past points are filled by their borders; others aren't."""
    page.emulate_media(**media)
    page.clock.set_fixed_time(datetime(2027, 5, 12, 8, tzinfo=UTC))
    page.goto(written("2027-05-12T09:00"))
    shown = page.evaluate("""() => ['past', 'present', 'to-come'].map(time => {
      const point = document.querySelector(`[data-time=${time}]`), dot = getComputedStyle(point, '::before')
      const word = getComputedStyle(point.querySelector('.timeline__when'), '::after').content
      return [2 * parseFloat(dot.borderTopWidth) >= parseFloat(dot.height), dot.outlineStyle, word]
    })""")
    page.emulate_media(color_scheme="no-preference", forced_colors="none", media="screen")
    assert shown == [[True, "none", "none"], [True, "solid", '" – now"'], [False, "none", "none"]]


def test_reader_elsewhere_sees_both_clocks(written, browser):
    """A reader in another time zone sees the closing time in both zones."""
    context = new_context(browser, timezone_id="America/New_York", locale="en-GB")
    page = context.new_page()
    page.clock.set_fixed_time(datetime(2027, 7, 1, tzinfo=UTC))
    page.goto(written("2027-05-12T09:00"))
    said = status_text(page)
    assert said.startswith("Open until 11:59pm on Sunday 4 July 2027 (UK time) – closes in 3 days. Where you are:")
    assert "4 July 2027" in said.partition("Where you are:")[2] and "18:59" in said
    context.close()


def test_switches_while_the_page_is_open(written, browser):
    """At the moment of the close, a page in a browser changes, announces it once, and stops offering the survey."""
    context = new_context(browser, timezone_id="Europe/London", locale="en-GB")
    page = page_with_timers(context, datetime(2027, 7, 4, 22, 58, 50, tzinfo=UTC))
    page.goto(written("2027-05-12T09:00"))
    assert page.locator("[data-survey]:visible").count() == 1
    assert page.locator("[data-announce]").text_content() == ""
    page.clock.run_for(9_000)
    assert page.locator("[data-survey]:visible").count() == 1
    page.clock.run_for(2_000)
    assert page.locator("[data-survey]:visible").count() == 0
    assert status_text(page) == "Closed at 11:59pm on Sunday 4 July 2027 (UK time)"
    said = "Closed at 11:59pm on Sunday 4\u00a0July 2027 (UK time)"
    assert page.locator("[data-announce]").text_content() == said
    page.evaluate("document.querySelector('[data-announce]').textContent = 'said'")
    page.clock.run_for(3_600_000)
    assert page.locator("[data-announce]").text_content() == "said"
    context.close()


def test_opens_while_the_page_is_open(written, browser):
    """At the moment of the opening, the survey becomes the only button."""
    context = new_context(browser, timezone_id="Asia/Kolkata", locale="en-GB")
    page = page_with_timers(context, datetime(2027, 4, 12, 7, 59, 30, tzinfo=UTC))
    page.goto(written("2027-04-01T09:00"))
    assert page.locator("a.button:visible").inner_text() == "Add the opening date to your calendar"
    assert page.locator("[data-survey]:visible").count() == 0
    page.clock.run_for(31_000)
    assert page.locator("a.button:visible").inner_text().startswith("Take the survey")
    context.close()


def test_long_timers_do_not_fire_at_once(written, browser):
    """A change more than 24 days away, which overflows a browser's timer, doesn't happen at once."""
    context = new_context(browser, timezone_id="Europe/London")
    page = page_with_timers(context, datetime(2027, 4, 20, 12, tzinfo=UTC))
    page.goto(written("2027-05-12T09:00"))
    page.clock.run_for(5_000)
    assert page.locator("[data-status]").get_attribute("data-status") == "open"
    page.clock.run_for(26 * 3600 * 1000)
    assert page.locator("[data-status]").get_attribute("data-status") == "open"
    context.close()


def test_wakes_from_sleep_and_from_the_back_button(written, browser):
    """A page that slept through the close changes when it is shown again, even from the back/forward cache."""
    context = new_context(browser, timezone_id="Europe/London")
    for event in ("pageshow", "visibilitychange"):
        page = context.new_page()
        page.clock.set_fixed_time(datetime(2027, 7, 1, tzinfo=UTC))
        page.goto(written("2027-05-12T09:00"))
        page.clock.set_fixed_time(datetime(2027, 7, 5, tzinfo=UTC))
        assert page.locator("[data-survey]:visible").count() == 1
        target = "window" if event == "pageshow" else "document"
        page.evaluate(f"{target}.dispatchEvent(new Event('{event}'))")
        assert page.locator("[data-survey]:visible").count() == 0
        page.close()
    context.close()


@pytest.mark.parametrize("year", [1970, 2024, 2099])
def test_clock_that_cannot_be_right(year, written, page):
    """If the reader's clock is wrong by years, the page stays as it was built."""
    page.clock.set_fixed_time(datetime(year, 7, 1, tzinfo=UTC))
    page.goto(written("2027-05-12T09:00"))
    assert status_text(page) == "Open until 11:59pm on Sunday 4 July 2027 (UK time)"
    assert page.locator("[data-survey]:visible").count() == 1


def test_clock_that_jumps_back(written, page):
    """If the clock jumps back, what has closed doesn't open again, and no days are counted down."""
    page.clock.set_fixed_time(datetime(2027, 7, 5, tzinfo=UTC))
    page.goto(written("2027-05-12T09:00"))
    page.clock.set_fixed_time(datetime(2027, 7, 5, tzinfo=UTC) - timedelta(days=3))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert status_text(page) == "Closed at 11:59pm on Sunday 4 July 2027 (UK time)"
    assert page.locator("[data-survey]:visible").count() == 0


def translate(page):
    """Do what a browser's translator does to a page: replace its text."""
    page.evaluate("""() => {
      for (const slot of document.querySelectorAll('[data-says] time')) {
        const font = document.createElement('font')
        font.textContent = 'niedziela, 4 lipca 2027'
        slot.replaceChildren(font)
      }
    }""")


def test_translated_page_keeps_its_sentence(written, browser):
    """On a page that the browser has translated, the sentence is left alone, but the survey still goes."""
    context = new_context(browser, timezone_id="Europe/Warsaw", locale="pl")
    page = page_with_timers(context, datetime(2027, 7, 4, 22, 58, 50, tzinfo=UTC))
    page.goto(written("2027-05-12T09:00"))
    translate(page)
    page.clock.run_for(11_000)
    assert status_text(page) == "Open until niedziela, 4 lipca 2027 (UK time)"
    assert page.locator("[data-survey]:visible").count() == 0
    context.close()


def test_page_from_a_translator_keeps_its_sentence(written, tmp_path, page):
    """On a copy of the page whose language has been changed, the sentence is left alone, but the survey still goes."""
    page.clock.set_fixed_time(datetime(2027, 7, 6, tzinfo=UTC))
    address = written("2027-05-12T09:00")
    file = tmp_path / "index.html"
    file.write_text(file.read_text(encoding="utf-8").replace('lang="en-GB"', 'lang="pl"', 1), encoding="utf-8")
    page.goto(address)
    assert status_text(page) == "Open until 11:59pm on Sunday 4 July 2027 (UK time)"
    assert page.locator("[data-survey]:visible").count() == 0


def test_after_closing_the_editors_words_stand(written, page):
    """After the close, the author's own text is shown in place of the survey."""
    page.clock.set_fixed_time(datetime(2027, 7, 6, tzinfo=UTC))
    page.goto(written("2027-05-12T09:00", "have-your-say.html"))
    assert page.get_by_text("Thank you to everybody who answered.").first.is_visible()
    assert page.locator("[data-survey]:visible").count() == 0
    assert page.locator("[data-until-over]").count() == 1
    assert page.locator("[data-until-over]:visible").count() == 0


def test_script_is_small():
    """The script is smaller than 2 kB compressed, and is only published if there is something left for it to do."""
    import gzip

    assert len(gzip.compress(SCRIPT.encode(), 9, mtime=0)) < MOST_BYTES
    assert not any(path.endswith(".js") for path in harbour("2027-12-01T09:00"))
    assert any(path.endswith(".js") for path in harbour("2027-05-12T09:00"))

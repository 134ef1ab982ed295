"""What readers are told in lists: times, sizes, numbers and formats; also logo shapes and the navigation."""

from datetime import date, time

import pytest

from microsite.cli import engine_templates
from microsite.render.file_facts import file_facts, file_size
from microsite.render.list_view import ListView
from microsite.render.navigation import MOST_ENTRIES, Navigation
from microsite.render.pictures import logo_shape
from microsite.render.wording import Wording
from microsite.render.words import Words, read_words
from microsite.validate.date_types import LocalMoment
from tests.built_sites import SITES, STATES, built

WORDS = Words(read_words((engine_templates() / "locales/en.yaml").read_text(encoding="utf-8")))


def site_of(name: str, state: str):
    """Return the model of a site."""
    site = built(name, state).site
    assert site
    return site


def wording() -> Wording:
    """Return the wording of the made-up town's site."""
    return Wording(site_of("harbour-town", "open"), WORDS)


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ((20, 14), (20, 19), "Thursday 20 May 2027, 2pm to 7pm (UK time)"),
        ((20, 14), (21, 11), "Thursday 20 May 2027, 2pm to Friday 21 May 2027, 11am (UK time)"),
        ((20, 14), None, "Thursday 20 May 2027, 2pm (UK time)"),
        ((20, None), (21, None), "Thursday 20 May 2027 to Friday 21 May 2027"),
        ((20, None), None, "Thursday 20 May 2027"),
    ],
)
def test_event_time(start, end, said):
    """An event's time names its day, and the time zone if there is a time of day."""
    moments = [each and LocalMoment(date(2027, 5, each[0]), each[1] and time(each[1])) for each in (start, end)]
    assert wording().event_time(moments[0], moments[1]).striptags() == said


@pytest.mark.parametrize(
    ("numbers", "said"), [([3], "3"), ([3, 4], "3 and 4"), ([3, 4, 5, 6], "3 to 6"), ([1, 3, 7], "1, 3 and 7")]
)
def test_numbers(numbers, said):
    """Consecutive numbers are written as a range, others one by one."""
    assert wording().numbers(numbers) == said


@pytest.mark.parametrize(
    ("size", "said"),
    [(0, "1 kB"), (160_400, "160 kB"), (999_499, "999 kB"), (999_500, "1.0 MB"), (2_440_000, "2.4 MB")],
)
def test_file_size(size, said):
    """A file's size is in thousands or millions of bytes."""
    assert file_size(WORDS, size) == said


def test_file_facts():
    """A file's type is known from its extension; the size is shown if it was measured."""
    assert file_facts(WORDS, "content/media/Plan.PDF", 160_400) == ["PDF", "160 kB"]
    assert file_facts(WORDS, "https://example.org/plan.pdf?v=1", None) == ["PDF"]
    assert file_facts(WORDS, "https://example.org/plan", None) == []
    assert file_facts(WORDS, "content/media/plan.xyz", 2000) == ["XYZ", "2 kB"]


@pytest.mark.parametrize(
    ("width", "height", "shape"),
    [
        (40, 100, "tall"),
        (100, 100, "square"),
        (200, 100, "wide"),
        (400, 100, "wider"),
        (1000, 100, "strip"),
        (None, 9, ""),
    ],
)
def test_logo_shape(width, height, shape):
    """A logo is classified by its proportions."""
    assert logo_shape(width, height) == shape


@pytest.mark.parametrize("name", SITES)
@pytest.mark.parametrize("state", STATES)
def test_navigation(name, state):
    """The navigation has at most six entries, answering comes last, and after the closing it invites nobody."""
    entries = Navigation(site_of(name, state), WORDS).main(lambda path: path, "strategy")
    assert len(entries) <= MOST_ENTRIES
    closed = "What happens next" if site_of(name, state).consultation.next_steps else "How people could answer"
    last = closed if state == "closed" else "Have your say"
    assert (entries[-1]["text"], entries[-1]["href"]) == (last, "have-your-say.html")
    assert [entry["current"] for entry in entries].count("true") == 1


def test_every_format_has_a_state():
    """Each format of a document is there, available on request, or not offered for a reason."""
    site = site_of("harbour-town", "open")
    document = ListView(site, WORDS, wording()).documents(lambda path: path)[0]
    states = [(bool(each["href"]), bool(each["on_request"]), bool(each["not_offered"])) for each in document["formats"]]
    assert all(sum(state) == 1 for state in states) and {state.index(True) for state in states} == {0, 1, 2}

"""Texts that tell readers nothing are told, and words that say something are not; so are numbers with letters."""

import pytest

from microsite.problems import Location
from microsite.validate.contact_mistakes import refused_phone
from microsite.validate.date_mistakes import unclear_date
from microsite.validate.field_types import LocalText, PostalLines
from microsite.validate.record_fields import Field
from microsite.validate.words_warning import words_warning


def code(key, text, kind: type = LocalText):
    """The code of what is said of a value."""
    problem = words_warning(text, Field(kind, required=False, description="When."), Location(file="a.yaml"), key)
    return problem.code if problem else ""


@pytest.mark.parametrize("text", ["yes", "Yes.", "y", "TRUE", "no", "ok", "none", "✓", "-"])
def test_bare_answer(text):
    """A word alone is no answer to when, how or who."""
    assert code("events[1].booking", text) == "CONF-031"


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("questions[1].answers[1]", "Yes"),
        ("faqs[1].answer", "No."),
        ("quotes[1].text", "Yes!"),
        ("place", "NO"),
        ("events[1].interpreter", "British Sign Language"),
        ("events[1].booking", "No booking needed"),
        ("events[1].where", "Online"),
        ("events[1].where", "Library, S1 2HH"),
    ],
)
def test_words(key, text):
    """What is an answer, a name or a sentence is left alone."""
    assert code(key, text) == ""


@pytest.mark.parametrize("text", ["S1 2HH", "sw1a1aa", "Postcode: S1 2HH.", "10115", "90210-1234"])
def test_postcode(text):
    """A postcode is no place and no address."""
    assert code("events[1].where", text) == code("contact.post", text, PostalLines) == "CONF-032"
    assert code("contact.hours", text) == ""


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("0800 PARKS", "0800 72757"),
        ("01632 PARKS1", "01632 727571"),
        ("1-800-PARKS", "1-800-72757"),
        ("Freephone 0800 FLOWERS (free)", "0800 3569377"),
    ],
)
def test_letters_in_number(typed, digits):
    """A word in a number is given as the digits on its keys."""
    assert refused_phone(typed).write == [(digits, "")]


@pytest.mark.parametrize("typed", ["0800 TBC", "0800 GREEN BINS PLEASE", "PARKS", "01632 Monday"])
def test_no_digits(typed):
    """Where that gives no number, none is given."""
    assert refused_phone(typed).write == ()


def test_days_apart():
    """Days that do not follow each other are no span."""
    advice = unclear_date("3 and 17 May 2027, 2pm to 4pm").to_write("start", None, None)[1]
    assert advice == (
        "Make an item of each day: one with start: 2027-05-03 14:00 and end: 2027-05-03 16:00, and one with start: "
        "2027-05-17 14:00 and end: 2027-05-17 16:00"
    )

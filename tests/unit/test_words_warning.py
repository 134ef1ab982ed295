"""Values that tell readers nothing are reported; letters in telephone numbers and unclear dates get corrections."""

import pytest

from microsite.problems import Location
from microsite.validate.contact_mistakes import phone_error
from microsite.validate.date_mistakes import date_error
from microsite.validate.field_types import LocalText, PostalLines
from microsite.validate.record_fields import Field
from microsite.validate.words_warning import words_warning


def code(key, text, kind: type = LocalText):
    """Return the code of the problem with a value, or an empty string."""
    problem = words_warning(text, Field(kind, required=False, description="When."), Location(file="a.yaml"), key)
    return problem.code if problem else ""


@pytest.mark.parametrize("text", ["yes", "Yes.", "y", "TRUE", "no", "ok", "none", "✓", "-"])
def test_bare_answer(text):
    """A bare yes or no does not say when, how or who."""
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
    """An answer, a name or a sentence is left alone."""
    assert code(key, text) == ""


@pytest.mark.parametrize("text", ["S1 2HH", "sw1a1aa", "Postcode: S1 2HH.", "10115", "90210-1234"])
def test_postcode(text):
    """A postcode alone is neither a place nor an address."""
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
    """For a word in a telephone number, the digits on its keys are suggested."""
    assert phone_error(typed).write == [(digits, "")]


@pytest.mark.parametrize("typed", ["0800 TBC", "0800 GREEN BINS PLEASE", "PARKS", "01632 Monday"])
def test_no_digits(typed):
    """If that gives no valid number, none is suggested."""
    assert phone_error(typed).write == ()


def test_days_apart():
    """Days that are not consecutive become separate items, not a span."""
    advice = date_error("3 and 17 May 2027, 2pm to 4pm").to_write("start", None, None)[1]
    assert advice == (
        "Make an item of each day: one with start: 2027-05-03 14:00 and end: 2027-05-03 16:00, and one with start: "
        "2027-05-17 14:00 and end: 2027-05-17 16:00"
    )

"""Sanitising is idempotent and linear, and never loses text that is not markup."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microsite.html.sanitise import plain_text, sanitise
from microsite.html.tree import parse
from microsite.html.tree import plain_text as text_of
from tests.attack_sites import read_attacks

ATTACKS = read_attacks()
MARKS = "< > </ /> <!-- --> \" ' = & ; </p>\n <p> <script> </script> <style> </style> <svg> words".split(" ")
any_markup = st.lists(st.sampled_from([*ATTACKS, *MARKS]), max_size=8).map(" ".join)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(any_markup)
def test_twice_is_once(markup):
    """Sanitising a second time changes nothing."""
    assert sanitise(sanitise(markup)) == sanitise(markup)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a <script>alert(1)</script> b", "a b"),
        ("a <script>alert(1) b", "a <script>alert(1) b"),
        ("<p>a <script></p>\n<p>b </script></p>", "a <script> b"),
        ("a <!-- b --> c", "a c"),
        ("a <!-- b", "a <!-- b"),
        ('a <img alt="b c', 'a <img alt="b c'),
        ("a <div b\n\nc > d", "a <div b c > d"),
        ("a <svg><set x=y> b", "a b"),
        ("a <select><option>b</select> c", "a b c"),
        ("a <![CDATA[ b", "a <![CDATA[ b"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("a <b title='c > d'>e</b>", "a e"),
    ],
)
def test_only_markup_goes(written, kept):
    """Disallowed tags are removed, scripts with their content, and a tag that is never closed is text."""
    assert text_of(parse(sanitise(written))) == kept


@pytest.mark.parametrize(
    "piece", ["<", "<a ", "<a '", '<a "', "<a b='c", "<script>", "<!--", "<a b ", "<a =", "</p>\n", "<a  /"]
)
def test_long_texts_take_no_longer(piece):
    """The time is linear in the text's length, whatever is repeated in it."""

    def seconds(times: int) -> float:
        started = time.process_time()
        sanitise(piece * times)
        plain_text(piece * times)
        return time.process_time() - started

    assert seconds(40_000) < 40 * max(seconds(4_000), 0.005)

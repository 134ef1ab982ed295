"""Words of the interface are found by key, and values in them are never read as anything but text."""

import re

import pytest
from markupsafe import Markup

from microsite.cli import engine_templates
from microsite.render.words import parse_words
from tests.built_sites import ROOT

ENGLISH = (engine_templates() / "locales/en.yaml").read_text(encoding="utf-8")
WORDS = parse_words('hello: "Hello {name}"\nplain: 5 < 6\n')


def test_values_are_text():
    """A value with braces, markup or percent signs is shown as it is; markup made by us stays markup."""
    odd = "{name} <b>&</b> %s {0.__class__}"
    assert WORDS("hello", name=odd) == f"Hello {odd}"
    assert str(WORDS.html("hello", name=odd)) == "Hello {name} &lt;b&gt;&amp;&lt;/b&gt; %s {0.__class__}"
    assert str(WORDS.html("hello", name=Markup("<time>5pm</time>"))) == "Hello <time>5pm</time>"
    assert str(WORDS.html("plain")) == "5 &lt; 6"


@pytest.mark.parametrize("ask", [lambda: WORDS("helo"), lambda: WORDS("hello", nme="x"), lambda: WORDS.html("hello")])
def test_slips_in_templates_are_noticed(ask):
    """A key that there is not, or a value that is missing, is an error and not an empty place."""
    with pytest.raises(KeyError):
        ask()


def test_every_word_is_used_and_there():
    """Every key that templates and drawing code name is in the words; weekdays and months are complete."""
    texts = [path.read_text(encoding="utf-8") for path in engine_templates().rglob("*.html")]
    texts += [path.read_text(encoding="utf-8") for path in (ROOT / "microsite/render").rglob("*.py")]
    keys = parse_words(ENGLISH).keys
    named = {key for text in texts for key in re.findall(r"\b(?:t|th|words|_words)\(\s*['\"]([a-z_.0-9]+)['\"]", text)}
    assert named and {key for key in named - keys if not key.endswith(".")} == set()
    assert {f"day.{number}" for number in range(1, 8)} | {f"month.{number}" for number in range(1, 13)} <= keys

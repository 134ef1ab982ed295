"""The interface's words: keys, interpolated values, plurals and completeness in each language."""

import re

import pytest
from markupsafe import Markup

from microsite.cli import engine_templates
from microsite.render.words import Words, read_words, words_for
from tests.built_sites import ROOT

LOCALES = engine_templates() / "locales"
ENGLISH = (LOCALES / "en.yaml").read_text(encoding="utf-8")
WORDS = Words({"hello": "Hello {name}", "plain": "5 < 6"})


def test_values_are_text():
    """A value with braces, markup or percent signs is plain text; only our own Markup stays markup."""
    odd = "{name} <b>&</b> %s {0.__class__}"
    assert WORDS("hello", name=odd) == f"Hello {odd}"
    assert str(WORDS.html("hello", name=odd)) == "Hello {name} &lt;b&gt;&amp;&lt;/b&gt; %s {0.__class__}"
    assert str(WORDS.html("hello", name=Markup("<time>5pm</time>"))) == "Hello <time>5pm</time>"
    assert str(WORDS.html("plain")) == "5 &lt; 6"


@pytest.mark.parametrize("ask", [lambda: WORDS("helo"), lambda: WORDS("hello", nme="x"), lambda: WORDS.html("hello")])
def test_slips_in_templates_are_noticed(ask):
    """A missing key or value raises KeyError, instead of showing nothing."""
    with pytest.raises(KeyError):
        ask()


def test_every_word_is_used_and_there():
    """Every key used in templates and rendering code exists; weekdays and months are complete."""
    texts = [path.read_text(encoding="utf-8") for path in engine_templates().rglob("*.html")]
    texts += [path.read_text(encoding="utf-8") for path in (ROOT / "microsite/render").rglob("*.py")]
    keys = Words(read_words(ENGLISH)).keys
    named = {key for text in texts for key in re.findall(r"\b(?:t|th|words|_words)\(\s*['\"]([a-z_.0-9]+)['\"]", text)}
    assert named and {key for key in named - keys if not key.endswith(".")} == set()
    assert {f"day.{number}" for number in range(1, 8)} | {f"month.{number}" for number in range(1, 13)} <= keys


#: Keys of plural forms.
PLURAL = re.compile(r"(amount\.\w+|count\.\w+\.days)\.(?:zero|one|two|few|many|other)")


def places(text, key=""):
    """Return the placeholders in a text, ignoring case; `{clock}` is the 24-hour form of hour, minute and half."""
    found = set(re.findall(r"\{\w+\}", text.casefold()))
    return {"{hour}", "{minute}", "{half}"} if key.startswith("time.") and found == {"{clock}"} else found


def meant_by(key, english):
    """Return the English text for a key; for a plural form, that of `other` or of the noun."""
    return english.get(PLURAL.sub(r"\1.other", key)) or english[PLURAL.sub(r"\1", key)]


@pytest.mark.parametrize("file", sorted(LOCALES.iterdir()), ids=lambda file: file.stem)
def test_every_language_has_every_word(file):
    """Each language has the keys of English, with its own plural forms, and the same placeholders in each text."""
    english, own = read_words(ENGLISH), read_words(file.read_text(encoding="utf-8"))
    plurals = {key for key in own if PLURAL.fullmatch(key)}
    assert own.keys() - plurals == english.keys() - {key for key in english if PLURAL.fullmatch(key)}
    last = {key for key in english if PLURAL.fullmatch(key) and key.endswith(".other")}
    bases = {key.rpartition(".")[0] for key in plurals}
    assert {f"{base}.other" for base in bases if base not in english} == last <= plurals
    strange = {
        key: text
        for key, text in own.items()
        if places(text, key) - {"{minute}"} != places(meant_by(key, english), key) - {"{minute}"}
        # One, two or none can be said without a numeral.
        and not (key.endswith((".zero", ".one", ".two")) and not places(text))
    }
    assert strange == {}


@pytest.mark.parametrize("tag", ["cy", "fr", "ar"])
def test_nobody_is_said_to_have_read_them(tag):
    """A file of words that no speaker has checked says so in its first line."""
    assert (LOCALES / f"{tag}.yaml").read_text(encoding="utf-8").startswith("reviewed: nobody\n")


def test_plurals():
    """Each language uses its own plural forms, and falls back to `other`."""
    english, welsh = (words_for(engine_templates(), tag) for tag in ("en-GB", "cy"))
    assert [english.amount("days", number) for number in (0, 1, 2)] == ["0 days", "1 day", "2 days"]
    said = [welsh.amount("questions", number) for number in (0, 1, 2, 3, 4, 6, 7)]
    assert said == [
        "0 cwestiwn", "1 cwestiwn", "2 gwestiwn", "3 chwestiwn", "4 cwestiwn", "6 chwestiwn", "7 cwestiwn"
    ]  # fmt: skip
    assert [welsh.amount("pages", number) for number in (1, 2, 3, 6)] == [
        "1 dudalen", "2 dudalen", "3 tudalen", "6 thudalen"
    ]  # fmt: skip


def test_kind_in_another_language():
    """A known kind of document is named in the site's language; an unknown one stays as given."""
    assert words_for(engine_templates(), "cy", kind="strategy")("nav.strategy") == "Strategaeth"
    assert words_for(engine_templates(), "cy", kind="cynllun lleol")("nav.strategy") == "Cynllun lleol"

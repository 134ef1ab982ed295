"""English words on pages in another language say that they are English."""

import re

from microsite.render.fallback_language import name_languages
from microsite.render.words import Words
from tests.built_sites import pages

WORDS = Words({"read": "Read “{title}”", "open": "Open {when}", "day": "on {day}"}, stand_in=True)


def drawn(text: str, direction: str = "ltr") -> str:
    """What becomes of a text within the main part of a Welsh or Arabic page."""
    own = "cy" if direction == "ltr" else "ar"
    page = f'<title>{text}</title><main lang="{own}"><p title="{text}">{text}</p></main>'
    return name_languages(page, "en", own, direction)


def test_own_words_within():
    """The site's own words within English ones have their own language again."""
    assert drawn(WORDS("read", title="Beicio")) == (
        '<title>Read “Beicio”</title><main lang="cy"><p title="Read “Beicio”">'
        '<span lang="en">Read “<span lang="cy">Beicio</span>”</span></p></main>'
    )


def test_words_within_words():
    """English words in English words need no element of their own, and numbers have no language."""
    text = WORDS("open", when=WORDS("day", day=7))
    assert '<span lang="en">Open on 7</span>' in drawn(text)


def test_sentences_in_a_row():
    """Sentences that follow each other are one run of English."""
    text = f"{WORDS('day', day=7)} {WORDS('day', day=8)}"
    assert '<span lang="en" dir="ltr">on 7 on 8</span>' in drawn(text, "rtl")


def test_right_to_left():
    """On a page that is written from right to left, English words keep their direction."""
    assert '<span lang="en" dir="ltr">Open 9</span>' in drawn(WORDS("open", when=9), "rtl")


def test_pages():
    """Every heading that the interface gives on a Welsh page says that it is English; none of its own text does."""
    for path, text in pages("welsh", "open").items():
        assert not re.search("[\ue000-\ue003]", text), path
        assert '<html lang="en"' in text
    home = pages("welsh", "open")["index.html"]
    assert '<main id="site-main" tabindex="-1" lang="cy"' in home
    assert '<h2 id="site-priorities"><span lang="en">Priorities</span></h2>' in home
    assert "<h1>Llwybrau diogel i&#39;r ysgol</h1>" in home
    assert "<span lang=" not in pages("harbour-town", "open")["index.html"]

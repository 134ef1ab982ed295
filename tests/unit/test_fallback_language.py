"""English text on pages in another language is marked as English."""

import re

import pytest

from microsite.render.fallback_language import name_languages
from microsite.render.words import Words
from tests.built_sites import in_urdu, pages
from tests.small_sites import made

WORDS = Words({"read": "Read “{title}”", "open": "Open {when}", "day": "on {day}"}, stand_in=True)


def drawn(text: str, direction: str = "ltr") -> str:
    """Return a Welsh or Urdu page with a text, after its languages have been marked."""
    own = "cy" if direction == "ltr" else "ur"
    page = f'<head><title>{text}</title></head><main><p title="{text}">{text}</p></main>'
    return name_languages(page, own)


def test_own_words_within():
    """The site's own words inside English text are marked with their own language."""
    assert drawn(WORDS("read", title="Beicio")) == (
        '<head><title>Read “Beicio”</title></head><main><p title="Read “Beicio”" lang="en">'
        'Read “<span lang="cy">Beicio</span>”</p></main>'
    )


def test_words_within_words():
    """English text inside English text needs no element of its own, and numbers have no language."""
    text = WORDS("open", when=WORDS("day", day=7))
    assert '<p title="Open on 7" lang="en">Open on 7</p>' in drawn(text)


def test_sentences_in_a_row():
    """Adjacent sentences are one run of English, even next to the site's own words."""
    text = f"{WORDS('day', day=7)} {WORDS('day', day=8)}"
    assert ' lang="en" dir="ltr">on 7 on 8</p>' in drawn(text, "rtl")
    assert '<span lang="en" dir="ltr">on 7 on 8</span> خبر</p>' in drawn(f"{text} خبر", "rtl")


def test_block_of_parts():
    """A paragraph with only English text is one English block, whatever elements it contains."""
    part = f"<b>{WORDS('day', day=7)}</b> <i>{WORDS('read', title='Beicio')}</i> 5"
    assert name_languages(f"<p>{part}</p>", "ar") == (
        '<p lang="en" dir="ltr"><b>on 7</b> <i>Read “<span lang="ar" dir="rtl">Beicio</span>”</i> 5</p>'
    )
    assert name_languages(f"<li>{WORDS('day', day=7)}</li>", "ar") == ('<li><span lang="en" dir="ltr">on 7</span></li>')
    assert name_languages(f"<li>{part}<p>{part}</p></li>", "cy").startswith('<li><b><span lang="en">on 7</span></b>')


def test_right_to_left():
    """On a page that is written from right to left, English text keeps its direction."""
    assert ' lang="en" dir="ltr">Open 9</p>' in drawn(WORDS("open", when=9), "rtl")


def test_pages(tmp_path):
    """An Urdu page is marked as Urdu, and a heading from the interface as English."""
    files = in_urdu("open", tmp_path)
    found = {path: content.decode() for path, content in files.items() if path.endswith(".html")}
    for path, text in found.items():
        assert not re.search("[\ue000-\ue003]", text), path
        assert '<html lang="ur" dir="rtl"' in text
    home = found["index.html"]
    assert '<h2 id="site-priorities" lang="en" dir="ltr">Priorities</h2>' in home
    assert "<h1>شاركنا رأيك في حديقة الحي</h1>" in home
    assert "<span lang=" not in pages("harbour-town", "open")["index.html"]


def test_pages_in_their_own_language():
    """A Welsh page has the interface's words in Welsh, and an Arabic page in Arabic."""
    assert '<h2 id="site-priorities">الأولويات</h2>' in pages("right-to-left", "open")["index.html"]
    home = pages("welsh", "open")["index.html"]
    assert '<h2 id="site-priorities">Blaenoriaethau</h2>' in home
    assert "Ar agor tan: <time" in home


STATEMENT = """
language: cy
survey:
  address: https://survey.example.org/
  provider: Arolygon Enghraifft
contact:
  phone: "01632 960100"
accessibility:
  nation: wales
  answer_within_days: 10
  compliance: partial
  prepared: 2027-03-01
  tested: 2027-03-22
  not_compliant:
    - what: Nid yw'r map yn cael ei ddisgrifio.
      criterion: to be supplied
      date: 2027-09-30
"""


def test_statements_nobody_has_checked(tmp_path):
    """If nobody has reviewed a language's wording, what the law asks for is in English, and marked as such."""
    files = made({"config": STATEMENT}, tmp_path).files
    page = {path: files[path].decode() for path in ("accessibility.html", "privacy.html", "contact.html")}
    statement = page["accessibility.html"]
    for said in (
        '<h1 lang="en">Accessibility statement</h1>',
        '<p lang="en">We will reply within 10 days.</p>',
        '<dt lang="en">Phone</dt>',
        '<dt lang="en">Prepared</dt>',
        "<p>Nid yw&#39;r map yn cael ei ddisgrifio.</p>",
        "Thursday 30\u00a0September 2027",
        '<span class="supply">to be supplied</span>',
        ">Dewislen</button>",
    ):
        assert said in statement
    assert "i&#39;w gadarnhau" not in statement.partition("<main")[2].partition("</main>")[0]
    assert '<h1 lang="en">Privacy</h1>' in page["privacy.html"]
    assert '<span lang="cy">Arolygon Enghraifft</span>' in page["privacy.html"]
    assert "<h1>Cysylltu â ni</h1>" in page["contact.html"]
    assert "<dt>Ffôn</dt>" in page["contact.html"]


def test_statements_that_are_accepted(tmp_path):
    """If the site accepts the unreviewed wording, all its pages are in its own language."""
    build = made({"config": f"{STATEMENT}accept_unreviewed: yes\n"}, tmp_path)
    assert "CONF-030" not in {problem.code for problem in build.problems}
    assert "<h1>Datganiad hygyrchedd</h1>" in build.files["accessibility.html"].decode()
    assert "dydd Iau 30\u00a0Medi 2027" in build.files["accessibility.html"].decode()


CALLOUT = '# One\n\n> [!NOTE]\n> Text[^1]\n\n!!! tip "Own"\n    Text\n\n[^1]: Text\n'


@pytest.mark.parametrize(
    ("language", "title", "back"),
    [
        ("cy", ">Nodyn</p>", 'title="Neidio&#x27;n ôl i droednodyn 1 yn y testun">'),
        ("ar", ">ملاحظة</p>", 'title="العودة إلى موضع الحاشية 1 في النص">'),
        ("ur", ' lang="en" dir="ltr">Note</p>', 'title="Jump back to footnote 1 in the text" lang="en" dir="ltr">'),
        ("en-GB", ">Note</p>", 'title="Jump back to footnote 1 in the text">'),
    ],
)
def test_words_in_chapters(language, title, back, tmp_path):
    """What a chapter gets besides its own text is in the site's language, or marked as English."""
    build = made({"config": f"language: {language}\n", "content/02-one.md": CALLOUT}, tmp_path)
    page = build.files["one.html"].decode()
    assert f'<p class="admonition-title"{title}' in page
    assert back in page
    assert '<p class="admonition-title">Own</p>' in page

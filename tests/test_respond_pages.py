"""What readers learn about answering: in which order, in which state; and absent pages leave no trace."""

import re
from datetime import UTC, datetime

import pytest

from microsite.model.fixed_pages import FIXED_PAGES
from tests.built_sites import SHOWN, SITES, STATES, built, pages
from tests.life_sites import built_at


def headings(text: str) -> list[str]:
    """Return the text of the second-level headings in the main part."""
    main = text[text.index("<main") : text.index("</main>")]
    return [re.sub(r"<[^>]+>", "", each) for each in re.findall(r"<h2[^>]*>(.*?)</h2>", main)]


def test_order_of_have_your_say():
    """The order is: the survey, all ways to answer, formats, events, what happens next and who decides, the result."""
    text = pages("harbour-town", "open")["have-your-say.html"]
    assert headings(text) == [
        "The online survey",
        "How to answer",
        "Other formats, and help by phone or post",
        "Events",
        "What happens next",
        "The result",
    ]
    facts = text[text.index('id="site-next"') : text.index('id="site-outcome"')]
    assert re.findall(r"<dt id=\"site-(\w+)\">", facts) == ["decides", "late"]


def test_before_the_button():
    """Who runs the survey, how long it takes, its questions and what happens to answers come before the button."""
    text = pages("harbour-town", "open")["have-your-say.html"]
    places = [
        text.index(part, text.index('id="site-survey"'))
        for part in ("run by Example Surveys Ltd", "About 12 minutes", "questions.html", "/privacy/", "data-survey")
    ]
    assert places == sorted(places)


def test_ways_as_equals():
    """Every way to answer has its own box, in the same order on the home page and the page with details."""
    for path in ("index.html", "have-your-say.html"):
        titles = re.findall(r"ways__title\">(.*?)</h3>", pages("harbour-town", "open")[path])
        assert titles == [
            "Online",
            "By post",
            "By phone",
            "By email",
            "By text message",
            "In person",
            "In British Sign Language",
        ]


def test_after_closing():
    """After the close, the page is titled and led by what happens next, and no page invites people to answer."""
    site = pages("harbour-town", "closed")
    text = site["have-your-say.html"]
    assert "<h1>What happens next</h1>" in text
    assert headings(text) == [
        "The result",
        "Ways to answer",
        "Other formats, and help by phone or post",
    ]
    for path, page in site.items():
        assert ">Have your say<" not in page, path
    assert "What the survey asked about this chapter" in site["play.html"]


@pytest.mark.parametrize(
    ("life", "moment", "lede"),
    [
        ("withdrawn-before-opening", "2027-05-01", "This consultation never opened."),
        (
            "withdrawn",
            "2027-06-02",
            "People could answer from 9am on Monday 12 April 2027 until the end of Monday 31 May",
        ),
        (
            "as-planned",
            "2027-08-01",
            "People could answer from 9am on Monday 12 April 2027 until 11:59pm on Sunday 4 July",
        ),
    ],
)
def test_when_people_could_answer(life, moment, lede):
    """Once people can't answer any more, the page says when they could, or that they never could."""
    text = built_at(life, datetime.fromisoformat(moment).replace(tzinfo=UTC)).files["have-your-say.html"].decode()
    (found,) = re.findall('<p class="lede">(.*?)</p>', text)
    assert re.sub("<[^>]*>", "", found).replace("\xa0", " ").startswith(lede)
    assert "The survey was open" not in text


@pytest.mark.parametrize(
    ("life", "moment", "title", "parts"),
    [
        (
            "withdrawn-before-opening",
            "2027-07-01",
            "What happened",
            [
                "Changes to the dates",
                "What was planned",
                "The online survey",
                "Other formats, and help by phone or post",
            ],
        ),
        (
            "withdrawn",
            "2027-07-01",
            "How people could answer",
            [
                "Changes to the dates",
                "What was planned",
                "Ways to answer",
                "Other formats, and help by phone or post",
            ],
        ),
    ],
)
def test_ended_early(life, moment, title, parts):
    """If a consultation ended early, the page announces no result, and lists ways to answer only if it ever opened."""
    text = built_at(life, datetime.fromisoformat(moment).replace(tzinfo=UTC)).files["have-your-say.html"].decode()
    assert f"<h1>{title}</h1>" in text
    assert headings(text) == parts


@pytest.mark.parametrize(("name", "state"), [(name, state) for name in SITES for state in STATES])
@pytest.mark.parametrize("path", ["have-your-say.html", "contact.html"])
def test_few_headings(name, state, path):
    """No three headings in a row have only one paragraph each."""
    text = pages(name, state)[path]
    parts = re.findall(r"<section[^>]*>\s*<h2[^>]*>.*?</h2>(.*?)</section>", text, re.DOTALL)
    thin = [len(re.findall(r"<(?:p|li|dd)\b", part)) < 2 for part in parts]
    assert (True, True, True) not in list(zip(thin, thin[1:], thin[2:], strict=False))


def test_other_formats_are_reached():
    """The contact page has the place that links to other formats lead to, exactly once."""
    for name in SITES:
        assert pages(name, SHOWN[name])["contact.html"].count('id="site-formats"') == 1


def test_priority_and_chapter():
    """A priority links to its chapters by name, and a chapter names its priority if that has a different name."""
    site = pages("harbour-town", "open")
    assert ">Read “Play”</a>" in site["priorities.html"]
    assert ">Read “Paths that everyone can use”</a>" in site["index.html"]
    named = '<a href="priorities.html">Priority 1: A playground within ten minutes\' walk of every home</a>'
    assert named.replace("'", "&#39;") in site["play.html"]
    assert '<a href="priorities.html">Priority 2</a>' in site["paths.html"]


def test_chapter_leads_to_its_questions():
    """A chapter shows its questions with their numbers and links to the first of them in the survey."""
    text = pages("harbour-town", "open")["play.html"]
    assert "Answer questions 3 to 6" in text
    assert 'href="https://survey.example.org/room-to-grow?from=site&amp;lang=en#q3"' in text
    assert re.findall(r"<li value=\"(\d)\">", text) == ["3", "4", "5", "6"]
    assert "Answer question 7 <" in pages("harbour-town", "open")["paths.html"]


@pytest.mark.parametrize(("name", "state"), [(name, state) for name in SITES for state in STATES])
def test_no_trace(name, state):
    """A page without content isn't made and isn't linked to; every other page is on the site map."""
    site = built(name, state).site
    assert site
    texts = pages(name, state)
    made = {path for path, *_ in FIXED_PAGES} - site.absent_pages
    assert made <= set(texts) and not site.absent_pages & set(texts)
    mapped = texts["site-map.html"]
    for path in made - {"404.html", "site-map.html"}:
        assert f'href="{path}"' in mapped, path
    for text in texts.values():
        for path in site.absent_pages:
            assert f'href="{path}"' not in text


def test_last_changed():
    """A chapter says when it was last updated: the date of its own text, or of the newest update about it."""
    site = pages("harbour-town", SHOWN["harbour-town"])
    assert "Last updated on Tuesday 4\u00a0May 2027" in site["money.html"]
    assert "Last updated on Saturday 20\u00a0March 2027" in site["where-we-are.html"]
    newest = re.search(r"<p class=\"newest\">.*?</p>", site["index.html"])
    assert newest and "11\u00a0May 2027" in newest[0] and "updates.html" in newest[0]


def test_partners_as_at():
    """The “as at” date is shown once if all partners share it; otherwise each partner shows its own."""
    assert pages("first", "closed")["partners.html"].count("As at <time") == 1
    assert pages("harbour-town", "open")["partners.html"].count("As at <time") == 2

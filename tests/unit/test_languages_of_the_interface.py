"""Dates, numbers, lists, plurals and alphabets of the interface's languages, compared with Unicode's data (CLDR)."""

import random
from datetime import date, datetime, time

import pytest
from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from microsite.cli import engine_templates
from microsite.render.alphabet import sort_key
from microsite.render.file_facts import file_facts
from microsite.render.life_wording import LifeWording
from microsite.render.plurals import plural_of
from microsite.render.wording import Wording
from microsite.render.words import words_for
from tests.cases import language_rows
from tests.small_sites import made

LANGUAGES = {"en": "en_GB", "cy": "cy", "fr": "fr", "ar": "ar"}
ROWS = language_rows()
#: English and Welsh have “5pm” and “midday”, as GOV.UK and the Welsh Government write them; the table has those.
SAID_IN_WORDS = {"en", "cy"}
#: For the halves of the day, Arabic has whole words, which a screen reader can say, where CLDR has letters.
HALVES = {"ص": "صباحًا", "م": "مساءً"}


def as_we_write(language: str, day: date) -> str:
    """Return how CLDR writes a day, with the differences that we want."""
    said = format_date(day, "full", LANGUAGES[language])
    if language in ("en", "cy"):
        # GOV.UK and the Welsh Government put no comma after the day of the week.
        said = said.replace(", ", " ", 1)
    if language == "cy":
        # Inside a sentence, Welsh has a lower-case d.
        said = said[0].lower() + said[1:]
    if language == "fr" and day.day == 1:
        # The first of the month is “premier”, which CLDR's patterns cannot express.
        said = said.replace(" 1 ", " 1er ")
    return said


@pytest.fixture(params=LANGUAGES)
def language(request):
    """Return each language of the interface."""
    return request.param


@pytest.fixture
def words(language):
    """Return the words of the language."""
    return words_for(engine_templates(), language)


@pytest.fixture
def site(language, tmp_path):
    """Return a small site in the language, with a closing time."""
    build = made({"config": f"language: {language}\n"}, tmp_path)
    text = (tmp_path / "site_config.yaml").read_text(encoding="utf-8").replace("2027-05-31", "2027-07-04T23:59")
    build = made({"site_config.yaml": text}, tmp_path)
    assert build.site, build.problems
    return build.site


def test_truth_table(language, words, site):
    """Days, times, a whole sentence, amounts and lists are written as the table has them."""
    rows, wording = ROWS[language], Wording(site, words)
    assert {day: wording.day(day) for day in rows["days"]} == rows["days"]
    assert {at: wording.clock(time.fromisoformat(at)) for at in rows["times"]} == rows["times"]
    stage = next(each for each in site.coming_stages if each.status.takes_answers)
    assert LifeWording(site, words, wording).sentence(stage).striptags() == rows["closing"].replace("\u00a0", " ")
    assert {number: plural_of(language, number) for number in rows["plurals"]} == rows["plurals"]
    assert {number: words.amount("days", number) for number in rows["amounts"]} == rows["amounts"]
    assert {wording.numbers(each): each for each in rows["numbers"].values()} == rows["numbers"]
    facts = [*file_facts(words, "map.pdf", 2_400_000), words.amount("pages", 12)]
    assert words.listed(facts) == rows["facts"]


def test_counts(language, words):
    """A number of days left has its own form if the language needs one."""
    forms = words.counted("count.closes.days", days="{days}")
    rows = ROWS[language]["counts"]
    said = {
        number: form.replace("{days}", str(number))
        for number in rows
        for form in [forms if isinstance(forms, str) else forms.get(plural_of(language, number), forms["other"])]
    }
    assert said == rows


def test_plurals(language):
    """Our plural rules agree with CLDR's for every number up to 2,000 and some beyond."""
    theirs = Locale.parse(LANGUAGES[language]).plural_form
    numbers = [*range(2001), 10**5, 10**6, 10**6 + 1, 2 * 10**6, 10**9]
    assert [plural_of(language, each) for each in numbers] == [theirs(each) for each in numbers]


def test_every_plural_has_words(language, words):
    """Every noun that is counted has all plural forms that CLDR lists for the language; Welsh needs only `other`."""
    tags = {*Locale.parse(LANGUAGES[language]).plural_form.tags, "other"} if language != "cy" else {"other"}
    nouns = {key.split(".")[1] for key in words.keys if key.startswith("amount.")}
    assert nouns and {f"amount.{noun}.{tag}" for noun in nouns for tag in tags} <= words.keys


def test_names_and_days(language, words, site):
    """Days and months have CLDR's names, in its pattern."""
    days = [date(2027, month, number) for month in range(1, 13) for number in (1, 7, 28)]
    said = [Wording(site, words).day(day).replace("\u00a0", " ") for day in days]
    assert said == [as_we_write(language, day) for day in days]


def test_times(language, words, site):
    """Times are written as in CLDR, except in languages that put them into words."""
    for hour, minute in () if language in SAID_IN_WORDS else ((8, 0), (9, 5), (12, 30), (17, 30), (23, 59)):
        theirs = format_time(datetime(2027, 5, 1, hour, minute), "short", locale=LANGUAGES[language])
        clock, *half = theirs.replace("\u202f", " ").replace("\u00a0", " ").split()
        ours = " ".join([clock, *(HALVES[each] for each in half)])
        assert Wording(site, words).clock(time(hour, minute)).replace("\u00a0", " ") == ours


@pytest.mark.parametrize("number", [0, 7, 999, 1000, 2310, 23_100, 1_234_567])
def test_numbers(number, language, words):
    """Thousands and decimals are separated as in CLDR, with Western digits."""
    assert words.number(number) == format_decimal(number, locale=LANGUAGES[language], numbering_system="latn")
    theirs = format_decimal(number + 0.5, "#,##0.0", LANGUAGES[language], numbering_system="latn")
    assert words.number(number + 0.5, 1) == theirs


def test_digits():
    """CLDR writes Arabic without a region in Western digits, as we do."""
    assert Locale.parse("ar").default_numbering_system == "latn"


@pytest.mark.parametrize("count", [2, 3, 4])
def test_lists(count, language, words):
    """Lists are joined as in CLDR; Welsh “a(c)” is “a” here, before numbers whose names start with a consonant."""
    parts = ["1", "3", "7", "9"][:count]
    theirs = format_list(parts, locale=LANGUAGES[language]).replace(", a(c) ", " a ").replace("a(c)", "a")
    assert words.listed(parts, "list.middle", "numbers.and") == theirs


def test_list_of_one_and_none(words):
    """A list of one item is that item, and an empty list is an empty string."""
    assert [words.listed(["7"]), words.listed([])] == ["7", ""]


def test_alphabet(language):
    """Words are sorted by their language's alphabet, whatever order they came in."""
    rows = ROWS[language]["sorted"]
    mixed = random.Random(7).sample(rows, len(rows))
    assert sorted(mixed, key=lambda each: sort_key(each, language)) == rows


def test_glossary_in_welsh(tmp_path):
    """In a Welsh glossary, “ch” comes after everything else under “c”."""
    glossary = "".join(f"- term: {term}\n  meaning: Ystyr.\n" for term in ("chwarae", "cynllun", "dinas"))
    page = made({"config": "language: cy\n", "content/data/glossary.yaml": glossary}, tmp_path).files["glossary.html"]
    places = [page.decode().index(f">{term}") for term in ("cynllun", "chwarae", "dinas")]
    assert places == sorted(places)

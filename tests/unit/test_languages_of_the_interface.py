"""Dates, numbers, lists, plurals and alphabets of the interface's languages, held against Unicode's own data (CLDR)."""

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
#: English and Welsh have “5pm” and “midday”, as GOV.UK and the Welsh Government write them: the truth table has those.
SAID_IN_WORDS = {"en", "cy"}
#: Arabic has whole words for the halves of the day, which a screen reader says, where CLDR has letters.
HALVES = {"ص": "صباحًا", "م": "مساءً"}


def as_we_write(language: str, day: date) -> str:
    """What CLDR writes for a day, with what we write otherwise on purpose."""
    said = format_date(day, "full", LANGUAGES[language])
    if language in ("en", "cy"):
        # GOV.UK and the Welsh Government put no comma behind the day of the week.
        said = said.replace(", ", " ", 1)
    if language == "cy":
        # Within a sentence Welsh has a small d.
        said = said[0].lower() + said[1:]
    if language == "fr" and day.day == 1:
        # The first of a month is “premier”, which CLDR's patterns cannot say.
        said = said.replace(" 1 ", " 1er ")
    return said


@pytest.fixture(params=LANGUAGES)
def language(request):
    """Each language of the interface."""
    return request.param


@pytest.fixture
def words(language):
    """Its words."""
    return words_for(engine_templates(), language)


@pytest.fixture
def site(language, tmp_path):
    """A small site in it, which closes at a time of day."""
    build = made({"config": f"language: {language}\n"}, tmp_path)
    text = (tmp_path / "site_config.yaml").read_text(encoding="utf-8").replace("2027-05-31", "2027-07-04T23:59")
    build = made({"site_config.yaml": text}, tmp_path)
    assert build.site, build.problems
    return build.site


def test_truth_table(language, words, site):
    """Days, times, a whole sentence, numbers of things and lists are said as the table has them."""
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
    """Each number of days that is left has a form of its own where the language asks for one."""
    forms = words.counted("count.closes.days", days="{days}")
    rows = ROWS[language]["counts"]
    said = {
        number: form.replace("{days}", str(number))
        for number in rows
        for form in [forms if isinstance(forms, str) else forms.get(plural_of(language, number), forms["other"])]
    }
    assert said == rows


def test_plurals(language):
    """The rules give what CLDR's do, for every number up to 2,000 and some beyond."""
    theirs = Locale.parse(LANGUAGES[language]).plural_form
    numbers = [*range(2001), 10**5, 10**6, 10**6 + 1, 2 * 10**6, 10**9]
    assert [plural_of(language, each) for each in numbers] == [theirs(each) for each in numbers]


def test_every_plural_has_words(language, words):
    """No number of things falls back on a form that CLDR keeps for others, except where Welsh says both the same."""
    tags = {*Locale.parse(LANGUAGES[language]).plural_form.tags, "other"} if language != "cy" else {"other"}
    nouns = {key.split(".")[1] for key in words.keys if key.startswith("amount.")}
    assert nouns and {f"amount.{noun}.{tag}" for noun in nouns for tag in tags} <= words.keys


def test_names_and_days(language, words, site):
    """Days and months have the names that CLDR has, in its pattern."""
    days = [date(2027, month, number) for month in range(1, 13) for number in (1, 7, 28)]
    said = [Wording(site, words).day(day).replace("\u00a0", " ") for day in days]
    assert said == [as_we_write(language, day) for day in days]


def test_times(language, words, site):
    """Times are written as CLDR has them, but for those that are said in words."""
    for hour, minute in () if language in SAID_IN_WORDS else ((8, 0), (9, 5), (12, 30), (17, 30), (23, 59)):
        theirs = format_time(datetime(2027, 5, 1, hour, minute), "short", locale=LANGUAGES[language])
        clock, *half = theirs.replace("\u202f", " ").replace("\u00a0", " ").split()
        ours = " ".join([clock, *(HALVES[each] for each in half)])
        assert Wording(site, words).clock(time(hour, minute)).replace("\u00a0", " ") == ours


@pytest.mark.parametrize("number", [0, 7, 999, 1000, 2310, 23_100, 1_234_567])
def test_numbers(number, language, words):
    """Thousands and decimals are parted as CLDR has it, in Western digits; no page writes a percentage."""
    assert words.number(number) == format_decimal(number, locale=LANGUAGES[language], numbering_system="latn")
    theirs = format_decimal(number + 0.5, "#,##0.0", LANGUAGES[language], numbering_system="latn")
    assert words.number(number + 0.5, 1) == theirs


def test_digits():
    """CLDR writes Arabic without a region in Western digits, as we do."""
    assert Locale.parse("ar").default_numbering_system == "latn"


@pytest.mark.parametrize("count", [2, 3, 4])
def test_lists(count, language, words):
    """Lists are joined as CLDR has it; in Welsh “a(c)” is “a”, as before any number that is said with a consonant."""
    parts = ["1", "3", "7", "9"][:count]
    theirs = format_list(parts, locale=LANGUAGES[language]).replace(", a(c) ", " a ").replace("a(c)", "a")
    assert words.listed(parts, "list.middle", "numbers.and") == theirs


def test_list_of_one_and_none(words):
    """A list of one is that one, and one of none is empty."""
    assert [words.listed(["7"]), words.listed([])] == ["7", ""]


def test_alphabet(language):
    """Words stand in the order of their language's alphabet, however they came."""
    rows = ROWS[language]["sorted"]
    mixed = random.Random(7).sample(rows, len(rows))
    assert sorted(mixed, key=lambda each: sort_key(each, language)) == rows


def test_glossary_in_welsh(tmp_path):
    """A glossary in Welsh has “ch” after all of “c”."""
    glossary = "".join(f"- term: {term}\n  meaning: Ystyr.\n" for term in ("chwarae", "cynllun", "dinas"))
    page = made({"config": "language: cy\n", "content/data/glossary.yaml": glossary}, tmp_path).files["glossary.html"]
    places = [page.decode().index(f">{term}") for term in ("cynllun", "chwarae", "dinas")]
    assert places == sorted(places)

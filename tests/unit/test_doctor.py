"""Following the advice of a report on YAML word for word gives a file that can be read and says what was meant."""

from datetime import datetime

import pytest

from microsite.cli import engine_templates
from microsite.language_plans import plan_languages
from microsite.load.site_files import load_site_files
from microsite.pipeline import make_site
from microsite.problems import Severity, sorted_problems
from microsite.store import Store
from microsite.validate.field_types import FieldError, WholeNumber
from microsite.validate.web_types import PhoneNumber
from tests.doctor import obeyed
from tests.small_sites import CONFIG, SMALLEST, write_files

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
CONFIG_FILE = "site_config.yaml"
EVENTS = "content/data/events.yaml"
DOCUMENTS = "content/data/documents.yaml"
#: What is typed as `closes`, and what must be there after the advice has been followed.
DATES = {
    "18/01/2028 5pm": "2028-01-18 17:00",
    "18.01.2028 17.00": "2028-01-18 17:00",
    "18-01-28": "2028-01-18",
    "18/1/28, 5.30pm": "2028-01-18 17:30",
    "2028/01/18": "2028-01-18",
    "20280118": "2028-01-18",
    "2028-18-01": "2028-01-18",
    "2028-01-18 5pm": "2028-01-18 17:00",
    "2028-01-18, 17:00": "2028-01-18 17:00",
    "2028-01-18 at 17.00": "2028-01-18 17:00",
    "7th December 2027": "2027-12-07",
    "30, 31 May 2027": "2027-05-31",
    "30–31 May 2027": "2027-05-31",
    "2027-05-30/31": "2027-05-31",
    "May 30-31, 2027 5pm": "2027-05-31 17:00",
    "30.–31. Mai 2027": "2027-05-31",
    "from 10 to 12 April 2027": "2027-04-12",
    "Sat 29th/Sun 30th May 2027": "2027-05-30",
    "28, 29 and 30 May 2027": "2027-05-30",
    "31 May 2027 5pm": "2027-05-31 17:00",
    "18 January 2028 at 5pm": "2028-01-18 17:00",
    "18th of January, 2028": "2028-01-18",
    "January 18, 2028": "2028-01-18",
    "Tue 18 Jan 2028": "2028-01-18",
    "Tuesday 18th January 2028 - 5 p.m.": "2028-01-18 17:00",
    "by 5pm on 18 January 2028": "2028-01-18 17:00",
    "by noon on 18 January 2028": "2028-01-18 12:00",
    "12 midday, 18 Jan 2028": "2028-01-18 12:00",
    "18 January 2028 12pm": "2028-01-18 12:00",
    "18 January 2028 17h": "2028-01-18 17:00",
    "18 January 2028 1700 hrs": "2028-01-18 17:00",
    "18 January 2028 11:59pm": "2028-01-18 23:59",
    "18 January 2028 5 in the afternoon": "2028-01-18 17:00",
    "18\u00a0January\u00a02028": "2028-01-18",
    "18–01–2028": "2028-01-18",
    "٢٠٢٨-٠١-١٨ ٥pm": "2028-01-18 17:00",
    "18 Janurary 2028": "2028-01-18",
    "46770": "2028-01-18",
    "46770.708333": "2028-01-18 17:00",
    "31 May 2027: 5pm": "2027-05-31 17:00",
    "“31 May 2027, 5pm”": "2027-05-31 17:00",
    '"31 May 2027, 5pm': "2027-05-31 17:00",
    "2027-07-01T16:00:00Z": "2027-07-01 17:00",
    "2027-07-01T17:00+01:00": "2027-07-01 17:00",
    "1 July 2027, 5pm BST": "2027-07-01 17:00",
    "2028-01-18 17:00 GMT": "2028-01-18 17:00",
    "18 janvier 2028": "2028-01-18",
    "18. Januar 2028, 17 Uhr": "2028-01-18 17:00",
    "18 de enero de 2028": "2028-01-18",
    "18 Ionawr 2028": "2028-01-18",
    "18 października 2027": "2027-10-18",
    "1er août 2027 à 17h00": "2027-08-01 17:00",
    "18/I/2028": "2028-01-18",
    "31.V.2027": "2027-05-31",
    "46770.9999": "2028-01-18 23:59",
    "18 January 2028 at twelve noon": "2028-01-18 12:00",
    # If there are two readings, the first is taken.
    "18 January 2028 at five o'clock": "2028-01-18 17:00",
    "half past five on 18 January 2028": "2028-01-18 17:30",
    "quarter to six, 18 January 2028": "2028-01-18 17:45",
    "01/06/2027": "2027-06-01",
    "1/6/2027 5.30": "2027-06-01 17:30",
    "Monday 1 June 2027": "2027-06-01",
    "31 May 2027 midnight": "2027-05-31",
    "31 May 2027, close of business": "2027-05-31 17:00",
}
#: Lines typed at the end of a file, and what must be there after the advice has been followed.
LINES = {
    "colon": ("place: Leeds: the north", 'place: "Leeds: the north"'),
    "at": ("place: @leeds", 'place: "@leeds"'),
    "star": ("place: *Leeds*", 'place: "*Leeds*"'),
    "bracket": ("place: [Draft] Leeds", 'place: "[Draft] Leeds"'),
    "more than": ("place: > 50 wards", 'place: "> 50 wards"'),
    "quote open": ('place: "Leeds', 'place: "Leeds"'),
    "apostrophe": ("place: 'Leeds' north", "place: \"'Leeds' north\""),
    "apostrophe first": ("place: 'Tis Leeds", 'place: "\'Tis Leeds"'),
    "quotes first": ('place: "Leeds" north', "place: '\"Leeds\" north'"),
    "curly and colon": ("place: “Leeds: north”", 'place: "Leeds: north"'),
    "curly end": ('place: "Leeds”', 'place: "Leeds"'),
    "comment kept": ("place: Leeds: north # check", 'place: "Leeds: north"'),
    "number sign": ("place: Ward #1", 'place: "Ward #1"'),
    "no space": ("place:Leeds\nabout: us", "place: Leeds\nabout: us"),
    "equals": ("place = Leeds", "place: Leeds"),
    "wide colon": ("place：Leeds", "place: Leeds"),
    "space before colon": ("place :Leeds", "place: Leeds"),
    "no break space": ("place:\u00a0Leeds", "place: Leeds"),
    "mark of byte order": ("\ufeffplace: Leeds", "place: Leeds"),
    "second document": ("---\nplace: Leeds", "place: Leeds"),
    "indented": (" place: Leeds", "place: Leeds"),
    "tabs": ("contact:\n\tname: Team\n\thours: all day", "contact:\n  name: Team\n  hours: all day"),
    "mixed": ("contact:\n  name: Team\n   hours: all day", "contact:\n  name: Team\n  hours: all day"),
    "one space": ("contact:\n  name: Team\n hours: all day", "contact:\n  name: Team\n  hours: all day"),
    "bullets": ("partners:\n  • Leeds\n  • York", "partners:\n  - Leeds\n  - York"),
    "stars": ("partners:\n* Leeds\n* York", "partners:\n- Leeds\n- York"),
    "dashes": ("partners:\n  – Leeds\n  — York", "partners:\n  - Leeds\n  - York"),
    "numbers": ("partners:\n  1. Leeds\n  2. York", "partners:\n  - Leeds\n  - York"),
    "hyphens": ("partners:\n  -Leeds\n  -York", "partners:\n  - Leeds\n  - York"),
    "item beside key": ("partners: - Leeds", "partners:\n  - Leeds"),
    "colon in item": ("partners:\n  - Leeds: the north", 'partners:\n  - "Leeds: the north"'),
    "colon in question": (
        "ways_to_respond:\n  - kind: post\n    title: Post: by letter\n    details: Write: soon",
        'ways_to_respond:\n  - kind: post\n    title: "Post: by letter"\n    details: "Write: soon"',
    ),
    "text for list": ("partners: Leeds", "partners:\n  - Leeds"),
    "list for text": ("place: [Leeds]", "place: Leeds"),
    "text for record": ("contact: a@leeds.example", "contact:\n  email: a@leeds.example"),
    "address for record": ("contact:\n  mail: a@leeds.example", "contact:\n  email: a@leeds.example"),
    "town": ("town: Leeds", "place: Leeds"),
    "website": ("website: https://leeds.example", "site_address: https://leeds.example"),
    "capitals": ("PLACE: Leeds", "place: Leeds"),
    "capital letter": ("Place: Leeds", "place: Leeds"),
    "no colon": ("place - Leeds", "place: Leeds"),
    "no colon at all": ("place Leeds", "place: Leeds"),
    "word alone": ("noindex", "noindex: yes"),
    "record without its colon": (
        "survey\n  address: https://leeds.example/s",
        "survey:\n  address: https://leeds.example/s",
    ),
    "spaces": ("Next steps: A report.", "next_steps: A report."),
    "hyphen": ("next-steps: A report.", "next_steps: A report."),
    "plural": ("places: Leeds", "place: Leeds"),
    "phone above": ("phone: 01632 960123", "contact:\n  phone: 01632 960123"),
    "yes": ("noindex: Y", "noindex: yes"),
    "language": ("language: British English", "language: en-GB"),
    "language tag": ("language: en_gb", "language: en-GB"),
    "bare address": ("site_address: www.leeds.example/a", "site_address: https://www.leeds.example/a"),
    "broken address": ("site_address: https:/leeds.example", "site_address: https://leeds.example"),
    "brackets": ("site_address: <https://leeds.example>", "site_address: https://leeds.example"),
    "not known": ("site_address: TBC", "site_address: to be supplied"),
    "to be confirmed": ("site_address: To be confirmed.", "site_address: to be supplied"),
    "not applicable": ("site_address: n/a", "site_address: to be supplied"),
    "text not known": ("next_steps: TBC", "next_steps: to be supplied"),
    "optional and not known": ("place: Leeds\nresponse_deadline: TBC", "place: Leeds"),
    "mailto": ("contact:\n  email: mailto:a@leeds.example", "contact:\n  email: a@leeds.example"),
    "name and email": (
        "contact:\n  email: Ann <a@leeds.example>",
        "contact:\n  email: a@leeds.example\n  name: Ann",
    ),
    "minutes": (
        "survey:\n  link: https://leeds.example\n  duration: about 20 minutes",
        "survey:\n  address: https://leeds.example\n  minutes: 20",
    ),
    "kind": (
        "ways_to_respond:\n  - kind: By post\n    title: By post\n    details: Write.",
        "ways_to_respond:\n  - kind: post\n    title: By post\n    details: Write.",
    ),
    "logo": (
        "brand:\n  logo: logo.svg\n  logo_text: Leeds",
        "brand:\n  logo: content/media/logo.svg\n  logo_text: Leeds",
    ),
    "windows path": (
        'brand:\n  logo: "C:\\Users\\ann\\logo.svg"\n  logo_text: Leeds',
        "brand:\n  logo: content/media/logo.svg\n  logo_text: Leeds",
    ),
    "backslashes": (
        "brand:\n  logo: content\\media\\logo.svg\n  logo_text: Leeds",
        "brand:\n  logo: content/media/logo.svg\n  logo_text: Leeds",
    ),
}
#: The same for whole lists.
LISTS = {
    "event in other words": (
        EVENTS,
        "- title: Drop-in\n  date: 20 April 2027\n  time: 6pm to 8pm\n  venue: Library\n",
        "- what: Drop-in\n  start: 2027-04-20 18:00\n  end: 2027-04-20 20:00\n  where: Library\n",
    ),
    "event with a time of its own": (
        EVENTS,
        "- what: Drop-in\n  start: 2027-04-20\n  time: 18:00\n",
        "- what: Drop-in\n  start: 2027-04-20 18:00\n",
    ),
    "event with a span": (
        EVENTS,
        "- what: Drop-in\n  start: 20/04/2027 6-8pm\n",
        "- what: Drop-in\n  start: 2027-04-20 18:00\n  end: 2027-04-20 20:00\n",
    ),
    "event with a span in figures": (
        EVENTS,
        "- what: Drop-in\n  start: 2027-04-20 17:00-18:00\n",
        "- what: Drop-in\n  start: 2027-04-20 17:00\n  end: 2027-04-20 18:00\n",
    ),
    "event with a span of half-days": (
        EVENTS,
        "- what: Drop-in\n  start: 20 April 2027, 5pm – 6pm\n",
        "- what: Drop-in\n  start: 2027-04-20 17:00\n  end: 2027-04-20 18:00\n",
    ),
    "event on two days": (
        EVENTS,
        "- what: Fair\n  start: 30–31 May 2027\n",
        "- what: Fair\n  start: 2027-05-30\n  end: 2027-05-31\n",
    ),
    "event with a moment and a span": (
        EVENTS,
        "- what: Drop-in\n  start: 2027-04-20 10:00\n  time: 10am-12 noon\n",
        "- what: Drop-in\n  start: 2027-04-20 10:00\n  end: 2027-04-20 12:00\n",
    ),
    "event with a span of its own": (
        EVENTS,
        "- what: Drop-in\n  start: 2027-04-20\n  time: 2pm to 4pm\n",
        "- what: Drop-in\n  start: 2027-04-20 14:00\n  end: 2027-04-20 16:00\n",
    ),
    "event over two nights": (
        EVENTS,
        "- what: Drop-in\n  start: 2027-04-20 17:00 - 2027-04-21 18:00\n",
        "- what: Drop-in\n  start: 2027-04-20 17:00\n  end: 2027-04-21 18:00\n",
    ),
    "event that ends at 8pm": (
        EVENTS,
        "- what: Drop-in\n  start: 2027-04-20 18:00\n  end: 8pm\n",
        "- what: Drop-in\n  start: 2027-04-20 18:00\n  end: 2027-04-20 20:00\n",
    ),
    "document in other words": (
        DOCUMENTS,
        "- name: Plan\n  link: https://leeds.example/plan.html\n  format: summary\n  alternatives:\n"
        "    - type: Easy Read\n      url: https://leeds.example/easy\n",
        "- title: Plan\n  address: https://leeds.example/plan.html\n  kind: summary\n  alternatives:\n"
        "    - kind: easy_read\n      address: https://leeds.example/easy\n",
    ),
    "questions in other words": (
        "content/data/faqs.yaml",
        "- q: Why?\n  a: Because.\n",
        "- question: Why?\n  answer: Because.\n",
    ),
    "terms in other words": (
        "content/data/glossary.yaml",
        "- word: ASB\n  definition: Anti-social behaviour\n",
        "- term: ASB\n  meaning: Anti-social behaviour\n",
    ),
    "terms before their meanings": (
        "content/data/glossary.yaml",
        "- ASB: Anti-social behaviour\n",
        "- term: ASB\n  meaning: Anti-social behaviour\n",
    ),
    "questions before their answers": (
        "content/data/faqs.yaml",
        "- Who decides?: The council\n",
        "- question: Who decides?\n  answer: The council\n",
    ),
    "days before what changed": (
        "content/data/updates.yaml",
        "- 2027-03-02: The consultation opened\n",
        "- date: 2027-03-02\n  what: The consultation opened\n",
    ),
    **{
        f"two days: {typed}": (
            EVENTS,
            f"- what: Talk\n  start: {typed}\n",
            f"- what: Talk\n  start: 2027-05-30\n  end: {last}\n",
        )
        for typed, last in {
            "30/31 May 2027": "2027-05-31",
            "30th/31st May 2027": "2027-05-31",
            "30 and 31 May 2027": "2027-05-31",
            "30 May / 1 June 2027": "2027-06-01",
            "2027-05-30/2027-05-31": "2027-05-31",
        }.items()
    },
    "hour in words": (
        EVENTS,
        "- what: Talk\n  start: 2027-04-20 17:00\n  end: six o'clock\n",
        "- what: Talk\n  start: 2027-04-20 17:00\n  end: 2027-04-20 18:00\n",
    ),
    "place in another key": (
        EVENTS,
        "- what: Talk\n  start: 2027-04-20 18:00\n  address: Town Hall, 1 High Street\n"
        "  step_free: Yes, use the ramp\n",
        "- what: Talk\n  start: 2027-04-20 18:00\n  where: Town Hall, 1 High Street\n  step_free: yes\n"
        "  details: use the ramp\n",
    ),
    "place in parts": (
        EVENTS,
        "- what: Talk\n  start: 2027-04-20 18:00\n  where: {venue: Town Hall, postcode: S1 2HH}\n",
        "- what: Talk\n  start: 2027-04-20 18:00\n  where: Town Hall, S1 2HH\n",
    ),
    "online": (
        EVENTS,
        "- what: Talk\n  start: 2027-04-20 18:00\n  online: yes\n",
        "- what: Talk\n  start: 2027-04-20 18:00\n  where: Online\n",
    ),
    "file in another key": (
        DOCUMENTS,
        "- title: Plan\n  link: logo.svg\n  size: 2 MB\n",
        "- title: Plan\n  file: content/media/logo.svg\n",
    ),
    "file without its ending": (
        DOCUMENTS,
        "- title: Plan\n  file: logo\n",
        "- title: Plan\n  file: content/media/logo.svg\n",
    ),
    "another key above": (
        "content/data/quotes.yaml",
        "items:\n  - text: Good\n    name: Ann\n",
        "  - text: Good\n    name: Ann\n",
    ),
}


#: Lines that are marked up, indented or quoted in ways that YAML does not have, and what the advice must make of them.
MARKED = {
    "**place**: Leeds": "place: Leeds",
    "**place:** Leeds": "place: Leeds",
    'place: "A" & "B"': 'place: \'"A" & "B"\'',
    "place: {Leeds}": "place: Leeds",
    "brand:\n  colour: rgb(0, 75, 110)": 'brand:\n  colour: "#004b6e"',
    "brand:\n  colour: 0x004b6e": 'brand:\n  colour: "#004b6e"',
    "language: en-UK": "language: en-GB",
}
#: What is typed as the phone number, and the lines that must be there after the advice has been followed.
PHONES = {
    "0114 273 4567 (9am-5pm)": "phone: 0114 273 4567\n  hours: 9am-5pm",
    "0114 273 4567 Mon-Fri 9-5": "phone: 0114 273 4567\n  hours: Mon-Fri 9-5",
    "0114 273 4567 9am to 5pm": "phone: 0114 273 4567\n  hours: 9am to 5pm",
    "07700 900123 (text only)": "phone: 07700 900123\n  hours: text only",
    "0114 273 4567 (text relay 18001 0114 273 4567)": "phone: 0114 273 4567\n  hours: text relay 18001 0114 273 4567",
    "0114/273 4567": "phone: 0114 273 4567",
    "0114.273.4567": "phone: 0114 273 4567",
    "O114 273 4567": "phone: 0114 273 4567",
    "tel:+441142734567": "phone: +441142734567",
    "<tel:01142734567>": "phone: 01142734567",
    "[0114 273 4567](tel:01142734567)": "phone: 0114 273 4567",
    "(+44) 114 273 4567": "phone: +44 114 273 4567",
    "+0114 273 4567": "phone: 0114 273 4567",
    "01142734567.0": "phone: 01142734567",
    "０１１４ ２７３ ４５６７": "phone: 0114 273 4567",
    "0114 273 4567 or 0114 273 4568": "phone: 0114 273 4567",
    "0114 273 4567 / 0114 273 4568": "phone: 0114 273 4567",
    "[0114 273 4567, 0114 273 4568]": "phone: 0114 273 4567",
    "1142734567": "phone: 01142734567",
    "44 114 273 4567": "phone: +44 114 273 4567",
}
#: The same for an email address.
EMAILS = {
    "parks at leeds.example": "email: parks@leeds.example",
    "parks AT leeds DOT example": "email: parks@leeds.example",
    "parks @ leeds.example": "email: parks@leeds.example",
    "parks＠leeds.example": "email: parks@leeds.example",
    "parks@leeds,example": "email: parks@leeds.example",
    "parks@@leeds..example": "email: parks@leeds.example",
    "parks@leeds.example.": "email: parks@leeds.example",
    "mailto:parks@leeds.example?subject=Plan": "email: parks@leeds.example",
    "https://parks@leeds.example": "email: parks@leeds.example",
    "parks@leeds.example, trees@leeds.example": "email: parks@leeds.example",
    "[parks@leeds.example, trees@leeds.example]": "email: parks@leeds.example",
}
#: The same for a whole number.
NUMBERS = {
    "1,234": "1234",
    "1 234": "1234",
    "about 3k": "3000",
    "1.2 million": "1200000",
    "1,200,000": "1200000",
    "1,200 to 1,300": "1200",
    "1200 people": "1200",
    "twelve": "12",
}
#: Texts that could mean another whole number, or none.
NO_NUMBERS = ("1.5", "1 hour", "one thousand two hundred", "12,34", "1:30", "-3", "0x10", "1e3", "2026/27", "50%")
#: Phone numbers that are accepted as they are, and the digits that a phone dials.
TAKEN = {
    "01142734567": "01142734567",
    "+44 (0)114 273 4567": "+441142734567",
    "0114 273 4567 ext. 12": "01142734567",
    "18001 0114 273 4567": "1800101142734567",
    "0049 30 1234567": "0049301234567",
    "101": "101",
}


def problems_of(files, folder):
    """Return the errors and warnings of the smallest site with these files added, in order."""
    write_files({**SMALLEST, "content/media/logo.svg": SVG, **files}, folder)
    # Stop before pages are drawn: by then, everything that was read has been checked.
    plans = plan_languages(load_site_files(folder), folder, engine_templates(), datetime(2027, 4, 1, 12), Store())
    found = sorted_problems(problem for plan in plans for problem in plan.found)
    return [each for each in found if each.severity >= Severity.WARNING]


def follow(file, before, after, folder):
    """Check a file, follow the advice, and compare; after that, nothing more may be reported."""
    found = problems_of({file: before}, folder / "before")
    assert found, "nothing was reported"
    assert obeyed(before, found) == after
    assert problems_of({file: after}, folder / "after") == []


@pytest.mark.parametrize("typed", DATES)
def test_dates(typed, tmp_path):
    """Following the advice once turns any way of writing a date into the moment that this program reads from it."""
    before = CONFIG.replace("2027-05-31", typed)
    follow(CONFIG_FILE, before, CONFIG.replace("2027-05-31", DATES[typed]), tmp_path)


@pytest.mark.parametrize("case", LINES)
def test_lines(case, tmp_path):
    """A line that cannot be read, or has a value that its key cannot hold, becomes what was meant in one step."""
    before, after = LINES[case]
    found = problems_of({CONFIG_FILE: f"{CONFIG}{before}\n"}, tmp_path / "before")
    assert obeyed(f"{CONFIG}{before}\n", found) == f"{CONFIG}{after}\n"
    again = problems_of({CONFIG_FILE: f"{CONFIG}{after}\n"}, tmp_path / "after")
    assert again == []


@pytest.mark.parametrize(("key", "typed"), [("phone", each) for each in PHONES] + [("email", each) for each in EMAILS])
def test_contacts(key, typed, tmp_path):
    """A phone number or an address with something next to it, or written in another way, loses nothing."""
    lines = (PHONES if key == "phone" else EMAILS)[typed]
    before = f"{CONFIG}contact:\n  {key}: {typed}\n"
    follow(CONFIG_FILE, before, f"{CONFIG}contact:\n  {lines}\n", tmp_path)


@pytest.mark.parametrize("typed", NUMBERS)
def test_numbers(typed, tmp_path):
    """The advice for a number with words, signs or a range around it is the plain number."""
    results = f"{CONFIG}results:\n  published: 2027-06-02\n  responses: "
    follow(CONFIG_FILE, f"{results}{typed}\n", f"{results}{NUMBERS[typed]}\n", tmp_path)


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_no_number_is_guessed(typed):
    """If a text may mean some other number, none is offered."""
    with pytest.raises(FieldError) as refused:
        WholeNumber.parse(typed)
    assert not refused.value.write


@pytest.mark.parametrize("typed", TAKEN)
def test_telephone_numbers_as_they_are(typed):
    """Every digit of a number is kept, including a leading zero; an extension is shown and not dialled."""
    number = PhoneNumber.parse(typed)
    assert number == typed
    assert number.digits == TAKEN[typed]


@pytest.mark.parametrize("typed", MARKED)
def test_marks(typed, tmp_path):
    """Markup that people know from elsewhere is removed."""
    follow(CONFIG_FILE, f"{CONFIG}{typed}\n", f"{CONFIG}{MARKED[typed]}\n", tmp_path)


def test_lines_that_are_not_further_in(tmp_path):
    """Each line below `|` that is not indented far enough is reported, with the number of spaces to add."""
    found = problems_of({CONFIG_FILE: f"{CONFIG}contact:\n  post: |\n  Town Hall\n  S1 2HH\n"}, tmp_path)
    assert [(each.location.line, each.advice) for each in found] == [
        (number, "Type two more spaces in front.") for number in (9, 10)
    ]


def test_special_character_before_no_address(tmp_path):
    """A value that would not be an address even in quotation marks is reported as that, not as a YAML error."""
    found = problems_of({CONFIG_FILE: f"{CONFIG}contact:\n  email: @millbrook\n"}, tmp_path)
    assert [each.code for each in found] == ["CONF-012"]


def test_notes_among_editors(tmp_path):
    """TBC as a place would be printed, so it is a warning; as a term or an answer it is a word like any other."""
    glossary = "- term: TBC\n  meaning: To be confirmed.\n"
    questions = "- text: Which?\n  kind: choice\n  answers: [N/A, '?']\n"
    lists = {"content/data/glossary.yaml": glossary, "content/data/questions.yaml": questions}
    found = problems_of({CONFIG_FILE: f"{CONFIG}place: TBC\n", **lists}, tmp_path)
    assert [(each.code, each.path) for each in found] == [("CONF-026", "place")]


def test_list_of_comments(tmp_path):
    """A list whose items are all commented out is a list with no items."""
    assert problems_of({EVENTS: "# - what: Talk\n#   start: 2027-04-20\n"}, tmp_path) == []


@pytest.mark.parametrize(
    "value", ["{}", "[{}]", "[[]]", "{a: [b]}", "[a, [b]]", "~", "[~]", "[{a: b}, {a: c}]", "- ", "{'': ''}"]
)
def test_any_shape_is_told(value, tmp_path):
    """Any wrong shape in place of a list or a mapping is reported, and never raises an exception."""
    lists = {f"content/data/{name}.yaml": f"{value}\n" for name in ("events", "documents", "faqs", "glossary")}
    keys = "".join(f"{key}: {value}\n" for key in ("contact", "partners", "outcome", "milestones") if value != "- ")
    found = problems_of({CONFIG_FILE: CONFIG + keys, **lists}, tmp_path)
    assert {each.location.file.rpartition("/")[2] for each in found} >= {"events.yaml", "glossary.yaml"}


@pytest.mark.parametrize("post", ["|\n    A\n    B", ">\n    A\n    B", "A\n    B", "[A, B]", "A<br>B", '"A\n    B"'])
def test_lines_of_a_postal_address(post, tmp_path):
    """A postal address is read line by line, however it was typed."""
    write_files({**SMALLEST, CONFIG_FILE: f"{CONFIG}contact:\n  post: {post}\n"}, tmp_path)
    build = make_site(tmp_path, engine_templates(), datetime(2027, 4, 1, 12))
    assert build.site is not None and build.site.consultation.contact is not None
    assert str(build.site.consultation.contact.post) == "A\nB"


@pytest.mark.parametrize("case", LISTS)
def test_lists(case, tmp_path):
    """Following the advice once turns a list in content/data into what was meant."""
    file, before, after = LISTS[case]
    follow(file, before, after, tmp_path)


@pytest.mark.parametrize("start", ["18:00-17:00", "2027-04-20 18:00-17:00", "20 April 2027, 6pm to 5pm"])
def test_times_in_the_wrong_order(start, tmp_path):
    """A span that ends before it begins is one problem, reported in one sentence."""
    found = problems_of({EVENTS: f"- what: Talk\n  start: {start}\n"}, tmp_path)
    assert [(each.code, each.message) for each in found] == [("DATE-009", f"“{start}” ends before it begins.")]


@pytest.mark.parametrize("file", ["01-why.md"])
def test_front_matter(file, tmp_path):
    """All problems of front matter are reported at once, together with those of the text."""
    before = "---\nTitel: Why: parks\nnav-title: 1\nupdated: 5 May 2026\n---\n\nText. ![](media/logo.svg)\n"
    found = problems_of({f"content/{file}": before}, tmp_path)
    assert [(each.code, each.location.line, each.advice) for each in found][:4] == [
        ("CONF-001", 2, "Did you mean “title”?"),
        ("YAML-003", 2, 'Put quotation marks around the value: Titel: "Why: parks"'),
        ("CONF-001", 3, "Write nav_title: 1"),
        ("DATE-003", 4, "Write updated: 2026-05-05"),
    ]
    assert found[4].code == "PIC-001"


@pytest.mark.parametrize(
    ("front", "told", "advice"),
    [
        ("draft", "CONF-003", "Write draft: yes"),
        ("DRAFT;", "CONF-003", "Write draft: yes"),
        ("Draft - yes", "CONF-003", "Write draft: yes"),
        ("title: Why\nDraft – yes", "YAML-001", "Write draft: yes – or"),
        ("Publish on 1 March 2027", "CONF-003", "Write publish_on: 1 March 2027"),
        ("title = Why", "CONF-003", "Write title: Why"),
        ("title = Why\ndraft = yes", "CONF-003", "Write title: Why, and do the same with the lines below it"),
        ("Draft: yes", "CONF-001", "Write draft: yes"),
        ("_draft: yes", "CONF-001", "Write draft: yes"),
        ("publishOn: 2027-06-01", "CONF-001", "Write publish_on: 2027-06-01"),
        ("publish-on: 1 June 2027", "CONF-001", "Did you mean “publish_on”?"),
    ],
)
def test_front_matter_kept_back(front, told, advice, tmp_path):
    """A line that is surely meant to hold a chapter back, or to be its title, is never printed as text."""
    found = problems_of({"content/01-why.md": f"---\n{front}\n---\n\n# Why\n\nText.\n"}, tmp_path)
    assert found[0].code == told
    assert found[0].advice.startswith(advice)


def test_json_between_lines_of_hyphens_is_read(tmp_path):
    """JSON is YAML: between two lines of `---`, it holds a chapter back like any other front matter."""
    front = '---\n{"title": "Why", "draft": true}\n---\n\n# Why\n\nText.\n'
    write_files({**SMALLEST, "content/02-more.md": front}, tmp_path)
    build = make_site(tmp_path, engine_templates(), datetime(2027, 4, 1, 12))
    assert [each for each in build.problems if each.severity >= Severity.WARNING] == []
    assert "more.html" not in build.files
    assert "why.html" in build.files


@pytest.mark.parametrize("text", ["---\nSummary\n---\n", "---\nDrafting the plan\n---\n", "---\nTitle deeds\n---\n"])
def test_heading_between_rules_is_a_heading(text, tmp_path):
    """A heading below a rule is not taken for a key, whatever its first word is."""
    write_files({**SMALLEST, "content/02-more.md": f"{text}\nText.\n"}, tmp_path)
    build = make_site(tmp_path, engine_templates(), datetime(2027, 4, 1, 12))
    assert "more.html" in build.files


@pytest.mark.parametrize(
    ("line", "severity"),
    [
        ("draft: “no”", Severity.HINT),
        ("updated: ‘2027-03-01’", Severity.HINT),
        ("title: “Why”", Severity.WARNING),
        ("layout: “page”", None),
    ],
)
def test_curly_quotes(line, severity, tmp_path):
    """Curly quotation marks are a warning if readers will see them, and a hint if they are left out."""
    write_files({**SMALLEST, "content/01-why.md": f"---\n{line}\n---\n\n# Why\n\nText.\n"}, tmp_path)
    build = make_site(tmp_path, engine_templates(), datetime(2027, 4, 1, 12))
    found = [each for each in build.problems if each.code == "YAML-013"]
    assert [each.severity for each in found] == ([severity] if severity else [])
    assert all(("Readers will see" in each.message) == (severity is Severity.WARNING) for each in found)


@pytest.mark.parametrize(
    ("config", "advice"),
    [
        (
            "survey:\n  address: https://leeds.example/s\nform: a\n",
            "“survey” is for that, and is already on line 7.",
        ),
        ("survey:\n  - https://leeds.example/s\n", "in, address: https://leeds.example/s"),
        ("strategy_period: 2027-30\n", "first_year: 2027 and, on a line of its own, last_year: 2030"),
        ("withdrawn: yes\n", "date: and reason: with a value, each on a line of its own"),
        ("reviews: 2027-05-01\n", "write - date: 2027-05-01, and below it what: with a value"),
        ("silence: TEXT-005, LINK-002\n", "Below silence: write - TEXT-005 and - LINK-002, each on a line of its own."),
    ],
)
def test_wrong_shape(config, advice, tmp_path):
    """A value in place of keys or a list is reported with where it belongs, and always with words to write."""
    found = problems_of({CONFIG_FILE: f"{CONFIG}{config}"}, tmp_path)
    assert advice in found[0].advice

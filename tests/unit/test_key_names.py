"""Other words for keys and choices lead to the right one, in every record."""

import msgspec
import pytest

from microsite.model.accessibility import Accessibility, Barrier
from microsite.model.chapter import FrontMatter
from microsite.model.consultation import Consultation
from microsite.model.documents import Alternative
from microsite.model.life import Extension, Outcome, Pause, Results, Withdrawal
from microsite.model.lists import DATA_FILES
from microsite.model.missing_files import meant_file
from microsite.model.records import Contact, Partner
from microsite.model.responses import Survey, WayToRespond
from microsite.validate.key_names import meant_choice, meant_key
from microsite.validate.key_synonyms import OF_RECORD, SHARED

RECORDS = {
    kind.__name__: {each.encode_name for each in msgspec.structs.fields(kind)}
    for kind in (
        *DATA_FILES.values(), Accessibility, Alternative, Barrier, Consultation, Contact, FrontMatter, Partner, Survey,
        WayToRespond, Extension, Outcome, Pause, Results, Withdrawal,
    )
}  # fmt: skip
MEANT = """
Consultation town place; Consultation url site_address; Consultation Website site_address; Consultation headline title
Consultation Opening-date opens; Consultation DEADLINE closes; Consultation timezone time_zone
Consultation priority priorities; Consultation partner partners; Consultation questionnaire survey
Partner organisation name; Partner url address; Partner link address; Partner website address; Partner type kind
Document name title; Document link address; Document pdf file; Document format kind; Document formats alternatives
Event title what; Event date start; Event time start; Event venue where; Event location where; Event until end
Faq q question; Faq a answer; Faq Frage question; GlossaryTerm word term; GlossaryTerm definition meaning
Contact mail email; Contact e-mail email; Contact E-Mail email; Contact tel phone; Contact Telephone phone
Contact address post; Survey link address; Survey url address; Survey duration minutes
FrontMatter name title; FrontMatter heading title; FrontMatter weight order; FrontMatter number order
FrontMatter position order; FrontMatter Titel title; Quote quote text; Quote speaker name; Update text what
Alternative type kind; WayToRespond description details; Question options answers
""".replace("\n", ";")


@pytest.mark.parametrize("case", [case.strip() for case in MEANT.split(";") if case.strip()])
def test_meant_key(case):
    """Another word for a key leads to that key."""
    record, word, key = case.split()
    assert meant_key(word, record, RECORDS[record]) == key


@pytest.mark.parametrize("record", RECORDS)
def test_own_keys(record):
    """Every key leads to itself, even in capitals, with hyphens, with spaces or in curly quotation marks."""
    keys = RECORDS[record]
    for key in keys:
        for written in (key, key.upper(), key.replace("_", "-"), key.replace("_", " ").title(), f"“{key}”"):
            assert meant_key(written, record, keys) == key


def test_far_from_any():
    """A word that resembles no key leads to none."""
    assert meant_key("favourite_tree", "Consultation", RECORDS["Consultation"]) == ""
    assert meant_key("x", "Partner", RECORDS["Partner"]) == ""


def test_tables():
    """The tables name records and keys that exist, and no word stands for two keys of one record."""
    for record, table in OF_RECORD.items():
        words = [word for words in table.values() for word in words.split()]
        assert sorted(set(words)) == sorted(words), record
        if record in RECORDS:
            assert set(table) <= RECORDS[record], record
    assert set(SHARED) <= {key for keys in RECORDS.values() for key in keys}


def test_meant_choice():
    """Another word for a choice leads to that choice; one that resembles none leads to none."""
    ways = ("post", "phone", "email", "in_person", "sign_language", "text_message", "other")
    assert [meant_choice(word, ways) for word in ("By Post", "Telephone", "e-mail", "drop-in", "SMS", "pigeon")] == [
        "post", "phone", "email", "in_person", "text_message", ""
    ]  # fmt: skip
    assert meant_choice("Easy Read", ("easy_read", "bsl", "other")) == "easy_read"
    assert meant_choice("British Sign Language", ("easy_read", "bsl", "other")) == "bsl"
    states = ("planned", "under_way", "done", "dropped")
    words = ("In progress", "completed", "not started", "cancelled", "late")
    assert [meant_choice(word, states) for word in words] == ["under_way", "done", "planned", "dropped", ""]
    hosts = ("apache", "nginx", "iis", "azure")
    assert [meant_choice(word, hosts) for word in ("Apache server", "IIS", "apache or nginx")] == [
        "apache", "iis", ""
    ]  # fmt: skip


def test_meant_file():
    """A file is suggested for another name if it is surely meant, and never otherwise."""
    media = [
        "content/media/logo.svg",
        "content/media/Easy Read.pdf",
        "content/media/site-map.pdf",
        "content/media/plan-2026.pdf",
    ]
    meant = {
        "logo.svg": "content/media/logo.svg",
        "media/Logo.SVG": "content/media/logo.svg",
        "images/easy-read.pdf": "content/media/Easy Read.pdf",
        "content/media/easy_reed.pdf": "content/media/Easy Read.pdf",
        "\u202acontent/media/logo.svg": "content/media/logo.svg",
        "media/map.pdf": "",
        "logo.png": "",
        "content/media/plan-2027.pdf": "",
    }
    assert {file: meant_file(file, media) for file in meant} == meant

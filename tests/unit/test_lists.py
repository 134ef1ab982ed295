"""Ids of list items, and what a site says about its lists."""

from microsite.model.lists import LONGEST_ID, id_from_words, with_ids
from microsite.model.records import Quote
from microsite.validate.field_types import LocalText
from microsite.validate.web_types import QuestionLink, RecordId
from tests.built_sites import LATER, STATES, built


def test_ids_are_made_from_words():
    """An id consists of lower-case letters of any script and digits, with hyphens, and is cut between words."""
    assert id_from_words("GO! Southampton & Café") == "go-southampton-café"
    assert id_from_words("لماذا خطة") == "لماذا-خطة"
    assert id_from_words("?!") == "item"
    long = id_from_words("a walk through every park of the town with residents and councillors")
    assert long == "a-walk-through-every-park-of-the-town-with-residents-and" and len(long) <= LONGEST_ID


def test_given_ids_stay():
    """An id from the author is kept; other items get one."""
    text, name = LocalText("Yes."), LocalText("Ada Marsh")
    items = with_ids([Quote(id=RecordId("mine"), text=text, name=name), Quote(text=text, name=name)])
    assert [item.id for item in items] == ["mine", "ada-marsh"]


def test_every_item_has_an_id():
    """Every item in a site's lists has an id of its own."""
    site = built(LATER, "closed").site
    assert site
    lists = [getattr(site.lists, name) for name in site.lists.__struct_fields__]
    lists += [site.consultation.partners, site.consultation.priorities, site.consultation.ways_to_respond]
    assert all(items for items in lists)
    for items in lists:
        assert len({item.id for item in items if item.id}) == len(items)


def test_past_events_stay_past():
    """An event that was over when the site was built stays past in each later state."""
    past = [len(site.past_events) for state in STATES if (site := built("harbour-town", state).site)]
    assert past == sorted(past) == [0, 1, 4]


def test_question_link():
    """A question's address contains its number or its anchor; without an anchor there is no address."""
    assert QuestionLink.parse("https://example.org/#q{number}").for_question(3, "") == "https://example.org/#q3"
    anchored = QuestionLink.parse("https://example.org/?go={anchor}")
    assert anchored.for_question(3, "a b") == "https://example.org/?go=a%20b"
    assert anchored.for_question(3, "") == ""

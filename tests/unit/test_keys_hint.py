"""Keys of other programs: one hint for all chapters, and an error for a date that is later than the build."""

import pytest

from tests.small_sites import made

BODY = "# Why a plan\n\nParks are for everyone.\n"


def told(chapters, folder, now="2027-04-01T12:00", config=""):
    """Return what is reported about the chapters' keys."""
    files = {
        f"content/{name}.md": f"---\n{keys}\n---\n\n{BODY.replace('Why', name)}" for name, keys in chapters.items()
    }
    if config:
        files["site_config.yaml"] = config
    build = made(files, folder, now)
    return [
        (each.code, each.location.file, each.message, each.advice)
        for each in build.problems
        if each.code in ("CHAP-016", "CONF-028")
    ]


def test_one_chapter(tmp_path):
    """For a single chapter, the hint lists the keys, and there is nothing to do."""
    assert told({"01-why": "layout: page\nauthor: Ann"}, tmp_path) == [
        (
            "CHAP-016",
            "content/01-why.md",
            "These keys in the front matter of this chapter mean nothing here, so we ignore them: author, layout.",
            "You do not need to do anything. Delete them, or leave them.",
        )
    ]


def test_several_chapters(tmp_path):
    """For several chapters, keys are counted, most frequent first; eight are named, and the rest are only counted."""
    many = (
        "layout: page\nauthor: A\ntags: b\ncategory: c\nimage: d\npermalink: /e/\ntype: f\nlocale: g\nref: h\nmath: no"
    )
    ((_, file, message, _),) = told({"01-why": many, "02-more": "layout: page\nref: i"}, tmp_path)
    assert file == "content"
    named = "layout (2), ref (2), author (1), category (1), image (1), locale (1), math (1), permalink (1)"
    assert message.startswith("These keys in the front matter of 2 chapters")
    assert message.endswith(f"so we ignore them: {named} and 2 more.")


@pytest.mark.parametrize(
    ("keys", "advice"),
    [
        ("nav_order: 3", "To use them here, rename them: nav_order is order here."),
        ("heading: Why", "To use them here, rename them: heading is title here."),
        ("expires: 2027-12-01", "To use them here, rename them: expires is expire_on here."),
        ("motto: Green is good", "Readers do not see what motto says. If they should, write it in the text."),
        ("lang: en\nlayout: page", "To use them here, rename them: lang is language in site_config.yaml."),
        (
            "noindex: yes",
            "A page with noindex is still public and in the menus. To hide it, write draft: yes in its front matter.",
        ),
        (
            "noindex: yes\nrobots: noindex",
            "A page with noindex or robots is still public and in the menus. To hide it, write draft: yes in its front "
            "matter.",
        ),
    ],
)
def test_advice(keys, advice, tmp_path):
    """The hint says what a key is called here, and which keys do not hide a page from readers."""
    ((_, _, _, said),) = told({"01-why": keys}, tmp_path)
    assert said == advice


@pytest.mark.parametrize(
    ("keys", "held_back"),
    [
        ("Entwurf: ja", True),
        ("Entwurf: nein", False),
        ("brouillon: true", True),
        ("borrador: sí", True),
        ("veröffentlicht: nein", True),
        ("publié: oui", False),
        ("type: members", True),
        ("type: page", False),
        ("tags: [members]", False),
        ("visible: no", True),
        ("access: restricted", True),
        ("access: public", False),
        ("embargo: 2027-06-01", True),
        ("embargo: 2027-03-01", False),
        ("embargo: 2027-02-30", True),
        ("embargo: until Easter", True),
        ("publishDate: 2027-04-01", False),
        ("expiryDate: 2027-03-01", True),
        ("start: 2027-06-01", True),
        ("opens: 2027-06-01", True),
        ("opens: 2027-03-01", False),
        ("start: here", False),
        ("release: 2.0", False),
        ("status: in progress", False),
        ("status: not applicable", False),
        ("status: private", True),
        ("expires: 2027-12-01", False),
        ("review_by: 2027-12-01", False),
        ("eleventyExcludeFromCollections: true", False),
    ],
)
def test_what_keeps_a_page_back(keys, held_back, tmp_path):
    """A key that surely hides a page elsewhere is an error; one that only may is at most a hint."""
    codes = [code for code, *_ in told({"01-why": keys}, tmp_path)]
    assert codes == (["CONF-028"] if held_back else ["CHAP-016"])


def test_two_days_ahead(tmp_path):
    """Of two dates ahead, one is rewritten and the other deleted, because a key can be there only once."""
    found = told({"01-why": "date: 2027-06-01\nstart: 2027-06-02"}, tmp_path)
    assert [advice for *_, advice in found] == [
        "Write publish_on: 2027-06-01 instead. If the page should be public, delete the line.",
        "Delete this line: what you write on line 2 is enough.",
    ]


def test_day_ahead(tmp_path):
    """A date that other programs wait for is an error until it comes, and then a key like any other."""
    before = told({"01-why": "date: 2027-04-02\nlayout: page"}, tmp_path / "before")
    assert sorted(code for code, *_ in before) == ["CHAP-016", "CONF-028"]
    assert all("date" not in message for code, _, message, _ in before if code == "CHAP-016")
    after = told({"01-why": "date: 2027-04-01\nlayout: page"}, tmp_path / "after")
    assert [(code, "ignore them: date, layout." in message) for code, _, message, _ in after] == [("CHAP-016", True)]


def test_clock_not_known(tmp_path):
    """If the configuration has errors, a date that has come is listed with the other keys."""
    found = told({"01-why": "date: 2027-04-01\nlayout: page"}, tmp_path, config="title: Parks\nsumary: A plan.\n")
    assert [(code, "ignore them: date, layout." in message) for code, _, message, _ in found] == [("CHAP-016", True)]

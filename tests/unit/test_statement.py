"""The accessibility statement says what is known, claims nothing untested, and is linked from every page."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from microsite.cli import engine_templates
from microsite.model.statement_checks import LEGAL_PARTS
from microsite.pipeline import make_site
from tests.built_sites import SHOWN, SITES, pages
from tests.small_sites import CONFIG

#: The ids of headings, in the order of the model statement.
ORDER = "scope can how feedback report enforce visits technical compliance barriers improving about".split()


def site_of(folder, statement, now="2027-04-01T12:00"):
    """Build a small site with an accessibility statement, or without one."""
    (folder / "content").mkdir(exist_ok=True)
    (folder / "content/01-why.md").write_text("# Why\n\nText.\n", encoding="utf-8")
    text = CONFIG + ("accessibility:\n" + "".join(f"  {line}\n" for line in statement) if statement else "")
    (folder / "site_config.yaml").write_text(text, encoding="utf-8")
    return make_site(folder, engine_templates(), datetime.fromisoformat(now))


def page_of(build):
    """Return the statement's page, with white space collapsed."""
    return " ".join(build.files["accessibility.html"].decode().split())


def test_nothing_is_known(tmp_path):
    """Without a statement, the page says what the program itself does, and that the rest is to be supplied."""
    build = site_of(tmp_path, [])
    assert [(problem.code, problem.path, str(problem.location)) for problem in build.problems] == [
        ("FACT-001", "accessibility", "site_config.yaml")
    ]
    text = page_of(build)
    assert [each for each in ORDER if f'id="site-{each}"' not in text] == []
    places = [text.index(f'id="site-{each}"') for each in ORDER]
    assert places == sorted(places)
    assert text.count('class="supply"') >= len(LEGAL_PARTS)
    assert "A program makes these pages and checks each one" in text
    assert "compliant" not in text and "committed" not in text


def test_missing_parts_are_listed(tmp_path):
    """Each missing part that the law requires is a fact to be supplied, at the statement's line."""
    build = site_of(tmp_path, ["nation: wales", "tested: to be supplied"])
    found = {problem.path: str(problem.location) for problem in build.problems}
    assert set(found) == {f"accessibility.{part}" for part in LEGAL_PARTS if part != "nation"}
    assert found.pop("accessibility.tested") == "site_config.yaml:9:11"
    assert set(found.values()) == {"site_config.yaml:7:1"}


TESTED = ["tested: 2027-01-12", "tested_by: Three residents", "method: Every page by keyboard."]
BARRIER = ["not_compliant:", "  - what: The map is a picture.", "    criterion: to be supplied", "    date: 2027-09-01"]


@pytest.mark.parametrize("left_out", range(3))
def test_full_compliance_needs_a_test(left_out, tmp_path):
    """Without the day, tester or method of a test, “fully compliant” is left out, with a warning."""
    told = [line for number, line in enumerate(TESTED) if number != left_out]
    build = site_of(tmp_path, ["compliance: full", *told])
    assert "STMT-002" in {problem.code for problem in build.problems}
    assert "compliant" not in page_of(build)


def test_full_compliance_with_a_test(tmp_path):
    """With day, tester and method, the page says “fully compliant”, with the day."""
    build = site_of(tmp_path, ["compliance: full", *TESTED])
    assert {problem.code for problem in build.problems} == {"FACT-001"}
    text = page_of(build)
    day = '<time datetime="2027-01-12">Tuesday 12 January 2027</time>'
    assert f"When it was last tested, on {day}, this website was fully compliant" in text


def test_full_compliance_is_contradicted(tmp_path):
    """If a problem is listed, the page does not say that it is fully compliant."""
    build = site_of(tmp_path, ["compliance: full", *TESTED, *BARRIER])
    assert "STMT-003" in {problem.code for problem in build.problems}
    text = page_of(build)
    assert "compliant" not in text
    assert 'To be fixed by <time datetime="2027-09-01">' in text
    assert "Success criterion: <span" in text


@pytest.mark.parametrize(("compliance", "words"), [("partial", "partially compliant"), ("none", "not compliant")])
def test_compliance_is_that_of_a_day(compliance, words, tmp_path):
    """Compliance is stated as of the day of the test, and not at all until that is known."""
    assert "compliant" not in page_of(site_of(tmp_path, [f"compliance: {compliance}", *BARRIER]))
    text = page_of(site_of(tmp_path, [f"compliance: {compliance}", TESTED[0], *BARRIER]))
    day = '<time datetime="2027-01-12">Tuesday 12 January 2027</time>'
    assert f"When it was last tested, on {day}, this website was {words} with version 2.2, level AA" in text


def test_partial_compliance_needs_a_list(tmp_path):
    """With partial compliance, a list of problems is required, and the page says if it is missing."""
    build = site_of(tmp_path, ["compliance: partial", *TESTED])
    found = {problem.path: str(problem.location) for problem in build.problems}
    assert found["accessibility.not_compliant"] == "site_config.yaml:8:15"
    assert "The list of known problems: <span" in page_of(build)
    listed = site_of(tmp_path, ["compliance: partial", *TESTED, "out_of_scope:", *BARRIER[1:]])
    assert "accessibility.not_compliant" not in {problem.path for problem in listed.problems}
    complete = page_of(site_of(tmp_path, ["compliance: full", *TESTED]))
    assert "found no problems" in complete


@pytest.mark.parametrize(("now", "warned"), [("2027-09-01T23:59", False), ("2027-09-02T00:00", True)])
def test_overdue_repair(now, warned, tmp_path):
    """A fix is overdue once its date has passed."""
    build = site_of(tmp_path, BARRIER, now)
    assert ("STMT-004" in {problem.code for problem in build.problems}) == warned


def test_survey_without_privacy_notice(tmp_path):
    """A missing privacy notice of a survey is reported at the survey's line, and marked on the page."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/01-why.md").write_text("# Why\n\nText.\n", encoding="utf-8")
    survey = "survey:\n  address: https://survey.example.org/parks\n"
    (tmp_path / "site_config.yaml").write_text(CONFIG + survey, encoding="utf-8")
    build = make_site(tmp_path, engine_templates(), datetime(2027, 4, 1))
    found = {problem.path: str(problem.location) for problem in build.problems}
    assert found["survey.privacy_notice"] == "site_config.yaml:7:1"
    text = " ".join(build.files["privacy.html"].decode().split())
    assert "What happens to your answers: <span" in text


@pytest.mark.parametrize(("now", "warned"), [("2028-01-12T12:00", False), ("2028-01-14T12:00", True)])
def test_old_review(now, warned, tmp_path):
    """A review is out of date after a year, as of the build's moment."""
    build = site_of(tmp_path, ["reviewed: 2027-01-12"], now)
    assert ("STMT-001" in {problem.code for problem in build.problems}) == warned


def test_review_in_another_time_zone(tmp_path):
    """The moment of a build may be in a time zone other than the site's."""
    now = datetime(2028, 2, 1, 3, tzinfo=ZoneInfo("Asia/Tokyo"))
    site_of(tmp_path, ["reviewed: 2027-01-12"])
    assert "STMT-001" in {problem.code for problem in make_site(tmp_path, engine_templates(), now).problems}


@pytest.mark.parametrize(
    ("nation", "body"),
    [
        ("england", "Equality Advisory and Support Service"),
        ("scotland", "Equality Advisory and Support Service"),
        ("wales", "Equality Advisory and Support Service"),
        ("northern_ireland", "Equality Commission for Northern Ireland"),
    ],
)
def test_each_nation_has_its_helper(nation, body, tmp_path):
    """Each nation has its own enforcement body, and its own advisory service."""
    text = page_of(site_of(tmp_path, [f"nation: {nation}"]))
    assert f">{body}</a>" in text
    assert ("Equality and Human Rights Commission" in text) == (nation != "northern_ireland")


@pytest.mark.parametrize("name", SITES)
def test_reached_from_every_page(name):
    """Every page but redirects links to the statement and to privacy; a 404 page with a button, to the statement."""
    for path, text in pages(name, SHOWN[name]).items():
        if 'http-equiv="refresh"' in text:
            continue
        if path != "404.html":
            assert 'accessibility.html">' in text and 'privacy.html">' in text, path
        elif 'class="button"' in text:
            assert 'accessibility.html">' in text


def test_the_second_site_has_supplied_all():
    """With every fact given, neither page has anything to be supplied."""
    drawn = pages("harbour-town", "open")
    for path in ("accessibility.html", "privacy.html"):
        assert 'class="supply"' not in drawn[path]
    assert "run by Example Surveys Ltd" in drawn["privacy.html"]
    assert "https://survey.example.org/accessibility" in drawn["accessibility.html"]


def test_privacy_of_a_site_without_a_survey(tmp_path):
    """Without a survey, the privacy page does not mention one, and says only that the host may keep a log."""
    text = site_of(tmp_path, []).files["privacy.html"].decode()
    assert 'id="site-survey"' not in text and 'class="supply"' not in text
    assert "Whoever hosts these pages may keep a log" in text

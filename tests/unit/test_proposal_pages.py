"""Which pages show facts about a proposal, people's answers and a delay, and from when."""

import json

from microsite.problems import Severity
from tests.small_sites import made

TOLD = """\
proposal:
  can_change: Which parks come first.
  settled: to be supplied
  why_now: The old plan ends this year.
  alternatives:
    - option: Keep the old plan
      why_not: It names parks that are gone.
survey:
  address: https://survey.example.org/parks
  privacy_notice: https://www.example.org/privacy
privacy:
  names: not_asked
  controller: Millbrook Town Council
  kept: to be supplied
contact:
  complaints: Write to the Monitoring Officer.
  complaints_page: https://www.example.org/complaints
"""
DELAYED = """\
outcome:
  expected: A decision in July.
  delays:
    - date: 2027-08-20
      reason: It now comes in October.
results:
  published: 2027-07-01
  responses: 1412
  channels: [{way: Online, responses: 1380}, {way: By post, responses: 32}]
"""


def text(build, page):
    """Return the text of a page."""
    return build.files[page].decode()


def test_pages_of_a_proposal(tmp_path):
    """What can change is on the home page; the whole proposal has its own page and is in the whole document."""
    build = made({"config": TOLD}, tmp_path)
    home, page, whole = (text(build, name) for name in ("index.html", "proposal.html", "whole-document.html"))
    assert all("Which parks come first." in each for each in (home, page, whole))
    assert "It names parks that are gone." in page and "It names parks that are gone." in whole
    assert "It names parks" not in home
    assert 'href="proposal.html"' in home
    assert "to be supplied" in page
    record = json.loads(build.files["consultation.json"])
    assert record["proposal"]["alternatives"] == [
        {"option": "Keep the old plan", "why_not": "It names parks that are gone."}
    ]
    assert record["privacy"] == {"names": "not_asked", "controller": "Millbrook Town Council"}
    assert record["complaints"] == "Write to the Monitoring Officer."


def test_no_page_without_a_proposal(tmp_path):
    """A site without a proposal has no page for it, and no link to one."""
    build = made({}, tmp_path)
    assert "proposal.html" not in build.files
    assert not any("proposal.html" in text(build, page) for page in build.files if page.endswith(".html"))


def test_privacy_comes_before_the_button(tmp_path):
    """On the page to answer, who is responsible for the answers comes before the link to the survey."""
    build = made({"config": TOLD}, tmp_path)
    page = text(build, "have-your-say.html")
    button = page.index("data-survey")
    assert page.index("Nobody is asked for a name, so the answers") < button
    assert page.index("Who is responsible") < button
    assert "Who is responsible" in text(build, "privacy.html")
    assert "https://www.example.org/complaints" in text(build, "contact.html")
    assert 'href="contact.html#site-complaints"' in page


def test_delay_appears_on_its_day(tmp_path):
    """The reason for a delay does not appear before its day; answers are counted by the way they came in."""
    before = text(made({"config": DELAYED}, tmp_path / "before", "2027-08-19T12:00"), "have-your-say.html")
    assert "It now comes in October." not in before
    assert "<dt>Online</dt><dd>1,380</dd>" in before
    after = made({"config": DELAYED}, tmp_path / "after", "2027-08-20T12:00")
    page = text(after, "have-your-say.html")
    assert page.index("Friday 20\u00a0August 2027") < page.index("It now comes in October.")
    outcome = json.loads(after.files["consultation.json"])["outcome"]
    assert outcome["delays"] == [{"date": "2027-08-20", "reason": "It now comes in October."}]
    assert [each["responses"] for each in outcome["channels"]] == [1380, 32]


def test_only_a_delay_to_come(tmp_path):
    """An outcome with only a future delay leaves no empty section."""
    later = "outcome:\n  delays:\n    - {date: 2027-08-20, reason: It comes in October.}\n"
    assert 'id="site-outcome"' not in text(made({"config": later}, tmp_path), "have-your-say.html")


def test_a_reason_for_the_time_answers_the_hints(tmp_path):
    """With a reason for the short period the hints about it are gone, and the page gives the reason."""
    short = "period_reason: The grant ends in June.\n"
    build = made({"config": short}, tmp_path / "told", "2027-01-01T12:00")
    assert "The grant ends in June." in text(build, "have-your-say.html")
    hints = {each.code for each in build.problems if each.severity is Severity.HINT}
    silent = made({}, tmp_path / "silent", "2027-01-01T12:00")
    assert {each.code for each in silent.problems} - hints >= {"DATE-016"}
    assert not hints & {"DATE-015", "DATE-016"}


def test_a_meeting_that_is_over(tmp_path):
    """What was discussed at a public meeting appears once the meeting is over."""
    event = "- {what: Meeting, start: 2027-04-10 18:00, public_meeting: yes, discussed: Lights on the path.}\n"
    files = {"content/data/events.yaml": event}
    before = text(made(files, tmp_path / "before", "2027-04-01T12:00"), "events.html")
    after = text(made(files, tmp_path / "after", "2027-04-12T12:00"), "events.html")
    assert "Public meeting" in before and "Lights on the path." not in before
    assert "Public meeting" in after and "Lights on the path." in after

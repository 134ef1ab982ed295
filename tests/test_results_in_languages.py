"""Results and decisions in several languages: numbers are written once for all, words in each language."""

import re
import shutil
from datetime import datetime

import pytest

from microsite.cli import engine_templates
from microsite.pipeline import make_site
from tests.built_sites import years_later
from tests.drawn_once import DrawnOnce
from tests.later_sites import MOMENTS, built_later
from tests.small_sites import CONFIG, SMALLEST, made, write_files
from tests.visible import text_of

NOW = datetime.fromisoformat(MOMENTS["english-and-welsh"][2])
ROW = re.compile(r'<th scope="row">([^<]*)(?:<svg.*?</svg>)?</th>((?:<td[^>]*>[^<]*</td>)+)')


def figures(page):
    """Return the rows of the tables of figures: the header of each, and its cells."""
    return [(name, re.findall(r">([^<]+)<", cells)) for name, cells in ROW.findall(page)]


def test_numbers_are_the_same_in_each_language():
    """A count is written once; each language shows it with its own words and has the same anchors."""
    files = built_later("english-and-welsh", "years-later").files
    english, welsh = (files[f"{tag}/what-people-said.html"].decode() for tag in ("en", "cy"))
    assert figures(english)[:3] == [
        ("Online", ["1,671", "81%"]),
        ("By phone", ["6", "under 1%"]),
        ("By post", ["383", "19%"]),
    ]
    assert figures(welsh)[:3] == [
        ("Ar-lein", ["1,671", "81%"]),
        ("Dros y ffôn", ["6", "llai nag 1%"]),
        ("Drwy&#39;r post", ["383", "19%"]),
    ]
    assert ("On foot", ["1,000", "50%"]) in figures(english)
    assert ("Ar droed", ["1,000", "50%"]) in figures(welsh)
    ids = [re.findall(r' id="((?:result|theme|site)-[^"]+)"', page) for page in (english, welsh)]
    assert ids[0] == ids[1]
    assert {"result-1", "theme-mill", "theme-parking"} <= set(ids[0])
    assert 'href="../cy/what-people-said.html"' in english
    assert 'href="../en/what-people-said.html"' in welsh


def test_welsh_needs_no_agreement():
    """Names, dates and numbers are where Welsh grammar changes neither them nor the word after them."""
    files = built_later("english-and-welsh", "years-later").files
    did = text_of(files["cy/what-we-did.html"].decode())
    assert "Pwy benderfynodd hyn: cyngor y dref (dydd Mercher 15 Medi 2027)." in did
    assert "Dyddiad y penderfyniad: dydd Mercher 15 Medi 2027." in did
    assert "Camau (dydd Sadwrn 1 Ebrill 2028): 1 yn yr arfaeth, 1 yn hwyr" in did
    assert "Ar y gweill, yn ôl adroddiad dydd Mawrth 1 Chwefror 2028." in did
    assert "Roedd i'w wneud erbyn diwedd dydd Gwener 31 Mawrth 2028 (amser y DU)" in did
    assert "“Rydw i'n aros am oesoedd bob bore.”" in text_of(files["cy/what-people-said.html"].decode())


def test_missing_translations_are_told(tmp_path):
    """A theme in only one language is reported with its line, and so is an answer that the Welsh question lacks."""
    site = tmp_path / "site"
    shutil.copytree(years_later("english-and-welsh"), site)
    changed = {
        "themes.yaml": (", cy: Parcio wrth yr ysgol", ""),
        "results.yaml": ("cy: Ar droed", "cy: Cerdded"),
    }
    for name, (old, new) in changed.items():
        file = site / "content/data" / name
        file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    build = make_site(site, engine_templates(), NOW, store=DrawnOnce())
    told = {each.code: each for each in build.problems}
    assert "is not in Welsh" in told["TRAN-003"].message
    assert (told["TRAN-003"].location.file, told["TRAN-003"].location.line) == ("content/data/themes.yaml", 13)
    assert told["RESULT-003"].message == "The question “Sut ydych chi'n teithio i'r ysgol?” has no answer “Cerdded”."
    assert build.site is None


@pytest.mark.parametrize("answer", ["On foot", "ar droed."])
def test_answer_in_one_language(answer, tmp_path):
    """An answer given in one language is matched to the question's answer in both, so the pages are the same."""
    site = tmp_path / "site"
    shutil.copytree(years_later("english-and-welsh"), site)
    file = site / "content/data/results.yaml"
    written = file.read_text("utf-8")
    both = "{en-GB: On foot, cy: Ar droed}"
    assert written.count(both) > 1
    file.write_text(written.replace(both, answer), "utf-8")
    build = make_site(site, engine_templates(), NOW, store=DrawnOnce())
    expected = built_later("english-and-welsh", "years-later")
    assert build.problems == expected.problems
    for tag in ("en", "cy"):
        path = f"{tag}/what-people-said.html"
        assert build.files[path] == expected.files[path]


WAYS_TO_GIVE_ANSWERS = {
    "each text": (
        "- text: {en-GB: How?, cy: Sut?}\n  kind: choice\n"
        "  answers: [{en-GB: By car, cy: Car}, {en-GB: Bus, cy: Bws}]\n"
    ),
    "list by language": (
        "- text: {en-GB: How?, cy: Sut?}\n  kind: choice\n  answers: {en-GB: [By car, Bus], cy: [Car, Bws]}\n"
    ),
    "file by language": (
        "questions:\n  en-GB:\n    - {text: How?, kind: choice, answers: [By car, Bus]}\n"
        "  cy:\n    - {text: Sut?, kind: choice, answers: [Car, Bws]}\n"
    ),
}


@pytest.mark.parametrize("questions", WAYS_TO_GIVE_ANSWERS.values(), ids=WAYS_TO_GIVE_ANSWERS)
@pytest.mark.parametrize("number", ["1", "9" * 5000], ids=["first", "long number"])
def test_ways_to_give_answers(number, questions, tmp_path):
    """Answers are found whichever way the questions give their languages; a number that is none is reported."""
    files = {
        **SMALLEST,
        "site_config.yaml": CONFIG + "languages: [en-GB, cy]\nresults: {published: 2027-07-01}\n",
        "content/data/questions.yaml": questions,
        "content/data/results.yaml": (
            f"- question: {number}\n  answered: 100\n  counts:\n"
            "    - {answer: By car, count: 60}\n    - {answer: {Welsh: Bws}, count: 40}\n"
        ),
    }
    build = make_site(write_files(files, tmp_path), engine_templates(), NOW)
    codes = {each.code for each in build.problems if each.location.file.startswith("content/data/")}
    assert codes == ({"RESULT-001"} & codes if number == "1" else codes)
    assert ("RESULT-003" in codes, bool({"RESULT-002", "CONF-010"} & codes)) == (False, number != "1")


def test_list_by_language_without_its_name(tmp_path):
    """A list in one of the languages only is read, and what it lacks is reported."""
    files = {
        **SMALLEST,
        "site_config.yaml": CONFIG + "languages: [en-GB, cy]\n",
        "content/data/questions.yaml": "en-GB:\n  - text: How?\n",
    }
    build = make_site(write_files(files, tmp_path), engine_templates(), NOW)
    assert {each.code for each in build.problems if each.location.file.startswith("content/data/")} == {"TRAN-003"}


def test_answer_whose_question_is_in_another_file(tmp_path):
    """RESULT-003: the advice shows the answer in both languages, and following it solves the problem."""
    files = {
        **SMALLEST,
        "site_config.yaml": CONFIG + "languages: [en-GB, cy]\nresults: {published: 2027-07-01}\n",
        "content/data/questions.yaml": "- text: Trees?\n  kind: choice\n  answers: ['Yes', 'No']\n",
        "content/cy/data/questions.yaml": "- text: Coed?\n  kind: choice\n  answers: [Ie, Na]\n",
        "content/data/results.yaml": (
            "- question: 1\n  answered: 100\n  counts:\n"
            "    - {answer: 'Yes', count: 60}\n    - {answer: 'No', count: 40}\n"
        ),
    }
    site = write_files(files, tmp_path)
    told = [each for each in make_site(site, engine_templates(), NOW).problems if each.code == "RESULT-003"]
    in_both = [each.advice.rpartition("such as ")[2] for each in told]
    assert in_both == ['{en-GB: "Yes", cy: "Ie"}', '{en-GB: "No", cy: "Na"}']
    file = site / "content/data/results.yaml"
    file.write_text(file.read_text().replace("'Yes'", in_both[0]).replace("'No'", in_both[1]), "utf-8")
    assert "RESULT-003" not in {each.code for each in make_site(site, engine_templates(), NOW).problems}


def test_action_is_late_once():
    """A late action is reported only once, quoted in the site's first language."""
    problems = built_later("english-and-welsh", "years-later").problems
    late = [each for each in problems if each.code == "ACTION-003"]
    assert [each.message.partition("”")[0] for each in late] == ["“Build the crossing at the old mill"]


def test_arabic():
    """Shares in Arabic keep the per cent sign on one side, quotations have Arabic marks, and bars are mirrored."""
    files = built_later("right-to-left", "years-later").files
    said = files["what-people-said.html"].decode()
    assert ("عبر الإنترنت", ["1,000", "80\u200e%\u200e"]) in figures(said)
    assert ("نادرًا", ["10", "1\u200e%\u200e"]) in figures(said)
    assert "<td>أقل من 1\u200e%\u200e<svg" in said
    assert "«لا أرى الطريق في الشتاء.»" in said
    did = text_of(files["what-we-did.html"].decode())
    assert "صاحب القرار: مجلس الحي (بتاريخ الثلاثاء، 28 سبتمبر 2027)." in did
    assert "كان يجب إنجازه قبل نهاية يوم الجمعة، 31 مارس 2028" in did
    style = next(content for path, content in files.items() if path.endswith(".css")).decode()
    assert re.search(r'\[dir="?rtl"?\] \.bar ?\{ ?transform: ?scaleX\(-1\)', style)


FRENCH = {
    "config": """\
language: fr
accept_unreviewed: yes
results: {published: 2027-07-01, responses: 2060}
outcome: {published: 2027-09-01}
""",
    "content/data/questions.yaml": "- text: Où ?\n  kind: choice\n  answers: [Ici, Ailleurs]\n",
    "content/data/results.yaml": """\
- question: 1
  answered: 2060
  counts:
    - {answer: Ici, count: 2052}
    - {answer: Ailleurs, count: 8}
""",
    "content/data/themes.yaml": """\
- theme: Les bancs
  quotations:
    - {text: "On s’assoit où ?", consent: D’accord par courriel}
""",
    "content/data/decisions.yaml": """\
- {asked: Où ?, said: Ici., did: Ce sera ici., decided_by: Le conseil, decided: 2027-08-01}
""",
    "content/data/actions.yaml": """\
- what: Poser les bancs
  due: 2027-10-31
  progress: [{date: 2027-09-01, state: planned}]
- what: Peindre
  progress: [{date: 2027-09-01, state: done}]
""",
}


def test_french(tmp_path):
    """Numbers, per cent signs and quotation marks follow French usage, and amounts need no agreement."""
    build = made(FRENCH, tmp_path, "2027-09-10T12:00")
    said = build.files["what-people-said.html"].decode()
    assert figures(said) == [("Ici", ["2\u202f052", "plus de 99\u202f%"]), ("Ailleurs", ["8", "moins de 1\u202f%"])]
    assert "«\u00a0On s’assoit où ?\u00a0»" in said
    did = text_of(build.files["what-we-did.html"].decode())
    assert "Actions, au mercredi 1er septembre 2027 – terminées : 1, à venir : 1" in did
    assert "Décision : Le conseil, le dimanche 1er août 2027." in did
    assert "À faire avant la fin du dimanche 31 octobre 2027" in did

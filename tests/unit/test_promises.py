"""What counts as a promise in each language, and which actions cover it."""

from datetime import datetime

import pytest

from microsite.checks.content.known import Known
from microsite.checks.content.promise_without_action import promise_without_action
from microsite.checks.content.reading import Reading
from microsite.checks.content.words_by_language import WORDS
from microsite.cli import engine_templates
from microsite.language_plans import plan_languages
from microsite.load.chapters import parse_chapter
from microsite.load.site_files import load_site_files
from microsite.load.source_text import SourceText
from microsite.store import Store
from tests.small_sites import write_files

FILE = "content/01-why.md"


def promises(language, typed, known=frozenset({FILE})):
    """Return the words that the rule reports in a chapter."""
    source, _ = parse_chapter(SourceText(FILE, typed))
    found = promise_without_action(Reading(source), Known(language=language, without_action=known))
    return [each.message.partition("“")[2].partition(" …")[0] for each in found]


@pytest.mark.parametrize(
    ("language", "typed", "found"),
    [
        ("en", "Trees cool a street. We will plant forty of them.", "We will plant"),
        ("en", "- We will also mend the swings.", "We will also mend"),
        ("en", "The Council will put lamps along the path.", "The Council will put"),
        ("en", "The town council shall keep each allotment.", "The town council shall keep"),
        ("cy", "Byddwn yn plannu deugain o goed.", "Byddwn yn plannu"),
        ("cy", "Byddwn ni’n trwsio’r siglenni.", "Byddwn ni’n trwsio’r"),
        ("cy", "Bydd y cyngor yn plannu coed.", "Bydd y cyngor yn plannu"),
        ("fr", "Nous planterons quarante arbres.", "Nous planterons"),
        ("fr", "La commune réparera les balançoires.", "La commune réparera"),
        ("ar", "سنزرع أربعين شجرة.", "سنزرع"),
        ("ar", "سوف نصلح الأراجيح.", "سوف نصلح"),
    ],
)
def test_promises_are_found(language, typed, found):
    """A sentence that begins with what somebody will do is a promise."""
    assert promises(language, typed) == [found]


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("en", "We will not close any park. We will read every answer. We will publish the outcome in May."),
        ("en", "If you agree, we will plant trees. What will we plant? They will grow for years."),
        ("en", "> We will plant trees.\n\nOne neighbour wrote: “We will never go there. We will move away.”"),
        ("en", "We willingly plant trees. The council willed it."),
        ("cy", "Byddwn yn darllen pob ateb. Mae’r cyngor yn plannu coed."),
        ("fr", "Nous assurons l’entretien. Nous ouvrons le parc. Nous espérons vous voir. Nous serons là."),
        ("fr", "Nous publierons le bilan. La commune sera fermée."),
        ("ar", "سنة بعد سنة نزرع الأشجار. سوف لن نغلق الحديقة."),
        ("pl", "Posadzimy czterdzieści drzew."),
    ],
)
def test_others_are_left_alone(language, typed):
    """Refusals, reading and publishing, conditions, questions, quotations and the present tense are not promises."""
    assert promises(language, typed) == []


def test_nothing_is_looked_for_without_need():
    """A chapter that is not in `without_action` is not searched for promises."""
    assert promises("en", "We will plant forty trees.", frozenset()) == []
    assert promises("en", "We will plant forty trees.", frozenset({"content/02-play.md"})) == []


@pytest.mark.parametrize(
    ("language", "words", "promised"),
    [
        ("en", "Forty trees will be planted.", True),
        ("en", "Forty trees are planted.", False),
        ("en", "The park will not be closed.", False),
        ("en", "The park will stay open.", False),
        ("cy", "Bydd deugain o goed yn cael eu plannu.", True),
        ("cy", "Ni fydd y parc yn cau.", False),
        ("fr", "Quarante arbres seront plantés.", True),
        ("fr", "Le parc ne fermera pas.", False),
        ("fr", "Une caméra, un opéra et cetera.", False),
        ("ar", "سيتم زرع أربعين شجرة.", True),
        ("ar", "زرعنا أربعين شجرة.", False),
    ],
)
def test_what_is_to_come_in_a_decision(language, words, promised):
    """A decision is a promise if it says what will be done."""
    assert bool(WORDS[language].future_action.search(words)) is promised


PROMISE = "# Why\n\nWe will plant forty trees.\n"
DECISION = "- {asked: Where?, said: Here., did: Here., chapter: 01-why.md}\n"
CONFIG = """\
title: Trees for Mill Road
summary: Where should new trees stand?
organisation: Northmere Council
opens: 2026-08-01
closes: 2026-11-01
time_zone: Europe/London
priorities: [{title: Shade}]
"""
OUTCOME = "outcome: {published: 2026-12-01, summary: Trees.}\n"


def told(folder, *, config=OUTCOME, front="", **data):
    """Return the locations of ACTION-005 in a small site whose chapter, page and draft each contain a promise."""
    files = {f"content/data/{name}.yaml": text for name, text in data.items()}
    files["site_config.yaml"] = f"{CONFIG}{config}"
    files["content/01-why.md"] = f"{front}{PROMISE}"
    files["content/02-draft.md"] = f"---\ndraft: yes\n---\n{PROMISE}"
    files["content/pages/about.md"] = PROMISE
    site = write_files(files, folder / str(len(list(folder.iterdir()))))
    now = datetime.fromisoformat("2027-03-01T12:00")
    plan = plan_languages(load_site_files(site), site, engine_templates(), now, Store())[0]
    return [f"{each.location.file}:{each.location.line}" for each in plan.found if each.code == "ACTION-005"]


def test_which_actions_cover_a_chapter(tmp_path):
    """Only chapters need an action, once there is an outcome; one that names the chapter or its priority covers it."""
    front = "---\npriority: 1\n---\n"
    assert told(tmp_path, decisions=DECISION) == ["content/01-why.md:3"]
    assert told(tmp_path) == []
    assert told(tmp_path, config="", decisions=DECISION) == []
    assert told(tmp_path, actions="- {what: Plant, chapter: 01-why.md}\n") == []
    assert told(tmp_path, actions="- {what: Plant, priority: 1}\n", front=front) == []
    assert told(tmp_path, actions="- {what: Plant, priority: 1}\n") == ["content/01-why.md:3"]


def test_which_actions_cover_a_decision(tmp_path):
    """A promise in a decision needs an action on the decision's priority."""
    will = "- {priority: 1, asked: Where?, said: Here., did: Trees will be planted.}\n"
    covered = "- {what: Mend, chapter: 01-why.md}\n"
    assert told(tmp_path, decisions=will, actions=covered) == ["content/data/decisions.yaml:1"]
    assert told(tmp_path, decisions=will, actions=covered + "- {what: Plant, priority: 1}\n") == []

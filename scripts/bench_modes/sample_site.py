"""Generate a made-up site of any size: the same words every time, in the shape of a real strategy.

`python3 -m scripts.bench_modes.sample_site FOLDER COUNT` writes one.
"""

import random
import sys
from pathlib import Path

SUBJECTS = """
the council|the partnership|every ward|the harbour office|a working group of residents|the library service
the health board|the schools forum|each neighbourhood team|the planning committee|the youth panel|the bus operator
""".strip().replace("\n", "|")
VERBS = """
will publish|has agreed|reviews|sets out|will pay for|looks after|is asked to support|expects to finish
keeps a record of|will report on|works towards|has begun
""".strip().replace("\n", "|")
OBJECTS = """
a plan for safer crossings near the station|the yearly count of empty shops|new lighting along the canal path
the repair of twelve playgrounds|a register of volunteers|better heating in sheltered homes
the first draft of the flood map|a shared budget for street cleaning|training for every front-line worker
the survey of short journeys|a fund for small events|the evening opening of two health centres
""".strip().replace("\n", "|")
ENDINGS = """
by the end of the second year|before any money is spent|together with the people it concerns
where the figures show the greatest need|as the last consultation asked|without raising the charge for parking
once the county has decided|in step with the neighbouring towns|for as long as the grant lasts
so that nobody has to travel far|and says in public what came of it|at the cost that was agreed in March
""".strip().replace("\n", "|")
TOPICS = "Homes Streets Water Work Health Learning Parks Travel Safety Energy Culture Trade".split()

CONFIG = """\
title: A plan for the town
summary: What the town wants to do in the next ten years.
organisation: Town Council
place: Newtown
opens: 2027-01-01
closes: 2027-03-01
time_zone: Europe/London
survey:
  address: https://survey.example.org/plan
ways_to_respond:
  - kind: phone
    title: By telephone
    details: Somebody writes your answer down.
    phone: "01632 960100"
partners:
  - name: Town Council
  - name: Health & Care Board
priorities:
  - title: Homes
  - title: Streets
"""


def write_sample_site(folder, count):
    """Write a site with this many chapters of about 7 kB each, and return their bodies."""
    (folder / "content").mkdir(parents=True)
    (folder / "site_config.yaml").write_text(CONFIG, encoding="utf-8")
    names = [f"{number:04}-{TOPICS[number % 12].lower()}-{number}.md" for number in range(1, count + 1)]
    bodies = []
    for index, name in enumerate(names):
        bodies.append(_chapter(index, names))
        front = f"---\ntitle: {_title(index)}\nsummary: {_sentence(random.Random(-index))}\n---\n"
        (folder / "content" / name).write_text(front + bodies[-1], encoding="utf-8")
    return bodies


def _title(index):
    return f"{TOPICS[(index + 1) % 12]} in the years to come, part {index + 1}"


def _chapter(index, names):
    words = random.Random(index)
    parts = [_paragraph(words, index, names)]
    for number in range(1, 5):
        parts += [f"## {words.choice(TOPICS)} and {words.choice(TOPICS).lower()}: step {number}"]
        parts += [_paragraph(words, index, names) for _ in range(2)]
        parts.append("\n".join(f"- {_sentence(words)}" for _ in range(3)))
        parts += [f"### What step {number} costs", _paragraph(words, index, names)]
    parts.append("| Year | Homes | Streets | Cost |\n| :--- | ---: | ---: | ---: |")
    parts[-1] += "".join(
        f"\n| {2027 + row} | {row * 17} | {row * 3 + 4} | £{row * 250 + 125},000 |" for row in range(8)
    )
    parts.append("\n".join(f"{number}. {_sentence(words)}" for number in range(1, 4)))
    parts.append("> " + _sentence(words) + " " + _sentence(words))
    parts.append(f"[^1]: {_sentence(words)}\n\n[^2]: {_sentence(words)}")
    parts[2] += "[^1]"
    parts[7] += "[^2]"
    return "\n\n".join(parts) + "\n"


def _paragraph(words, index, names):
    sentences = [_sentence(words) for _ in range(3)]
    sentences[1] = (
        f"**{sentences[1][:-1]}**, as [this chapter]({names[(index + words.randrange(9)) % len(names)]}) says."
    )
    if words.random() < 0.3:
        sentences.append(f"Read [the report](https://www.example.org/reports/{words.randrange(999)}) of *last year*.")
    return " ".join(sentences)


def _sentence(words):
    chosen = [words.choice(kind.split("|")) for kind in (SUBJECTS, VERBS, OBJECTS, ENDINGS)]
    text = " ".join(chosen)
    return f"{text[0].upper()}{text[1:]}."


if __name__ == "__main__":
    write_sample_site(Path(sys.argv[1]), int(sys.argv[2]))

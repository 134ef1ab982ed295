"""Build sites with an attack in every place where an author can write, and harmless words around each."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from unicodedata import normalize
from urllib.parse import quote

from microsite.cli import engine_templates
from microsite.pipeline import Build, make_site
from microsite.problems import Severity
from tests.drawn_once import DrawnOnce
from tests.small_sites import write_files

NOW = datetime(2027, 4, 1, 9)
_ESCAPE = re.compile(r"\\(\\|n|t|x[0-9a-f]{2}|u[0-9a-f]{4})")
_POLICY = re.compile(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>\n")
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
#: Every text in site_config.yaml, the lists and the front matter that a page shows.
FACTS = """
title summary organisation about place audience outcome time_zone_words next_steps decided_by late_answers
brand.logo_text contact.name contact.hours contact.post contact.formats survey.provider milestones.0.when
milestones.0.title partners.0.name partners.0.kind partners.0.role priorities.0.title priorities.0.summary
ways_to_respond.0.title ways_to_respond.0.details ways_to_respond.0.post ways_to_respond.0.hours
quotes.0.text quotes.0.name quotes.0.role quotes.0.organisation quotes.0.context
events.0.what events.0.where events.0.interpreter events.0.booking faqs.0.question faqs.0.answer
glossary.0.term glossary.0.meaning updates.0.what questions.0.text
chapter.title chapter.summary chapter.nav_title chapter.section
""".split()
#: The lists in site_config.yaml, and those with their own files.
LISTS, DATA = (
    ("milestones", "partners", "priorities", "ways_to_respond"),
    "quotes events faqs glossary updates questions".split(),
)


@dataclass(frozen=True)
class Attacked:
    """A built site, and the words that must survive in its pages."""

    build: Build
    #: Words around the attacks, by attack number.
    words: dict[int, tuple[str, ...]] = field(default_factory=dict)
    #: Numbers of the attacks that the build rejects, so that nothing is published.
    refused: tuple[int, ...] = ()

    def write(self, folder: Path) -> Path:
        """Write the pages without their Content Security Policy, which would stop most attacks by itself."""
        bare: dict[str, str | bytes] = dict(self.build.files)
        for path, content in self.build.files.items():
            if path.endswith(".html"):
                bare[path], times = _POLICY.subn("", content.decode())
                assert times == 1
        return write_files(bare, folder)


def read_attacks() -> list[str]:
    """Read cases/attacks.txt and return the attacks, with their escapes decoded."""
    lines = (Path(__file__).parent / "cases/attacks.txt").read_text(encoding="utf-8").split("\n")
    attacks = [line for line in lines if line.strip() and not line.startswith("# ")]
    return [_ESCAPE.sub(lambda match: json.loads(f'"{_as_json(match[1])}"'), attack) for attack in attacks]


def site_of_chapters(attacks: Sequence[str], folder: Path) -> Attacked:
    """Build a site with a chapter for each attack: as a block of its own, within a line, and in alternative text."""
    chapters = {
        f"content/{number:03}-attack-{number}.md": _chapter(number, each) for number, each in enumerate(attacks, 1)
    }
    files = {
        "site_config.yaml": json.dumps(_config()),
        "content/media/dot.svg": PICTURE,
        "content/media/x": "not a picture",
        **chapters,
    }
    refused = _refused(make_site(write_files(files, folder), engine_templates(), NOW, store=DrawnOnce()))
    for number in refused:
        (folder / f"content/{number:03}-attack-{number}.md").unlink()
    words = {
        number: tuple(f"{word}{number}" for word in ("Before", "Between", "Inline", "Onward", "After"))
        for number in range(1, len(attacks) + 1)
        if number not in refused
    }
    return Attacked(make_site(folder, engine_templates(), NOW, store=DrawnOnce()), words, refused)


def sites_of_facts(attacks: Sequence[str], folder: Path, turn: int = 0) -> Iterator[Attacked]:
    """Yield sites with a different attack in every fact, until every attack has been used."""
    for start in range(0, len(attacks), len(FACTS)):
        numbers = range(start, min(start + len(FACTS), len(attacks)))
        values = {
            FACTS[(number + turn) % len(FACTS)]: f"Before{number} {attacks[number]} After{number}" for number in numbers
        }
        site = folder / f"facts-{turn}-{start}"
        words = {number: (f"Before{number}", f"After{number}") for number in numbers}
        yield Attacked(make_site(write_files(_facts(values), site), engine_templates(), NOW, store=DrawnOnce()), words)


def site_of_file_names(attacks: Sequence[str], folder: Path) -> Attacked:
    """Build a site whose pictures, documents and chapters are named after attacks.

    Characters that some file systems don't allow in names are stripped.
    """
    names = [
        re.sub(r"[/\\<>:\"|?*\x00-\x1f\u00a0\u2028\u200b\ufeff]", "", attack)[:60].strip(" .") for attack in attacks
    ]
    known = {
        normalize("NFKC", name).casefold(): f"{number} {normalize('NFC', name)}" for number, name in enumerate(names)
    }
    files = {"content/media/dot.svg": PICTURE}
    lines: list[str] = []
    partners: list[dict[str, str]] = []
    for name in known.values():
        number = name.split(" ", 1)[0]
        files |= {f"content/media/{name}.svg": PICTURE, f"content/media/{name}.pdf": "%PDF-1.4"}
        files[f"content/{int(number) + 100}-{name}.md"] = f"# Named{number}\n\nText.\n"
        lines.append(f"![Picture{number}](media/{quote(name)}.svg) [Document{number}](media/{quote(name)}.pdf)\n")
        partners.append({"name": f"Partner{number}", "logo": f"content/media/{name}.svg"})
    files["content/01-all.md"] = "\n".join(["# All", "", *lines])
    files["site_config.yaml"] = json.dumps({**_config(), "partners": partners})
    words = {
        int(number): (f"Document{number}", f"Partner{number}", f"Named{number}")
        for number in (name.split(" ", 1)[0] for name in known.values())
    }
    return Attacked(make_site(write_files(files, folder), engine_templates(), NOW, store=DrawnOnce()), words)


def _as_json(escape: str) -> str:
    return f"\\u00{escape[1:]}" if escape[0] == "x" else f"\\{escape}"


def _chapter(number: int, attack: str) -> str:
    alternative = re.sub(r"\s+", " ", attack)
    return f"""---
title: Chapter {number}
---

Before{number} the attack.

{attack}

Between{number} the attacks.

Inline{number} with words {attack} and Onward{number} with words.

![Picture{number} {alternative}](media/dot.svg)

After{number} the attacks.
"""


def _refused(build: Build) -> tuple[int, ...]:
    errors = [problem for problem in build.problems if problem.severity is Severity.ERROR]
    return tuple(sorted({int(problem.location.file.rpartition("-")[2].removesuffix(".md")) for problem in errors}))


def _config() -> dict[str, Any]:
    basics = {name: name.capitalize() for name in ("title", "summary", "organisation")}
    return {**basics, "opens": "2027-03-01", "closes": "2027-05-31", "time_zone": "Europe/London"}


def _front(front: Mapping[str, str]) -> str:
    lines = "".join(f"{key}: {json.dumps(value)}\n" for key, value in front.items())
    return f"---\n{lines}---\n\nText.\n"


def _facts(values: dict[str, str]) -> dict[str, str]:
    """Return a site's files with these values in the facts that they are for, and plain words in all others."""
    facts: dict[str, Any] = {}
    for path in FACTS:
        *parents, key = path.split(".")
        record = facts
        for parent in parents:
            record = record.setdefault(parent, {})
        record[key] = values.get(path, path.replace(".", " "))
    for name in (*LISTS, *DATA):
        facts[name] = list(facts[name].values())
    facts["milestones"][0]["stage"] = "before_opening"
    facts["ways_to_respond"][0]["kind"] = "other"
    facts["survey"]["address"] = "https://survey.example.org/"
    facts["contact"]["phone"] = "01632 960123"
    facts["brand"]["logo"] = "content/media/dot.svg"
    facts["events"][0]["start"] = facts["updates"][0]["date"] = "2027-04-20"
    lists = {f"content/data/{name}.yaml": json.dumps(facts.pop(name)) for name in DATA}
    front = facts.pop("chapter")
    return {
        "site_config.yaml": json.dumps({**_config(), **facts}, indent=1),
        "content/01-chapter.md": _front(front),
        "content/02-next.md": "# Next\n\nText.\n",
        "content/media/dot.svg": PICTURE,
        **lists,
    }

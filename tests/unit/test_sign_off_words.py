"""A site's exact words, by part: every key has a part, formatting does not count, a change affects only its part."""

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
import yaml
from msgspec.structs import replace

from microsite.cli import engine_templates
from microsite.language_plans import plan_languages
from microsite.load.site_files import SiteFiles, load_site_files
from microsite.model.consultation import Consultation
from microsite.model.lists import DATA_FILES, Lists
from microsite.model.moments import consultation_at
from microsite.model.parse_facts import parse_consultation
from microsite.model.parse_lists import parse_lists
from microsite.model.site import Site
from microsite.problems import Severity
from microsite.sign_off.approvals import Approval
from microsite.sign_off.packs import Pack, pack_content, pack_file, pack_of
from microsite.sign_off.parts import PART_OF, PARTS, part_of
from microsite.sign_off.standing import SignOff
from microsite.sign_off.words import SiteWords, words_of
from microsite.store import Store
from microsite.validate.record_fields import fields_of, inner_kind, is_record
from tests.built_sites import SITES
from tests.small_sites import CHAPTER, CONFIG, SMALLEST, made
from tests.test_docs import text_of

NOW = datetime.fromisoformat("2027-05-12T09:00")
TOWN = SITES["harbour-town"]


def keys_of(kind: type, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every key of a record and of its nested records, with its type."""
    for name, field in fields_of(kind).items():
        inner = get_args(field.kind)[0] if get_origin(field.kind) is tuple else field.kind
        inner, key = inner_kind(inner), f"{path}.{name}" if path else name
        if is_record(inner):
            yield from keys_of(inner, key)
        else:
            yield key, inner


KEYS = {
    **dict(keys_of(Consultation)),
    **{key: kind for name in DATA_FILES for key, kind in keys_of(DATA_FILES[name], name)},
}


def test_every_key_has_a_part():
    """Every key belongs to a part of the site, or to none if readers do not see it as words."""
    assert KEYS.keys() - PART_OF.keys() == set()
    assert PART_OF.keys() - KEYS.keys() == set()
    assert {*PART_OF.values()} == {*PARTS, "none"} - {"chapters", "documents"}  # These have no keys.


def test_guide_lists_the_keys_of_an_approval():
    """The guide's table has every key of an approval with its description, in the same order."""
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \|$", text_of("docs/guide/sign-off.md"), re.MULTILINE)
    assert rows == [(name, field.description) for name, field in fields_of(Approval).items()]


@cache
def files() -> SiteFiles:
    """Load the files of the fictional town."""
    return load_site_files(TOWN)


STORE = Store()


def sites_of(site_files: SiteFiles) -> list[Site]:
    """Return the site in each of its languages, before any page is rendered."""
    plans = plan_languages(site_files, TOWN, engine_templates(), NOW, STORE)
    return [plan.site for plan in plans if plan.site is not None]


@cache
def town() -> Site:
    """Return the fictional town's site."""
    return sites_of(files())[0]


@cache
def approved() -> tuple[Pack, str]:
    """Return the town's review pack, and the approvals file that approves all parts of it."""
    pack = pack_of([town()], [town()])
    parts = "".join(f"  {part}: {pack.fingerprint(part)}\n" for part in PARTS)
    text = "".join(
        f'- partner: "{name}"\n  person: A\n  role: Chair\n  date: 2027-04-02\n'
        f"  pack: {pack.id}\n{parts}  evidence: A mail of that day\n  recorded_by: B\n"
        for name in APPROVED_BY
    )
    return pack, text


#: Two partners, so that at least one name matches whatever is changed.
APPROVED_BY = ("PLAY! Saltmarsh", "Friends of Lower Mill Pond")


def fallen(words: SiteWords, folder: Path) -> set[str]:
    """Return the parts whose approval is out of date for some words."""
    pack, text = approved()
    file = pack_file(folder, pack.id)
    if not file.exists():
        file.parent.mkdir(parents=True)
        file.write_bytes(pack_content(pack))
    sign_off = SignOff(folder, text.encode(), words, town().clock.now, town().clock.zone)
    standings = [each for each in sign_off.standings() if each.name in APPROVED_BY]
    assert {frozenset(each.holds.keys() | each.outdated.keys()) for each in standings} == {frozenset(PARTS)}
    (older,) = {frozenset(each.outdated) for each in standings}
    return {*older}


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every scalar in parsed YAML."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from leaves(each, (*path, key))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from leaves(each, (*path, number))
    else:
        yield path


def named(path: tuple[Any, ...]) -> str:
    """Return the dotted keys of a path, without list indexes."""
    return ".".join(each for each in path if isinstance(each, str))


def others(text: str, kind: Any) -> Iterator[str]:
    """Yield other values for a fact, the most likely to be valid first."""
    choices = get_args(kind) if get_origin(kind) is not None else ()
    yield from (each for each in choices if each != text)
    yield from {"yes": ["no"], "no": ["yes"]}.get(text, [])
    if text.startswith("content/media/"):
        yield from (file for file in files().media if file != text)
        return
    yield "Europe/Paris" if text == "Europe/London" else f"{text} too"
    yield re.sub(r"\.(html|xlsx|pdf|mp4)$|(?<=example\.org)$", r"-2.\1" if "." in text[-5:] else "/2", text)
    if "@" in text:
        yield f"x{text}"
    yield re.sub(r"(\d)(?=\D*$)", lambda found: str((int(found[1]) + 1) % 10), text)
    yield re.sub(r"-\d\d(?= |$)", "-15", text)
    yield from ("strategy", "cy", "09:30", "02-play.md", "03-paths.md", "faqs.html", "#0b6e50", f"{text}x", f"{text}/x")


def read(file: str, content: bytes) -> Site | None:
    """Return the town's site with one changed YAML file, or None if that has errors."""
    if file == "site_config.yaml":
        facts, _, _, problems, _ = parse_consultation(content, files().media)
        changed = replace(town(), consultation=consultation_at(facts, town().clock)) if facts else None
    else:
        chapters = [name.rsplit("/", 1)[-1] for name in files().chapters]
        lists, unread, _, problems, _ = parse_lists({file: content}, files().media, chapters, "Europe/London")
        name = Path(file).stem
        whole: Lists = replace(town().lists, **{name: getattr(lists, name)})
        changed = None if unread else replace(town(), lists=whole)
    return None if any(each.severity is Severity.ERROR for each in problems) else changed


FEW, ALL = 12, 1


@pytest.mark.parametrize("one_in", [FEW, pytest.param(ALL, marks=pytest.mark.full)])
@pytest.mark.parametrize("file", ["site_config.yaml", *files().data])
def test_each_fact_of_the_town(file, one_in, tmp_path):
    """Changing one fact invalidates the approval of its own part, and of no other."""
    prefix = () if file == "site_config.yaml" else (Path(file).stem,)
    written = yaml.load(files().contents[file], yaml.BaseLoader)
    before, found, tried = words_of([town()]), [], 0
    paths = [*leaves(written)][::one_in]
    for path in paths:
        key = named((*prefix, *path))
        part = part_of(key)
        holder: Any = (other := deepcopy(written))
        for step in path[:-1]:
            holder = holder[step]
        text = holder[path[-1]]
        for value in others(text, KEYS[key]):
            holder[path[-1]] = value
            site = read(file, yaml.dump(other, allow_unicode=True, default_style='"').encode())
            words = words_of([site]) if site and value != text else None
            if words and (part is None or words.entries(part) != before.entries(part)):
                break
        else:
            found.append(f"{key}: nothing else than {text!r} can be read")
            continue
        tried += 1
        if fallen(words, tmp_path) != ({part} if part else set()):
            found.append(f"{key}: {text!r} → {value!r} made fall {fallen(words, tmp_path)}, and it is in {part}")
    assert found == []
    assert tried == len(paths) > 0


@pytest.mark.parametrize("file", [file for file in files().chapters if "draft" not in file])
def test_each_chapter_of_the_town(file, tmp_path):
    """Changing one chapter invalidates the approval of the chapters, and only that chapter is named."""
    content = files().chapters[file] + b"\n\nOne more sentence.\n"
    words = words_of(sites_of(replace(files(), chapters={**files().chapters, file: content})))
    assert fallen(words, tmp_path) == {"chapters"}
    assert approved()[0].changes("chapters", words) == [re.sub(r".*/\d+-|\.md", "", file)]


def test_a_record_to_be_supplied(tmp_path):
    """A record that is wholly to be supplied counts as the fact `to be supplied`."""
    words = words_of(made({"config": "outcome: to be supplied\ncontact:\n  email: to be supplied\n"}, tmp_path).sites)
    assert words.facts["facts"]["outcome"] == "to be supplied"
    assert words.facts["contacts"] == {"contact.email": "to be supplied"}


def test_a_document(tmp_path):
    """Changing a document's content invalidates the approval of the documents."""
    media = {**files().media, "content/media/park-visits.csv": b"Park,Visits\nLower Mill,1\n"}
    assert fallen(words_of(sites_of(replace(files(), media=media))), tmp_path) == {"documents"}


def test_an_item_more(tmp_path):
    """Adding a partner changes the facts; adding an event changes the facts and the dates."""
    config = files().config.decode()
    more = config.replace("priorities:\n", "  - name: One More\npriorities:\n", 1).encode()
    site = read("site_config.yaml", more)
    assert site
    assert fallen(words_of([site]), tmp_path) == {"facts"}
    events = files().data["content/data/events.yaml"] + b"\n- what: A talk\n  start: 2027-06-30 10:00\n"
    site = read("content/data/events.yaml", events)
    assert site
    assert fallen(words_of([site]), tmp_path) == {"facts", "dates"}


NOISE = {
    "line ends": lambda config, chapter: (config.replace("\n", "\r\n"), chapter.replace("\n", "\r\n")),
    "comments": lambda config, chapter: (f"# New\n{config}# Old\n", f"<!-- later -->\n\n{chapter}"),
    "quotation marks": lambda config, chapter: (config.replace("Parks for everyone", '"Parks for everyone"'), chapter),
    "wrapping": lambda config, chapter: (
        config.replace("A plan for the parks", "A plan\n  for the parks"),
        chapter.replace("Parks are for", "Parks\nare for"),
    ),
    "order of keys": lambda config, chapter: ("".join(sorted(config.splitlines(keepends=True))), chapter),
    "blank lines": lambda config, chapter: (config.replace("\n", "\n\n"), chapter.replace("\n\n", "\n\n\n")),
    "another heading mark": lambda config, chapter: (config, chapter.replace("# Why a plan", "Why a plan\n===")),
}  # fmt: skip


@pytest.mark.parametrize("kind", NOISE)
def test_noise(kind, tmp_path):
    """Formatting of a file does not count as a change of words."""
    config, chapter = NOISE[kind](CONFIG, CHAPTER)
    before, after = made(SMALLEST, tmp_path / "a"), made({}, tmp_path / "b")
    (tmp_path / "b/site_config.yaml").write_bytes(config.encode())
    (tmp_path / "b/content/01-why.md").write_bytes(chapter.encode())
    plans = plan_languages(load_site_files(tmp_path / "b"), tmp_path / "b", engine_templates(), NOW, Store())
    assert after.site
    words = [words_of(before.sites), words_of([plan.site for plan in plans if plan.site])]
    assert {part: words[0].fingerprint(part) for part in PARTS} == {part: words[1].fingerprint(part) for part in PARTS}


ALL_KINDS = """\
---
title: Why a plan
summary: What it is for.
section: The plan
---

Parks are *for everyone*.[^1] See [the costs](02-costs.md) and <https://example.org/>.

## What we propose

1. Benches
2. Trees
    - oaks

> Quiet, please.

| Park | Visits |
| --- | --- |
| Pond | 4,200 |

![A map](media/map.svg)

[^1]: Ten walks.
"""


def test_fingerprints_stay(tmp_path):
    """The fingerprints of the same words never change between versions of the program."""
    media = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"><rect width="4" height="2"/></svg>'
    more = {"content/01-why.md": ALL_KINDS, "content/02-costs.md": "# Costs\n\nNone.\n", "content/media/map.svg": media}
    facts = "partners: [Police]\ncontact:\n  phone: '01632 960123'\nsite_address: https://example.org/parks/\n"
    build = made({**more, "config": facts}, tmp_path)
    assert build.site, build.problems
    pack = pack_of(build.sites, build.sites)
    assert (pack.id, {part: pack.fingerprint(part) for part in PARTS}) == EXPECTED


EXPECTED = (
    "MJTJC-3RZCZ",
    {
        "chapters": "108028b39845f99f9407",
        "facts": "01873d7b5ed245ad68fc",
        "dates": "12aa78724bddc8445732",
        "documents": "ca72896b4bae783c4a37",
        "contacts": "9534cddcb9dacfa6b9c9",
        "website": "0be02e5857c33b7bb158",
    },
)


def test_both_languages_count(tmp_path):
    """A change in either language changes its part's fingerprint; a fallback text does not count as a translation."""
    config = CONFIG + "languages: [en-GB, cy]\naccept_unreviewed: yes\n"
    texts = {"site_config.yaml": config, "content/cy/01-why.md": "# Pam cynllun\n\nMae parciau i bawb.\n"}
    first = words_of(made(texts, tmp_path / "a").sites)
    assert [*first.texts] == ["why", "cy/why"]
    texts["content/cy/01-why.md"] = "# Pam cynllun\n\nMae parciau i bawb yma.\n"
    second = words_of(made(texts, tmp_path / "b").sites)
    assert [part for part in PARTS if first.fingerprint(part) != second.fingerprint(part)] == ["chapters"]
    assert first.facts["facts"] == second.facts["facts"]
    by_language = config.replace("title: Parks for everyone", "title: {en-GB: Parks for everyone, cy: Parciau i bawb}")
    third = words_of(made({**texts, "site_config.yaml": by_language}, tmp_path / "c").sites)
    assert [part for part in PARTS if third.fingerprint(part) != second.fingerprint(part)] == ["facts"]

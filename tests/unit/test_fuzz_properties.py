"""No file that anybody could write makes a build crash, hang or write where it should not."""

import io
import json
import os
import re
import tempfile
import time
import unicodedata
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from microsite.cli import engine_templates, main
from microsite.pipeline import make_site
from microsite.problems import Location
from microsite.report import facts_text, report_json, report_text
from tests.conftest import ALL
from tests.small_sites import CHAPTER, CONFIG, SMALLEST, tree, write_files

HARBOUR = Path(__file__).parents[1] / "sites/harbour-town"
NOW = datetime(2027, 4, 20, 9)
#: No example of these sizes needs a tenth of this, even on a slow machine; only the processor's own time counts.
LONGEST_S = 20
#: Values that have tripped up programs: YAML's own syntax, dates at the ends of the calendar, odd addresses.
ODD = r"""
~ null [] {} [ ] { } | > >- - ? : , # & * ! % @ ` " ' " \ --- ... -- .inf nan 1e999 -1 0 00 0x1F 010 0o7 NO yes
&a *a !!python/object:os.system !!binary <<: *default ${HOME} {{title}} {%_raw_%} {0} {zone} %s %(name)s
9999-12-31 0001-01-01 9999-12-31_23:59 0001-01-01_00:30 2021-02-30 2028-02-29_24:00 0000-00-00 01/03/2026 12:60
#1d70b8 #fff "#12345" javascript:alert(1) http:// http://[ //[ https://[::1 https://example.org:99999 mailto: //
../../etc/passwd /etc/passwd C:\x \\server\share content/media/ .. . / // ./. Europe/ /UTC Etc/GMT+14 EST5EDT
to_be_supplied TO_BE_SUPPLIED. <b></b> <script> <!-- &lt;b&gt; &#0; &#xD800; ]]> en_GB en-gb-x-private cy zz
٣ ２０２７ İ ß ﬁ ℀ 😀 👩‍👩‍👧 e\u0301 \u00a0 \u200b \u202e \u2028 \u2029 \u0085 \ufeff \u00ad \ufffe \ud7ff \U0010ffff
"\x00" "\x01" "\x7f" "\ud800" "\u0085" "\N" "\q" "\n"
""".split()
VALUES = [
    *(word if word.startswith('"') else word.encode().decode("raw_unicode_escape", "replace") for word in ODD),
    *(word.replace("_", " ") for word in ODD),
    "",
    " ",
    "\t",
    "x" * 3000,
    "a b " * 400,
    "[" * 60,
    "- " * 60,
    "{a: " * 30,
]
WHOLE_CONFIG = (HARBOUR / "site_config.yaml").read_text(encoding="utf-8")
WHOLE_CHAPTER = (HARBOUR / "content/01-where-we-are.md").read_text(encoding="utf-8")
WHOLE_QUOTES = (HARBOUR / "content/data/quotes.yaml").read_text(encoding="utf-8")
MEDIA = {f"content/media/{name}.svg": "<svg/>" for name in ("council", "paths-wide", "play", "map")}
WHOLE = {**MEDIA, "site_config.yaml": WHOLE_CONFIG, "content/01-where-we-are.md": WHOLE_CHAPTER}


def examples(number: int) -> settings:
    """Return settings: the same examples in each run, or with `--all` twelve times as many, different each time."""
    return settings(
        max_examples=number * 6 if ALL else number // 2,
        derandomize=not ALL,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )


@st.composite
def edited(draw, text: str) -> str:
    """Draw a text with a few slips: lines lost, duplicated, moved and indented, values and characters changed."""
    lines = text.split("\n")
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        slip = draw(
            st.sampled_from("value value value lost doubled moved indented inserted cut character glued".split())
        )
        if slip == "value":
            key, colon, _ = line.partition(":")
            lines[at] = f"{key}{colon or ':'} {draw(st.sampled_from(VALUES))}"
        elif slip == "lost" and len(lines) > 1:
            del lines[at]
        elif slip == "doubled":
            lines.insert(at, line)
        elif slip == "moved":
            lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
        elif slip == "indented":
            lines[at] = draw(st.sampled_from([" ", "  ", "\t", "- ", "\u00a0", "# "])) + line
        elif slip == "inserted":
            column = draw(st.integers(0, len(line)))
            lines[at] = line[:column] + draw(st.sampled_from(VALUES)) + line[column:]
        elif slip == "cut":
            lines[at] = line[: draw(st.integers(0, len(line)))]
        elif slip == "character":
            column = draw(st.integers(0, len(line)))
            lines[at] = line[:column] + draw(st.characters(exclude_categories=["Cs"])) + line[column + 1 :]
        elif at:
            lines[at - 1 : at + 1] = [lines[at - 1] + line]
    return "\n".join(lines)


#: Text made of YAML's syntax, real keys and odd values.
yaml_like = st.lists(
    st.sampled_from([*"\n \n  \n- : # , { } [ ] ' \" | > & * ! ? % @ --- ...".split(" "), *CONFIG.split(), *VALUES]),
    max_size=30,
).map(" ".join)
#: Bytes as a disk, a wrong encoding or another program leaves them.
spoilt = st.one_of(
    st.binary(max_size=120),
    st.tuples(st.integers(0, len(CONFIG)), st.binary(max_size=6)).map(
        lambda at: CONFIG.encode()[: at[0]] + at[1] + CONFIG.encode()[at[0] :]
    ),
    st.sampled_from("utf-16 utf-16-le utf-32 cp1252 cp037 utf-7".split()).map(
        lambda encoding: WHOLE_CONFIG.encode(encoding, "replace")
    ),
)


def _decoded(line: bytes) -> str:
    return line.decode(errors="surrogateescape")


def _stands(place: Location, files: Mapping[str, bytes]) -> bool:
    """Whether a location is a whole file or page, or a line and column in the file with the text that it quotes.

    In a location, letters are composed with their accents and ligatures are split, however the file writes them.
    """
    if not place.line:
        return place.column == 0
    lines = files[place.file].removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    if place.line > len(lines):
        return False
    written = lines[place.line - 1]
    apart = re.sub("[\ufb00-\ufb06]", lambda joined: unicodedata.normalize("NFKC", joined[0]), _decoded(written))
    composed = unicodedata.normalize("NFC", apart)
    return (
        (place.source == composed or written == place.source.encode("cp1252", "replace"))
        and 1 <= place.column <= len(place.source) + 1
        and place.length >= 1
    )


def survives(files) -> None:
    """Build a site in memory and write its report: no crash, no hang, and every location exists."""
    with tempfile.TemporaryDirectory() as name:
        folder = write_files(files, Path(name))
        started_s = time.process_time()
        build = make_site(folder, engine_templates(), NOW)
        report = report_text(build.problems) + facts_text(build.problems)
        assert time.process_time() - started_s < LONGEST_S
        written = tree(folder)
        assert written == {path: text if isinstance(text, bytes) else text.encode() for path, text in files.items()}
    assert json.loads(report_json(build.problems))["problems"] or not report
    assert bool(build.files) is not build.has_errors
    for problem in build.problems:
        for place in (problem.location, *(place for _, place in problem.related)):
            assert _stands(place, written), (problem, place)


@examples(60)
@given(edited(WHOLE_CONFIG))
def test_slips_in_the_configuration(config):
    """Any slips in a configuration lead to a site, or to problems with locations that exist."""
    survives({**WHOLE, "site_config.yaml": config})


@examples(40)
@given(edited(WHOLE_CHAPTER))
def test_slips_in_a_chapter(chapter):
    """Any slips in a chapter's front matter and text lead to a site, or to problems with locations that exist."""
    survives(
        {**WHOLE, "content/01-where-we-are.md": chapter, "content/03-paths.md": "# Paths\n\n## What we propose\n\n"}
    )


@examples(40)
@given(edited(WHOLE_QUOTES))
def test_slips_in_a_list(quotes):
    """Any slips in a list lead to a site, or to problems with locations that exist."""
    survives({**SMALLEST, "content/data/quotes.yaml": quotes})


@pytest.mark.full
@examples(40)
@given(st.sampled_from(CONFIG.split("\n")[:6]), st.sampled_from(VALUES))
@example("opens: 2027-03-01", "9999-12-31 23:59")
@example("closes: 2027-05-31", "9999-12-31")
@example("closes: 2027-05-31", "9999-12-31 23:59")
@example("title: Parks for everyone", "a\u2028b")
@example("closes: 2027-05-31", "0001-01-01 00:30")
@example("title: Parks for everyone", '""')
@example("title: Parks for everyone", "<b></b>")
@example("title: Parks for everyone", r'"\x01"')
def test_odd_values(line, value):
    """Any value for a key that a site must have leads to a site, or to problems with locations that exist."""
    survives({**SMALLEST, "site_config.yaml": CONFIG.replace(line, f"{line.split(':')[0]}: {value}")})


@pytest.mark.full
@examples(45)
@given(yaml_like, st.sampled_from(["site_config.yaml", "content/data/quotes.yaml", "content/01-why.md"]))
@example("{", "site_config.yaml")
@example("title: a\u2028b\nsumary: x", "site_config.yaml")
def test_anything_like_yaml(text, file):
    """Any text made of YAML's syntax is read or refused, in front matter too."""
    text = f"---\n{text}\n---\n\n{CHAPTER}" if file.endswith(".md") else text
    survives({**SMALLEST, file: text})


@examples(45)
@given(spoilt, st.sampled_from(["site_config.yaml", "content/data/quotes.yaml", "content/01-why.md", "theme/site.css"]))
@example(b"\r\x91", "site_config.yaml")
@example(b"\xef\xbb\xbfa\r\nb\xe9", "site_config.yaml")
def test_any_bytes(content, file):
    """Whatever bytes a file holds, it is read or refused."""
    survives({**SMALLEST, file: content})


@pytest.mark.full
@examples(40)
@given(
    st.sampled_from(VALUES),
    st.sampled_from(["[{}]", "![x]", "![]", "[x]"]),
    st.sampled_from(["({})", "(<{}>)", '({} "{}")']),
)
@example("//[", "[x]", "({})")
@example("//[", "![]", "(<{}>)")
def test_odd_links(value, words, target):
    """Any link or picture in a text leads to a site, or to problems with locations that exist."""
    survives({**SMALLEST, "content/01-why.md": CHAPTER + words.format(value) + target.format(value, value) + "\n"})


@examples(40)
@given(edited(WHOLE_CONFIG), edited(WHOLE_CHAPTER), st.booleans())
def test_commands_come_to_an_end(config, chapter, strict):
    """A build exits with 0 or 1, prints a report, and writes nothing outside the output and the cache."""
    files = {**WHOLE, "site_config.yaml": config, "content/01-where-we-are.md": chapter}
    with tempfile.TemporaryDirectory() as name:
        folder, before = Path(name), Path.cwd()
        site = write_files(files, folder / "site")
        out, err = io.StringIO(), io.StringIO()
        os.chdir(folder)
        try:
            with redirect_stdout(out), redirect_stderr(err):
                exit_code = main(["build", "--site", "site", "--now", "2027-04-20", *(["--strict"] if strict else [])])
        finally:
            os.chdir(before)
        assert exit_code in (0, 1) and err.getvalue() == ""
        assert "Built" in out.getvalue() if exit_code == 0 else "Nothing was built." in out.getvalue()
        expected = {path: text.encode() for path, text in files.items()}
        made = ("output/", ".microsite-cache/")
        assert {path: text for path, text in tree(site).items() if not path.startswith(made)} == expected
        assert (site / "output").exists() is (exit_code == 0)
        assert [path.name for path in folder.iterdir()] == ["site"]

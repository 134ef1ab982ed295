"""The guide's steps for adding a key, followed one by one in a copy of the project, end in green tests."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.built_sites import ROOT
from tests.engines.server import HANG_S

#: What each step of the row writes: the file, the text to insert before, and the text to insert.
STEPS = (
    (
        "microsite/model/records.py",
        '    post: Annotated[MaybeSupplied[PostalLines] | None, Meta(description="A postal address, line by line.")]',
        '    room: Annotated[LocalText | None, Meta(description="Where to find them in the building.")] = None\n',
    ),
    ("microsite/validate/key_synonyms.py", '    "hours": "opening_hours', '    "room": "room_number",\n'),
    ("microsite/render/view.py", '"post")\n        return {name: getattr(self._site.consultation.contact', '"room", '),
    (
        "templates/components/contact_facts/contact_facts.html",
        "{% if options.post %}",
        "{% if options.room %}\n<div><dt>{{ t('contact.text') }}</dt><dd>{{ options.room }}</dd></div>\n{% endif %}\n",
    ),
    (
        "templates/components/contact_facts/contact_facts.yaml",
        "  - {name: post, kind: fact",
        "  - {name: room, kind: text, about: Where to find them in the building.}\n",
    ),
    ("templates/components/contact_facts/contact_facts.yaml", 'post: "Parks team', "room: Room 12, "),
    ("tests/sites/harbour-town/site_config.yaml", "  post: |\n    Open Spaces Team", "  room: Room 12\n"),
)
#: The tests that a wrong or forgotten step would turn red.
TOUCHED = (
    "tests/test_components.py tests/test_heard.py tests/test_problems.py tests/test_docs.py tests/test_pages.py "
    "tests/unit/test_reference_page.py tests/unit/test_editor_schema.py tests/unit/test_key_names.py"
).split()


@pytest.mark.full
def test_row_for_a_new_key(tmp_path: Path) -> None:
    """With each of the row's files edited and each of its commands run, the tests are green."""
    row = next(line for line in (ROOT / "docs/guide/architecture.md").read_text().splitlines() if "| key |" in line)
    for file, _, _ in STEPS:
        named = "a template" if file.endswith(".html") else file.replace("contact_facts", "<name>")
        assert (
            named.removeprefix("microsite/").replace("model/records.py", "model/").partition("harbour-town")[0] in row
        ), file
    copy = tmp_path / "copy"
    left_out = shutil.ignore_patterns(
        ".git", ".venv*", "output", ".microsite-cache", "__pycache__", "*.lock", "node_modules"
    )
    shutil.copytree(ROOT, copy, ignore=left_out, symlinks=True)
    for file, before, added in STEPS:
        text = (copy / file).read_text(encoding="utf-8")
        assert text.count(before) == 1, (file, before)
        (copy / file).write_text(text.replace(before, added + before), encoding="utf-8")
    rewritten = re.findall(r"tests/\w+\.py", row)
    given = {name: value for name, value in os.environ.items() if name != "MICROSITE_TESTS_ALL"}
    for command, more in (
        (["scripts/reference"], {}),
        (["-m", "pytest", "-p", "no:cacheprovider", "-n0", *rewritten], {"MICROSITE_REWRITE": "1"}),
        (["-m", "pytest", "-p", "no:cacheprovider", "-n0", "-k", "not test_report or CONF", *TOUCHED], {}),
    ):
        done = subprocess.run(
            [sys.executable, *command],
            cwd=copy,
            env={**given, **more},
            capture_output=True,
            encoding="utf-8",
            timeout=10 * HANG_S,
            check=False,
        )
        assert done.returncode == 0, (command, done.stdout[-3000:], done.stderr[-1000:])
    assert "`room`" in (copy / "docs/guide/reference.md").read_text(encoding="utf-8")

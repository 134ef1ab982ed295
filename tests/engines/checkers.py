"""More checkers of accessibility and of HTML, besides axe-core and Nu, each run the way its makers do."""

import json
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

from tests.engines.node import node, node_file

#: Settings of html-validate, with the reason for every rule that is off.
HTML_VALIDATE = {
    "root": True,
    "extends": ["html-validate:recommended", "html-validate:a11y"],
    "rules": {
        # Style of the markup is decided elsewhere.
        "void-style": "off",
        "no-trailing-whitespace": "off",
        "doctype-style": "off",
        # A council's title may be long.
        "long-title": "off",
        # HTML allows any character but white space in an id; Arabic headings have Arabic ids.
        "valid-id": ["error", {"relaxed": True}],
        # A telephone number must be able to wrap when text is enlarged to 200% on a small screen.
        "tel-non-breaking": "off",
        # A scrolling region is a div, since it may stand where no section of the document begins.
        "prefer-native-element": "off",
    },
}
#: axe-core requires that a table that scrolls sideways takes keyboard focus; IBM advises against it.
IBM_WITHOUT = ("element_tabbable_role_valid",)


@cache
def _source(name: str) -> str:
    return node_file(name).read_text(encoding="utf-8")


def ibm_violations(page: Page) -> list[str]:
    """Run IBM's Equal Access checker with its WCAG 2.2 policy.

    Returns:
        One line for each violation; results that need a manual check are left out.
    """
    page.evaluate("source => { (0, eval)(source); }", _source("accessibility-checker-engine/ace.js"))
    found = page.evaluate(
        "async () => (await new ace.Checker().check(document, ['WCAG_2_2'])).results"
        ".filter(each => each.value[1] === 'FAIL').map(each => [each.ruleId, each.path.dom, each.message])"
    )
    return [": ".join(each) for each in found if each[0] not in IBM_WITHOUT]


def htmlcs_errors(page: Page) -> list[str]:
    """Run HTML_CodeSniffer with its WCAG2AAA standard.

    Returns:
        One line for each error; warnings and notices need a manual check and are left out.
    """
    page.evaluate("source => { (0, eval)(source); }", _source("html_codesniffer/build/HTMLCS.js"))
    found = page.evaluate(
        "() => new Promise((done, failed) => HTMLCS.process('WCAG2AAA', document, () => done(HTMLCS.getMessages()"
        ".filter(each => each.type === HTMLCS.ERROR)"
        ".map(each => [each.code, each.element.outerHTML.slice(0, 120), each.msg])), failed))"
    )
    return [": ".join(each) for each in found]


def html_validate_errors(pages: Sequence[Path]) -> list[str]:
    """Run html-validate on files, with its recommended and accessibility rules.

    Returns:
        One line for each error: file, line, rule, message.

    Raises:
        RuntimeError: it did not run; the message is its output.
    """
    with tempfile.TemporaryDirectory() as folder:
        settings, report = Path(folder, "settings.json"), Path(folder, "report.json")
        settings.write_text(json.dumps(HTML_VALIDATE), encoding="utf-8")
        program = str(node_file("html-validate/bin/html-validate.mjs"))
        options = ["--config", str(settings), "--formatter", f"json={report}"]
        done = subprocess.run(
            [node(), program, *options, *map(str, pages)], cwd=folder, capture_output=True, check=False
        )
        if not report.is_file():
            raise RuntimeError(f"html-validate did not run: {(done.stdout + done.stderr).decode()}")
        checked = json.loads(report.read_text(encoding="utf-8"))
    return [
        f"{Path(file['filePath']).name}:{each['line']}: {each['ruleId']}: {each['message']}"
        for file in checked
        for each in file["messages"]
    ]

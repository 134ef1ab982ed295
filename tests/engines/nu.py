"""The Nu HTML checker (v.Nu), the one behind the W3C's validator."""

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from tests.engines.java import JAVA
from tests.engines.node import node_file
from tests.engines.server import HANG_S, served

LOCAL_ALLOWED = "-Dnu.validator.servlet.allow-forbidden-hosts=true"
#: By default the checker gives up on a page after five seconds, which is too short on a busy machine.
LIMITS = [f"-Dnu.validator.servlet.{what}-timeout={HANG_S * 1000}" for what in ("connection", "socket")]


def check_html(pages: Sequence[Path], answer_after_s: float = 0) -> list[str]:
    """Check pages, all in one run since starting takes a second; also stylesheets and SVG files if named.

    Args:
        pages: the files.
        answer_after_s: how long the server delays each file, to simulate a busy machine.

    Returns:
        One line for each error and warning: file, line, column, message.

    Raises:
        RuntimeError: the checker did not run; the message is its output.
    """
    if not pages:
        return []
    root = Path(os.path.commonpath([str(page.resolve().parent) for page in pages]))
    # For a file from disk, the checker has no origin to match 'self' in the page's policy, so we serve the pages.
    with served(root, answer_after_s=answer_after_s) as (address, _):
        names = [address + quote(page.resolve().relative_to(root).as_posix()) for page in pages]
        return [_line(message, address) for message in _messages(names)]


def _messages(names: Sequence[str]) -> list[dict[str, Any]]:
    options = ["--format", "json", "--stdout", "--exit-zero-always", "--no-langdetect"]
    options += [f"--also-check-{kind}" for kind in ("css", "svg") if any(name.endswith(f".{kind}") for name in names)]
    jar = node_file("vnu-jar/build/dist/vnu.jar")
    checked = subprocess.run(
        [*JAVA, LOCAL_ALLOWED, *LIMITS, "-jar", str(jar), *options, *names], capture_output=True, check=False
    )
    try:
        messages = json.loads(checked.stdout)["messages"]
    except ValueError:
        raise RuntimeError(f"The checker did not run: {(checked.stdout + checked.stderr).decode()}") from None
    return [message for message in messages if message["type"] != "info" or "subType" in message]


def _line(message: dict[str, Any], address: str) -> str:
    name = unquote(message.get("url", "?")).removeprefix(address)
    place = ":".join(str(message[key]) for key in ("lastLine", "lastColumn") if key in message)
    return f"{name}:{place}: {message['message']}"

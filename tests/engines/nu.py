"""The Nu HTML checker, the one that the makers of HTML run."""

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
#: By itself the checker gives up on a page that does not come within five seconds, as on a busy machine.
LIMITS = [f"-Dnu.validator.servlet.{what}-timeout={HANG_S * 1000}" for what in ("connection", "socket")]


def check_html(pages: Sequence[Path], answer_after_s: float = 0) -> list[str]:
    """Check pages, all in one run, which takes a second to start; stylesheets and SVG files too when named.

    Args:
        pages: the files.
        answer_after_s: how long each file is kept back, as on a busy machine.

    Returns:
        One line for each error and each warning: file, line, column, message.

    Raises:
        RuntimeError: the checker did not run; the message is what it says.
    """
    if not pages:
        return []
    root = Path(os.path.commonpath([str(page.resolve().parent) for page in pages]))
    # From a disk, the checker takes 'self' in a page's policy for no origin at all; so the pages are served.
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

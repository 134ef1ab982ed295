"""Turn a page as published into the page that the preview serves: with a script before its own, and a policy."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from microsite.preview.builds import State

#: Where the preview's own files are; no page of a site has an address that begins like this.
OWN = "/-preview/"
_HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.IGNORECASE)
_START = re.compile(rb"\s*(?:<!doctype[^>]*>)?\s*(?:<html[^>]*>)?", re.IGNORECASE)
_POLICY = re.compile(
    rb"<meta\s+http-equiv=(\"|')Content-Security-Policy\1\s+content=(?:\"([^\"]*)\"|'([^']*)')\s*/?>\n?", re.IGNORECASE
)


class Attributes(Struct, frozen=True, kw_only=True):
    """What the element that loads the preview's script tells it."""

    #: The page's path below the output folder.
    page: str
    digest: str
    style: str
    token: str
    #: The moment that clocks in the page show; empty for the present.
    clock: str = ""

    @property
    def elements(self) -> bytes:
        """The HTML to put at the start of a page's head."""
        clock = f'<script src="{OWN}clock.js" data-now="{_written(self.clock)}"></script>\n' if self.clock else ""
        values = {"page": self.page, "digest": self.digest, "style": self.style, "token": self.token}
        data = " ".join(f'data-{name}="{_written(value)}"' for name, value in values.items())
        return f'\n{clock}<script type="module" src="{OWN}preview.js" {data}></script>'.encode()


def with_preview(content: bytes, attributes: Attributes, socket: str) -> tuple[bytes, tuple[str, ...]]:
    """Put the preview's scripts into a page, before all others.

    Args:
        content: the page.
        attributes: what the script is told.
        socket: the address of the web socket, as `ws://127.0.0.1:5500`.

    Returns:
        The page without its own content security policies, and these, widened by exactly what the preview needs.
    """
    written = [html.unescape((found[2] or found[3] or b"").decode()) for found in _POLICY.finditer(content)]
    without_policy = _POLICY.sub(b"", content)
    found = _HEAD.search(without_policy) or _START.match(without_policy)
    at = found.end() if found else 0
    page = without_policy[:at] + attributes.elements + without_policy[at:]
    return page, tuple(widened(policy, socket) for policy in written or [""])


def widened(policy: str, socket: str) -> str:
    """Add to a policy the preview's script, style, web socket and frame, all of this host."""
    rules = {name.lower(): values for name, *values in (part.split() for part in policy.split(";") if part.strip())}
    if rules:
        needed = {
            "script-src": ("'self'",),
            "style-src": ("'self'",),
            "connect-src": ("'self'", socket),
            "frame-src": ("'self'",),
        }
        for name, sources in needed.items():
            kept = [each for each in rules.get(name, []) if each != "'none'"]
            rules[name] = [*kept, *(each for each in sources if each not in kept)]
    rules["frame-ancestors"] = ["'self'"]
    return "; ".join(" ".join((name, *values)) for name, values in rules.items())


def path_of(address: str, state: State) -> str:
    """Return the path below the output folder for an address; that may begin with the site's own folder on its host."""
    path = plain_path(address)
    root = unquote(urlsplit(state.edition.site.root_address).path).strip("/") if state.edition else ""
    if root and f"{path}/".startswith(f"{root}/"):
        path = path.removeprefix(root).lstrip("/") or "index.html"
    return path


def plain_path(address: str) -> str:
    """Return an address as a path; one that cannot be decoded becomes a path that no file has."""
    try:
        path = unquote(address, errors="strict")[1:]
    except UnicodeDecodeError:
        return "/"
    return f"{path}index.html" if not path or path.endswith("/") else path


def _written(value: str) -> str:
    return html.escape(value, quote=True)

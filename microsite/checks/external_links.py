"""Check that outside links still work: the only module that sends requests to other hosts, and only when asked to."""

from __future__ import annotations

import contextlib
import socket
import ssl
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from threading import Lock
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import msgspec
from msgspec import Struct, field

import microsite
from microsite.atomic_write import write_atomically
from microsite.progress import say_nothing

MOST_REDIRECTS = 6
MOST_HOSTS_AT_ONCE = 8
#: A successful answer is reused for a day.
CACHED_FOR_S = 86_400
#: Status codes that say nothing about the page: the host wants a browser, a login or fewer requests.
INCONCLUSIVE_STATUSES = frozenset({401, 403, 405, 406, 408, 425, 429, 451, 501, 999})


class Answer(Struct, frozen=True, kw_only=True):
    """The result of checking an address."""

    #: The last status code, or 0 if there was no usable answer.
    status: int
    #: The address that redirects ended at.
    reached: str
    #: Why there was no usable answer, in a few words.
    why: str = ""
    #: Whether it comes from an earlier run.
    remembered: bool = False

    @property
    def is_there(self) -> bool:
        """Whether the address works."""
        return 200 <= self.status < 400

    @property
    def is_gone(self) -> bool:
        """Whether the host says outright that there is nothing at the address."""
        return 400 <= self.status < 500 and self.status not in INCONCLUSIVE_STATUSES


class RequestLimits(Struct, kw_only=True):
    """Limits that keep the requests polite."""

    timeout_s: float = 10.0
    #: Pause between two requests to one host.
    pause_s: float = 0.5
    _hosts: dict[str, Lock] = field(default_factory=lambda: {})

    def host(self, address: str) -> Lock:
        """Return the lock of an address's host, so that it gets only one request at a time."""
        return self._hosts.setdefault(urlsplit(address).netloc.lower(), Lock())


def check_addresses(
    addresses: Iterable[str],
    *,
    remembered_in: Path | None,
    now_s: float,
    limits: RequestLimits | None = None,
    step: Callable[[str], None] = say_nothing,
) -> dict[str, Answer]:
    """Request each address once; each host gets one request at a time.

    Args:
        addresses: whole web addresses.
        remembered_in: a file that keeps successful answers between runs; None keeps none.
        now_s: the moment of the run, in seconds since 1970.
        limits: the timeout, and the pause between requests.
        step: called with a progress message after each address.

    Returns:
        An answer for each address, in the order given.
    """
    limits = limits or RequestLimits()
    wanted = dict.fromkeys(addresses)
    known = _load(remembered_in, now_s)
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in wanted:
        if address not in known:
            by_host[urlsplit(address).netloc.lower()].append(address)
    found: dict[str, Answer] = {}
    unknown = sum(map(len, by_host.values()))
    counting = Lock()

    def check_host(at_host: list[str]) -> None:
        for address in at_host:
            answer = _check_address(address, limits)
            with counting:
                found[address] = answer
                step(f"Checked {len(found)} of {unknown} outside links")

    with ThreadPoolExecutor(max_workers=MOST_HOSTS_AT_ONCE) as pool:
        list(pool.map(check_host, by_host.values()))
    fresh = {address: (now_s, answer.status, answer.reached) for address, answer in found.items() if answer.is_there}
    if fresh:
        _save(remembered_in, {**known, **fresh})
    for address in wanted.keys() & known.keys():
        _, status, reached = known[address]
        found[address] = Answer(status=status, reached=reached, remembered=True)
    return {address: found[address] for address in wanted}


def _check_address(address: str, limits: RequestLimits) -> Answer:
    """Send a HEAD request; if the answer is an error, try GET as well, as a browser would."""
    answer = _follow(address, "HEAD", limits)
    return answer if answer.is_there or not answer.status else _follow(address, "GET", limits)


def _follow(address: str, method: str, limits: RequestLimits) -> Answer:
    reached = address
    for _ in range(MOST_REDIRECTS):
        try:
            with limits.host(reached):
                status, target = _send_request(reached, method, limits.timeout_s)
                time.sleep(limits.pause_s)
        except (OSError, HTTPException, ValueError) as error:
            return Answer(status=0, reached=reached, why=_reason(error))
        if not target:
            return Answer(status=status, reached=reached)
        reached = urljoin(reached, target)
        if urlsplit(reached).scheme not in ("http", "https"):
            return Answer(status=0, reached=reached, why="it redirects to something that is not a web page")
    return Answer(status=0, reached=reached, why=f"it redirects more than {MOST_REDIRECTS} times")


class _NoRedirects(HTTPRedirectHandler):
    """Stops urllib from following redirects: `_follow` does, so that the limits apply to each host on the way too."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        """Do not follow."""


def _send_request(address: str, method: str, timeout_s: float) -> tuple[int, str]:
    """Return the status code, and the target if it is a redirect."""
    headers = {"User-Agent": f"microsite/{microsite.__version__} (link check)", "Accept": "*/*"}
    request = Request(encoded_for_sending(address), method=method, headers=headers)
    try:
        with build_opener(_NoRedirects).open(request, timeout=timeout_s) as response:
            return response.status, ""
    except HTTPError as error:
        with error:
            is_redirect = error.code in (301, 302, 303, 307, 308)
            return error.code, str(error.headers.get("Location") or "") if is_redirect else ""


def encoded_for_sending(address: str) -> str:
    """Encode an address for sending: IDNA host, percent-encoded path and query, no fragment."""
    parts = urlsplit(address)
    host = (parts.hostname or "").encode("idna").decode()
    host = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port else ""
    kept = "/%:;=@&+$,!*'()~"
    return urlunsplit((parts.scheme, host + port, quote(parts.path, kept) or "/", quote(parts.query, kept + "?"), ""))


def _reason(error: Exception) -> str:
    """Say in a few words why there was no answer."""
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, ssl.SSLCertVerificationError):
        return "its certificate is not valid"
    if isinstance(cause, TimeoutError):
        return "it did not answer in time"
    if isinstance(cause, socket.gaierror):
        return "there is no such website, or no network"
    if isinstance(cause, ConnectionRefusedError):
        return "the website refuses to answer"
    if isinstance(cause, UnicodeError):
        return "no website can have that name"
    return "the connection failed"


#: By address: when it was requested, the status code, and the address that redirects ended at.
Known = dict[str, tuple[float, int, str]]


def _load(file: Path | None, now_s: float) -> Known:
    """Load the successful answers that are not too old; a file that cannot be read has none."""
    try:
        written = msgspec.json.decode(file.read_bytes(), type=Known) if file else {}
    except (OSError, msgspec.MsgspecError, ValueError):
        return {}
    return {address: entry for address, entry in written.items() if 0 <= now_s - entry[0] < CACHED_FOR_S}


def _save(file: Path | None, known: Known) -> None:
    if file is None:
        return
    # If the answers cannot be saved, the next run asks again.
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(file, msgspec.json.encode(known, order="sorted"))

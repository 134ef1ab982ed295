"""`_headers` and `_redirects` for Netlify and Cloudflare Pages, which read the same two files, each in its own way.

On both, browsers revalidate a page each time unless a rule says otherwise, so only what can be cached for ever has a
rule for that: if two rules set one header, both values are sent. If there is a page at an old address, Netlify
redirects only if the status ends in an exclamation mark; Cloudflare always does, and accepts no exclamation mark. With
both hosts, there is a line for each; either host skips the other's.

Source: Netlify's documentation on custom headers, redirects and shadowing; Cloudflare's documentation of Pages, and
the parsers in its repository workers-sdk, `pages-shared/metadata-generator`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from microsite.formats.hosts.served import IMMUTABLE, Served

#: The limits of Cloudflare Pages: rules in `_headers`, lines in `_redirects`, and characters in such a line.
MOST_HEADER_RULES, MOST_REDIRECTS, LONGEST_REDIRECT = 100, 2000, 1000
NETLIFY, CLOUDFLARE = "netlify", "cloudflare"


def pages_host_files(site: Served, hosts: Collection[str]) -> dict[str, bytes]:
    """Write `_headers` and `_redirects`.

    Args:
        site: how the site is to be served.
        hosts: the hosts that the author has named.
    """
    files = {"_headers": "\n".join(_headers(site, hosts)) + "\n"}
    if site.redirects:
        files["_redirects"] = "".join(f"{line}\n" for line in redirect_lines(site, hosts))
    return {path: text.encode() for path, text in files.items()}


def redirect_lines(site: Served, hosts: Collection[str]) -> list[str]:
    """Return the lines for old addresses."""
    marks = [*(["!"] if NETLIFY in hosts else []), *([""] if CLOUDFLARE in hosts else [])]
    return [f"{site.url(old)} {site.url(new)} 301{mark}" for mark in marks for old, new in site.redirects]


def _headers(site: Served, hosts: Collection[str]) -> Iterator[str]:
    yield f"{site.url('')}*"
    for name, value in site.headers.items():
        yield f"  {name}: {value}"
    rules = 1
    for pattern, headers in _rules(site):
        rules += 1
        if CLOUDFLARE in hosts and rules > MOST_HEADER_RULES:
            return  # What has no rule is revalidated each time, which is never wrong.
        yield pattern
        for name, value in headers.items():
            yield f"  {name}: {value}"


def _rules(site: Served) -> Iterator[tuple[str, dict[str, str]]]:
    for path, kind in site.types_of_files.items():
        yield site.url(path), {"Content-Type": kind}
    if "ics" in site.types:
        yield f"{site.url('calendar/')}*", {"Content-Type": site.types["ics"]}
    yield f"{site.url('assets/')}*", {"Cache-Control": IMMUTABLE}
    for path in site.immutable_pictures:
        yield site.url(path), {"Cache-Control": IMMUTABLE}

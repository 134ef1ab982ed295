"""The files that tell a host how to serve the site, for each host that `hosts` in site_config.yaml names."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from microsite.load.site_files import CONFIG
from microsite.model.site import Site
from microsite.problems import Location, Problem

_FOR_HOSTS = frozenset({".htaccess", ".nojekyll", "_headers", "_redirects", "staticwebapp.config.json", "web.config"})


def is_for_hosts(path: str) -> bool:
    """Whether a published file is only for a host, so that no reader ever has its address."""
    return path in _FOR_HOSTS or path.startswith(".host-files/")


def render_host_files(
    sites: Sequence[Site], files: Mapping[str, bytes], pages: Collection[str]
) -> tuple[dict[str, bytes], list[Problem]]:
    """Write the files for hosts, and report what exceeds a host's limits; nothing if no host is named.

    Args:
        sites: the whole model, in each language.
        files: the published files that are not pages, by path.
        pages: the paths of the pages.
    """
    hosts = sites[0].consultation.hosts
    if not hosts:
        return {}, []
    from microsite.formats.hosts.apache import apache_files
    from microsite.formats.hosts.azure import azure_files
    from microsite.formats.hosts.iis import iis_files
    from microsite.formats.hosts.nginx import nginx_files
    from microsite.formats.hosts.pages_hosts import pages_host_files
    from microsite.formats.hosts.s3 import s3_files
    from microsite.formats.hosts.served import served

    site = served(sites, files, pages)
    made: dict[str, bytes] = {}
    for host, write in {"apache": apache_files, "azure": azure_files, "iis": iis_files, "nginx": nginx_files}.items():
        if host in hosts:
            made |= write(site)
    if "netlify" in hosts or "cloudflare" in hosts:
        made |= pages_host_files(site, hosts)
    if "s3" in hosts:
        made |= s3_files(site, (*files, *pages))
    if "github" in hosts:
        made[".nojekyll"] = b""  # Without it, GitHub Pages skips files whose names begin with an underscore or a dot.
    return made, list(_limits(made, hosts))


def _limits(made: Mapping[str, bytes], hosts: Collection[str]) -> Iterator[Problem]:
    from microsite.formats.hosts.azure import LARGEST_BYTES
    from microsite.formats.hosts.pages_hosts import LONGEST_REDIRECT, MOST_REDIRECTS

    lines = [line for line in made.get("_redirects", b"").decode().splitlines() if line.endswith(" 301")]
    if len(lines) > MOST_REDIRECTS:
        message = f"Cloudflare Pages takes {MOST_REDIRECTS:,} old addresses, and the chapters have {len(lines):,}."
        yield _too_much(f"{message} Readers of the others still get there, by a page.", "cloudflare")
    if any(len(line) > LONGEST_REDIRECT for line in lines):
        message = f"Cloudflare Pages takes {LONGEST_REDIRECT:,} characters for an old address and its page, encoded."
        yield _too_much(f"{message} Readers of a longer one still get there, by a page.", "cloudflare")
    size = len(made.get("staticwebapp.config.json", b""))
    if size > LARGEST_BYTES:
        message = f"Azure refuses a staticwebapp.config.json of more than {LARGEST_BYTES // 1000} kB"
        yield _too_much(f"{message}, and with all old addresses it has {size // 1000} kB.", "azure")


def _too_much(message: str, host: str) -> Problem:
    advice = f"Take old addresses that nobody uses any more out of redirect_from, or {host} out of hosts."
    return Problem.warning("HOST-003", message, Location(file=CONFIG), advice, path="hosts")

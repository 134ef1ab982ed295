"""The configuration files for hosts are correct, and real servers do what they say.

`MICROSITE_REWRITE=1 python3 -m tests tests/test_host_files.py` rewrites the expected files.
"""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from urllib.parse import quote, unquote
from xml.etree import ElementTree

import jsonschema
import pytest
from msgspec.structs import replace

from microsite.cli import engine_templates
from microsite.formats.host_files import is_for_hosts
from microsite.formats.hosts.apache import apache_files
from microsite.formats.hosts.azure import azure_files
from microsite.formats.hosts.iis import iis_files
from microsite.formats.hosts.nginx import nginx_files
from microsite.formats.hosts.pages_hosts import pages_host_files
from microsite.formats.hosts.served import HEADERS, HTTPS_ONLY, Served, served
from microsite.pipeline import Build, make_site
from microsite.problems import Severity
from tests.engines.web_servers import Asked, serving

FOLDER = Path(__file__).parent / "hosts"
FINGERPRINT = re.compile(r"(\\?\.)[0-9a-f]{10}(?=\\?\.)")
FOREVER = "public, max-age=31536000, immutable"
#: Characters that an old address may contain; none may be taken for a pattern, a variable or the end of a string.
ODD = ["with space.html", 'quote".html', "it's.html", "dollar$1.html", "a.b+(c)[d]^|*?.html", "ünï.html", "50%.html"]
ODD += ["semi;colon{}.html", "hash#.html", "back\\slash.html"]


@cache
def build_of(address: str = "https://www.example.org/café/parks-2027/") -> Build:
    """Build the site with all hosts, at an address; it must have no errors and no warnings."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        shutil.copytree(FOLDER / "site", site)
        config = site / "site_config.yaml"
        config.write_text(
            config.read_text("utf-8").replace("https://www.example.org/café/parks-2027/", address), "utf-8"
        )
        build = make_site(site, engine_templates(), datetime(2027, 4, 1, 9))
    assert not [problem for problem in build.problems if problem.severity > Severity.HINT], build.problems
    return build


def told(build: Build) -> Served:
    """Return what the files for hosts say about a site."""
    assert build.site
    return served(build.sites, build.files.files, build.files.pages)


def test_files_are_the_expected_ones():
    """Every file for every host matches tests/hosts/expected, apart from fingerprints."""
    build = build_of()
    pages = build.files.pages
    without = {"media", "assets", "calendar"}
    beside = {"feed.xml", "consultation.json", "sitemap.xml", "robots.txt"}
    found = {
        path: FINGERPRINT.sub(r"\1FINGERPRINT", content.decode())
        for path, content in build.files.files.items()
        if path not in pages and path not in beside and path.split("/")[0] not in without
    }
    if os.environ.get("MICROSITE_REWRITE"):
        for path, text in found.items():
            name = FOLDER / "expected" / path.lstrip(".").replace("/", "-")
            name.write_text(text, "utf-8", newline="\n")
    expected = {each.name: each.read_text("utf-8") for each in (FOLDER / "expected").iterdir()}
    assert {path.lstrip(".").replace("/", "-"): text for path, text in found.items()} == expected


@contextmanager
def hosted(name: str, address: str, odd: bool = False) -> Iterator[tuple[Asked, Served, Build]]:
    """Serve the site with a real server, in the folder of its address; yield a client, the site and the build."""
    build = build_of(address)
    site = told(build)
    if odd:
        site = replace(site, redirects=(*site.redirects, *((each, "zurück.html") for each in ODD)))
    own = apache_files(site) if name == "apache" else nginx_files(site)
    with tempfile.TemporaryDirectory() as scratch:
        root, beside = Path(scratch) / "root", Path(scratch) / "own"
        beside.mkdir()
        output = root / site.folder.strip("/")
        for path, content in {**build.files, **own, ".microsite": b"ours", ".microsite-published": b"ours"}.items():
            (output / path).parent.mkdir(parents=True, exist_ok=True)
            (output / path).write_bytes(content)
        conf = output / ".host-files/nginx.conf" if name == "nginx" else None
        with serving(name, root, conf, beside) as asked:
            yield asked, site, build


SERVERS = pytest.mark.parametrize("name", ["nginx", "apache"])
ADDRESSES = pytest.mark.parametrize(
    "address", ["https://parks.example.org", "https://www.example.org/café/parks-2027/"]
)


@SERVERS
@ADDRESSES
def test_real_server(name, address):
    """A server sends each type, caching and security header once, serves the 404 page and redirects old addresses."""
    with hosted(name, address) as (asked, site, build):
        bench = next(path for path in build.files if re.search(r"bench-\d+\.[0-9a-f]{10}\.webp$", path))
        style = next(path for path in build.files if path.endswith(".css"))
        types = {
            "": "text/html; charset=utf-8",
            "zurück.html": "text/html; charset=utf-8",
            style: "text/css; charset=utf-8",
            bench: "image/webp",
            "media/bench.jpg": "image/jpeg",
            "media/bench-640.0123456789.jpg": "image/jpeg",
            "media/leaf.webp": "image/webp",
            "media/map.pdf": "application/pdf",
            "media/counts.csv": "text/csv",
            "feed.xml": "application/atom+xml; charset=utf-8",
            "sitemap.xml": "application/xml; charset=utf-8",
            "consultation.json": "application/json",
            "calendar/closing.ics": "text/calendar; charset=utf-8",
        }
        for path, kind in types.items():
            response, body = asked.get(site.url(path))
            assert (response.status, response.headers.get_all("Content-Type")) == (200, [kind]), path
            assert body == build.files[path or "index.html"]
            kept = FOREVER if path in (style, bench) else "no-cache"
            assert response.headers.get_all("Cache-Control") == [kept], path
            _has_headers(response)
        for path in ("nothing-here.html", "deep/er/nothing", "assets/nothing.css", "media/"):
            response, body = asked.get(site.url(path))
            if path == "media/" and response.status == 403:
                continue  # A folder, whose contents the server doesn't list.
            assert (response.status, body) == (404, build.files["404.html"]), path
            assert response.headers.get_all("Cache-Control") == ["no-cache"]
            _has_headers(response)
        for old, new in site.redirects:
            response, _ = asked.get(site.url(old))
            target = response.headers["Location"].removeprefix("http://www.example.org")
            assert (response.status, unquote(target)) == (301, f"{site.folder}{new}"), old
            _has_headers(response)
        for hidden in (".microsite", ".microsite-published", ".host-files/nginx.conf"):
            assert asked.get(site.url(hidden))[0].status == 404
        # The redirect of an old address matches only that address.
        assert asked.get(site.url("old-pathsxhtml"))[0].status == 404
        assert asked.get(site.url("old-paths.html/more"))[0].status == 404
        assert asked.get(site.url("assets") + "/")[0].status in (403, 404)


@SERVERS
def test_real_server_with_odd_addresses(name):
    """No character in an old address is taken for syntax."""
    with hosted(name, "https://www.example.org/café/parks-2027/", odd=True) as (asked, site, _):
        for old in ODD:
            response, _ = asked.get(quote(f"{site.folder}{old}"))
            target = response.headers.get("Location", "").removeprefix("http://www.example.org")
            assert (response.status, unquote(target)) == (301, f"{site.folder}zurück.html"), old


def _bare(**changed) -> Served:
    """Return what the files for hosts say about a small site."""
    site = Served(
        folder="/parks/",
        headers=HEADERS,
        types={"html": "text/html; charset=utf-8", "ics": "text/calendar; charset=utf-8"},
        types_of_files={"feed.xml": "application/atom+xml; charset=utf-8"},
        immutable=("assets/site.0123456789.css", "media/bench-480.0123456789.webp"),
        redirects=(("old.html", "new.html"),),
    )
    return replace(site, **changed)


def test_web_config_adds_nothing_twice():
    """Each entry is removed before it is added, and added only once, since IIS answers a duplicate with error 500."""
    odd = (*(("old.html", "new.html"), (".dotted.html", "new.html")), *((each, "new.html") for each in ODD))
    tree = ElementTree.fromstring(iis_files(_bare(redirects=odd))["web.config"])
    lists = {"staticContent": ("mimeMap", "fileExtension"), "customHeaders": ("add", "name")}
    lists["httpErrors"] = ("error", "statusCode")
    found = 0
    for name, (tag, key) in lists.items():
        for section in tree.iter(name):
            seen: list[tuple[str, str]] = []
            for each in section:
                if each.tag == tag:
                    assert ("remove", each.attrib[key]) in seen and (tag, each.attrib[key]) not in seen
                    found += 1
                seen.append((each.tag, each.attrib.get(key, "")))
    assert found > 6
    places = [each.attrib["path"] for each in tree.iter("location")]
    assert len(places) == len({*places}) and not [place for place in places if place.startswith((".", "/", " "))]
    assert {*ODD, "old.html"} < {*places}
    redirects = [each.attrib for each in tree.iter("httpRedirect")]
    assert {(each["destination"], each["httpResponseStatus"]) for each in redirects} == {
        ("/parks/new.html", "Permanent")
    }
    assert not list(tree.iter("rewrite")) and not list(tree.iter("clear"))
    headers = {each.attrib["name"]: each.attrib["value"] for each in tree.iter("add")}
    assert headers == HEADERS


#: A schema of the parts that we write, from Microsoft's page “Configure Azure Static Web Apps”.
AZURE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["routes"],
    "properties": {
        "routes": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["route"],
                "properties": {
                    "route": {"type": "string", "pattern": r"^/[^*]*[*]?$"},
                    "redirect": {"type": "string", "pattern": "^/"},
                    "statusCode": {"enum": [301]},
                    "headers": {"type": "object", "additionalProperties": {"type": "string"}},
                },
                "dependentRequired": {"redirect": ["statusCode"], "statusCode": ["redirect"]},
            },
        },
        "responseOverrides": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "404": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {"rewrite": {"type": "string", "pattern": "^/"}},
                }
            },
        },
        "globalHeaders": {"type": "object", "additionalProperties": {"type": "string"}},
        "mimeTypes": {
            "type": "object",
            "additionalProperties": {"type": "string"},
            "propertyNames": {"pattern": r"^\.[a-z0-9]+$"},
        },
    },
}


def test_azure_is_told_what_it_reads():
    """The file has only what Microsoft's page allows, and redirects every old address in order."""
    content = azure_files(_bare(redirects=tuple((each, "new.html") for each in ODD)))["staticwebapp.config.json"]
    config = json.loads(content)
    jsonschema.validate(config, AZURE, cls=jsonschema.Draft202012Validator)
    assert config["globalHeaders"] == {**HEADERS, "Cache-Control": "no-cache"}
    assert config["responseOverrides"] == {"404": {"rewrite": "/parks/404.html"}}
    assert [each["route"] for each in config["routes"] if "redirect" in each] == [
        f"/parks/{quote(each)}" for each in ODD
    ]


def test_azure_has_room_for_many_pictures():
    """With very many pictures, the file uses the room that it has, but is never larger than Azure accepts."""
    many = tuple(f"media/bench-{number}.0123456789.webp" for number in range(2000))
    content = azure_files(_bare(immutable=many))["staticwebapp.config.json"]
    assert 8_000 < len(content) <= 20_000


def read_headers(text: str) -> dict[str, dict[str, str]]:
    """Parse `_headers` as both hosts say they do: a path at the start of a line, then indented names and values."""
    rules: dict[str, dict[str, str]] = {}
    path = ""
    for line in text.splitlines():
        assert len(line) <= 2000
        if line.startswith("/"):
            path = line
            assert path not in rules and path.count("*") <= 1
            rules[path] = {}
        else:
            name, value = re.fullmatch(r"  ([A-Za-z-]+): (.+)", line).groups()  # type: ignore[union-attr]
            rules[path][name] = value
    assert all(rules.values()) and len(rules) <= 100
    return rules


def headers_of(rules: dict[str, dict[str, str]], path: str) -> list[tuple[str, str]]:
    """Return the headers that a request gets: those of every rule that matches."""
    fits = [rule for rule in rules if re.fullmatch(re.escape(rule).replace(r"\*", ".*"), path)]
    return [pair for rule in fits for pair in rules[rule].items()]


def test_headers_of_netlify_and_cloudflare():
    """No two rules that match one address set the same header, since a host would send both values."""
    many = tuple(f"media/bench-{number}.0123456789.webp" for number in range(300))
    text = pages_host_files(_bare(immutable=many), ("cloudflare",))["_headers"].decode()
    rules = read_headers(text)
    for path in (
        "/parks/",
        "/parks/assets/site.css",
        "/parks/calendar/closing.ics",
        "/parks/feed.xml",
        *map("/parks/{}".format, many),
    ):
        found = [name for name, _ in headers_of(rules, path)]
        assert len(found) == len({*found}) and {*HEADERS} <= {*found}
    assert ("Cache-Control", FOREVER) in headers_of(rules, f"/parks/{many[0]}")
    assert headers_of(rules, f"/parks/{many[-1]}") == [*HEADERS.items()]
    assert (
        text.startswith("/parks/*\n")
        and len(pages_host_files(_bare(immutable=many), ("netlify",))["_headers"].splitlines()) > 600
    )


@pytest.mark.parametrize(
    ("hosts", "ends"),
    [(("netlify",), ["301!"]), (("cloudflare",), ["301"]), (("cloudflare", "netlify"), ["301!", "301"])],
)
def test_redirects_of_netlify_and_cloudflare(hosts, ends):
    """Each line has three parts; nothing in an address is a placeholder or a wildcard."""
    odd = tuple((each, "new.html") for each in ODD)
    lines = pages_host_files(_bare(redirects=odd), hosts)["_redirects"].decode().splitlines()
    parts = [line.split() for line in lines]
    assert [end for *_, end in parts] == [end for end in ends for _ in ODD]
    for old, new, _ in parts:
        assert re.fullmatch(r"/parks/[A-Za-z0-9%._~/-]+", old) and new == "/parks/new.html"
    assert [unquote(old).removeprefix("/parks/") for old, *_ in parts[: len(ODD)]] == ODD


def test_s3_is_told_of_every_file():
    """Each file has its type and caching, each old address its target, and the files for hosts are left out."""
    build = build_of()
    told_s3 = json.loads(build.files[".host-files/s3.json"])
    objects = told_s3["objects"]
    for_hosts = {".htaccess", ".nojekyll", "_headers", "_redirects", "web.config", "staticwebapp.config.json"}
    for_hosts |= {".host-files/s3.json", ".host-files/nginx.conf"}
    assert {*build.files} - {*objects} == for_hosts == set(filter(is_for_hosts, build.files))
    assert objects["index.html"] == {"content_type": "text/html; charset=utf-8", "cache_control": "no-cache"}
    assert objects["old-paths.html"]["website_redirect"] == "/caf%C3%A9/parks-2027/paths.html"
    forever = {path for path, each in objects.items() if each["cache_control"] == FOREVER}
    named = {path for path in objects if re.search(r"\.[0-9a-f]{10}\.\w+$", path)}
    assert forever == named - {"media/bench-640.0123456789.jpg"} and "media/leaf.webp" in objects
    assert told_s3["error_document"] == "café/parks-2027/404.html" and told_s3["headers"] == told(build).headers


@pytest.mark.full
def test_too_much_for_a_host(tmp_path):
    """More old addresses than a host accepts cause a warning that names its limit."""
    site = tmp_path / "site"
    shutil.copytree(FOLDER / "site", site)
    chapter = site / "content/01-paths.md"
    many = "".join(f"  - old-address-{number}\n" for number in range(2001))
    chapter.write_text(chapter.read_text("utf-8").replace("redirect_from:\n", f"redirect_from:\n{many}"), "utf-8")
    build = make_site(site, engine_templates(), datetime(2027, 4, 1, 9))
    found = [problem.message for problem in build.problems if problem.code == "HOST-003"]
    assert [message.split(",")[0] for message in found] == [
        "Azure refuses a staticwebapp.config.json of more than 20 kB",
        "Cloudflare Pages takes 2",
    ]


def test_hosts_are_files_only_where_they_are_asked_for(tmp_path):
    """There are no files for hosts without `hosts`, or if it names only GitLab."""
    site = tmp_path / "site"
    shutil.copytree(FOLDER / "site", site)
    config = site / "site_config.yaml"
    text = config.read_text("utf-8")
    for line in ("", "hosts: [gitlab]\n"):
        config.write_text(re.sub(r"own_host: yes\nhosts:.*\n", line, text), "utf-8")
        files = make_site(site, engine_templates(), datetime(2027, 4, 1, 9)).files
        assert [path for path in files if re.fullmatch(r"[._](?!dotted).*|.*[.]config", path)] == []


def _has_headers(response):
    for header, value in [*HEADERS.items(), HTTPS_ONLY]:
        assert response.headers.get_all(header) == [value]

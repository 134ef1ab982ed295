"""Decide which files of content/root, published unchanged at the root of the site, are allowed, and say why not.

A file at the root of a host speaks for the whole host: a script there can take it over, and a page there is part of the
site although nobody has checked it. Sources: RFC 8615 (well-known addresses), the W3C's Service Workers (scope), the
WHATWG's MIME Sniffing Standard, and what Google, Bing and Yandex say about their verification files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from microsite.lazy_patterns import lazy_pattern
from microsite.problems import Location, Problem

ROOT_FOLDER = "content/root/"
WELL_KNOWN = ".well-known/"
#: What systems, editors and git leave behind, here as anywhere else.
LEFT_AT_ROOT = lazy_pattern(
    r"\.(DS_Store|_.*|git|gitkeep|gitignore|gitattributes|keep|directory|hidden|svn|hg|idea|vscode|#.*|~lock\..*"
    r"|fuse_hidden.*|nfs[0-9a-f]+|.*\.sw[a-p]|Spotlight-V100|Trashes|fseventsd)",
    re.IGNORECASE,
)
#: Files that tell a host how to serve the site.
_FOR_HOSTS = lazy_pattern(
    r"\.htaccess|\.htpasswd|\.user\.ini|\.nojekyll|web\.config|_headers|_redirects|_routes\.json|_worker\.js"
    r"|staticwebapp\.config\.json|routes\.json|netlify\.toml|wrangler\.(toml|jsonc?)|vercel\.json|nginx\.conf|php\.ini",
    re.IGNORECASE,
)
_MADE_HERE = {
    "robots.txt": " To keep search engines away, write noindex: yes in site_config.yaml.",
    "sitemap.xml": " It lists every page once site_address is known.",
    "feed.xml": " It follows from content/data/updates.yaml and the dates.",
}
_SCRIPT = lazy_pattern(
    r".*\.([cm]?jsx?|tsx?|wasm|vbs|hta|swf|jar|php[0-9]*|phtml|asp|aspx|ashx|jspx?|cgi|pl|py|rb|sh|bat|cmd|exe|ps1)",
    re.IGNORECASE,
)
_PAGE = lazy_pattern(r".*\.([sx]?html?|xht|mht(ml)?)", re.IGNORECASE)
#: Markup that runs code in a page, or loads something from elsewhere.
_RUNS = lazy_pattern(
    r"<(?:script|iframe|frame|object|embed|applet|portal|base)\b|<[a-z][^>]{0,300}?\s(?P<event>on[a-z]{3,})\s*=|javascript:"
    r"|<(?:img|link|audio|video|source|track|input)\b[^>]{0,300}?\s(?:src|href|srcset|poster)\s*=\s*[\"']?(?:https?:)?//",
    re.IGNORECASE,
)
_DRAWING = lazy_pattern(r".*\.svgz?", re.IGNORECASE)
_STYLE = lazy_pattern(r".*\.(xslt?|css)", re.IGNORECASE)
_DOTTED = lazy_pattern(r"\..*")
_GOOGLE = lazy_pattern(r"google[0-9a-f]{16}\.html")
_YANDEX = lazy_pattern(r"yandex_(?P<code>[0-9a-f]{16})\.html")
#: XML namespaces that allow scripts, or that turn a file into a page.
_ACTIVE = frozenset(
    {
        "http://www.w3.org/1999/xhtml",
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1998/Math/MathML",
        "http://www.w3.org/1999/XSL/Transform",
    }
)
#: Patterns of refused names, each with the message and the advice.
_BY_NAME = (
    (
        _FOR_HOSTS,
        "{name} tells a web server what to do, and the build cannot know whether it is right.",
        "Delete it, and name your host under hosts: in site_config.yaml. The build then writes what the host needs.",
    ),
    (
        _DOTTED,
        "{name} begins with a dot. Such files are often private, and this one would be public.",
        "Delete it, or move it out of content/.",
    ),
    (
        _SCRIPT,
        "{name} is a program. At the root of a website, a program can take over the whole website.",
        "Delete it. Every page works without one.",
    ),
    (
        _DRAWING,
        "A drawing here could run a program, because we publish these files as they are.",
        "Move it to content/media/{name}. There we take out what could run.",
    ),
    (
        _STYLE,
        "{name} changes how other files look, and no page uses it.",
        "Delete it. The look of the site goes in theme/site.css.",
    ),
)
_ONLY = (
    "content/root is for CNAME, .well-known/, files that end in .txt or .xml, and search engines' verification files."
)


def root_files(found: Mapping[str, bytes]) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the allowed files of content/root, by path below the output, and a problem for each other one."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for file, content in found.items():
        if not file.startswith(ROOT_FOLDER):
            continue
        path = file.removeprefix(ROOT_FOLDER)
        refused = _refused(path, content)
        if refused is None:
            files[path] = content
        else:
            code, message, advice = refused
            problems.append(Problem.error(code, message, Location(file=file), advice))
    return files, problems


def executable_media(media: Mapping[str, bytes]) -> Iterator[Problem]:
    """Report files in content/media that a web server, or a reader's computer, would run or obey."""
    for file, content in media.items():
        name = file.rpartition("/")[2]
        if _FOR_HOSTS.fullmatch(name):
            _, message, advice = _BY_NAME[0]
            yield Problem.error("FILE-021", message.format(name=name), Location(file=file), advice)
        elif _SCRIPT.fullmatch(name):
            message = f"{name} is a program. A web server could run it, and so could a reader's computer."
            advice = "Delete it. If readers should download it, put it into a .zip file."
            yield Problem.error("FILE-021", message, Location(file=file), advice)
        elif _PAGE.fullmatch(name) and (found := _RUNS.search(content.decode("latin-1"))):
            line = content.count(b"\n", 0, found.start()) + 1
            what = found["event"] or found[0].partition(" ")[0]
            message = (
                f"We publish this page as it is, and it has “{what}” in it: it can run a program, or load something."
            )
            advice = "If only its text matters, write that as a chapter. Otherwise take this out."
            yield Problem.warning("FILE-022", message, Location(file=file, line=line), advice)


def clashes(root: Mapping[str, bytes], pages: Mapping[str, str]) -> Iterator[Problem]:
    """Report files that would take the place of a page.

    Args:
        root: the files, by their paths below the output.
        pages: what is at each address, in words, by address.
    """
    folded = {path.casefold(): what for path, what in pages.items()}
    for path in root:
        if path.casefold() in folded:
            message = f"{path} would take the place of {folded[path.casefold()]}."
            yield Problem.error("ROOT-002", message, Location(file=f"{ROOT_FOLDER}{path}"), "Delete one of the two.")


def misplaced_root_files(root: Mapping[str, bytes], site_address: str) -> Iterator[Problem]:
    """Report a CNAME that does not match the site's address, and well-known files in a place where nobody looks.

    Args:
        root: the files, by their paths below the output.
        site_address: the site's address; empty while it is not known.
    """
    parts = urlsplit(site_address)
    host, folder = parts.hostname or "", parts.path.strip("/")
    lost = next((path for path in root if path.startswith(WELL_KNOWN)), "")
    if folder and lost:
        message = f"Programs look for {lost} at the root of {host}, and the site is in the folder {folder}."
        advice = f"Ask the people who look after {host} to put it there, and delete it here."
        yield Problem.warning("ROOT-003", message, Location(file=f"{ROOT_FOLDER}{lost}"), advice)
    if "CNAME" not in root:
        return
    named = root["CNAME"].decode("utf-8-sig", "replace").strip()
    place = Location(file=f"{ROOT_FOLDER}CNAME")
    if not re.fullmatch(r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+", named):
        message = "CNAME holds one domain and nothing else, and this one does not."
        yield Problem.warning("ROOT-003", message, place, f"Write one line in it, such as {host or 'www.example.org'}")
    elif host and _in_ascii(named) != _in_ascii(host):
        message = f"CNAME names {named}, and site_address in site_config.yaml is at {host}."
        advice = f"Write {host} in CNAME, or change site_address."
        yield Problem.warning("ROOT-003", message, place, advice)


def _in_ascii(host: str) -> str:
    """Return a host as it is looked up (IDNA), so that both spellings of a non-ASCII name compare equal."""
    try:
        return host.casefold().encode("idna").decode()
    except UnicodeError:
        return host.casefold()


def _refused(path: str, content: bytes) -> tuple[str, str, str] | None:
    """Return why a file cannot be published there: code, message and advice; None if it can."""
    folder, _, name = path.rpartition("/")
    made = path.casefold()
    if made in _MADE_HERE:
        return "ROOT-002", f"The site has a {made} of its own.", f"Delete this file.{_MADE_HERE[made]}"
    if folder and not path.startswith(WELL_KNOWN) and not _FOR_HOSTS.fullmatch(name):
        advice = "Move the file out of the folder. Pictures and documents go in content/media."
        return _not(f"The only folder that content/root can have is {WELL_KNOWN}", advice)
    for pattern, message, advice in _BY_NAME:
        if pattern.fullmatch(name):
            return _not(message.format(name=name), advice.format(name=name))
    if _PAGE.fullmatch(name):
        return _page_refused(path, content)
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return _xml_refused(content) if ending == "xml" else _text_refused(folder, name, ending, content)


def _text_refused(folder: str, name: str, ending: str, content: bytes) -> tuple[str, str, str] | None:
    if not folder and name != "CNAME" and name.casefold() in ("cname", "cname.txt"):
        message = "A host reads this file only if its name is CNAME, in capital letters and without an ending."
        return _not(message, "Rename it to CNAME.")
    if folder and ending not in ("txt", "json") and content.lstrip(b"\xef\xbb\xbf \t\r\n\x0c").startswith(b"<"):
        message = "This looks like a page, and a browser may show it as one, whatever its name is."
        return _not(message, "Delete it, or write its text as plain text.")
    if not folder and name != "CNAME" and ending != "txt":
        advice = f"Move it to content/media/{name} if readers should download it. Otherwise delete it."
        return _not(_ONLY, advice)
    return None


def _not(message: str, advice: str) -> tuple[str, str, str]:
    return "ROOT-001", message, advice


def _page_refused(path: str, content: bytes) -> tuple[str, str, str] | None:
    """Refuse a page unless all of it is what a search engine asks for."""
    text = " ".join(content.decode("utf-8-sig", "replace").split())
    yandex = _YANDEX.fullmatch(path)
    if _GOOGLE.fullmatch(path):
        if text == f"google-site-verification: {path}":
            return None
        return _not(
            f"This is not Google's file as it was: it would hold “google-site-verification: {path}” and nothing else.",
            "Download it from Google again, and do not open it in an editor.",
        )
    if yandex:
        code = yandex["code"]
        meta = r"<meta http-equiv=\"Content-Type\" content=\"text/html; charset=UTF-8\" ?/?>"
        whole = rf"<html> ?<head> ?{meta} ?</head> ?<body> ?Verification: {code} ?</body> ?</html>"
        if re.fullmatch(whole, text, re.IGNORECASE):
            return None
        return _not(
            "This is not Yandex's file as it was.", "Download it from Yandex again, and do not open it in an editor."
        )
    message = "A page here would be public as it is, unchecked, and without the site's own look."
    advice = (
        "Write it as a chapter in content/. Only the files with which Google and Yandex verify a site can be pages "
        "here, under the names they come with."
    )
    return _not(message, advice)


def _xml_refused(content: bytes) -> tuple[str, str, str] | None:
    """Refuse XML that could run code in a browser, or is malformed: a browser shows the part before the error."""
    from xml.parsers import expat

    why: list[str] = []

    def started(name: str, _attributes: object) -> None:
        if name.rpartition(" ")[0] in _ACTIVE or name.casefold() in ("html", "svg", "script"):
            why.append("a page or a drawing in it, in which a program could run")

    def instructed(target: str, _data: str) -> None:
        if target.casefold() == "xml-stylesheet":
            why.append("a stylesheet, which could turn it into a page with a program")

    def declared(*_: object) -> None:
        why.append("a document type, behind which anything could be hidden")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = started
    parser.ProcessingInstructionHandler = instructed
    parser.StartDoctypeDeclHandler = declared
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        if not why:
            return _not(
                f"We cannot read this file as XML: {error}.", "Download it again, and do not open it in an editor."
            )
    if why:
        return _not(f"This XML file has {why[0]}.", "Take that out, or delete the file.")
    return None

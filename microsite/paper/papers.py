"""A site → its papers, and what several of them share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import asdict

from microsite.assets.palette import light_roles
from microsite.assets.qr_code import qr_code
from microsite.lazy_patterns import lazy_pattern
from microsite.load.language_words import primary_subtag
from microsite.model.clock import ALWAYS, FOR_EVER
from microsite.model.directions import direction_of
from microsite.model.site import Paper, Site
from microsite.paper.kinds import DOCUMENTS, OFFLINE, TYPESET, lacks_for, path_of
from microsite.paper.layout import elements, lay_out
from microsite.paper.letters import letter_problems
from microsite.paper.nodes import Node, nodes_of
from microsite.paper.typst_pdf import FONTS, TypesettingFailed, pages_of_pdf, typeset_pdf
from microsite.problems import Location, Problem
from microsite.render.pages import PageRenderer
from microsite.render.templates import Templates
from microsite.render.wording import Wording
from microsite.render.words import Words, words_for
from microsite.source.slugs import slug_of
from microsite.store import Store

#: A chapter with more words starts on a new sheet; one with fewer shares a sheet with its neighbours.
LONG_WORDS = 350
#: The file name, among the pictures, of the QR code for the site's address.
QR_FILE = "qr.svg"
LONGEST_FILE_NAME = 40
#: The ids of the parts that have the text of some pages on paper.
_PLACES = {
    "have-your-say.html": "site-how",
    "proposal.html": "site-proposal",
    "what-people-said.html": "site-said",
    "what-we-did.html": "site-did",
    "contact.html": "site-contact",
    "partners.html": "site-partners",
    "glossary.html": "site-glossary",
    "index.html": "site-about",
}
_ID = lazy_pattern(r' id="([^"]+)"')


class Style(Struct, frozen=True, kw_only=True):
    """How a document is typeset. Sizes are in points, distances between lines in ems, the margin in mm."""

    size: float = 11
    small: float = 9
    note: float = 9.5
    title: float = 44
    lead: float = 14
    h1: float = 24
    h2: float = 16
    h3: float = 13
    leading: float = 0.72
    spacing: float = 1.15
    margin: float = 30
    #: The width of a line, in points.
    measure: float = 425
    numbered: bool = True
    #: Whether each page has the title at its head.
    head: bool = True
    #: Whether it is black on white without tinted areas, and saves paper.
    plain: bool = False


STYLES = {
    "pdf": Style(),
    "large-print": Style(
        size=18, small=18, note=18, title=48, lead=22, h1=30, h2=25, h3=22, leading=0.85, margin=22, measure=470,
        numbered=False, head=False,
    ),
    "easy-print": Style(plain=True),
}  # fmt: skip


def as_of_day(site: Site) -> date:
    """Return the day to date papers with: that of the newest dated fact, else the one on which they become outdated.

    The day of the build would change the files with every build, and would claim a check that nobody made.
    """
    since, until = site.clock.interval
    known = since if since != ALWAYS else until
    return (
        datetime.fromtimestamp(known, site.clock.zone).date()
        if known not in (ALWAYS, FOR_EVER)
        else site.dates.opens.date()
    )


def as_of_sentence(site: Site, words: Words, wording: Wording) -> Markup | str:
    """Say as of when papers are valid, else until when; empty if neither is known."""
    since, until = site.clock.interval
    zone = site.clock.zone
    if since != ALWAYS:
        moment = wording.starting(datetime.fromtimestamp(since, zone))
        return words.html("paper.as_of", moment=moment, zone=wording.zone)
    if until != FOR_EVER:
        moment = wording.starting(datetime.fromtimestamp(until, zone))
        return words.html("paper.until", moment=moment, zone=wording.zone)
    return ""


class Source(Struct, frozen=True, kw_only=True, dict=True):
    """Everything that papers are made from."""

    site: Site
    renderer: PageRenderer
    templates: Templates
    words: Words
    wording: Wording
    #: What the author has written, by path.
    written: Mapping[str, bytes]
    #: Keeps what was made.
    store: Store

    @cached_property
    def document(self) -> str:
        """The whole document as HTML, rendered once for all formats that are made from it."""
        return self.html("document", long_words=LONG_WORDS)

    def html(self, name: str, **given: Any) -> str:
        """Render one of the templates of papers."""
        return self.renderer.render_document(
            name,
            as_of=as_of_sentence(self.site, self.words, self.wording),
            address_html=Markup('<a class="address" href="{0}">{0}</a>').format(self.site.site_address),
            **given,
        )


def source_of(
    site: Site, renderer: PageRenderer, templates: Templates, written: Mapping[str, bytes], store: Store
) -> Source:
    """Collect everything that papers are made from.

    Args:
        site: the model.
        renderer: renders their templates, and has the pictures.
        templates: where templates are looked for.
        written: what the author has written, by path.
        store: keeps what was made.
    """
    language, kind = str(site.consultation.language), site.consultation.document_kind
    words = words_for(templates.engine, language, kind=kind, own=templates.words)
    return Source(
        site=site,
        renderer=renderer,
        templates=templates,
        words=words,
        wording=Wording(site, words),
        written=written,
        store=store,
    )


def make_papers(
    source: Source, kinds: Sequence[str], place: Location, step: Callable[[str], None]
) -> tuple[tuple[Paper, ...], list[Problem]]:
    """Make the formats that are asked for.

    Args:
        source: what they are made from.
        kinds: which formats; one that the site lacks something for is reported and skipped.
        place: where they are asked for.
        step: reports what takes a while.
    """
    from microsite.paper.sheets import cut_problem, make_sheet

    made: list[Paper] = []
    problems: list[Problem] = []
    name = _name_of(source.site)
    for kind in dict.fromkeys(kinds):
        lacks = lacks_for(kind, source.site)
        if lacks:
            message = f"We cannot make the format {kind}. It needs {lacks}."
            problems.append(Problem.error("PAPER-003", message, place, f"Add it, or take {kind} out of formats."))
            continue
        step(f"Making {kind}")
        path = path_of(kind, name)
        if kind in TYPESET:
            try:
                content, cut = (make_document(source, kind), 0) if kind in DOCUMENTS else make_sheet(source, kind)
            except TypesettingFailed as cannot:
                problems += letter_problems(kind, cannot.letters, source.written, place)
                continue
            made.append(Paper(kind=kind, path=path, content=content, pages=pages_of_pdf(content)))
            problems += cut_problem(source, kind, cut, place)
        elif kind in OFFLINE:
            from microsite.paper.offline import make_offline

            made.append(Paper(kind=kind, path=path, content=make_offline(source, kind)))
    return tuple(made), list(dict.fromkeys(problems))


def make_document(source: Source, kind: str) -> bytes:
    """Make the whole document as a PDF."""
    style = STYLES[kind]
    nodes, targets, pictures = nodes_and_pictures(source, source.document, numbered=style.numbered)
    data = {
        **shared_data(source, plain=style.plain),
        "style": asdict(style),
        "targets": targets,
        "nodes": nodes,
    }
    return typeset_pdf(template_source(source, "document"), data, pictures, as_of_day(source.site), source.store)


def nodes_and_pictures(
    source: Source, html: str, *, numbered: bool = False
) -> tuple[list[Node], list[str], dict[str, bytes]]:
    """Return HTML as nodes, the ids that their links lead to, and the pictures that they and the sheet name."""
    there, site_address = ids_in(html), source.site.site_address
    nodes = nodes_of(html, lambda href: offline_link(href, there, site_address))
    nodes, targets = lay_out(nodes, numbered=numbered)
    pictures = _take_pictures(nodes, source.renderer.files)
    if site_address:
        pictures[QR_FILE] = qr_code(site_address)
    return nodes, targets, pictures


def shared_data(source: Source, *, plain: bool = False) -> dict[str, Any]:
    """Return the data that every typeset sheet gets."""
    site, words = source.site, source.words
    language = str(site.consultation.language)
    day = as_of_day(site)
    return {
        "title": str(site.consultation.title),
        "author": str(site.consultation.organisation),
        "description": str(site.consultation.summary),
        "language": primary_subtag(language),
        "region": next((each.upper() for each in language.split("-")[1:] if len(each) == 2), None),
        "direction": direction_of(language),
        "date": [day.year, day.month, day.day],
        "colours": _colours(str(site.consultation.brand.colour), plain=plain),
        "fonts": list(FONTS.values()),
        "words": {
            "page": words.plain("paper.page", number="{number}", count="{count}"),
            "contents": words.plain("paper.contents"),
            "qr": words.plain("qr.alt"),
        },
        "qr": QR_FILE if site.site_address else None,
        "site_address": site.root_address,
    }


def template_source(source: Source, name: str) -> str:
    """Return a sheet's template, preceded by the parts that all sheets share."""
    folder = source.templates.engine / "paper"
    return "".join((folder / file).read_text(encoding="utf-8") for file in ("parts.typ", f"{name}.typ"))


def _name_of(site: Site) -> str:
    """Return the base name of all files: the first words of the title."""
    name = slug_of(str(site.consultation.title))
    return (name if len(name) <= LONGEST_FILE_NAME else name[: LONGEST_FILE_NAME + 1].rpartition("-")[0]) or "document"


def ids_in(html: str) -> frozenset[str]:
    """Return the ids in a piece of HTML, which links can lead to."""
    return frozenset(_ID.findall(html))


def offline_link(href: str, there: Collection[str], site_address: str) -> str:
    """Return where a link leads on paper; empty if it leads nowhere.

    Args:
        href: where it leads on the page with all chapters.
        there: the ids that are on paper.
        site_address: the site's address, for links to pages that are not on paper; empty if not known.
    """
    if href.startswith(("#", "http:", "https:", "mailto:", "tel:", "sms:")) or not href:
        return href
    page, _, anchor = href.partition("#")
    name = anchor or _PLACES.get(page) or page.removesuffix(".html")
    if page.endswith(".html") and name in there:
        return f"#{name}"
    return urljoin(site_address, href) if site_address else ""


def _take_pictures(nodes: list[Node], files: dict[str, bytes]) -> dict[str, bytes]:
    """Collect the pictures that nodes name, and rename them to the files that the typesetter gets."""
    taken: dict[str, bytes] = {}
    names: dict[str, str] = {}
    for each in elements(nodes):
        if each["t"] == "img":
            path = each["src"]
            if path not in names:
                names[path] = f"picture-{len(names) + 1}{PurePosixPath(path).suffix}"
                taken[names[path]] = files[path]
            each["src"] = names[path]
    return taken


def _colours(brand: str, *, plain: bool) -> dict[str, Any]:
    roles = light_roles(brand)
    roles["paper"] = "#ffffff"
    if plain:
        roles |= dict.fromkeys(("ink", "soft", "brand", "live", "notice"), "#000000")
        roles |= dict.fromkeys(("sheet", "wash"), "#ffffff")
        roles |= dict.fromkeys(("rule", "rule-strong"), "#777777")
    return roles

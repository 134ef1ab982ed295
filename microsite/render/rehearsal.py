"""The rehearsal: the same site in every stage its facts lead to, side by side, for the people who sign it off."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from microsite.model.in_languages import key_of_text
from microsite.model.moments import DatedChange
from microsite.model.site import Site
from microsite.render.diary import describe_change, moment_in_words
from microsite.render.environment import make_environment
from microsite.render.life_view import LifeView
from microsite.render.templates import Templates
from microsite.render.wording import Wording
from microsite.render.words import FALLBACK_LANGUAGE, words_for
from microsite.store import Store

INDEX = "index.html"
#: Kinds of moments at which a new stage begins, more time is announced, or results are published.
_STAGES = frozenset(
    "open announced closing_soon closed paused reopened results outcome_overdue outcome_published no_outcome_expected "
    "withdrawn superseded".split()
)
#: Kinds of moments about actions once the outcome is published, with the name of such a stage.
_ACTIONS = {"progress": "report", "action_due": "late-action"}
#: The pages with results, decisions and actions.
_CAME_OF_IT = ("what-people-said.html", "what-we-did.html")
_TITLE = re.compile(rb"<title>(.*?)(?: \xe2\x80\x93 .*)?</title>", re.DOTALL)
_SCRIPT = re.compile(rb"<script src=\"[^\"]*\" defer></script>\n?")


def rehearsed_changes(changes: Sequence[DatedChange]) -> list[DatedChange]:
    """Choose the moments whose stages are shown, in order of time.

    Actions can have many moments over years. Only the first report, the first late action, and the last of these
    moments are shown; at the last, everything known so far is on the pages.
    """
    outcome = next((each.at.timestamp() for each in changes if each.kind == "outcome_published"), None)
    of_actions = [
        each
        for each in changes
        if each.kind in _ACTIONS and each.changes_pages and outcome is not None and each.at.timestamp() > outcome
    ]
    first = [next((each for each in of_actions if each.kind == kind), None) for kind in _ACTIONS]
    return [each for each in changes if each.kind in _STAGES or each in first or each in of_actions[-1:]]


def stage_name(begins: DatedChange | None, site: Site) -> str:
    """Return the name of a stage for its folder: what the pages show from then on, else the status."""
    kind = begins.kind if begins else ""
    return _ACTIONS.get(kind) or (kind if kind == "results" else site.status.value.replace("_", "-"))


class Scene(Struct, frozen=True, kw_only=True):
    """A site at the first moment of one stage."""

    #: Its folder below that of the rehearsal, such as `2-open`.
    folder: str
    #: The moment that begins the stage; None for the time before anything happens.
    begins: DatedChange | None
    site: Site
    #: The site in each of its languages, this one first.
    sites: tuple[Site, ...] = ()
    files: Mapping[str, bytes]
    #: The checklist of duties in this stage, as HTML; empty if they were not checked.
    checklist_html: Markup = Markup("")
    #: The checklist, summarised in a few sentences.
    counts: Sequence[str] = ()

    @property
    def shown(self) -> tuple[str, ...]:
        """The pages shown side by side, in each language: home, how to answer, a chapter, and results and decisions."""
        site = self.site
        chapter = [site.chapters[0]] if site.chapters else []
        came = [path for path in _CAME_OF_IT if site.has_page(path)]
        if not site.languages:
            return (INDEX, "have-your-say.html", *(each.path for each in chapter), *came)
        keys = (INDEX, "have-your-say.html", *(key_of_text(each.file) for each in chapter), *came)
        return tuple(each.folder + each.path(key) for each in site.languages for key in keys)


def render_rehearsal(scenes: Sequence[Scene], templates: Templates, pictures: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return every site in a folder of its own, and one page that links to them all.

    Args:
        scenes: the sites, in order of time.
        templates: where to look for templates.
        pictures: screenshots of pages, by the path of the page; empty if there is no browser.
    """
    environment = make_environment(templates, Store())
    words = words_for(templates.engine, FALLBACK_LANGUAGE, marked=False)
    files = {
        f"{scene.folder}/{path}": _without_script(path, content)
        for scene in scenes
        for path, content in scene.files.items()
    }
    style = next(path for path in files if path.endswith(".css"))
    stages = [stage_view(scene, Wording(scene.site, words), words, pictures) for scene in scenes]
    template: Any = environment.get_template("rehearsal/index.html")
    page = template.render(facts=scenes[0].site.consultation, stages=stages, style=style, pictured=bool(pictures))
    checklists = {
        f"{scene.folder}-checklist.html": environment.get_template("rehearsal/checklist.html")
        .render(facts=scenes[0].site.consultation, stage=stage, checklist_html=scene.checklist_html, style=style)
        .encode()
        for scene, stage in zip(scenes, stages, strict=True)
        if scene.checklist_html
    }
    images = {picture_path(path): content for path, content in pictures.items()}
    styles = ("rehearsal/rehearsal.css", "duties/checklist.css")
    own_style = b"".join((templates.engine / name).read_bytes() for name in styles)
    return {INDEX: page.encode(), "rehearsal.css": own_style, **checklists, **files, **images}


def _without_script(path: str, content: bytes) -> bytes:
    """Remove the script from a page: it would show the stage on the day somebody opens the page."""
    return _SCRIPT.sub(b"", content) if path.endswith(".html") else content


def picture_path(page: str) -> str:
    """Return the path of a page's screenshot."""
    return f"pictures/{page.removesuffix('.html').replace('/', '-')}.png"


def stage_view(scene: Scene, wording: Wording, words: Any, pictures: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the entry for a stage: its moment, what happens then, its status in a sentence, and links to its pages."""
    begins = scene.begins
    life = LifeView(scene.site, words, wording)
    pages = [(f"{scene.folder}/{path}", _title_html(scene.files[path])) for path in scene.shown]
    return {
        "status": scene.site.status.value.replace("_", " ").capitalize(),
        "when": f"{moment_in_words(begins, wording)} ({wording.zone})" if begins else "Before anything happens",
        "what": describe_change(begins) if begins else "",
        "sentence_html": life.sentence,
        "checklist": f"{scene.folder}-checklist.html" if scene.checklist_html else "",
        "counts": scene.counts,
        "pages": [
            {"path": path, "title_html": title, "picture": picture_path(path) if path in pictures else ""}
            for path, title in pages
        ],
    }


def _title_html(page: bytes) -> Markup:
    """Return the title of a page, without the name of the site after it."""
    title = _TITLE.search(page)
    return Markup(title[1].decode()) if title else Markup("")

"""A review pack: the site in every stage, marked as a draft, and the pages that say what partners are asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from microsite.compare.passages import ChapterText
from microsite.compare.reading import passages_of
from microsite.model.directions import direction_of
from microsite.model.in_languages import below_output
from microsite.model.language_names import name_of_language
from microsite.model.site import Site
from microsite.render.environment import make_environment
from microsite.render.rehearsal import Scene, stage_view
from microsite.render.templates import Templates
from microsite.render.wording import Wording
from microsite.render.words import FALLBACK_LANGUAGE, Words, words_for
from microsite.sign_off.changed_words import Compared, compared_view
from microsite.sign_off.draft_pages import DRAFT, draft_page, shown_files
from microsite.sign_off.numbers import label_of_text, numbered_page
from microsite.sign_off.pack_views import comments_text, facts_view, first_page_view
from microsite.sign_off.packs import Pack
from microsite.store import Store

INDEX = "index.html"
STYLE = "review.css"
#: The titles of the pack's own pages, by path.
PAGES = {
    INDEX: "Start here",
    "changes.html": "What changed",
    "facts.html": "Facts and dates",
    "comments.html": "Comment form",
}
_WHOLE = "whole-document.html"


class Request(Struct, frozen=True, kw_only=True):
    """What a pack is to contain."""

    pack: Pack
    #: The day it is made, and the day to answer by, both in words; the latter is empty if not known.
    made: str
    by: str
    #: The id of the partner it is for; empty for all partners.
    partner: str
    #: What is left out: the title of each, and why.
    left_out: Sequence[tuple[str, str]]
    with_held_back: bool
    #: The words that were approved before, for comparison.
    compared: Sequence[Compared]
    #: The page on the consultation's duties, as HTML below its heading; empty if there is none.
    duties_html: str = ""


def render_pack(scenes: Sequence[Scene], request: Request, templates: Templates) -> dict[str, bytes]:
    """Make every file of a pack.

    Args:
        scenes: the site in each stage, in chronological order.
        request: what the pack is to contain.
        templates: where templates are looked for.
    """
    files: dict[str, bytes] = {}
    for number, scene in enumerate(scenes, 1):
        banner = _banner(request.pack.id, f"Stage {number} of {len(scenes)}: {_status(scene)}.")
        files |= {f"{scene.folder}/{path}": each for path, each in _scene_files(scene, banner)}
    style = next(path for path in files if path.endswith(".css"))
    environment = make_environment(templates, Store())
    words = words_for(templates.engine, FALLBACK_LANGUAGE, marked=False)
    shared = {**_shared_view(scenes, request, words), "style": style, "draft": DRAFT}
    pages = {path: title for path, title in PAGES.items() if path != "changes.html" or request.compared}
    if request.duties_html:
        pages["duties.html"] = "What the site must say"
        shared["duties_html"] = Markup(request.duties_html)  # Rendered by a template of ours, which escapes it.
    for path in pages:
        template: Any = environment.get_template(f"review/{path}")
        files[path] = str(template.render(page=path, pages=pages, **shared)).encode()
    files["comments.txt"] = comments_text(shared).encode()
    files[STYLE] = _style(templates, request.pack.id)
    return files


def _style(templates: Templates, name: str) -> bytes:
    style = (templates.engine / "review" / STYLE).read_text(encoding="utf-8")
    duties = (templates.engine / "duties" / "checklist.css").read_text(encoding="utf-8")
    return f"{style.replace('PACK-NAME', name)}{duties}".encode()


def _shared_view(scenes: Sequence[Scene], request: Request, words: Words) -> dict[str, Any]:
    reading = reading_scene(scenes)
    site = reading.site
    wording = Wording(site, words)
    numbers = _labels(reading.sites or (site,))
    return {
        "facts": site.consultation,
        "request": request,
        "stages": [_stage(scene, words) for scene in scenes],
        "first": first_page_view(reading, request.pack, request.partner, numbers),
        "parts": facts_view(request.pack.words),
        "compared": [compared_view(each, numbers, f"{reading.folder}/") for each in request.compared],
        "texts": [_texts(reading, each) for each in reading.sites or (site,)],
        "whole": f"{reading.folder}/{below_output(_WHOLE, site.folder)}",
        "zone": wording.zone,
    }


def _texts(scene: Scene, site: Site) -> dict[str, Any]:
    """Return where the texts of one language can be read."""

    def path(page: str) -> str:
        return f"{scene.folder}/{below_output(page, site.folder)}"

    language = str(site.consultation.language)
    return {
        "language": language,
        "name": name_of_language(language) if len(scene.sites) > 1 else "",
        "direction": direction_of(language),
        "whole": path(_WHOLE),
        "chapters": [(path(each.path), label_of_text(site, each), each.title) for each in site.texts],
    }


def _stage(scene: Scene, words: Words) -> dict[str, Any]:
    view = stage_view(scene, Wording(scene.site, words), words, {})
    when = str(view["when"])
    pages = [
        {**page, "title_html": page["title_html"] if number else "First page"}
        for number, page in enumerate(view["pages"])
    ]
    return {**view, "when": f"{when[:1].upper()}{when[1:]}", "pages": pages}


def reading_scene(scenes: Sequence[Scene]) -> Scene:
    """Choose the stage to read the text in: the first in which people can answer, else the first of all."""
    return next((each for each in scenes if each.site.status.takes_answers), scenes[0])


def _labels(sites: Sequence[Site]) -> dict[str, tuple[str, str]]:
    """Return the prefix of the numbers in each text, and its page, by the text's name in a pack's words."""
    found: dict[str, tuple[str, str]] = {}
    for number, site in enumerate(sites):
        language = f"{site.consultation.language}/" if number else ""
        for chapter in site.texts:
            name = f"{language}{'' if chapter.number else 'pages/'}{chapter.slug}"
            found[name] = (label_of_text(site, chapter), below_output(chapter.path, site.folder))
    return found


def _scene_files(scene: Scene, banner: str) -> Iterator[tuple[str, bytes]]:
    texts: dict[str, list[tuple[str, ChapterText]]] = {}
    whole: set[str] = set()
    for site in scene.sites or (scene.site,):
        for chapter in site.texts:
            named = [(label_of_text(site, chapter), passages_of(chapter))]
            texts[below_output(chapter.path, site.folder)] = named
        path = below_output(_WHOLE, site.folder)
        texts[path] = [(label_of_text(site, each), passages_of(each)) for each in site.chapters]
        whole.add(path)
    for path, content in shown_files(scene.files).items():
        if not path.endswith(".html") or _is_given(scene, path):
            yield path, content
            continue
        depth = "../" * (path.count("/") + 1)
        page = numbered_page(content, texts[path], whole=path in whole) if path in texts else content
        yield path, draft_page(page, f"{depth}{STYLE}", banner.replace("HERE/", depth))


def _is_given(scene: Scene, path: str) -> bool:
    """Whether a page is one of the author's own files, published unchanged."""
    return any(path == below_output(file.path, site.folder) for site in scene.sites for file in site.media)


def _banner(name: str, stage: str) -> str:
    return (
        f'<aside class="review-banner" aria-label="{DRAFT}" lang="en" dir="ltr">'
        f'<p class="wrap"><strong>{DRAFT}. Not public.</strong> '
        f"{escape(stage)} Pack {name}. "
        f'<a href="HERE/{INDEX}">Start here</a> <a href="HERE/comments.html">Comment</a></p></aside>\n'
    )


def _status(scene: Scene) -> str:
    return scene.site.status.value.replace("_", " ")

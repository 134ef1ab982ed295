"""`compare`: show what changed in the text since an earlier version, in the terminal and as a page."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from microsite.archive import write_archive
from microsite.commands.earlier_version import read_earlier
from microsite.commands.options import Options
from microsite.commands.summary import failed, print_problems, relative
from microsite.compare.changes import ChapterChanges, Comparison, What
from microsite.compare.compare import compare
from microsite.compare.reading import name_of_page
from microsite.compare.site_texts import SiteText, text_in, texts_of_pages
from microsite.load.archived import EarlierVersionUnreadable
from microsite.load.site_files import theme_of
from microsite.model.site import Site
from microsite.pipeline import Build, make_site
from microsite.problems import Location, OutputRefused, Problem, Severity
from microsite.progress import Progress
from microsite.render.comparison_page import MARK, Compared, render_comparison
from microsite.render.comparison_view import COUNTED, ComparisonView
from microsite.render.templates import Templates
from microsite.render.words import FALLBACK_LANGUAGE, words_for
from microsite.report import report_json
from microsite.store import Store
from microsite.write import refuse_file, refuse_output, write_output

INDEX = "index.html"


def run_compare(options: Options) -> int:
    """Compare the site with an earlier version of it.

    Returns:
        0 when both could be read, whether or not anything changed; 1 when the site has errors, the earlier version
        cannot be read, or the page cannot be written.
    """
    named, progress = options.words[0], Progress(sys.stderr)
    compared: list[Compared] = []
    page: Path | None = None
    try:
        build = make_site(
            options.site, options.engine_templates, options.now, store=Store(options.store_folder), step=progress.step
        )
        problems: Sequence[Problem] = build.problems
        if not failed(problems, options.strict):
            progress.step("Reading the earlier version")
            earlier = read_earlier(options, named)
            compared = _compared(build, earlier.texts, named)
            page = _write(options, build, compared, earlier.name)
    except EarlierVersionUnreadable as error:
        problems = [Problem.error(error.code, error.message, Location(file=named), error.advice)]
    except OutputRefused as refused:
        problems = [refused.problem]
    finally:
        progress.end()
    if options.json:
        languages = [_as_data(each) for each in compared]
        options.console.print(report_json(problems, page=str(page) if page else None, languages=languages))
        return int(page is None)
    print_problems(options.console, problems, least=Severity.WARNING)
    if page is None:
        options.console.print("Nothing was compared.")
        return 1
    for each in compared:
        for line in _summary(options, each, several=len(compared) > 1):
            options.console.print(line)
    options.console.print(f"Open this page in a browser: {relative(page, Path.cwd())}")
    return 0


def _compared(build: Build, earlier: Sequence[SiteText], named: str) -> list[Compared]:
    """Compare each language with its own earlier text; leave out a language that the earlier version lacks."""
    texts = texts_of_pages(build.files)
    found: list[Compared] = []
    for site in build.sites:
        language = str(site.consultation.language)
        old, new = text_in(earlier, language), text_in(texts, language)
        if old is not None and new is not None:
            found.append(Compared(site=site, comparison=compare(old.chapters, _with_former_names(new, site))))
    if not found:
        message = f"There is no text in {named} in a language of this site."
        raise EarlierVersionUnreadable("CMP-001", message, "Name an earlier version of this site.")
    return found


def _with_former_names(text: SiteText, site: Site) -> list[Any]:
    former = {each.slug: tuple(map(name_of_page, each.redirect_from)) for each in site.chapters}
    return [replace(each, former_names=former.get(each.name, ())) for each in text.chapters]


def _write(options: Options, build: Build, compared: Sequence[Compared], earlier: str) -> Path:
    """Write the page to the file that `--to` names, or into a folder of its own."""
    theme = theme_of(options.site)
    templates = Templates(site=theme / "templates", engine=options.engine_templates)
    own = build.read.theme_style.decode("utf-8-sig", "replace") if build.read else ""
    content = render_comparison(compared, earlier, templates, own)
    page = Path(options.to) if options.to else options.output / INDEX
    built = (options.site / "output").resolve()
    if page.resolve().is_relative_to(built):
        message = "This page is for you. It does not belong in the folder that readers are served from."
        raise OutputRefused(
            Problem.error("CMP-008", message, Location(file=str(page)), "Give another name after --to.")
        )
    if options.to:
        refuse_file(page, options.site_parts)
        write_archive(content, page, replaces=True, kind=MARK)
    else:
        refuse_output(options.output, options.site, options.site_parts, by_site=False)
        write_output({INDEX: content}, options.output)
    return page


def _summary(options: Options, compared: Compared, *, several: bool) -> list[str]:
    """Say what changed, one line for each chapter."""
    words = words_for(options.engine_templates, FALLBACK_LANGUAGE, marked=False)
    view = ComparisonView(compared.comparison, words)
    lines = [f"{compared.language}:"] if several else []
    lines.append(view.headline)
    lines += [f"  {each.title}: {view.description_of(each)}" for each in view.changed]
    return [*lines, ""]


def _as_data(compared: Compared) -> dict[str, object]:
    return {
        "language": compared.language,
        "changed": compared.comparison.is_changed,
        "counts": _counts(compared.comparison),
        "chapters": [_chapter_as_data(each) for each in compared.comparison.chapters],
    }


def _chapter_as_data(chapter: ChapterChanges) -> dict[str, object]:
    return {
        "name": chapter.text.name,
        "was": chapter.old.name if chapter.old else None,
        "is": chapter.new.name if chapter.new else None,
        "title": chapter.title,
        "changed": chapter.is_changed,
        "counts": _counts(chapter),
        "changes": [
            {
                "what": each.what,
                "old": [{"chapter": old.chapter, "number": old.number, "kind": old.kind} for old in each.old],
                "new": [{"chapter": new.chapter, "number": new.number, "kind": new.kind} for new in each.new],
                "addresses_changed": each.addresses_changed,
                "pieces": [[piece.action, piece.text] for piece in each.pieces],
            }
            for each in chapter.changes
            if each.what != "kept" or each.addresses_changed
        ],
    }


def _counts(comparison: Comparison | ChapterChanges) -> dict[str, int]:
    counts: Counter[What] = comparison.counts
    return {what: counts[what] for what in (*COUNTED, "kept")}

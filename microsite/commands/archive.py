"""`archive`: a dated record of the site, to be able to say later what its pages said at a moment."""

from __future__ import annotations

from microsite import __version__
from microsite.archive import Change, Manifest, listed_files, record
from microsite.commands.options import Options
from microsite.commands.package import plain, write_packed
from microsite.formats.page_text import page_text
from microsite.model.site import Site
from microsite.pipeline import Build
from microsite.render.life_wording import LifeWording
from microsite.render.wording import Wording
from microsite.render.words import FALLBACK_LANGUAGE, words_for
from microsite.report import report_json

_READY = (
    "The record is ready: {file}",
    "Keep it. It has every page as readers see it now, the words of each page as plain text, and what changed.",
)


def run_archive(options: Options) -> int:
    """Write the record.

    Returns:
        0 when the file is there; 1 for mistakes in the site, and when it cannot be written.
    """

    def name(site: Site) -> str:
        return f"archive/{site.clock.now.astimezone(site.clock.zone):%Y-%m-%d-%H%M}.zip"

    def pack(build: Build, site: Site) -> bytes:
        texts = {path: page_text(content) for path, content in build.files.items() if path.endswith(".html")}
        report = report_json(build.problems, built=True)
        return record(build.files, texts, report, _manifest(options, build, site))

    return write_packed(options, name, pack, ready=_READY, replaces=False)


def _manifest(options: Options, build: Build, site: Site) -> Manifest:
    words = words_for(options.engine_templates, FALLBACK_LANGUAGE, signed=False)
    said = LifeWording(site, words, Wording(site, words))
    return Manifest(
        title=str(site.consultation.title),
        organisation=str(site.consultation.organisation),
        site_address=site.root_address,
        as_of=site.clock.now.astimezone(site.clock.zone).isoformat(),
        time_zone=str(site.consultation.time_zone),
        status=plain(said.sentence(site.coming_stages[0])),
        made_with=f"microsite {__version__}",
        changes=tuple(Change(date=str(each.date), what=str(each.what)) for each in reversed(site.updates)),
        files=listed_files(build.files),
    )

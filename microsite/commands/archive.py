"""`archive`: write a dated record of the site, as evidence of what its pages said at that moment."""

from __future__ import annotations

from datetime import UTC, timedelta

from microsite import __version__, program_name
from microsite.archive import Change, Manifest, listed_files, record
from microsite.commands.options import Options
from microsite.commands.package import plain, write_packed
from microsite.formats.page_text import page_text
from microsite.model.site import Site
from microsite.pipeline import Build
from microsite.problems import Location, OutputRefused, Problem
from microsite.render.life_wording import LifeWording
from microsite.render.wording import Wording
from microsite.render.words import FALLBACK_LANGUAGE, words_for
from microsite.report import report_json

#: How far apart the clocks of two computers may be.
_CLOCKS_DIFFER = timedelta(days=1)
_PUBLIC = "It says that people can read this website now, so changes_from in site_config.yaml can name it later."
_READY = (
    "The record is ready: {file}",
    "Keep it. It has every page as readers see it now, the words of each page as plain text, and what changed.",
)


def run_archive(options: Options) -> int:
    """Write the record.

    Returns:
        0 when the file is written; 1 when the site has errors or the file cannot be written.
    """

    def name(site: Site) -> str:
        return f"archive/{site.clock.now.astimezone(site.clock.zone):%Y-%m-%d-%H%M}.zip"

    def pack(build: Build, site: Site) -> bytes:
        if options.public:
            _refuse_not_public(options, site)
        texts = {path: page_text(content) for path, content in build.files.items() if path.endswith(".html")}
        report = report_json(build.problems, built=True)
        return record(build.files, texts, report, _manifest(options, build, site))

    ready = (*_READY, _PUBLIC) if options.public else _READY
    return write_packed(options, name, pack, ready=ready, replaces=False)


def _refuse_not_public(options: Options, site: Site) -> None:
    """Refuse to record that people can read the site if its own facts say that they cannot.

    Raises:
        OutputRefused: the consultation has not opened, the site is marked as a draft, or it is made for another day.
    """
    now = options.now if options.now.tzinfo else options.now.replace(tzinfo=site.clock.zone)
    if abs(now - options.clock().astimezone(UTC)) > _CLOCKS_DIFFER:
        why, advice = "It would not be of today.", "Leave out --now, or leave out --public."
    elif site.consultation.noindex:
        why = "noindex: yes in site_config.yaml says that the site is a draft."
        advice = "Once people can read the site, delete that line, and use the command again."
    elif not site.clock.has_come(site.dates.opens):
        why = "The consultation has not opened."
        advice = f"Use the command again from {site.consultation.opens} on, or leave out --public."
    else:
        return
    message = f"We do not make a record that says people can read this site. {why}"
    command = f"{program_name()} archive --public"
    raise OutputRefused(Problem.error("CMP-007", message, Location(file=command), advice))


def _manifest(options: Options, build: Build, site: Site) -> Manifest:
    words = words_for(options.engine_templates, FALLBACK_LANGUAGE, marked=False)
    said = LifeWording(site, words, Wording(site, words))
    return Manifest(
        title=str(site.consultation.title),
        organisation=str(site.consultation.organisation),
        site_address=site.root_address,
        as_of=site.clock.now.astimezone(site.clock.zone).isoformat(),
        time_zone=str(site.consultation.time_zone),
        status=plain(said.sentence(site.coming_stages[0])),
        made_with=f"microsite {__version__}",
        public=options.public,
        changes=tuple(Change(date=str(each.date), what=str(each.what)) for each in reversed(site.updates)),
        files=listed_files(build.files),
    )

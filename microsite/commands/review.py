"""`review`: write the site as a pack for its partners to read, comment on and approve before it is public."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from msgspec.structs import replace

from microsite import typed_program
from microsite.archive import REVIEW, review_pack, write_archive
from microsite.authoring.new_site import CreationFailed
from microsite.commands.new_item import write_beside
from microsite.commands.options import Options
from microsite.commands.rehearse import rehearsed
from microsite.commands.summary import print_problems, relative
from microsite.duties.checklist import checklist_of
from microsite.duties.page import render_checklist
from microsite.language_plans import plan_languages
from microsite.load.site_files import SiteFiles, load_site_files, theme_of
from microsite.model.clock import Clock, ShownTexts
from microsite.model.moments import DatedChange
from microsite.model.site import Site
from microsite.pipeline import Build, finish_site, gc_paused, prepare_pages
from microsite.problems import Location, OutputRefused, Problem, SiteUnreadable
from microsite.progress import Progress
from microsite.render.rehearsal import Scene
from microsite.render.templates import Templates
from microsite.render.wording import Wording
from microsite.render.words import FALLBACK_LANGUAGE, words_for
from microsite.report import report_json
from microsite.sign_off.approvals import load_approvals, near_partners, partner_named
from microsite.sign_off.changed_words import Compared
from microsite.sign_off.pack_site import INDEX, Request, render_pack
from microsite.sign_off.packs import Pack, pack_content, pack_file, pack_of
from microsite.sign_off.standing import SignOff
from microsite.site_output import SiteOutput
from microsite.store import Store
from microsite.validate.date_types import LocalMoment
from microsite.validate.field_types import FieldError
from microsite.write import refuse_file, refuse_output, write_output

#: Kinds of moments at which something is published that was held back until then.
_HELD_BACK = frozenset({"results", "outcome_published", "progress", "action_due"})


class _SiteBuilder:
    """Makes the site as of any moment, with the texts that go into the pack."""

    def __init__(self, options: Options, progress: Progress) -> None:
        self._options, self._progress = options, progress
        self._store = Store(options.store_folder)
        self._files: SiteFiles | None = None
        #: The titles of drafts that are left out.
        self.drafts: list[str] = []

    def make(self, moment: datetime, *, waiting_too: bool, in_stage: bool = False) -> Build:
        """Make the site as of a moment; chapters and documents are those of today, whatever the moment.

        Args:
            moment: the moment the site is made for.
            waiting_too: whether to show what is held back until later, too.
            in_stage: whether results, an outcome and reports still wait for their own moment.
        """
        options = self._options
        try:
            files = self._files = self._files or load_site_files(options.site)
        except SiteUnreadable as unreadable:
            return Build(site=None, files=SiteOutput({}), problems=unreadable.problems)
        with gc_paused():
            plans = plan_languages(
                files,
                options.site,
                options.engine_templates,
                moment,
                self._store,
                drafts=waiting_too,
                shown_texts=ShownTexts(options.now, waiting_too, in_stage),
                step=self._progress.step,
            )
            build = finish_site(plans, lambda plan, site: prepare_pages(plan, site, self._store), self._store)
            self._store.end_run()
        self.drafts = [
            str(entry.front.title or entry.stem) for plan in plans for entry in plan.facts.texts if entry.front.draft
        ]
        return replace(build, read=files)


def run_review(options: Options) -> int:
    """Write a review pack, and keep its words so that an approval can later be compared with them.

    Returns:
        0 when it is written; 1 when the site has errors in any of its stages, there is no such partner, the day to
        answer by cannot be used, or the target is not ours.
    """
    progress = Progress(sys.stderr)
    target = Path(options.to) if options.to else options.output
    zipped = target.suffix.lower() == ".zip"
    request: Request | None = None
    scenes: list[Scene] = []
    problems: Sequence[Problem] = ()
    try:
        if zipped:
            refuse_file(target, options.site_parts)
        else:
            refuse_output(target, options.site, options.site_parts, by_site=False)
        builder = _SiteBuilder(options, progress)
        scenes, problems = rehearsed(
            options,
            progress,
            lambda moment: builder.make(moment, waiting_too=options.with_held_back, in_stage=True),
            lambda begins: _is_held_back(begins, options),
        )
        if not problems:
            request, problems = _request(options, builder)
        if request is not None:
            files = render_pack(scenes, request, _templates(options))
            _write(options, target, files, request.pack, zipped=zipped)
    except OutputRefused as refused:
        request, problems = None, (refused.problem,)
    except CreationFailed as refused:
        request, problems = None, (refused.problem,)
    finally:
        progress.end()
    return _report_result(options, target, request, problems, zipped=zipped)


def _templates(options: Options) -> Templates:
    return Templates(site=theme_of(options.site) / "templates", engine=options.engine_templates)


def _is_held_back(begins: DatedChange, options: Options) -> bool:
    """Whether a stage begins with something that the pack leaves out: results, an outcome, or news of an action."""
    now = options.now if options.now.tzinfo else options.now.replace(tzinfo=begins.at.tzinfo)
    return begins.kind in _HELD_BACK and not options.with_held_back and begins.at > now


def _request(options: Options, builder: _SiteBuilder) -> tuple[Request | None, Sequence[Problem]]:
    without = builder.make(options.now, waiting_too=False)
    drafts = builder.drafts
    build = builder.make(options.now, waiting_too=True) if options.with_held_back else without
    if build.site is None or without.site is None:
        return None, [*build.problems, *without.problems]
    pack = pack_of(build.sites, without.sites)
    partner = partner_named(options.partner, pack.words.partners) if options.partner else ""
    if options.partner and not partner:
        message = f"“{options.partner}” is not a partner of this site."
        place = Location(file="review --partner")
        return None, [Problem.error("APPR-003", message, place, near_partners(options.partner, pack.words.partners))]
    by, problem = _day_to_answer(options, build.site)
    if problem:
        return None, [problem]
    wording = Wording(build.site, words_for(options.engine_templates, FALLBACK_LANGUAGE, marked=False))
    request = Request(
        pack=pack,
        made=str(wording.day(_today(options, build.site))),
        by=str(wording.day(by.day)) if by else "",
        partner=partner,
        left_out=() if options.with_held_back else [*_left_out(without.site, drafts)],
        with_held_back=options.with_held_back,
        compared=_compared(options, pack, partner, build.site.clock),
        duties_html=duties_page(options, build),
    )
    return request, ()


def duties_page(options: Options, build: Build) -> str:
    """Return the checklist of a consultation's duties as HTML."""
    return str(render_checklist(checklist_of(build.sites, build.places), options.engine_templates))


def _left_out(site: Site, drafts: Sequence[str]) -> Iterator[tuple[str, str]]:
    for each in site.held_back:
        yield each.title, f"not published {each.why}"
    for title in dict.fromkeys(drafts):
        yield title, "a draft"


def _day_to_answer(options: Options, site: Site) -> tuple[LocalMoment | None, Problem | None]:
    if not options.by:
        return None, None
    try:
        by = LocalMoment.parse(options.by)
    except FieldError as error:
        write, advice = error.to_write("by", site.clock.zone, None)
        said = f"Write --by {write[0][0]}" if write else advice
        return None, Problem.error(error.code, error.message, Location(file="review --by"), said)
    if by.day < _today(options, site):
        message = f"Partners are to answer by {by.day}, and that day is over."
        advice = "Give a day that is still to come after --by."
        return None, Problem.error("APPR-006", message, Location(file="review --by"), advice)
    return by, None


def _today(options: Options, site: Site) -> date:
    """Return today's date in the site's time zone."""
    return options.now.astimezone(site.clock.zone).date() if options.now.tzinfo else options.now.date()


def _compared(options: Options, pack: Pack, partner: str, clock: Clock) -> list[Compared]:
    """Pair the pack with the words that the partner, or each partner, approved last."""
    content = load_approvals(options.site)
    if content is None:
        return []
    sign_off = SignOff(options.site, content, pack.words, clock.now, clock.zone)
    approved: dict[str, list[str]] = {}
    for standing in sign_off.standings():
        if standing.last is not None and partner in ("", standing.partner):
            approved.setdefault(str(standing.last.approval.pack), []).append(standing.name)
    packs = [(sign_off.pack(name), names) for name, names in approved.items()]
    return [Compared(old=old, new=pack.words, partners=names) for old, names in packs if old is not None]


def _write(options: Options, target: Path, files: dict[str, bytes], pack: Pack, *, zipped: bool) -> None:
    if zipped:
        write_archive(review_pack(files), target, replaces=True, kind=REVIEW)
    else:
        write_output(files, target)
    record, content = pack_file(options.site, pack.id), pack_content(pack)
    if not record.is_file() or record.read_bytes() != content:
        write_beside(record, content)


def _report_result(
    options: Options, target: Path, request: Request | None, problems: Sequence[Problem], *, zipped: bool
) -> int:
    index = target if zipped else target / INDEX
    if options.json:
        further = {"file": str(index), "pack": request.pack.id} if request else {}
        options.console.print(report_json(problems, made=request is not None, **further))
        return int(request is None)
    if request is None:
        print_problems(options.console, problems)
        options.console.print("The review pack was not written.")
        return 1
    pack, here = request.pack, Path.cwd()
    say = options.console.print
    many = len(pack.words.texts)
    texts = "1 chapter" if many == 1 else f"{many} chapters and pages"
    say(f"Review pack {pack.id}: {texts}, {pack.words.count:,} words.")
    if zipped:
        say(f"Send this file to the partners: {relative(index, here)}")
    else:
        say(f"Open this page in a browser: {relative(index, here)}")
    for title, why in request.left_out:
        say(f"  left out: {title} ({why})")
    if not request.by:
        say("It does not say by when you need an answer. Add --by with a day, such as --by 2027-03-01")
    say(f"Its words are kept in {relative(pack_file(options.site, pack.id), here)}. Keep that file.")
    say(f'Once a partner agrees, type {typed_program()} approve "NAME OF THE PARTNER" --pack {pack.id}')
    return 0

"""`publish`: build the site, and copy it to the folder that readers are served from."""

from __future__ import annotations

import sys
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from microsite import program_name
from microsite.addresses import has_fingerprint
from microsite.commands.build import make_output
from microsite.commands.options import Options
from microsite.commands.summary import failed, print_problems, with_approvals
from microsite.pipeline import make_site
from microsite.problems import Location, OutputRefused, Problem, Severity, listed_up_to
from microsite.progress import Progress
from microsite.publish import copy_site, refuse_target
from microsite.publish_plan import Plan, plan_copy, sha256
from microsite.report import report_json
from microsite.store import Store
from microsite.swap import StillWriting, only_writer

#: Removing more than one in this many files must be confirmed.
MANY = 10
#: How far apart the clocks of two computers may be.
_CLOCKS_DIFFER = timedelta(days=1)


def run_publish(options: Options) -> int:
    """Publish the site; if anything is wrong with it, nothing is copied.

    Returns:
        0 when the folder has the site, or in a dry run would have it; 1 when the site has errors or the folder is
        refused.
    """
    folder, progress = Path(options.to), Progress(sys.stderr)
    files: dict[str, bytes] = {}
    plan, truth = None, ""
    try:
        _refuse_later(options)
        refuse_target(folder, options.site, options.site_parts, options.output)
        if options.dry_run:
            store = Store(options.store_folder, writes=False)
            build = make_site(options.site, options.engine_templates, options.now, store=store, step=progress.step)
            build = with_approvals(options, build)
        else:
            made = make_output(options)
            build, truth = made.build, made.report.truth
        problems: Sequence[Problem] = build.problems
        if not failed(problems, options.strict):
            files = dict(build.files)
            with _only_publisher(folder, progress):
                plan, record = plan_copy({path: sha256(content) for path, content in files.items()}, folder)
                problems = [*problems, *_to_confirm(options, folder, plan, len(record.files))]
                if not options.dry_run and not failed(problems, options.strict):
                    copy_site(files, folder, plan, record, step=progress.step)
    except OutputRefused as refused:
        problems = [refused.problem]
    finally:
        progress.end()
    done = not failed(problems, options.strict)
    if options.json:
        lists = {name: getattr(plan, name) for name in _LISTS} if plan else {}
        published = done and not options.dry_run
        options.console.print(report_json(problems, published=published, folder=str(folder), **lists))
        return 0 if done else 1
    print_problems(options.console, problems, least=Severity.WARNING)
    if plan and options.dry_run:
        lines = [*_dry_run_lines(plan, folder), *_left_lines(plan)]
    elif plan and done:
        pages = sum(path.endswith(".html") for path in files)
        lines = [_copied_text(plan, folder, pages), *_left_lines(plan), truth]
    else:
        lines = ["Nothing was published."] if plan is None or problems[-1].code != "PUB-004" else []
    for line in lines:
        options.console.print(line)
    return 0 if done else 1


_LISTS = ("new", "changed", "removed", "others", "altered")


@contextmanager
def _only_publisher(folder: Path, progress: Progress) -> Generator[None]:
    """Let one process at a time publish to a folder, if its file system supports locks."""
    with ExitStack() as stack:
        try:
            stack.enter_context(only_writer(folder, progress.step))
        except StillWriting as error:
            message = "Somebody else has been publishing to this folder for two minutes."
            advice = "Wait until they have finished, and use the command again."
            raise OutputRefused(Problem.error("PUB-001", message, Location(file=str(folder)), advice)) from error
        except OSError:
            pass  # The parent folder cannot be read, or there are no locks.
        yield


def _refuse_later(options: Options) -> None:
    """Refuse to publish the site as it will be later: it may reveal what is not public yet."""
    now = options.now if options.now.tzinfo else options.now.replace(tzinfo=UTC)
    if options.now_written and now > datetime.now(UTC) + _CLOCKS_DIFFER:
        message = f"This would publish the site as it will be at {options.now_written}."
        advice = f"Leave out --now. To see the site at a later time, use: {program_name()} rehearse"
        raise OutputRefused(Problem.error("PUB-005", message, Location(file=options.to), advice))


def _to_confirm(options: Options, folder: Path, plan: Plan, ours: int) -> list[Problem]:
    """Report what is done only with an option of its own: `--adopt` or `--yes`."""
    found: list[Problem] = []
    place = Location(file=str(folder))
    strange = sorted({*plan.unknown, *plan.replaced})
    if strange and not options.adopt:
        many = "a file" if len(strange) == 1 else f"{len(strange)} files"
        stays = "It stays as it is." if len(strange) == 1 else "They stay as they are."
        if plan.replaced:
            stays = f"The site then replaces {listed_up_to(plan.replaced)}. Nothing else of theirs changes."
        advice = f"Check that this is the right folder. If it is, add --adopt to the command. {stays}"
        message = f"The folder has {many} that we did not put there: {listed_up_to(strange)}."
        found.append(Problem.error("PUB-002", message, place, advice))
    removed = [path for path in plan.removed if not has_fingerprint(path)]
    if len(removed) * MANY > ours and not options.yes:
        message = f"This would remove {len(removed)} of {ours} files: {listed_up_to(removed)}."
        found.append(Problem.error("PUB-003", message, place, "If you want that, add --yes to the command."))
    return found


def _copied_text(plan: Plan, folder: Path, pages: int) -> str:
    if plan.does_nothing:
        return f"{folder} has the newest site already. There was nothing to copy."
    counts = [f"{len(plan.new)} new", f"{len(plan.changed)} changed", f"{len(plan.removed)} removed"]
    return f"Published {pages} page{'' if pages == 1 else 's'} to {folder}. Files: {', '.join(counts)}."


def _dry_run_lines(plan: Plan, folder: Path) -> list[str]:
    kinds = {"new": plan.new, "changed": plan.changed, "removed": plan.removed}
    lines = [f"  {kind:<8} {path}" for kind, paths in kinds.items() for path in paths]
    if not lines:
        return [f"{folder} has the newest site already. There is nothing to copy."]
    return [f"Publishing would change {len(lines)} file{'' if len(lines) == 1 else 's'} in {folder}:", *lines]


def _left_lines(plan: Plan) -> list[str]:
    """Say which files stay in the folder that are not part of the site."""
    kept = {
        "Not ours, so it stays": plan.others,
        "Changed by somebody else, so it stays": plan.altered,
        "Still used by a page that is not ours, so it stays": plan.used,
    }
    return [f"{why}: {listed_up_to(paths)}." for why, paths in kept.items() if paths]

"""`build`: make the site and write it to the output folder."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping, Sequence

from msgspec import Struct

from microsite.addresses import keep_addresses
from microsite.build_report import Report
from microsite.commands.new_addresses import with_new_addresses
from microsite.commands.options import Options
from microsite.commands.published_languages import with_published_languages
from microsite.commands.recorded_build import details_of, save_record, say_build, young_files
from microsite.commands.summary import failed, with_approvals, with_strict_duties
from microsite.file_states import Plain, digest_text
from microsite.import_bundle import save_bundle
from microsite.load.file_names import nfc
from microsite.pipeline import Build, make_site
from microsite.problems import OutputRefused, Problem, Severity, listed_up_to
from microsite.progress import Progress
from microsite.record import BuildKey, Record, described_inputs
from microsite.render.diary import boundary_report, held_back_lines, report_interval
from microsite.render.wording import Wording
from microsite.render.words import FALLBACK_LANGUAGE, words_for
from microsite.report import report_json
from microsite.site_output import SiteOutput
from microsite.store import Store
from microsite.write import State, key_of_output, refuse_output, write_output

#: An approval dated in the future: a record would stay valid when that day comes, though the problem goes away.
_FUTURE_APPROVAL = "APPR-004"


class Made(Struct, frozen=True):
    """The result of a build."""

    build: Build
    report: Report
    key: BuildKey
    #: Whether the site is in the output folder.
    done: bool
    #: Addresses that the last build published and that are gone, with no chapter in their place.
    gone: Sequence[str] = ()


def run_build(options: Options) -> int:
    """Build the site; if anything is wrong, the last good output stays.

    Returns:
        0 when built; 1 for errors, and with `--strict` for warnings.
    """
    made = make_output(options)
    build, done = made.build, made.done
    if options.json:
        index, files, gone = str(options.output / "index.html") if done else None, sorted(build.files), list(made.gone)
        options.console.print(report_json(build.problems, built=done, index=index, files=files, gone=gone))
    else:
        seconds = time.monotonic() - options.started_s
        say_build(options.console, build.problems, made.report, made.key, done=done, seconds=seconds)
        if made.gone:
            options.console.print(f"No longer on the site: {listed_up_to(made.gone)}.")
    return 0 if done else 1


def make_output(options: Options) -> Made:
    """Make the site, write it if nothing is wrong with it, and record what it was made from."""
    key = BuildKey(os.fspath(options.site), os.fspath(options.output), options.now_written)
    began_ns, inputs, plain = described_inputs(key)
    store, progress = Store(options.store_folder), Progress(sys.stderr)
    done, changes, left = False, None, dict[str, State]()
    try:
        refuse_output(options.output, options.site, options.site_parts)
        store.expect(key_of_output(options.output, store))
        build = make_site(options.site, options.engine_templates, options.now, store=store, step=progress.step)
        build, changes = with_new_addresses(options, build)
        build = with_approvals(options, with_published_languages(build, options.output))
        build = with_strict_duties(options, build)
        done = not failed(build.problems, options.strict)
        if done:
            left = write_output(build.files, options.output, digest=build.files.digest, store=store, step=progress.step)
    except OutputRefused as refused:
        build, done = Build(site=None, files=SiteOutput({}), problems=(refused.problem,)), False
    finally:
        progress.end()
    try:
        report = _report(options, build)
        store.flush()
        if done and changes is not None:
            keep_addresses(options.store_folder, options.output, changes.pages)
        if done:
            _keep_record(key, began_ns, inputs, plain, build, report, left)
        save_bundle()
    except KeyboardInterrupt:
        raise KeyboardInterrupt("Stopped. The new site is in the output folder." if done else "") from None
    return Made(build, report, key, done, changes.gone if done and changes is not None else ())


def _report(options: Options, build: Build) -> Report:
    held_back, truth = [], ""
    if build.site is not None:
        words = words_for(options.engine_templates, FALLBACK_LANGUAGE, marked=False)
        wording = Wording(build.site, words)
        held_back, truth = held_back_lines(build.site), boundary_report(build.site, wording)
    return Report(
        pages=sum(path.endswith(".html") for path in build.files),
        warnings=_count(build.problems, Severity.WARNING),
        hints=_count(build.problems, Severity.HINT),
        facts=_count(build.problems, Severity.TO_SUPPLY),
        repairs=_count(build.problems, Severity.REPAIR),
        held_back=held_back,
        truth=truth,
    )


def _count(problems: Sequence[Problem], severity: Severity) -> int:
    return sum(problem.severity is severity for problem in problems)


def _keep_record(
    key: BuildKey, began_ns: int, inputs: str, plain: Plain, build: Build, report: Report, left: Mapping[str, State]
) -> None:
    """Record a build's inputs, outputs and report, unless a later build could not compare itself with them."""
    found = (*build.problems, *build.silenced)
    if build.site is None or build.read is None or any(each.code == _FUTURE_APPROVAL for each in found):
        return
    if build.site.clock.is_shown:  # On a page of the theme's, which is different from one minute to the next.
        return
    outputs = key.outputs(plain)
    as_left = {"\t".join((f"output/{path}", *map(str, state[:-1]))) for path, state in left.items()}
    if len(left) < len(build.files) or not as_left <= {*outputs.split("\n")}:
        return  # Somebody else has written to the output since.
    names, comparable = young_files(inputs, began_ns)
    contents = build.read.contents
    young = {name: contents.get(nfc(name)) for name in names}
    if not plain.all_plain or not comparable or None in young.values():
        return
    since, until = build.site.clock.interval
    said_since, said_until = report_interval(build.site)
    record = Record(
        key=key.text,
        began_ns=began_ns,
        since=max(since, said_since),
        until=min(until, said_until),
        inputs=inputs,
        outputs=outputs,
    )
    record.racy = {name: digest_text(content) for name, content in young.items() if content is not None}
    record.report = report
    record.details = details_of(sorted(build.files), build.problems)
    save_record(key, record)

"""The earlier version to compare with (a zip, a folder or a git revision) → its chapters."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from microsite.commands.options import Options
from microsite.compare.site_texts import SiteText, texts_of_pages
from microsite.load.archived import EarlierPages, EarlierVersionUnreadable, read_output, read_zip
from microsite.load.git_revision import unpack_revision
from microsite.load.public_record import WHOLE, pages_with_text
from microsite.load.site_files import CONFIG
from microsite.pipeline import make_site
from microsite.problems import Severity


class Earlier(Struct, frozen=True, kw_only=True):
    """An earlier version of a site."""

    #: How to refer to it in a sentence.
    name: str
    texts: tuple[SiteText, ...]


def read_earlier(options: Options, named: str) -> Earlier:
    """Read an earlier version.

    Args:
        options: the options of this run.
        named: a file, a folder or a git revision, as typed.

    Raises:
        EarlierVersionUnreadable: there is none, or it cannot be read.
    """
    path = Path(named)
    if path.is_file():
        found = read_zip(path)
        when = f", as of {found.manifest.as_of}" if found.manifest else ""
        return Earlier(name=f"{named}{when}", texts=_texts(found, named))
    if path.is_dir():
        if (path / CONFIG).is_file():
            return Earlier(name=named, texts=_texts_of_site(options, path, named))
        if not (path / WHOLE).is_file() and not any(path.glob(f"*/{WHOLE}")):
            message = f"There is no site in the folder “{named}”."
            advice = "Name a folder that has site_config.yaml in it, or one that a build has written."
            raise EarlierVersionUnreadable("CMP-001", message, advice)
        return Earlier(name=named, texts=_texts(read_output(path), named))
    with TemporaryDirectory(prefix="microsite-") as folder:
        site = unpack_revision(options.site, named, Path(folder), os.environ)
        return Earlier(name=f"the version {named}", texts=_texts_of_site(options, site, named))


def texts_of(pages: EarlierPages) -> tuple[SiteText, ...]:
    """Read the chapters from finished pages.

    Raises:
        EarlierVersionUnreadable: one of them cannot be read.
    """
    return tuple(texts_of_pages(pages_with_text(pages)))


def _texts(pages: EarlierPages, named: str) -> tuple[SiteText, ...]:
    found = texts_of(pages)
    if not any(each.chapters for each in found):
        message = f"There are no chapters in {named} that we can read."
        raise EarlierVersionUnreadable(
            "CMP-001", message, "Name a zip file that archive has written, or another folder."
        )
    return found


def _texts_of_site(options: Options, folder: Path, named: str) -> tuple[SiteText, ...]:
    """Build a site in memory, and read its pages."""
    build = make_site(folder, options.engine_templates, options.now)
    if build.site is None or build.has_errors:
        wrong = [each for each in build.problems if each.severity is Severity.ERROR]
        first = f"{wrong[0].location}: {wrong[0].message}" if wrong else ""
        message = f"The site in {named} has mistakes, so it has no pages to compare with. {first}"
        advice = "Correct them there, or name another version."
        raise EarlierVersionUnreadable("CMP-005", message.strip(), advice)
    return tuple(texts_of_pages(build.files))

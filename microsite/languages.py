"""A site in several languages: where each of them goes in the output, and what they have to know for that."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from microsite.load.site_files import SiteFiles
from microsite.model.consultation import Consultation
from microsite.model.facts import Facts
from microsite.model.in_languages import below_output
from microsite.model.site import MediaFile, PictureFile
from microsite.problems import Problem
from microsite.validate.field_types import MaybeSupplied
from microsite.validate.web_types import WebAddress


def folder_in_output(files: SiteFiles, consultation: Consultation) -> str:
    """Return the folder of a language below the output, with a slash at its end; empty for the leading language.

    Args:
        files: those of the language.
        consultation: the facts of site_config.yaml, which say whether a language leads.
    """
    language = files.language
    leads = language == files.languages[0] and not consultation.equal
    return "" if language is None or leads else f"{language.folder}/"


def placed_media(media: Iterable[MediaFile], files: SiteFiles, folder: str) -> tuple[MediaFile, ...]:
    """Set where pictures and documents are published: those that all languages share go beside the language folders."""
    return tuple(each if not folder or each.source in files.own_media else _shared(each) for each in media)


def _shared(file: MediaFile) -> MediaFile:
    def moved(picture: PictureFile) -> PictureFile:
        return replace(picture, path=f"../{picture.path}")

    fallback = moved(file.fallback) if file.fallback else None
    return replace(file, path=f"../{file.path}", webp=tuple(map(moved, file.webp)), fallback=fallback)


def in_its_folder(facts: Facts, media: Iterable[MediaFile], folder: str) -> Facts:
    """Add to the facts of a language where its pages and its files are published.

    Args:
        facts: what was read.
        media: the files of content/media, where they are published.
        folder: the language's folder below the output.
    """
    consultation = facts.consultation
    if not folder or consultation is None:
        return facts
    published = {name: each.path for each in media if each.path != (name := each.source.removeprefix("content/"))}
    address = consultation.site_address
    if address is not None and address.value is not None:
        below = WebAddress(f"{str(address.value).rstrip('/')}/{folder}")
        consultation = replace(consultation, site_address=MaybeSupplied(below))
    return replace(facts, consultation=consultation, published_media=published)


def at_own_path(problem: Problem, files: SiteFiles) -> Problem:
    """Move a problem to the language's own file, if one replaces that of content/media."""
    own = files.own_media.get(problem.location.file)
    return replace(problem, location=replace(problem.location, file=own)) if own else problem


def in_output(problem: Problem, folder: str) -> Problem:
    """Correct the place of a problem on a page of a language: its path below the output folder."""
    path = problem.location.file.removeprefix("output/")
    if not folder or path == problem.location.file:
        return problem
    return replace(problem, location=replace(problem.location, file=f"output/{below_output(path, folder)}"))

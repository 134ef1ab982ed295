"""Prepare the files of content/media for publication, and report what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from microsite.assets.images import ENDINGS, Picture, PictureRefused, prepare_picture
from microsite.assets.stylesheet import fingerprinted
from microsite.assets.svg import SvgRefused, sanitise_svg
from microsite.model.site import MediaFile, PictureFile
from microsite.problems import Location, Problem
from microsite.progress import say_nothing
from microsite.store import Store, digest_of

#: Extensions of pictures that not every browser shows.
NOT_SHOWN = frozenset({"avif", "bmp", "heic", "heif", "jp2", "jxl", "psd", "svgz", "tif", "tiff"})


def publish_media(
    media: Mapping[str, bytes], store: Store, step: Callable[[str], None] = say_nothing
) -> tuple[tuple[MediaFile, ...], list[Problem]]:
    """Prepare every picture for publication; documents stay as they are.

    Args:
        media: the files by their paths from the site's folder.
        store: keeps pictures, which take a while.
        step: called with which file is being prepared.

    Returns:
        The files, sorted by path, without those that cannot be published, and the problems.
    """
    files: list[MediaFile] = []
    problems: list[Problem] = []
    for number, (source, content) in enumerate(sorted(media.items()), 1):
        step(f"Preparing file {number} of {len(media)} in content/media")
        ending = source.rpartition(".")[2].lower()
        try:
            files.append(_published(source, content, ending, store, problems))
        except PictureRefused as refused:
            problems.append(Problem.error(refused.code, refused.message, Location(file=source), refused.advice))
    return tuple(files), problems


def _published(source: str, content: bytes, ending: str, store: Store, problems: list[Problem]) -> MediaFile:
    path = source.removeprefix("content/")
    if ending in NOT_SHOWN:
        message = f"Not every browser can show {ending.upper()} pictures."
        advice = "Open it in a picture program and save it as JPEG or PNG. Save a drawing as SVG."
        raise PictureRefused("IMG-003", message, advice)
    if ending == "svg":
        return _drawing(source, path, content, problems)
    if ending not in ENDINGS | {"gif"}:
        return MediaFile(source=source, path=path, content=content)
    inputs = (ending, digest_of(content))
    picture = store.get("picture", inputs, lambda: prepare_picture(content, ending), Picture, in_memory=False)
    stem = path.rpartition(".")[0]
    # If the picture was WebP already, the widest WebP file keeps the author's name.
    webp = [_file(f"{stem}-{width}.webp", width, each) for width, each in picture.webp]
    if ending == "webp" and webp:
        webp[-1] = PictureFile(path=path, content=picture.content, width_px=picture.width_px)
    spare, kind = picture.fallback
    return MediaFile(
        source=source,
        path=path,
        content=picture.content,
        width_px=picture.width_px,
        height_px=picture.height_px,
        webp=tuple(webp),
        fallback=_file(f"{stem}.{kind}", picture.width_px, spare) if spare else None,
    )


def _drawing(source: str, path: str, content: bytes, problems: list[Problem]) -> MediaFile:
    try:
        drawing = sanitise_svg(content)
    except SvgRefused as refused:
        advice = "Open it in the program that drew it, and save it again as plain SVG."
        raise PictureRefused("IMG-004", f"We cannot read this drawing as SVG: {refused}.", advice) from None
    if drawing.removed:
        names = list(drawing.removed)
        more = f", and {len(names) - 4} more" if len(names) > 4 else ""
        message = f"We left parts out of this drawing: {', '.join(names[:4])}{more}."
        advice = "Look at the page. If something is missing, save the drawing as plain SVG, with its pictures inside."
        problems.append(Problem.warning("IMG-005", message, Location(file=source), advice))
    return MediaFile(
        source=source,
        path=path,
        content=drawing.content,
        width_px=drawing.width_px,
        height_px=drawing.height_px,
    )


def _file(name: str, width_px: int, content: bytes) -> PictureFile:
    return PictureFile(path=fingerprinted(name, content), content=content, width_px=width_px)

"""Turn a document's pictures into files: upright, cropped as shown, and without who took them and where."""

from __future__ import annotations

import io
import warnings
from typing import Any

from microsite.authoring.word.document import Picture

#: A picture with more pixels is a mistake or a decompression bomb.
MOST_PIXELS = 80_000_000


class PictureUnreadable(Exception):
    """The picture cannot be read; the message says why."""


def picture_file(content: bytes, picture: Picture) -> tuple[bytes, str]:
    """Return the content of a picture as it is shown, and the suffix for its file name.

    Raises:
        PictureUnreadable: it is damaged, or too large.
    """
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(
                io.BytesIO(content), formats=["JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP", "MPO"]
            ) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise PictureUnreadable("it is larger than we read")
                kind = opened.format or ""
                profile = opened.info.get("icc_profile")
                changed = picture.turn or picture.mirrored or picture.upside_down or any(picture.crop)
                upright = opened.getexif().get(0x0112, 1) in (0, 1)
                if kind == "JPEG" and upright and not changed and opened.mode in ("RGB", "L"):
                    return _saved(opened, "JPEG", profile, quality="keep"), "jpg"
                image: Any = _cut(ImageOps.exif_transpose(opened), picture)
                if kind in ("JPEG", "MPO"):
                    return _saved(
                        image.convert("RGB"), "JPEG", profile if image.mode == "RGB" else None, quality=92
                    ), "jpg"
                if image.mode.startswith("I;16") or image.mode == "I":
                    levels: Any = image.convert("I").point(lambda level: level / 256)  # pyright: ignore
                    image, profile = levels.convert("L"), None
                if image.mode not in ("1", "L", "LA", "P", "RGB", "RGBA"):
                    image, profile = image.convert("RGBA" if "transparency" in image.info else "RGB"), None
                return _saved(image, "PNG", profile, optimize=False), "png"
    except PictureUnreadable:
        raise
    except Exception as error:  # A broken picture can raise anything.
        raise PictureUnreadable("it is damaged, or of a kind that we do not know") from error


def _cut(image: Any, picture: Picture) -> Any:
    from PIL import Image, ImageOps

    start, top, end, bottom = picture.crop
    if any(picture.crop) and start + end < 1 and top + bottom < 1:
        width, height = image.size
        box = (round(width * start), round(height * top), round(width * (1 - end)), round(height * (1 - bottom)))
        if box[2] > box[0] and box[3] > box[1]:
            image = image.crop(box)
    if picture.mirrored:
        image = ImageOps.mirror(image)
    if picture.upside_down:
        image = ImageOps.flip(image)
    turns = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
    return image.transpose(turns[picture.turn]) if picture.turn in turns else image


def _saved(image: Any, kind: str, profile: bytes | None, **how: Any) -> bytes:
    """Write a picture, with its colour profile and nothing else that came with it."""
    out = io.BytesIO()
    # Not the comments of cameras and programs. The build changes the colours to the web's, by the profile.
    image.info = {key: value for key, value in image.info.items() if key == "transparency"}
    image.save(out, kind, icc_profile=profile, **how)
    return out.getvalue()


def alt_in_markdown(text: str) -> str:
    """Return an alt text for the brackets of a Markdown picture."""
    from microsite.authoring.word.escaping import markdown_text

    return markdown_text(" ".join(text.split()))

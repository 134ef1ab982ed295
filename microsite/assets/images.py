"""Turn an author's picture into the files that a page shows: upright, small, and without metadata.

The position, time and device that a phone writes into a picture are lost, since every file is encoded anew from its
pixels only. Builds are reproducible: the same picture always yields the same bytes.
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any, cast

import msgspec

if TYPE_CHECKING:
    from PIL.Image import Image

#: A phone shows the first, a tablet the second, a large or high-resolution screen the third.
WIDTHS_PX = (480, 960, 1600)
#: More pixels than any phone takes by default (48 million); a small file can claim far more and fill the memory.
MOST_PIXELS = 50_000_000
#: The same for all frames of a moving picture together: two hundred frames of 800 by 600.
MOST_ANIMATION_PIXELS = 100_000_000
LARGEST_SIDE_PX = 16_383
_JPEG = frozenset({"jpg", "jpeg"})
#: Extensions of the pictures that are encoded anew; others are published as they are, or refused.
ENDINGS = _JPEG | {"png", "webp"}
_SIDEWAYS = frozenset({5, 6, 7, 8})
_QUALITY = 80


class PictureRefused(Exception):
    """A picture that cannot be published; says why in words that the author understands."""

    def __init__(self, code: str, message: str, advice: str) -> None:
        """Keep the parts of the problem; the caller adds the place."""
        self.code, self.message, self.advice = code, message, advice
        super().__init__(message)


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A picture as it is published."""

    width_px: int
    height_px: int
    #: The file under the author's name.
    content: bytes
    #: Width and content of the WebP files, narrowest first.
    webp: tuple[tuple[int, bytes], ...] = ()
    #: For browsers without WebP, if the author's file is WebP: the content, and its extension `jpg` or `png`.
    fallback: tuple[bytes, str] = (b"", "")


def prepare_picture(content: bytes, ending: str) -> Picture:
    """Encode a picture anew in the sizes that pages need.

    Args:
        content: the author's file; its format is recognised from its bytes.
        ending: its extension in lower case, which the published file keeps.

    Raises:
        PictureRefused: the file is broken, or claims to be larger than any picture.
    """
    from PIL import Image, UnidentifiedImageError
    from PIL.GifImagePlugin import GifImageFile
    from PIL.JpegImagePlugin import JpegImageFile
    from PIL.PngImagePlugin import PngImageFile
    from PIL.WebPImagePlugin import WebPImageFile

    readers = [str(reader.format) for reader in (GifImageFile, JpegImageFile, PngImageFile, WebPImageFile)]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns about large pictures and goes on; here they are refused.
            with Image.open(io.BytesIO(content), formats=readers) as opened:
                return _picture(opened, content, ending)
    except PictureRefused:
        raise
    except Image.DecompressionBombError:
        raise _too_large() from None
    except UnidentifiedImageError:
        raise _broken("This file is damaged, or it is not a picture that we can read.") from None
    except Exception as error:  # A broken picture can make its decoder raise anything.
        raise _broken("This picture is damaged: we cannot read all of it.") from error


def _picture(opened: Any, content: bytes, ending: str) -> Picture:
    width, height = opened.size
    if width * height > MOST_PIXELS or max(width, height) > LARGEST_SIDE_PX:
        raise _too_large(f"{width} × {height}")
    if getattr(opened, "is_animated", False) and opened.format != "MPO":
        return _animated(opened, content)
    if ending == "gif" and opened.format == "GIF":
        opened.load()
        return Picture(width_px=width, height_px=height, content=content)
    image = _upright(opened)
    largest = _at_width(image, min(image.width, WIDTHS_PX[-1]))
    graphic = image.getcolors(256) is not None
    sizes = [largest]
    for width in reversed([width for width in WIDTHS_PX if width < largest.width]):
        sizes.insert(0, _at_width(sizes[0], width))
    webp = [(each.width, _webp(each, graphic)) for each in sizes]
    fallback, kind = _fallback(largest, ending)
    if ending == "webp":
        own, spare = webp[-1][1], (fallback, kind)
    else:
        own, spare = fallback, (b"", "")
        webp = webp if len(webp) > 1 or len(webp[0][1]) < len(own) else []
    return Picture(width_px=largest.width, height_px=largest.height, content=own, webp=tuple(webp), fallback=spare)


def _upright(opened: Any) -> Image:
    """Return only the pixels: the right way up, in sRGB; a large JPEG is scaled down while it is decoded."""
    from PIL import Image, ImageOps

    turned = opened.getexif().get(0x0112) in _SIDEWAYS
    if opened.format in ("JPEG", "MPO"):
        # The JPEG decoder can halve a picture while decoding, which saves most of the time.
        most = WIDTHS_PX[-1]
        ratio = opened.height / opened.width
        wanted = (int(most / ratio), most) if turned else (most, int(most * ratio))
        opened.draft("RGB", (max(wanted[0], 1), max(wanted[1], 1)))
    image: Any = ImageOps.exif_transpose(opened)
    profile = opened.info.get("icc_profile")
    if image.mode.startswith("I;16") or image.mode == "I":
        image = image.convert("I").point(lambda dot: dot / 256).convert("L")  # pyright: ignore
    alpha = image.mode in ("LA", "RGBA", "PA", "La", "RGBa") or "transparency" in image.info
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        image = _in_web_colours(image, profile)
    image = image.convert("RGBA" if alpha else "RGB")
    if alpha and image.getextrema()[3] == (255, 255):
        image = image.convert("RGB")
    plain = Image.new(image.mode, image.size)
    plain.paste(image)
    return plain


def _in_web_colours(image: Any, profile: bytes) -> Any:
    """Convert the colours to sRGB; ignore a profile that cannot be used, as browsers do."""
    from PIL import ImageCms

    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        changed = ImageCms.profileToProfile(image, given, _web_colours(), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return changed or image


def _web_colours() -> Any:
    from PIL import ImageCms

    return cast("Any", ImageCms.createProfile("sRGB"))  # pyright: ignore[reportUnknownMemberType]


def _at_width(image: Any, width: int) -> Any:
    from PIL import Image

    if width >= image.width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _webp(image: Any, graphic: bool) -> bytes:
    """Encode as WebP: losslessly if few colours show that it is a drawing, whose edges would blur otherwise."""
    out = io.BytesIO()
    image.save(out, "WEBP", quality=_QUALITY, lossless=graphic, method=4, exif=b"", icc_profile=b"", xmp=b"")
    return out.getvalue()


def _fallback(image: Any, ending: str) -> tuple[bytes, str]:
    from PIL import Image

    out = io.BytesIO()
    if ending == "png" or (ending == "webp" and image.mode == "RGBA"):
        image.save(out, "PNG", optimize=True)
        return out.getvalue(), "png"
    if image.mode == "RGBA":
        background = Image.new("RGB", image.size, "#ffffff")
        background.paste(image, mask=image.getchannel("A"))
        image = background
    image.save(out, "JPEG", quality=_QUALITY, progressive=True, optimize=True, exif=b"", icc_profile=None)
    return out.getvalue(), "jpg"


def _animated(opened: Any, content: bytes) -> Picture:
    """Publish a moving picture: a GIF as it is, since it does not say where it was made; others without metadata."""
    frames = opened.n_frames
    if opened.width * opened.height * frames > MOST_ANIMATION_PIXELS:
        size = f"{opened.width} × {opened.height} pixels, {frames} frames"
        message = f"This moving picture is too large for us to use ({size})."
        raise PictureRefused("IMG-002", message, "Save it smaller or with fewer frames, or as a video.")
    opened.load()
    if opened.format != "GIF":
        out = io.BytesIO()
        opened.save(out, opened.format, save_all=True, exif=b"", xmp=b"", icc_profile=b"")
        content = out.getvalue()
    return Picture(width_px=opened.width, height_px=opened.height, content=content)


def _broken(message: str) -> PictureRefused:
    advice = "Open it in a picture program and save it again as JPEG or PNG, or copy it again from where you got it."
    return PictureRefused("IMG-001", message, advice)


def _too_large(size: str = "") -> PictureRefused:
    of = f" ({size} pixels)" if size else ""
    advice = "Save it with at most 6000 pixels on its longer side. Pages never show more than 1600."
    return PictureRefused("IMG-002", f"This picture is too large for us to use{of}.", advice)

"""Authors' pictures become pictures that pages can show."""

import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw

from microsite.assets.images import WIDTHS_PX, PictureRefused, prepare_picture

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


def as_bytes(image: Image.Image, kind: str, **options) -> bytes:
    """Return a picture as the bytes of a file."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(content: bytes) -> Any:
    """Open a picture from the bytes of a file."""
    return Image.open(io.BytesIO(content))


def telephone_picture() -> bytes:
    """Return what a phone held upright writes: an image on its side, with its location; the sky is blue."""
    image = Image.effect_noise((2400, 1800), 40).convert("RGB")
    ImageDraw.Draw(image).rectangle((0, 0, 600, 1800), fill="#2060ff")
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = 6, "A telephone"
    exif.get_ifd(GPS).update({1: "N", 2: (50.0, 54.0, 9.0), 3: "W", 4: (1.0, 24.0, 16.0)})
    return as_bytes(image, "JPEG", quality=95, exif=exif)


def test_telephone_picture():
    """A phone picture is turned upright, becomes WebP in three widths and one JPEG, and loses location and device."""
    content = telephone_picture()
    assert opened(content).getexif().get_ifd(GPS)
    picture = prepare_picture(content, "jpg")
    assert (picture.width_px, picture.height_px) == (1600, 2133)
    assert [width for width, _ in picture.webp] == list(WIDTHS_PX)
    assert [opened(each).width for _, each in picture.webp] == list(WIDTHS_PX)
    assert opened(picture.content).format == "JPEG"
    for each in (picture.content, *(file for _, file in picture.webp)):
        image = opened(each)
        assert dict(image.getexif()) == {} and b"Exif" not in each and b"A telephone" not in each
        red, _, blue = image.convert("RGB").getpixel((image.width // 2, 5))
        assert blue > red + 100
    assert len(picture.webp[0][1]) < len(picture.webp[1][1]) < len(picture.content) < len(content)


def test_same_bytes():
    """The same picture gives the same files."""
    content = as_bytes(Image.effect_noise((500, 300), 60).convert("RGB"), "JPEG")
    assert prepare_picture(content, "jpg") == prepare_picture(content, "jpg")


@pytest.mark.parametrize(("width", "widths"), [(300, [300]), (480, [480]), (700, [480, 700]), (1600, [480, 960, 1600])])
def test_never_larger_than_it_was(width, widths):
    """A picture is never enlarged."""
    image = Image.effect_noise((width, 200), 60).convert("RGB")
    picture = prepare_picture(as_bytes(image, "PNG"), "png")
    assert picture.width_px == width and [each for each, _ in picture.webp] == widths


def test_drawing_stays_sharp():
    """A screenshot with few colours keeps each of them; transparency stays."""
    image = Image.new("RGBA", (400, 300), (255, 255, 255, 0))
    ImageDraw.Draw(image).rectangle((100, 100, 300, 200), fill="#d4351c")
    picture = prepare_picture(as_bytes(image, "PNG"), "png")
    for content in (picture.content, picture.webp[-1][1]):
        assert opened(content).convert("RGBA").getpixel((100, 100)) == (0xD4, 0x35, 0x1C, 255)
        assert opened(content).convert("RGBA").getpixel((5, 5))[3] == 0


def test_webp_has_a_fallback():
    """A picture that is WebP already keeps its format, and gets a JPEG fallback."""
    picture = prepare_picture(as_bytes(Image.new("RGB", (1200, 600), "#0b6e4f"), "WEBP"), "webp")
    assert opened(picture.content).format == "WEBP" and opened(picture.content).width == 1200
    assert picture.fallback[1] == "jpg" and opened(picture.fallback[0]).format == "JPEG"


@pytest.mark.parametrize("kind", ["GIF", *(pytest.param(kind, marks=pytest.mark.full) for kind in ("PNG", "WEBP"))])
def test_moving_picture_that_fills_the_memory(kind):
    """The frames of an animation count together: a small file can contain hundreds of large ones."""
    frames = [Image.new("L", (1500, 1000), each % 2 * 255) for each in range(70)]
    content = as_bytes(frames[0], kind, save_all=True, append_images=frames[1:])
    with pytest.raises(PictureRefused) as refused:
        prepare_picture(content, kind.lower())
    size = "(1500 × 1000 pixels, 70 frames)"
    assert (refused.value.code, refused.value.message) == (
        "IMG-002",
        f"This moving picture is too large for us to use {size}.",
    )


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_moving_picture_moves(kind):
    """An animated picture stays animated; a GIF stays as it is."""
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    content = as_bytes(frames[0], kind, save_all=True, append_images=frames[1:])
    picture = prepare_picture(content, kind.lower())
    assert opened(picture.content).n_frames == 2 and (picture.width_px, picture.height_px) == (40, 30)
    assert (picture.content == content) == (kind == "GIF")


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_photograph_that_is_called_a_gif(kind):
    """A file's content decides its format, not its name: a photograph called photo.gif loses its metadata."""
    exif = Image.Exif()
    exif[0x013B] = "Ada Lovelace"
    frames = [Image.effect_noise((40, 30), 60).convert("RGB") for _ in range(2)]
    moving = {"save_all": True, "append_images": frames[1:]} if kind == "WEBP" else {}
    content = as_bytes(frames[0], kind, exif=exif, **moving)
    picture = prepare_picture(content, "gif")
    assert b"Lovelace" in content
    assert b"Lovelace" not in picture.content
    assert opened(picture.content).n_frames == len(frames) if moving else opened(picture.content).size == (40, 30)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_colour(mode):
    """Black and white, grey, palettes, transparency, 16 bits and CMYK can all be shown."""
    content = as_bytes(Image.new(mode, (30, 20)), "JPEG" if mode == "CMYK" else "PNG")
    assert opened(prepare_picture(content, "png").content).size == (30, 20)


def test_colour_profile_is_applied():
    """The colour profile is removed; sRGB colours stay as they are, even next to a profile that cannot be used."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for each in (profile, srgb, b"no profile at all"):
        picture = prepare_picture(as_bytes(Image.new("RGB", (30, 20), "#2060c0"), "PNG", icc_profile=each), "png")
        image = opened(picture.content)
        assert "icc_profile" not in image.info
        assert image.convert("RGB").getpixel((3, 3)) == (0x20, 0x60, 0xC0)


WHOLE = as_bytes(Image.effect_noise((60, 50), 30), "PNG")


@settings(max_examples=60, deadline=None)
@given(content=st.one_of(st.binary(max_size=300), st.integers(0, len(WHOLE)).map(lambda end: WHOLE[:end])))
def test_no_file_crashes(content):
    """Whatever bytes a file has, it becomes a picture or is refused with a message."""
    try:
        assert prepare_picture(content, "png").width_px == 60
    except PictureRefused as refused:
        assert refused.code in ("IMG-001", "IMG-002") and refused.message.endswith(".") and refused.advice


def test_bomb():
    """A small file that expands to a huge picture is refused before it is decoded."""
    content = as_bytes(Image.new("1", (16000, 16000)), "PNG")
    assert len(content) < 40_000
    with pytest.raises(PictureRefused) as refused:
        prepare_picture(content, "png")
    assert refused.value.code == "IMG-002"

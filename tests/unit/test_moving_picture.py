"""PIC-010: pictures that move for more than five seconds are reported, in every format that can move."""

import io
from datetime import datetime

import pytest
from PIL import Image

from microsite.checks.content.moving_picture import moves_for_long
from microsite.cli import engine_templates
from microsite.pipeline import make_site
from tests.small_sites import SMALLEST, write_files


def moving(kind: str, frames: int, duration_ms: int, **more: int) -> bytes:
    """Return a picture with some frames; without `loop`, it says nothing about repeating."""
    images = [Image.effect_noise((20, 10), 60).convert("P") for _ in range(frames)]
    out = io.BytesIO()
    images[0].save(out, kind, save_all=True, append_images=images[1:], duration=duration_ms, **more)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("frames", "duration_ms", "loop", "is_long"),
    [(2, 100, 0, True), (2, 100, 3, False), (6, 500, 3, True), (5, 900, 1, False), (1, 9000, 0, False)],
)
def test_how_long_it_moves(frames, duration_ms, loop, is_long, kind):
    """A picture that loops for ever counts, and so does one whose repeats take more than five seconds in all."""
    duration_ms = duration_ms // 2 if kind == "GIF" and loop == 1 else duration_ms  # It plays once and then once more.
    assert moves_for_long(moving(kind, frames, duration_ms, loop=loop)) == is_long


@pytest.mark.parametrize(("frames", "is_long"), [(2, False), (40, True)])
def test_gif_that_plays_once(frames, is_long):
    """A GIF that says nothing about repeating stops by itself, but may take too long as well."""
    assert moves_for_long(moving("GIF", frames, 200)) == is_long


def test_what_is_no_picture():
    """A file that cannot be read is reported elsewhere."""
    assert not moves_for_long(b"GIF89a\x00\x21\xf9\x04")


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
@pytest.mark.parametrize("suffix", ["gif", "png", "jpg"])
def test_what_is_in_the_file_decides(suffix, kind, tmp_path):
    """A moving picture is reported whatever its file is called."""
    files = {
        **SMALLEST,
        "content/01-why.md": f"# Why\n\nThis is why.\n\n![Ducks](media/ducks.{suffix})\n",
        f"content/media/ducks.{suffix}": moving(kind, 3, 100, loop=0),
    }
    build = make_site(write_files(files, tmp_path), engine_templates(), datetime.fromisoformat("2027-04-01T12:00"))
    assert "PIC-010" in {each.code for each in build.problems}


def test_frames_without_a_time():
    """Browsers show frames of at most a hundredth of a second for a tenth."""
    assert moves_for_long(moving("GIF", 60, 10))
    assert not moves_for_long(moving("GIF", 60, 20))

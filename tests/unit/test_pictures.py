"""Pictures in a text get sizes to choose from, lazy loading, and dimensions that reserve their space."""

import io
import re
import shutil
from datetime import datetime

from PIL import Image

from microsite.cli import engine_templates
from microsite.model.site import MediaFile, PictureFile
from microsite.pipeline import make_site
from microsite.render.pictures import LOGO_HEIGHTS_PX, Pictures
from microsite.store import Store
from tests.built_sites import ROOT

WEBP = tuple(PictureFile(path=f"media/a b-{width}.webp", content=b"", width_px=width) for width in (480, 960))
FILES = [
    MediaFile(
        source="content/media/a b.jpg", path="media/a b.jpg", content=b"", width_px=960, height_px=640, webp=WEBP
    ),
    MediaFile(source="content/media/c.svg", path="media/c.svg", content=b"", width_px=20, height_px=10),
    MediaFile(source="content/media/d.svg", path="media/d.svg", content=b""),
]
SRCSET = "media/a%20b-480.webp 480w, media/a%20b-960.webp 960w"


def placed(text: str) -> str:
    """Return a text with its pictures placed."""
    return Pictures(FILES).in_text(text)


def test_choice_of_sizes():
    """A photograph has a srcset, width and height; a picture far down the page loads lazily."""
    assert placed('<p>x</p><img src="media/a%20b.jpg" alt="A &amp; B">') == (
        f'<p>x</p><picture><source type="image/webp" srcset="{SRCSET}" sizes="(min-width: 48rem) 45rem, 94vw">'
        '<img src="media/a%20b.jpg" alt="A &amp; B" width="960" height="640" decoding="async"></picture>'
    )
    assert 'loading="lazy"' in placed("<p>" + "word " * 70 + '</p><img src="media/c.svg" alt="">')


def test_drawing_alone():
    """A drawing has one file; if the author gave its width or height, the other is computed."""
    assert placed('<img src="media/c.svg" alt="">') == (
        '<img src="media/c.svg" alt="" width="20" height="10" decoding="async">'
    )
    assert 'width="200" height="100"' in placed('<img src="media/c.svg" alt="" width="200">')
    assert 'height="3" width="6"' in placed('<img src="media/c.svg" alt="" height="3">')
    assert placed('<img src="media/d.svg" alt="">') == '<img src="media/d.svg" alt="" decoding="async">'


def test_portrait():
    """A portrait is square, and its `sizes` allow for what is cropped."""
    shown = Pictures(FILES).portrait(FILES[0], lambda path: path, side_px=72, text="A & B")
    assert str(shown) == (
        '<picture><source type="image/webp" srcset="media/a b-480.webp 480w, media/a b-960.webp 960w" sizes="108px">'
        '<img alt="A &amp; B" width="72" height="72" src="media/a b.jpg" loading="lazy" decoding="async"></picture>'
    )
    assert 'width="72" height="72"' in Pictures(FILES).portrait(FILES[2], lambda path: path, side_px=72, text="A")


def test_logo_heights():
    """The heights of partners' logos in the markup match those in the stylesheet."""
    style = (engine_templates() / "components/partner_grid/partner_grid.css").read_text("utf-8")
    found = re.findall(r"\.partners__plate(?:--(\w+))? img { height: ([\d.]+)rem", style)
    assert {shape: float(height) * 16 for shape, height in found} == LOGO_HEIGHTS_PX


def test_other_pictures_stay():
    """A picture that is not one of the site's files is left as it is."""
    assert placed('<img src="other.png" alt="">') == '<img src="other.png" alt="">'


def test_whole_site_with_pictures(tmp_path):
    """Photographs in a chapter and as logos are published in several sizes, linked correctly, and cached."""
    site = tmp_path / "site"
    shutil.copytree(ROOT / "tests/sites/one-page", site)
    media = site / "content" / "media"
    media.mkdir(exist_ok=True)
    for name, width in (("bench photo.jpg", 2000), ("logo.webp", 700)):
        out = io.BytesIO()
        Image.effect_noise((width, 500), 50).convert("RGB").save(out, name.rpartition(".")[2].replace("jpg", "jpeg"))
        (media / name).write_bytes(out.getvalue())
    chapter = next((site / "content").glob("*.md"))
    chapter.write_text(chapter.read_text("utf-8") + "\n\n![A bench](<media/bench photo.jpg>)\n", "utf-8")
    config = site / "site_config.yaml"
    config.write_text(
        config.read_text("utf-8") + "\nbrand:\n  logo: content/media/logo.webp\n  logo_text: Parish\n", "utf-8"
    )
    now = datetime(2027, 3, 10, 9)
    steps = []
    first = make_site(site, engine_templates(), now, store=Store(tmp_path / "cache"), step=steps.append)
    assert steps == ["Preparing file 1 of 2 in content/media", "Preparing file 2 of 2 in content/media"]
    assert [problem for problem in first.problems if problem.severity > 1] == []
    published = sorted(path for path in first.files if path.startswith("media/"))
    assert len(published) == 7 and "media/bench photo.jpg" in published and "media/logo.webp" in published
    page = first.files["index.html"].decode()
    assert '<source type="image/webp" srcset="media/logo-480.' in page and 'height="44"' in page
    assert list((tmp_path / "cache").iterdir())
    assert make_site(site, engine_templates(), now).files == first.files

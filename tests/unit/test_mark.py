"""A site without a suitable logo gets a mark of its own, in the browser's tab and on a phone's home screen."""

import io
import re
import subprocess
import sys

from PIL import Image

from microsite.assets.colour import SHAPE_CONTRAST, contrast
from microsite.assets.mark import mark_svg, touch_icon
from microsite.assets.svg import sanitise_svg
from tests.built_sites import ROOT, built


def test_mark_in_both_schemes():
    """The mark has the brand's colour and a shield with enough contrast, and other colours in the dark scheme."""
    mark = mark_svg("#00264d").decode()
    light, dark = mark.split("@media (prefers-color-scheme:dark)")
    assert "rect{fill:#00264d}" in light
    for scheme in (light, dark):
        ground, line = re.findall(r"(?:fill|stroke):(#[0-9a-f]{6})", scheme)
        assert contrast(ground, line) >= SHAPE_CONTRAST
    assert re.findall(r"#[0-9a-f]{6}", light) != re.findall(r"#[0-9a-f]{6}", dark)
    assert sanitise_svg(mark.encode()).removed == ()


def test_touch_icon():
    """The phone icon is small, 180 pixels wide, with the brand's colour in its corner and a shield on it."""
    content = touch_icon("#ffdd00")
    icon = Image.open(io.BytesIO(content)).convert("RGB")
    assert icon.size == (180, 180) and icon.getpixel((0, 0)) == (0xFF, 0xDD, 0x00)
    assert icon.getpixel((90, 42)) == (0, 0, 0) and icon.getpixel((90, 90)) == (0xFF, 0xDD, 0x00)
    assert len(content) < 3_000 and touch_icon("#ffdd00") == content


def test_touch_icon_needs_one_driver():
    """To save the phone icon, Pillow loads its driver for PNG and no other."""
    script = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from microsite.assets.mark import touch_icon; touch_icon('#00264d')\n"
        "print(sorted(name for name in sys.modules if name.endswith('ImagePlugin')))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['PIL.PngImagePlugin']"


def test_icons_of_sites():
    """The home page names its icons; a square logo is the icon itself, a long one is not."""
    for name, state, icon in (
        ("first", "closed", r"assets/icon\.\w{10}\.svg"),
        ("harbour-town", "open", "media/council.svg"),
    ):
        files = built(name, state).files
        page = files["index.html"].decode()
        named = re.search(rf'<link rel="icon" href="({icon})" type="image/svg\+xml">', page)
        touch = re.search(r'<link rel="apple-touch-icon" href="([^"]*)">', page)
        assert named and touch and named[1] in files and touch[1] in files

"""Save pictures with few colours, so that the repository stays small to clone."""

import argparse
import io
import os
import sys
from pathlib import Path

from PIL import Image

from tests.built_sites import ROOT
from tests.engines.find_browser import NoBrowser, find_browser


def picture_folder(program, description, arguments):
    """Return the folder to save pictures in, and find the browser to take them with; None if there is no browser."""
    parser = argparse.ArgumentParser(prog=program, description=description)
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "pictures", help="else docs/pictures/")
    folder = parser.parse_args(arguments).output
    try:
        os.environ["MICROSITE_BROWSER"] = find_browser()
    except NoBrowser as missing:
        print(missing, file=sys.stderr)
        return None
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def save_picture(png, file, colours):
    """Write a picture with few colours, for flat surfaces, and print its size."""
    small = io.BytesIO()
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.quantize(colours, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    file.write_bytes(small.getvalue())
    print(f"{file.name:30}{len(small.getvalue()) / 1000:6.0f} kB")

"""Save a picture with few colours, so that whoever clones the project need not carry much."""

import io

from PIL import Image


def save_picture(png, file, colours):
    """Write a picture of flat surfaces, and say how large it is."""
    small = io.BytesIO()
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.quantize(colours, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    file.write_bytes(small.getvalue())
    print(f"{file.name:30}{len(small.getvalue()) / 1000:6.0f} kB")

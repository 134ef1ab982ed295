"""A QR code to the site's address, for readers of a printed page."""

from __future__ import annotations

import io


def qr_code(address: str) -> bytes:
    """Draw a code as SVG, with the white border that cameras need.

    Args:
        address: the full web address it leads to.
    """
    import segno

    out = io.BytesIO()
    # A quarter of the dots may be folded, smudged or badly printed (level Q).
    code = segno.make_qr(address, error="q", boost_error=False)
    code.save(
        out,
        kind="svg",
        border=4,
        dark="#000",
        light="#fff",
        xmldecl=False,
        svgclass=None,
        lineclass=None,
        omitsize=True,
        nl=False,
    )
    return out.getvalue()

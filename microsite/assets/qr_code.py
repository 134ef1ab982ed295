"""A QR code with the site's address, for readers of a printed page."""

from __future__ import annotations

import io


def qr_code(address: str) -> bytes:
    """Draw a code as SVG, with the white border that cameras need.

    Args:
        address: the full web address that it leads to.
    """
    import segno

    out = io.BytesIO()
    # Level Q: readable even if a quarter of it is folded, smudged or badly printed.
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

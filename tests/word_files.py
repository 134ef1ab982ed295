"""Build Word documents for tests: the parts that Word would write, with only what a test needs in them."""

from __future__ import annotations

import io
import zipfile
from html import escape

_OPEN = "http://schemas.openxmlformats.org"
SPACES = (
    f'xmlns:w="{_OPEN}/wordprocessingml/2006/main" xmlns:r="{_OPEN}/officeDocument/2006/relationships" '
    f'xmlns:a="{_OPEN}/drawingml/2006/main" xmlns:wp="{_OPEN}/drawingml/2006/wordprocessingDrawing" '
    f'xmlns:pic="{_OPEN}/drawingml/2006/picture" xmlns:mc="{_OPEN}/markup-compatibility/2006" '
    f'xmlns:c="{_OPEN}/drawingml/2006/chart" xmlns:m="{_OPEN}/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
    f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
    for level in range(1, 5)
) + (
    '<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>'
)


def run(text: str, marks: str = "") -> str:
    """Build a run of text; `marks` is the content of its `w:rPr`."""
    look = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(content: str, about: str = "") -> str:
    """Build a paragraph of plain text or runs; `about` is the content of its `w:pPr`."""
    inner = content if content.startswith("<") else run(content)
    return f"<w:p>{f'<w:pPr>{about}</w:pPr>' if about else ''}{inner}</w:p>"


def heading(text: str, level: int = 1, about: str = "") -> str:
    """Build a heading in Word's own style."""
    return paragraph(text, f'<w:pStyle w:val="Heading{level}"/>{about}')


def item(text: str, list_id: int = 1, level: int = 0) -> str:
    """Build a list item."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def numbering(*lists: tuple[tuple[str, str], ...], further: str = "") -> str:
    """Build the content of `numbering.xml` for these lists, each given by the number format and text of its levels."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">'
        + "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
            f'<w:pPr><w:ind w:left="{720 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
            for level, (kind, text) in enumerate(levels)
        )
        + "</w:abstractNum>"
        for at, levels in enumerate(lists)
    )
    nums = "".join(f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>' for at, _ in enumerate(lists))
    return f"{abstract}{nums}{further}"


def docx(
    body: str,
    *,
    numbers: str = "",
    notes: str = "",
    files: dict[str, bytes] | None = None,
    relations: str = "",
    styles: str = "",
) -> bytes:
    """Zip the parts into a Word document and return its bytes."""
    start = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    kind = f"{_OPEN}/officeDocument/2006/relationships"
    own = "".join(
        f'<Relationship Id="own{name}" Type="{kind}/{name}" Target="{name}.xml"/>'
        for name, content in (("styles", "yes"), ("numbering", numbers), ("footnotes", notes))
        if content
    )
    parts: dict[str, bytes] = {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": (
            f'{start}<Relationships xmlns="{_OPEN}/package/2006/relationships"><Relationship Id="r1" '
            f'Type="{kind}/officeDocument" Target="word/document.xml"/></Relationships>'
        ).encode(),
        "word/document.xml": f"{start}<w:document {SPACES}><w:body>{body}</w:body></w:document>".encode(),
        "word/styles.xml": f"{start}<w:styles {SPACES}>{STYLES}{styles}</w:styles>".encode(),
        "word/_rels/document.xml.rels": (
            f'{start}<Relationships xmlns="{_OPEN}/package/2006/relationships">{own}{relations}</Relationships>'
        ).encode(),
        **(files or {}),
    }
    if numbers:
        parts["word/numbering.xml"] = f"{start}<w:numbering {SPACES}>{numbers}</w:numbering>".encode()
    if notes:
        parts["word/footnotes.xml"] = f"{start}<w:footnotes {SPACES}>{notes}</w:footnotes>".encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()

"""Read what is drawn into a text: pictures, text boxes, WordArt, charts, diagrams and embedded objects."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec.structs import replace

from microsite.authoring.word.document import Block, Paragraph, Picture, Remark, Span
from microsite.authoring.word.docx_file import DocxFile
from microsite.authoring.word.drawn_data import chart_blocks, diagram_blocks, listed
from microsite.authoring.word.metafile import ENDINGS, words_in
from microsite.authoring.word.xml_part import Element, child
from microsite.problems import short

_SHOWN = frozenset({"w:txbxContent", "pic:pic", "c:chart", "dgm:relIds", "v:textbox", "v:imagedata", "w:t", "m:t"})
#: What Word itself writes in alt texts.
_BY_WORD = re.compile(
    r"\s*(?:Description automatically generated(?: with \w+ confidence)?|AI-generated content may be incorrect)\.?\s*",
    re.IGNORECASE,
)
_SAYS_NOTHING = re.compile(
    r"(?:(?:picture|image|graphic|photo|logo|diagram|chart|shape|group|text box|img|screenshot|bild|grafik)[ _-]*\d*"
    r"|\S+\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg)|[a-z]:\\.*|/.*|https?://\S+|[\d\W_]*)",
    re.IGNORECASE,
)
_SHAPES = frozenset({"v:shape", "v:rect", "v:group", "v:roundrect"})
PICTURES = {"png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp", "jfif", "dib"}


class Drawings:
    """Reads the drawings of a document."""

    def __init__(self, file: DocxFile, read: Callable[[Element], list[Block]]) -> None:
        """Take the file, and the function that reads the blocks of a text box."""
        self._file = file
        self._read = read

    def read(
        self, element: Element, targets: dict[str, tuple[str, bool]]
    ) -> tuple[list[Span], list[Block], list[Remark]]:
        """Read a drawing, a picture or an object.

        Args:
            element: the drawing's element in a run.
            targets: where the ids of the part's relationships lead, and whether that is outside the file.

        Returns:
            The pieces that stay in the line, the blocks that go below the paragraph, and the remarks for the report.
        """
        spans: list[Span] = []
        blocks: list[Block] = []
        remarks: list[Remark] = []
        about = next((each for each in element.iter("wp:docPr")), None)
        shape = next((each for each in element.iter() if each.tag in _SHAPES), None)
        alt_text = (about.get("descr") or about.get("title") or "") if about is not None else ""
        if not alt_text and shape is not None:
            alt_text = shape.get("alt", "")
        decorative = any(each.get("val") in ("1", "true") for each in element.iter("adec:decorative"))
        if about is not None and about.get("hidden") in ("1", "true"):
            return [], [], [Remark(kind="changed", text="A hidden drawing is left out.")]
        for each in shown_parts(element):
            tag = each.tag
            if tag == "pic:pic":
                own = next((part for part in each.iter("pic:cNvPr")), None)
                alone = own.get("descr", "") if own is not None else ""
                self._picture(_blip(each), alt_text or alone, decorative, targets, spans, blocks, remarks)
            elif tag == "v:imagedata":
                words = alt_text or each.get("o:title", "")
                self._picture(_vml(each), words, decorative, targets, spans, blocks, remarks)
            else:
                self._others(each, targets, blocks, remarks)
        if (blocks or not spans) and says_something(alt_text) and any(each.kind == "check" for each in remarks):
            remarks.append(Remark(kind="check", text=f"Its description was: “{alt_text.strip()}”."))
        return spans, blocks, remarks

    def _others(
        self, each: Element, targets: dict[str, tuple[str, bool]], blocks: list[Block], remarks: list[Remark]
    ) -> None:
        """Read a text box, WordArt, a chart, a diagram or an embedded object."""
        tag = each.tag
        if tag == "w:txbxContent":
            blocks += self._box(each, remarks)
        elif tag == "v:textpath":
            words = each.get("string", "").strip()
            if words:
                blocks.append(Paragraph(spans=[Span(text=words)], boxed=True))
                remarks.append(Remark(kind="changed", text=f"WordArt became text: “{short(words)}”."))
        elif tag in ("c:chart", "cx:chart"):
            made = chart_blocks(self._part(targets, each.get("r:id", "")))
            blocks += made
            what = "Its figures stand here as a table" if made else "Its figures could not be read"
            text = f"There was a chart here. {what}: check them, or add a picture of the chart."
            remarks.append(Remark(kind="check", text=text))
        elif tag == "dgm:relIds":
            blocks += diagram_blocks(self._part(targets, each.get("r:dm", "")))
            text = "There was a SmartArt diagram here. Its words are here as a list: check that they still make sense."
            remarks.append(Remark(kind="check", text=text))
        elif tag == "o:OLEObject":
            what = each.get("ProgID", "").partition(".")[0] or "another program"
            text = f"There was an embedded object here ({what}). It is left out: write its words, or add a picture."
            remarks.append(Remark(kind="check", text=text))

    def _part(self, targets: dict[str, tuple[str, bool]], identifier: str) -> Element | None:
        part, outside = targets.get(identifier, ("", True))
        return None if outside else self._file.xml(part)

    def _box(self, element: Element, remarks: list[Remark]) -> list[Block]:
        boxed = self._read(element)
        for block in boxed:
            if isinstance(block, Paragraph):
                block.boxed = True
        if boxed:
            words = next((block.text for block in boxed if isinstance(block, Paragraph)), "")
            text = f"A text box, “{short(words)}” is now part of the text, below its paragraph."
            remarks.append(Remark(kind="changed", text=text))
        return boxed

    def _picture(
        self,
        found: tuple[str, Picture] | None,
        alt_text: str,
        decorative: bool,
        targets: dict[str, tuple[str, bool]],
        spans: list[Span],
        blocks: list[Block],
        remarks: list[Remark],
    ) -> None:
        if found is None:
            return
        identifier, picture = found
        part, outside = targets.get(identifier, ("", True))
        alt_text = alt_text_of(alt_text)
        if outside:
            text = "A picture that is kept outside of the document is left out: put the file into content/media."
            remarks.append(Remark(kind="check", text=text if not alt_text else f"{text} It shows: “{alt_text}”."))
            return
        ending = part.rpartition(".")[2].lower()
        if ending not in PICTURES or not self._file.has(part):
            kind = ending.upper() if ending in ("emf", "wmf", "svg", "emz", "wmz", "wdp") else "unknown"
            words = words_in(self._file.read(part)) if ending in ENDINGS and self._file.has(part) else []
            blocks += listed(words)
            text = f"A drawing that browsers cannot show ({kind}) is left out: save it as a PNG picture, and add it."
            if words:
                text += " Its words are here as a list. Delete the list once the picture is there and described."
            remarks.append(Remark(kind="check", text=text if not alt_text else f"{text} It shows: “{alt_text}”."))
            return
        spans.append(
            Span(kind="picture", picture=replace(picture, part=part, alt_text=alt_text, decorative=decorative))
        )


def alt_text_of(written: str) -> str:
    """Return a picture's alt text without what Word itself wrote; empty if it says nothing."""
    text = " ".join(_BY_WORD.sub(" ", written).split())
    return text if says_something(text) else ""


def says_something(text: str) -> bool:
    """Whether an alt text is more than a name generated by a program."""
    return not _SAYS_NOTHING.fullmatch(text.strip())


def shown_parts(element: Element) -> Iterator[Element]:
    """Yield what a drawing shows, each thing once: only one of several alternative versions."""
    if element.tag in (
        "w:txbxContent",
        "v:imagedata",
        "c:chart",
        "cx:chart",
        "dgm:relIds",
        "v:textpath",
        "o:OLEObject",
    ):
        yield element
        return
    if element.tag == "mc:AlternateContent":
        yield from shown_parts(chosen(element))
        return
    if element.tag == "pic:pic":
        yield element
        return
    for each in element:
        yield from shown_parts(each)


def chosen(element: Element) -> Element:
    """Return the version of an alternative to read: the first that shows something we can read, else the fallback."""
    for each in element:
        if each.tag == "mc:Choice" and any(part.tag in _SHOWN for part in each.iter()):
            return each
    fallback = child(element, "mc:Fallback")
    return fallback if fallback is not None else element[0] if len(element) else element


def _blip(element: Element) -> tuple[str, Picture] | None:
    blip = next((each for each in element.iter("a:blip")), None)
    if blip is None:
        return None
    cut = next((each for each in element.iter("a:srcRect")), None)
    turned = next((each for each in element.iter("a:xfrm")), None)
    crop = tuple(_share(cut.get(side, "0")) for side in "ltrb") if cut is not None else (0, 0, 0, 0)
    picture = Picture(part="", crop=crop)  # pyright: ignore[reportArgumentType]
    if turned is not None:
        turn = round(_number(turned.get("rot", "0")) / 60000 / 90) % 4 * 90
        mirrored, upside_down = (turned.get(key) in ("1", "true") for key in ("flipH", "flipV"))
        picture = replace(picture, turn=turn, mirrored=mirrored, upside_down=upside_down)
    return blip.get("r:embed") or blip.get("r:link", ""), picture


def _vml(element: Element) -> tuple[str, Picture] | None:
    identifier = element.get("r:id") or element.get("r:pict") or element.get("o:relid", "")
    crop = tuple(_vml_share(element.get(f"crop{side}", "0")) for side in ("left", "top", "right", "bottom"))
    return (identifier, Picture(part="", crop=crop)) if identifier else None  # pyright: ignore[reportArgumentType]


def _share(written: str) -> float:
    if written.endswith("%"):
        return max(0.0, _number(written[:-1]) / 100)
    return max(0.0, _number(written) / 100_000)


def _vml_share(written: str) -> float:
    if written.endswith("f"):
        return max(0.0, _number(written[:-1]) / 65536)
    return max(0.0, _number(written.removesuffix("%")) / (100 if written.endswith("%") else 1))


def _number(written: str) -> float:
    try:
        return float(written)
    except ValueError:
        return 0.0

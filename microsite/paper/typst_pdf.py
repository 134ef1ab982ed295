"""Nodes and a template of ours → a tagged PDF, typeset by typst with our own fonts and nothing else on the machine."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from microsite.paper.directions import has_right_to_left
from microsite.store import Store

#: Packages with fonts, each with the family that is in it; the templates name the first two and the one for code.
FONTS = {
    "fontpkg_source_sans_3": "Source Sans 3",
    "fontpkg_source_serif_4": "Source Serif 4",
    "fontpkg_source_code_pro": "Source Code Pro",
    "fontpkg_noto_sans_arabic": "Noto Sans Arabic",
    "fontpkg_noto_sans_devanagari": "Noto Sans Devanagari",
    "fontpkg_noto_sans_tamil": "Noto Sans Tamil",
    "fontpkg_hind_siliguri": "Hind Siliguri",
    "fontpkg_heebo": "Heebo",
}
#: Marks how many parts were cut, in templates that can cut some.
_CUT = "<cut>"
_UNSET = re.compile(r'the text `"(.+?)"` could not be displayed')


class TypesettingFailed(Exception):
    """The text has letters that none of the fonts has."""

    def __init__(self, letters: Sequence[str]) -> None:
        """Store the letters."""
        super().__init__(" ".join(letters))
        self.letters = tuple(letters)


def typeset_pdf(
    source: str, data: Mapping[str, Any], pictures: Mapping[str, bytes], as_of: date, store: Store
) -> bytes:
    """Typeset a PDF, and mark in it what the typesetter cannot.

    Args:
        source: the template, which is ours.
        data: what it shows, as plain data.
        pictures: the pictures that the data name, by file name.
        as_of: the day that the PDF says it was made on, which is never that of the build.
        store: keeps what was typeset.

    Raises:
        TypesettingFailed: there are letters that no font has.
    """
    return typeset_sheet(source, data, pictures, as_of, store)[0]


def typeset_sheet(
    source: str, data: Mapping[str, Any], pictures: Mapping[str, bytes], as_of: date, store: Store
) -> tuple[bytes, int]:
    """Typeset a PDF as `typeset_pdf` does; return it, and how many optional parts its template had no room for."""
    from microsite.paper.structure import complete_tags

    def typeset() -> tuple[bytes, int]:
        content, cut = _typeset(source, written, pictures, as_of)
        right_to_left = has_right_to_left(written)
        return complete_tags(content, data.get("nodes", ()), right_to_left=right_to_left), cut

    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    named = [part for pair in sorted(pictures.items()) for part in pair]
    return store.get("PDF", (source, written, as_of.isoformat(), *named), typeset, tuple[bytes, int])


def pages_of_pdf(content: bytes) -> int:
    """Count the pages of a PDF."""
    from io import BytesIO

    import pikepdf

    with pikepdf.open(BytesIO(content)) as document:
        return len(document.pages)


def _typeset(source: str, written: str, pictures: Mapping[str, bytes], as_of: date) -> tuple[bytes, int]:
    import typst

    with TemporaryDirectory(prefix="microsite-") as folder:
        for name, content in pictures.items():
            Path(folder, name).write_bytes(content)
        template = Path(folder, "template.typ")  # Source in memory cannot be queried.
        template.write_text(source, encoding="utf-8")
        nothing = Path(folder, "packages")
        nothing.mkdir()
        compiler = typst.Compiler(
            str(template),
            root=folder,
            font_paths=_fonts(),
            sys_inputs={"data": written},
            package_path=str(nothing),
            package_cache_path=str(nothing),
        )
        moment = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
        try:
            made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=moment)
            cut: list[int] = json.loads(compiler.query(_CUT, field="value")) if _CUT in source else []
        except typst.TypstError as error:
            letters = _UNSET.findall(error.diagnostic)
            if letters:
                raise TypesettingFailed(list(dict.fromkeys(letters))) from None
            raise
    assert isinstance(made, bytes), "a PDF is one file"
    return made, cut[0] if cut else 0


@cache
def _fonts() -> Any:
    import typst

    folders = [str(Path(_folder_of(name), "files")) for name in FONTS]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


def _folder_of(package: str) -> str:
    spec = find_spec(package)
    assert spec is not None and spec.submodule_search_locations, f"{package} is in requirements/paper.txt"
    return spec.submodule_search_locations[0]

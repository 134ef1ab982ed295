"""Extract the text on each sheet of a PDF printed by Chromium, which always writes it in the same simple way."""

import re
import zlib

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\b(.*?)\bendobj", re.DOTALL)


def words_on_sheets(pdf: bytes) -> list[str]:
    """Return the text of each sheet, without spaces, in the order in which it is painted."""
    objects = {int(found[1]): found[2] for found in _OBJECT.finditer(pdf)}
    sheets = [body for body in objects.values() if re.search(rb"/Type\s*/Page\b", body)]
    return [_words_on(sheet, objects) for sheet in sheets]


def _words_on(sheet: bytes, objects: dict[int, bytes]) -> str:
    fonts = _fonts(sheet, objects)
    found = re.search(rb"/Contents\s+(\d+) 0 R", sheet)
    assert found
    return _painted(_stream(objects[int(found[1])]), fonts, objects)


def _fonts(body: bytes, objects: dict[int, bytes]) -> dict[bytes, dict[int, str]]:
    named = re.search(rb"/Font\s*<<(.*?)>>", body, re.DOTALL)
    pairs = re.findall(rb"/(\w+)\s+(\d+) 0 R", named[1]) if named else []
    return {name: _signs_of(objects[int(number)], objects) for name, number in pairs}


def _painted(content: bytes, fonts: dict[bytes, dict[int, str]], objects: dict[int, bytes]) -> str:
    signs: dict[int, str] = {}
    said: list[str] = []
    for match in re.finditer(rb"/(\w+)\s+[\d.]+\s+Tf|<([0-9A-Fa-f]+)>", content):
        if match[1]:
            signs = fonts.get(match[1], {})
        else:
            codes = [int(match[2][at : at + 4], 16) for at in range(0, len(match[2]), 4)]
            said += [signs.get(code, "") for code in codes]
    return re.sub(r"\s", "", "".join(said))


def _signs_of(font: bytes, objects: dict[int, bytes]) -> dict[int, str]:
    found = re.search(rb"/ToUnicode\s+(\d+) 0 R", font)
    if not found:
        return {}
    table = _stream(objects[int(found[1])])
    signs: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, sign in re.findall(rb"<(\w+)>\s*<(\w+)>", block):
            signs[int(code, 16)] = bytes.fromhex(sign.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, sign in re.findall(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                signs[int(first, 16) + step] = chr(int(sign, 16) + step)
    return signs


def _stream(body: bytes) -> bytes:
    head, _, rest = body.partition(b"stream")
    length = re.search(rb"/Length (\d+)", head)
    assert length
    content = rest.removeprefix(b"\r").removeprefix(b"\n")[: int(length[1])]
    return zlib.decompress(content) if b"FlateDecode" in head else content

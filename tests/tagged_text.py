"""What a screen reader is told of a tagged PDF: its elements in their order, each with the words directly in it."""

import re
from collections.abc import Iterator
from io import BytesIO

import pikepdf

_RANGE = re.compile(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>")
_PAIR = re.compile(r"<(\w+)>\s*<(\w+)>")


def elements_of(content: bytes) -> list[tuple[str, str]]:
    """Give each element's role and its own words; a picture's are its alternative. Artifacts are in none."""
    with pikepdf.open(BytesIO(content)) as document:
        said = {page.objgen: _said_on(page) for page in document.pages}
        return list(_walk(document.Root.StructTreeRoot, said, None))


def words_of(content: bytes) -> str:
    """Give all words in the order of the elements, without spaces: where those are is the typesetter's choice."""
    return without_spaces("".join(words for _, words in elements_of(content)))


def words_on_pages(content: bytes) -> list[str]:
    """Give the words of each page that are in an element, without spaces."""
    with pikepdf.open(BytesIO(content)) as document:
        return [without_spaces("".join(_said_on(page).values())) for page in document.pages]


def without_spaces(text: str) -> str:
    """Give a text as it can be compared: without spaces, and without the places where an address may break."""
    return re.sub(r"[\s\u200b]", "", text)


def _walk(element, said, page) -> Iterator[tuple[str, str]]:
    page = element.get("/Pg", page)
    inside = element.get("/K", [])
    inside = list(inside) if isinstance(inside, pikepdf.Array) else [inside]
    role = str(element.get("/S", ""))[1:]
    yield role, str(element.get("/Alt", ""))
    for each in inside:
        if isinstance(each, int):
            yield role, said[page.objgen].get(each, "")
        elif each.get("/Type") == "/MCR":
            yield role, said[each.get("/Pg", page).objgen].get(int(each.MCID), "")
        elif "/S" in each:
            yield from _walk(each, said, page)


def _said_on(page) -> dict[int, str]:
    """Give the words in each marked piece of a page, by its number."""
    fonts = {name: _letters_of(font) for name, font in page.get("/Resources", {}).get("/Font", {}).items()}
    said: dict[int, str] = {}
    marked: list[int | None] = []
    letters: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                properties = operands[1]
                marked.append(int(properties["/MCID"]) if "/MCID" in properties else None)
            case "BMC":
                marked.append(None)
            case "EMC":
                marked.pop()
            case "Tf":
                letters = fonts[str(operands[0])]
            case "Tj" | "TJ":
                within = next((each for each in reversed(marked) if each is not None), None)
                pieces = operands[0] if isinstance(operands[0], pikepdf.Array) else [operands[0]]
                if within is not None:
                    text = "".join(
                        _decoded(bytes(each), letters) for each in pieces if isinstance(each, pikepdf.String)
                    )
                    said[within] = said.get(within, "") + text
    return said


def _decoded(codes: bytes, letters: dict[int, str]) -> str:
    return "".join(letters.get(int.from_bytes(codes[at : at + 2], "big"), "") for at in range(0, len(codes), 2))


def _letters_of(font) -> dict[int, str]:
    table = font["/ToUnicode"].read_bytes().decode("latin-1")
    letters: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        letters |= {int(code, 16): _sign(sign) for code, sign in _PAIR.findall(block)}
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, sign in _RANGE.findall(block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                letters[int(first, 16) + step] = chr(ord(_sign(sign)) + step)
    return letters


def _sign(codes: str) -> str:
    return bytes.fromhex(codes).decode("utf-16-be")

"""Which paragraphs are postal addresses and so keep their line breaks, and which are not."""

import pytest

from microsite.source.chapter import read_chapter

POSTCODE = "Town Hall\nHigh Street\nMillbrook MB1 2AB"
ADDRESSES = {
    "postcode at its end": POSTCODE,
    "comma behind each line": "Town Hall,\nHigh Street,\nMillbrook MB1 2AB.",
    "postcode alone in its line": "Town Hall\nHigh Street\nMB1 2AB",
    "country below the postcode": f"{POSTCODE}\nUnited Kingdom",
    "words that lead to it": f"Write to us:\n{POSTCODE}",
    "telephone and e-mail below": f"{POSTCODE}\nTel: 01632 960001\nplans@example.org\nhttps://www.example.org/",
    "number first": "12 High Street\nMillbrook\nMB1 2AB",
    "bold name": "**Parks Team**\nHigh Street\nMillbrook MB1 2AB",
    "freepost": "FREEPOST PARKS\nMillbrook Council\nParks Team",
    "remark in brackets": "Freepost PARKS\n(no stamp needed)\nMillbrook Council",
    "remark in brackets at its end": f"{POSTCODE}\n(open until 5 pm)",
    "in care of somebody": "Parks Team\nc/o the library\nMillbrook MB1 2AB",
    "box": "Parks Team\nPO Box 12\nMillbrook",
    "ten lines": "A\nB\nC\nD\nE\nF\nG\nH\nI\nMillbrook MB1 2AB",
    "as long as a line can be": f"{'A' * 60}\nHigh Street\nMB1 2AB",
    "eight words": "A B C D E F G H\nHigh Street\nMB1 2AB",
}
OTHERS = {
    "two lines": "High Street\nMillbrook MB1 2AB",
    "two lines behind words that lead to them": "Write to us at this place:\nMillbrook MB1 2AB",
    "two lines above a telephone": "High Street\nMillbrook MB1 2AB\nWe are there: 01632 960001",
    "eleven lines": "A\nB\nC\nD\nE\nF\nG\nH\nI\nJ\nMillbrook MB1 2AB",
    "no postcode": "Town Hall\nHigh Street\nMillbrook",
    "a sentence": "Town Hall\nWe are there every day.\nMillbrook MB1 2AB",
    "a line in small letters": "Town Hall\nand the library\nMillbrook MB1 2AB",
    "a line too long": f"{'A' * 61}\nHigh Street\nMB1 2AB",
    "nine words": "A B C D E F G H I\nHigh Street\nMB1 2AB",
    "ends that are marked": "Town Hall\\\nHigh Street\\\nMillbrook MB1 2AB",
    "postcode in the first line": "Millbrook MB1 2AB\nTown Hall\nHigh Street",
}


def kept(text: str) -> bool:
    """Whether the first paragraph keeps its line breaks."""
    (block, *_) = [each for each in read_chapter(f"{text}\n").blocks if each.kind == "paragraph"]
    return block.flag


@pytest.mark.parametrize("case", ADDRESSES)
def test_address(case):
    """A postal address keeps its line breaks, with any lead-in or other contact lines, and a repair is recorded."""
    text = ADDRESSES[case]
    assert kept(text)
    assert [each.line for each in read_chapter(f"{text}\n").repairs] == [1]


@pytest.mark.parametrize("case", OTHERS)
def test_no_address(case):
    """Anything less certain is an ordinary paragraph, whose lines run together."""
    text = OTHERS[case]
    assert not kept(text)
    assert read_chapter(f"{text}\n").repairs == ()

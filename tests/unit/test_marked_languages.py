"""A passage whose language is in an attribute list is marked, whatever the order of the attributes."""

import pytest

from tests.small_sites import SMALLEST, made

PASSAGE = "خطة جديدة لحديقة الحي وملعب الأطفال في المدينة القديمة"


@pytest.mark.parametrize(
    ("attributes", "codes"),
    [
        ("", {"LANG-001"}),
        ('{: lang="ar" }', {"LANG-002"}),
        ('{: lang="ar" dir="rtl" }', set()),
        ('{: dir="rtl" lang="ar" }', set()),
        ("{: .quiet lang=ar dir=rtl }", set()),
    ],
)
def test_attributes(attributes, codes, tmp_path):
    """Language and direction both count, wherever they are in the list."""
    text = f"# Why\n\nWords that come before.\n\n{PASSAGE}\n{attributes}\n\nWords that follow.\n"
    found = made({**SMALLEST, "content/01-why.md": text}, tmp_path).problems
    assert {each.code for each in found if each.code.startswith("LANG")} == codes

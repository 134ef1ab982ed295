"""Text garbled by a wrong encoding is found, with the intended characters; correct text in any language is not."""

import pytest

from microsite.load.source_text import parse_source
from microsite.load.wrong_encoding import garbled_characters


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The councilâ€™s", [("â€™", "’")]),
        ("costs Â£5 at 20Â°", [("Â£", "£"), ("Â°", "°")]),
        ("â€œopenâ€", [("â€œ", "“"), ("â€", "”")]),
        ("itÃ¢â‚¬â„¢s", [("Ã¢â‚¬â„¢", "’")]),
        ("SÃ£o cafÃ© Ã‰tat Ã–sterreich voilÃ  la", [("Ã£", "ã"), ("Ã©", "é"), ("Ã‰", "É"), ("Ã–", "Ö"), ("Ã ", "à")]),
        ("cÅ“ur", [("Å“", "œ")]),
        ("end.Â Next", [("Â ", " ")]),
        ("end.Â Next", [("Â", "\u200b")]),
        ("council‚Äôs ¬£5 caf√©", [("‚Äô", "’"), ("¬£", "£"), ("√©", "é")]),
        ("town�s caf�", [("n�s", "n’s"), ("�", "")]),
        ("ï¿½", [("ï¿½", "")]),
    ],
)
def test_found(text, expected):
    """Each garbled sequence is found with the intended character."""
    assert [(text[each.start : each.end], each.meant) for each in garbled_characters(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "NÃO, SÃO PAULO, AMANHÃ” e “Ã” e MANHÃ… IRMÃ®, AMANHÃ – ÂNGULO",
        "Â phwy y mae hi? Â’i gilydd",
        "là, déjà… « café » : voilà ! Âge, L’Âme",
        "Âu Châu, ÂM NHẠC, đâu, trâu – “â” và “Â”",
        "naïve, «città»–, 5 °C, 20 £, ½, √9, 2√π, ¬p, Åse, ÅR 2027",
        "år, PÅ’s, Š, ž",
    ],
)
def test_silent(text):
    """Correct Portuguese, Welsh, French, Vietnamese, Italian and others are left alone."""
    assert list(garbled_characters(text)) == []


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("the council\x92s plan", "Write ’ in place of it, or copy the text again from where you got it."),
        (
            "the councilâ\x80\x99s plan",
            "Write ’ in place of the 3 characters from “â” on, or copy the text again from where you got it.",
        ),
        ("a\x01b", "Delete it, or copy the text again as plain text from where you got it."),
    ],
)
def test_control_characters(text, advice):
    """For a control character that comes from another encoding, the hint gives the intended character."""
    _, problems = parse_source("content/01-why.md", text.encode())
    assert [problem.advice for problem in problems] == [advice]


def test_joined_letters():
    """Ligatures copied from a PDF are replaced by their letters."""
    source, problems = parse_source("content/01-why.md", "the o\ufb03ce \ufb01nds \ufb02ats".encode())
    assert source and source.text == "the office finds flats"
    assert problems == ()

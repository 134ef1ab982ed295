"""The rules about wording look for each language's own phrases, and skip languages they can't judge."""

import pytest

from microsite.checks.content.known import Known
from microsite.checks.content.reading import Reading
from microsite.checks.content.rules import check_chapter
from microsite.load.chapters import parse_chapter
from microsite.load.source_text import SourceText

#: The rules about wording.
WORDING = {"LINK-002", "HEAD-005", "PIC-004", "LANG-003", "LANG-005", "LANG-006", "LANG-007", "LANG-008"}
LONG = "Le conseil " + "étudie la rue et le parc et " * 6 + "la place."


def codes(language, typed):
    """Return the codes of the rules about wording that find something in a text."""
    source, _ = parse_chapter(SourceText("content/01-why.md", typed))
    return {each.code for each in check_chapter(Reading(source), Known(language=language))} & WORDING


@pytest.mark.parametrize(
    ("language", "typed", "code"),
    [
        ("fr", "Pour le plan, [cliquez ici](plan.md).", "LINK-002"),
        ("fr", "Le plan : [en savoir plus](plan.md).", "LINK-002"),
        ("fr", "## Introduction\n\nTexte.", "HEAD-005"),
        ("fr", "![Photo d’un banc](media/banc.jpg)", "PIC-004"),
        ("fr", "Cliquez sur le bouton vert pour répondre.", "LANG-003"),
        ("fr", "Les parcs sont indiqués en rouge.", "LANG-003"),
        ("fr", "La carte à droite de la page montre les parcs.", "LANG-003"),
        ("fr", "Nous publierons le plan la semaine prochaine.", "LANG-008"),
        ("fr", "La réunion a lieu demain.", "LANG-008"),
        ("fr-CA", "Les travaux ont commencé l’été dernier.", "LANG-008"),
        ("fr", LONG, "LANG-006"),
        ("ar", "لقراءة الخطة [اضغط هنا](plan.md).", "LINK-002"),
        ("ar", "الخطة: [المزيد](plan.md)", "LINK-002"),
        ("ar", "## مقدمة\n\nنص.", "HEAD-005"),
        ("ar", "![صورة لمقعد](media/banc.jpg)", "PIC-004"),
        ("ar", "اضغطوا على الزر الأخضر للإجابة.", "LANG-003"),
        ("ar", "الخريطة على يمين الصفحة.", "LANG-003"),
        ("ar", "سننشر الخطة الأسبوع القادم.", "LANG-008"),
        ("ar", "اللقاء غدًا في القاعة.", "LANG-008"),
        ("cy", "I weld y cynllun, [cliciwch yma](plan.md).", "LINK-002"),
    ],
)
def test_found(language, typed, code):
    """Meaningless phrases, positions on the screen and relative dates are found in each language."""
    assert code in codes(language, typed)


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("fr", "Lisez [le plan des parcs](plan.md). La PAC et le PLU y sont. Le monde de demain se prépare."),
        (
            "fr",
            "La feuille de chêne est rouge. Le parc est à droite de la rue. Le dernier parc est prochainement prêt.",
        ),
        ("fr", "« Le parc est beau. » Le conseil est d’accord. " * 4),
        ("ar", "اقرؤوا [خطة الحدائق](plan.md). السيارة الحمراء في الحديقة. المركز NHS والبرنامج EU."),
        ("ar", "الجملة طويلة " * 40),
        ("pl", "Kliknij [tutaj](plan.md). " + "słowo " * 40),
    ],
)
def test_left_alone(language, typed):
    """Phrases that only look similar are not reported, nor rules that don't apply to the language."""
    assert codes(language, typed) == set()

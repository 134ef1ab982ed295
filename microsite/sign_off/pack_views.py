"""The content of a review pack's own pages: what is asked, where a partner is named, every fact, a comment form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from microsite.model.in_languages import below_output
from microsite.model.records import Partner
from microsite.render.rehearsal import Scene
from microsite.sign_off.changed_words import readable, readable_dates
from microsite.sign_off.packs import Pack
from microsite.sign_off.parts import MEANING, PARTS, Part
from microsite.sign_off.words import SiteWords

#: The prefixes of the facts' numbers.
SIGN_OF: dict[Part, str] = {"facts": "F", "dates": "D", "documents": "P", "contacts": "T", "website": "W"}


def first_page_view(scene: Scene, pack: Pack, partner: str, labels: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    """Return what the first page says to one partner, or to all.

    Args:
        scene: the stage to read the text in.
        pack: the words.
        partner: the partner's id; empty for all.
        labels: the prefix of the numbers in each text, and its page, by the text's name.
    """
    consultation = scene.site.consultation
    own = next((each for each in consultation.partners if str(each.id) == partner), None)
    email = consultation.contact.email.value if consultation.contact and consultation.contact.email else None
    name = str(own.name) if own else ""
    title = str(consultation.title)
    approval = f"{name or 'NAME OF YOUR ORGANISATION'} approves review pack {pack.id}."
    return {
        "partner": own,
        "partners": [str(each.name) for each in consultation.partners],
        "logo": _logo(scene, own),
        "named": [*_named(name, pack.words, labels, scene.folder)] if own else [],
        "email": str(email) if email else "",
        "approval": approval,
        "approve_address": _mail(email, f"Approved: {title}, pack {pack.id}", f"{approval}\n\nName:\nRole:\nDate:\n"),
        "comment_address": _mail(
            email,
            f"Comments: {title}, pack {pack.id}",
            "Paragraph, such as 3.12:\nComment:\nWhat to change:\n\n(Copy these lines for each comment.)\n",
        ),
        "count": pack.words.count,
        "texts": len(pack.words.texts),
    }


def _mail(email: object, subject: str, body: str) -> str:
    return f"mailto:{email}?subject={quote(subject)}&body={quote(body)}" if email else ""


def _logo(scene: Scene, partner: Partner | None) -> str:
    logo = partner.logo.value if partner and partner.logo else None
    if logo is None:
        return ""
    file = scene.site.media_file(str(logo))
    return f"{scene.folder}/{below_output(file.shown_path, scene.site.folder)}"


def _named(name: str, words: SiteWords, labels: Mapping[str, tuple[str, str]], folder: str) -> Iterator[dict[str, str]]:
    """Yield where a partner is named: passages with their numbers, then facts."""
    wanted = " ".join(name.split()).casefold()
    for key, text in words.texts.items():
        label, path = labels.get(key, ("", ""))
        for each in text.passages:
            if wanted in each.text.casefold():
                number = f"{label}.{each.number}"
                anchor = f"#p-{number}" if each.number else ""
                yield {"number": number, "text": each.text, "path": f"{folder}/{path}{anchor}"}
    for part, sign in SIGN_OF.items():
        for place, (path, said) in enumerate(words.entries(part).items(), 1):
            if wanted in said.casefold():
                yield {
                    "number": f"{sign}{place}",
                    "text": f"{readable(path)}: {said}",
                    "path": f"facts.html#{sign}{place}",
                }


def facts_view(words: SiteWords) -> list[dict[str, Any]]:
    """Return every fact with its number, part by part."""
    return [
        {
            "name": part.capitalize(),
            "meaning": MEANING[part],
            "entries": [
                {
                    "number": f"{SIGN_OF[part]}{place}",
                    "name": path if part == "documents" else readable(path),
                    "text": f"Fingerprint {said[:12]}" if part == "documents" else readable_dates(said),
                }
                for place, (path, said) in enumerate(words.entries(part).items(), 1)
            ],
        }
        for part in PARTS
        if part != "chapters" and words.entries(part)
    ]


def comments_text(view: Mapping[str, Any]) -> str:
    """Return the comment form as plain text, to be filled in and sent."""
    request, first = view["request"], view["first"]
    by = f"Please answer by {request.by}.\n" if request.by else ""
    to = f"Send it to {first['email']}.\n" if first["email"] else ""
    block = "Paragraph (such as 3.12):\nComment:\nWhat to change:\n\n"
    return (
        f"COMMENTS ON A DRAFT\n\n{view['facts'].title}\nReview pack {request.pack.id}\n{by}{to}\n"
        "Your organisation:\nYour name and role:\nDate:\n\n"
        "Put an x in one of these:\n[ ] We approve this pack as it is.\n"
        "[ ] We approve once what is named below has been changed.\n[ ] We do not approve it yet.\n\n"
        f"{block * 8}"
    )

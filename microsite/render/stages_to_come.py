"""What the script shows once a later stage has begun: text and named parts, in one data block of the page."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from microsite.lazy_patterns import lazy_pattern
from microsite.model.directions import direction_of
from microsite.model.site import Site
from microsite.model.status import Stage
from microsite.render.data_block import data_block
from microsite.render.fallback_language import with_languages
from microsite.render.life_view import LifeView
from microsite.render.view import View
from microsite.render.words import FALLBACK_LANGUAGE, Words
from microsite.validate.field_types import LocalText

Options = dict[str, Any]
_TAG = lazy_pattern(r"(</?\w+[^<>]*>)")
_ATTRIBUTE = lazy_pattern(r'(\w+)="([^"]*)"')


class StagesToCome:
    """The stages of one site, in the form that the script reads."""

    def __init__(self, site: Site, words: Words, view: View, life: LifeView) -> None:
        """Take the site, the interface's words, the options of components, and the sentences about stages."""
        self._site = site
        self._words = words
        self._view = view
        self._life = life
        self._language = str(site.consultation.language)
        #: What every page says in each stage; filled lazily.
        self._stages: list[Options] = []

    def block(self, steps: list[Options] | None = None) -> Markup:
        """Write the data block of a page.

        Args:
            steps: for the page that offers the next step, that step in each stage.
        """
        self._stages = self._stages or [self._stage(stage) for stage in self._life.stages]
        next_steps = steps or [None] * len(self._life.stages)
        stages = [self._with_step(stage, step) for stage, step in zip(self._stages, next_steps, strict=True)]
        # A stage leaves out what it says exactly like the one before; the page itself has the first stage's words.
        for earlier, stage in reversed(list(pairwise(stages))):
            stage["says"] = {name: words for name, words in stage["says"].items() if words != earlier["says"].get(name)}
        stages[0]["says"] = {}
        return data_block(
            {
                "zone": self._site.consultation.time_zone,
                "page": self._language,
                "words": self._words_language,
                "elsewhere": self._words.plain("status.elsewhere"),
                "stages": stages,
            }
        )

    @property
    def _words_language(self) -> Options:
        language = FALLBACK_LANGUAGE if self._words.stands_in("status.elsewhere") else self._language
        return {"lang": language, "dir": direction_of(language)}

    def _with_step(self, stage: Options, step: Options | None) -> Options:
        says = stage["says"]
        return {**stage, "says": {**says, "next": self._paragraphs(step, says["note"])} if step else says}

    def _stage(self, stage: Stage) -> Options:
        says = {"status": self.parts(self._life.sentence_of(stage)), "note": self._note(stage)}
        since = round(stage.since.timestamp()) if stage.since else 0
        fields: Options = {"since": since, "status": stage.status.value, "says": says}
        if self._life.is_over_in(stage):
            fields["over"] = True
        count = self._life.count(stage)
        return {**fields, "count": count} if count else fields

    def _note(self, stage: Stage) -> list[Any]:
        parts = self.parts(self._life.survey_until(stage))
        after = self._site.after_closing_in(stage.status) if self._life.is_over_in(stage) else None
        if after:
            parts += [" ", *self.parts(after)]
        return parts

    def _paragraphs(self, step: Options, note: list[Any]) -> list[Any]:
        """Return the paragraphs of a step."""
        if step["kind"] == "survey":
            survey = self._view.survey(main=True)
            link = {
                "href": str(survey["address"]),
                "class": "button",
                "data-survey": "",
                "away": True,
                "parts": self.parts(survey["action"]),
            }
            rest = [" ", *self.parts(survey["rest"])] if survey["rest"] else []
            action = {"class": "survey__action", "parts": [link]}
            language = [{"parts": self.parts(survey["language"])}] if survey["language"] else []
            return [
                {"class": "survey", "parts": [*language, action, {"class": "survey__note", "parts": [*note, *rest]}]}
            ]
        paragraphs = [{"parts": [{"href": step["href"], "class": "button", "parts": self.parts(step["text"])}]}]
        if step["read"]:
            words = self.parts(self._words("action.read"))
            paragraphs.append({"parts": [{"href": step["read"], "class": "row__link", "parts": words}]})
        return paragraphs

    def parts(self, html: Markup | LocalText | str) -> list[Any]:
        """Split a sentence into plain text and parts with attributes, such as a moment or a language."""
        return list(self._parts(with_languages(str(Markup.escape(html)), self._language)))

    def _parts(self, html: str) -> Iterator[Any]:
        around: list[Options] = []
        for number, piece in enumerate(_TAG.split(html)):
            if number % 2 and piece.startswith("</"):
                around.pop()
            elif number % 2:
                around.append(dict(_attributes(piece)))
            elif piece:
                named = {name: value for each in around for name, value in each.items()}
                yield {**named, "text": unescape(piece)} if named else unescape(piece)


def _attributes(tag: str) -> Iterator[tuple[str, str]]:
    for match in _ATTRIBUTE.finditer(tag):
        name = "time" if match[1] == "datetime" else match[1]
        yield name, unescape(match[2])

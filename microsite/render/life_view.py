"""What the pages say about the stage a site is made in, and about later ones."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from markupsafe import Markup

from microsite.model.site import Site
from microsite.model.status import Span, Stage
from microsite.render.life_wording import LifeWording
from microsite.render.wording import Wording
from microsite.render.words import Words

Options = dict[str, Any]
SECOND = timedelta(seconds=1)


class LifeView:
    """The stage one site is made in, and those that come after it."""

    def __init__(self, site: Site, words: Words, wording: Wording) -> None:
        """Take the site, the interface's words, and the sentences about dates."""
        self._site = site
        self._words = words
        self._wording = wording
        self._said = LifeWording(site, words, wording)
        self.stages = site.coming_stages

    @property
    def now(self) -> Stage:
        """The stage the site is made in."""
        return self.stages[0]

    @property
    def changes(self) -> bool:
        """Whether a later stage is to come, for which the script changes the page."""
        return len(self.stages) > 1

    @cached_property
    def sentence(self) -> Markup:
        """The sentence about the stage the site is made in."""
        return self.sentence_of(self.now)

    def sentence_of(self, stage: Stage) -> Markup:
        """Return the sentence about a stage."""
        return self._said.sentence(stage)

    @cached_property
    def survey_note(self) -> Markup:
        """The note next to the link to the survey in the stage the site is made in."""
        return self.survey_until(self.now)

    def survey_until(self, stage: Stage) -> Markup:
        """Return the note next to the link to the survey in a stage."""
        return self._said.survey_until(stage)

    @property
    def answers_count(self) -> Markup:
        """During which spans answers count, in whichever way they are sent."""
        return self._said.answers_count

    @property
    def answers_came(self) -> Markup:
        """When people could answer."""
        return self._said.answers_came

    @property
    def survey_took(self) -> Markup:
        """When the survey took answers."""
        return self._said.survey_took

    @property
    def is_over(self) -> bool:
        """Whether answers are no longer taken in the stage the site is made in, nor later."""
        return self.is_over_in(self.now)

    def is_over_in(self, stage: Stage) -> bool:
        """Whether answers are no longer taken in a stage, nor later."""
        begins = stage.since.timestamp() if stage.since else float("-inf")
        return all(span.ends.timestamp() <= begins for span in self._site.dates.taking)

    def count(self, stage: Stage) -> Options | None:
        """Return what the script adds to a stage's sentence: how long until the closing or opening; None if nothing."""
        spans = self._site.dates.taking
        begins = stage.since.timestamp() if stage.since else float("-inf")
        if stage.status.takes_answers:
            return self._counted("closes", next((each.ends for each in spans if each.ends.timestamp() > begins), None))
        return self._counted("opens", self._next_start(spans, begins))

    def _next_start(self, spans: tuple[Span, ...], begins: float) -> datetime | None:
        return next((each.starts for each in spans if each.starts.timestamp() > begins), None)

    def _counted(self, what: str, moment: datetime | None) -> Options | None:
        if moment is None:
            return None
        day_long = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
        time = "" if day_long else self._wording.clock_of(moment)
        suffix = "day" if day_long else "time"
        near = (f"count.{what}.today_{suffix}", f"count.{what}.tomorrow_{suffix}")
        later = self._words.counted(f"count.{what}.days", days="{days}")
        return {
            "at": round(moment.timestamp()),
            "day": round((moment - SECOND if what == "closes" else moment).timestamp()),
            "words": [*(self._words.plain(key, time=time) for key in near), later],
        }

"""What pages carry of the stages to come: sentences for each, and what the script needs to choose among them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cached_property
from itertools import groupby
from typing import Any

from markupsafe import Markup

from microsite.model.site import Site
from microsite.model.status import Span, Stage, Status
from microsite.render.life_wording import LifeWording
from microsite.render.wording import Wording
from microsite.render.words import Words

Options = dict[str, Any]
SECOND = timedelta(seconds=1)
NO_COUNT: Options = {"count_at": None, "count_day": None, "count_words": ""}


class LifeView:
    """The stage one site was made in, and those that come after it."""

    def __init__(self, site: Site, words: Words, wording: Wording) -> None:
        """Take the site, and the words and sentences it is told in."""
        self._site = site
        self._words = words
        self._wording = wording
        self._said = LifeWording(site, words, wording)
        self.stages = site.coming_stages

    @property
    def now(self) -> Stage:
        """The stage the site was made in."""
        return self.stages[0]

    @property
    def changes(self) -> bool:
        """Whether there is anything for the script to do."""
        return len(self.stages) > 1

    @property
    def timetable(self) -> str:
        """The stages for the script: seconds since 1970 and the status, `0` for what has always been."""
        return " ".join(
            f"{round(each.since.timestamp()) if each.since else 0}:{each.status.value}" for each in self.stages
        )

    @property
    def sentence(self) -> Markup:
        """What holds in the stage the site was made in."""
        return self._said.sentence(self.now)

    @property
    def answers_count(self) -> Markup:
        """When answers in all ways count."""
        return self._said.answers_count

    @property
    def survey_took(self) -> Markup:
        """When the survey took answers."""
        return self._said.survey_took

    @cached_property
    def sentences(self) -> list[Options]:
        """The sentence of each stage, those that say the same together; all but the first are hidden."""
        return [
            {**variant, **(self._count(stage) or NO_COUNT)} for variant, stage in self._variants(self._said.sentence)
        ]

    @cached_property
    def survey_notes(self) -> list[Options]:
        """What is said beside the link to the survey in each stage."""
        return [variant for variant, _ in self._variants(self._said.survey_until)]

    def when(self, chosen: Callable[[Status], bool]) -> str:
        """Name the stages for which something holds, by their numbers."""
        return " ".join(str(number) for number, stage in enumerate(self.stages) if chosen(stage.status))

    @property
    def when_over(self) -> str:
        """The stages in which no answers are taken any more."""
        return " ".join(str(number) for number, stage in enumerate(self.stages) if self._is_over(stage))

    @property
    def when_not_over(self) -> str:
        """The stages in which answers are taken, or will be again."""
        return " ".join(str(number) for number, stage in enumerate(self.stages) if not self._is_over(stage))

    @property
    def is_over(self) -> bool:
        """Whether no answers are taken any more in the stage the site was made in."""
        return self._is_over(self.now)

    def _is_over(self, stage: Stage) -> bool:
        begins = stage.since.timestamp() if stage.since else float("-inf")
        return all(span.ends.timestamp() <= begins for span in self._site.dates.taking)

    def _variants(self, said: Callable[[Stage], Markup]) -> Iterator[tuple[Options, Stage]]:
        numbered = ((number, stage, said(stage)) for number, stage in enumerate(self.stages))
        for html, group in groupby(numbered, key=lambda each: each[2]):
            members = list(group)
            numbers = " ".join(str(number) for number, _, _ in members)
            yield {"when": numbers, "html": html, "hidden": members[0][0] > 0}, members[0][1]

    def _count(self, stage: Stage) -> Options | None:
        """What the script adds to a stage's sentence: how long until when, in words for today, tomorrow and later."""
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
        keys = (f"count.{what}.today_{suffix}", f"count.{what}.tomorrow_{suffix}", f"count.{what}.days")
        return {
            "count_at": round(moment.timestamp()),
            "count_day": round((moment - SECOND if what == "closes" else moment).timestamp()),
            "count_words": "|".join(self._words(key, time=time, days="{days}") for key in keys),
        }

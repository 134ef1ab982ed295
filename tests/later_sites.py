"""Build the example sites years later: with what people answered, what was decided, and what has been done since."""

from datetime import datetime
from functools import cache

from microsite.cli import engine_templates
from microsite.model.site import Site
from microsite.paper.kinds import lacks_for
from microsite.pipeline import Build, make_site
from microsite.problems import Severity
from tests.built_sites import GROWS_OLD, LATER, years_later
from tests.built_sites import MOMENTS as BUILT_AT
from tests.drawn_once import DrawnOnce

#: For each site: a moment after the results, one after the outcome, and one later, when an action is late or ended.
MOMENTS = {
    "harbour-town": BUILT_AT[LATER],
    "english-and-welsh": ("2027-06-20T09:00", "2027-09-21T09:00", "2028-04-10T09:00"),
    "right-to-left": ("2027-07-10T09:00", "2027-10-02T09:00", "2028-04-10T09:00"),
}
STAGES = ("results", "outcome", "years-later")


@cache
def built_later(name: str, stage: str, formats: tuple[str, ...] = ()) -> Build:
    """Build a site at one of its later moments, with the formats that it has the facts for.

    It must have no errors, and no warnings but those of age.
    """

    def wanted(site: Site) -> list[str]:
        return [kind for kind in formats if not lacks_for(kind, site)]

    now = datetime.fromisoformat(MOMENTS[name][STAGES.index(stage)])
    build = make_site(years_later(name), engine_templates(), now, formats=wanted, store=DrawnOnce())
    grave = [problem for problem in build.problems if problem.severity > Severity.HINT]
    assert not [problem for problem in grave if problem.code not in GROWS_OLD], grave
    return build

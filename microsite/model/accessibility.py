"""The facts of the accessibility statement that public bodies in the United Kingdom must publish.

Source: the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018,
SI 2018/952, and the order of the model statement that goes with them.
"""

from typing import Annotated, Literal

from msgspec import Meta

from microsite.model.records import Record
from microsite.validate.date_types import LocalMoment
from microsite.validate.field_types import LocalText, MaybeSupplied, WholeNumber
from microsite.validate.web_types import WebAddress

#: Who helps if the law is broken, by nation: the key of the name's wording, and the web address.
HELPERS = {
    **dict.fromkeys(("england", "scotland", "wales"), ("eass", "https://www.equalityadvisoryservice.com/")),
    "northern_ireland": ("ecni", "https://www.equalityni.org/"),
}


class Barrier(Record, frozen=True, kw_only=True):
    """Something on the site that not everybody can use."""

    what: Annotated[LocalText, Meta(description="What does not work, and for whom, in a sentence or two.")]
    criterion: Annotated[
        MaybeSupplied[LocalText],
        Meta(description="The success criterion it fails, by number and name: 1.1.1 Non-text Content."),
    ]
    date: Annotated[
        MaybeSupplied[LocalMoment],
        Meta(
            description="In not_compliant, the day it will be fixed. In disproportionate_burden, the day of the "
            "assessment. In out_of_scope, the day the thing was published."
        ),
    ]
    instead: Annotated[LocalText | None, Meta(description="How to get the same thing until then, or instead.")] = None


class Accessibility(Record, frozen=True, kw_only=True):
    """What the accessibility statement says besides what the program knows of its own pages."""

    nation: Annotated[
        MaybeSupplied[Literal["england", "scotland", "wales", "northern_ireland"]] | None,
        Meta(description="Where the organisation is: it decides who enforces the law."),
    ] = None
    scope: Annotated[
        LocalText | None, Meta(description="What the statement is about, if it is more than these pages.")
    ] = None
    overview: Annotated[
        MaybeSupplied[LocalText] | None,
        Meta(description="How accessible the site is, in plain words: what does not work, or that nothing is known."),
    ] = None
    feedback_form: Annotated[
        MaybeSupplied[WebAddress] | None, Meta(description="A form for comments on the site's accessibility.")
    ] = None
    answer_within_days: Annotated[
        MaybeSupplied[WholeNumber] | None, Meta(description="How many days it takes to answer such a comment.")
    ] = None
    visits: Annotated[
        MaybeSupplied[LocalText] | None,
        Meta(description="Text relay, hearing loops, sign language: for people who phone or visit."),
    ] = None
    compliance: Annotated[
        MaybeSupplied[Literal["full", "partial", "none"]] | None,
        Meta(description="How far the site meets level AA of WCAG 2.2. full needs tested, tested_by and method."),
    ] = None
    not_compliant: Annotated[tuple[Barrier, ...], Meta(description="What breaks the law.")] = ()
    disproportionate_burden: Annotated[
        tuple[Barrier, ...], Meta(description="What would cost more than it helps, according to an assessment.")
    ] = ()
    out_of_scope: Annotated[tuple[Barrier, ...], Meta(description="What the law does not cover.")] = ()
    improving: Annotated[
        MaybeSupplied[LocalText] | None, Meta(description="What you are doing to make the site more accessible.")
    ] = None
    prepared: Annotated[
        MaybeSupplied[LocalMoment] | None, Meta(description="The day the statement was first written.")
    ] = None
    reviewed: Annotated[
        MaybeSupplied[LocalMoment] | None, Meta(description="The day somebody last reviewed it. Do this once a year.")
    ] = None
    tested: Annotated[MaybeSupplied[LocalMoment] | None, Meta(description="The day people last tested the site.")] = (
        None
    )
    tested_by: Annotated[MaybeSupplied[LocalText] | None, Meta(description="Who tested it.")] = None
    method: Annotated[
        MaybeSupplied[LocalText] | None, Meta(description="How: which pages, with which programs and devices.")
    ] = None
    survey_statement: Annotated[
        MaybeSupplied[WebAddress] | None,
        Meta(description="The survey's own accessibility statement. If you pay for the survey, the law covers it too."),
    ] = None

    @property
    def kinds_of_barrier(self) -> tuple[tuple[str, tuple[Barrier, ...]], ...]:
        """The kinds of barrier that have entries, with the name of their key."""
        names = ("not_compliant", "disproportionate_burden", "out_of_scope")
        return tuple((name, barriers) for name in names if (barriers := getattr(self, name)))

    @property
    def helper(self) -> tuple[str, str]:
        """Who helps in this nation: the key of the name's wording, and the web address; both empty if not known."""
        nation = self.nation.value if self.nation else None
        return HELPERS[nation] if nation else ("", "")

    @property
    def tested_on(self) -> LocalMoment | None:
        """The day of the last test, if known."""
        return self.tested.value if self.tested else None

    @property
    def was_tested(self) -> bool:
        """Whether the statement says when the site was tested, by whom and how."""
        return all(fact is not None and fact.supplied for fact in (self.tested, self.tested_by, self.method))

    @property
    def lacks_list(self) -> bool:
        """Whether the site is said not to comply fully, but no barriers are listed."""
        claimed = self.compliance.value if self.compliance else None
        return claimed in ("partial", "none") and not self.kinds_of_barrier

    @property
    def shown_compliance(self) -> str:
        """How far the site complied when tested; empty if that or the day is not known, or the claim is contradicted.

        Only a claim of full compliance can be contradicted: by barriers in the lists, or because nobody tested it.
        """
        claimed = self.compliance.value if self.compliance else None
        if claimed == "full" and (self.kinds_of_barrier or not self.was_tested):
            return ""
        return claimed if claimed and self.tested_on else ""

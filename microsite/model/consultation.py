"""The keys of `site_config.yaml`: who consults, when and where."""

from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from microsite.model.accessibility import Accessibility
from microsite.model.duty_records import Body, Duty, Election, Nation, Waiver
from microsite.model.life import Extension, MaybeOutcome, Outcome, Pause, Results, Review, Successor, Withdrawal
from microsite.model.privacy import AnswerPrivacy
from microsite.model.proposal import Proposal
from microsite.model.records import Contact, Milestone, Partner, Priority, Record
from microsite.model.responses import Survey, WayToRespond
from microsite.model.silence import Silenced
from microsite.validate.date_types import LocalMoment, TimeZoneName
from microsite.validate.document_kind import DocumentKind
from microsite.validate.field_types import FieldText, LocalText, MaybeSupplied, Year, YesNo
from microsite.validate.web_types import Colour, LanguageTag, MenuEntry, OutsidePath, SiteFile, WebAddress

#: The formats of the whole document, besides its web page.
FormatName = Literal["pdf", "large-print", "easy-print", "form", "poster", "leaflet", "epub", "html", "text"]
#: The hosts that a build can write configuration files for.
HostName = Literal["apache", "azure", "cloudflare", "github", "gitlab", "iis", "netlify", "nginx", "s3"]


class StrategyPeriod(Record, frozen=True, kw_only=True):
    """The years that the strategy, plan or policy is for."""

    first_year: Annotated[Year, Meta(description="The first year, in four digits.")]
    last_year: Annotated[Year, Meta(description="The last year, in four digits.")]


class Brand(Record, frozen=True, kw_only=True):
    """How the site shows whose it is."""

    colour: Annotated[Colour, Meta(description='Six digits in quotation marks: "#004b6e".')] = Colour("#004b6e")
    logo: Annotated[SiteFile | None, Meta(description="A file in content/media.")] = None
    logo_text: Annotated[LocalText | None, Meta(description="What the logo says, for people who cannot see it.")] = None


class SiteLanguage(Record, frozen=True, kw_only=True):
    """One of the languages that the pages are in."""

    shorthand: ClassVar[str] = "tag"

    tag: Annotated[LanguageTag, Meta(description="The language: en-GB, cy.")]
    public_since: Annotated[
        LocalMoment | None,
        Meta(description="The day on which its pages were first published. They then stay, whatever they lack."),
    ] = None


class Consultation(Record, frozen=True, kw_only=True):
    """A consultation and the website that carries it."""

    #: Keys with an earlier name, by that name.
    renamed: ClassVar[dict[str, str]] = {"other_ways": "ways_to_respond"}

    title: Annotated[LocalText, Meta(description="The consultation's title, as on every page.")]
    summary: Annotated[LocalText, Meta(description="What it is about, in a sentence or two.")]
    organisation: Annotated[LocalText, Meta(description="Who asks: the name in the header and the footer.")]
    about: Annotated[LocalText | None, Meta(description="Who that is, in a sentence for the footer.")] = None
    place: Annotated[LocalText | None, Meta(description="The town or area it is about.")] = None
    audience: Annotated[LocalText | None, Meta(description="Who can answer, in a sentence.")] = None
    document_kind: Annotated[
        DocumentKind, Meta(description="What people are asked about. The pages then say “Read the strategy”.")
    ] = DocumentKind("proposal")
    strategy_period: Annotated[StrategyPeriod | None, Meta(description="The years it covers.")] = None
    proposal: Annotated[
        Proposal | None, Meta(description="Why it is proposed now, what can still change, and what else was looked at.")
    ] = None
    opens: Annotated[LocalMoment, Meta(description="The first day, or the moment, when people can answer.")]
    closes: Annotated[
        LocalMoment,
        Meta(description="The last day when people can answer, until its end; or the moment when it closes."),
    ]
    period_reason: Annotated[
        LocalText | None,
        Meta(description="Why people have less than twelve weeks to answer, or holidays in that time, if that is so."),
    ] = None
    time_zone: Annotated[
        TimeZoneName,
        Meta(description="The place whose clocks the dates follow: a continent and a city, such as Europe/London."),
    ]
    time_zone_words: Annotated[
        LocalText | None,
        Meta(description="What readers call that zone, such as UK time. Without it, we name its city."),
    ] = None
    survey: Annotated[Survey | None, Meta(description="The online survey.")] = None
    ways_to_respond: Annotated[
        tuple[WayToRespond, ...], Meta(description="Ways to answer besides the online survey.")
    ] = ()
    privacy: Annotated[
        AnswerPrivacy | None, Meta(description="What happens to the answers, in the words of data protection.")
    ] = None
    next_steps: Annotated[
        MaybeSupplied[LocalText] | None, Meta(description="What happens to the answers once they are in.")
    ] = None
    decided_by: Annotated[MaybeSupplied[LocalText] | None, Meta(description="Who decides in the end, and when.")] = None
    late_answers: Annotated[
        MaybeSupplied[LocalText] | None, Meta(description="What happens to answers that arrive after the closing date.")
    ] = None
    after_closing: Annotated[
        LocalText | None,
        Meta(description="What readers see instead of the survey once it has closed, in a sentence or two."),
    ] = None
    extensions: Annotated[
        tuple[Extension, ...],
        Meta(description="More time to answer, in the order you announced it. closes stays as it is."),
    ] = ()
    pauses: Annotated[tuple[Pause, ...], Meta(description="Times when you take no answers.")] = ()
    withdrawn: Annotated[Withdrawal | None, Meta(description="That you have withdrawn it, and why.")] = None
    superseded_by: Annotated[Successor | None, Meta(description="The consultation that takes its place.")] = None
    results: Annotated[Results | None, Meta(description="What people answered, before you decide anything.")] = None
    response_deadline: Annotated[
        LocalMoment | None,
        Meta(description="The day you promised an outcome by. Leave it out if you promised none."),
    ] = None
    outcome: Annotated[MaybeOutcome | None, Meta(description="The outcome. A text is its summary.")] = None
    reviews: Annotated[
        tuple[Review, ...], Meta(description="Days when somebody checks the site. The command dates lists them.")
    ] = ()
    milestones: Annotated[
        tuple[Milestone, ...], Meta(description="Other steps on the way from draft to decision, in order.")
    ] = ()
    contact: Annotated[Contact | None, Meta(description="Who answers questions.")] = None
    accessibility: Annotated[
        Accessibility | None, Meta(description="What the accessibility statement says. The law asks for it.")
    ] = None
    host_records: Annotated[
        MaybeSupplied[LocalText] | None,
        Meta(description="What the host of the site keeps in its log and for how long, for the privacy page."),
    ] = None
    partners: Annotated[tuple[Partner, ...], Meta(description="The organisations that run it, in order.")] = ()
    priorities: Annotated[tuple[Priority, ...], Meta(description="Its priorities, in order.")] = ()
    language: Annotated[LanguageTag, Meta(description="The language of the site: en-GB, cy.")] = LanguageTag("en-GB")
    languages: Annotated[
        tuple[SiteLanguage, ...],
        Meta(description="The languages of a site that has several, the leading one first. Leave out language then."),
    ] = ()
    equal: Annotated[
        YesNo | None, Meta(description="yes, if no language leads: each has a folder, and the first page offers both.")
    ] = None
    publish_only_complete: Annotated[
        YesNo | None,
        Meta(description="yes keeps a language back until nothing of it is missing, before it is first published."),
    ] = None
    accept_unreviewed: Annotated[
        YesNo | None,
        Meta(description="yes uses our words in that language as they are, even if nobody has checked them."),
    ] = None
    navigation: Annotated[
        tuple[MenuEntry, ...],
        Meta(description="The main menu, in this order; six entries at most. Without it, we choose."),
    ] = ()
    theme: Annotated[
        OutsidePath | None, Meta(description="The folder with the site's look. Without it, the folder theme.")
    ] = None
    shared: Annotated[
        OutsidePath | None, Meta(description="A file of facts that many sites share. What is written here wins.")
    ] = None
    changes_from: Annotated[
        OutsidePath | None,
        Meta(description="A record from archive --public. After the closing, a page then shows what changed since."),
    ] = None
    brand: Annotated[Brand, Meta(description="Colour and logo.")] = Brand()
    site_address: Annotated[
        MaybeSupplied[WebAddress] | None, Meta(description="The web address that the finished site will have.")
    ] = None
    formats: Annotated[
        tuple[FormatName, ...],
        Meta(
            description="What a build makes for paper and for reading off line. The page Documents lists it. "
            "poster and leaflet need site_address, form needs questions and a way to answer by post."
        ),
    ] = ()
    hosts: Annotated[
        tuple[HostName, ...],
        Meta(description="Where the site is hosted. The build then adds the files that tell the host how to serve it."),
    ] = ()
    own_host: Annotated[
        YesNo | None,
        Meta(
            description="yes, if the host in site_address serves this site alone: it may then ask for https for ever."
        ),
    ] = None
    noindex: Annotated[
        YesNo | None, Meta(description="yes asks search engines to leave out the site, while it is a draft.")
    ] = None
    body: Annotated[
        MaybeSupplied[Body] | None,
        Meta(description="Which kind of body consults. It decides which law the command check --duties calls a duty."),
    ] = None
    nation: Annotated[
        Nation | None, Meta(description="Where it consults. Without it, we take what accessibility says.")
    ] = None
    bound_by: Annotated[
        tuple[FieldText, ...],
        Meta(description="Short names of duties that bind you although your kind of body alone does not show it."),
    ] = ()
    duties: Annotated[tuple[Duty, ...], Meta(description="Your own duties, besides those that we know.")] = ()
    waived: Annotated[
        tuple[Waiver, ...], Meta(description="Duties that somebody has decided not to meet on this site.")
    ] = ()
    elections: Annotated[
        tuple[Election, ...], Meta(description="Elections that we do not know of, with the weeks before them.")
    ] = ()
    silence: Annotated[
        tuple[Silenced, ...],
        Meta(description="Codes of warnings and hints that you have looked at and want to ignore."),
    ] = ()

    @property
    def last_close(self) -> LocalMoment:
        """The closing, after all announced extensions."""
        return self.extensions[-1].new_close if self.extensions else self.closes

    @property
    def known_outcome(self) -> Outcome | None:
        """The outcome's facts; None if it has none, or they are still to be supplied."""
        return self.outcome.value if self.outcome else None

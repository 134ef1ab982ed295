"""Rules across facts: dates in order, files that exist, codes that can be silenced."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from microsite.model.date_checks import date_problems
from microsite.model.language_checks import language_problems
from microsite.model.missing_files import missing_file
from microsite.problem_codes import CODES
from microsite.problems import Problem, Severity, did_you_mean, listed
from microsite.validate.reading import Reading

if TYPE_CHECKING:
    from microsite.model.consultation import Consultation

#: Hosts whose files can set headers, and hosts whose files contain paths from the root of the host.
TAKE_HEADERS = frozenset({"apache", "azure", "cloudflare", "iis", "netlify", "nginx"})
PATHS_MATTER = TAKE_HEADERS | {"s3"}


def check_facts(
    consultation: Consultation, reading: Reading, media: Collection[str], unread: Collection[str] = ()
) -> Iterator[Problem]:
    """Check what cannot be judged from a single field.

    Args:
        consultation: the typed content of site_config.yaml.
        reading: knows where every value is.
        media: the files in content/media, by their paths below the site's folder.
        unread: keys that could not be read; checks that depend on them are skipped.
    """
    yield from date_problems(consultation, reading, unread)
    if "languages" not in unread:
        yield from language_problems(consultation, reading)
    yield from _file_problems(consultation, reading, media)
    if "survey" not in unread and "ways_to_respond" not in unread:
        yield from _response_problems(consultation, reading)
    if consultation.proposal and consultation.proposal.alternatives and consultation.proposal.no_alternatives:
        message = "You list other options, and also say that there were none."
        advice = "Delete no_alternatives, or the list below alternatives."
        yield reading.problem("DUTY-005", message, "proposal.no_alternatives", advice)
    yield from code_problems([str(each.code) for each in consultation.silence], reading)
    if not {"hosts", "own_host", "site_address"} & {*unread}:
        yield from _host_problems(consultation, reading)


def code_problems(codes: Sequence[str], reading: Reading) -> Iterator[Problem]:
    """Report each code under `silence` that no problem has.

    Args:
        codes: the codes, in order.
        reading: knows where each of them is.
    """
    for number, code in enumerate(codes, 1):
        if code.upper() not in CODES:
            advice = did_you_mean(code.upper(), CODES) or (
                "The code comes after the word warning or hint, such as TEXT-005."
            )
            item = f"silence[{number}]"
            path = f"{item}.code" if f"{item}.code" in reading.places else item
            yield reading.problem("CONF-020", f"There is no problem with the code “{code}”.", path, advice)


def _file_problems(consultation: Consultation, reading: Reading, media: Collection[str]) -> Iterator[Problem]:
    wanted = [("brand.logo", consultation.brand.logo)]
    wanted += [
        (f"partners[{number}].logo", partner.logo.value)
        for number, partner in enumerate(consultation.partners, 1)
        if partner.logo is not None
    ]
    wanted += [
        (f"ways_to_respond[{number}].form", way.form.value)
        for number, way in enumerate(consultation.ways_to_respond, 1)
        if way.form is not None
    ]
    for path, file in wanted:
        if file is not None and file not in media:
            yield missing_file(file, path, reading, media)
    if consultation.brand.logo and not consultation.brand.logo_text:
        advice = "Add a line logo_text: with the words that the logo shows."
        yield reading.problem("CONF-022", "The logo has no text for people who cannot see it.", "brand.logo", advice)


def _host_problems(consultation: Consultation, reading: Reading) -> Iterator[Problem]:
    address = (
        str(consultation.site_address.value) if consultation.site_address and consultation.site_address.supplied else ""
    )
    if PATHS_MATTER.intersection(consultation.hosts) and not address:
        message = "We do not know the site's address, so the files for your host assume that it is not in a folder."
        advice = (
            "Write site_address: with the web address that the site will have, such as https://www.example.org/parks/"
        )
        yield reading.problem("HOST-001", message, "hosts", advice, severity=Severity.WARNING)
    if not consultation.own_host:
        return
    why = advice = ""
    if not TAKE_HEADERS.intersection(consultation.hosts):
        why = "It is for the files under hosts, and none of them can tell a browser to use https."
        advice = f"Delete the line, or name one of these under hosts: {listed(sorted(TAKE_HEADERS), joined='or')}."
    elif not address.startswith("https:"):
        why = "It asks browsers to use https for ever, and site_address does not begin with https."
        advice = "Delete the line, or write site_address: with the https address that the site will have."
    if why:
        yield reading.problem(
            "HOST-002", f"own_host does nothing here. {why}", "own_host", advice, severity=Severity.WARNING
        )


def _response_problems(consultation: Consultation, reading: Reading) -> Iterator[Problem]:
    path = "ways_to_respond" if consultation.ways_to_respond else "survey"
    known = consultation.ways_to_respond or (consultation.survey and consultation.survey.address.supplied)
    if known and all(way.needs_internet for way in consultation.ways_to_respond):
        message = "People without the internet cannot answer."
        advice = (
            "In ways_to_respond, add a way that works without it: by post with a printed form, by phone or in person."
        )
        yield reading.problem("RESP-001", message, path, advice, severity=Severity.HINT)

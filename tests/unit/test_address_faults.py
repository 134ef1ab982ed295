"""Addresses that deceive, lead through another website or only work for their author are found without any request."""

import re

import pytest

from microsite.validate.address_faults import fault_of
from microsite.validate.field_types import FieldError
from microsite.validate.host_names import reason_to_distrust
from microsite.validate.survey_services import SERVICES
from microsite.validate.web_types import EmailAddress, QuestionLink, WebAddress
from microsite.validate.wrapped_addresses import unwrap
from tests.small_sites import made

HOST = "https://www.example.org"


@pytest.mark.parametrize(
    ("address", "within"),
    [
        (
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.example.org%2Fa%3Fb%3D1%26c%3D2&data=05%7C",
            f"{HOST}/a?b=1&c=2",
        ),
        (
            "https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url=https%3A%2F%2Fwww.example.org",
            HOST,
        ),
        (
            "https://urldefense.proofpoint.com/v1/url?u=https://www.example.org/a&k=oIvRg1%2BdGAgOoM1BIlLLqw%3D%3D",
            f"{HOST}/a",
        ),
        (
            "https://urldefense.proofpoint.com/v2/url?u=https-3A__www.example.org_a-2Db-5Fc-3Fx-3D1&d=DwMF",
            f"{HOST}/a-b_c?x=1",
        ),
        ("https://urldefense.com/v3/__https://www.example.org/a__;!!N3hq!6EDT$", f"{HOST}/a"),
        ("https://urldefense.com/v3/__https:/www.example.org/a?b=1*c__;Iw!!N3hq!6EDT$", f"{HOST}/a?b=1#c"),
        ("https://urldefense.us/v3/__https://www.example.org/**Aa__;w6nDqA!!N3hq!6EDT$", f"{HOST}/éèa"),
        ("https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fwww.example.org%2fa&c=E,1,5bEV&typo=1", f"{HOST}/a"),
        ("https://secure-web.cisco.com/1H2IEOqk/https%3A%2F%2Fwww.example.org%2Fa%3Fb", f"{HOST}/a?b"),
        ("https://eu-west-1.protection.sophos.com/?d=example.org&u=aHR0cHM6Ly93d3cuZXhhbXBsZS5vcmc&i=NjA4", HOST),
        ("https://clicktime.symantec.com/3Mnsci?u=https%3A%2F%2Fwww.example.org%2Fa", f"{HOST}/a"),
        ("https://imsva91-ctp.trendmicro.com:443/wis/clicktime/v1/query?url=https%3a%2f%2fwww.example.org", HOST),
        ("https://protect2.fireeye.com/v1/url?k=aad6&q=1&u=https%3A%2F%2Fwww.example.org", HOST),
        ("https://abc.r.eu-west-1.awstrack.me/L0/https:%2F%2Fwww.example.org%2Fa/1/0102", f"{HOST}/a"),
        ("https://www.google.com/url?q=https://www.example.org/a&sa=D&source=editors", f"{HOST}/a"),
        ("https://www.google.co.uk/url?sa=t&url=https%3A%2F%2Fwww.example.org%2Fa", f"{HOST}/a"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.example.org%2F&h=AT0", f"{HOST}/"),
        ("https://l.instagram.com/?u=https%3A%2F%2Fwww.example.org%2F&e=AT", f"{HOST}/"),
        ("https://www.bing.com/ck/a?!&&p=1&u=a1aHR0cHM6Ly93d3cuZXhhbXBsZS5vcmc&ntb=1", HOST),
        # One inside another, as when a message is forwarded.
        (
            "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%3A%2F%2Fwww.example.org",
            HOST,
        ),
    ],
)
def test_address_within_is_shown(address, within):
    """For an address that leads through something else, the advice is the address inside it."""
    fault = fault_of(address)
    assert fault is not None
    assert (fault.kind, fault.advice) == ("wrapped", f"Write the address itself: {within}")


@pytest.mark.parametrize(
    "address",
    [
        "https://protect-eu.mimecast.com/s/AbCdE?domain=example.org",
        "https://url.uk.m.mimecastprotect.com/s/AbCdE?domain=example.org",
    ],
)
def test_host_within_is_shown(address):
    """Mimecast reveals only the host of the address inside, so the advice names that."""
    fault = fault_of(address)
    assert fault is not None
    assert fault.advice == "Open it in a browser, and copy the address of the page that you get to, on example.org."


@pytest.mark.parametrize(
    "address",
    [
        "https://lm.facebook.com/l.php?u=javascript%3Aalert(1)",
        "https://urldefense.com/v3/__https://www.example.org/*__;!!",
        "https://urldefense.com/v3/nothing",
        "https://eu-west-1.protection.sophos.com/?d=example.org&u=%ff%ff",
        "https://www.google.com/url?q=/relative",
        "https://urldefense.proofpoint.com/v2/url?" + "&".join(["u=1"] * 500),
    ],
)
def test_nothing_is_made_up(address):
    """If there is no web address inside, or it cannot be decoded, the report does not invent one."""
    found = unwrap(address)
    assert found is not None
    assert found.address in ("", "https://www.example.org/")


def test_what_is_within_is_looked_at_as_well():
    """An address inside that works only for its author is not offered."""
    fault = fault_of("https://www.google.com/url?q=http://localhost:3000/s")
    assert fault is not None
    assert "Write the address itself" not in fault.advice
    assert "goes to this computer" in fault.advice


@pytest.mark.parametrize(
    ("address", "readers"),
    [
        (
            "https://forms.office.com/Pages/DesignPageV2.aspx?subpage=design&id=AbC-d_Ef4u",
            "https://forms.office.com/Pages/ResponsePage.aspx?id=AbC-d_Ef4u",
        ),
        (
            "https://forms.cloud.microsoft/Pages/ShareFormPage.aspx?id=AbC&sharetoken=x",
            "https://forms.cloud.microsoft/Pages/ResponsePage.aspx?id=AbC",
        ),
        (
            "https://forms.office.com/Pages/DesignPage.aspx#FormId=AbC",
            "https://forms.office.com/Pages/ResponsePage.aspx?id=AbC",
        ),
        (
            "https://forms.office.com/Pages/AnalysisPage.aspx?AnalyzerToken=x&id=AbC",
            "https://forms.office.com/Pages/ResponsePage.aspx?id=AbC",
        ),
        ("https://docs.google.com/forms/d/1aB-c_D/edit#responses", "https://docs.google.com/forms/d/1aB-c_D/viewform"),
        ("https://docs.google.com/forms/u/1/d/1aB/edit?usp=sharing", "https://docs.google.com/forms/d/1aB/viewform"),
        (
            "https://docs.google.com/forms/d/e/1FAI/viewform?edit2=2_AB",
            "https://docs.google.com/forms/d/e/1FAI/viewform",
        ),
        ("https://docs.google.com/forms/d/1aB/viewanalytics", "https://docs.google.com/forms/d/1aB/viewform"),
        ("https://docs.google.com/forms/u/0/", ""),
        ("https://www.surveymonkey.com/r/Preview/?sm=x", ""),
        ("https://www.surveymonkey.co.uk/collect/list?sm=x", ""),
        ("https://www.smartsurvey.co.uk/s/parks27/?m=123", "https://www.smartsurvey.co.uk/s/parks27/"),
        ("https://www.smartsurvey.co.uk/s/parks27/?uid=1&edit=a", "https://www.smartsurvey.co.uk/s/parks27/"),
        ("https://app.smartsurvey.co.uk/survey/editor/id/000001", ""),
        ("https://admin.sli.do/event/a1/questions", ""),
        (
            "https://app.onlinesurveys.jisc.ac.uk/s/millbrook/parks?resume=x",
            "https://app.onlinesurveys.jisc.ac.uk/s/millbrook/parks",
        ),
        ("https://millbrook.onlinesurveys.ac.uk/parks?token=x", "https://millbrook.onlinesurveys.ac.uk/parks"),
        ("https://app.onlinesurveys.jisc.ac.uk/dashboard", ""),
        (
            "https://x.eu.qualtrics.com/jfe/preview/previewId/1-2/SV_aB1?Q_CHL=preview",
            "https://x.eu.qualtrics.com/jfe/form/SV_aB1",
        ),
        ("https://x.eu.qualtrics.com/survey-builder/SV_aB1/edit", "https://x.eu.qualtrics.com/jfe/form/SV_aB1"),
        ("https://s.example.org/index.php/admin/survey/sa/view/surveyid/26", "https://s.example.org/index.php/26"),
        ("https://s.example.org/a/index.php?r=admin/survey&sid=26", "https://s.example.org/a/index.php/26"),
        ("https://x.limesurvey.net/surveyAdministration/view?iSurveyID=26", "https://x.limesurvey.net/26"),
        ("https://ec.europa.eu/eusurvey/Parks27/management/test", "https://ec.europa.eu/eusurvey/runner/Parks27"),
        ("https://admin.typeform.com/form/aB1/results", "https://form.typeform.com/to/aB1"),
        ("https://www.jotform.com/build/2612345/publish", "https://form.jotform.com/2612345"),
    ],
)
def test_address_for_readers_is_shown(address, readers):
    """For the authors' view of a survey, the advice is the address for readers, if it can be worked out."""
    fault = fault_of(address, survey=True)
    assert fault is not None
    found = re.match(r"Write (https://\S+), and compare", fault.advice)
    assert (fault.kind, found[1] if found else "") == ("private", readers)
    if readers:
        assert fault_of(readers, survey=True) is None


@pytest.mark.parametrize(
    "address",
    [
        "https://forms.office.com/r/AbCd",
        "https://forms.office.com/e/AbCd",
        "https://forms.gle/AbCd",
        "https://www.surveymonkey.com/r/PARKS27",
        "https://www.smartsurvey.co.uk/s/parks27/",
        "https://millbrook.citizenspace.com/parks/strategy/",
        "https://online1.snapsurveys.com/interview/deff624d-0604-45bb-a072-0c6da45b22e6",
        "https://millbrookparks.commonplace.is/",
        "https://survey.example.org/index.php/266389?lang=en",
        "https://survey.example.org/index.php/survey/index/sid/266389/newtest/Y/lang/en",
        "https://docs.google.com/document/d/1aB/preview",
        "https://docs.google.com/document/d/e/2PACX/pub",
        "https://www.example.org/edit-a-thon",
        "https://www.example.org/preview-of-the-plan",
        "https://www.example.org/administration/",
        "https://www.example.org/?nopreview=true&action=editorial&preview=trueish",
        "https://www.qualtrics.com/",
        "https://www.google.com/maps?q=https://www.example.org",
        "https://www.facebook.com/millbrook",
        "https://teams.microsoft.com/l/meetup-join/19%3ameeting",
        "https://millbrook.sharepoint.com/:b:/s/Parks/AbCd?e=x",
        "https://drive.google.com/file/d/1aB/view",
        "https://8.8.8.8/",
        "https://www.example.org/@county",
        "https://www.example.org/?a=b@c.example",
        "https://www.münchen.example/",
        "mailto:parks@example.org",
    ],
)
def test_address_for_readers_is_left_alone(address):
    """An address that readers can open is not a fault, whatever else it looks like."""
    assert fault_of(address, survey=True) is None


@pytest.mark.parametrize(
    ("address", "word", "in_chapters"),
    [
        ("https://millbrook.citizenspace.com/cs_admin/parks", "cs_admin", True),
        ("https://millbrook.citizenspace.com/parks/strategy/admin", "admin", True),
        ("https://millbrook.engagementhq.com/admin/projects/parks", "admin", False),
        ("https://millbrookparks.commonplace.is/preview/", "preview", True),
        ("https://survey.example.org/parks?lang=en&preview=true#a", "preview=true", True),
        ("https://www.example.org/wp-admin/post.php?post=3", "wp-admin", True),
        ("https://www.example.org/?p=3&preview_id=3", "preview_id=", True),
        ("https://plans.example.org/_layouts/15/Doc.aspx?sourcedoc=a", "_layouts", True),
        ("https://docs.google.com/document/d/1aB/edit?usp=sharing", "edit", True),
        ("https://docs.google.com/spreadsheets/d/1aB/edit#gid=0", "edit", True),
        ("https://www.mentimeter.com/app/presentation/a1/edit", "edit", True),
        ("https://survey.example.org/parks/design", "design", False),
        ("https://survey.example.org/parks/results/", "results", False),
    ],
)
def test_word_of_authors_is_asked_about(address, word, in_chapters):
    """Words that most services use in authors' addresses raise a question; some only in the survey's own address."""
    fault = fault_of(address, survey=True)
    assert fault is not None
    assert fault.message.endswith(
        f"looks like a page for its authors, because it has “{word}” in it. Can readers open it?"
    )
    assert (fault_of(address) is not None) == in_chapters


def test_published_answers_may_be_linked():
    """A chapter may link to answers that were published; the survey's own address may not lead to them."""
    address = "https://forms.office.com/Pages/AnalysisPage.aspx?id=AbC&AnalyzerToken=x"
    assert fault_of(address) is None
    assert fault_of(address, survey=True) is not None


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:5500",
        "parks.localhost",
        "127.0.0.1",
        "127.1",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "2130706433",
        "[::1]",
        "0.0.0.0",
    ],
)
def test_this_computer(host):
    """Every spelling of this computer's address is recognised, even numbers that only browsers read as an address."""
    fault = fault_of(f"http://{host}/s")
    assert fault is not None
    assert "goes to this computer" in fault.message


@pytest.mark.parametrize(
    "host",
    [
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.1",
        "192.168.1.5:8080",
        "169.254.1.1",
        "[fd00::1]",
        "[fe80::1]",
        "intranet",
        "plans.local",
        "plans.millbrook.internal",
        "nas.lan.",
    ],
)
def test_own_network(host):
    """Private IP addresses, names without a dot and endings that no public server has lead to the office network."""
    fault = fault_of(f"https://{host}/plans")
    assert fault is not None
    assert "a place on your own network" in fault.message


@pytest.mark.parametrize("host", ["survey.test", "parks.invalid"])
def test_reserved_name(host):
    """A name that is reserved for tests has no website."""
    fault = fault_of(f"https://{host}/plans")
    assert fault is not None
    assert "goes to a name that no website can have" in fault.message


def test_page_of_this_site():
    """In a chapter, an address of the preview is taken for a page of this site, and the advice is the page's name."""
    fault = fault_of("http://127.0.0.1:5500/parks.html", in_chapter=True)
    assert fault is not None
    assert fault.advice == "If it is a page of this site, write just its name: parks.html"
    elsewhere = fault_of("http://127.0.0.1:5500/parks.html")
    assert elsewhere is not None
    assert elsewhere.advice.startswith("Write the address that readers have")


@pytest.mark.parametrize(
    "address",
    [
        "https://survey.example.org:443@another.example/",
        "https://survey.example.org@another.example",
        "https://user:secret@another.example/",
        "https://@another.example/",
    ],
)
def test_user_in_address_is_refused(address):
    """CONF-023: what stands before an @ is not the host."""
    for kind in (WebAddress, QuestionLink):
        with pytest.raises(FieldError) as refused:
            kind.parse(address + "?q={number}" if kind is QuestionLink else address)
        assert refused.value.code == "CONF-023"
        assert "“another.example”" in refused.value.message


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("htps://survey.example.org/a", "https://survey.example.org/a"),
        ("htp://survey.example.org", "http://survey.example.org"),
        ("ttps://survey.example.org", "https://survey.example.org"),
        ("httpss://survey.example.org", "https://survey.example.org"),
        ("https://https://survey.example.org", "https://survey.example.org"),
        ("https:\\\\survey.example.org\\a", "https://survey.example.org/a"),
        ("//survey.example.org/a", "https://survey.example.org/a"),
        ("https://survey．example。org/a", "https://survey.example.org/a"),
        ("https://survey.example.org./a", "https://survey.example.org/a"),
        ("https://survey.example.org.", "https://survey.example.org"),
        ("https://sur\u00advey.example.org/", "https://survey.example.org/"),
        ("https://ⓢurvey.example.org/", "https://survey.example.org/"),
        ("https://parks–survey.example.org/", "https://parks-survey.example.org/"),
    ],
)
def test_address_that_is_meant(written, meant):
    """CONF-011: an address that cannot be looked up is refused, with the address to write if only one can be meant."""
    with pytest.raises(FieldError) as refused:
        WebAddress.parse(written)
    assert (refused.value.code, refused.value.write) == ("CONF-011", [(meant, "")])
    assert WebAddress.parse(meant)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("https://survey,example.org/a", "If you mean a full stop, write https://survey.example.org/a. If not, copy"),
        ("https://survey%20a.example.org", "it has a percent sign in it"),
        ("https://sur vey.example.org/", "it has a space in it"),
        ("https://survey..example.org/", "two full stops together"),
        ("https://survey.example.123/", "it ends in a number"),
        ("https://survey.example.org:99999/a", "If the page opens without it, write https://survey.example.org/a"),
        ("https://survey.example.org:0/", "has the port 0"),
        ("mailto:parks@example.org", "email: parks@example.org goes below contact"),
        ("parks@example.org", "is an email address"),
        ("tel:01632960123", "phone: 01632960123 goes below contact"),
        ("ftp://files.example.org/a", "begins with ftp:, which browsers no longer open"),
        ("file:///C:/plans/a.html", "is on your own computer or network"),
        ("C:\\plans\\a.html", "is on your own computer or network"),
    ],
)
def test_why_an_address_is_refused(written, said):
    """CONF-011: the message for each text that is not a web address says what is wrong with it."""
    with pytest.raises(FieldError) as refused:
        WebAddress.parse(written)
    assert refused.value.code == "CONF-011"
    assert said in f"{refused.value.message} {refused.value.advice}"


@pytest.mark.parametrize(
    "address",
    [
        "https://survey_1.example.org:8443/a",
        "https://mu\u0308nchen.example/",
        "https://हिन्दी.भारत/",
        "https://l·l.example/",
        "https://[2001:db8::1]/",
        "https://192.0.2.1/",
        "https://web.archive.org/web/2020/https://www.example.org/",
    ],
)
def test_host_of_every_kind_is_taken(address):
    """Underscores, any script, IP addresses and ports are accepted."""
    assert WebAddress.parse(address)


def test_host_in_percent_signs_is_refused():
    """CONF-011: browsers accept no percent sign in a host, and neither does a field."""
    with pytest.raises(FieldError) as refused:
        WebAddress.parse("https://survey.example.org%40another.example/")
    assert refused.value.code == "CONF-011"


@pytest.mark.parametrize(
    "written",
    [
        "plans?bcc=evil@evil.example",
        "plans@example.org?bcc=evil@evil.example",
        "plans%3Fbcc%3Devil@evil.example",
        "plans@example.org,evil@evil.example",
        "plans@example.org%0Abcc:evil@evil.example",
        "plans@example.org\nbcc:evil",
        "plans@example.org&cc=evil@evil.example",
        ".plans@example.org",
        "plans..a@example.org",
        "plans@-example.org",
        "plans@example..org",
        "plans@example",
    ],
)
def test_hidden_recipient_is_refused(written):
    """CONF-012: an address that adds to the message, or is not an email address, is refused."""
    with pytest.raises(FieldError) as refused:
        EmailAddress.parse(written)
    assert refused.value.code == "CONF-012"


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("parks@example.org", "mailto:parks@example.org"),
        ("parks+2027@sub.example.org", "mailto:parks+2027@sub.example.org"),
        ("r&d@example.org", "mailto:r%26d@example.org"),
        ("a=b@example.org", "mailto:a=b@example.org"),
        ("s.o'brien@example.org", "mailto:s.o%27brien@example.org"),
        ("café@münchen.example", "mailto:caf%C3%A9@m%C3%BCnchen.example"),
    ],
)
def test_email_is_written_so_that_nothing_is_added(written, link):
    """Characters with a meaning in links are encoded, so an address can add nothing to the message."""
    assert EmailAddress.parse(written).link == link


@pytest.mark.parametrize(
    ("host", "language", "distrusted"),
    [
        ("опрос.рф", "en-GB", True),
        ("xn--80adxhks.example.org", "en-GB", True),
        ("μια.example.org", "cy", True),
        ("дом.рф", "ru", False),
        ("дом.рф", "uk-UA", False),
        ("дом.рф", "", False),
        ("s\u0443rvey.example.org", "ru", True),
        ("münchen.example", "en-GB", False),
        ("例え.example", "en-GB", False),
        ("127.0.0.1", "en-GB", False),
    ],
)
def test_another_alphabet(host, language, distrusted):
    """A host in letters that readers may take for their own alphabet is distrusted, unless the site uses them."""
    assert bool(reason_to_distrust(host, language)) == distrusted


def test_every_view_has_a_source():
    """Each survey service names its sources, and the patterns for its pages have the groups that they refer to."""
    for service in SERVICES:
        assert service.views
        assert all(source.startswith("https://") for source in service.sources)
        assert service.sources
        for view in service.views:
            named = set(re.findall(r"\{(\w+)\}", view.readers))
            assert named <= set(re.compile(view.pattern).groupindex)


@pytest.mark.parametrize("size", [20_000])
def test_time_grows_with_size(size):
    """Long hostile addresses do not hang the check."""
    for address in (
        f"https://docs.google.com/forms/d/a/viewform?{'&' * size}",
        f"https://s.example.org/{'index.php/' * (size // 10)}",
        f"https://x.qualtrics.com/jfe/preview/{'SV_' * (size // 3)}-",
        f"https://urldefense.com/v3/__https://www.example.org/{'*' * size}__;{'A' * size}!!",
        f"https://{'1.' * size}/",
    ):
        fault_of(address)


@pytest.mark.parametrize(
    "shown",
    [
        "[the plan](https://www.example.org@another.example/)",
        "[the plan](//www.example.org@another.example/)",
        "[the plan](HTTPS://www.example.org@another.example/)",
        "[the plan][1]\n\n[1]: https://www.example.org@another.example/",
        "<https://www.example.org@another.example/>",
        '<a href="https://www.example.org&#64;another.example/">the plan</a>',
        '<a href="ht&#10;tps:&#9;//www.example.org@another.example/">the plan</a>',
        "[the plan](http&#115;://www.example.org@another.example/)",
        "www.example.org@another.example is the plan",
        "![A plan](https://www.example.org@another.example/a.png)",
        '<iframe src="https://www.example.org@another.example/" title="A plan"></iframe>',
        '<video src="https://www.example.org@another.example/a.mp4" controls></video>',
    ],
)
def test_user_is_refused_however_it_is_written(tmp_path, shown):
    """LINK-012: a user name is refused in links of any form, and in text that becomes a link; nothing is published."""
    build = made({"content/02-parks.md": f"# Parks\n\nSee {shown}\n"}, tmp_path)
    assert "LINK-012" in [problem.code for problem in build.problems]
    assert not build.files

r"""Services that run surveys: which of their addresses are for readers, and which for their authors.

Each view is matched against the rest of an address after its scheme: `host/path?query#fragment`. Everything here comes
from a page that says or shows it, and whose address is given. Where no page was found that shows the address of an
editor, a preview or the answers, there is no view rather than a guess: `address_faults.py` asks about the words that
most services have in such an address.

Looked for and not found, in the help pages of each:
    Citizen Space: the preview that can be shared, and the pages to manage a consultation
        (https://delib.zendesk.com/hc/en-us/articles/203430729, https://help.delib.net/article/414)
    Snap Surveys: the preview and the editor of Snap XMP Online; readers have `https://online1.snapsurveys.com/interview/…`
        (https://www.snapsurveys.com/support-snapxmp/)
    Commonplace: the dashboard and pages in draft (https://help-centre.commonplace.is/en/articles/176)
    EngagementHQ: projects that are not published (https://helpdesk.bangthetable.com/en/articles/3624417)
    SmartSurvey: the preview (https://help.smartsurvey.co.uk/article/using-tracking-links)
"""

from __future__ import annotations

from msgspec import Struct


class View(Struct, frozen=True, kw_only=True):
    """An address of a service that is not the one for readers."""

    #: Matches the beginning of an address, from its host on.
    pattern: str
    #: What the address opens.
    opens: str
    #: The address for readers, filled in from the pattern's named groups; empty if it cannot be known.
    readers: str = ""
    #: Whether it is only wrong as the address of the survey: a chapter may well link to published answers.
    survey_only: bool = False


class Service(Struct, frozen=True, kw_only=True):
    """A service that runs surveys."""

    name: str
    #: What each of its hosts ends with; empty for a service that many organisations run themselves.
    hosts: tuple[str, ...]
    #: Where its authors find the address for readers.
    found_at: str
    views: tuple[View, ...]
    #: Pages that show these addresses, or say what they open.
    sources: tuple[str, ...]


_FORMS = r"(?P<host>forms\.(?:office\.com|microsoft\.com|cloud\.microsoft))/pages/"
_FORM_ID = r"[^#]*?[?&#](?:id|formid)=(?P<id>[\w.-]+)"
_FORM = "https://{host}/Pages/ResponsePage.aspx?id={id}"

SERVICES: tuple[Service, ...] = (
    Service(
        name="Microsoft Forms",
        hosts=("forms.office.com", "forms.microsoft.com", "forms.cloud.microsoft"),
        found_at="under Collect responses",
        views=(
            View(
                pattern=rf"{_FORMS}(?:teams)?designpage(?:v2)?\.aspx(?:{_FORM_ID})?",
                opens="the editor of Microsoft Forms",
                readers=_FORM,
            ),
            View(
                pattern=rf"{_FORMS}shareformpage\.aspx(?:{_FORM_ID})?",
                opens="an offer to copy the form in Microsoft Forms",
                readers=_FORM,
            ),
            View(
                pattern=rf"{_FORMS}analysispage\.aspx(?:{_FORM_ID})?",
                opens="the answers in Microsoft Forms",
                readers=_FORM,
                survey_only=True,
            ),
        ),
        sources=(
            "https://learn.microsoft.com/graph/teams-configuring-builtin-tabs",
            "https://support.microsoft.com/topic/d5bb5cf0-8401-4c15-bb8c-8e108cd7e69b",
        ),
    ),
    Service(
        name="Google Forms",
        hosts=("docs.google.com",),
        found_at="under Publish, as the responder link",
        views=(
            View(
                pattern=r"docs\.google\.com/(?:a/[^/]+/)?forms/(?:u/\d+/)?d/(?!e/)(?P<id>[\w-]+)/(?:edit|prefill|copy)\b",
                opens="the editor of Google Forms",
                readers="https://docs.google.com/forms/d/{id}/viewform",
            ),
            View(
                pattern=r"docs\.google\.com/forms/(?:u/\d+/)?d/(?P<id>(?:e/)?[\w-]+)/viewform\?(?:[^#]*&)?edit2=",
                opens="the answers of one person in Google Forms, which everybody could change there",
                readers="https://docs.google.com/forms/d/{id}/viewform",
            ),
            View(
                pattern=r"docs\.google\.com/forms/(?:u/\d+/)?d/(?P<id>(?:e/)?[\w-]+)/viewanalytics\b",
                opens="the summary of the answers in Google Forms",
                readers="https://docs.google.com/forms/d/{id}/viewform",
                survey_only=True,
            ),
            View(
                pattern=r"docs\.google\.com/forms/(?:u/\d+/?)?(?:\?|$)",
                opens="the list of your own forms in Google Forms",
            ),
        ),
        sources=(
            "https://rdrr.io/cran/rgoogleclassroom/man/get_form_responses.html",
            "https://pub.dev/documentation/googleapis/13.1.0/forms_v1/Form/responderUri.html",
        ),
    ),
    Service(
        name="SurveyMonkey",
        hosts=("surveymonkey.com", "surveymonkey.co.uk"),
        found_at="under Collect responses, as the web link",
        views=(
            View(
                pattern=r"[\w.-]*surveymonkey\.(?:com|co\.uk)/r/preview\b",
                opens="a preview in SurveyMonkey",
            ),
            View(
                pattern=r"[\w.-]*surveymonkey\.(?:com|co\.uk)/create/",
                opens="the editor of SurveyMonkey",
            ),
            View(
                pattern=r"[\w.-]*surveymonkey\.(?:com|co\.uk)/collect/",
                opens="the list of your own links in SurveyMonkey",
            ),
            View(
                pattern=r"[\w.-]*surveymonkey\.(?:com|co\.uk)/(?:analyze|summary)/", opens="the answers in SurveyMonkey"
            ),
        ),
        sources=("https://github.com/SurveyMonkey/public_api_docs/blob/main/includes/_surveys.md",),
    ),
    Service(
        name="SmartSurvey",
        hosts=("smartsurvey.co.uk", "smartsurvey.com", "smartsurvey.io"),
        found_at="under Collect, as the tracking link",
        views=(
            View(
                pattern=r"(?P<host>(?:www\.)?smartsurvey\.co\.uk)/s/(?P<id>[\w-]+)/?\?(?:[^#]*&)?m=",
                opens="the invitation of one person in SmartSurvey",
                readers="https://{host}/s/{id}/",
            ),
            View(
                pattern=r"(?P<host>(?:www\.)?smartsurvey\.co\.uk)/s/(?P<id>[\w-]+)/?\?(?:[^#]*&)?edit=",
                opens="the answers of one person in SmartSurvey, which everybody could change there",
                readers="https://{host}/s/{id}/",
            ),
            View(
                pattern=r"app(?:-\w+)?\.smartsurvey\.(?:co\.uk|com|io)/",
                opens="a page of SmartSurvey for its authors",
            ),
        ),
        sources=(
            "https://help.smartsurvey.co.uk/article/using-the-api-to-send-a-survey-invitation",
            "https://docs.smartsurvey.io/docs/samples",
            "https://help.smartsurvey.co.uk/article/losing-respondent-tracking-from-contact-list-surveys",
            "https://help.smartsurvey.co.uk/article/using-tracking-links",
        ),
    ),
    Service(
        name="Jisc Online Surveys",
        hosts=("onlinesurveys.jisc.ac.uk", "onlinesurveys.ac.uk"),
        found_at="under Send your survey",
        views=(
            View(
                pattern=r"app\.onlinesurveys\.jisc\.ac\.uk/(?P<id>s/[\w-]+/[\w-]+)/?\?(?:[^#]*&)?(?:resume|resume-token|token)=",
                opens="the answers of one person in Jisc Online Surveys",
                readers="https://app.onlinesurveys.jisc.ac.uk/{id}",
            ),
            View(
                pattern=r"(?P<host>[\w-]+\.onlinesurveys\.ac\.uk)/(?P<id>[\w-]+)/?\?(?:[^#]*&)?token=",
                opens="the invitation of one person in Jisc Online Surveys",
                readers="https://{host}/{id}",
            ),
            View(
                pattern=r"app\.onlinesurveys\.jisc\.ac\.uk/(?!s/)",
                opens="a page of Jisc Online Surveys for its authors",
            ),
        ),
        sources=(
            "https://onlinesurveys.jisc.ac.uk/category/helpandsupport/page/8",
            "https://onlinesurveys.ac.uk/tag/survey-access-control/page/2",
            "https://onlinesurveys.jisc.ac.uk/helpandsupport/inviting-respondents",
        ),
    ),
    Service(
        name="Qualtrics",
        hosts=("qualtrics.com",),
        found_at="under Distributions, as the anonymous link",
        views=(
            View(
                pattern=r"(?P<host>[\w.-]+\.qualtrics\.com)/jfe/preview/(?:[^?#]*?(?P<id>SV_\w+))?",
                opens="a preview in Qualtrics",
                readers="https://{host}/jfe/form/{id}",
            ),
            View(
                pattern=r"(?P<host>[\w.-]+\.qualtrics\.com)/survey-builder/(?:(?P<id>SV_\w+))?",
                opens="the editor of Qualtrics",
                readers="https://{host}/jfe/form/{id}",
            ),
        ),
        sources=(
            "https://www.qualtrics.com/support/survey-platform/distributions/web-distribution/anonymous-link",
            "https://handbook.gitlab.com/handbook/product/ux/jobs-to-be-done/outcome-driven-innovation-pilot/evaluation-methods",
        ),
    ),
    Service(
        name="LimeSurvey",
        hosts=(),  # Any organisation can run it.
        found_at="under Settings, Overview, as the survey's URL",
        views=(
            View(
                pattern=(
                    r"(?P<host>[^/?#]+(?:/[^?#]*?)?/index\.php)(?:/|\?r=)"
                    r"(?:admin/|surveyAdministration/|questionAdministration/)"
                    r"(?:[^#]*?[/?&](?:i?surveyid|sid)[/=](?P<id>\d+))?"
                ),
                opens="a page of LimeSurvey for its authors",
                readers="https://{host}/{id}",
            ),
            View(
                pattern=(
                    r"(?P<host>[\w-]+\.limesurvey\.net)/(?:admin|surveyAdministration|questionAdministration)/"
                    r"(?:[^#]*?[/?&](?:i?surveyid|sid)[/=](?P<id>\d+))?"
                ),
                opens="a page of LimeSurvey for its authors",
                readers="https://{host}/{id}",
            ),
        ),
        sources=(
            "https://github.com/LimeSurvey/LimeSurvey/blob/master/application/controllers/SurveyAdministrationController.php",
        ),
    ),
    Service(
        name="EUSurvey",
        hosts=(),  # The European Commission's is the best known, and not the only one.
        found_at="on the Overview page, as the link to the published survey",
        views=(
            View(
                pattern=r"(?P<host>[^/?#]+)/eusurvey/(?:noform/)?(?P<id>[\w-]+)/management/",
                opens="a page of EUSurvey for its authors",
                readers="https://{host}/eusurvey/runner/{id}",
            ),
        ),
        sources=(
            "https://github.com/EUSurvey/EUSURVEY/blob/master/src/main/java/com/ec/survey/controller/ManagementController.java",
            "https://ec.europa.eu/eusurvey/home/helpauthors",
        ),
    ),
    Service(
        name="Slido",
        hosts=("admin.sli.do",),
        found_at="on the screen that is shown to the audience",
        views=(View(pattern=r"admin\.sli\.do/", opens="a page of Slido for its hosts"),),
        sources=("https://help.webex.com/en-us/nmrk74x/Integrate-Slido-with-Webex",),
    ),
    Service(
        name="Typeform",
        hosts=("admin.typeform.com",),
        found_at="under Share",
        views=(
            View(
                pattern=r"admin\.typeform\.com/(?:form/(?P<id>\w+))?",
                opens="the editor of Typeform",
                readers="https://form.typeform.com/to/{id}",
            ),
        ),
        sources=(
            "https://github.com/Typeform/button",
            "https://www.typeform.com/help/invite-users-to-pro-plus-accounts-workspaces/",
        ),
    ),
    Service(
        name="Jotform",
        hosts=("jotform.com",),
        found_at="under Publish",
        views=(
            View(
                pattern=r"(?:www\.)?jotform\.com/build/(?P<id>\d+)?",
                opens="the editor of Jotform",
                readers="https://form.jotform.com/{id}",
            ),
            View(
                pattern=r"\w+\.jotform\.com/build/",
                opens="the editor of Jotform",
            ),
        ),
        sources=(
            "https://www.jotform.com/help/419-understanding-form-collaboration/",
            "https://www.jotform.com/answers/547616-How-can-I-restrict-access-to-my-form",
        ),
    ),
)

"""The columns that each survey service adds to its exports: their headings and what they hold."""

from __future__ import annotations

from dataclasses import dataclass, field

from microsite.authoring.results.survey_words import folded

PLAIN = "a plain table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A survey service: its name, and its own columns."""

    name: str
    #: Sets of headings, in lower case, that no other service's exports have together.
    signs: tuple[frozenset[str], ...]
    #: Its own columns: for each heading, the use that the columns file gives it.
    columns: dict[str, str] = field(default_factory=lambda: {})
    #: Whether more rows of headings can follow, in which the id column is empty.
    more_headings: bool = False
    #: Whether text typed for “Other” is in the answer's own cell.
    other_in_cell: bool = False
    #: The characters that separate answers within a cell.
    joins: str = ";\n"


_IGNORED = dict.fromkeys(("browser", "os", "device", "device type", "time taken", "status", "language"), "ignored")

SERVICES = (
    Service(
        name="Microsoft Forms",
        signs=(frozenset({"start time", "completion time"}),),
        columns={
            "id": "respondent",
            "start time": "ignored",
            "completion time": "date",
            "last modified time": "ignored",
            "total points": "ignored",
            "quiz feedback": "ignored",
            "grade posted time": "ignored",
            "language": "ignored",
        },
        other_in_cell=True,
        joins=";",
    ),
    Service(
        name="SurveyMonkey",
        signs=(frozenset({"respondent id", "collector id"}),),
        columns={
            "respondent id": "respondent",
            "collector id": "ignored",
            "start date": "ignored",
            "end date": "date",
            "custom data 1": "ignored",
            "custom data": "ignored",
        },
        more_headings=True,
    ),
    Service(
        name="SmartSurvey",
        signs=(frozenset({"userid", "userno"}), frozenset({"userno", "started", "ended"})),
        columns={
            "userid": "respondent",
            "userno": "ignored",
            "tracking link": "ignored",
            "started": "ignored",
            "ended": "date",
            "completed": "ignored",
            **_IGNORED,
        },
        more_headings=True,
    ),
    Service(
        name="Citizen Space",
        signs=(
            frozenset({"response id", "submitted"}),
            frozenset({"response id", "date submitted"}),
            frozenset({"response id", "submitted date"}),
            frozenset({"response id", "submission date"}),
        ),
        columns={
            "response id": "respondent",
            "submitted": "date",
            "date submitted": "date",
            "submitted date": "date",
            "submission date": "date",
            "started": "ignored",
            "analyst notes": "ignored",
            "tags": "ignored",
            **_IGNORED,
        },
        more_headings=True,
    ),
    Service(
        name="Google Forms",
        signs=(frozenset({"timestamp"}),),
        columns={"timestamp": "date", "score": "ignored"},
        other_in_cell=True,
        joins=",",
    ),
)
#: Any other table, with headings that many programs write.
ANY = Service(
    name=PLAIN,
    signs=(),
    columns={
        **dict.fromkeys(
            ("id", "response id", "respondent id", "respondent", "response", "no", "number", "ref", "reference"),
            "respondent",
        ),
        **dict.fromkeys(("timestamp", "date", "submitted", "date submitted", "completed", "completion time"), "date"),
    },
    joins=";,\n",
)


def service_of(headings: list[str]) -> Service:
    """Return the service that an export comes from, by its headings."""
    there = {folded(each) for each in headings}
    for each in SERVICES:
        # Any service can have a timestamp; Google has it in the first column.
        is_first = each.name != "Google Forms" or folded(headings[0]) == "timestamp"
        if is_first and any(signs <= there for signs in each.signs):
            return each
    return ANY

"""Write the columns file: headings and question numbers, and nothing that anybody answered."""

from __future__ import annotations

from collections.abc import Sequence

from microsite.authoring.results.headings import Headings
from microsite.authoring.results.propose import REFUSED, UNDECIDED, Proposal
from microsite.authoring.results.site_facts import SiteFacts
from microsite.authoring.results.survey_words import Question
from microsite.authoring.results.table import letters
from microsite.model.shares import HIDDEN_BELOW
from microsite.validate.advice import yaml_text

TOP = """\
# What each column of the survey's export is. The command results import wrote this for you to check.
# Change what is not right, save the file, and type the command again.
# There is no answer of anybody in this file.
#
# use: says what a column is. It can be
#   question 2               the answers to question 2 of content/data/questions.yaml
#   answer 3 of question 2   a column of its own for the third answer to question 2
#   other of question 2      what people typed for “Other”: we only look whether it is empty
#   date                     when somebody answered
#   way                      how somebody answered: online, on paper
#   kind                     who answered: a resident, an organisation
#   test                     what marks an answer as a test
#   respondent               a number for each answer, to find those that are there twice
#   ignored                  nothing that counts
#   refused                  tells who somebody is, so it is never read
# For a way or a kind, write below use: what is in the export, and what we should call it:
#   answers: [{written: as in the export, means: Residents}]
# For a test, write: leave_out_when: [what marks a test]
# To show the questions by the groups of one column, write below its use: groups: yes
"""


def columns_text(facts: SiteFacts, headings: Headings, proposals: Sequence[Proposal]) -> str:
    """Return the text of the columns file."""
    lines = [
        TOP.rstrip(),
        f"survey: {yaml_text(headings.service.name)}",
        f"limit: {HIDDEN_BELOW}  # a smaller number of people than this is hidden",
        f"first_day: {facts.first_day}  # answers before this day are left out",
        f"last_day: {facts.last_day}  # answers after this day are left out",
        "columns:",
    ]
    for each in proposals:
        lines += _column(each, facts.questions)
    return "\n".join([*lines, ""])


def _column(proposal: Proposal, questions: Sequence[Question]) -> list[str]:
    use = f"    use: {proposal.use}"
    words = _comment(proposal, questions)
    lines = [f"  - column: {letters(proposal.at)}"]
    lines += [f"    heading: {yaml_text(proposal.shown)}"] if proposal.shown else []
    lines.append(f"{use}  # {words}" if words else use)
    if proposal.use == REFUSED:
        lines.append(f"    reason: {yaml_text(f'it is for {proposal.reason}')}")
    if proposal.in_digits:
        lines.append(f"    one_means: {UNDECIDED}")
    if proposal.anything_else:
        lines.append(f"    anything_else: {yaml_text(proposal.anything_else)}")
    return lines


def _comment(proposal: Proposal, questions: Sequence[Question]) -> str:
    if proposal.use == UNDECIDED and proposal.perhaps:
        return f"perhaps {proposal.perhaps}"
    number = proposal.use.rpartition("question ")[2] if "question " in proposal.use else ""
    question = next((each for each in questions if str(each.number) == number), None)
    if question is None or question.texts[0] == proposal.shown:
        return ""
    if proposal.use.startswith("answer "):
        return " ".join(question.answers[int(proposal.use.split()[1]) - 1][0].split())
    return " ".join(question.texts[0].split())

"""Where somebody may stand, brought about as it would come about."""

from uuid import uuid4

from modules.actions.publishing import publish_edition
from modules.models import ProgrammePage
from program import clock
from program.models import Edition
from tests.people import Person
from worksheets.actions.drafts import save_draft
from worksheets.models import WorksheetVersion


def begin_worksheet(person: Person, week: int) -> None:
    """A draft that is not sent."""
    participant = person.participant
    save_draft(
        participant=participant,
        version=WorksheetVersion.objects.get(edition=person.enrolment.edition, week=week),
        week=week,
        key=person.case_key,
        answers={},
        base=0,
        form_key=uuid4(),
        by=participant.pk,
    )


def edition_with_gate(page: ProgrammePage, gate: str, weeks: int = 1) -> Edition:
    """An edition in which so many first weeks have this gate; whoever joins now is pinned to it."""
    for week in page.modules()[:weeks]:
        week.gate = gate
        week.save_revision().publish()
    return publish_edition(page=page, by="tests", today=clock.today())

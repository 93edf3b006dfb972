"""Answering measures as people do: through the page."""

from typing import Any

from django.test import Client

from program.models import MeasureFact
from tests.people import Person
from tests.worksheets.pages import form_of
from worksheets.access import measures_of
from worksheets.actions.measures import answer_measure

URL = "/questions/"


def page_form(client: Client, **more: Any) -> dict[str, Any]:
    """What the browser would post from the page that is shown next, with nothing chosen."""
    fields = form_of(client.get(URL), "form.measure")
    return fields | more


def chosen(fields: dict[str, Any], *values: int | None) -> dict[str, str]:
    """Choices for the items from the top, by the names that the page gives them."""
    name = fields["asked"]
    return {f"{name}-q{place}": str(value) for place, value in enumerate(values, start=1) if value is not None}


def answer_all(person: Person, value: int) -> list[MeasureFact]:
    """Every measure that is due, each item with the same option where it has one."""
    journey, made = person.journey, []
    for measure in measures_of(journey).due:
        answers = {
            item.link_id: item.options[min(value, len(item.options) - 1)].value for item in measure.instrument.items
        }
        taken = answer_measure(
            journey=journey,
            asked=measure.asked,
            instrument=measure.instrument,
            answers=answers,
            key=person.case_key,
            by=person.account_id,
        )
        assert taken.fact is not None
        made.append(taken.fact)
    return made

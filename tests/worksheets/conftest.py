"""A week 2 whose worksheet has a question of every kind."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db.models import QuerySet
from django.urls import reverse

from tests.people import Person
from tests.worksheets.sample import QUESTIONS
from worksheets.access import frozen_version
from worksheets.models import WorksheetVersion

WEEK = 2


@pytest.fixture
def version(anna: Person) -> Iterator[WorksheetVersion]:
    """Anna's open week with every kind of question. The process must not remember what the test rolls back."""
    QuerySet(WorksheetVersion).filter(edition=anna.enrolment.edition, week=WEEK).update(questions=QUESTIONS)
    frozen_version.cache_clear()
    yield frozen_version(anna.enrolment.edition_id, WEEK)
    frozen_version.cache_clear()


@pytest.fixture
def url(version: WorksheetVersion) -> str:
    return reverse("worksheets:fill", args=[version.week])


@pytest.fixture
def form() -> dict[str, str]:
    """The hidden fields of a first form."""
    return {"base": "0", "form_key": str(uuid4()), "do": "save"}

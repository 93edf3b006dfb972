"""The worksheets' part of a copy: every version with the questions that were asked, and the answers to measures."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from program.copying import Entry, Line, Owner, part, unopened
from vault.errors import SealBroken
from worksheets.access import answered_measures, measure_histories, my_own_plan
from worksheets.contents import unseal
from worksheets.kinds import ShownAnswer, plain
from worksheets.measures.told import own_title
from worksheets.models import MeasureResponse, Response, StaleCopy
from worksheets.own_plan import opened, shown
from worksheets.reading import answered, as_read_now, read, read_measure


@part(
    "worksheets",
    gettext_lazy("Your worksheets"),
    order=30,
    holds=("worksheets.Response.answers", "worksheets.StaleCopy.answers"),
)
def worksheets(owner: Owner) -> Iterator[Entry]:
    """Drafts and what another window held are among them: they were typed here, too."""
    rows = Response.objects.filter(participant=owner.journey.enrolment.participant).select_related("version")
    rows = rows.prefetch_related("stale_copies").order_by("week", "number")
    for row in as_read_now(rows, owner.journey.fixes):
        yield Entry(_title(row), _answers(owner, row), row.submitted_on)
        for copy in row.stale_copies.all():
            yield Entry(_("%(worksheet)s, in another window") % {"worksheet": _title(row)}, _stale(owner, row, copy))


@part(
    "safety-plan",
    gettext_lazy("Your safety plan"),
    order=35,
    holds=("worksheets.SafetyPlan.answers", "worksheets.SafetyPlan.draft", "worksheets.SafetyPlan.aside"),
)
def own_plan(owner: Owner) -> Iterator[Entry]:
    """As it was saved, and what was not saved yet or stood in another window."""
    try:
        plan = opened(owner.key, my_own_plan(owner.journey))
    except SealBroken:
        yield Entry(_("My safety plan"), [Line(unopened())])
        return
    if plan.saved is not None:
        yield Entry(_("My safety plan"), _lines(shown(plan.saved)), plan.saved_on)
    if plan.draft is not None:
        yield Entry(_("My safety plan, not saved yet"), _lines(shown(plan.draft)))
    for words in plan.aside.values():
        yield Entry(_("My safety plan, in another window"), _lines(shown(words)))


@part("measures", gettext_lazy("How you have been"), order=40, holds=("worksheets.MeasureResponse.answers",))
def measures(owner: Owner) -> Iterator[Entry]:
    """Each item with its wording, and the total where there is one. What was skipped has a day and nothing else."""
    histories = measure_histories(owner.journey, answered_measures(owner.journey))
    named = {history.key: own_title(history) for history in histories}
    facts = owner.journey.enrolment.measure_facts.select_related("response").order_by("answered_on", "week", "pk")
    for fact in facts:
        title = named.get(fact.instrument, fact.instrument)
        total = [Line(f"{fact.total:g}", _("Total"))] if fact.total is not None else []
        response: MeasureResponse | None = getattr(fact, "response", None)
        if response is None:
            yield Entry(title, [Line(_("Skipped"))], fact.answered_on)
            continue
        try:
            lines = _lines(read_measure(owner.key, response))
        except SealBroken:
            lines = [Line(unopened())]
        yield Entry(title, [*lines, *total], fact.answered_on)


def _title(row: Response) -> str:
    names = {"title": row.asked.title, "number": row.number, "week": row.week}
    if row.is_draft:
        return _("Week %(week)d: %(title)s, version %(number)d, not sent") % names
    return _("Week %(week)d: %(title)s, version %(number)d") % names


def _answers(owner: Owner, row: Response) -> list[Line]:
    try:
        return _lines(answered(owner.key, row))
    except SealBroken:
        return [Line(unopened())]


def _stale(owner: Owner, row: Response, copy: StaleCopy) -> list[Line]:
    try:
        return _lines(read(row.asked.questions, unseal(owner.key, copy)))
    except SealBroken:
        return [Line(unopened())]


def _lines(answers: Sequence[ShownAnswer]) -> list[Line]:
    return [Line(_as_text(answer), answer.label) for answer in answers]


def _as_text(answer: ShownAnswer) -> str:
    if answer.out_of and answer.text:
        return _("%(value)s out of %(top)d") % {"value": answer.text, "top": answer.out_of}
    return plain(answer)

"""The risk rules, for the clinical lead: what each looks at, what came of it, and its next version."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from program import access, clock
from program.actions import rescue
from program.http import StaffRequest
from vault import session
from worksheets.access import program_rule
from worksheets.actions.rules import change_rule
from worksheets.alarms import Alarms, alarms_by_rule
from worksheets.posting import whole
from worksheets.risk.fields import RuleRefused
from worksheets.risk.rule import Rule
from worksheets.risk.told import looks_at, options, steps
from worksheets.rule_form import RuleForm
from worksheets.rulebook import instruments_of, rules_in_force, unheard


@dataclass(frozen=True)
class Line:
    """A rule as the list shows it."""

    rule: Rule
    looks_at: str
    alarms: Alarms


@require_safe
def rules(request: StaffRequest, slug: str = "") -> HttpResponse:
    """Every rule of one program, the most pressing first, with what it has raised in the last year."""
    access.clinical_lead(request)
    programs = access.programs()
    program = access.program_named(slug) if slug else next(iter(programs), None)
    if program is None:
        return render(request, "worksheets/rules.html", {"program": None, "lines": []})
    alarms = alarms_by_rule(program, clock.today(program.zone))
    found = sorted(rules_in_force(program.pk), key=lambda rule: rule.pressing)
    instruments = instruments_of(found)
    context = {
        "program": program,
        "programs": programs if len(programs) > 1 else [],
        "unheard": unheard(program.pk, found),
        "lines": [Line(rule, looks_at(rule, instruments), alarms.get(rule.key, Alarms())) for rule in found],
    }
    return render(request, "worksheets/rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: StaffRequest, slug: str, key: str) -> HttpResponse:
    """One rule in full, and a form that makes its next version."""
    access.clinical_lead(request)
    program = access.program_named(slug)
    found = program_rule(program, key)
    if request.method != "POST":
        return _page(request, slug, found, RuleForm(rule=found, initial=_rescued(request)))
    form = RuleForm(request.POST, rule=found)
    if not form.is_valid():
        return _page(request, slug, found, form)
    try:
        changed = change_rule(
            program=program,
            key=key,
            version=whole(request.POST.get("version", "")),
            changed=form.changed(),
            reason=form.cleaned_data["reason"],
            by=request.user.pk,
            today=clock.today(program.zone),
        )
    except RuleRefused as refused:
        form.refuse(refused)
        return _page(request, slug, found, form)
    if changed is None:
        form.add_error(
            None, _("Somebody has changed this rule meanwhile. Your words stand below; nothing of them is saved yet.")
        )
        return _page(request, slug, found, form, status=409)
    messages.success(request, _("Version %(version)d is in force.") % {"version": changed.version})
    return redirect("rules:list-of", slug)


def _page(request: StaffRequest, slug: str, found: Rule, form: RuleForm, status: int = 200) -> HttpResponse:
    instruments = instruments_of([found])
    if "threshold" in form.fields:
        form.fields["threshold"].help_text = options(found, instruments)
    context: dict[str, Any] = {
        "slug": slug,
        "rule": found,
        "looks_at": looks_at(found, instruments),
        "steps": steps(found),
        "form": form,
    }
    return render(request, "worksheets/rule.html", context, status=status)


def _rescued(request: StaffRequest) -> dict[str, str]:
    """Words that could not be taken when they were sent; empty without the link that brings them back."""
    rescued_id = request.GET.get("rescued", "")
    if not rescued_id:
        return {}
    fields = rescue.take(account_id=request.user.pk, private=session.private_key(request), rescued_id=rescued_id)
    return {name: "\n".join(texts) for name, texts in fields.items()}

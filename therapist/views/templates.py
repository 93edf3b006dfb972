"""Letter templates on the desk: read, changed in versions, retired, added."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from program import clock
from program.http import StaffRequest
from therapist import access, template_desk
from therapist.once import once
from therapist.template_desk import Template
from therapist.template_forms import NewTemplateForm, TemplateForm
from worksheets.actions import letter_templates
from worksheets.actions.letter_templates import Named
from worksheets.posting import whole
from worksheets.template_book import Wording, asked_in


@require_safe
def templates(request: StaffRequest, slug: str = "") -> HttpResponse:
    """Those of one program by week; what each of them says opens on its own page."""
    return render(request, "therapist/templates.html", {"shelf": template_desk.shelf(request, slug)})


@require_http_methods(["GET", "HEAD", "POST"])
def template(request: StaffRequest, slug: str, language: str, key: str) -> HttpResponse:
    """One template with its earlier versions, and a form that makes the next one."""
    found = template_desk.template(request, slug, language, key)
    if request.method != "POST":
        initial = Wording.of(found.newest).as_row() | access.rescued(request)
        return page(request, found, TemplateForm(asked=found.asked, initial=initial))
    if request.POST.get("do") in {"retire", "bring-back"}:
        return switch(request, found)
    form = TemplateForm(request.POST, asked=found.asked, initial=Wording.of(found.newest).as_row())
    if not form.is_valid():
        return page(request, found, form)
    changed = letter_templates.change_template(
        named=found.named,
        version=whole(request.POST.get("version", "")),
        wording=form.wording,
        retired=found.newest.retired,
        by=request.user.pk,
        today=clock.today(found.named.program.zone),
    )
    if changed is None:
        form.add_error(None, _("Somebody has changed it meanwhile. Your words stand below; they are not saved yet."))
        return page(request, template_desk.template(request, slug, language, key), form, status=409)
    messages.success(request, _("Version %(version)s is in use now.") % {"version": changed.version})
    return redirect("therapist:templates-of", slug)


def switch(request: StaffRequest, found: Template) -> HttpResponse:
    """Offer it to nobody any more, or again. Nothing is deleted."""
    retired = request.POST.get("do") == "retire"
    changed = letter_templates.change_template(
        named=found.named,
        version=whole(request.POST.get("version", "")),
        wording=Wording.of(found.newest),
        retired=retired,
        by=request.user.pk,
        today=clock.today(found.named.program.zone),
    )
    if changed is None:
        messages.warning(request, _("Somebody has changed it meanwhile. Please look at it first."))
        return redirect("therapist:template", found.named.program.slug, found.named.language, found.named.key)
    said = _("“%(title)s” is retired.") if retired else _("“%(title)s” is in use again.")
    messages.success(request, said % {"title": changed.title})
    return redirect("therapist:templates-of", found.named.program.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest, slug: str) -> HttpResponse:
    """One more. Pressed twice it is made once; the same form with other words makes another one."""
    program, spoken = template_desk.program_for_new(request, slug)
    chosen = NewTemplateForm(request.POST or None, languages=spoken, initial={"language": spoken[:1]})
    language = chosen.cleaned_data["language"] if chosen.is_valid() else next(iter(spoken), "")
    form = TemplateForm(request.POST or None, asked=asked_in(program.pk, language), initial=access.rescued(request))
    if chosen.is_valid() and form.is_valid():
        key = once("template", chosen.form_key_sent, [slug, language, *form.wording.as_row().values()])
        letter_templates.add_template(
            named=Named(program, language, f"own-{key}"),
            wording=form.wording,
            by=request.user.pk,
            today=clock.today(program.zone),
        )
        messages.success(request, _("The template can be used now."))
        return redirect("therapist:templates-of", slug)
    context: dict[str, Any] = {"program": program, "form": form, "asked": form.asked}
    context |= {"chosen": chosen} if len(spoken) > 1 else {"written_in": language}
    return render(request, "therapist/template-new.html", context)


def page(request: StaffRequest, found: Template, form: TemplateForm, status: int = 200) -> HttpResponse:
    context = {"template": found, "form": form, "asked": found.asked}
    return render(request, "therapist/template.html", context, status=status)

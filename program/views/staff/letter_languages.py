"""In which languages somebody writes letters: said by themselves, or by an operator."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from program import letter_languages
from program.actions import own_desk
from program.forms.staff import LanguagesForm
from program.http import StaffRequest, StaffUser


def languages_of(account: StaffUser) -> LanguagesForm | None:
    """None where the clinic writes in one language only: there is nothing to say then."""
    return LanguagesForm(initial={"languages": account.writes}) if letter_languages.are_several() else None


def save_languages(request: StaffRequest, account: StaffUser, then: str, *of: Any) -> HttpResponse:
    if not letter_languages.are_several():
        raise Http404
    form = LanguagesForm(request.POST)
    if form.is_valid():
        own_desk.set_letter_languages(staff=account, languages=form.cleaned_data["languages"], by=request.user.pk)
        messages.success(request, _("The languages are saved."))
    else:
        messages.warning(request, str(form.errors["languages"][0]))
    return redirect(then, *of)

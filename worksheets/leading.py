"""Where somebody is led after an answer that raised an alert: before anything else, and before any word of thanks."""

from django.http import HttpResponseRedirect
from django.shortcuts import redirect

from worksheets.actions.watching import Raised


def onward(raised: Raised, otherwise: str, *args: object) -> HttpResponseRedirect:
    """To the short questions or to the help page; to the named page where nothing interrupts."""
    if raised.leads_to is None:
        return redirect(otherwise, *args)
    return redirect("worksheets:grading" if raised.asks else "worksheets:help-next", raised.leads_to)

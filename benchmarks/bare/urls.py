"""Four pages without any of our care: what the machine allows. Bodies are drawn once and kept in the process."""

import json
import os
from functools import lru_cache
from pathlib import Path

from django.contrib.auth import authenticate, login
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import path
from django.utils.html import escape

from benchmarks.bare.models import Answers, Event, Place, Waiting

PAGE = 50


@lru_cache(maxsize=8)
def body(name: str) -> str:
    """A page of the real service, with marks where something personal belongs."""
    return (Path(os.environ["BARE_BODIES"]) / f"{name}.html").read_text()


def form(request: HttpRequest) -> HttpResponse:
    token = get_token(request)
    return HttpResponse(f'<form><input type="hidden" name="csrfmiddlewaretoken" value="{token}"></form>')


def sign_in(request: HttpRequest) -> HttpResponse:
    user = authenticate(request, username=request.POST.get("name"), password=request.POST.get("password"))
    if user is None:
        return form(request)
    login(request, user)
    return redirect("/")


@login_required
def page(request: HttpRequest, name: str) -> HttpResponse:
    """Session, user, and one joined read."""
    place = Place.objects.select_related("person", "module").get(person__user=request.user, module__name=name)
    here = body(place.module.name).replace("[[token]]", get_token(request))
    return HttpResponse(here.replace("[[person]]", f"{escape(place.person.alias)}, {place.furthest}"))


@login_required
def sheet(request: HttpRequest, fields: int) -> HttpResponse:
    """One transaction, one upsert, one event row."""
    if request.method != "POST":
        return form(request)
    base = int(request.POST.get("base") or 0) + 1
    text = json.dumps({name: value for name, value in request.POST.items() if name.startswith("q-")})
    with transaction.atomic():
        Answers.objects.bulk_create(
            [Answers(user=request.user, sheet=fields, base=base, text=text)],
            update_conflicts=True,
            unique_fields=["user", "sheet"],
            update_fields=["base", "text"],
        )
        Event.objects.create(user=request.user, verb="answers.saved")
    return JsonResponse({"saved": True, "base": base})


@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """Session, user, and one query of plain tuples, joined as text."""
    columns = ("id", "week", "due_on", "person_id", "person__alias", "draft_by__username")
    waiting = Waiting.objects.filter(therapist=request.user, kept=False).order_by("due_on", "id")
    rows = list(waiting.values_list(*columns)[: PAGE + 1])
    row = body("row")
    drawn = "".join(
        row.format(alias=escape(alias), person=person, said=f"{due_on:%d %B}", draft=escape(draft or ""), week=week)
        for _id, week, due_on, person, alias, draft in rows[:PAGE]
    )
    return HttpResponse(body("inbox").replace("[[token]]", get_token(request)).replace("[[rows]]", drawn))


urlpatterns = [
    path("sign-in/", sign_in),
    path("page/<slug:name>/", page),
    path("sheet/<int:fields>/", sheet),
    path("inbox/", inbox),
]

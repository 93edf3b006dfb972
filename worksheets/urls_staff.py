from django.urls import path

from worksheets.views import rules

app_name = "rules"

urlpatterns = [
    path("rules/", rules.rules, name="list"),
    path("rules/<slug:slug>/", rules.rules, name="list-of"),
    path("rules/<slug:slug>/<slug:key>/", rules.rule, name="rule"),
]

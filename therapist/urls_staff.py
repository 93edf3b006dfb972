from django.urls import path

from therapist.views import (
    adverse,
    alerts,
    cases,
    desk,
    duty,
    late,
    letters,
    messages,
    progress,
    protection,
    supervision,
)

app_name = "therapist"
urlpatterns = [
    path("inbox/", desk.inbox, name="inbox"),
    path("caseload/", desk.caseload, name="caseload"),
    path("case/<uuid:participant>/", cases.case, name="case"),
    path("case/<uuid:participant>/week/<int:number>/", letters.letter, name="letter"),
    path("case/<uuid:participant>/week/<int:number>/kept/<uuid:stale>/", letters.let_go, name="let-go"),
    path("case/<uuid:participant>/messages/", messages.messages, name="messages"),
    path("case/<uuid:participant>/adverse/", adverse.record, name="adverse"),
    path("case/<uuid:participant>/protection/", protection.record, name="protection"),
    path("progress/", progress.overview, name="progress"),
    path("progress/thresholds/", progress.thresholds, name="thresholds"),
    path("adverse/", adverse.events, name="adverse-events"),
    path("protection/", protection.records, name="protection-records"),
    path("protection/<uuid:record>/", protection.read, name="protection-record"),
    path("alerts/", alerts.alert_list, name="alerts"),
    path("alerts/rules/", alerts.rules, name="alert-rules"),
    path("alerts/<uuid:alert>/", alerts.alert, name="alert"),
    path("alerts/<uuid:alert>/close/", alerts.close, name="alert-close"),
    path("duty/", duty.rota, name="duty"),
    path("duty/<slug:slug>/", duty.rota, name="duty-of"),
    path("duty/<slug:slug>/hours/", duty.hours, name="duty-hours"),
    path("duty/<slug:slug>/<uuid:shift>/remove/", duty.remove, name="duty-remove"),
    path("late/", late.late, name="late"),
    path("unassigned/", supervision.unassigned, name="unassigned"),
    path("open/", supervision.open_case, name="open"),
    path("team/", supervision.team, name="team"),
]

from django.urls import path

from worksheets.views import filling, grading, help_next, help_now, measures, own_plan, progress, sending

app_name = "worksheets"

urlpatterns = [
    path("week/<int:number>/worksheet/", filling.fill, name="fill"),
    path("week/<int:number>/worksheet/review/", sending.review, name="review"),
    path("week/<int:number>/worksheet/send/", sending.send, name="send"),
    path("week/<int:number>/worksheet/sent/", sending.sent, name="sent"),
    path("week/<int:number>/worksheet/sent/<int:version>/", sending.version, name="version"),
    path("week/<int:number>/worksheet/correct/", sending.correct, name="correct"),
    path("questions/", measures.ask, name="ask"),
    path("questions/more/<uuid:alert>/", grading.more, name="grading"),
    path("help/", help_now.help_now, name="help"),
    path("help/plan/", own_plan.read_plan, name="help-plan"),
    path("help/plan/write/", own_plan.write_plan, name="plan-write"),
    path("help/next/<uuid:alert>/", help_next.help_next, name="help-next"),
    path("progress/", progress.progress, name="progress"),
    path("progress/plan/", progress.my_plan, name="my-plan"),
    path("progress/<uuid:fact>/", measures.answers, name="answers"),
]

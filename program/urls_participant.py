from django.urls import path

from program.urls_account import account_pages
from program.views import joining, languages, pages, rescue, sign_in

app_name = "program"

open_pages = [
    path("", pages.front, name="front"),
    path("about/", pages.about, name="about"),
    path("what-we-keep/", pages.promises, name="promises"),
    path("limits/", pages.limits, name="limits"),
    path("limits/copy/", pages.limits_copy, name="limits-copy"),
    path("other-help/", pages.young, name="young"),
    path("join/", joining.join, name="join"),
    path("join/<slug:page>/", joining.join, name="join-page"),
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("recover/", sign_in.recover, name="recover"),
    path("signed-out/", sign_in.signed_out, name="signed-out"),
    path("language/", languages.choose, name="language"),
    path("leave/", sign_in.leave, name="exit"),
    path("bread/", sign_in.away, name="away"),
]

own_pages = [
    *account_pages,
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("kept/", rescue.rescued, name="rescued"),
    path("kept/<uuid:rescued_id>/let-go/", rescue.let_go, name="let-go"),
]

urlpatterns = [*open_pages, *own_pages]

from django.urls import path

from program.views import languages, rescue
from program.views.staff import account, arriving, go_live, lines, log, people, sign_in

app_name = "staff"

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-in/code/", sign_in.code, name="code"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("invitation/", arriving.invitation, name="invitation"),
    path("account/", account.account, name="account"),
    path("account/daily-mail/", account.daily_mail, name="daily-mail"),
    path("account/hard-notice/", account.hard_notice, name="hard-notice"),
    path("account/letter-languages/", account.letters_in, name="letter-languages"),
    path("account/authenticator/", arriving.enrol, name="enrol"),
    path("account/recovery-codes/", arriving.recovery_codes, name="recovery-codes"),
    path("go-live/", go_live.go_live_list, name="go-live"),
    path("go-live/<slug:slug>/", go_live.go_live_list, name="go-live-of"),
    path("go-live/<slug:slug>/<slug:key>/", go_live.line, name="go-live-line"),
    path("go-live/<slug:slug>/<slug:key>/back/", go_live.take_back, name="go-live-back"),
    path("lines/", lines.lines, name="lines"),
    path("lines/new/", lines.new, name="line-new"),
    path("lines/<uuid:line>/", lines.line, name="line"),
    path("lines/<uuid:line>/tested/", lines.tested, name="line-tested"),
    path("lines/<uuid:line>/switch/", lines.switch, name="line-switch"),
    path("language/", languages.choose, name="language"),
    path("people/", people.people, name="people"),
    path("people/new/", people.new, name="person-new"),
    path("people/<uuid:person>/", people.person, name="person"),
    path("people/<uuid:person>/letter-languages/", people.letters_in, name="person-letter-languages"),
    path("people/<uuid:person>/suspend/", people.suspend, name="person-suspend"),
    path("people/<uuid:person>/invite/", people.invite_again, name="person-invite"),
    path("log/", log.log, name="log"),
    path("kept/", rescue.rescued, name="rescued"),
    path("kept/<uuid:rescued_id>/let-go/", rescue.let_go, name="let-go"),
]

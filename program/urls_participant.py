from django.urls import path

from program.views import account, copying, devices, joining, languages, pages, rescue, secrets, sign_in

app_name = "program"

open_pages = [
    path("", pages.front, name="front"),
    path("what-we-keep/", pages.promises, name="promises"),
    path("limits/", pages.limits, name="limits"),
    path("limits/copy/", pages.limits_copy, name="limits-copy"),
    path("help/", pages.help_now, name="help"),
    path("join/", joining.join, name="join"),
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("recover/", sign_in.recover, name="recover"),
    path("signed-out/", sign_in.signed_out, name="signed-out"),
    path("language/", languages.choose, name="language"),
    path("leave/", sign_in.leave, name="exit"),
    path("bread/", sign_in.away, name="away"),
]

own_pages = [
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("account/", account.account, name="account"),
    path("account/passphrase/", secrets.passphrase, name="passphrase"),
    path("account/renew/", secrets.renew, name="renew"),
    path("account/recovery-code/", secrets.recovery, name="recovery-code"),
    path("account/copy/", copying.copy, name="copy"),
    path("account/devices/", devices.devices, name="devices"),
    path("account/devices/sign-out/", devices.sign_out_one, name="device-sign-out"),
    path("account/devices/sign-out-everywhere/", devices.sign_out_everywhere, name="sign-out-everywhere"),
    path("account/pause/", account.pause, name="pause"),
    path("account/resume/", account.resume, name="resume"),
    path("account/come-back/", account.come_back, name="come-back"),
    path("account/erase/", account.erase, name="erase"),
    path("kept/", rescue.rescued, name="rescued"),
    path("kept/<uuid:rescued_id>/let-go/", rescue.let_go, name="let-go"),
]

urlpatterns = [*open_pages, *own_pages]

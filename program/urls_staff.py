from django.urls import path

from program.views.staff import account, arriving, sign_in

app_name = "staff"

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-in/code/", sign_in.code, name="code"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("invitation/", arriving.invitation, name="invitation"),
    path("account/", account.account, name="account"),
    path("account/authenticator/", arriving.enrol, name="enrol"),
    path("account/recovery-codes/", arriving.recovery_codes, name="recovery-codes"),
]

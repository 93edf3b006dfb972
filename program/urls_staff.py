from django.urls import path

from program.views import rescue
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
    path("kept/", rescue.rescued, name="rescued"),
    path("kept/<uuid:rescued_id>/let-go/", rescue.let_go, name="let-go"),
]

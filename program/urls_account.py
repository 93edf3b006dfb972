"""The pages of the account."""

from django.urls import path

from program.views import account, agreeing, copying, devices, erasing, idle, leaving, reminders, secrets

account_pages = [
    path("account/", account.account, name="account"),
    path("account/passphrase/", secrets.passphrase, name="passphrase"),
    path("account/renew/", secrets.renew, name="renew"),
    path("account/recovery-code/", secrets.recovery, name="recovery-code"),
    path("account/idle/", idle.idle, name="idle"),
    path("account/still-here/", idle.still_here, name="still-here"),
    path("agree/", agreeing.agree, name="agree"),
    path("account/agreed/", agreeing.agreed, name="agreed"),
    path("account/agreed/<int:version>/copy/", agreeing.agreed_copy, name="agreed-copy"),
    path("account/reminders/", reminders.reminders, name="reminders"),
    path("account/reminders/code/", reminders.reminder_code, name="reminder-code"),
    path("account/reminders/delete/", reminders.reminder_remove, name="reminder-remove"),
    path("account/reminders/calendar/", reminders.calendar_file, name="calendar"),
    path("account/copy/", copying.copy, name="copy"),
    path("account/devices/", devices.devices, name="devices"),
    path("account/devices/sign-out/", devices.sign_out_one, name="device-sign-out"),
    path("account/devices/sign-out-everywhere/", devices.sign_out_everywhere, name="sign-out-everywhere"),
    path("account/pause/", account.pause, name="pause"),
    path("account/resume/", account.resume, name="resume"),
    path("account/come-back/", account.come_back, name="come-back"),
    path("account/leave-programme/", leaving.leave, name="leave-programme"),
    path("account/take-part-again/", leaving.again, name="take-part-again"),
    path("account/erase/", erasing.erase, name="erase"),
]

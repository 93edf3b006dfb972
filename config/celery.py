"""The Celery application and the one list of things that run on a clock.

Sweeps only make known what is already true: no module opens because a job ran. A letter that its writer gave an hour
leaves by a sweep, or when somebody opens its page.
"""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("waymark")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "plan-notices": {"task": "program.tasks.plan_notices", "schedule": crontab(minute="*/15")},
    "watch-silence": {"task": "program.tasks.watch_silence", "schedule": crontab(minute="29")},
    "close-cases": {"task": "program.tasks.close_cases", "schedule": crontab(minute="5")},
    "deliver-outbox": {"task": "program.tasks.deliver_outbox", "schedule": crontab(minute="*")},
    "remind": {"task": "program.tasks.remind", "schedule": crontab(minute="*/3")},
    "escalate": {"task": "program.tasks.escalate", "schedule": crontab(minute="*")},
    "send-letters": {"task": "therapist.tasks.send_letters", "schedule": crontab(minute="*")},
    "remind-staff": {"task": "therapist.tasks.remind_staff", "schedule": crontab(minute="*/5")},
    "raise-silent": {"task": "worksheets.tasks.raise_silent", "schedule": crontab(minute="41")},
    "tidy-desk": {"task": "therapist.tasks.tidy_desk", "schedule": crontab(minute="29")},
    "tidy": {"task": "program.tasks.tidy", "schedule": crontab(minute="17")},
}

"""`manage.py studio_setup`: what each group of the studio may do. Part of every upgrade; twice changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand

from modules.actions.sites import ensure_site


class Command(BaseCommand):
    help = "Give editors, clinical reviewers, translators and publishers what they may do in the studio."

    def handle(self, *args: Any, **options: Any) -> None:
        ensure_site()
        self.stdout.write("The groups of the studio are as this version has them.")

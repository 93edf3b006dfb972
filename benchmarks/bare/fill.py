"""As many people and as many who wait as the real database has."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from benchmarks.bare.models import Module, Person, Place, Waiting
from benchmarks.cast import CROWD, PARTICIPANTS, THERAPIST


def main() -> None:
    call_command("migrate", run_syncdb=True, verbosity=0)
    therapist = User.objects.create_user(THERAPIST.email, password=THERAPIST.password)
    modules = [Module.objects.create(name=name) for name in ("home", "step")]
    for stage in PARTICIPANTS:
        person = Person.objects.create(
            user=User.objects.create_user(stage.name, password=stage.passphrase), alias=stage.name
        )
        Place.objects.bulk_create(Place(person=person, module=module) for module in modules)
    crowd = [Person(alias=f"Alias {number:032d}") for number in range(CROWD)]
    Person.objects.bulk_create(crowd)
    today = timezone.now().date()
    Waiting.objects.bulk_create(
        Waiting(person=person, therapist=therapist, week=1 + place % 8, due_on=today + timedelta(days=place % 20 - 10))
        for place, person in enumerate(crowd)
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")

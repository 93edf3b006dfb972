from django.apps.registry import Apps
from django.db import migrations, models
from django.db.models import Exists, OuterRef


def look_at_the_grants(apps: Apps, _schema_editor: object) -> None:
    """As `program.actions.nobodys` keeps it from now on."""
    grants = apps.get_model("program", "CaseGrant").objects
    assigned = grants.filter(participant=OuterRef("participant"), kind="assigned", last_day=None)
    apps.get_model("program", "Promise").objects.filter(~Exists(assigned)).update(unassigned=True)


class Migration(migrations.Migration):
    dependencies = [
        ("program", "0017_inbox"),
    ]

    operations = [
        migrations.AddField(
            model_name="promise",
            name="unassigned",
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(
                condition=models.Q(("kept_on", None), ("unassigned", True)),
                fields=["due_on", "id"],
                name="promise_nobodys",
            ),
        ),
        migrations.RunPython(look_at_the_grants, migrations.RunPython.noop),
    ]

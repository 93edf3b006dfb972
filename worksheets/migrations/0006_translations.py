"""Worksheets become translatable: what is there gets a key of its own, and the locale of the service."""

from uuid import uuid4

from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import deletion


def fill(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    Locale = apps.get_model("wagtailcore", "Locale")
    locale, _made = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    for row in apps.get_model("worksheets", "Worksheet").objects.all():
        row.translation_key, row.locale = uuid4(), locale
        row.save(update_fields=["translation_key", "locale"])


class Migration(migrations.Migration):
    dependencies = [
        ("worksheets", "0005_letter_templates"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.AddField(
            "worksheet",
            "locale",
            models.ForeignKey(
                editable=False,
                null=True,
                on_delete=deletion.PROTECT,
                related_name="+",
                to="wagtailcore.locale",
                verbose_name="locale",
            ),
        ),
        migrations.AddField("worksheet", "translation_key", models.UUIDField(editable=False, null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddField("worksheetversion", "language", models.CharField(blank=True, default="", max_length=12)),
    ]

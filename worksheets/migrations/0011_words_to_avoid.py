from pathlib import Path
from typing import Any

import yaml
from django.db import migrations, models

import worksheets.avoided_terms
from worksheets import checks


def begin_with_ours(apps: Any, _schema: Any) -> None:
    """A clinic that imports nothing after this still finds the list."""
    lists = yaml.safe_load(Path(checks.__file__).with_name("default_terms.yaml").read_text(encoding="utf-8"))
    term = apps.get_model("worksheets", "AvoidedTerm")
    term.objects.bulk_create(
        term(language=language, **entry) for language, entries in lists.items() for entry in entries
    )


class Migration(migrations.Migration):
    dependencies = [("worksheets", "0010_question_words")]

    operations = [
        migrations.CreateModel(
            name="AvoidedTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(choices=worksheets.avoided_terms.spoken, max_length=12, verbose_name="language"),
                ),
                (
                    "term",
                    models.CharField(
                        help_text=(
                            "Found as whole words, whatever the capitals. A star at the end stands for any ending."
                        ),
                        max_length=80,
                        verbose_name="word or words",
                    ),
                ),
                (
                    "advice",
                    models.CharField(
                        help_text="A sentence that editors read beside it.",
                        max_length=200,
                        verbose_name="what to say instead",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("error", "Error"), ("warning", "Warning"), ("hint", "Hint")],
                        default="warning",
                        help_text=(
                            "With an error, no edition can be published. Warnings and hints are for the editor to weigh."
                        ),
                        max_length=7,
                        verbose_name="how much it matters",
                    ),
                ),
            ],
            options={
                "verbose_name": "word to avoid",
                "verbose_name_plural": "words to avoid",
                "ordering": ("language", "term"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("language", "term"),
                        name="avoided_term_once",
                        violation_error_message="This word stands in the list of this language already.",
                    )
                ],
            },
        ),
        migrations.RunPython(begin_with_ours, migrations.RunPython.noop),
    ]

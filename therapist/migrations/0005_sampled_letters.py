import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import vault.fields


class Migration(migrations.Migration):
    dependencies = [
        ("program", "0010_sampled_letters"),
        ("therapist", "0004_case_notes"),
        ("worksheets", "0004_question_part"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LetterReview",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("for_reader", vault.fields.SealedField()),
                ("for_author", vault.fields.SealedField(null=True)),
                ("reviewed_on", models.DateField()),
                ("seen", models.BooleanField(default=False)),
                ("form_key", models.UUIDField(unique=True)),
            ],
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(condition=models.Q(("sent_on__isnull", False)), fields=["sent_on"], name="letter_sent"),
        ),
        migrations.AddField(
            model_name="letterreview",
            name="letter",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="review", to="therapist.letter"
            ),
        ),
        migrations.AddField(
            model_name="letterreview",
            name="reader",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="letterreview",
            constraint=models.CheckConstraint(
                condition=models.Q(("seen", False), ("for_author__isnull", False), _connector="OR"),
                name="letter_review_seen_has_text",
            ),
        ),
    ]

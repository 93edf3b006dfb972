import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import vault.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(choices=[("participant", "Participant"), ("staff", "Staff")], max_length=12)),
                ("name_index", models.CharField(max_length=64, unique=True)),
                ("email_wrapped", vault.fields.WrappedField(null=True)),
                ("work_name_wrapped", vault.fields.WrappedField(null=True)),
                ("is_active", models.BooleanField(default=True)),
                ("is_therapist", models.BooleanField(default=False)),
                ("is_supervisor", models.BooleanField(default=False)),
                ("is_editor", models.BooleanField(default=False)),
                ("is_researcher", models.BooleanField(default=False)),
                ("is_operator", models.BooleanField(default=False)),
                ("capacity", models.PositiveSmallIntegerField(default=30)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ConsentText",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveSmallIntegerField()),
                ("language", models.CharField(max_length=12)),
                ("title", models.CharField(max_length=200)),
                ("parts", models.JSONField(help_text="A list of {title, html}; the first is the summary.")),
                ("sha256", models.CharField(max_length=64)),
                ("published_on", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("language", models.CharField(max_length=12)),
                ("published_on", models.DateField()),
                ("sha256", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Program",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("slug", models.SlugField(unique=True)),
                ("title", models.CharField(max_length=200)),
                ("time_zone", models.CharField(default="Europe/Stockholm", max_length=60)),
                ("working_days", models.PositiveSmallIntegerField(default=31)),
                ("promise_days", models.PositiveSmallIntegerField(default=3)),
                (
                    "assignment",
                    models.CharField(
                        choices=[("most-room", "To the therapist with most room"), ("supervisor", "By a supervisor")],
                        default="most-room",
                        max_length=12,
                    ),
                ),
                ("joining_open", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="Throttle",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("tries", models.PositiveIntegerField(default=0)),
                ("next_try_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="participant",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("alias", models.CharField(max_length=60, unique=True)),
                (
                    "continent",
                    models.CharField(
                        choices=[
                            ("africa", "Africa"),
                            ("asia", "Asia"),
                            ("europe", "Europe"),
                            ("north-america", "North America"),
                            ("oceania", "Oceania"),
                            ("south-america", "South America"),
                            ("unsaid", "I would rather not say"),
                        ],
                        max_length=16,
                    ),
                ),
                ("adult", models.BooleanField()),
                ("own_key", vault.fields.WrappedField(case_field="account_id", null=True)),
                ("supervision_key", vault.fields.WrappedField(case_field="account_id", null=True)),
                ("sequence", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("on_day", models.DateField()),
                ("actor", models.CharField(max_length=36)),
                ("verb", models.CharField(max_length=40)),
                ("case", models.CharField(blank=True, max_length=36)),
                ("subject", models.CharField(blank=True, max_length=80)),
                ("detail", models.JSONField(default=dict)),
            ],
            options={
                "indexes": [models.Index(fields=["case", "id"], name="audit_case")],
            },
        ),
        migrations.CreateModel(
            name="AuthenticatorDevice",
            fields=[
                ("name", models.CharField(help_text="The human-readable name of this device.", max_length=64)),
                ("confirmed", models.BooleanField(default=True, help_text="Is this device ready for use?")),
                (
                    "throttling_failure_timestamp",
                    models.DateTimeField(
                        blank=True,
                        default=None,
                        help_text="A timestamp of the last failed verification attempt. Null if last attempt succeeded.",
                        null=True,
                    ),
                ),
                (
                    "throttling_failure_count",
                    models.PositiveIntegerField(default=0, help_text="Number of successive failed attempts."),
                ),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("secret", vault.fields.WrappedField()),
                ("last_step", models.BigIntegerField(default=-1)),
                (
                    "user",
                    models.ForeignKey(
                        help_text="The user that this device belongs to.",
                        on_delete=django.db.models.deletion.CASCADE,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CaseGrant",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("assigned", "Assigned"), ("cover", "Cover"), ("supervision", "Supervision")],
                        max_length=12,
                    ),
                ),
                ("first_day", models.DateField()),
                ("last_day", models.DateField(null=True)),
                ("reason", vault.fields.SealedField(null=True)),
                ("case_key", vault.fields.WrappedField(case_field="participant_id", null=True)),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="grants", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("given_on", models.DateField()),
                ("text", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="program.consenttext")),
            ],
        ),
        migrations.CreateModel(
            name="EditionWeek",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("week", "Week"), ("follow_up", "Follow-up")], default="week", max_length=10
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("aim", models.CharField(max_length=400)),
                ("minutes", models.PositiveSmallIntegerField()),
                ("expect_html", models.TextField(blank=True)),
                ("between_html", models.TextField(blank=True)),
                ("length_days", models.PositiveSmallIntegerField(default=7)),
                ("after_days", models.PositiveSmallIntegerField(default=0)),
                (
                    "gate",
                    models.CharField(
                        choices=[
                            ("time", "Time only"),
                            ("worksheet", "The worksheet was sent"),
                            ("letter", "The letter has come"),
                        ],
                        default="time",
                        max_length=10,
                    ),
                ),
                ("source_revision", models.CharField(blank=True, max_length=40)),
                ("sha256", models.CharField(max_length=64)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="weeks", to="program.edition"
                    ),
                ),
            ],
            options={
                "ordering": ("number",),
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("invited", "Invited to begin"),
                            ("active", "Active"),
                            ("paused", "Paused"),
                            ("completed", "Completed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="invited",
                        max_length=10,
                    ),
                ),
                ("started_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="enrolments", to="program.edition"
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="enrolments", to="program.program"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hashed", models.CharField(max_length=64)),
                ("last_day", models.DateField()),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitation",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=120, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("week-open", "A week has opened"),
                            ("letter", "A letter has come"),
                            ("message", "A message has come"),
                            ("therapist", "A therapist is assigned"),
                        ],
                        max_length=12,
                    ),
                ),
                ("week", models.PositiveSmallIntegerField(null=True)),
                ("on_day", models.DateField()),
                ("read", models.BooleanField(default=False)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notices", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OutboxRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=120, unique=True)),
                ("kind", models.CharField(choices=[("week-open", "Tell that a week has opened")], max_length=12)),
                ("week", models.PositiveSmallIntegerField(null=True)),
                ("due_on", models.DateField()),
                ("done_on", models.DateField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_day", models.DateField()),
                ("last_day", models.DateField(null=True)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="pauses", to="program.enrolment"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="edition",
            name="program",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="program.program"
            ),
        ),
        migrations.AddField(
            model_name="consenttext",
            name="program",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="consent_texts", to="program.program"
            ),
        ),
        migrations.CreateModel(
            name="ClosingDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="closing_days", to="program.program"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RecoveryCodeDevice",
            fields=[
                ("name", models.CharField(help_text="The human-readable name of this device.", max_length=64)),
                ("confirmed", models.BooleanField(default=True, help_text="Is this device ready for use?")),
                (
                    "throttling_failure_timestamp",
                    models.DateTimeField(
                        blank=True,
                        default=None,
                        help_text="A timestamp of the last failed verification attempt. Null if last attempt succeeded.",
                        null=True,
                    ),
                ),
                (
                    "throttling_failure_count",
                    models.PositiveIntegerField(default=0, help_text="Number of successive failed attempts."),
                ),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "user",
                    models.ForeignKey(
                        help_text="The user that this device belongs to.",
                        on_delete=django.db.models.deletion.CASCADE,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RecoveryCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("hashed", models.CharField(max_length=64)),
                (
                    "device",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codes",
                        to="program.recoverycodedevice",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RescuedText",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("path", models.CharField(max_length=200)),
                ("sealed", vault.fields.SealedField()),
                ("on_day", models.DateField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rescued_texts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WeekFact",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("opened_on", models.DateField()),
                ("submitted_on", models.DateField(null=True)),
                ("letter_on", models.DateField(null=True)),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="week_facts", to="program.enrolment"
                    ),
                ),
            ],
            options={
                "ordering": ("number",),
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(choices=[("letter", "Letter"), ("message", "Message")], max_length=8)),
                ("week", models.PositiveSmallIntegerField(default=0)),
                ("made_on", models.DateField()),
                ("due_on", models.DateField()),
                ("kept_on", models.DateField(null=True)),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="promises", to="program.participant"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.CheckConstraint(condition=models.Q(("adult", True)), name="participant_is_adult"),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="participant",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="enrolment", to="program.participant"
            ),
        ),
        migrations.AddField(
            model_name="consent",
            name="participant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="consents", to="program.participant"
            ),
        ),
        migrations.AddField(
            model_name="casegrant",
            name="participant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="grants", to="program.participant"
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "staff"),
                    models.Q(
                        ("email_wrapped", None),
                        ("is_editor", False),
                        ("is_operator", False),
                        ("is_researcher", False),
                        ("is_superuser", False),
                        ("is_supervisor", False),
                        ("is_therapist", False),
                        ("work_name_wrapped", None),
                    ),
                    _connector="OR",
                ),
                name="participant_has_no_address_and_no_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="editionweek",
            constraint=models.UniqueConstraint(fields=("edition", "number"), name="edition_week_once"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(condition=models.Q(("read", False)), fields=["account"], name="notice_unread"),
        ),
        migrations.AddIndex(
            model_name="outboxrow",
            index=models.Index(condition=models.Q(("done_on", None)), fields=["due_on", "id"], name="outbox_due"),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.UniqueConstraint(
                condition=models.Q(("last_day", None)), fields=("enrolment",), name="one_open_pause"
            ),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_day", None), ("last_day__gte", models.F("first_day")), _connector="OR"),
                name="pause_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(fields=("program", "language", "number"), name="edition_number_once"),
        ),
        migrations.AddConstraint(
            model_name="consenttext",
            constraint=models.UniqueConstraint(fields=("program", "language", "version"), name="consent_version_once"),
        ),
        migrations.AddConstraint(
            model_name="closingday",
            constraint=models.UniqueConstraint(fields=("program", "day"), name="closing_day_once"),
        ),
        migrations.AddConstraint(
            model_name="recoverycode",
            constraint=models.UniqueConstraint(fields=("device", "hashed"), name="recovery_code_once"),
        ),
        migrations.AddConstraint(
            model_name="weekfact",
            constraint=models.UniqueConstraint(fields=("enrolment", "number"), name="week_fact_once"),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(condition=models.Q(("kept_on", None)), fields=["due_on", "id"], name="promise_open"),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kept_on", None)), fields=("participant", "kind", "week"), name="one_open_promise"
            ),
        ),
        migrations.AddConstraint(
            model_name="enrolment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["invited", "withdrawn"]), ("started_on__isnull", False), _connector="OR"
                ),
                name="enrolment_begun_has_start_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.UniqueConstraint(fields=("participant", "text"), name="one_consent_a_version"),
        ),
        migrations.AddConstraint(
            model_name="casegrant",
            constraint=models.UniqueConstraint(
                condition=models.Q(("case_key__isnull", False), ("kind", "assigned")),
                fields=("participant",),
                name="one_assigned_therapist",
            ),
        ),
    ]

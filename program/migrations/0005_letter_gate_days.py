from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("program", "0004_audit_indexes")]

    operations = [
        migrations.AddField(
            model_name="program",
            name="letter_gate_days",
            field=models.PositiveSmallIntegerField(null=True),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("program", "0009_closing"),
    ]

    operations = [
        migrations.AddField(
            model_name="program",
            name="sampled_letters",
            field=models.PositiveSmallIntegerField(default=2),
        ),
    ]

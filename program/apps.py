from django.apps import AppConfig


class ProgramConfig(AppConfig):
    """People and time: accounts, enrolments, promises, and what must be told to whom."""

    name = "program"
    default_auto_field = "django.db.models.BigAutoField"

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ProgramConfig(AppConfig):
    """People and time: accounts, enrolments, promises, and what must be told to whom."""

    name = "program"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Each room says what it gives to a participant's copy (`program.copying`), and what comes due without a worker
        (`program.arrivals`)."""
        autodiscover_modules("copied", "arriving")

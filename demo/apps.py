from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The sample clinic: installed only where the environment says DEMO, so no real service carries any of it."""

    name = "demo"
    default_auto_field = "django.db.models.BigAutoField"

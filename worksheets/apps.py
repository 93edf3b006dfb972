from django.apps import AppConfig


class WorksheetsConfig(AppConfig):
    name = "worksheets"
    default_auto_field = "django.db.models.BigAutoField"

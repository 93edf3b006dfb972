"""Choices that forms and models share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Continent(models.TextChoices):
    AFRICA = "africa", _("Africa")
    ASIA = "asia", _("Asia")
    EUROPE = "europe", _("Europe")
    NORTH_AMERICA = "north-america", _("North America")
    OCEANIA = "oceania", _("Oceania")
    SOUTH_AMERICA = "south-america", _("South America")
    UNSAID = "unsaid", _("I would rather not say")


class PromiseKind(models.TextChoices):
    LETTER = "letter", _("Letter")
    MESSAGE = "message", _("Message")

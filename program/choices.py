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


class Severity(models.TextChoices):
    """How soon somebody must act on an alert."""

    URGENT = "urgent", _("Urgent")
    SOON = "soon", _("Soon")
    LOOK = "look", _("Look at it")


class Door(models.TextChoices):
    """What help is needed for: the four doors of the help page."""

    MYSELF = "myself", _("I may hurt myself")
    HARM = "harm", _("I may harm a child")
    CHILD = "child", _("A child is in danger")
    THREAT = "threat", _("Somebody threatens or harms me")


class PublicPage(models.TextChoices):
    """The pages that anybody may read, and on which a clinic has words of its own."""

    FRONT = "front", _("Front page")
    ABOUT = "about", _("About")
    PROMISES = "what-we-keep", _("What we keep")
    LIMITS = "limits", _("Limits of confidentiality")
    HELP = "help", _("Help now")


class Duty(models.TextChoices):
    """Who is told of an alert. A therapist is whoever the case is assigned to; supervisors are all of them."""

    THERAPIST = "therapist", _("Therapist")
    DUTY = "duty", _("Duty clinician")
    DEPUTY = "deputy", _("Deputy")
    SUPERVISOR = "supervisor", _("Supervisors")


class OutcomeKind(models.TextChoices):
    """What came of an alert."""

    WROTE = "wrote", _("Wrote to the participant; safe for now")
    PLAN = "plan", _("Went through the safety plan with the participant")
    EMERGENCY = "emergency", _("Emergency or crisis service called")
    PROTECTION = "protection", _("Child protection consulted or informed")
    SUPERVISOR = "supervisor", _("Handed to a supervisor")
    NOTHING = "nothing", _("Read; nothing more is needed")

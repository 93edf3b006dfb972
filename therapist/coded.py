"""What staff choose from a list, in plain words: changes of care, and what an adverse event was."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Adapting(models.TextChoices):
    """Suggested for somebody who does not get better. Adapted care took 14 minutes more a week in a trial (Forsell and
    others, Am J Psychiatry 2019; 176(4): 315-323); what to change here is our own choice."""

    SUPERVISOR = "supervisor", _("Talk it over with a supervisor")
    SHORTER = "shorter-tasks", _("Give one short task for the coming week, in place of several")
    MESSAGE = "extra-message", _("Send a message between two letters, to ask how it goes")
    AIMS = "aims", _("Go back with them to what they came for, and whether this still fits")


class Kind(models.TextChoices):
    """What happened, with no detail of it. Own list: what a programme like this one may meet."""

    WORSE = "worse", _("Felt much worse than before")
    SUICIDAL = "suicidal", _("Thoughts of ending their life")
    SELF_HARM = "self-harm", _("Hurt themselves, or tried to end their life")
    URGES = "urges", _("Urges or risky behaviour got stronger")
    HOSPITAL = "hospital", _("Hospital or emergency care")
    EXPOSED = "exposed", _("Somebody found out that they take part")
    THREATENED = "threatened", _("Was threatened or harmed by somebody")
    DEATH = "death", _("Died")
    OTHER = "other", _("Something else")


class Intensity(models.TextChoices):
    """How bad it was for the person: the usual steps of clinical trials, in our words."""

    MILD = "mild", _("Mild: noticed, and everyday life went on")
    MODERATE = "moderate", _("Moderate: got in the way of everyday life")
    SEVERE = "severe", _("Severe: everyday life was not possible for a while")
    LIFE = "life-threatening", _("Life was in danger")
    FATAL = "fatal", _("Died of it")


class Relation(models.TextChoices):
    """Whether taking part may have brought it about: the usual steps of clinical trials, in our words."""

    NONE = "none", _("No: another cause is clear")
    UNLIKELY = "unlikely", _("Unlikely: another cause is more likely")
    POSSIBLE = "possible", _("Possible: taking part or something else")
    PROBABLE = "probable", _("Probable: taking part is more likely than anything else")
    DEFINITE = "definite", _("Yes: there is no other explanation")
    UNKNOWN = "unknown", _("Cannot be judged")


class Action(models.TextChoices):
    """What was done about it."""

    WATCHED = "watched", _("Nothing was changed; it is being watched")
    ADAPTED = "adapted", _("The programme was changed for them")
    PAUSED = "paused", _("They take a break")
    STOPPED = "stopped", _("They stopped")
    REFERRED = "referred", _("They were told where else to get help, or referred")
    EMERGENCY = "emergency", _("Emergency services were called")


class Identifiable(models.TextChoices):
    """Whether a child can be recognised from what is known."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNSURE = "unsure", _("Not sure")


class Decision(models.TextChoices):
    REPORTED = "reported", _("Reported")
    NOT_REPORTED = "not-reported", _("Not reported")
    OPEN = "open", _("Not decided yet")

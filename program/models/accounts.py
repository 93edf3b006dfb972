"""Everybody who can sign in. A participant's row holds nothing that names a person."""

import secrets
from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from program import letter_languages
from vault import keyfile, sealing
from vault.classes import FieldClasses
from vault.derive import canonical
from vault.fields import WrappedField
from vault.holders import PrivateKey


class AccountKind(models.TextChoices):
    PARTICIPANT = "participant", _("Participant")
    STAFF = "staff", _("Staff")


class Role(models.TextChoices):
    """What a member of staff may do. Each value is the name of the boolean on Account that grants it."""

    THERAPIST = "is_therapist", _("Therapist")
    SUPERVISOR = "is_supervisor", _("Supervisor")
    EDITOR = "is_editor", _("Editor")
    RESEARCHER = "is_researcher", _("Researcher")
    OPERATOR = "is_operator", _("Operator")
    LEAD = "is_lead", _("Clinical lead")
    REVIEWER = "is_reviewer", _("Clinical reviewer")
    TRANSLATOR = "is_translator", _("Translator")
    PUBLISHER = "is_publisher", _("Publisher")


# Those who enter the studio, and the group through which each gets rights there. The rooms that author say which.
STUDIO_GROUPS = {
    Role.EDITOR: "Editors",
    Role.REVIEWER: "Clinical reviewers",
    Role.TRANSLATOR: "Translators",
    Role.PUBLISHER: "Publishers",
}


def name_index(kind: str, name: str) -> str:
    """The keyed hash under which a sign-in name or a staff address is looked up; the name itself is stored nowhere.

    Spaces, hyphens and case of a generated sign-in name do not matter; a staff address only has its case forgiven.
    """
    plain = canonical(name) if kind == AccountKind.PARTICIPANT else name.strip().casefold()
    return keyfile.index(f"sign-in-{kind}", plain)


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(name_index=username)


NO_ROLE = {role.value: False for role in Role}


# The managers that mypy misses belong to packages without types.
class Account(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]
    """One person who signs in. `password` holds no password: it is a random stamp, and changing it ends all sessions.

    `daily_mail`: a mail on each working day on which something waits for this member of staff.
    `hard_notice`: what was flagged is said before it is opened.
    The secret itself lives in a vault lock; there is no last-login and no joined instant.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=12, choices=AccountKind.choices)
    name_index = models.CharField(max_length=64, unique=True)
    email_wrapped = WrappedField(null=True)
    work_name_wrapped = WrappedField(null=True)
    is_active = models.BooleanField(default=True)
    is_therapist = models.BooleanField(default=False)
    is_supervisor = models.BooleanField(default=False)
    is_editor = models.BooleanField(default=False)
    is_researcher = models.BooleanField(default=False)
    is_operator = models.BooleanField(default=False)
    is_lead = models.BooleanField(default=False)
    is_reviewer = models.BooleanField(default=False)
    is_translator = models.BooleanField(default=False)
    is_publisher = models.BooleanField(default=False)
    capacity = models.PositiveSmallIntegerField(default=30)
    # A new therapist's letters are read by a colleague before they leave; a supervisor says for how long.
    letters_need_reader = models.BooleanField(default=False)
    # In which languages they write letters; empty for the clinic's first one.
    writes_in = models.JSONField(default=list, blank=True)
    daily_mail = models.BooleanField(default=False)
    hard_notice = models.BooleanField(default=True)
    # Whether single keys do something on staff pages. Kept here, since nothing is kept in a browser.
    single_keys = models.BooleanField(default=True)
    # Of the interface; empty while the browser says it.
    language = models.CharField(max_length=12, blank=True, default="")
    last_login: ClassVar[None] = None  # type: ignore[misc]  # how Django is told to leave the column out
    # The private key that a sign-in just opened; an attribute of this object in memory, never a column.
    unlocked: PrivateKey | None = None

    objects = AccountManager()

    USERNAME_FIELD = "name_index"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    privacy = FieldClasses(
        server=("email_wrapped", "work_name_wrapped"),
        plain=(
            *("password", "is_superuser", "kind", "name_index", "is_active", "capacity", "language"),
            *("daily_mail", "hard_notice", "single_keys", "letters_need_reader", "writes_in"),
            *("is_therapist", "is_supervisor", "is_editor", "is_researcher", "is_operator", "is_lead"),
            *("is_reviewer", "is_translator", "is_publisher"),
        ),
        rows="mutable",
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="participant_has_no_address_and_no_role",
                condition=Q(kind=AccountKind.STAFF)
                | Q(email_wrapped=None, work_name_wrapped=None, is_superuser=False, **NO_ROLE),
            ),
        )

    def __str__(self) -> str:
        return str(self.id)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.password:
            self.renew_stamp()

    @property
    def is_participant(self) -> bool:
        return self.kind == AccountKind.PARTICIPANT

    @property
    def is_staff_account(self) -> bool:
        return self.kind == AccountKind.STAFF

    @property
    def email(self) -> str:
        """A staff member's address; empty for a participant, always."""
        return self._unwrapped("email_wrapped")

    @property
    def work_name(self) -> str:
        """The name a member of staff signs letters with."""
        return self._unwrapped("work_name_wrapped")

    def get_full_name(self) -> str:
        return self.work_name

    def get_username(self) -> str:
        return self.work_name or str(self.id)

    @property
    def writes(self) -> list[str]:
        """The languages in which a therapist writes letters; one at least."""
        return [str(code) for code in self.writes_in] or [letter_languages.main()]

    def has_role(self, *roles: Role) -> bool:
        return self.is_active and any(getattr(self, role.value) for role in roles)

    @property
    def enters_studio(self) -> bool:
        return self.has_role(*STUDIO_GROUPS)

    def renew_stamp(self) -> None:
        """A new stamp: every session of this account, on every device, is over once it is saved."""
        self.password = f"stamp${secrets.token_hex(16)}"

    def _unwrapped(self, field: str) -> str:
        return sealing.unwrap_field(self, field).decode() if getattr(self, field) else ""

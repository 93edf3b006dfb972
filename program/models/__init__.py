"""The rows of `program`. Each field is declared in its model's `privacy`: A sealed, B under the server key, C plain."""

import program.contacts.models  # noqa: F401 (makes its table known; no name of it goes on from here)
from program.audit.models import AuditEvent
from program.choices import Door, Duty, PromiseKind, PublicPage, Severity
from program.models.accounts import Account, AccountKind, Role
from program.models.ages import AgeCheck
from program.models.alerts import Alert, AlertState, AlertStep
from program.models.arms import Arm
from program.models.clinic import BenefitRule, CrisisLine, DutyShift, PublicText, Signature
from program.models.devices import AuthenticatorDevice, Invitation, RecoveryCode, RecoveryCodeDevice
from program.models.effects import Notice, NoticeKind, OutboxKind, OutboxRow
from program.models.enrolments import (
    NEEDS_NO_THERAPIST,
    AgreedStep,
    CaseGrant,
    Enrolment,
    EnrolmentState,
    GrantKind,
    Pause,
    Promise,
    WeekFact,
)
from program.models.fixes import Fix, FixedWords, FixRequest, FixState, Part
from program.models.measures import AssessmentPoint, MeasureFact, PointKind
from program.models.participants import Consent, Participant
from program.models.programs import (
    Assignment,
    ClosingDay,
    ConsentText,
    Edition,
    EditionWeek,
    Gate,
    Program,
    SecondReader,
    WeekKind,
    WeekWords,
)
from program.models.reach import EditionReach
from program.models.safety import RescuedText, Throttle

__all__ = [
    "AgeCheck",
    "NEEDS_NO_THERAPIST",
    "Account",
    "AccountKind",
    "AgreedStep",
    "Alert",
    "AlertState",
    "AlertStep",
    "Arm",
    "AssessmentPoint",
    "Assignment",
    "AuditEvent",
    "AuthenticatorDevice",
    "BenefitRule",
    "CaseGrant",
    "ClosingDay",
    "Consent",
    "ConsentText",
    "CrisisLine",
    "Door",
    "Duty",
    "DutyShift",
    "Edition",
    "EditionReach",
    "EditionWeek",
    "Enrolment",
    "EnrolmentState",
    "Fix",
    "FixRequest",
    "FixState",
    "FixedWords",
    "Gate",
    "GrantKind",
    "Invitation",
    "MeasureFact",
    "Notice",
    "NoticeKind",
    "OutboxKind",
    "OutboxRow",
    "Part",
    "Participant",
    "Pause",
    "PointKind",
    "Program",
    "Promise",
    "PromiseKind",
    "PublicPage",
    "PublicText",
    "RecoveryCode",
    "RecoveryCodeDevice",
    "RescuedText",
    "Role",
    "SecondReader",
    "Severity",
    "Signature",
    "Throttle",
    "WeekFact",
    "WeekKind",
    "WeekWords",
]

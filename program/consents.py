"""What people agree to: the text in force, the one that each has agreed to, and a copy to keep."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists
from django.utils.translation import get_language, get_language_info

from program.admission import entry
from program.go_live import Admission
from program.models import Account, Consent, ConsentText, Enrolment, EnrolmentState, Program

LINK = re.compile(r"</?a\b[^>]*>")


@dataclass(frozen=True)
class Copy:
    """One version as a file that is complete in itself: links are only words there, since they would lead nowhere."""

    text: ConsentText

    @property
    def parts(self) -> Sequence[dict[str, str]]:
        return [{"title": part["title"], "html": LINK.sub("", part["html"])} for part in self.text.parts]

    @property
    def bidi(self) -> bool:
        return bool(get_language_info(self.text.language)["bidi"])

    @property
    def file_name(self) -> str:
        """Says nothing to whoever finds it."""
        return f"text-{self.text.version}.html"


def in_force(program: Program) -> ConsentText | None:
    """The newest version, in the language of whoever asks where it was translated, else as it was written first."""
    texts = list(ConsentText.objects.filter(program=program).order_by("-version", "published_on", "pk"))
    newest = [text for text in texts if text.version == texts[0].version]
    return next((text for text in newest if text.language == get_language()), newest[0] if newest else None)


def offered() -> ConsentText | None:
    """What somebody who joins would agree to; none while joining is closed, but also while there is no place."""
    found = entry()
    return None if found.program is None or found.admission == Admission.CLOSED else in_force(found.program)


def given(account: Account) -> ConsentText | None:
    """The newest text that this participant agreed to: it holds for them until they agree to another."""
    newest = Consent.objects.filter(participant_id=account.pk).select_related("text").order_by("-text__version").first()
    return newest.text if newest else None


@dataclass(frozen=True)
class Asked:
    """A newer text than the one somebody agreed to. `news`: the versions since then, oldest first; the last counts."""

    before: ConsentText
    news: Sequence[ConsentText]

    @property
    def text(self) -> ConsentText:
        return self.news[-1]


def asked_anew(account: Account) -> Asked | None:
    """What this participant is asked to agree to now; None where nothing has changed for them. Two statements.

    Versions are counted in the language that they agreed in. Nobody is asked whose case is over: nothing is sent there.
    """
    before = given(account)
    over = Enrolment.objects.filter(
        participant_id=account.pk, state__in=[EnrolmentState.CLOSED, EnrolmentState.WITHDRAWN]
    )
    if before is None:
        return None
    newer = ConsentText.objects.filter(~Exists(over), program=before.program_id, language=before.language)
    news = list(newer.filter(version__gt=before.version).order_by("version"))
    return Asked(before, news) if news else None


def all_given(account: Account) -> list[Consent]:
    """Every version that this participant ever agreed to, with its day, the newest first. One statement."""
    return list(Consent.objects.filter(participant_id=account.pk).select_related("text").order_by("-text__version"))

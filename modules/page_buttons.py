"""What can be done with a programme or a week, for those who may: beside its title, and on our own pages."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from modules import studio_rights
from modules.access import STUDIO_RIGHTS
from modules.looking import HOME, WEEK, Look
from modules.models import ModulePage, ProgrammePage


def publish_button(page: Page, user: Any, **_where: Any) -> list[Button]:
    """Beside a programme's other actions, for those who may publish it."""
    if not isinstance(page.specific_deferred, ProgrammePage) or not page.permissions_for_user(user).can_publish():
        return []
    publish, editions, arms = (
        reverse(f"modules_studio:{name}", args=[page.pk]) for name in ("publish", "editions", "arms")
    )
    return [
        Button(_("Publish an edition"), publish, icon_name="upload", priority=5),
        Button(_("Editions"), editions, icon_name="history", priority=6),
        Button(_("Arms"), arms, icon_name="tasks", priority=40),
    ]


def asking_button(page: Page, user: Any, **_where: Any) -> list[Button]:
    """Beside a programme's other actions, for those who may change it."""
    if not isinstance(page.specific_deferred, ProgrammePage) or not page.permissions_for_user(user).can_edit():
        return []
    url = reverse("modules_studio:asking", args=[page.pk])
    return [Button(_("When questions are asked"), url, icon_name="calendar", priority=41)]


def arrange_button(page: Page, user: Any, **_where: Any) -> list[Button]:
    """Beside a week's other actions, for those who may change it."""
    if not isinstance(page.specific_deferred, ModulePage) or not page.permissions_for_user(user).can_edit():
        return []
    return [Button(_("Move or copy"), reverse("modules_studio:arrange", args=[page.pk]), icon_name="copy", priority=12)]


def preview_button(page: Page, user: Any, **_where: Any) -> list[Button]:
    """Beside a programme's and a week's other actions, for those who may see their drafts."""
    found = page.specific_deferred
    week = found.number if isinstance(found, ModulePage) else 0
    programme = page.get_parent().specific_deferred if week else found
    if not isinstance(programme, ProgrammePage) or not studio_rights.sees_drafts(user, page):
        return []
    url = reverse("modules_studio:preview-as", args=[programme.pk])
    language = "" if programme.own().pk == programme.pk else programme.language
    look = Look(week=week or 1, place=WEEK if week else HOME, language=language)
    return [Button(_("Preview as"), f"{url}?{look.query}", icon_name="view", priority=10)]


def _works_on_programme(page: Page, user: Any) -> bool:
    works_on = page_permission_policy.user_has_any_permission_for_instance(user, STUDIO_RIGHTS, page)
    return works_on and isinstance(page.specific_deferred, ProgrammePage)


def checks_button(page: Page, user: Any, **_where: Any) -> list[Button]:
    """Beside a programme's other actions, for those who work on it."""
    if not _works_on_programme(page, user):
        return []
    return [Button(_("Checks"), reverse("modules_studio:checks", args=[page.pk]), icon_name="glasses", priority=6)]


def review_button(page: Page, user: Any, **_where: Any) -> list[Button]:
    """Beside a programme's other actions, for those who work on it."""
    if not _works_on_programme(page, user):
        return []
    url = reverse("modules_studio:review", args=[page.pk])
    return [Button(_("Clinical review"), url, icon_name="clipboard-list", priority=7)]


def translations_button(page: Page, user: Any, **_where: Any) -> list[Button]:
    """Beside a programme's other actions."""
    if not isinstance(page.specific_deferred, ProgrammePage) or not studio_rights.sees_drafts(user, page):
        return []
    url = reverse("modules_studio:translations", args=[page.pk])
    return [Button(_("Translations"), url, icon_name="globe", priority=15)]


def pack_buttons(page: Page, user: Any, **_where: Any) -> list[Button]:
    """Beside a programme's other actions."""
    tester = page.permissions_for_user(user)
    is_programme = page.live and isinstance(page.specific_deferred, ProgrammePage)
    if not is_programme or not (tester.can_edit() or tester.can_publish()):
        return []
    found = [Button(_("Export"), reverse("modules_studio:export", args=[page.pk]), icon_name="download", priority=50)]
    if page.get_parent().permissions_for_user(user).can_add_subpage():
        copy = reverse("modules_studio:copy", args=[page.pk])
        found.append(Button(_("Copy this programme"), copy, icon_name="copy", priority=51))
    return found


OF_A_PROGRAMME = (publish_button, asking_button, preview_button, checks_button, review_button, translations_button)
BESIDE_A_TITLE = (*OF_A_PROGRAMME, arrange_button, pack_buttons)


def ways(page: ProgrammePage, user: Any) -> Iterator[Button]:
    """The pages that belong to a programme, in the order in which its title has them; no file, no copy."""
    yield from sorted(button for make in OF_A_PROGRAMME for button in make(page, user))

"""The studio as editors find it: pages, worksheets, pictures and videos; no accounts, and no answers anywhere."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from modules import quiet, studio_rights, waiting
from modules.access import STUDIO_RIGHTS, may_import
from modules.home_panel import ProgrammesPanel
from modules.looking import HOME, WEEK, Look
from modules.models import ModulePage, ProgrammePage
from modules.views import (
    arms,
    arranging,
    asking,
    checks,
    fixing,
    media,
    packs,
    previewing,
    releasing,
    studio,
    texts,
    translations,
)
from worksheets.lookers import also_looks

# What a clinic's editors never need here. Each stays closed by permission as well; this only clears the view.
HIDDEN = {"documents", "settings", "help"}


def studio_urls() -> list[URLPattern | URLResolver]:
    patterns = [
        path("programme/<int:page_id>/publish/", studio.publish, name="publish"),
        path("programme/<int:page_id>/editions/", studio.editions, name="editions"),
        path("programme/<int:page_id>/editions/<str:language>/<int:number>/", studio.changes, name="changes"),
        path("programme/<int:page_id>/fix/", fixing.fix, name="fix"),
        path("programme/<int:page_id>/fix/<int:number>/", fixing.fixed, name="fixed"),
        path("programme/<int:page_id>/fix/asked/<uuid:asked_id>/", releasing.asked, name="fix-asked"),
        path("programme/<int:page_id>/preview/", previewing.preview_as, name="preview-as"),
        path("programme/<int:page_id>/preview/page/", previewing.previewed, name="previewed"),
        path("programme/<int:page_id>/export/", packs.export, name="export"),
        path("programme/<int:page_id>/copy/", packs.copy, name="copy"),
        path("import/", packs.bring, name="import"),
        path("import/<uuid:token>/", packs.look, name="import-look"),
        path("programme/<int:page_id>/arms/", arms.arms, name="arms"),
        path("programme/<int:page_id>/questions/", asking.asking, name="asking"),
        path("programme/<int:page_id>/checks/", checks.programme, name="checks"),
        path("programme/<int:page_id>/translations/", translations.translations, name="translations"),
        path("programme/<int:page_id>/texts/<str:language>/export/", texts.export, name="texts-export"),
        path("programme/<int:page_id>/texts/<str:language>/import/", texts.bring, name="texts-import"),
        path("programme/<int:page_id>/translations/<str:language>/<str:place>/", translations.beside, name="beside"),
        path("week/<int:page_id>/arrange/", arranging.arrange, name="arrange"),
        path("library/<int:media_id>/<str:part>/", media.library, name="media"),
        path("library/<int:image_id>/", media.image, name="image"),
    ]
    return [path("", include((patterns, "modules_studio")))]


def hide_what_is_not_needed(_request: HttpRequest, menu_items: list[MenuItem]) -> None:
    menu_items[:] = [item for item in menu_items if item.name not in HIDDEN]


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


def arrange_button(page: Page, user: Any, **_where: Any) -> list[Button]:
    """Beside the other actions of a week or a programme, for those who may change it."""
    found = page.specific_deferred
    if not page.permissions_for_user(user).can_edit():
        return []
    if isinstance(found, ProgrammePage):
        url = reverse("modules_studio:asking", args=[page.pk])
        return [Button(_("When questions are asked"), url, icon_name="calendar", priority=41)]
    if not isinstance(found, ModulePage):
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


def checks_button(page: Page, user: Any, **_where: Any) -> list[Button]:
    """Beside a programme's other actions, for those who work on it."""
    works_on = page_permission_policy.user_has_any_permission_for_instance(user, STUDIO_RIGHTS, page)
    if not isinstance(page.specific_deferred, ProgrammePage) or not works_on:
        return []
    return [Button(_("Checks"), reverse("modules_studio:checks", args=[page.pk]), icon_name="glasses", priority=6)]


def translations_button(page: Page, user: Any, **_where: Any) -> list[Button]:
    """Beside a programme's other actions."""
    if not isinstance(page.specific_deferred, ProgrammePage) or not studio_rights.sees_drafts(user, page):
        return []
    url = reverse("modules_studio:translations", args=[page.pk])
    return [Button(_("Translations"), url, icon_name="globe", priority=15)]


def programmes_first(_request: HttpRequest, panels: list[Any]) -> None:
    panels.append(ProgrammesPanel())


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


def copied_as_a_programme(_request: HttpRequest, page: Page) -> HttpResponse | None:
    """What Wagtail would copy is a second page of the same programme: its editions would reach who is in that one."""
    return redirect("modules_studio:copy", page.pk) if isinstance(page.specific_deferred, ProgrammePage) else None


def import_item() -> MenuItem:
    return ImportItem(_("Import"), reverse("modules_studio:import"), name="import", icon_name="upload", order=150)


class ImportItem(MenuItem):
    """For those who may make programmes and publish what is in them."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_import(request.user)


def studio_style() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/studio.css"))


hooks.register("insert_global_admin_css", studio_style)


also_looks(waiting.steps_that_wait)
hooks.register("register_admin_urls", studio_urls)
quiet.send_no_mails()
hooks.register("before_copy_page", copied_as_a_programme)
hooks.register("before_edit_snippet", studio_rights.open_to_its_writers)
hooks.register("construct_homepage_panels", programmes_first)
hooks.register("construct_main_menu", hide_what_is_not_needed)
hooks.register("register_page_header_buttons", publish_button)
hooks.register("register_page_header_buttons", arrange_button)
hooks.register("register_page_header_buttons", preview_button)
hooks.register("register_page_header_buttons", checks_button)
hooks.register("register_page_header_buttons", translations_button)
hooks.register("register_page_header_buttons", pack_buttons)
hooks.register("register_admin_menu_item", import_item)

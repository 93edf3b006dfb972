"""The studio as editors find it: pages, worksheets, pictures and videos; no accounts, and no answers anywhere."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from modules import quiet, review_names, studio_rights, waiting
from modules.access import may_import
from modules.actions.reviewing import show_the_newest
from modules.checks.sheets import translation_of_sheet
from modules.home_panel import ProgrammesPanel
from modules.page_buttons import BESIDE_A_TITLE
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
    sending,
    studio,
    texts,
    translations,
)
from worksheets.checks.own_panel import also_checks
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
        path("programme/<int:page_id>/fix/asked/<uuid:asked_id>/withdraw/", releasing.withdraw, name="fix-withdraw"),
        path("programme/<int:page_id>/review/", sending.review, name="review"),
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


def programmes_first(_request: HttpRequest, panels: list[Any]) -> None:
    panels.append(ProgrammesPanel())


def import_item() -> MenuItem:
    return ImportItem(_("Import"), reverse("modules_studio:import"), name="import", icon_name="upload", order=150)


class ImportItem(MenuItem):
    """For those who may make programmes and publish what is in them."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_import(request.user)


def studio_style() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/studio.css"))


def answers_once() -> str:
    return format_html('<script src="{}"></script>', static("js/studio-answer.js"))


hooks.register("insert_global_admin_css", studio_style)
hooks.register("insert_editor_js", answers_once)


also_looks(waiting.steps_that_wait)
also_checks(translation_of_sheet)
hooks.register("register_admin_urls", studio_urls)
quiet.send_no_mails()
review_names.speak_every_language()
hooks.register("before_edit_snippet", studio_rights.open_to_its_writers)
for saved in ("after_edit_page", "after_edit_snippet"):
    hooks.register(saved, show_the_newest)
    hooks.register(saved, sending.lead_to_the_next)
hooks.register("construct_homepage_panels", programmes_first)
hooks.register("construct_main_menu", hide_what_is_not_needed)
for buttons in BESIDE_A_TITLE:
    hooks.register("register_page_header_buttons", buttons)
hooks.register("register_admin_menu_item", import_item)

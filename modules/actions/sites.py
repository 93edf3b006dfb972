"""What Wagtail needs around the pages, made where the migrations' own data is missing."""

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page, Site

from program.actions.staff import EDITORS_GROUP
from worksheets.actions.avoided_terms import ensure_terms

WELCOME_SLUG = "home"
# What editors may do: enter the studio, write worksheets, pages and media. Nobody is given rights over accounts.
IN_THE_STUDIO = (
    *("access_admin", "add_worksheet", "change_worksheet", "publish_worksheet", "submit_translation"),
    *("add_avoidedterm", "change_avoidedterm", "delete_avoidedterm"),
)
UNUSED = ("wagtaildocs",)
ON_PAGES = ("add_page", "change_page", "publish_page")
# wagtailmedia asks for the rights of its own model, also where another one holds the files.
ON_MEDIA = ("add_media", "change_media", "delete_media")
ON_IMAGES = ("add_image", "change_image", "delete_image", "choose_image")


@transaction.atomic
def ensure_site() -> Page:
    """The root of the page tree, with a locale, a site, a collection, the editors' group, and the words to avoid.

    Twice changes nothing."""
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    _remove_welcome_page(root)
    Site.objects.get_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": root, "site_name": settings.SITE_NAME}
    )
    # Wagtail's migrations leave the site without a name, and the studio would greet editors with a host's.
    Site.objects.filter(is_default_site=True, site_name="").update(site_name=settings.SITE_NAME)
    collection = Collection.get_first_root_node() or Collection.add_root(name="Root")
    _allow_editors(root, collection)
    ensure_terms()
    return root


def _remove_welcome_page(root: Page) -> None:
    """Wagtail's migrations make one page that greets the developer. Nobody should meet it."""
    welcome = root.get_children().exact_type(Page).filter(slug=WELCOME_SLUG).first()
    if welcome is not None and welcome.is_leaf():
        Site.objects.filter(root_page=welcome).update(root_page=root)
        welcome.delete()


def _allow_editors(root: Page, collection: Collection) -> None:
    editors, _made = Group.objects.get_or_create(name=EDITORS_GROUP)
    all_rights = Permission.objects.select_related("content_type")
    known = {(right.content_type.app_label, right.codename): right for right in all_rights}
    rights = {
        codename: row
        for (app, codename), row in known.items()
        if app in {"wagtailadmin", "worksheets", "simple_translation"}
    }
    editors.permissions.add(*(rights[name] for name in IN_THE_STUDIO if name in rights))
    for name in ON_PAGES:
        right = known["wagtailcore", name]
        GroupPagePermission.objects.get_or_create(group=editors, page=root, permission=right)
    for app, name in (*(("wagtailmedia", name) for name in ON_MEDIA), *(("wagtailimages", name) for name in ON_IMAGES)):
        right = known[app, name]
        GroupCollectionPermission.objects.get_or_create(group=editors, collection=collection, permission=right)
    # Wagtail's migrations let editors upload documents; no page here shows one, and none is served.
    GroupCollectionPermission.objects.filter(group=editors, permission__content_type__app_label__in=UNUSED).delete()

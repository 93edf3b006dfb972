"""What Wagtail needs around the pages, made where the migrations' own data is missing."""

from django.conf import settings
from django.db import transaction
from wagtail.models import Collection, Locale, Page, Site

from modules.actions.reviewing import ensure_review
from modules.models import ProgrammePage
from modules.studio_rights import give_rights
from worksheets.actions.avoided_terms import ensure_terms

WELCOME_SLUG = "home"


@transaction.atomic
def ensure_site() -> Page:
    """The root of the page tree, with a locale, a site, a collection, what each group of the studio may do,
    the clinical review, and the words to avoid.

    Twice changes nothing. An installation from before a role gets it here too.
    """
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    _remove_welcome_page(root)
    Site.objects.get_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": root, "site_name": settings.SITE_NAME}
    )
    # Wagtail's migrations leave the site without a name, and the studio would greet editors with a host's.
    Site.objects.filter(is_default_site=True, site_name="").update(site_name=settings.SITE_NAME)
    collection = Collection.get_first_root_node() or Collection.add_root(name="Root")
    give_rights(root, collection)
    ensure_review()
    ensure_terms()
    for page in ProgrammePage.objects.all():
        page.settle()
    return root


def _remove_welcome_page(root: Page) -> None:
    """Wagtail's migrations make one page that greets the developer. Nobody should meet it."""
    welcome = root.get_children().exact_type(Page).filter(slug=WELCOME_SLUG).first()
    if welcome is not None and welcome.is_leaf():
        Site.objects.filter(root_page=welcome).update(root_page=root)
        welcome.delete()

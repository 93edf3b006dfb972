"""Who may do what in the studio: what each group of `program` may do to pages, worksheets and media.

Nobody is given rights over accounts, and no right here reaches an answer. Reviewers and translators get what is missing
here elsewhere: reviewers through the clinical task, translators in each tree that translates another (`open_tree`).
"""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Workflow, WorkflowPage

from program.http import StaffRequest
from program.models import Account, Role
from program.models.accounts import STUDIO_GROUPS
from worksheets.models import Worksheet

Right = tuple[str, str]
"""The label of an app, and a codename of it."""

REVIEW = "Clinical review"
"""The workflow that everything of a programme goes through."""
ENTER = ("wagtailadmin", "access_admin")


@dataclass(frozen=True)
class Rights:
    """In the studio and over all worksheets, over every page, over the library of media."""

    studio: tuple[Right, ...]
    pages: tuple[str, ...] = ()
    media: tuple[Right, ...] = ()


RIGHTS = {
    Role.EDITOR: Rights(
        studio=(
            ENTER,
            ("worksheets", "add_worksheet"),
            ("worksheets", "change_worksheet"),
            ("worksheets", "lock_worksheet"),
            ("simple_translation", "submit_translation"),
            *(("worksheets", f"{do}_avoidedterm") for do in ("add", "change", "delete")),
        ),
        pages=("add_page", "change_page", "lock_page"),
        # wagtailmedia asks for the rights of its own model, also where another one holds the files.
        media=(
            *(("wagtailmedia", f"{do}_media") for do in ("add", "change", "delete")),
            *(("wagtailimages", f"{do}_image") for do in ("add", "change", "delete", "choose")),
        ),
    ),
    # Wagtail shows pages only to those who may do something with them: a reviewer may lock one while reading it.
    Role.REVIEWER: Rights(studio=(ENTER, ("worksheets", "view_worksheet")), pages=("lock_page",)),
    Role.TRANSLATOR: Rights(studio=(ENTER, ("worksheets", "change_worksheet"))),
    Role.PUBLISHER: Rights(
        studio=(
            ENTER,
            *(("worksheets", f"{do}_worksheet") for do in ("view", "publish", "lock", "unlock")),
        ),
        pages=("publish_page", "lock_page", "unlock_page"),
    ),
}


def give_rights(root: Page, collection: Collection) -> None:
    """Each group gets exactly what stands above; whatever else it had over all pages and media is taken back."""
    rows = Permission.objects.select_related("content_type")
    known = {(row.content_type.app_label, row.codename): row for row in rows}
    for role, rights in RIGHTS.items():
        group, _made = Group.objects.get_or_create(name=STUDIO_GROUPS[role])
        group.permissions.set([known[right] for right in rights.studio if right in known])
        on_pages = [known["wagtailcore", name] for name in rights.pages]
        on_media = [known[right] for right in rights.media]
        GroupPagePermission.objects.filter(group=group, page=root).exclude(permission__in=on_pages).delete()
        GroupCollectionPermission.objects.filter(group=group).exclude(permission__in=on_media).delete()
        for right in on_pages:
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=right)
        for right in on_media:
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=right)


def put_under_review(page: Page) -> None:
    """What is written on this page and below can be sent to clinical review."""
    flow = Workflow.objects.filter(name=REVIEW).first()
    if flow is not None:
        WorkflowPage.objects.get_or_create(page=page, defaults={"workflow": flow})


def open_to_translators(page: Page) -> None:
    """They may write this page and those below it."""
    group, _made = Group.objects.get_or_create(name=STUDIO_GROUPS[Role.TRANSLATOR])
    right = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.get_or_create(group=group, page=page, permission=right)


def sees_drafts(account: Account, page: Page) -> bool:
    """As Wagtail asks before it shows a draft; and reviewers, who read before anybody asks them to."""
    tester = page.permissions_for_user(account)
    return bool(tester.can_edit() or tester.can_publish() or account.has_role(Role.REVIEWER))


def open_to_its_writers(request: StaffRequest, snippet: object) -> None:
    """Wagtail gives rights over all worksheets or none. Raises PermissionDenied for a translator of other languages."""
    if isinstance(snippet, Worksheet) and not may_write_worksheet(request.user, snippet):
        raise PermissionDenied


def may_write_worksheet(account: Account, worksheet: Worksheet) -> bool:
    """A translator writes the worksheets of a programme in the languages of the trees that are open to translators."""
    if account.has_role(Role.EDITOR) or not account.has_role(Role.TRANSLATOR):
        return True
    trees = GroupPagePermission.objects.filter(group__name=STUDIO_GROUPS[Role.TRANSLATOR], page__depth=2)
    here = trees.filter(page__locale_id=worksheet.locale_id, page__programmepage__program_id=worksheet.program_id)
    return bool(here.exists())

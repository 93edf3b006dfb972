"""Views of ours in the place of Wagtail's own, at the addresses of those; their names stay Wagtail's, too. They stand
before Wagtail's in `config`. Worksheets need none: their viewset names its views."""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.urls import display_custom_404

from modules.views.answering import AnswerPage, CollectAnswer, EditPage

ANSWERED = "<int:page_id>/<slug:action_name>/<int:task_state_id>/"

urlpatterns = [
    path(address, never_cache(display_custom_404(require_admin_access(view.as_view()))))
    for address, view in (
        (f"pages/workflow/action/{ANSWERED}", AnswerPage),
        (f"pages/workflow/collect_action_data/{ANSWERED}", CollectAnswer),
        ("pages/<int:page_id>/edit/", EditPage),
    )
]

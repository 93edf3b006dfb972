"""The window in which a week's worksheet is chosen: programmes may have worksheets of the same name."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet

from program.models import Program
from worksheets.models import Worksheet
from worksheets.worksheet_form import named

OF_PROGRAMME = Column("program", label=_("Programme"), accessor="program.title", sort_key="program__title")


class ProgrammeFilter(forms.Form):
    """Those of one programme."""

    program = forms.ModelChoiceField(
        Program.objects.order_by("title"),
        label=_("Programme"),
        required=False,
        empty_label=_("All programmes"),
        widget=forms.Select(attrs={"data-chooser-modal-search-filter": True}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["program"].label_from_instance = named  # type: ignore[attr-defined]  # a field of rows

    def filter(self, objects: QuerySet[Worksheet]) -> QuerySet[Worksheet]:
        found: QuerySet[Worksheet] = super().filter(objects)  # type: ignore[misc]  # Wagtail's own, which it is mixed into
        chosen = self.cleaned_data.get("program")
        return found.filter(program=chosen) if chosen else found


class _ByProgramme:
    """What both views of the window show."""

    ordering = ("program__title", "title")

    def get_object_list(self) -> QuerySet[Worksheet]:
        return Worksheet.objects.select_related("program", "locale")

    def get_filter_form_class(self) -> type[forms.Form]:
        own = super().get_filter_form_class()  # type: ignore[misc]  # Wagtail's own, which it is mixed into
        return type("WorksheetFilter", (ProgrammeFilter, own), {})

    @property
    def columns(self) -> list[Column]:
        title, *others = super().columns  # type: ignore[misc]  # as above
        return [title, Column("program", label=_("Programme"), accessor="program.title"), *others]


class ChooseWorksheet(_ByProgramme, ChooseView):
    pass


class ChooseWorksheetAgain(_ByProgramme, ChooseResultsView):
    pass


class WorksheetChooser(SnippetChooserViewSet):
    choose_view_class = ChooseWorksheet
    choose_results_view_class = ChooseWorksheetAgain

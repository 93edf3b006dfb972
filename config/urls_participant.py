"""What participants reach: their own rooms, and the front-page types that Wagtail serves."""

from django.urls import include, path

urlpatterns = [
    path("", include("program.urls_participant")),
    path("", include("modules.urls_participant")),
    path("", include("worksheets.urls_participant")),
    path("", include("therapist.urls_participant")),
]

handler500 = "program.views.rescue.broken"

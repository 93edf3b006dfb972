"""What participants reach: their own rooms, and the front-page types that Wagtail serves."""

from django.urls import include, path

urlpatterns = [
    path("", include("program.urls_participant")),
]

"""What staff reach: the desk under /staff/ and the studio under /cms/. Every one needs the second factor."""

from django.urls import include, path

urlpatterns = [
    path("staff/", include("program.urls_staff")),
]

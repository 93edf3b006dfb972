"""What staff reach: the desk under /staff/ and the studio under /cms/. Every one needs the second factor."""

from django.urls import include, path
from wagtail.admin import urls as wagtail_urls

urlpatterns = [
    path("staff/", include("program.urls_staff")),
    path("staff/", include("therapist.urls_staff")),
    path("staff/", include("evaluation.urls_staff")),
    path("staff/", include("worksheets.urls_staff")),
    path("staff/", include("modules.urls_staff")),
    path("cms/", include("modules.urls_studio")),
    path("cms/", include(wagtail_urls)),
]

handler500 = "program.views.rescue.broken"

"""One process for both sides: the embedded default. The demo adds its own page and the component gallery."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from config.urls_participant import urlpatterns as participant_urls
from config.urls_staff import urlpatterns as staff_urls

demo_urls: list[URLPattern | URLResolver] = []
if settings.DEMO:
    demo_urls = [path("", include("demo.urls"))]

urlpatterns = [*demo_urls, *staff_urls, *participant_urls]

handler500 = "program.views.rescue.broken"

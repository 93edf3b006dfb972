"""One process for both sides: the embedded default. The demo adds its own page and the component gallery."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import TemplateView

from config.urls_participant import urlpatterns as participant_urls
from config.urls_staff import urlpatterns as staff_urls

demo_urls: list[URLPattern | URLResolver] = []
if settings.DEMO:
    gallery = login_not_required(TemplateView.as_view(template_name="gallery.html"))
    demo_urls = [path("", include("demo.urls")), path("gallery/", gallery, name="gallery")]

urlpatterns = [*demo_urls, *staff_urls, *participant_urls]

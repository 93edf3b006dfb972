"""One process for both sides: the embedded default."""

from config.urls_participant import urlpatterns as participant_urls
from config.urls_staff import urlpatterns as staff_urls

urlpatterns = [*staff_urls, *participant_urls]

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
# All pages' code is read now, which takes half a second, and not while somebody waits for a new worker's first answer.
import_module(settings.ROOT_URLCONF)

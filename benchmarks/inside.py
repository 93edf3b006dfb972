"""`python -m benchmarks.inside MODULE`: runs its `main` inside the project that DJANGO_SETTINGS_MODULE names."""

import sys
from importlib import import_module

import django

if __name__ == "__main__":
    django.setup()
    import_module(sys.argv[1]).main()

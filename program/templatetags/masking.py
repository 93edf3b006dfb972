"""For texts that come to a template as they were typed."""

from django import template

from program.masking import masked

register = template.Library()
register.filter("masked", masked)

"""The checklist of somebody who said that they are under 18."""

from django.shortcuts import get_object_or_404

from program.models import AgeCheck


def age_check(number: int) -> AgeCheck:
    return get_object_or_404(AgeCheck.objects.select_related("participant"), pk=number)

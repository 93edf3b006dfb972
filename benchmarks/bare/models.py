"""Rows of the same size and number as the real ones, in the shape that serves one page best."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models


class Module(models.Model):
    name = models.CharField(max_length=20, unique=True)
    objects: ClassVar[models.Manager["Module"]] = models.Manager()

    class Meta:
        app_label = "bare"

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True)
    alias = models.CharField(max_length=60)
    objects: ClassVar[models.Manager["Person"]] = models.Manager()

    class Meta:
        app_label = "bare"

    def __str__(self) -> str:
        return str(self.pk)


class Place(models.Model):
    """How far somebody has come in one module."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    module = models.ForeignKey(Module, on_delete=models.CASCADE)
    furthest = models.PositiveSmallIntegerField(default=1)
    objects: ClassVar[models.Manager["Place"]] = models.Manager()

    class Meta:
        app_label = "bare"
        constraints = (models.UniqueConstraint(name="bare_one_place", fields=["person", "module"]),)

    def __str__(self) -> str:
        return str(self.pk)


class Answers(models.Model):
    """All fields of one worksheet in one text."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    sheet = models.PositiveSmallIntegerField()
    base = models.PositiveIntegerField()
    text = models.TextField()
    objects: ClassVar[models.Manager["Answers"]] = models.Manager()

    class Meta:
        app_label = "bare"
        constraints = (models.UniqueConstraint(name="bare_one_sheet", fields=["user", "sheet"]),)

    def __str__(self) -> str:
        return str(self.pk)


class Event(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    verb = models.CharField(max_length=40)
    objects: ClassVar[models.Manager["Event"]] = models.Manager()

    class Meta:
        app_label = "bare"

    def __str__(self) -> str:
        return str(self.pk)


class Waiting(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    therapist = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    draft_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    week = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    kept = models.BooleanField(default=False)
    objects: ClassVar[models.Manager["Waiting"]] = models.Manager()

    class Meta:
        app_label = "bare"
        indexes = (models.Index(name="bare_inbox", fields=["therapist", "kept", "due_on", "id"]),)

    def __str__(self) -> str:
        return str(self.pk)

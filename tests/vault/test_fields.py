from django.db import models

from tests.vault.sample import Letter, Note, registry
from vault.classes import FieldClasses
from vault.fields import SealedField, WrappedField, wrapped_fields
from vault.models import KeyPair, Lock, SealedPrivate


def test_migrations_can_write_the_fields_down() -> None:
    assert SealedField().deconstruct()[1:] == ("vault.fields.SealedField", [], {})
    assert WrappedField(null=True).deconstruct()[1:] == ("vault.fields.WrappedField", [], {"null": True})
    _, path, args, kwargs = WrappedField(case_field="case").deconstruct()
    assert (path, args, kwargs) == ("vault.fields.WrappedField", [], {"case_field": "case"})
    assert WrappedField(*args, **kwargs).case_field == "case"


def test_no_form_edits_them() -> None:
    assert not SealedField().editable
    assert not WrappedField().editable


def test_a_misspelt_case_field_is_an_error() -> None:
    class Misspelt(models.Model):
        case = models.UUIDField()
        case_key = WrappedField(case_field="cases")

        class Meta:
            app_label = "sample"
            apps = registry

        def __str__(self) -> str:
            return ""

    assert [error.id for error in Misspelt._meta.get_field("case_key").check()] == ["vault.E001"]
    assert [*Note._meta.get_field("case_key").check(), *Note._meta.get_field("contact").check()] == []


def test_every_wrapped_column_is_found(samples: None) -> None:
    found = [(model, field.name) for model, field in wrapped_fields()]
    assert len(found) == len(set(found))
    assert set(found) >= {
        (Lock, "private_key"),
        (SealedPrivate, "private_key"),
        (Note, "case_key"),
        (Note, "contact"),
        (Letter, "case_key"),
    }


def test_every_field_of_the_vault_is_classified() -> None:
    for model in (KeyPair, Lock, SealedPrivate):
        privacy: FieldClasses = model.privacy
        named = [*privacy.sealed, *privacy.server, *privacy.plain]
        assert sorted(named) == sorted(field.name for field in model._meta.concrete_fields if field.name != "id")

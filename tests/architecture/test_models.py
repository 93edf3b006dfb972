"""Every model of ours obeys the arrows, and says how private each of its fields is."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from vault.classes import FieldClasses
from vault.fields import SealedField, WrappedField
from vault.frozen import Frozen, FrozenRow

FLOORS = {"vault": 0, "program": 1, "worksheets": 2, "modules": 3, "therapist": 3, "evaluation": 3}

# The only plain instants. Everything else that people do is kept as a day.
INSTANTS = {
    ("program.Throttle", "next_try_at"),
    ("program.AlertStep", "due_at"),
    ("therapist.Letter", "leaves_at"),
    ("program.OutboxRow", "claimed_until"),
    ("program.Promise", "claimed_until"),
    ("therapist.Writing", "until"),
    ("program.AuthenticatorDevice", "throttling_failure_timestamp"),
    ("program.RecoveryCodeDevice", "throttling_failure_timestamp"),
}

# Class B although not wrapped: hashes under the server's index key.
KEYED_HASHES = {("vault.KeyPair", "proof"), ("vault.Lock", "verifier")}


def our_models() -> Iterator[type[models.Model]]:
    for label in FLOORS:
        yield from apps.get_app_config(label).get_models(include_auto_created=True)


def own_fields(model: type[models.Model]) -> list[models.Field[object, object]]:
    """Concrete fields of this model's own table, without its id."""
    return [field for field in model._meta.local_concrete_fields if field.name != "id"]


def declared(model: type[models.Model]) -> FieldClasses | None:
    return getattr(model, "privacy", None)


written_by_us = [model for model in our_models() if not model._meta.auto_created]


@pytest.mark.parametrize("model", written_by_us, ids=lambda model: model._meta.label)
def test_every_field_is_classified_once(model: type[models.Model]) -> None:
    privacy = declared(model)
    assert privacy is not None, f"{model._meta.label} does not say how private its fields are"
    named = [*privacy.sealed, *privacy.server, *privacy.plain]
    assert len(named) == len(set(named))
    ours = {field.name for field in own_fields(model) if not is_parent_link(field)}
    assert ours == set(named)


@pytest.mark.parametrize("model", written_by_us, ids=lambda model: model._meta.label)
def test_the_class_of_a_field_is_the_class_of_its_type(model: type[models.Model]) -> None:
    privacy = declared(model)
    assert privacy is not None
    for field in own_fields(model):
        assert isinstance(field, SealedField) == (field.name in privacy.sealed), field
        if (model._meta.label, field.name) not in KEYED_HASHES:
            assert isinstance(field, WrappedField) == (field.name in privacy.server), field


@pytest.mark.parametrize("model", list(our_models()), ids=lambda model: model._meta.label)
def test_foreign_keys_follow_the_arrows(model: type[models.Model]) -> None:
    floor = FLOORS[model._meta.app_label]
    for field in model._meta.get_fields():
        target = field.related_model if field.is_relation and not field.auto_created else None
        if (
            isinstance(target, type)
            and target._meta.app_label in FLOORS
            and target._meta.app_label != model._meta.app_label
        ):
            assert FLOORS[target._meta.app_label] < floor, f"{model._meta.label}.{field.name} runs against the arrows"


@pytest.mark.parametrize("model", written_by_us, ids=lambda model: model._meta.label)
def test_instants_are_days_but_for_a_named_list(model: type[models.Model]) -> None:
    if issubclass(model, author_side()):
        return
    for field in own_fields(model):
        if isinstance(field, models.DateTimeField):
            assert (model._meta.label, field.name) in INSTANTS


@pytest.mark.parametrize("model", written_by_us, ids=lambda model: model._meta.label)
def test_a_row_names_itself_by_nothing_but_ids_and_numbers(model: type[models.Model]) -> None:
    """`__str__` ends up in logs: it must not read a sealed or wrapped field."""
    privacy = declared(model)
    assert privacy is not None
    names = getattr(model.__str__, "__code__", None)
    read = set(names.co_names) if names else set()
    assert not read & {*privacy.sealed, *privacy.server}


@pytest.mark.parametrize("model", written_by_us, ids=lambda model: model._meta.label)
def test_rows_that_are_written_once_refuse_a_change(model: type[models.Model]) -> None:
    privacy = declared(model)
    assert privacy is not None
    assert issubclass(model, FrozenRow) == (privacy.rows == "append-only")
    if issubclass(model, FrozenRow):
        row = model()
        row._state.adding = False
        with pytest.raises(Frozen):
            row.save()
        with pytest.raises(Frozen):
            model._default_manager.update()


def is_parent_link(field: models.Field[object, object]) -> bool:
    return bool(field.remote_field and getattr(field.remote_field, "parent_link", False))


def author_side() -> tuple[type, ...]:
    """Wagtail's own bases bring the instants of authors' work, which are no participant's."""
    from_wagtail = {base for model in written_by_us for base in model.__mro__ if base.__module__.startswith("wagtail")}
    return tuple(from_wagtail)

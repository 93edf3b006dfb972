"""No grant, no key: what is sealed to a holder opens for this holder, in its place, and for nobody else."""

from uuid import uuid4

import pytest
from django.db.models import QuerySet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.vault.sample import Letter, Note
from vault.holders import PrivateKey, create_pair, open_case_key, open_for, public_key, seal_case_key, seal_for
from vault.models import KeyPair
from vault.sealing import CaseKey, SealBroken

pytestmark = pytest.mark.usefixtures("empty_vault")

KEY = CaseKey.new(uuid4())


@pytest.fixture
def therese() -> PrivateKey:
    return create_pair(holder=uuid4(), kind="staff", secret="therese")


@pytest.fixture
def tom() -> PrivateKey:
    return create_pair(holder=uuid4(), kind="staff", secret="tom")


def granted(to: PrivateKey) -> Note:
    grant = Note(case=KEY.id)
    seal_case_key(key=KEY, holder=to.holder, row=grant, field="case_key")
    return grant


def test_the_granted_holder_opens_the_case_key(therese: PrivateKey) -> None:
    assert open_case_key(private=therese, row=granted(therese), field="case_key", case_id=KEY.id) == KEY


def test_nobody_else_does(therese: PrivateKey, tom: PrivateKey) -> None:
    grant = granted(therese)
    for private in (tom, PrivateKey(therese.holder, tom.raw), PrivateKey(tom.holder, therese.raw)):
        with pytest.raises(SealBroken):
            open_case_key(private=private, row=grant, field="case_key", case_id=KEY.id)


def test_a_holder_without_a_copy_opens_nothing(tom: PrivateKey) -> None:
    for empty in (Note(), Note(case_key=b""), Letter(case_key=None)):
        with pytest.raises(SealBroken):
            open_case_key(private=tom, row=empty, field="case_key", case_id=KEY.id)


def test_a_copy_opens_in_its_own_row_and_case_only(therese: PrivateKey) -> None:
    grant = granted(therese)
    with pytest.raises(SealBroken):
        open_case_key(private=therese, row=grant, field="case_key", case_id=uuid4())
    with pytest.raises(SealBroken):
        open_case_key(private=therese, row=Note(case_key=grant.case_key), field="case_key", case_id=KEY.id)
    grant.contact = grant.case_key
    with pytest.raises(SealBroken):
        open_case_key(private=therese, row=grant, field="contact", case_id=KEY.id)


def test_nothing_is_sealed_to_a_public_key_that_somebody_put_in_the_database(
    therese: PrivateKey, tom: PrivateKey
) -> None:
    QuerySet(KeyPair).filter(holder=therese.holder).update(public_key=tom.public)
    with pytest.raises(SealBroken):
        granted(therese)
    foreign = KeyPair.objects.get(holder=tom.holder)
    QuerySet(KeyPair).filter(holder=therese.holder).update(proof=foreign.proof)
    with pytest.raises(SealBroken):
        public_key(therese.holder)


def test_nothing_is_sealed_to_nobody() -> None:
    with pytest.raises(KeyPair.DoesNotExist):
        seal_case_key(key=KEY, holder=uuid4(), row=Note(), field="case_key")


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(codec=None, exclude_categories=())))
def test_text_waits_for_its_holder(therese: PrivateKey, text: str) -> None:
    note = Note()
    seal_for(holder=therese.holder, row=note, field="text", text=text)
    assert open_for(private=therese, row=note, field="text") == text


def test_waiting_text_opens_for_nobody_else_and_nowhere_else(therese: PrivateKey, tom: PrivateKey) -> None:
    note = Note()
    seal_for(holder=therese.holder, row=note, field="text", text="a text")
    with pytest.raises(SealBroken):
        open_for(private=tom, row=note, field="text")
    for row, field in [(Note(text=note.text), "text"), (Note(id=note.id, reply=note.text), "reply"), (Note(), "text")]:
        with pytest.raises(SealBroken):
            open_for(private=therese, row=row, field=field)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_altered_waiting_text_fails(therese: PrivateKey, data: st.DataObject) -> None:
    note = Note()
    seal_for(holder=therese.holder, row=note, field="text", text="a text")
    blob = bytearray(note.text or b"")
    if data.draw(st.booleans()):
        blob[data.draw(st.integers(0, len(blob) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    else:
        del blob[data.draw(st.integers(0, len(blob) - 1)) :]
    note.text = bytes(blob)
    with pytest.raises(SealBroken):
        open_for(private=therese, row=note, field="text")


def test_waiting_texts_of_one_step_look_alike(therese: PrivateKey) -> None:
    sizes = set()
    for text in ("", "short", "x" * 1020):
        note = Note()
        seal_for(holder=therese.holder, row=note, field="text", text=text)
        sizes.add(len(note.text or b""))
    assert len(sizes) == 1

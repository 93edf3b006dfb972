from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.vault.sample import Note
from vault import holders, sealing, supervision
from vault.errors import NotAdmitted, SealBroken
from vault.holders import PrivateKey, create_pair, open_case_key, seal_case_key
from vault.models import KeyPair, SealedPrivate
from vault.sealing import CaseKey
from vault.supervision import SUPERVISION, AlreadyInitialised, admit, dismiss, is_admitted, recover, supervision_key

pytestmark = pytest.mark.usefixtures("empty_vault")


@pytest.fixture
def recovery_key() -> str:
    return supervision.init()


@pytest.fixture
def siri(recovery_key: str) -> PrivateKey:
    """The first supervisor."""
    siri = staff()
    recover(recovery_key=recovery_key, holder=siri.holder)
    return siri


def staff() -> PrivateKey:
    return create_pair(holder=uuid4(), kind="staff", secret="a password")


def test_it_is_made_once(recovery_key: str) -> None:
    with pytest.raises(AlreadyInitialised):
        supervision.init()
    assert KeyPair.objects.filter(kind="supervision").count() == 1


def test_the_recovery_key_fits_on_a_card_and_is_stored_nowhere(recovery_key: str) -> None:
    groups = recovery_key.split("-")
    assert len(groups) == 13
    assert {len(group) for group in groups} == {4}
    for row in [*SealedPrivate.objects.values_list(), *KeyPair.objects.values_list()]:
        assert recovery_key not in str(row)


def test_before_anybody_is_admitted_nobody_opens_a_case(recovery_key: str) -> None:
    with pytest.raises(NotAdmitted):
        supervision_key(by=staff())


def test_the_recovery_key_admits_the_first_supervisor_who_opens_every_case(siri: PrivateKey) -> None:
    key, grant = CaseKey.new(uuid4()), Note()
    seal_case_key(key=key, holder=SUPERVISION, row=grant, field="case_key")
    assert is_admitted(siri.holder)
    opened = open_case_key(private=supervision_key(by=siri), row=grant, field="case_key", case_id=key.id)
    assert opened == key


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_card_is_read_however_it_was_copied(recovery_key: str, data: st.DataObject) -> None:
    groups = [data.draw(st.sampled_from([group, group.lower()])) for group in recovery_key.split("-")]
    typed = data.draw(st.sampled_from(["", " ", "-", "  "])).join(groups)
    typed = typed.replace("O", data.draw(st.sampled_from("O0"))).replace("I", data.draw(st.sampled_from("I1")))
    holder = staff().holder
    recover(recovery_key=typed + "\n", holder=holder)
    assert is_admitted(holder)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(), st.text("ABCDEFGH234567", min_size=52, max_size=52)))
def test_another_recovery_key_admits_nobody(recovery_key: str, typed: str) -> None:
    holder = staff().holder
    with pytest.raises(SealBroken):
        recover(recovery_key=typed, holder=holder)
    assert not is_admitted(holder)


def test_there_is_nothing_to_recover_before_init() -> None:
    with pytest.raises(SealBroken):
        recover(recovery_key="AAAA-" * 12 + "AAAA", holder=staff().holder)


def test_a_supervisor_admits_a_colleague_and_twice_does_no_harm(siri: PrivateKey) -> None:
    colleague = staff()
    admit(by=siri, holder=colleague.holder)
    admit(by=siri, holder=colleague.holder)
    assert supervision_key(by=colleague) == supervision_key(by=siri)


def test_others_admit_nobody(siri: PrivateKey) -> None:
    therese = staff()
    with pytest.raises(NotAdmitted):
        admit(by=therese, holder=therese.holder)
    stolen_name = PrivateKey(siri.holder, therese.raw)
    with pytest.raises(SealBroken):
        admit(by=stolen_name, holder=therese.holder)
    assert not is_admitted(therese.holder)


@pytest.mark.parametrize("kind", ["participant", None])
def test_only_staff_are_admitted(siri: PrivateKey, kind: str | None) -> None:
    holder = uuid4()
    if kind:
        create_pair(holder=holder, kind=kind, secret="x")
    with pytest.raises(KeyPair.DoesNotExist):
        admit(by=siri, holder=holder)
    assert not is_admitted(holder)


def test_a_dismissed_supervisor_opens_nothing(siri: PrivateKey) -> None:
    dismiss(holder=siri.holder)
    assert not is_admitted(siri.holder)
    with pytest.raises(NotAdmitted):
        supervision_key(by=siri)


def test_a_copy_moved_to_another_supervisor_opens_nothing(siri: PrivateKey) -> None:
    tom = staff()
    row = SealedPrivate.objects.get(sealed_to__holder=siri.holder)
    row.sealed_to = KeyPair.objects.get(holder=tom.holder)
    row.save()
    with pytest.raises(SealBroken):
        supervision_key(by=tom)


def test_a_supervisor_readmits_a_therapist_who_lost_the_password(siri: PrivateKey) -> None:
    therapist, key = staff(), CaseKey.new(uuid4())
    grant, supervisors = Note(case=key.id), Note(case=key.id)
    sealing.seal(key, grant, "text", "written before")
    seal_case_key(key=key, holder=therapist.holder, row=grant, field="case_key")
    seal_case_key(key=key, holder=SUPERVISION, row=supervisors, field="case_key")

    holders.erase_holder(therapist.holder)
    renewed = create_pair(holder=therapist.holder, kind="staff", secret="new password")
    with pytest.raises(SealBroken):
        open_case_key(private=renewed, row=grant, field="case_key", case_id=key.id)
    by_supervisor = open_case_key(private=supervision_key(by=siri), row=supervisors, field="case_key", case_id=key.id)
    seal_case_key(key=by_supervisor, holder=therapist.holder, row=grant, field="case_key")

    opened = open_case_key(private=renewed, row=grant, field="case_key", case_id=key.id)
    assert sealing.open(opened, grant, "text") == "written before"


def test_the_recovery_key_readmits_the_only_supervisor(siri: PrivateKey, recovery_key: str) -> None:
    before = supervision_key(by=siri)
    holders.erase_holder(siri.holder)
    renewed = create_pair(holder=siri.holder, kind="staff", secret="new password")
    assert not is_admitted(siri.holder)
    recover(recovery_key=recovery_key, holder=siri.holder)
    assert supervision_key(by=renewed) == before


def test_a_therapist_who_leaves_takes_the_admission_along(siri: PrivateKey) -> None:
    holders.erase_holder(siri.holder)
    assert SealedPrivate.objects.filter(sealed_to__isnull=False).count() == 0
    assert SealedPrivate.objects.filter(sealed_to=None).count() == 1


def test_the_constant_stays_what_it_is() -> None:
    """Every stored case key hangs on it."""
    assert UUID("5b1d0c7e-3a52-4f0e-9a46-6f7c0e3b8d21") == SUPERVISION

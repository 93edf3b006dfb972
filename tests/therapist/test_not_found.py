"""A page that is not there: staff who are signed in stay at their desk; nobody else learns that there is one."""

import pytest
from django.test import Client

from tests.people import Person

AWAY = ("/staff/nothing-here/", "/staff/case/00000000-0000-0000-0000-000000000000/", "/nothing-here/")


@pytest.mark.parametrize("address", AWAY)
def test_staff_keep_the_ways_through_the_desk(address: str, therese: Person) -> None:
    answer = therese.client.get(address)
    page = answer.content.decode()
    assert answer.status_code == 404
    assert 'href="/staff/inbox/"' in page
    assert "css/staff" in page
    assert "Help now" not in page


def test_nobody_else_sees_them(anna: Person, therese: Person, stranger: Client) -> None:
    for client in (anna.client, therese.unverified, stranger):
        page = client.get("/staff/nothing-here/").content.decode()
        assert "/staff/inbox/" not in page
        assert "css/staff" not in page
        assert "Help now" in page

"""What is drawn once for everybody holds nothing of anybody."""

import re

from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import translation

from program.templatetags.kept import HERE
from program.templatetags.kept import TOKENS as KEPT_TOKENS
from tests.people import Person

TOKENS = re.compile(r'name="csrfmiddlewaretoken" value="([^"]*)"')
TOP = '{% load kept %}{% kept "components/top.html" here=here signed_in=signed_in site_name=site_name %}'


def top(**values: object) -> str:
    return Template(TOP).render(Context({"here": "modules:home", "signed_in": True, "site_name": "Waymark", **values}))


def test_each_page_has_the_form_token_of_its_own_reader(anna: Person, sol: Person, stranger: Client) -> None:
    pages = [client.get("/help/").content.decode() for client in (anna.client, sol.client, stranger)]
    tokens = [set(TOKENS.findall(page)) for page in pages]
    assert all(len(found) == 1 for found in tokens)
    assert len(set.union(*tokens)) == 3
    assert not any(HERE in page for page in pages)


def test_a_token_is_never_kept() -> None:
    assert TOKENS.findall(top(csrf_token="first")) == ["first", "first"]
    assert TOKENS.findall(top(csrf_token="second")) == ["second", "second"]
    assert TOKENS.findall(top()) == ["", ""]


def test_no_token_of_a_form_is_kept() -> None:
    drawn = Template('{% load kept %}{% kept "components/form-safety.html" %}')
    for who in ("first", "second"):
        page = drawn.render(Context({name: f"{who}-{name}" for name in KEPT_TOKENS}))
        assert [f'value="{who}-{name}"' in page for name in KEPT_TOKENS] == [True, True, True]
        assert not any(mark in page for mark in KEPT_TOKENS.values())


def test_a_kept_part_sees_nothing_but_what_it_is_given() -> None:
    assert "somebody" not in top(request=RequestFactory().get("/somebody/"), user="somebody", alias="somebody")


def test_values_and_language_belong_to_what_is_kept() -> None:
    assert "Sign out" in top()
    assert "Sign out" not in top(signed_in=False)
    with translation.override("sv"):
        top()
    assert "Sign out" in top()


def test_the_ways_of_one_colleague_are_not_kept_for_another(therese: Person, stina: Person, arne: Person) -> None:
    """Each asks twice for the same page, whoever came before."""
    for _time in range(2):
        pages = [person.client.get("/staff/account/").content.decode() for person in (therese, stina, arne)]
        assert ["/staff/caseload/" in page for page in pages] == [True, True, False]
        assert ["/staff/supervision/" in page for page in pages] == [False, True, False]
        assert ["/cms/" in page for page in pages] == [False, False, True]

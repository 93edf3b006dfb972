"""Captions come through the studio's form, as a browser sends them, and stay where a later save does not touch them."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from modules.models import ProgramMedia
from tests.modules.films import CAPTIONS, saved_film
from tests.people import Person

pytestmark = pytest.mark.django_db


def test_captions_are_uploaded_and_kept(arne: Person) -> None:
    film = saved_film()
    ProgramMedia.objects.filter(pk=film.pk).update(captions="")
    form = {"title": "Breathing", "transcript": "Breathe out.", "tags": "", "width": "", "height": "", "duration": "2"}
    url, upload = f"/cms/media/edit/{film.pk}/", SimpleUploadedFile("new.vtt", CAPTIONS.encode(), "text/vtt")
    for sent in ({**form, "captions": upload}, form):
        assert arne.client.post(url, sent).status_code == 302
        film.refresh_from_db()
        with film.captions.open("rb") as file:
            assert file.read() == CAPTIONS.encode()


@pytest.mark.parametrize(("name", "content"), [("new.vtt", b"no captions"), ("page.html", CAPTIONS.encode())])
def test_captions_that_are_none_are_refused(arne: Person, name: str, content: bytes) -> None:
    """By what is in them, and by a name under which they would be sent as a page."""
    film = saved_film()
    form = {"title": "Another", "transcript": "Breathe out.", "tags": "", "width": "", "height": "", "duration": "2"}
    upload = SimpleUploadedFile(name, content, "text/vtt")
    response = arne.client.post(f"/cms/media/edit/{film.pk}/", {**form, "captions": upload})
    assert response.status_code == 200
    assert "This is not a WebVTT file with captions in it." in response.content.decode()
    assert 'value="Another"' in response.content.decode()


def test_what_an_editor_named_as_a_page_is_sent_as_bytes(arne: Person) -> None:
    film = saved_film()
    film.captions.save("page.html", ContentFile(CAPTIONS.encode()))
    response = arne.client.get(f"/cms/library/{film.pk}/captions/")
    assert (response.status_code, response["Content-Type"]) == (200, "application/octet-stream")

"""Captions come through the studio's form, as a browser sends them, and stay where a later save does not touch them."""

import pytest
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


def test_captions_that_are_none_are_refused(arne: Person) -> None:
    film = saved_film()
    form = {"title": "Another", "transcript": "Breathe out.", "tags": "", "width": "", "height": "", "duration": "2"}
    upload = SimpleUploadedFile("new.vtt", b"no captions", "text/vtt")
    response = arne.client.post(f"/cms/media/edit/{film.pk}/", {**form, "captions": upload})
    assert response.status_code == 200
    assert "This is not a WebVTT file with captions in it." in response.content.decode()
    assert 'value="Another"' in response.content.decode()

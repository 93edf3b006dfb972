"""Videos: readable by everybody in whose edition they are, by nobody else, and the same for ever."""

from pathlib import Path
from shutil import copytree

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client, override_settings
from pytest_django import Settings

from modules.actions.publishing import publish_edition
from modules.models import EditionMedia, EditionStep, ProgrammePage
from program import clock
from program.models import Edition, Program
from tests import people, rows
from tests.modules import films
from tests.modules.conftest import sample_page
from tests.people import Person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def media_folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def publish(page: ProgrammePage) -> Edition:
    return publish_edition(page=page, by="tests", today=clock.today())


def show_and_publish() -> None:
    page = sample_page()
    films.show_in(page.modules()[0], films.saved_film())
    publish(page)


@pytest.fixture(scope="session")
def shown(once: rows.Doing, tmp_path_factory: pytest.TempPathFactory) -> tuple[rows.Once, Path]:
    """With the folder that its files are in."""
    folder = tmp_path_factory.mktemp("shown")
    with override_settings(MEDIA_ROOT=folder):
        return once(show_and_publish), folder


@pytest.fixture
def viewer(programme: Program, shown: tuple[rows.Once, Path], therese: Person) -> Person:
    """Somebody in an edition whose first step shows a video."""
    published, folder = shown
    copytree(folder, settings.MEDIA_ROOT)
    published.again()
    person = people.new_participant("amber-valley-77", programme)
    people.begin(person)
    return person


def url_of(content_type: str) -> str:
    return f"/film/{EditionMedia.objects.get(content_type=content_type).sha256}/"


def body(response: object) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_a_step_shows_the_video_with_captions_and_transcript(viewer: Person) -> None:
    html = " ".join(viewer.client.get("/week/1/1/").content.decode().split())
    assert '<video controls preload="none" width="640" height="360" aria-label="Breathing">' in html
    assert f'<source src="{url_of("video/mp4")}" type="video/mp4"' in html
    assert f'<track kind="captions" src="{url_of("text/vtt")}" srclang="en"' in html
    assert "Read the video as text" in html
    assert films.TRANSCRIPT in html
    assert "autoplay" not in html


def test_the_frozen_step_names_files_by_their_hash(viewer: Person) -> None:
    step = EditionStep.objects.get(edition=viewer.enrolment.edition, week=1, number=1, language="en")
    for file in EditionMedia.objects.all():
        assert f'"wm:media/{file.sha256}"' in step.html


def test_the_video_is_sent_whole(viewer: Person) -> None:
    response = viewer.client.get(url_of("video/mp4"))
    assert response.status_code == 200
    assert response["Content-Type"] == "video/mp4"
    assert response["Accept-Ranges"] == "bytes"
    assert response["Content-Length"] == str(len(films.BYTES))
    assert "no-store" in response["Cache-Control"]
    assert body(response) == films.BYTES


RANGES = {
    "bytes=0-99": (0, 99),
    "bytes=5000-": (5000, 10239),
    "bytes=-100": (10140, 10239),
    "bytes=10000-99999": (10000, 10239),
    "bytes=-99999": (0, 10239),
}
NOT_THERE = ("bytes=10240-", "bytes=500-100", "bytes=-0")
NO_RANGE = ("bytes=0-1,5-6", "lines=1-2", "bytes=-", "bytes=a-b", f"bytes={'9' * 5000}-")


def test_a_range_is_sent_as_asked(viewer: Person) -> None:
    for asked, (first, last) in RANGES.items():
        response = viewer.client.get(url_of("video/mp4"), headers={"range": asked})
        assert response.status_code == 206, asked
        assert response["Content-Range"] == f"bytes {first}-{last}/10240"
        assert response["Content-Length"] == str(last - first + 1)
        assert body(response) == films.BYTES[first : last + 1], asked


def test_a_range_that_is_not_there_is_refused(viewer: Person) -> None:
    for asked in NOT_THERE:
        response = viewer.client.get(url_of("video/mp4"), headers={"range": asked})
        assert response.status_code == 416, asked
        assert response["Content-Range"] == "bytes */10240"


def test_any_other_range_gets_the_whole(viewer: Person) -> None:
    for asked in NO_RANGE:
        response = viewer.client.get(url_of("video/mp4"), headers={"range": asked})
        assert response.status_code == 200, asked
        assert body(response) == films.BYTES, asked


def test_a_range_of_another_version_gets_the_whole(viewer: Person) -> None:
    url = url_of("video/mp4")
    tag = viewer.client.get(url)["ETag"]
    for begun, status in ((tag, 206), ('"another"', 200)):
        response = viewer.client.get(url, headers={"range": "bytes=0-9", "if-range": begun})
        assert response.status_code == status


def test_nobody_else_gets_it(viewer: Person, stranger: Client, therese: Person, arne: Person) -> None:
    url = url_of("video/mp4")
    response = stranger.get(url)
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")
    assert therese.client.get(url).status_code == 404
    assert arne.client.get(url).status_code == 404
    assert viewer.client.post(url).status_code == 405


def test_a_participant_of_an_earlier_edition_does_not_get_it(anna: Person, page: ProgrammePage) -> None:
    films.show_in(page.modules()[0], films.saved_film())
    publish(page)
    assert anna.client.get(url_of("video/mp4")).status_code == 404
    assert anna.client.get("/film/x/").status_code == 404


def test_replacing_the_video_changes_no_edition(viewer: Person, page: ProgrammePage) -> None:
    url = url_of("video/mp4")
    film = page.modules()[0].steps[0].value["body"][-1].value["media"]
    film.file.delete(save=False)
    film.file = ContentFile(b"another film", "breathing.mp4")
    film.save()
    assert body(viewer.client.get(url)) == films.BYTES
    assert publish(page).number == viewer.enrolment.edition.number + 1
    assert body(viewer.client.get(url)) == films.BYTES


def test_the_same_video_is_no_change(viewer: Person, page: ProgrammePage) -> None:
    assert publish(page) == viewer.enrolment.edition


def test_editors_reach_their_library(viewer: Person, arne: Person, therese: Person, stranger: Client) -> None:
    film = films.saved_film()
    url = f"/cms/library/{film.pk}/file/"
    assert film.url == url
    assert body(arne.client.get(url)) == films.BYTES
    assert body(arne.client.get(f"/cms/library/{film.pk}/captions/")) == films.CAPTIONS.encode()
    assert arne.client.get(f"/cms/library/{film.pk}/thumbnail/").status_code == 404
    assert arne.client.get(f"/cms/library/{film.pk}/secret/").status_code == 404
    assert therese.client.get(url).status_code == 404
    assert viewer.client.get(url).status_code == 404
    assert stranger.get(url)["Location"].startswith("/staff/sign-in/")


def test_the_media_folder_itself_is_not_served(viewer: Person) -> None:
    path = EditionMedia.objects.get(content_type="video/mp4").path
    assert viewer.client.get(f"/media/{path}").status_code == 404


def test_a_video_with_all_it_needs_is_accepted() -> None:
    films.new_film().full_clean(exclude=["collection"])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"captions": ""}, "captions"),
        ({"transcript": "  "}, "transcript"),
        ({"captions": ContentFile(b"no captions here", "x.vtt")}, "captions"),
        ({"captions": ContentFile(b"WEBVTT\n\n", "x.vtt")}, "captions"),
        ({"captions": ContentFile(b"\xff\xfe\x00", "x.vtt")}, "captions"),
        ({"captions": ContentFile(b"WEBVTT" + b"x" * 1024 * 1024, "x.vtt")}, "captions"),
    ],
)
def test_a_video_that_somebody_could_not_follow_is_refused(changes: dict[str, object], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        films.new_film(**changes).full_clean(exclude=["collection"])
    assert field in refused.value.message_dict


def test_a_sound_needs_neither() -> None:
    sound = films.new_film(type="audio", file=ContentFile(b"x", "x.mp3"), captions="", transcript="")
    sound.full_clean(exclude=["collection"])


def test_a_preview_shows_the_video_from_the_library(page: ProgrammePage) -> None:
    week, film = page.modules()[0], films.saved_film()
    films.show_in(week, film)
    html = week.make_preview_request(preview_mode="step-1").content.decode()
    assert f'src="/cms/library/{film.pk}/file/"' in html
    assert f'src="/cms/library/{film.pk}/captions/"' in html


def test_a_step_can_be_listened_to(page: ProgrammePage, programme: Program, therese: Person) -> None:
    """Nothing is loaded before somebody presses; what is heard is the text below it."""
    films.read_aloud(page.modules()[0])
    publish(page)
    person = people.new_participant("amber-valley-77", programme)
    people.begin(person)
    for url in ("/week/1/1/", "/week/1/all/"):
        html = " ".join(person.client.get(url).content.decode().split())
        assert html.count('<audio controls preload="none"') == 1
        assert f'<source src="{url_of("audio/mpeg")}" type="audio/mpeg"' in html
        assert "autoplay" not in html
    response = person.client.get(url_of("audio/mpeg"), headers={"range": "bytes=0-99"})
    assert (response.status_code, body(response)) == (206, films.BYTES[:100])
    assert "<audio" not in person.client.get("/week/1/2/").content.decode()


def test_a_preview_plays_the_recording_from_the_library(page: ProgrammePage) -> None:
    week = page.modules()[0]
    films.read_aloud(week)
    html = week.make_preview_request(preview_mode="step-1").content.decode()
    assert f'<source src="/cms/library/{week.steps[0].value["sound"].pk}/file/" type="audio/mpeg"' in html


def test_an_editor_without_rights_reaches_no_file(arne: Person) -> None:
    film = films.saved_film()
    arne.account.groups.clear()
    assert arne.client.get(f"/cms/library/{film.pk}/file/").status_code in {302, 404}

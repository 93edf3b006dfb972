"""Pictures: stripped of all that is not to be seen, for those in whose edition they are, the same for ever."""

from io import BytesIO
from pathlib import Path
from shutil import copytree

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from PIL import Image
from pytest_django import Settings
from wagtail.blocks import StructBlockValidationError
from wagtail.models import Collection

from modules.actions import importing
from modules.actions.importing import import_pack
from modules.actions.publishing import publish_edition
from modules.bare import is_bare
from modules.exporting import export
from modules.freezing import NotReady, freeze
from modules.media_blocks import ImageBlock
from modules.models import EditionMedia, ProgramImage, ProgrammePage, ProgramRendition
from modules.packs.problems import ArchiveRefused, PackRefused
from modules.redrawing import redrawn
from program import clock
from program.models import Program
from tests import people, rows
from tests.modules import pictures, small_pack
from tests.modules.conftest import sample_page
from tests.people import Person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def media_folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def show_and_publish() -> None:
    page = sample_page()
    pictures.show_in(page.modules()[0], pictures.saved_picture("JPEG"))
    publish_edition(page=page, by="tests", today=clock.today())


@pytest.fixture(scope="session")
def shown(once: rows.Doing, tmp_path_factory: pytest.TempPathFactory) -> tuple[rows.Once, Path]:
    """With the folder that its files are in."""
    folder = tmp_path_factory.mktemp("shown")
    with override_settings(MEDIA_ROOT=folder):
        return once(show_and_publish), folder


@pytest.fixture
def viewer(programme: Program, shown: tuple[rows.Once, Path], therese: Person) -> Person:
    """Somebody in an edition whose first step shows a picture."""
    published, folder = shown
    copytree(folder, settings.MEDIA_ROOT)
    published.again()
    person = people.new_participant("amber-valley-77", programme)
    people.begin(person)
    return person


def url() -> str:
    return f"/film/{EditionMedia.objects.get(content_type='image/jpeg').sha256}/"


def body(response: object) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_but_the_dots_is_kept(kind: str) -> None:
    before = pictures.photograph(kind)
    assert pictures.SECRET in before
    image = pictures.saved_picture(kind)
    with image.file.open("rb") as file:
        after = file.read()
    for hidden in (pictures.SECRET, b"Exif", b"GPS", b"xmpmeta", b"ICC_PROFILE", b"iCCP", b"ICCP", b"tEXt", b"iTXt"):
        assert hidden not in after, hidden
    with Image.open(BytesIO(after)) as opened:
        assert opened.format == kind
        assert not opened.getexif()
        assert {"exif", "icc_profile", "comment", "xmp", "Author"}.isdisjoint(opened.info)
        assert opened.size == (60, 80), "turned as its file said, since nothing says so any more"
    assert (image.width, image.height, image.file_size) == (60, 80, len(after))


def test_a_large_one_is_made_as_small_as_a_page_shows_it() -> None:
    image = pictures.saved_picture(file=ContentFile(pictures.photograph("JPEG", (3000, 600)), "wide.jpg"))
    assert (image.width, image.height) == (256, 1280)


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a" + bytes(40), pictures.photograph("PNG")[:60]],
    ids=["nothing", "svg", "gif", "half"],
)
def test_what_is_no_picture_of_these_kinds_is_refused(content: bytes) -> None:
    with pytest.raises(ValidationError, match="JPEG, PNG or WebP"):
        redrawn(BytesIO(content), "path.png")


def test_one_that_would_fill_the_memory_is_refused() -> None:
    written = BytesIO()
    Image.new("1", (8000, 8000)).save(written, format="PNG")
    with pytest.raises(ValidationError, match="40 million"):
        redrawn(written, "wide.png")


def test_an_editor_uploads_one_in_the_studio(arne: Person) -> None:
    upload = SimpleUploadedFile("home.jpg", pictures.photograph(), "image/jpeg")
    fields = {"title": "A path", "file": upload, "collection": Collection.get_first_root_node().pk}
    assert arne.client.post("/cms/images/add/", fields).status_code == 302
    image = ProgramImage.objects.get()
    with image.file.open("rb") as file:
        assert pictures.SECRET not in file.read()
    assert image.url == f"/cms/library/{image.pk}/"
    assert f'src="{image.url}"' in arne.client.get("/cms/images/").content.decode()
    assert not ProgramRendition.objects.exists()


@pytest.mark.parametrize(("name", "content"), [("x.svg", b"<svg/>"), ("x.gif", b"GIF89a"), ("x.png", b"no picture")])
def test_another_kind_of_file_is_refused_in_the_studio(arne: Person, name: str, content: bytes) -> None:
    fields = {"title": "A path", "file": SimpleUploadedFile(name, content)}
    response = arne.client.post("/cms/images/add/", fields)
    assert response.status_code == 200
    assert response.context_data is not None
    assert response.context_data["form"].errors["file"]
    assert not ProgramImage.objects.exists()


def test_a_step_shows_it_with_its_words(viewer: Person) -> None:
    html = " ".join(viewer.client.get("/week/1/1/").content.decode().split())
    assert f'<img src="{url()}" alt="A path that leads uphill" width="60" height="80" loading="lazy"' in html
    assert "<figcaption>One step, then the next.</figcaption>" in html


def test_words_with_quotation_marks_break_nothing(page: ProgrammePage, viewer: Person) -> None:
    week = page.modules()[0]
    pictures.show_in(week, pictures.saved_picture("WEBP"), alt='A sign: "src="wm:worksheet" onerror=x"')
    html = week.make_preview_request(preview_mode="step-1").content.decode()
    assert 'alt="A sign: &quot;src=&quot;wm:worksheet&quot; onerror=x&quot;"' in html


def test_whoever_has_it_in_their_edition_gets_it_and_ranges_of_it(viewer: Person) -> None:
    whole = viewer.client.get(url())
    assert whole["Content-Type"] == "image/jpeg"
    assert "no-store" in whole["Cache-Control"]
    content = body(whole)
    part = viewer.client.get(url(), headers={"range": "bytes=10-19"})
    assert (part.status_code, body(part)) == (206, content[10:20])


def test_nobody_else_gets_it(viewer: Person, anna: Person, therese: Person, arne: Person, stranger: Client) -> None:
    for person in (anna, therese, arne):
        assert person.client.get(url()).status_code == 404
    assert stranger.get(url())["Location"].startswith("/sign-in/")
    assert viewer.client.post(url()).status_code == 405


def test_the_desk_gets_it_by_its_own_address(viewer: Person, therese: Person, arne: Person) -> None:
    """Whoever reads worksheets may look up what was shown before them."""
    edition = viewer.enrolment.edition_id
    html = therese.client.get(f"/staff/edition/{edition}/week/1/").content.decode()
    address = f"/staff/edition/{edition}{url()}"
    assert f'src="{address}"' in html
    assert therese.client.get(address).status_code == 200
    assert arne.client.get(address).status_code == 404


def test_editors_reach_their_library_and_nobody_else_does(
    viewer: Person, arne: Person, therese: Person, stranger: Client
) -> None:
    image = ProgramImage.objects.get()
    response = arne.client.get(image.url)
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    assert arne.client.post(image.url).status_code == 405
    assert arne.client.get("/cms/library/99/").status_code == 404
    for person in (therese, viewer):
        assert person.client.get(image.url).status_code == 404
    assert stranger.get(image.url)["Location"].startswith("/staff/sign-in/")
    arne.account.groups.clear()
    assert arne.client.get(image.url).status_code in {302, 404}


def test_replacing_or_deleting_it_changes_no_edition(viewer: Person) -> None:
    before = body(viewer.client.get(url()))
    image = ProgramImage.objects.get()
    image.file = ContentFile(pictures.photograph("PNG"), "other.png")
    image.save()
    assert body(viewer.client.get(url())) == before


def test_the_words_for_those_who_do_not_see_it_are_required() -> None:
    block = ImageBlock()
    image = pictures.saved_picture()
    block.clean(block.to_python({"image": image.pk, "alt": "A path", "caption": ""}))
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python({"image": image.pk, "alt": " ", "caption": ""}))
    assert list(refused.value.block_errors) == ["alt"]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_file_of_dots_alone_stays_as_it_is(kind: str) -> None:
    """And one byte more, of whatever kind, makes it one that is drawn anew."""
    bare = redrawn(BytesIO(pictures.photograph(kind)), "path").read()
    assert redrawn(BytesIO(bare), "path").read() == bare
    assert is_bare(bare, kind)
    for other in (pictures.photograph(kind), bare + b"x", bare[:-1], bare[:40], b""):
        assert not is_bare(other, kind)


def test_a_pack_holds_pictures_with_their_words(page: ProgrammePage) -> None:
    week = page.modules()[0]
    pictures.show_in(week, pictures.saved_picture("JPEG"), alt="A *steep* path: uphill <and> [on]")
    pictures.show_in(week, pictures.saved_picture("WEBP", title="Another path"))
    files = export(page)
    assert {"media/a-path.jpg", "media/another-path.webp"} <= set(files)
    for image in ProgramImage.objects.all():
        ProgramImage.objects.filter(pk=image.pk).update(title="Other words")
    done = import_pack(folder=files, by="tests", today=clock.today())
    assert {"image a-path", "image another-path"} <= set(done.made)
    assert export(done.page) == files
    assert not import_pack(folder=files, by="tests", today=clock.today()).made


def test_a_file_that_is_gone_is_brought_anew_and_said_to_whoever_exports(page: ProgrammePage) -> None:
    pictures.show_in(page.modules()[0], pictures.saved_picture("JPEG"))
    files = export(page)
    for image in ProgramImage.objects.all():
        image.file.storage.delete(image.file.name)
    for act in (export, freeze):
        with pytest.raises(NotReady, match="The file “.*jpg” is gone"):
            act(page)
    done = import_pack(folder=files, by="tests", today=clock.today())
    assert export(done.page) == files


def refused(*_given: object) -> None:
    raise ArchiveRefused("Not this one.")


def test_an_import_that_is_refused_at_its_end_leaves_no_file(
    page: ProgrammePage, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures.show_in(page.modules()[0], pictures.saved_picture("JPEG"))
    files = export(page)
    ProgramImage.objects.update(title="Other words")
    there = sorted(Path(settings.MEDIA_ROOT).rglob("*.*"))
    monkeypatch.setattr(importing, "bring_pages", refused)
    with pytest.raises(PackRefused):
        import_pack(folder=files, by="tests", today=clock.today())
    assert sorted(Path(settings.MEDIA_ROOT).rglob("*.*")) == there


@pytest.mark.parametrize("said", ["", "A path", "caption: A path", "alt: A path\nsource: elsewhere"])
def test_a_pack_says_what_a_picture_shows(pack: Path, said: str) -> None:
    (pack / "one" / "02-second.md").write_text(f"::: image path\n{said}\n:::\n")
    with pytest.raises(PackRefused, match="one/02-second.md:1: A picture says what it shows"):
        import_pack(folder=pack, by="tests", today=clock.today())


def test_a_pack_with_a_picture_that_cannot_be_shown_is_refused(pack: Path) -> None:
    small_pack.change(pack, "program.yaml", "weeks:\n", "media: media.yaml\nweeks:\n")
    (pack / "media.yaml").write_text("media:\n  - {key: path, kind: image, title: A path, file: path.png}\n")
    (pack / "path.png").write_bytes(b"no picture")
    with pytest.raises(PackRefused, match="media.yaml:2: This is no picture"):
        import_pack(folder=pack, by="tests", today=clock.today())

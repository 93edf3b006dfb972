"""What is looked at in a week beside its words: media, length, translations, drafts."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from modules.checks.length import misjudged
from modules.checks.media import unheard, unseen
from modules.checks.report import blocking, findings, of_programme
from modules.checks.weeks import in_page
from modules.models import ModulePage, ProgramMedia, ProgrammePage, TranslatedFrom
from tests.worksheets.checks.subjects import sheet, text, week
from worksheets.checks.finding import Finding, Level
from worksheets.checks.subject import Part, Subject, _walk
from worksheets.checks.terms import Term

FILM = {"type": "video", "id": "film", "value": {"media": 7}}


def film(**values: Any) -> Any:
    return {7: SimpleNamespace(**{"title": "A wave", "type": "video", "captions": "", "transcript": "", **values})}


def whats(found: Any) -> list[str]:
    return [finding.what for finding in found]


def test_a_video_without_captions_and_transcript_is_named() -> None:
    found = list(unheard(week([FILM]), film()))
    assert whats(found) == ["The video “A wave” has no captions.", "“A wave” has no transcript."]
    assert {finding.level for finding in found} == {Level.ERROR}
    assert found[0].place.title == "Week 2: A wave › Step 1: Title 1 › Video"
    assert not list(unheard(week([FILM]), film(captions="a.vtt", transcript="All that is said.")))


def test_a_block_whose_file_is_gone_is_named() -> None:
    assert whats(unheard(week([FILM]), {})) == ["A block has no file."]
    assert whats(pictured(image=None)) == ["A block has no file."]


def test_a_recording_of_the_steps_own_text_needs_no_transcript() -> None:
    subject = week([text("<p>Words.</p>")])
    subject.values["steps"][0]["value"]["sound"] = 7
    with_sound = week([text("<p>Words.</p>")], steps=subject.values["steps"])
    assert not list(unheard(with_sound, film(type="audio")))


def test_a_transcript_is_read_as_well() -> None:
    terms = {"en": [Term("victimless", "Name the harm.", "error")]}
    found = in_page(week([FILM]), terms, film(captions="a.vtt", transcript="A victimless act."))
    assert whats(found) == ["“victimless” is a word to avoid."]


def pictured(**values: Any) -> list[Finding]:
    """A picture block as Wagtail has it, in a stream."""
    stream = blocks.StreamBlock([("image", ImageBlock())])
    parts = list(_walk(stream, [{"type": "image", "id": "i", "value": {"image": 3, **values}}], Part("", None, None)))
    return list(unseen(Subject("Week", "en", "/edit/", parts, {})))


@pytest.mark.parametrize(
    ("values", "level"),
    [
        ({"alt_text": ""}, Level.ERROR),
        ({}, Level.ERROR),
        ({"alt_text": "IMG_0042.jpg"}, Level.WARNING),
        ({"alt_text": "picture 2"}, Level.WARNING),
        ({"alt_text": "word " * 60}, Level.HINT),
    ],
)
def test_a_picture_without_words_is_named(values: dict[str, Any], level: Level) -> None:
    (finding,) = pictured(**values)
    assert finding.level == level
    assert finding.place.trail == ("Image",)


@pytest.mark.parametrize("values", [{"alt_text": "A calm lake."}, {"decorative": True, "alt_text": ""}])
def test_a_picture_with_words_or_for_decoration_is_fine(values: dict[str, Any]) -> None:
    assert not pictured(**values)


def test_the_picture_of_a_step_and_the_folds_of_an_accordion_are_looked_into() -> None:
    picture = {"type": "image", "id": "i", "value": {"image": 3, "alt": "", "caption": ""}}
    (finding,) = unseen(week([picture]))
    assert finding.place.title == "Week 2: A wave › Step 1: Title 1 › Picture"
    fold = {"type": "item", "id": "f", "value": {"title": "One", "text": "<p>Words.</p>"}}
    accordion = {"type": "accordion", "id": "a", "value": {"title": "More", "parts": [fold]}}
    assert week([accordion]).texts[-1].text == "Words."


def test_minutes_that_are_far_off_and_a_long_step_are_named() -> None:
    long = text(f"<p>{'One two three. ' * 250}</p>")
    found = list(misjudged(week([long]), worksheet_minutes=20))
    assert whats(found) == [
        "The week says 10 minutes; reading, exercises and the worksheet take about 26.",
        "The step has 752 words; up to 600 is a short page.",
    ]
    assert not list(misjudged(week([text("<p>Words.</p>")], minutes=25), worksheet_minutes=20))


def test_exercises_take_their_time() -> None:
    exercise = {"type": "exercise", "id": "e", "value": {"title": "Try", "text": "<p>Breathe.</p>"}}
    (finding,) = misjudged(week([exercise] * 4, minutes=1), worksheet_minutes=0)
    assert finding.what.endswith("about 12.")


@pytest.mark.django_db
def test_drafts_are_looked_at_where_drafts_are_asked_for(page: ProgrammePage) -> None:
    first = page.modules()[0]
    first.aim = "A victimless aim."
    first.save_revision()
    assert blocking(page) == []
    (finding,) = findings(of_programme(page, drafts=True)[0]).found
    assert finding.place.title == "Week 1: Where I am › Aim"
    first.get_latest_revision().publish()
    assert blocking(page) == [
        "Week 1: Where I am › Aim: “victimless” is a word to avoid. "
        "Name the harm plainly: there is a child in every such image."
    ]


@pytest.mark.django_db
def test_one_week_or_one_level_can_be_asked_for(page: ProgrammePage) -> None:
    second = page.modules()[1]
    second.aim = "A user of words, victimless."
    second.save()
    own = of_programme(page)[0]
    assert [finding.level for finding in findings(own).found] == [Level.ERROR, Level.WARNING]
    assert [finding.level for finding in findings(own, level="warning").found] == [Level.WARNING]
    assert findings(own, week=2).tally.errors == 1
    assert findings(own, week=3).found == findings(own, week=0).found == []


@pytest.mark.django_db
def test_a_translation_is_older_once_the_words_it_translates_have_changed(page: ProgrammePage) -> None:
    first = page.modules()[0]
    first.minutes += 1
    first.save_revision().publish()
    assert not findings(of_programme(page)[1], week=1).found
    first.aim = "Other words."
    first.save_revision().publish()
    spoken = of_programme(page)
    assert whats(findings(spoken[1], week=1).found) == ["The translation is older than what it translates."]
    assert not findings(spoken[0]).found


@pytest.mark.django_db
def test_where_nobody_said_what_was_translated_the_day_decides(page: ProgrammePage) -> None:
    TranslatedFrom.objects.all().delete()
    first = page.modules()[0]
    assert not findings(of_programme(page)[1], week=1).found
    later = first.last_published_at + timedelta(days=1)
    ModulePage.objects.filter(pk=first.pk).update(last_published_at=later)
    assert len(findings(of_programme(page)[1], week=1).found) == 1


@pytest.mark.django_db
def test_a_source_whose_words_are_gone_makes_a_translation_older(page: ProgrammePage) -> None:
    TranslatedFrom.objects.update(revision="999999")
    assert len(findings(of_programme(page)[1], week=1).found) == 2


@pytest.mark.django_db
def test_files_are_read_at_once(page: ProgrammePage) -> None:
    media = ProgramMedia.objects.create(title="A wave", type="video", duration=1)
    first = page.modules()[0]
    first.steps[0].value["body"].append(("video", {"media": media}))
    first.save()
    assert len(blocking(page)) == 2


def test_a_worksheet_is_a_subject_too() -> None:
    assert sheet({"kind": "long_text", "key": "a", "label": "What helped?"}).texts[-1].text == "What helped?"

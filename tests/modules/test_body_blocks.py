"""The blocks of a step: what editors choose from, what readers get, and what a pack can say."""

from pathlib import Path

import pytest
from wagtail.blocks import StructBlockValidationError

from modules import drawing, playing
from modules.actions.bringing import Imported
from modules.actions.importing import import_pack
from modules.actions.publishing import publish_edition
from modules.blocks import StepsBlock
from modules.body_blocks import BodyBlock
from modules.exporting import export
from modules.freezing import NotReady
from modules.media_blocks import AudioBlock
from modules.models import EditionMedia, EditionStep, ModulePage, ProgramMedia, ProgrammePage
from modules.packs.problems import PackRefused
from program import clock
from program.models import Program
from tests import people
from tests.modules import films, small_pack
from tests.people import Person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FOLDED = """\
::: accordion What may help
### In the evening

Ring **somebody**.

### At night

Get up.
:::

::: term trigger
Something that sets off a wish.
:::
"""


def recording(transcript: str = "Breathe in. Breathe out.") -> ProgramMedia:
    media = films.new_film(title="Breathing", type="audio", captions="", transcript=transcript)
    media.file.name = "breathing.mp3"
    media.save()
    return media


def with_block(week: ModulePage, kind: str, value: object) -> None:
    week.steps[0].value["body"].append((kind, value))
    week.save_revision().publish()


def one_line(html: str) -> str:
    return " ".join(html.split())


def test_every_block_is_explained_and_shown_before_it_is_chosen(arne: Person) -> None:
    for name, block in BodyBlock().child_blocks.items():
        assert block.get_description(), name
        assert block.meta.group, name
        assert block.meta.icon != "placeholder", name
        response = arne.client.get(f"/cms/block-preview/?id={block.definition_prefix}")
        assert response.status_code == 200
        assert f"block-{name}" in response.content.decode() or name in {"text", "only"}


def test_a_block_preview_is_for_those_in_the_studio(therese: Person, anna: Person) -> None:
    url = f"/cms/block-preview/?id={BodyBlock().child_blocks['term'].definition_prefix}"
    for person in (therese, anna):
        assert person.client.get(url).status_code == 404


def test_a_pack_brings_parts_that_open_and_words_that_are_explained(imported: Imported, pack: Path) -> None:
    (pack / "one" / "02-second.md").write_text(FOLDED)
    for made_new in (True, False):
        done = import_pack(folder=pack, by="tests", today=clock.today(), publish=True)
        assert bool(done.changed) == made_new
    html = one_line(EditionStep.objects.get(edition=done.edition, week=1, number=2).html)
    assert '<h2 class="block-title">What may help</h2>' in html
    fold = '<details class="more fold"> <summary>In the evening</summary>'
    assert f'{fold} <div class="more-body"><p>Ring <strong>somebody</strong>.</p></div> </details>' in html
    assert "<summary> What does “<dfn>trigger</dfn>” mean? </summary>" in html


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("::: accordion\nNo heading.\n:::\n", "one/02-second.md:1: Each part of an accordion begins with"),
        ("::: accordion\n:::\n", "one/02-second.md:1: Each part of an accordion begins with"),
        ("Before.\n\n::: term\nMeaning.\n:::\n", "one/02-second.md:3: A term names the word"),
    ],
)
def test_what_a_pack_leaves_out_is_said_with_its_line(pack: Path, text: str, problem: str) -> None:
    (pack / "one" / "02-second.md").write_text(text)
    with pytest.raises(PackRefused) as refused:
        import_pack(folder=pack, by="tests", today=clock.today())
    assert problem in str(refused.value)


FOR_SOME = """\
For everybody.

:::: only arm=a week=1 question=mood answer=low
For some.

::: callout
Ring somebody.
:::
::::
"""


def test_a_pack_says_whom_a_part_or_a_step_is_for(imported: Imported, pack: Path) -> None:
    (pack / "two" / "02-second.md").write_text(FOR_SOME)
    only = 'file: 01-first.md, only: {week: 1, question: mood, answer: "low"}}'
    small_pack.change(pack, "two/module.yaml", "file: 01-first.md}", only)
    for made_new in (True, False):
        done = import_pack(folder=pack, by="tests", today=clock.today())
        assert bool(done.changed) == made_new
    first, second = (step.value for step in ModulePage.objects.get(number=2, title="Week two").steps)
    assert first["only"]["answer"] == "1/mood/low"
    block = second["body"][1]
    assert (block.block_type, dict(block.value["when"])) == ("only", {"arm": "a", "answer": "1/mood/low"})
    assert [each.block_type for each in block.value["body"]] == ["text", "callout"]
    written = export(done.page)
    again = import_pack(folder=written, by="tests", today=clock.today())
    assert not again.changed
    assert export(again.page) == written


@pytest.mark.parametrize(
    ("info", "inside"),
    [
        ("week=1 question=mood", "Words."),
        ("week=one question=mood answer=low", "Words."),
        ("people who slept", "Words."),
        ("", "Words."),
        ("arm=a", "::: exercise\nTry.\n:::"),
        ("arm=a", "- one\n  ::: callout\n  Two.\n  :::"),
    ],
)
def test_what_a_pack_cannot_say_is_refused(pack: Path, info: str, inside: str) -> None:
    (pack / "two" / "02-second.md").write_text(f":::: only {info}\n{inside}\n::::\n")
    with pytest.raises(PackRefused, match="two/02-second.md:"):
        import_pack(folder=pack, by="tests", today=clock.today())


@pytest.mark.parametrize("only", ["{week: 1}", "{}", "{arm: a, week: 0}", "{person: Robin}"])
def test_a_step_for_nobody_in_particular_is_refused(pack: Path, only: str) -> None:
    small_pack.change(pack, "two/module.yaml", "file: 01-first.md}", f"file: 01-first.md, only: {only}}}")
    with pytest.raises(PackRefused, match="two/module.yaml:"):
        import_pack(folder=pack, by="tests", today=clock.today())


def test_on_the_whole_page_and_on_paper_all_parts_are_open(
    page: ProgrammePage, programme: Program, therese: Person
) -> None:
    value = {"title": "", "parts": [{"title": "In the evening", "text": "<p>Ring somebody.</p>"}]}
    week = page.modules()[0]
    with_block(week, "accordion", week.steps[0].value["body"].stream_block.child_blocks["accordion"].to_python(value))
    publish_edition(page=page, by="tests", today=clock.today())
    person = people.new_participant("amber-valley-77", programme)
    people.begin(person)
    assert '<details class="more fold">' in person.client.get("/week/1/1/").content.decode()
    assert '<details class="more fold" open>' in person.client.get("/week/1/all/").content.decode()


def test_a_recording_comes_with_its_text_and_plays_when_it_is_pressed(
    page: ProgrammePage, programme: Program, anna: Person
) -> None:
    with_block(page.modules()[0], "audio", {"media": recording()})
    publish_edition(page=page, by="tests", today=clock.today())
    person = people.new_participant("amber-valley-77", programme)
    people.begin(person)
    html = one_line(person.client.get("/week/1/1/").content.decode())
    url = f"/film/{EditionMedia.objects.get(content_type='audio/mpeg').sha256}/"
    assert '<audio controls preload="none" aria-label="Breathing">' in html
    assert f'<source src="{url}" type="audio/mpeg"' in html
    assert "autoplay" not in html
    assert "Read the recording as text" in html
    assert "Breathe in. Breathe out." in html
    part = person.client.get(url, headers={"range": "bytes=0-9"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, films.BYTES[:10])  # type: ignore[attr-defined]
    assert anna.client.get(url).status_code == 404


def test_a_recording_without_its_text_is_refused(page: ProgrammePage) -> None:
    silent, block = recording(transcript=" "), AudioBlock()
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python({"media": silent.pk}))
    assert list(refused.value.block_errors) == ["media"]
    with_block(page.modules()[0], "audio", {"media": silent})
    with pytest.raises(NotReady, match="“Breathing” has no transcript."):
        publish_edition(page=page, by="tests", today=clock.today())


def test_a_draft_is_saved_and_looked_at_while_its_files_are_still_to_be_chosen(
    page: ProgrammePage, arne: Person
) -> None:
    week, steps = page.modules()[0], StepsBlock()
    waiting: list[dict[str, object]] = [{"type": kind, "value": {}} for kind in ("image", "video", "audio")]
    body = [{"type": "text", "value": "<p>Words.</p>"}, *waiting]
    value = [{"type": "step", "value": {"key": "", "title": "", "body": body}}] * 2
    assert len(steps.clean_deferred(steps.to_python(value))) == 2
    week.steps[0].value["body"] = steps.to_python(value)[0].value["body"]
    week.save_revision()
    response = arne.client.get(f"/cms/programme/{page.pk}/preview/page/?week=1&place=step-1")
    assert "Words." in response.content.decode()


def test_a_preview_shows_a_recording_from_the_library(page: ProgrammePage) -> None:
    week, media = page.modules()[0], recording()
    with_block(week, "audio", {"media": media})
    html = drawing.draw(week.steps[0].value, playing.in_studio("en"))
    assert f'<source src="/cms/library/{media.pk}/file/" type="audio/mpeg"' in html


def test_small_packs_say_where(pack: Path) -> None:
    small_pack.change(pack, "one/01-first.md", "::: example Robin", "::: exemple Robin")
    with pytest.raises(PackRefused, match="term, accordion"):
        import_pack(folder=pack, by="tests", today=clock.today())

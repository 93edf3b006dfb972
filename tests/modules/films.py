"""A video as an editor uploads one: a few bytes, captions and a transcript. And a recording."""

from django.core.files.base import ContentFile

from modules.models import ModulePage, ProgramMedia

BYTES = bytes(range(256)) * 40
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:02.000\nBreathe out slowly.\n"
TRANSCRIPT = "Breathe out slowly. Then look around."


def new_film(**changes: object) -> ProgramMedia:
    """Unsaved but for its files; `changes` replace what is right by what a test needs."""
    fields: dict[str, object] = {
        "title": "Breathing",
        "type": "video",
        "file": ContentFile(BYTES, "breathing.mp4"),
        "captions": ContentFile(CAPTIONS.encode(), "breathing.vtt"),
        "transcript": TRANSCRIPT,
    }
    return ProgramMedia(**{**fields, **changes})


def saved_film() -> ProgramMedia:
    film = new_film()
    film.full_clean(exclude=["collection"])
    film.save()
    return film


def show_in(week: ModulePage, film: ProgramMedia) -> None:
    """Put the film at the end of the week's first step, published."""
    week.steps[0].value["body"].append(("video", {"media": film}))
    week.save_revision().publish()


def read_aloud(week: ModulePage) -> None:
    """Put a recording before the week's first step, published."""
    sound = new_film(title="Read aloud", type="audio", file=ContentFile(BYTES, "read.mp3"), captions="", transcript="")
    sound.save()
    week.steps[0].value["sound"] = sound
    week.save_revision().publish()

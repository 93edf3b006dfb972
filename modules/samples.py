"""A block of each kind with words of ours in it, as the studio's chooser shows it."""

from collections.abc import Callable
from html import escape

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from modules import drawing
from modules.drawing import Drawn, Fold, Picture, Recording, Video


def drawn(kind: str) -> SafeString:
    """As readers would meet it; nothing for a kind that has no sample."""
    sample = SAMPLES.get(kind)
    return mark_safe(drawing.body([sample()])) if sample else SafeString("")  # noqa: S308 (drawn by our own template)


def _paragraph(words: str) -> SafeString:
    return mark_safe(f"<p>{escape(words)}</p>")  # noqa: S308 (escaped)


def _text() -> Drawn:
    return Drawn("text", html=_paragraph(_("A wish comes, grows, and goes again. You do not have to follow it.")))


def _named(kind: str, title: Callable[[], str], words: Callable[[], str]) -> Callable[[], Drawn]:
    return lambda: Drawn(kind, label=drawing.labels()[kind], title=title(), html=_paragraph(words()))


def _accordion() -> Drawn:
    parts = (
        Fold(_("In the evening"), _paragraph(_("Ring somebody before it gets late."))),
        Fold(_("When you cannot sleep"), _paragraph(_("Get up, drink some water, and sit somewhere else."))),
    )
    return Drawn("accordion", title=_("What may help"), folds=parts)


def _term() -> Drawn:
    return Drawn("term", title=_("trigger"), html=_paragraph(_("Something that sets off a wish or a feeling.")))


def _image() -> Drawn:
    picture = Picture(static("icon.svg"), _("A winding path"), _("One step, then the next."), 120, 120)
    return Drawn("image", picture=picture)


def _video() -> Drawn:
    transcript = _("All that is said and shown.")
    return Drawn("video", video=Video(_("A short film"), "", "video/mp4", "", "", transcript, *drawing.USUAL_SIZE))


def _audio() -> Drawn:
    return Drawn("audio", recording=Recording(_("Breathing slowly"), "", "audio/mpeg", _("All that is said.")))


def _worksheet() -> Drawn:
    return Drawn("worksheet", html=_paragraph(_("Would you like to try it now?")))


def _only() -> Drawn:
    words = _paragraph(_("You said that evenings are hard. Here is a plan for one of them."))
    return Drawn("callout", label=_("Only for people who answered “Yes”"), html=words)


SAMPLES: dict[str, Callable[[], Drawn]] = {
    "text": _text,
    "keypoints": _named("keypoints", lambda: _("To take along"), lambda: _("A wish is not an act.")),
    "example": _named("example", lambda: _("Robin"), lambda: _("Robin rings a friend before the evening gets long.")),
    "callout": _named("callout", lambda: "", lambda: _("If somebody is in danger now, go to the help page first.")),
    "accordion": _accordion,
    "term": _term,
    "exercise": _named("exercise", lambda: _("Two minutes"), lambda: _("Look around. Name five things that you see.")),
    "reflection": _named("reflection", lambda: "", lambda: _("What would you tell a friend?")),
    "worksheet": _worksheet,
    "image": _image,
    "video": _video,
    "audio": _audio,
    "only": _only,
}

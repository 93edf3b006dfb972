"""The component gallery: every component in each of its states, for development only. All of it is made up."""

from datetime import date

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.utils.safestring import mark_safe
from django.views.generic import TemplateView

Item = dict[str, object]


def scale(label: str, help_text: str = "") -> forms.ChoiceField:
    """0 to 10 in one row, and a way to give no answer."""
    numbers = [(str(number), str(number)) for number in range(11)]
    widget = forms.RadioSelect(attrs={"class": "scale"})
    return forms.ChoiceField(
        label=label, help_text=help_text, choices=[*numbers, ("", "No answer")], widget=widget, required=False
    )


class SampleForm(forms.Form):
    """One field of each look."""

    moment = forms.CharField(
        label="When in the day is it hardest?", widget=forms.TextInput(attrs={"class": "short"}), required=False
    )
    before = forms.CharField(
        label="What happened just before, and what did you feel?",
        help_text="A few words are enough. Nobody reads this until you send it.",
        widget=forms.Textarea(attrs={"class": "long", "rows": 4}),
    )
    hours = forms.IntegerField(
        label="How many hours did you sleep?",
        widget=forms.NumberInput(attrs={"class": "number"}),
        min_value=0,
        max_value=24,
    )
    day = forms.DateField(
        label="Which day was it?", widget=forms.DateInput(attrs={"type": "date", "class": "date"}), required=False
    )
    strain = scale("How heavy was the week, all in all?", "Choose the number that comes first to your mind.")
    nights = forms.ChoiceField(
        label="How often did you lie awake?",
        choices=[
            ("0", "Not at all"),
            ("1", "On some days"),
            ("2", "On more than half the days"),
            ("3", "Nearly every day"),
        ],
        widget=forms.RadioSelect(attrs={"class": "choices"}),
        required=False,
    )
    helped = forms.MultipleChoiceField(
        label="What helped a little?",
        choices=[("walk", "Going for a walk"), ("talk", "Talking with somebody"), ("breath", "The breathing exercise")],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices"}),
        required=False,
    )
    tried = forms.ChoiceField(
        label="Did you try the step you agreed on?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect(attrs={"class": "choices choices-inline"}),
        required=False,
    )
    agree = forms.BooleanField(label="I have read this and I want to begin.", required=False)
    region = forms.ChoiceField(label="Part of the world", choices=[("eu", "Europe"), ("af", "Africa")], required=False)


class DayForm(forms.Form):
    """One row of a day log."""

    where = forms.CharField(label="What I did", widget=forms.TextInput, required=False)
    mood = forms.IntegerField(label="Mood, 0 to 10", min_value=0, max_value=10, required=False)
    note = forms.CharField(label="In a word", widget=forms.TextInput, required=False)


def sample_form() -> SampleForm:
    """Filled in, with two things to look at again."""
    form = SampleForm(
        {
            "moment": "Late in the evening",
            "strain": "6",
            "nights": "1",
            "helped": ["walk"],
            "tried": "yes",
            "hours": "31",
        }
    )
    before, strain = vars(form.fields["before"]), vars(form.fields["strain"])
    before.update(example="I had been alone all day, felt empty, and stayed up late.", core=True)
    strain.update(low="light as on a good day", high="as heavy as it has ever been")
    return form


def weeks() -> list[Item]:
    """Eight weeks and a follow-up, in every state."""
    states = ["done", "done", "open", "waiting", "closed", "closed", "closed", "closed", "closed"]
    said = {"done": "done", "open": "you are here", "waiting": "waiting for your reply", "closed": "not open yet"}
    return [
        {"name": f"Week {number}", "state": state, "said": said[state], "url": "#" if state == "done" else ""}
        for number, state in enumerate(states, start=1)
    ]


def staff_rows() -> list[list[Item]]:
    """A few people in an inbox, the oldest promise first."""
    people = [
        ("Quiet Harbour", "3", "Worksheet", "waiting", "today", "24 Nov", "11"),
        ("Slow Lantern", "1", "Message", "open", "Thursday", "26 Nov", "8"),
        ("Green Ladder", "8", "Worksheet", "urgent", "read first", "27 Nov", "17"),
        ("Early Walnut", "5", "Worksheet", "done", "answered", "28 Nov", "6"),
    ]
    return [
        [
            {"label": "Participant", "text": alias, "url": "#"},
            {"label": "Week", "text": week, "number": True},
            {"label": "What", "text": what},
            {"label": "State", "text": said, "state": state},
            {"label": "Promised for", "text": promised},
            {"label": "Score", "text": score, "number": True},
        ]
        for alias, week, what, state, said, promised, score in people
    ]


def answers() -> list[Item]:
    """A frozen copy with each shape of answer."""
    log: list[list[Item]] = [
        [
            {"label": "Day", "text": day},
            {"label": "What I did", "text": what},
            {"label": "Mood", "text": mood, "number": True},
        ]
        for day, what, mood in [("Monday", "Walked home the long way", "4"), ("Tuesday", "Called my brother", "6")]
    ]
    return [
        {"label": "When in the day is it hardest?", "text": "Late in the evening, when the flat is quiet."},
        {"label": "How heavy was the week, all in all?", "text": "6", "out_of": "10"},
        {"label": "What helped a little?", "lines": ["Going for a walk", "The breathing exercise"]},
        {"label": "Two days of my week", "rows": log},
        {"label": "Anything else you want me to know?", "text": ""},
    ]


LETTER = (
    "Thank you for writing so openly. I read your worksheet twice, and one sentence stayed with me: that the evening "
    "begins to feel long when nobody is expecting you.\n\nYou noticed the feeling before it grew. That is what this "
    "week was about, and it is harder than it looks.\n\nOne small step for the coming days: choose two evenings, and "
    "decide in the morning what you will do at nine."
)


def context() -> Item:
    """All the samples."""
    first = DayForm(prefix="mon")
    return {
        "form": sample_form(),
        "fresh": SampleForm(prefix="fresh"),
        "days": [{"name": "Monday", "fields": list(first)}, {"name": "Tuesday", "fields": list(DayForm(prefix="tue"))}],
        "weeks": weeks(),
        "steps": [
            {"title": "A word before you begin", "state": "done", "said": "read", "url": "#", "note": "3 minutes"},
            {
                "title": "How a feeling rises and falls",
                "state": "open",
                "said": "next",
                "url": "#",
                "note": "5 minutes",
            },
            {"title": "The worksheet", "state": "closed", "said": "after the steps", "url": "", "note": "20 minutes"},
        ],
        "rows": staff_rows(),
        "answers": answers(),
        "letter": LETTER,
        "day": date(2026, 11, 24),
        "events": [
            {
                "day": date(2026, 11, 24),
                "title": "Your reply came",
                "text": "Read the same evening",
                "state": "open",
                "url": "#",
            },
            {"day": date(2026, 11, 22), "title": "Worksheet sent", "text": "", "state": "done", "url": ""},
            {
                "day": date(2026, 11, 19),
                "title": "A question needed an early answer",
                "text": "",
                "state": "urgent",
                "url": "",
            },
        ],
        "html": mark_safe("<p>Only your therapist and the people who supervise them.</p>"),
    }


gallery = login_not_required(TemplateView.as_view(template_name="demo/gallery.html", extra_context=context()))

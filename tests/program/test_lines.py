"""Which numbers are shown where, and when they must be rung again."""

from datetime import date, timedelta

import pytest
import yaml
from django.conf import settings
from django.utils import translation

from program import line_words
from program.choices import Continent
from program.lines import Call, Line, Place, dialled, is_number, must_be_rung, places

TODAY = date(2026, 11, 3)
EVERYWHERE = Line("From a mobile phone", "112", order=1)
EUROPE = Line("Emergency number", "112", "europe", order=2)
SWEDEN = Line("Listeners", "90101", "europe", "Sweden", doors=("myself",), order=3)
IRELAND = Line("Emergency number", "999", "europe", "Ireland", order=5)
HELPERS = Line("Helpers", "116 123", "europe", "Ireland", doors=("harm",), order=4)
INDIA = Line("Emergency number", "112", "asia", "India", order=6)
ALL = [Call(line) for line in (EVERYWHERE, SWEDEN, IRELAND, HELPERS, EUROPE, INDIA)]


def shown(found: list[Place]) -> list[tuple[str, str, list[str]]]:
    return [(place.region, place.country, [call.line.number for call in place.calls]) for place in found]


def test_the_whole_region_comes_first_and_everywhere_last() -> None:
    assert shown(places(ALL, region="europe")) == [
        ("europe", "", ["112"]),
        ("europe", "Ireland", ["116 123", "999"]),
        ("europe", "Sweden", ["90101"]),
        ("", "", ["112"]),
    ]


def test_without_a_region_only_what_holds_everywhere_is_shown() -> None:
    assert shown(places(ALL)) == [("", "", ["112"])]
    assert shown(places([])) == []


@pytest.mark.parametrize(
    ("door", "order"), [("harm", ["116 123", "999"]), ("", ["116 123", "999"]), ("myself", ["999", "116 123"])]
)
def test_what_is_for_another_danger_comes_last(door: str, order: list[str]) -> None:
    assert shown(places(ALL, region="europe", door=door))[1][2] == order


@pytest.mark.parametrize("region", Continent.values)
def test_every_region_can_be_asked_for(region: str) -> None:
    assert shown(places(ALL, region=region))[-1] == ("", "", ["112"])


@pytest.mark.parametrize(("days", "must"), [(None, True), (0, False), (89, False), (90, True), (400, True)], ids=str)
def test_a_number_must_be_rung_every_ninety_days(days: int | None, must: bool) -> None:
    tested_on = None if days is None else TODAY - timedelta(days=days)
    assert must_be_rung(tested_on, TODAY) is must


@pytest.mark.parametrize(("number", "tel"), [("116 123", "116123"), ("+46 (0)8-12 34", "+4608 1234".replace(" ", ""))])
def test_a_number_is_dialled_without_its_spaces(number: str, tel: str) -> None:
    assert is_number(number)
    assert dialled(number) == tel
    assert Call(Line("x", number)).tel == tel


@pytest.mark.parametrize("text", ["", "call us", "112 or 113", "javascript:1", "112\n113", " 112", "+"])
def test_what_cannot_be_dialled_is_no_number(text: str) -> None:
    assert not is_number(text)


def test_the_samples_countries_and_hours_are_words_for_translators() -> None:
    sample = yaml.safe_load((settings.BASE_DIR / "content" / "eight-weeks" / "lines.yaml").read_text())["lines"]
    assert {line.get("country", "") for line in sample} - {""} == set(line_words.COUNTRIES)
    assert {line.get("hours", "") for line in sample} - {""} == set(line_words.HOURS)
    assert set(line_words.NAMES) <= {line["name"] for line in sample}
    with translation.override("sv"):
        assert line_words.said("Bris") == "Bris"

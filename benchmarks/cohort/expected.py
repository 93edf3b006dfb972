"""What the service should have asked and found, computed a second time from the programme's own files.

On purpose in other words than the service: every day is walked through, every answer is looked at by plain loops, and
nothing of `program.schedule`, `program.assessment` or `worksheets.risk` is used.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from benchmarks.cohort.habits import Answered, Occurrence, Person, Wrote, settled
from worksheets.measures.instrument import Instrument
from worksheets.measures.scoring import score

Plain = Mapping[str, Any]
# rule, day, and the week it was asked in (0 for a baseline and for a message)
Fired = tuple[str, int, int]


class Walk:
    """One person's weeks and questions, day after day."""

    def __init__(self, person: Person, program: Plain, sheets: Mapping[int, Collection[str]]) -> None:
        """`sheets`: the keys of the questions that each week asks."""
        self.person, self.weeks, self.points = person, program["weeks"], program["assessments"]
        self.sheets = sheets
        self.opened: dict[int, int] = {}
        self.lived_before: list[int] = [0]
        self.silences: set[tuple[str, Occurrence]] = set()

    def lived(self, since: int, day: int) -> int:
        """Days from `since` on that are over and were not paused."""
        while len(self.lived_before) <= day:
            self.lived_before.append(self.lived_before[-1] + (not self.person.is_paused(len(self.lived_before) - 1)))
        return self.lived_before[day] - self.lived_before[since]

    def look(self, day: int) -> None:
        """What has opened by this day."""
        if day < self.person.begins or self.person.is_paused(day):
            return
        self.opened.setdefault(1, day)
        for before, week in zip(self.weeks, self.weeks[1:], strict=False):
            if week["number"] in self.opened or before["number"] not in self.opened:
                continue
            waits = before.get("length_days", 7)
            done = before.get("gate", "time") == "time" or before["number"] in self.person.sent
            if done and self.lived(self.opened[before["number"]], day) >= waits + week.get("after_days", 0):
                self.opened[week["number"]] = day

    def windows(self, day: int) -> Iterator[tuple[int, int, Plain, Occurrence, int | None]]:
        """Everything that has come due by this day: when, in which order, and how many days ago in lived days."""
        for place, point in enumerate(self.points):
            for week in point.get("weeks") or [0]:
                if week == 0:
                    since = self.person.begins if day >= self.person.begins else None
                    opens = -1
                elif week in self.opened:
                    found = self.came_due(self.opened[week], point.get("after_days", 0), day)
                    if found is None:
                        continue
                    opens = since = found
                else:
                    continue
                ago = None if since is None else self.lived(since, day)
                for instrument in point["instruments"]:
                    yield opens, place, point, (point["key"], week, instrument), ago

    def came_due(self, opened: int, after: int, day: int) -> int | None:
        return next(
            (
                each
                for each in range(opened, day + 1)
                if not self.person.is_paused(each) and self.lived(opened, each) >= after
            ),
            None,
        )

    def due(self, day: int) -> list[Occurrence]:
        """What is to be asked on this day, in order."""
        if self.person.is_paused(day):
            return []
        done = settled(self.person)
        open_now = [
            (opens, place, occurrence)
            for opens, place, point, occurrence, ago in self.windows(day)
            if occurrence not in done and (ago is None or ago < point.get("window_days", 7))
        ]
        return [occurrence for _opens, _place, occurrence in sorted(open_now, key=lambda each: each[:2])]

    def missed(self, day: int) -> set[Occurrence]:
        """The mandatory ones that nobody answered, and nobody can any more."""
        done = settled(self.person)
        return {
            occurrence
            for _opens, _place, point, occurrence, ago in self.windows(day)
            if point.get("mandatory") and ago is not None and ago >= point.get("window_days", 7)
            if occurrence not in done
        }

    def fell_silent(self, day: int, rules: Sequence[Plain]) -> list[Fired]:
        """The silences that a look at this evening finds for the first time."""
        ended = self.weeks[-1]["number"] in self.person.sent
        if day < self.person.begins or ended or self.person.is_paused(day):
            return []
        answered = {each.occurrence for each in self.person.answered if each.answers is not None}
        found: list[Fired] = []
        for rule in rules:
            found += self.silent(day, rule, answered) if "measure" in rule["looks_at"] else self.unsent(day, rule)
        return found

    def silent(self, day: int, rule: Plain, answered: Collection[Occurrence], blank: Any = ()) -> list[Fired]:
        run: list[tuple[Occurrence, int]] = []
        of_instrument = [each for each in self.windows(day) if each[3][2] == rule["looks_at"]["measure"]]
        for _opens, _place, point, occurrence, ago in sorted(of_instrument, key=lambda each: each[0]):
            if occurrence in answered:
                run = []
            elif ago is not None and (occurrence in blank or ago >= point.get("window_days", 7)):
                run.append((occurrence, ago))
        if not run or run[0][1] < 7 * rule["when"]["weeks"] or (rule["key"], run[0][0]) in self.silences:
            return []
        self.silences.add((rule["key"], run[0][0]))
        return [(rule["key"], day, run[0][0][1])]

    def item_blank(self, day: int, rules: Sequence[Plain]) -> list[Fired]:
        """The silences about one item that show in the moment in which the last measure is answered without it."""
        found, last = list[Fired](), self.person.answered[-1]
        mine = [each for each in self.person.answered if each.occurrence[2] == last.occurrence[2]]
        for rule in rules:
            item = rule["looks_at"].get("item")
            if rule["looks_at"].get("measure") == last.occurrence[2] and (last.answers or {}).get(item, 0) is None:
                taken = {each.occurrence: (each.answers or {}).get(item) for each in mine if each.answers is not None}
                filled = {occurrence for occurrence, value in taken.items() if value is not None}
                found += self.silent(day, rule, filled, taken.keys() - filled)
        return found

    def unsent(self, day: int, rule: Plain) -> list[Fired]:
        """The first open week without a worksheet after the last one with one, if it is long ago. Each week has one."""
        return self.waits(day, rule, set(self.person.sent))

    def left_blank(self, day: int, wrote: Sequence[Wrote], rules: Sequence[Plain]) -> list[Fired]:
        """The silences about one question that show in the moment in which the last of these is sent without it."""
        newest, found = {each.week: each for each in wrote if each.week}, list[Fired]()
        for rule in rules:
            question = rule["looks_at"].get("question")
            if question in self.sheets.get(wrote[-1].week, ()) and question not in wrote[-1].chosen:
                found += self.waits(day, rule, {week for week, each in newest.items() if question in each.chosen})
        return found

    def waits(self, day: int, rule: Plain, answered: Collection[int]) -> list[Fired]:
        question, waiting = rule["looks_at"].get("question"), list[int]()
        for week in sorted(self.opened):
            if question is None or question in self.sheets[week]:
                waiting = [] if week in answered else [*waiting, week]
        if not waiting or self.lived(self.opened[waiting[0]], day) < 7 * rule["when"]["weeks"]:
            return []
        told = (rule["key"], ("", waiting[0], ""))
        if told in self.silences:
            return []
        self.silences.add(told)
        return [(rule["key"], day, waiting[0])]


def asked_in(folder: str, program: Plain) -> dict[int, frozenset[str]]:
    """The keys of the questions of each week, from the worksheets' files."""
    sheets = {
        week["number"]: yaml.safe_load(Path(folder, week["folder"], "worksheet.yaml").read_text())
        for week in program["weeks"]
    }
    return {number: frozenset(question["key"] for question in sheet["questions"]) for number, sheet in sheets.items()}


# Rules


def fired(person: Person, rules: Sequence[Plain], instruments: Mapping[str, Instrument]) -> list[Fired]:
    """Every finding of every rule that looks at an answer, in no order."""
    found: list[Fired] = []
    for place, one in enumerate(person.answered):
        earlier = [
            each
            for each in person.answered[:place]
            if each.occurrence[2] == one.occurrence[2] and each.answers is not None
        ]
        found += [
            (rule["key"], one.day, one.occurrence[1])
            for rule in rules
            if rule["looks_at"].get("measure") == one.occurrence[2]
            and one.answers is not None
            and measure_fires(rule, instruments[one.occurrence[2]], one, earlier)
        ]
    for place, written in enumerate(person.wrote):
        before = person.wrote[:place]
        for rule in rules:
            what = writing_fires(rule, written, before)
            versions = [each for each in before if written.week and each.week == written.week]
            # Nobody acknowledges anything here: every alert of an earlier version still waits.
            again = what is not None and any(writing_fires(rule, each, before) == what for each in versions)
            if what is not None and not again:
                found.append((rule["key"], written.day, written.week))
    return found


def writing_fires(rule: Plain, one: Wrote, earlier: Sequence[Wrote]) -> object:
    """What it is about in plain, so that saying it twice can be seen; None where the rule does not fire."""
    kind = "worksheets" if one.week else "messages"
    if kind in rule["looks_at"].get("texts", ()) and text_fires(rule, one):
        return one.text
    if rule["when"]["kind"] == "blanks_at_least" and "worksheet" in rule["looks_at"]:
        return sorted(one.chosen) if one.week and one.blank >= rule["when"]["count"] else None
    if rule["when"]["kind"] in {"rises_by", "falls_by"}:
        return change_fires(rule, one, earlier)
    return (one.chosen[rule["looks_at"]["question"]],) if choice_fires(rule, one) else None


def change_fires(rule: Plain, one: Wrote, earlier: Sequence[Wrote]) -> object:
    """A number in an earlier week, as it was last sent there, against the number now."""
    question, when = rule["looks_at"].get("question"), rule["when"]
    now = one.chosen.get(question)
    by_week: dict[int, int] = {}
    for each in earlier:
        if 0 < each.week < one.week:
            by_week.pop(each.week, None)
            value = each.chosen.get(question)
            if isinstance(value, int):
                by_week[each.week] = value
    if not isinstance(now, int) or not by_week:
        return None
    then = by_week[min(by_week) if when.get("since") == "first" else max(by_week)]
    far = now - then if when["kind"] == "rises_by" else then - now
    return (now, then) if far >= when["points"] else None


def measure_fires(rule: Plain, instrument: Instrument, one: Answered, earlier: Sequence[Answered]) -> bool:
    when, item = rule["when"], rule["looks_at"].get("item")
    answers = one.answers or {}
    total = score(instrument, answers).total
    totals = [score(instrument, each.answers or {}).total for each in earlier]
    known = [each for each in totals if each is not None]
    now = answers.get(item) if item else total
    match when["kind"]:
        case "blanks_at_least":
            return sum(value is None for value in answers.values()) >= int(when["count"])
        case "equals":
            return bool(now is not None and now == when["value"])
        case "at_least":
            return bool(now is not None and now >= when["value"])
        case "at_most":
            return bool(now is not None and now <= when["value"])
        case "rises_by":
            before = (earlier[-1].answers or {}).get(item) if item and earlier else (known[-1] if known else None)
            return bool(now is not None and before is not None and now - before >= when["points"])
        case "worsens_reliably":
            change = instrument.reliable_change
            if change is None or not known or total is None:
                return False
            worse = total - known[0] if instrument.direction == "higher is worse" else known[0] - total
            return worse >= change.points
        case _:
            return False


def choice_fires(rule: Plain, one: Wrote) -> bool:
    question, when = rule["looks_at"].get("question"), rule["when"]
    if question not in one.chosen or rule["looks_at"].get("worksheet", one.sheet) != one.sheet:
        return False
    value = one.chosen[question]
    if when["kind"] == "equals":
        return bool(value == when["value"])
    number = float(value) if isinstance(value, int) else None
    below = when["kind"] == "at_most" and number is not None and number <= when["value"]
    above = when["kind"] == "at_least" and number is not None and number >= when["value"]
    return bool(below or above)


def text_fires(rule: Plain, one: Wrote) -> bool:
    when = rule["when"]
    if when["kind"] == "link":
        return "https://" in one.text
    if when["kind"] != "phrases":
        return False
    words = bare(one.text)
    return any(
        words[start : start + len(phrase)] == phrase
        for group in when["phrases"].values()
        for phrase in map(bare, group)
        for start in range(len(words))
    )


def bare(text: str) -> list[str]:
    """Words in small letters without accents; an apostrophe is not a gap."""
    plain = unicodedata.normalize("NFD", text.lower().replace("'", "").replace("’", ""))
    return re.split(r"\W+", "".join(sign for sign in plain if unicodedata.category(sign) != "Mn").strip(" .!?"))

"""How the rule of week 4 fares on people who were made up: `python -m benchmarks.early_rescue`.

A check of the software, not of clinical validity: who does well here was decided by the numbers below, not by anybody's
life. It needs no database. The same seed gives the same table.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, sqrt
from random import Random

from django.conf import settings

if not settings.configured:
    settings.configure(USE_I18N=False)

from program.benefit import Facts, Measured, Thresholds, judge
from worksheets.measures.instrument import Instrument
from worksheets.measures.library.phq_gad import GAD_7, PHQ_9
from worksheets.measures.scoring import change

LABEL = "A check of the software, not of clinical validity: every person here is made up."
WEEK = 4
BENCHMARK = 0.67
"""Balanced accuracy that Forsell and others (2022, PMID 35799973) name as a minimum for use."""


@dataclass(frozen=True)
class Group:
    """What people of one kind are like, week by week. All of it is assumed."""

    name: str
    share: float
    eases_a_week: float  # of the first total, on average
    spread: float  # between people, of the same
    sends: float  # chance to send a worksheet that is open
    sign_ins: float  # a week, on average


GROUPS = (
    Group("get better", 0.60, eases_a_week=0.09, spread=0.05, sends=0.85, sign_ins=2.5),
    Group("do not get better", 0.40, eases_a_week=0.01, spread=0.05, sends=0.60, sign_ins=1.4),
)
FIRST = {PHQ_9: (13.0, 4.5), GAD_7: (11.0, 4.0)}
NOISE = 1.5
UNANSWERED = 0.15

ASSUMED = (
    "Whether somebody gets better is decided first; 'right' below means that the rule found this out.",
    *(
        f"{group.share:.0%} {group.name}: they ease by {group.eases_a_week:.0%} of their first total a week (spread "
        f"{group.spread:.0%}), send a worksheet with a chance of {group.sends:.0%}, sign in {group.sign_ins:g} times."
        for group in GROUPS
    ),
    f"First totals: PHQ-9 13 (spread 4.5), GAD-7 11 (spread 4); each total is off by about {NOISE:g} points.",
    f"At week {WEEK} each measure is left unanswered with a chance of {UNANSWERED:.0%}, whoever it is.",
    f"Three worksheets could have been sent by week {WEEK}. Nothing of this was measured: all of it is our own choice.",
)


@dataclass(frozen=True)
class Table:
    """People by what the rule said and by what was decided about them."""

    marked_right: int = 0
    marked_wrong: int = 0
    passed_right: int = 0
    passed_wrong: int = 0

    @property
    def sensitivity(self) -> float:
        """Of those who do not get better, how many are marked."""
        return share(self.marked_right, self.passed_wrong)

    @property
    def specificity(self) -> float:
        """Of those who get better, how many are not marked."""
        return share(self.passed_right, self.marked_wrong)

    @property
    def positive(self) -> float:
        """Of those who are marked, how many do not get better."""
        return share(self.marked_right, self.marked_wrong)

    @property
    def negative(self) -> float:
        return share(self.passed_right, self.passed_wrong)

    @property
    def balanced(self) -> float:
        return (self.sensitivity + self.specificity) / 2


def share(part: int, rest: int) -> float:
    return part / (part + rest) if part + rest else 0.0


def cohort(people: int, seed: int) -> Iterator[tuple[Facts, bool]]:
    """So many people in week 4, each with whether they get better."""
    random = Random(seed)
    for _person in range(people):
        group = GROUPS[0] if random.random() < GROUPS[0].share else GROUPS[1]
        yield _facts(random, group), group is GROUPS[0]


def tried(found: Iterator[tuple[Facts, bool]], thresholds: Thresholds) -> Table:
    cells = [0, 0, 0, 0]
    for facts, gets_better in found:
        cells[(0 if judge(facts, thresholds).unlikely else 2) + gets_better] += 1
    marked_right, marked_wrong, passed_wrong, passed_right = cells
    return Table(marked_right, marked_wrong, passed_right, passed_wrong)


def _facts(random: Random, group: Group) -> Facts:
    eases = random.gauss(group.eases_a_week, group.spread)
    measured = [_measured(random, instrument, eases) for instrument in FIRST]
    return Facts(
        week=WEEK,
        measured=[each for each in measured if each is not None],
        sent=sum(random.random() < group.sends for _sheet in range(WEEK - 1)),
        due=WEEK - 1,
        sign_ins=_poisson(random, group.sign_ins * WEEK),
    )


def _measured(random: Random, instrument: Instrument, eases: float) -> Measured | None:
    assert instrument.total is not None
    low, high = instrument.ends(instrument.total)
    true = random.gauss(*FIRST[instrument])
    first, newest = (
        float(min(max(round(random.gauss(total, NOISE)), low), high)) for total in (true, true * (1 - eases * WEEK))
    )
    if random.random() < UNANSWERED:
        return None
    moved = change(instrument, first, newest)
    return Measured(
        key=instrument.key,
        title=instrument.title,
        first=first,
        newest=newest,
        eased=first - newest,
        room=first - low,
        span=high - low,
        clearly_worse=moved.reliable == "deteriorated",
    )


def _poisson(random: Random, mean: float) -> int:
    limit, product, count = exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        count += 1
    return count


def interval(right: float, people: int) -> str:
    """95 %, by Wilson's formula."""
    if not people:
        return "–"
    z = 1.96
    middle = (right + z * z / (2 * people)) / (1 + z * z / people)
    half = z / (1 + z * z / people) * sqrt(right * (1 - right) / people + z * z / (4 * people * people))
    return f"{middle - half:.0%}–{middle + half:.0%}"


def report(table: Table, people: int, seed: int, thresholds: Thresholds) -> list[str]:
    ill, well = table.marked_right + table.passed_wrong, table.marked_wrong + table.passed_right
    marked, passed = table.marked_right + table.marked_wrong, table.passed_right + table.passed_wrong
    return [
        LABEL,
        "",
        f"{people} people, seed {seed}, week {WEEK}; thresholds: {thresholds.as_json()}",
        "",
        "Assumed:",
        *(f"- {line}" for line in ASSUMED),
        "",
        "|  | do not get better | get better |",
        "|---|---|---|",
        f"| marked | {table.marked_right} | {table.marked_wrong} |",
        f"| not marked | {table.passed_wrong} | {table.passed_right} |",
        "",
        f"Sensitivity {table.sensitivity:.0%} (95 %: {interval(table.sensitivity, ill)})",
        f"Specificity {table.specificity:.0%} (95 %: {interval(table.specificity, well)})",
        f"Positive predictive value {table.positive:.0%} (95 %: {interval(table.positive, marked)})",
        f"Negative predictive value {table.negative:.0%} (95 %: {interval(table.negative, passed)})",
        f"Balanced accuracy {table.balanced:.0%}; {BENCHMARK:.0%} was named as a minimum for use, on real people.",
        "",
        "With other assumptions every figure changes. What it is in a clinic only the clinic's own people can show.",
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=LABEL)
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=4)
    asked = parser.parse_args(arguments)
    thresholds = Thresholds()
    table = tried(cohort(asked.people, asked.seed), thresholds)
    print("\n".join(report(table, asked.people, asked.seed, thresholds)))


if __name__ == "__main__":
    main()

"""How many examples a property is tried with: all in the first run, a fifth on the second database, a few in quick."""

from collections.abc import Callable, Collection
from typing import TypeVar

from hypothesis import HealthCheck, example, settings

Test = TypeVar("Test", bound=Callable[..., None])
QUICK = 5
USUAL = 100
A_FIFTH = 5
# No deadlines: on a busy machine they would measure its other work.
settings.register_profile("full", deadline=None)
settings.register_profile("second", deadline=None, max_examples=USUAL // A_FIFTH)
settings.register_profile("quick", deadline=None, max_examples=QUICK)


def at_most(examples: int, *, suppress: Collection[HealthCheck] = ()) -> settings:
    """Asked for when a test module is imported: pytest has loaded the profile by then."""
    tries = {"quick": min(QUICK, examples), "second": max(1, examples // A_FIFTH)}
    wanted = tries.get(settings.get_current_profile_name(), examples)
    return settings(max_examples=wanted, deadline=None, suppress_health_check=suppress)


def named(*values: object) -> Callable[[Test], Test]:
    """Examples that are tried for certain; on the second database the first of them."""

    def tried(test: Test) -> Test:
        for value in values[:1] if settings.get_current_profile_name() == "second" else values:
            test = example(value)(test)
        return test

    return tried

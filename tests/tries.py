"""How many examples a property is tried with: all in the whole suite, a few in `make quick`."""

from collections.abc import Collection

from hypothesis import HealthCheck, settings

QUICK = 5
# No deadlines: on a busy machine they would measure its other work.
settings.register_profile("full", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=QUICK)


def at_most(examples: int, *, suppress: Collection[HealthCheck] = ()) -> settings:
    """Asked for when a test module is imported: pytest has loaded the profile by then."""
    quick = settings.get_current_profile_name() == "quick"
    return settings(max_examples=QUICK if quick else examples, deadline=None, suppress_health_check=suppress)

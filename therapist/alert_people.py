"""Who knows of an alert: whom it went to, and who has opened it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """One step of an alert: whom it goes to, and in words whether it has."""

    duty: str
    name: str
    said: str
    when: str
    state: str

    @property
    def who(self) -> str:
        """By name; supervisors, who are all of them, by what they are."""
        return self.name or self.duty


@dataclass(frozen=True)
class Seen:
    name: str
    said: str

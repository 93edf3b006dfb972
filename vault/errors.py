"""What may go wrong. No message carries content, and none says which of several checks failed."""


class SealBroken(Exception):
    """Something sealed could not be opened: moved, altered, cut short, empty, or the wrong key."""

    def __init__(self) -> None:
        super().__init__("The seal is broken.")


class Locked(Exception):
    """This request holds no unlocked key: ask the person to sign in again."""

    def __init__(self) -> None:
        super().__init__("Nobody has unlocked a key in this session.")


class NotAdmitted(Exception):
    """This holder is not a supervisor."""

    def __init__(self) -> None:
        super().__init__("This holder is not admitted to supervision.")

"""Answer options as instruments of several families use them."""

from worksheets.measures.instrument import Option


def rising(*labels: str) -> tuple[Option, ...]:
    """Options that are stored as 0, 1, 2 … and count for the same."""
    return tuple(Option(value, label, value) for value, label in enumerate(labels))


def unlabelled(count: int) -> tuple[Option, ...]:
    """Empty places for the labels that belong to an owner."""
    return rising(*[""] * count)


def zero_to_ten(low: str, high: str) -> tuple[Option, ...]:
    """0 to 10, with words at the ends."""
    return rising(f"0 – {low}", *[str(number) for number in range(1, 10)], f"10 – {high}")

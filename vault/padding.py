"""Hides the length of a text: every ciphertext has one of a few sizes, whatever was written."""

from vault.errors import SealBroken

KIB = 1024
STEPS = tuple(KIB << power for power in range(7))  # 1, 2, 4, … 64 KiB
PREFIX_BYTES = 4


def padded_size(length: int) -> int:
    """The size that `length` bytes are padded to, their length prefix included."""
    needed = length + PREFIX_BYTES
    for step in STEPS:
        if needed <= step:
            return step
    last = STEPS[-1]
    return -(-needed // last) * last


def pad(data: bytes) -> bytes:
    return (len(data).to_bytes(PREFIX_BYTES, "big") + data).ljust(padded_size(len(data)), b"\0")


def unpad(padded: bytes) -> bytes:
    length = int.from_bytes(padded[:PREFIX_BYTES], "big")
    data = padded[PREFIX_BYTES : PREFIX_BYTES + length]
    if pad(data) != padded:
        raise SealBroken
    return data


def pad_text(text: str) -> bytes:
    """`surrogatepass`: a lone surrogate from a broken keyboard or a JSON escape must not cost anybody their text."""
    return pad(text.encode("utf-8", "surrogatepass"))


def unpad_text(padded: bytes) -> str:
    data = unpad(padded)
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        pass  # raised below, outside: this exception holds the bytes and would travel along as the context
    raise SealBroken

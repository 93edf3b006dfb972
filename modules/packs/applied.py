"""What an import leaves as it is here, whatever its file says; the rest of the file is applied. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from modules.packs.instruments import InstrumentFile
from modules.packs.pack import Pack, PageFile, Translation
from program.arms import ArmWords
from program.choices import PublicPage


@dataclass(frozen=True)
class Kept:
    """`pages`: those that anybody may read and that the clinic has written, by language. `safety`: also risk rules,
    crisis lines and letter templates stay."""

    pages: Collection[tuple[str, str]]
    safety: bool


def applied(now: Pack | None, brought: Pack, kept: Kept) -> Pack:
    """The programme as it will be. `now` is None where it is new, or where it cannot be said what it is."""
    own = now or replace(brought, risk=(), lines={}, letters=(), pages=(), arms=(), instruments=(), translations=())
    there = {each.language: each for each in own.translations}
    after = replace(
        brought,
        pages=_pages(brought.language, own.pages, brought.pages, kept),
        arms=_arms(own.arms, brought.arms),
        instruments=_instruments(own.instruments, brought.instruments),
        translations=tuple(_translation(there.get(each.language), each, kept) for each in brought.translations),
    )
    return replace(after, risk=own.risk, lines=own.lines, letters=own.letters) if kept.safety else after


def _translation(now: Translation | None, brought: Translation, kept: Kept) -> Translation:
    after = replace(brought, pages=_pages(brought.language, now.pages if now else (), brought.pages, kept))
    return replace(after, letters=now.letters if now else ()) if kept.safety else after


def _pages(language: str, now: Sequence[PageFile], brought: Sequence[PageFile], kept: Kept) -> tuple[PageFile, ...]:
    """None is ever taken out."""
    here, there = ({each.page: each for each in pages} for pages in (now, brought))
    found = (
        here.get(kind) if (language, kind.value) in kept.pages or kind not in there else there[kind]
        for kind in PublicPage
    )
    return tuple(each for each in found if each is not None)


def _arms(now: Sequence[ArmWords], brought: Sequence[ArmWords]) -> tuple[ArmWords, ...]:
    """None is ever taken away: people may have it."""
    keys = {arm.key for arm in brought}
    return (*brought, *(arm for arm in now if arm.key not in keys))


def _instruments(now: Sequence[InstrumentFile], brought: Sequence[InstrumentFile]) -> tuple[InstrumentFile, ...]:
    """What is stored stays stored."""
    keys = {(each.instrument.key, each.instrument.language) for each in brought}
    return (*brought, *(each for each in now if (each.instrument.key, each.instrument.language) not in keys))

"""A pack becomes a programme's pages and worksheets. The same pack again changes nothing."""

from collections.abc import Mapping as Dictionary
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from wagtail.blocks import StreamValue
from wagtail.models import Locale, Page

from modules.actions.bringing import Imported, bring, set_on, spoken, stored_block
from modules.actions.library import bring_media, taken_back_if_refused
from modules.actions.public_pages import bring_pages
from modules.actions.publishing import newest_edition, publish_edition
from modules.actions.sites import ensure_site
from modules.actions.translations import hold_all
from modules.actions.week_content import week_content
from modules.models import ModulePage, ProgramImage, ProgramMedia, ProgrammePage
from modules.packs.pack import Consent, Pack, Translation
from modules.packs.problems import Problems
from modules.packs.sheets import Sheet
from modules.packs.whole import Whole, read_whole
from program.actions.arms import bring_arms
from program.actions.lines import bring_lines
from program.audit.record import record
from program.models import Program
from worksheets.actions.instruments import store
from worksheets.actions.letter_templates import bring_templates
from worksheets.actions.rules import publish_rules
from worksheets.blocks import frozen_questions, questions_stream
from worksheets.files.tree import Files
from worksheets.measures.report import report
from worksheets.models import Worksheet
from worksheets.queries import kept
from worksheets.risk.rule import Rule

AnyPage = TypeVar("AnyPage", ProgrammePage, ModulePage)


@transaction.atomic
def import_pack(
    *, folder: Path | Files, by: UUID | str, today: date, publish: bool = False, keeps_safety: bool = False
) -> Imported:
    """Bring all that the pack holds, in a folder or as files, in line with it; with `publish`, make an edition.

    All or nothing. Raises PackRefused for a pack with mistakes, and NotReady where no edition can be made.
    A new programme that is published in the same act begins without clinical review: its operator answers for the pack.
    `keeps_safety`: crisis lines, risk rules and letter templates, which staff outside of the studio keep, come with a
    new programme only.
    What editors changed meanwhile is replaced by the pack's text; their words stay in the pages' history.
    """
    whole = read_whole(folder, kept())
    root = ensure_site()
    program, is_new = Program.objects.get_or_create(
        slug=whole.pack.slug, defaults={"title": whole.pack.title, "needs_review": not publish}
    )
    done = Imported(page=_programme_page(root, program, whole.pack))
    if is_new:
        done.made.append(f"program {program.slug}")
    with taken_back_if_refused(done.filed):
        _bring_content(done, program, whole, root=root, by=by, today=today)
        if is_new or not keeps_safety:
            _bring_safety(done, program, whole, by, today)
        if done.made or done.changed:
            detail: dict[str, str | int] = {"made": len(done.made), "changed": len(done.changed)}
            record(verb="pack.imported", by=by, on=today, subject=program.pk, detail=detail)
        if publish:
            _publish(done, by, today)
    return done


def _bring_content(done: Imported, program: Program, whole: Whole, *, root: Page, by: UUID | str, today: date) -> None:
    """What editors own, with the words of each language."""
    pack = whole.pack
    _bring_instruments(done, pack, by, today)
    _bring_arms(done, program, pack, by, today)
    played = bring_media(done, pack.media)
    bring(done, done.page, _programme_content(pack), parent=root)
    for week, sheet in zip(pack.weeks, whole.sheets, strict=True):
        worksheet = _bring_worksheet(done, sheet, Worksheet(key=sheet.key, locale=done.page.locale)) if sheet else None
        page = ModulePage.objects.child_of(done.page).filter(number=week.number).first()
        content = week_content(pack, week, worksheet, played)
        bring(done, page or ModulePage(locale=done.page.locale), content, parent=done.page)
    _take_down(done, pack)
    for translation in pack.translations:
        _bring_translation(done, whole, translation, played)
        numbers = [week.number for week in translation.weeks]
        hold_all(page=done.page, language=translation.language, weeks=numbers, today=today)
    bring_pages(done, root, pack)


def _take_down(done: Imported, pack: Pack) -> None:
    """Weeks after the last of the pack are published no more; their words stay in the studio."""
    for page in done.page.modules().filter(number__gt=len(pack.weeks)):
        page.unpublish()
        done.changed.append(f"modulepage {page.slug}")


def _bring_safety(done: Imported, program: Program, whole: Whole, by: UUID | str, today: date) -> None:
    _bring_lines(done, program, whole.pack, by, today)
    _bring_rules(done, program, whole.rules, by, today)
    for language, templates in {whole.pack.language: whole.templates, **whole.spoken_templates}.items():
        sheets = {week.number: sheet.key for week, sheet in zip(whole.pack.weeks, whole.sheets, strict=True) if sheet}
        made, changed = bring_templates(
            program=program, language=language, templates=templates, sheets=sheets, by=by, today=today
        )
        done.made += [f"letter template {key}" for key in made]
        done.changed += [f"letter template {key}" for key in changed]


def _bring_translation(
    done: Imported, whole: Whole, translation: Translation, played: Dictionary[str, ProgramMedia | ProgramImage]
) -> None:
    """The same pages beside the programme's own, with other words; Wagtail knows them by their translation keys."""
    root, (locale, _made) = done.page.get_parent(), Locale.objects.get_or_create(language_code=translation.language)
    parent = _translated(done.page, locale)
    bring(done, parent, _translated_content(whole.pack, translation), parent=root)
    own = {page.number: page for page in done.page.modules()}
    for week in translation.weeks:
        of, sheet = own[week.number], whole.spoken_sheets.get((translation.language, week.number))
        worksheet = None
        if sheet is not None and of.worksheet is not None:
            key = of.worksheet.translation_key
            worksheet = _bring_worksheet(done, sheet, Worksheet(key=sheet.key, locale=locale, translation_key=key))
        bring(done, _translated(of, locale), week_content(whole.pack, week, worksheet, played), parent=parent)


def _translated(page: AnyPage, locale: Locale) -> AnyPage:
    """The page's translation, or a new one."""
    found: AnyPage | None = type(page).objects.filter(translation_key=page.translation_key, locale=locale).first()
    if found is not None:
        return found
    new = type(page)(translation_key=page.translation_key, locale=locale)
    if isinstance(page, ProgrammePage):
        new.program = page.program
    return new


def _bring_instruments(done: Imported, pack: Pack, by: UUID | str, today: date) -> None:
    """All that cannot be stored is said at once."""
    problems = Problems()
    for file in pack.instruments:
        with problems.gathered():
            brought = store(text=file.text, file=file.name, by=by, today=today)
            if brought.is_new:
                done.made.append(f"instrument {brought.name}")
                done.understood += report(brought.instrument)
    problems.stop_if_any()


def _bring_arms(done: Imported, program: Program, pack: Pack, by: UUID | str, today: date) -> None:
    made, changed = bring_arms(program=program, arms=pack.arms, by=by, today=today)
    done.made += [f"arm {key}" for key in made]
    done.changed += [f"arm {key}" for key in changed]


def _bring_lines(done: Imported, program: Program, pack: Pack, by: UUID | str, today: date) -> None:
    made, changed = bring_lines(program=program, lines=pack.lines, by=by, today=today)
    done.made += [f"crisis line {key}" for key in made]
    done.changed += [f"crisis line {key}" for key in changed]


def _bring_rules(done: Imported, program: Program, rules: list[Rule], by: UUID | str, today: date) -> None:
    made, changed = publish_rules(program=program, rules=rules, by=by, today=today)
    done.made += [f"risk rule {key}" for key in made]
    done.changed += [f"risk rule {key}" for key in changed]


def _publish(done: Imported, by: UUID | str, today: date) -> None:
    before = newest_edition(done.page)
    done.edition = publish_edition(page=done.page, by=by, today=today)
    done.edition_is_new = before is None or before.pk != done.edition.pk


def _programme_page(root: Page, program: Program, pack: Pack) -> ProgrammePage:
    locale, _made = Locale.objects.get_or_create(language_code=pack.language)
    page = ProgrammePage.objects.child_of(root).filter(program=program, locale=locale).first()
    return page or ProgrammePage(program=program, locale=locale)


def _programme_content(pack: Pack) -> dict[str, Any]:
    return {
        "title": pack.title,
        "slug": pack.slug if pack.language == "en" else f"{pack.slug}-{pack.language}",
        "sample_note": pack.sample_note,
        **_consent_content(pack, pack.consent),
        "assessments": [
            {**vars(point), "weeks": [*point.weeks], "instruments": [*point.instruments]} for point in pack.assessments
        ],
    }


def _translated_content(pack: Pack, translation: Translation) -> dict[str, Any]:
    return {
        "title": translation.title,
        "slug": f"{pack.slug}-{translation.language}",
        "sample_note": translation.sample_note,
        **_consent_content(pack, translation.consent),
    }


def _consent_content(pack: Pack, consent: Consent) -> dict[str, Any]:
    parts = [
        stored_block(f"{pack.slug}/consent/{number}", "part", {"title": part.title, "text": part.html})
        for number, part in enumerate(consent.parts, start=1)
    ]
    return {
        "consent_version": consent.version,
        "consent_title": consent.title,
        "consent_changed": consent.changed,
        "consent_parts": parts,
    }


def _bring_worksheet(done: Imported, sheet: Sheet, new: Worksheet) -> Worksheet:
    """`new` is what it becomes where there is none with its key in its language."""
    new.program = done.page.program
    worksheet = Worksheet.objects.filter(program=new.program, key=new.key, locale=new.locale).first()
    questions = questions_stream(sheet.questions)
    content = {"title": sheet.title, "minutes": sheet.minutes, "intro": sheet.intro, "ending": sheet.ending}
    name = f"worksheet {sheet.key}{spoken(done, new.locale)}"
    if worksheet is None:
        worksheet = new
        set_on(worksheet, content)
        worksheet.questions = questions
        worksheet.save()
        done.made.append(name)
    elif set_on(worksheet, content) or _asks_else(worksheet, questions) or not worksheet.live:
        worksheet.questions = questions
        done.changed.append(name)
    else:
        return worksheet
    worksheet.save_revision(changed=False).publish()
    return worksheet


def _asks_else(worksheet: Worksheet, questions: StreamValue) -> bool:
    """Compared as they would be frozen: the stored JSON of lists holds ids that differ from one import to the next."""
    return frozen_questions(worksheet) != frozen_questions(Worksheet(questions=questions))

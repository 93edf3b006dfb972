"""Where links lead. Nothing is fetched: what is ours is looked up, what is not is only listed."""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from program.choices import Door
from worksheets.checks.finding import Finding, Level
from worksheets.checks.subject import Subject

# As participants' pages are drawn, whichever process this is.
PARTICIPANT_URLCONF = "config.urls_participant"
LINK = re.compile(r"<a\b([^>]*)>", re.IGNORECASE)
HREF = re.compile(r"href=[\"']([^\"']*)[\"']", re.IGNORECASE)
WRITTEN = re.compile(r"\b(?:https?://|www\.)[^\s<>\"”]+", re.IGNORECASE)
OURS = "/help/"
# What ends a sentence is no part of an address.
SIGNS = ".,;:!?)…’"


def astray(subject: Subject) -> Iterator[Finding]:
    """Links that lead nowhere, or where a programme does not lead; addresses that stand in the text."""
    for part in subject.texts:
        for link in LINK.findall(part.value) if part.is_rich else []:
            href = HREF.search(link)
            address = unescape(href[1]) if href else ""
            if address.startswith("/"):
                if not leads_somewhere(address):
                    yield subject.finding(
                        Level.ERROR,
                        _("The link to “%(address)s” leads nowhere.") % {"address": address},
                        _("Link to /help/, or take the link out."),
                        part,
                    )
            else:
                yield subject.finding(
                    Level.WARNING,
                    _("A link leads away from here: “%(address)s”. Readers get its words without the link.")
                    % {"address": address or _("a page of the studio")},
                    _("Take the link out. Pages link to /help/ only, so that nobody leaves without meaning to."),
                    part,
                )
        for address in (found.rstrip(SIGNS) for found in WRITTEN.findall(part.text)):
            yield subject.finding(
                Level.HINT,
                _("The text names an address elsewhere: “%(address)s”. Nothing was fetched.") % {"address": address},
                _("Open it yourself now and then, and see that it is still what you mean."),
                part,
            )


@lru_cache(maxsize=256)
def leads_somewhere(address: str) -> bool:
    """Whether the participants' pages have this address, and the help page this door."""
    path, _sign, fragment = address.partition("#")
    try:
        resolve(path.partition("?")[0], urlconf=PARTICIPANT_URLCONF)
    except Resolver404:
        return False
    return not fragment or path != OURS or fragment in {door.value for door in Door}

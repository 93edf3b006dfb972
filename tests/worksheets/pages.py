"""Reading a page of a worksheet, as a browser does."""

import html
import re
from itertools import count
from typing import Any

from bs4 import BeautifulSoup
from django.http import HttpResponse


def soup(response: Any) -> BeautifulSoup:
    assert isinstance(response, HttpResponse)
    return BeautifulSoup(response.content, "html.parser")


def words(response: Any) -> str:
    """All that is written in the main part of the page, on one line."""
    assert isinstance(response, HttpResponse)
    page = response.content.decode()
    start, end = page.find("<main"), page.rfind("</main>")
    assert 0 <= start < end, "The page has no main part."
    return " ".join(BeautifulSoup(page[start:end], "html.parser").get_text(" ").split())


def links(response: Any, css: str) -> list[str]:
    """Where these links of the page lead."""
    return [str(link["href"]) for link in _only(A_LINK, response.content.decode()).select(css)]


# To read a page whole takes many times longer than to read what is asked for.
A_LINK = re.compile(r"<a\b[^>]*>")
A_FORM_AND_ITS_PLACE = re.compile(r"<form\b.*?</form>|<main\b[^>]*>|</main>", re.DOTALL)
A_BOX = re.compile(r"(<textarea\b[^>]*>)(.*?)(?=</textarea>)", re.DOTALL)


def _only(part: re.Pattern[str], page: str) -> BeautifulSoup:
    return BeautifulSoup("".join(part.findall(page)), "html.parser")


def _texts_aside(page: str) -> tuple[str, list[str]]:
    """The page with a number in each box, and what was written there."""
    texts = [html.unescape(text).replace("\r\n", "\n").removeprefix("\n") for _box, text in A_BOX.findall(page)]
    numbers = count()
    return A_BOX.sub(lambda box: f"{box[1]}{next(numbers)}", page), texts


def form_of(response: Any, css: str = "form.worksheet") -> dict[str, Any]:
    """What the browser would post from this form as it stands."""
    page, texts = _texts_aside(response.content.decode())
    found = _only(A_FORM_AND_ITS_PLACE, page).select_one(css)
    assert found is not None
    fields: dict[str, Any] = {}
    for field in found.select("input, textarea, select"):
        name, kind = str(field["name"]), field.get("type")
        if field.name == "textarea":
            fields[name] = texts[int(field.get_text())]
        elif field.name == "select":
            chosen = field.select_one("option[selected]")
            fields[name] = str(chosen["value"]) if chosen else ""
        elif kind not in {"radio", "checkbox"}:
            fields[name] = str(field.get("value", ""))
        elif field.has_attr("checked"):
            value = str(field.get("value", "on"))
            fields[name] = [*fields.get(name, []), value] if kind == "checkbox" else value
    return fields

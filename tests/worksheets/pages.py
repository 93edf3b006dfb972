"""Reading a page of a worksheet, as a browser does."""

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


def form_of(response: Any, css: str = "form.worksheet") -> dict[str, Any]:
    """What the browser would post from this form as it stands."""
    found = soup(response).select_one(css)
    assert found is not None
    fields: dict[str, Any] = {}
    for field in found.select("input, textarea, select"):
        name, kind = str(field["name"]), field.get("type")
        if field.name == "textarea":
            fields[name] = field.get_text().replace("\r\n", "\n").removeprefix("\n")
        elif field.name == "select":
            chosen = field.select_one("option[selected]")
            fields[name] = str(chosen["value"]) if chosen else ""
        elif kind not in {"radio", "checkbox"}:
            fields[name] = str(field.get("value", ""))
        elif field.has_attr("checked"):
            value = str(field.get("value", "on"))
            fields[name] = [*fields.get(name, []), value] if kind == "checkbox" else value
    return fields

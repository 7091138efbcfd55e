"""axe (WCAG 2.2 A and AA) on the page as it stands, on a phone's width and on a desk's."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
WIDTHS = (320, 1280)


def expect_accessible(page: Page) -> None:
    """No violation at either width, and no line that must be read by scrolling sideways (WCAG 1.4.10)."""
    faults = [fault for width in WIDTHS for fault in faults_at(page, width)]
    assert faults == [], page.url


def faults_at(page: Page, width: int) -> list[str]:
    """What is wrong, each with the rule and the elements."""
    page.set_viewport_size({"width": width, "height": 900})
    reach = page.evaluate("document.documentElement.scrollWidth")
    too_wide = [f"{width} px: the page is {reach} px wide"] if reach > width else []
    found = Axe().run(page, options=RULES).response["violations"]
    return too_wide + [f"{width} px: {told(violation)}" for violation in found]


def told(violation: dict[str, Any]) -> str:
    elements = "; ".join(node["html"] for node in violation["nodes"])
    return f"{violation['id']}: {violation['help']} — {elements}"

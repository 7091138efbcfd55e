"""axe (WCAG 2.2 A and AA) on the page as it stands, on a phone's width and on a desk's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# Cost: only what is wrong crosses over to Python; the rest of axe's report would take as long as its work.
RUN = "async rules => (await axe.run({runOnly: rules, resultTypes: ['violations']})).violations"
PHONE, DESK = 320, 1280
# Where scripts run, what stands inside noscript is text.
RUNS_NO_SCRIPTS = """() => {
  const part = document.createElement("div")
  part.innerHTML = "<noscript><i></i></noscript>"
  return part.querySelector("i") !== null
}"""


def expect_accessible(page: Page, widths: Sequence[int] = (PHONE, DESK)) -> None:
    """No violation at these widths, and no line that must be read by scrolling sideways (WCAG 1.4.10)."""
    # Danger: axe may not be a script of the page, whose policy refuses strangers; the browser's own tools evaluate it.
    with scripts_running(page):
        page.evaluate(AXE_SCRIPT)
        faults = [fault for width in widths for fault in faults_at(page, width)]
    assert not faults, "\n".join([page.url, *faults])


@contextmanager
def scripts_running(page: Page) -> Iterator[None]:
    """axe waits for timers, which stand still in a browser that runs no scripts; those of the page stay out even now."""
    if not page.evaluate(RUNS_NO_SCRIPTS):
        yield
        return
    tools = page.context.new_cdp_session(page)
    tools.send("Emulation.setScriptExecutionDisabled", {"value": False})
    yield
    tools.send("Emulation.setScriptExecutionDisabled", {"value": True})
    tools.detach()


def faults_at(page: Page, width: int) -> list[str]:
    """What is wrong, each with the rule and the elements."""
    page.set_viewport_size({"width": width, "height": 900})
    reach = page.evaluate("document.documentElement.scrollWidth")
    too_wide = [f"{width} px: the page is {reach} px wide"] if reach > width else []
    return too_wide + [f"{width} px: {told(violation)}" for violation in page.evaluate(RUN, RULES)]


def told(violation: dict[str, Any]) -> str:
    elements = "; ".join(node["html"] for node in violation["nodes"])
    return f"{violation['id']}: {violation['help']} — {elements}"

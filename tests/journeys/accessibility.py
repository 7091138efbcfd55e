"""axe (WCAG 2.2 A and AA) on the page as it stands, on a phone's width and on a desk's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, Route

RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# Cost: only what is wrong crosses over to Python; the rest of axe's report would take as long as its work. Style sheets are
# fetched once more for none of these rules, and our pages have no frames to ask (a third of the time).
RUN = """async rules => (await axe.run({
  runOnly: rules, rules: {"color-contrast": {enabled: false}}, resultTypes: ["violations"], preload: false, iframes: false,
})).violations"""
# Cost: contrast takes axe four times as long as all its other rules, and the same few looks stand on every page. A look is
# what contrast comes from: the colour of words, whether they count as large (WCAG 1.4.3: 18 pt, or 14 pt bold), and all that
# is painted behind them up to the first solid ground.
LOOKS = """() => {
  const looks = new Map()
  const isSolid = colour => /^rgb\\(/.test(colour)
  const paint = element => {
    const style = getComputedStyle(element)
    return { floats: ["absolute", "fixed"].includes(style.position), solid: isSolid(style.backgroundColor), said:
      [style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.mixBlendMode] }
  }
  const grounds = element => {
    const said = []
    for (let one = element; one; one = one.parentElement) {
      const { floats, solid, said: painted } = paint(one)
      // What leaves its place may lie on anything: it is a look of its own.
      if (floats) said.push(one.className, looks.size)
      said.push(...painted)
      if (solid && !floats) break
    }
    return said
  }
  for (const one of document.body.querySelectorAll("*")) {
    const speaks = [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim() !== "")
    if (!speaks && !one.matches("input, select, textarea")) continue
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(one)
    const isLarge = parseFloat(fontSize) >= (Number(fontWeight) >= 700 ? 18.66 : 24)
    const look = JSON.stringify([color, isLarge, textShadow, one.matches(":disabled"), ...grounds(one)])
    if (!one.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    // The most words of a look: axe judges no single letter.
    const known = looks.get(look)
    if (!known || known.textContent.length < one.textContent.length) looks.set(look, one)
  }
  window.looksForContrast = looks
  return [...looks.keys()]
}"""
# Whether words can be read is not to be told of every element: of one letter alone, or of what something lies upon.
RUN_CONTRAST = """async wanted => {
  // A page that tells news may have exchanged some of them meanwhile.
  const there = wanted.filter(look => window.looksForContrast.get(look).isConnected)
  if (!there.length) return [[], []]
  const elements = there.map(look => window.looksForContrast.get(look))
  const found = await axe.run({include: elements}, {runOnly: {type: "rule", values: ["color-contrast"]}, elementRef: true})
  const clear = new Set(found.passes.flatMap(rule => rule.nodes.map(node => node.element)))
  const violations = found.violations.map(({id, help, nodes}) => ({id, help, nodes: nodes.map(({html}) => ({html}))}))
  return [violations, there.filter((_, place) => clear.has(elements[place]))]
}"""
# Everything on the page that axe's rules ask for but the words themselves: elements, classes, states, what refers to what
# (ids by the order in which they first appear), and whether there are words at all. Readings above characters and spans that
# only name their language stand for the words they hold; a language is right or wrong wherever it is named, and so is the
# mark of where one is.
STRUCTURE = """() => {
  const ids = new Map()
  const place = id => ids.has(id) ? ids.get(id) : (ids.set(id, ids.size), ids.size - 1)
  const refers = new Set(["id", "for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers", "list", "form"])
  const asItStands = name => name.startsWith("aria-") && name !== "aria-label" ||
    ["class", "role", "type", "dir", "tabindex", "autocomplete", "hidden", "scope", "open", "colspan", "rowspan", "lang"].includes(name)
  const isRightLanguage = ({ name, value }) => name === "lang" && /^(ja|en)(-[A-Za-z]+)?$/.test(value)
  const isRightPlace = ({ name, value }) => name === "aria-current" && ["true", "page", "step", "date"].includes(value)
  const value = it => refers.has(it.name) ? it.value.split(/\\s+/).map(place) :
    isRightLanguage(it) ? "right" : asItStands(it.name) ? it.value : it.value !== ""
  const isWords = one => ["RUBY", "RB", "RT", "RP"].includes(one.tagName) && one.attributes.length === 0 ||
    one.tagName === "SPAN" && [...one.attributes].every(isRightLanguage)
  const takesOnlyItsOwn = one => ["UL", "OL", "DL", "TABLE", "TBODY", "TR"].includes(one.tagName)
  const parts = one => [...one.childNodes].flatMap(
    node => node.nodeType === 1 && isWords(node) && !takesOnlyItsOwn(one) ? parts(node) : [node])
  const said = one => {
    const inside = parts(one)
    const named = [...one.attributes].filter(it => one.tagName === "HTML" || !isRightLanguage(it) && !isRightPlace(it))
    return [
      one.tagName,
      named.map(it => [it.name, value(it)]),
      inside.some(node => node.nodeType === 3 && node.data.trim() !== ""),
      Boolean(one.disabled), Boolean(one.checked), Boolean(one.open), one === document.activeElement,
      inside.filter(node => node.nodeType === 1).map(said),
    ]
  }
  return JSON.stringify([document.title !== "", said(document.documentElement)])
}"""
PHONE, DESK = 320, 1280
# What was right, by structure and width. Cost: the stories meet the same pages again and again, and axe takes up to a second.
found_right: set[tuple[int, str]] = set()
looks_that_can_be_read: set[str] = set()
pages_for_copies: dict[Browser, Page] = {}
# How often axe could not tell of a look; elsewhere it may lie free, but not everywhere is worth a try.
tries: Counter[str] = Counter()
MOST_TRIES = 3
NOSCRIPT = re.compile(r"<(/?)noscript\b")
# Where scripts run, what stands inside noscript is text.
RUNS_NO_SCRIPTS = """() => {
  const part = document.createElement("div")
  part.innerHTML = "<noscript><i></i></noscript>"
  return part.querySelector("i") !== null
}"""


def expect_accessible(page: Page, widths: Sequence[int] = (PHONE, DESK)) -> None:
    """No violation at these widths, and no line that must be read by scrolling sideways (WCAG 1.4.10).

    A structure that was right once is not looked at again at the same width; sideways, every page is.
    """
    # Danger: axe may not be a script of the page, whose policy refuses strangers; the browser's own tools evaluate it.
    with able_to_run_axe(page) as shown:
        faults = [fault for width in widths for fault in faults_at(shown, width)]
    assert not faults, "\n".join([page.url, *faults])


@contextmanager
def able_to_run_axe(page: Page) -> Iterator[Page]:
    """axe waits for timers, which stand still in a browser that runs no scripts; there, a copy of the page is looked at."""
    if not page.evaluate(RUNS_NO_SCRIPTS):
        yield page
        return
    seen = NOSCRIPT.sub(r"<\1div", page.content())
    copy = _page_for_copies(page)
    copy.route("**/*", lambda route: _answer(route, seen))
    copy.goto(page.url)
    yield copy
    copy.unroute_all()


def _page_for_copies(page: Page) -> Page:
    """Cost: one for all looks into the same browser; a new one takes longer than axe."""
    assert page.context.browser is not None
    browser = page.context.browser
    if browser not in pages_for_copies:
        pages_for_copies[browser] = browser.new_page()
    return pages_for_copies[browser]


def _answer(route: Route, seen: str) -> None:
    """The page as it was seen, with its styles and pictures, and without its scripts."""
    kind = route.request.resource_type
    if kind == "document":
        route.fulfill(body=seen, content_type="text/html; charset=utf-8")
    elif kind == "script":
        route.abort()
    else:
        route.continue_()


def faults_at(page: Page, width: int) -> list[str]:
    """What is wrong, each with the rule and the elements."""
    page.set_viewport_size({"width": width, "height": 900})
    reach = page.evaluate("document.documentElement.scrollWidth")
    too_wide = [f"{width} px: the page is {reach} px wide"] if reach > width else []
    return too_wide + [f"{width} px: {told(violation)}" for violation in violations_at(page, width)]


def violations_at(page: Page, width: int) -> list[dict[str, Any]]:
    return [*badly_built(page, width), *too_pale(page)]


def badly_built(page: Page, width: int) -> list[dict[str, Any]]:
    """What breaks any rule but that of contrast."""
    structure = width, sha256(page.evaluate(STRUCTURE).encode()).hexdigest()
    if structure in found_right:
        return []
    load_axe(page)
    violations: list[dict[str, Any]] = page.evaluate(RUN, RULES)
    if not violations:
        found_right.add(structure)
    return violations


def too_pale(page: Page) -> list[dict[str, Any]]:
    """Words that do not stand out from what is behind them; one of each look is asked for."""
    new = [
        look
        for look in page.evaluate(LOOKS)
        if look not in looks_that_can_be_read and tries[look] < MOST_TRIES
    ]
    if not new:
        return []
    load_axe(page)
    violations, clear = page.evaluate(RUN_CONTRAST, new)
    looks_that_can_be_read.update(clear)
    tries.update(set(new) - set(clear))
    return list(violations)


def load_axe(page: Page) -> None:
    page.evaluate(f"() => {{ if (!window.axe) {{ {AXE_SCRIPT} }} }}")


def told(violation: dict[str, Any]) -> str:
    elements = "; ".join(node["html"] for node in violation["nodes"])
    return f"{violation['id']}: {violation['help']} — {elements}"

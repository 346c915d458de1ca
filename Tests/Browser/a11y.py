#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Checks pages for accessibility at phone and desktop width, in light and dark.

axe with all rules of WCAG 2.0 to 2.2, A and AA, and its best practices: no violation of any weight. A walk by keyboard:
every stop is marked, seen, named and not covered, nothing is left out, no trap. Nothing cut or wider than the window at
320 px, nor under the text spacing of WCAG 1.4.12. The page loads cleanly. Without PATH: those of pages.txt.
"""
import json
import pathlib
import sys

import axe_playwright_python
from playwright.sync_api import sync_playwright

from common import DESK, PHONE, Count, Watch, chromium, context, pages, parser, visit

AXE = pathlib.Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]},
    # Not on by themselves, and worth having.
    "rules": {name: {"enabled": True} for name in
              ("target-size", "label-content-name-mismatch", "td-has-header", "p-as-heading", "css-orientation-lock")},
    "resultTypes": ["violations", "incomplete"],
}
LONGEST_WALK = 400

# A style sheet that the content policy of the page does not stop.
SPACE = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""
UNSPACE = "() => { document.adoptedStyleSheets = []; }"

# Text that something clips or that lies beyond the window, and the width of the page.
LAID_OUT = """() => {
  const faults = new Set(), width = document.documentElement.clientWidth;
  const full = document.documentElement.scrollWidth;
  if (full > width) faults.add('the page is ' + full + ' px wide');
  const clips = new Map();
  const clip = e => {
    if (!e || e === document.body) return null;
    if (!clips.has(e)) {
      const s = getComputedStyle(e), r = e.getBoundingClientRect();
      const hides = /hidden|clip/.test(s.overflowX + s.overflowY), rolls = /auto|scroll/.test(s.overflowX + s.overflowY);
      const unseen = s.clipPath !== 'none' || r.width <= 1 || r.height <= 1 || s.visibility === 'hidden';
      clips.set(e, unseen ? 'unseen' : rolls ? 'rolls' : hides ? r : clip(e.parentElement));
    }
    return clips.get(e);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
  while (texts.nextNode()) {
    const text = texts.currentNode, parent = text.parentElement;
    if (!text.data.trim() || parent.closest('svg, script, option, .skip')) continue;
    const box = clip(parent);
    if (box === 'unseen' || box === 'rolls') continue;
    range.selectNodeContents(text);
    for (const r of range.getClientRects()) {
      if (!r.width) continue;
      const out = r.right > width + 1 || r.left < -1;
      const cut = box
        && (r.right > box.right + 1 || r.left < box.left - 1 || r.bottom > box.bottom + 2 || r.top < box.top - 2);
      const what = parent.tagName.toLowerCase() + ' "' + text.data.trim().slice(0, 40) + '"';
      if (out || cut) faults.add((out ? 'beyond the window: ' : 'cut: ') + what);
    }
  }
  return [...faults].slice(0, 6);
}"""

# What the focus is on, and how it looks there and elsewhere.
STOP = """() => {
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return null;
  const style = getComputedStyle(e), small = e.getBoundingClientRect();
  // A control that its label draws is marked and seen there.
  const seen = e.labels && e.labels.length && (small.width < 4 || style.opacity === '0') ? e.labels[0] : e;
  const look = n => { const c = getComputedStyle(n);
    return [c.outlineStyle !== 'none' && parseFloat(c.outlineWidth) > 0 ? c.outline : '', c.boxShadow, c.backgroundColor,
      c.borderColor, c.textDecorationLine, c.color].join('|'); };
  const on = look(seen) + look(seen.parentElement);
  const r = seen.getBoundingClientRect(), box = [...seen.getClientRects()].find(q => q.width && q.height) || r;
  const inView = r.bottom > 0 && r.right > 0 && r.top < innerHeight && r.left < innerWidth;
  const covered = inView && ![[.5, .5], [.1, .2], [.9, .8], [.1, .8], [.9, .2]].some(([x, y]) => {
    const n = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
    return n && (n === seen || seen.contains(n) || n.contains(seen) || e.contains(n)); });
  e.blur();
  const off = look(seen) + look(seen.parentElement);
  e.focus({preventScroll: true, focusVisible: true});
  const first = !e.dataset.walk;
  e.dataset.walk = 'yes';
  const label = e.getAttribute('aria-labelledby') ? document.getElementById(e.getAttribute('aria-labelledby')) : null;
  const name = (e.getAttribute('aria-label') || (label && label.textContent) || e.innerText
    || (e.labels && e.labels[0] && e.labels[0].innerText) || e.title || '').trim();
  const what = e.tagName.toLowerCase() + ' "' + name.slice(0, 40) + '"';
  return {what, first, marked: on !== off, inView, covered, named: !!name};
}"""

# What the walk should have come by.
LEFT_OUT = """() => {
  const stops = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  return [...document.querySelectorAll(stops)]
    .filter(e => !e.disabled && !e.dataset.walk && !(e.type === 'radio' && !e.checked))
    .filter(e => e.checkVisibility({visibilityProperty: true}))
    .map(e => e.tagName.toLowerCase() + ' "' + (e.innerText || e.name || '').trim().slice(0, 40) + '"').slice(0, 5);
}"""


def axe(page):
    """Violations as sentences; what axe could not decide is counted, for a reader."""
    found = page.evaluate("options => axe.run(document, options)", RULES)
    return [f"{v['id']} ({v['impact']}): {v['help']}: "
            + "; ".join(" ".join(map(str, n["target"])) for n in v["nodes"][:4]) + (" …" if len(v["nodes"]) > 4 else "")
            for v in found["violations"]], {v["id"]: len(v["nodes"]) for v in found["incomplete"]}


def walk(page):
    """Presses Tab until the focus leaves the page or comes round."""
    page.evaluate("() => { document.activeElement && document.activeElement.blur(); scrollTo(0, 0);"
                  " document.querySelectorAll('[data-walk]').forEach(e => delete e.dataset.walk); }")
    stops, problems, before = 0, [], None
    while True:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or not stop["first"]:
            if stop and stop["what"] == before:
                problems.append("Tab does not leave " + before)
            break
        stops, before = stops + 1, stop["what"]
        problems += [f"{why} on {before}" for why, wrong in (
            ("the focus is not marked", not stop["marked"]), ("the focus is outside the window", not stop["inView"]),
            ("something covers the focus", stop["covered"]), ("no name", not stop["named"])) if wrong]
        if stops > LONGEST_WALK:
            problems.append("the walk does not end")
            break
    return stops, problems + ["the walk leaves out " + e for e in page.evaluate(LEFT_OUT)]


def check(page, path, status, args, results, unsure):
    """All checks of one page, loaded once: width and scheme change as a visitor changes them."""
    watch = Watch(page, args.base)
    page.set_viewport_size({"width": PHONE, "height": 844})
    answer = visit(page, args.base.rstrip("/") + path, args.timeout)
    page.evaluate(AXE)
    stops = {}
    for width, height in ((PHONE, 844), (DESK, 900)):
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            problems, left = axe(page)
            for rule, number in left.items():
                unsure.setdefault(rule, set()).add(path)
            results.append((f"axe {path} {width} {scheme}", problems))
        page.emulate_media(color_scheme="light")
        stops[width], problems = walk(page)
        results.append((f"keyboard {path} {width}", problems))
    for width in (320, PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 800})
        results.append((f"layout {path} {width}", page.evaluate(LAID_OUT)))
        page.evaluate(SPACE)
        results.append((f"spacing {path} {width}", page.evaluate(LAID_OUT)))
        page.evaluate(UNSPACE)
    results.append((f"load {path}", watch.problems + ([f"answers {answer} instead of {status}"] if answer != status else [])))
    return stops


def main():
    p = parser(__doc__.split("\n\n")[0])
    p.add_argument("paths", nargs="*", metavar="PATH", help="path, or 'path status' (default: those of pages.txt)")
    p.add_argument("--part", default="1/1", help="which share of the pages, such as 1/2")
    args = p.parse_args()
    part, parts = map(int, args.part.split("/"))
    count, unsure = Count("a11y"), {}
    with sync_playwright() as play:
        browser = chromium(play)
        visitor = context(browser, PHONE)
        for path, status in pages(args.paths)[part - 1::parts]:
            for attempt in (1, 2):
                if not browser.is_connected():
                    browser = chromium(play)
                    visitor = context(browser, PHONE)
                page, results = visitor.new_page(), []
                try:
                    stops = check(page, path, status, args, results, unsure)
                    print(f"  {path}: {stops[PHONE]} and {stops[DESK]} stops", flush=True)
                    page.close()
                except Exception as failure:  # a page that hangs must not hide the others
                    results.append((f"load {path}", [str(failure).splitlines()[0]]))
                if browser.is_connected() or attempt == 2:
                    break
                print("  the browser ended by itself; once more: " + path, flush=True)
            for where, problems in results:
                count.add(where, problems)
        browser.close()
    if unsure:
        print("For a reader, since axe cannot decide: " + json.dumps({k: sorted(v) for k, v in unsure.items()}))
    return count.end()


if __name__ == "__main__":
    sys.exit(main())

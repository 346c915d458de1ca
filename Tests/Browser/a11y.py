#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Checks pages for accessibility at phone and desktop width, in light and dark.

axe with all rules of WCAG 2.0 to 2.2, A and AA, and its best practices: no violation of any weight. A walk by keyboard:
every stop is marked, seen, named and not covered, nothing is left out, no trap. Nothing cut or wider than the window at
320 px, nor under the text spacing of WCAG 1.4.12. The page loads cleanly. Without PATH: those of pages.txt.

With --signed-in FOLDER, which signed_in.py wrote: the pages there, each as its visitor sees it. They are made of the same parts
as the public ones, so every page has one width in light and the other in dark, and a walk at one of both, in turns.
"""
import json
import pathlib
import sys

import axe_playwright_python
from playwright.sync_api import sync_playwright

from common import DESK, HERE, PHONE, Count, Watch, chromium, context, pages, parser, visit, visitors

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
      // What is shortened says so by three dots; what rolls in a frame may lie beyond the window.
      const shortened = s.webkitLineClamp !== 'none';
      if (hides && clip(e.parentElement) === 'rolls') r.rolls = true;
      clips.set(e, unseen ? 'unseen' : rolls || shortened ? 'rolls' : hides ? r : clip(e.parentElement));
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
      const out = !box?.rolls && (r.right > width + 1 || r.left < -1);
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
  // A day or a time has a stop for each of its parts, and one for the calendar; looking away and back would begin again with the first.
  if (['date', 'time'].includes(e.type) && e.dataset.walk && e.dataset.walk.length < 4) {
    e.dataset.walk += '.';
    return {what: 'part of a day', first: true, marked: true, inView: true, covered: false, named: true};
  }
  const style = getComputedStyle(e), small = e.getBoundingClientRect();
  // A control that its label draws is marked and seen there.
  const seen = e.labels && e.labels.length && (small.width < 4 || style.opacity === '0') ? e.labels[0] : e;
  const look = n => { const c = getComputedStyle(n);
    return [c.outlineStyle !== 'none' && parseFloat(c.outlineWidth) > 0 ? c.outline : '', c.boxShadow, c.backgroundColor,
      c.borderColor, c.textDecorationLine, c.color].join('|'); };
  const on = look(seen) + look(seen.parentElement);
  const r = seen.getBoundingClientRect(), box = [...seen.getClientRects()].find(q => q.width && q.height) || r;
  const inView = r.bottom > 0 && r.right > 0 && r.top < innerHeight && r.left < innerWidth;
  // Of what reaches beyond the window, the part that is in it counts (WCAG 2.4.11).
  const left = Math.max(box.left, 0), top = Math.max(box.top, 0);
  const width = Math.min(box.right, innerWidth) - left, height = Math.min(box.bottom, innerHeight) - top;
  const covered = inView && ![[.5, .5], [.1, .2], [.9, .8], [.1, .8], [.9, .2]].some(([x, y]) => {
    const n = document.elementFromPoint(left + width * x, top + height * y);
    return n && (n === seen || seen.contains(n) || n.contains(seen) || e.contains(n)); });
  e.blur();
  const off = look(seen) + look(seen.parentElement);
  e.focus({preventScroll: true, focusVisible: true});
  const first = !e.dataset.walk;
  e.dataset.walk = '.';
  const label = e.getAttribute('aria-labelledby') ? document.getElementById(e.getAttribute('aria-labelledby')) : null;
  const name = (e.getAttribute('aria-label') || (label && label.textContent) || e.innerText
    || (e.labels && e.labels[0] && e.labels[0].innerText) || e.title || '').trim();
  const what = e.tagName.toLowerCase() + ' "' + name.slice(0, 40) + '"';
  return {what, first, marked: on !== off, inView, covered, named: !!name};
}"""

# A page that refused a form begins with the focus on what was wrong; the walk begins before it.
FROM_THE_TOP = """() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute('tabindex');
  scrollTo(0, 0);
  document.querySelectorAll('[data-walk]').forEach(e => delete e.dataset.walk);
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
    page.evaluate(FROM_THE_TOP)
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


class Views:
    """At which widths and in which schemes a page is looked at."""

    axe = [(PHONE, "light"), (PHONE, "dark"), (DESK, "light"), (DESK, "dark")]
    walks, layouts, spacings = (PHONE, DESK), (320, PHONE, DESK), (320, PHONE, DESK)

    @classmethod
    def in_turns(cls, number):
        views, odd = cls(), number % 2
        views.axe = [(PHONE, "dark"), (DESK, "light")] if odd else [(PHONE, "light"), (DESK, "dark")]
        views.walks, views.layouts, views.spacings = (DESK if odd else PHONE,), (320, DESK), (320,)
        return views


def check(page, path, status, views, args, results, unsure):
    """All checks of one page, loaded once: width and scheme change as a visitor changes them."""
    watch = Watch(page, args.base)
    page.set_viewport_size({"width": PHONE, "height": 844})
    answer = visit(page, args.base.rstrip("/") + path, args.timeout)
    page.evaluate(AXE)
    stops = []
    for width, height in ((PHONE, 844), (DESK, 900)):
        page.set_viewport_size({"width": width, "height": height})
        for scheme in [scheme for at, scheme in views.axe if at == width]:
            page.emulate_media(color_scheme=scheme)
            problems, left = axe(page)
            for rule, number in left.items():
                unsure.setdefault(rule, set()).add(path)
            results.append((f"axe {path} {width} {scheme}", problems))
        page.emulate_media(color_scheme="light")
        if width in views.walks:
            number, problems = walk(page)
            stops.append(f"{number} stops at {width}")
            results.append((f"keyboard {path} {width}", problems))
    for width in views.layouts:
        page.set_viewport_size({"width": width, "height": 800})
        results.append((f"layout {path} {width}", page.evaluate(LAID_OUT)))
        if width in views.spacings:
            page.evaluate(SPACE)
            results.append((f"spacing {path} {width}", page.evaluate(LAID_OUT)))
            page.evaluate(UNSPACE)
    results.append((f"load {path}", watch.problems + ([f"answers {answer} instead of {status}"] if answer != status else [])))
    return ", ".join(stops)


class Windows:
    """A browser with a window for each visitor; all of it again when it ended by itself."""

    def __init__(self, play, folder):
        self.play, self.folder, self.browser, self.open = play, folder, None, {}

    def page(self, visitor=None):
        if not self.browser or not self.browser.is_connected():
            self.browser, self.open = chromium(self.play), {}
        if visitor not in self.open:
            kept = {"storage_state": self.folder / f"{visitor}.json"} if visitor else {}
            self.open[visitor] = context(self.browser, PHONE, **kept)
        return self.open[visitor].new_page()


def main():
    p = parser(__doc__.split("\n\n")[0])
    p.add_argument("paths", nargs="*", metavar="PATH", help="path, or 'path status' (default: those of pages.txt)")
    p.add_argument("--part", default="1/1", help="which share of the pages, such as 1/2")
    p.add_argument("--signed-in", type=pathlib.Path, metavar="FOLDER", help="what signed_in.py wrote")
    args = p.parse_args()
    part, parts = map(int, args.part.split("/"))
    file = args.signed_in / "pages.txt" if args.signed_in else HERE / "pages.txt"
    whose = visitors(file) if args.signed_in else {}
    count, unsure = Count("a11y-signed-in" if args.signed_in else "a11y"), {}
    with sync_playwright() as play:
        windows = Windows(play, args.signed_in)
        for number, (path, status) in list(enumerate(pages(args.paths, file)))[part - 1::parts]:
            views = Views.in_turns(number) if args.signed_in else Views()
            for attempt in (1, 2):
                page, results = windows.page(whose.get(path)), []
                try:
                    print(f"  {path}: " + check(page, path, status, views, args, results, unsure), flush=True)
                    page.close()
                except Exception as failure:  # a page that hangs must not hide the others
                    results.append((f"load {path}", [str(failure).splitlines()[0]]))
                if windows.browser.is_connected() or attempt == 2:
                    break
                print("  the browser ended by itself; once more: " + path, flush=True)
            for where, problems in results:
                count.add(where, problems)
        windows.browser.close()
    if unsure:
        print("For a reader, since axe cannot decide: " + json.dumps({k: sorted(v) for k, v in unsure.items()}))
    return count.end()


if __name__ == "__main__":
    sys.exit(main())

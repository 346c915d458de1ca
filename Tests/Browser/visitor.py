# SPDX-License-Identifier: EUPL-1.2
"""Visitors, who walk through the site and say what they miss; and journeys, which are walked by visitors of many kinds."""
import os
import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import sync_playwright

from common import DESK, PHONE, Count, Watch, Words, chromium, context, parser, slug, visit

SPOKEN = ["en", "fr", "de"]


def everybody(width, scripts, language):
    """English both ways at both widths; the other languages both ways, once on a phone and once at a desk."""
    return language == "en" or scripts == (width == DESK)


def english(width, scripts, language):
    return language == "en"


def only(*kinds):
    """Just these kinds of visitors."""
    return lambda *kind: kind in kinds


one = only((DESK, True, "en"))


class Missed(Exception):
    """What a visitor expected and did not find."""


class Visitor:
    """One reader: a window, a language, a page, and what that reader may expect."""

    def __init__(self, context, base, language, width, timeout):
        self.context, self.base, self.language, self.width, self.timeout = context, base.rstrip("/"), language, width, timeout
        self.words = Words(language)
        self.page = context.new_page()
        self.page.set_default_timeout(timeout * 1000)
        self.watch = Watch(self.page, base)

    # Going

    def open(self, path, status=200):
        self.expect(visit(self.page, self.base + path, self.timeout), status, path + " answers")

    def click(self, where, text=None):
        """Follows the first link, or presses the first button, that is named so in its place."""
        found = self.page.locator(where)
        if text is not None:
            found = found.filter(has_text=re.compile("^\\s*" + re.escape(text) + "\\s*$"))
        if not found.count():
            raise Missed(f"there is no {where}" + (f" “{text}”" if text else "") + " on " + self.here)
        found.first.click()
        self.page.wait_for_load_state("load")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, where, limit=60):
        """Presses Tab until the focus is there."""
        for _ in range(limit):
            self.press("Tab")
            if self.page.evaluate("where => document.activeElement.matches(where)", where):
                return
        raise Missed(f"{limit} times Tab do not lead to {where}")

    # Seeing

    @property
    def here(self):
        return self.page.url[len(self.base):]

    @property
    def path(self):
        return urlsplit(self.page.url).path

    @property
    def query(self):
        """The query without its empty fields."""
        return {k: v[0] for k, v in parse_qs(urlsplit(self.page.url).query).items()}

    def text(self, where):
        found = self.page.locator(where)
        if not found.count():
            raise Missed(f"there is no {where} on {self.here}")
        return " ".join(found.first.inner_text().split())

    def all(self, where):
        return [" ".join(t.split()) for t in self.page.locator(where).all_inner_texts()]

    def sees(self, where):
        return self.page.locator(where).first.is_visible()

    # Expecting

    def expect(self, seen, wanted, what):
        if isinstance(wanted, re.Pattern):
            if not wanted.search(seen):
                raise Missed(f"{what}: {seen!r} instead of {wanted.pattern!r} on {self.here}")
        elif seen != wanted:
            raise Missed(f"{what}: {seen!r} instead of {wanted!r} on {self.here}")

    def hopes(self, truth, what):
        if not truth:
            raise Missed(f"{what}, on {self.here}")


class Journeys:
    """Walks with the visitors of each, told as one check."""

    def __init__(self, name, rules, visitor=Visitor, alone=None):
        """`rules` tells what is wrong wherever a journey went. With `alone`, which makes more options for a context of the
        browser, each journey has one that nobody was in before."""
        self.name, self.rules, self.visitor, self.alone, self.walks = name, rules, visitor, alone, []

    def __call__(self, by=everybody, **more):
        """A journey of these visitors; `more` goes to the context of the browser."""
        def add(walk):
            self.walks.append((walk, by, more))
            return walk
        return add

    def go(self, walk, v, picture):
        """Walks one journey and returns what went wrong; then there is a picture of where."""
        problems = []
        for step in (lambda: walk(v), lambda: problems.extend(self.rules(v))):
            try:
                step()
            except Exception as failure:
                problems.append(str(failure).splitlines()[0])
        try:
            if problems:
                v.page.screenshot(path=picture)
            v.page.close()
        except Exception as failure:
            problems.append(str(failure).splitlines()[0])
        return problems

    def todo(self, only):
        return [(walk, more, width, scripts, language)
                for walk, by, more in self.walks if not only or re.search(only, walk.__name__)
                for width in (PHONE, DESK) for scripts in (True, False) for language in SPOKEN if by(width, scripts, language)]

    def main(self, description):
        p = parser(description)
        p.add_argument("--only", help="journeys whose name this expression fits")
        p.add_argument("--part", default="1/1", help="which share of the journeys, such as 1/2")
        args = p.parse_args()
        part, parts = map(int, args.part.split("/"))
        os.makedirs(args.out, exist_ok=True)
        count, contexts = Count(self.name), {}
        with sync_playwright() as play:
            browser = chromium(play)
            for walk, more, width, scripts, language in self.todo(args.only)[part - 1::parts]:
                name = f"{walk.__name__.replace('_', ' ')} ({width} px, {'with' if scripts else 'without'} scripts, {language})"
                for attempt in (1, 2):
                    if not browser.is_connected():
                        browser, contexts = chromium(play), {}
                    # One visitor of each kind goes all ways, and so fetches fonts and style sheets once.
                    kind = (width, scripts, language, *more.items())
                    if kind not in contexts:
                        own = self.alone() if self.alone else {}
                        contexts[kind] = context(browser, width, language, java_script_enabled=scripts, **more, **own)
                    v = self.visitor(contexts[kind], args.base, language, width, args.timeout)
                    problems = self.go(walk, v, os.path.join(args.out, slug(name) + ".png"))
                    if self.alone and browser.is_connected():
                        contexts.pop(kind).close()
                    if browser.is_connected() or attempt == 2:
                        break
                    print("  the browser ended by itself; once more: " + name, flush=True)
                count.add(f"{self.name}: " + name, problems)
            browser.close()
        return count.end()

#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Reads pages while the programme of the demonstration is released again, and sees them follow without being loaded.

The program and the database of the demonstration are named in HEMICYCLE_DEMO_PROGRAM and HEMICYCLE_DEMO_DATABASE, as Scripts/with-demo
does; without them nothing can be released, and nothing is tried.
"""
import csv
import io
import itertools
import os
import re
import subprocess
import sys
import time

from common import DESK, PHONE, ROOT, context
from visitor import Journeys, Missed, Visitor, only

# The stream, the random wait before the page is asked for, the page: far longer than that.
LATEST = 15
EDITION = "brussels-2024"
PROGRAMME = f"/en/{EDITION}/programme"
# Notes each stream that the page opens, and that the page was not loaded again.
WATCHED = """
    window.streams = [];
    window.EventSource = class extends EventSource {
        constructor(address) { super(address); window.streams.push(this); }
    };
"""


class Reader(Visitor):
    """A visitor who may come with others, and releases programmes."""

    def __init__(self, context, base, language, width, timeout):
        super().__init__(context, base, language, width, timeout)
        self.page.add_init_script(WATCHED)
        self.others = []

    def another(self, width=PHONE):
        own = context(self.context.browser, width, self.language)
        self.others.append(Reader(own, self.base, self.language, width, self.timeout))
        return self.others[-1]

    def read(self, path):
        """Opens a page, marks it, and waits for its stream."""
        self.open(path)
        self.page.evaluate("window.isSamePage = true")
        self.until("window.streams.length === 1 && streams[0].readyState === EventSource.OPEN", "the stream does not open")

    def until(self, truth, otherwise, seconds=LATEST):
        end = time.monotonic() + seconds
        while not self.page.evaluate(truth):
            if time.monotonic() > end:
                raise Missed(f"{otherwise}, on {self.here}")
            time.sleep(0.05)

    def sees_title(self, title):
        self.until(f"document.body.innerText.includes({title!r})", f"{title} does not appear")
        self.hopes(self.page.evaluate("window.isSamePage"), "the page was loaded again")

    @property
    def note(self):
        return self.text(".live-note")


def rules(v):
    problems = []
    for one in [v, *v.others]:
        problems += list(dict.fromkeys(one.watch.problems))
        problems += [f"a cookie is set: {c['name']}" for c in one.context.cookies()]
    for one in v.others:
        one.context.close()
    return problems


journey = Journeys("live_journey", rules, Reader)
desk = only((DESK, True, "en"))
numbers = itertools.count(1)


def rows():
    with open(ROOT / "Resources/Data/programme/programme.csv", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["edition"] == EDITION]


def release(row):
    """Publishes the programme with a new title for one session; returns the title."""
    title = f"Retitled {os.getpid()} {next(numbers)}"
    text = io.StringIO()
    writer = csv.DictWriter(text, row.keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerow({**row, "title_en": title})
    program, database = os.environ["HEMICYCLE_DEMO_PROGRAM"], os.environ["HEMICYCLE_DEMO_DATABASE"]
    for command, given in ((["import", "programme", "-"], text.getvalue()), (["release", EDITION], None)):
        done = subprocess.run([program, *command, "--database", database], input=given, capture_output=True, text=True, timeout=60)
        if done.returncode:
            raise Missed(f"{command[0]} ended with {done.returncode}: {done.stderr[-300:]}")
    return title


@journey(by=desk)
def pages_follow_a_release_where_they_are_read(v):
    row = rows()[-1]
    whole, one = v, v.another()
    whole.read(PROGRAMME)
    one.read(f"{PROGRAMME}/{row['code']}")
    # Somewhere in the middle, with the focus on a link.
    link = whole.page.locator(f"#s-{row['code']} a").first
    link.focus()
    place = whole.page.evaluate("code => document.getElementById(code).getBoundingClientRect().top", f"s-{row['code']}")
    focus = whole.page.evaluate("document.activeElement.getAttribute('href')")
    lede = whole.text(".lede")
    title = release(row)
    for reader in (whole, one):
        reader.sees_title(title)
        reader.expect(reader.note, re.compile("^" + v.words("live.updated", time=r"\d\d:\d\d( [AP]M)?").replace(".", "[.]") + "$"), "what is said")
        reader.expect(reader.page.locator(".live-note").get_attribute("role"), "status", "the role of what is said")
    whole.hopes(whole.text(".lede") != lede, "the line below the title still tells the release before")
    whole.expect(whole.page.evaluate("document.activeElement.getAttribute('href')"), focus, "the focus is on")
    after = whole.page.evaluate("code => document.getElementById(code).getBoundingClientRect().top", f"s-{row['code']}")
    whole.hopes(abs(after - place) < 3, f"what is read moved by {after - place:.0f} px")
    # The sheet that puts sessions into the grid is that of the release.
    number = re.search(r"\d+", whole.text(".lede").split("release")[-1])
    sheets = whole.page.eval_on_selector_all("link[rel=stylesheet]", "all => all.map(one => one.getAttribute('href'))")
    own = [sheet for sheet in sheets if sheet.startswith(f"/{EDITION}/")]
    whole.expect(len(own), 1, "sheets of the programme")
    whole.hopes(number and own[0].endswith("=" + number.group()), f"the sheet is {own[0]} and the release {number and number.group()}")
    # And once more on the same page.
    again = release(row)
    for reader in (whole, one):
        reader.sees_title(again)


@journey(by=desk)
def what_is_half_typed_is_not_taken_away(v):
    row = rows()[0]
    v.read(PROGRAMME)
    v.page.fill("#q", "half a wo")
    title = release(row)
    v.until("document.querySelector('.live-note button')", "the reader is not told")
    v.expect(v.note, f"{v.words('live.waiting')} {v.words('live.show')}", "what is said")
    v.hopes(title not in v.text("main"), "the page changed under the reader")
    v.expect(v.page.input_value("#q"), "half a wo", "the field")
    v.page.keyboard.type("rd")
    v.click(".live-note button")
    v.sees_title(title)
    v.expect(v.page.input_value("#q"), "half a word", "the field")
    v.expect(v.page.evaluate("document.activeElement.id"), "main", "the focus is on")
    v.page.fill("#q", "")
    v.sees_title(release(row))


@journey(by=desk)
def a_page_that_nobody_sees_lets_its_stream_go_and_comes_back_current(v):
    row = rows()[0]
    hide = """is => {
        Object.defineProperty(document, 'hidden', { value: is, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
    }"""
    v.page.clock.install()
    v.read(PROGRAMME)
    v.page.evaluate(hide, True)
    v.page.clock.fast_forward(59_000)
    v.expect(v.page.evaluate("streams[0].readyState"), 1, "the stream of a page that was hidden for a moment")
    v.page.clock.fast_forward(2_000)
    v.expect(v.page.evaluate("streams[0].readyState"), 2, "the stream of a page that nobody sees")
    title = release(row)
    v.page.evaluate(hide, False)
    v.sees_title(title)
    v.expect(v.page.evaluate("streams.length"), 2, "streams that were opened")


if __name__ == "__main__":
    if not {"HEMICYCLE_DEMO_PROGRAM", "HEMICYCLE_DEMO_DATABASE"} <= os.environ.keys():
        print("live_journey: 0 passed, 0 failed", flush=True)
        sys.exit(0)
    sys.exit(journey.main(__doc__.splitlines()[0]))

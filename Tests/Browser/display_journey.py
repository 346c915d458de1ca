#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Watches a screen on a wall while its network is cut and comes back, and while it is switched off and on without one.

The program and the database of the demonstration are named in HEMICYCLE_DEMO_PROGRAM and HEMICYCLE_DEMO_DATABASE, as Scripts/with-demo
does; without them nothing can be released, and nothing is tried.
"""
import csv
import datetime
import io
import math
import os
import re
import subprocess
import sys
import time
import zoneinfo

from playwright.sync_api import Error

from common import DESK
from live_journey import LATEST, Reader
from visitor import Journeys, Missed, only

# An edition of its own, in two days: nobody else reads its screens.
EDITION, ROOM = "screens", "auditorium"
SCREEN = f"/en/{EDITION}/displays/{ROOM}"
COLUMNS = ["edition", "code", "day", "start", "end", "kind", "title_en", "languages", "interpreted", "topic", "rooms", "capacity",
           "registration", "status", "speakers", "moderator", "rapporteur"]
DAY = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=2)).date().isoformat()

# ISO 9241-303, 5.5.4: capitals of 16 minutes of arc at least; of 10 for what stands beside them, which 6/12 can read. Capitals are .727 of
# the size of the face. A screen of 55 inches is 685 mm high.
METRES, SCREEN_MM, CAPITALS, WIDTH, HEIGHT = 10, 685, .727, 1920, 1080


def pixels(minutes):
    """How large letters have to be so that their capitals take as many minutes of arc."""
    return METRES * 1000 * math.tan(math.radians(minutes / 60)) / CAPITALS / SCREEN_MM * HEIGHT


def command(arguments, given=None):
    program, database = os.environ["HEMICYCLE_DEMO_PROGRAM"], os.environ["HEMICYCLE_DEMO_DATABASE"]
    done = subprocess.run([program, *arguments, "--database", database], input=given, capture_output=True, text=True, timeout=60)
    if done.returncode:
        raise Missed(f"{arguments[0]} ended with {done.returncode}: {done.stderr[-300:]}")


def begin():
    """The edition and its room, where they are not there yet."""
    command(["import", "editions", "-"], "edition,city,country,dates,notes,sources,slug,zone,invented\n"
            f"98,Brussels,BE,{DAY},,measured,{EDITION},Europe/Brussels,yes\n")
    command(["import", "rooms", "-"], f"edition,id,name,capacity\n{EDITION},{ROOM},Auditorium,500\n")


def publish(*rows):
    """Sessions of the room, each with a code, a time and a title, made public."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([EDITION, code, DAY, start, end, "thematic", title, "EN FR", "DE NL", "", ROOM, "", "open", "confirmed", "", "", ""]
                     for code, start, end, title in rows)
    begin()
    command(["import", "programme", "-"], text.getvalue())
    command(["release", EDITION, *(part for code, *_ in rows for part in ("--only", code))])


def rules(v):
    # What is asked for while there is no network is lost, and the browser says so.
    problems = [p for p in dict.fromkeys(v.watch.problems) if not re.search(r"net::ERR_|^not loaded: .*(/displays/|/live\?)", p)]
    return problems + [f"a cookie is set: {c['name']}" for c in v.context.cookies()]


class Wall(Reader):
    """Whoever watches a screen ten minutes after its first session began; it loads itself again when it wants."""

    def __init__(self, *about):
        super().__init__(*about)
        begun = datetime.datetime.fromisoformat(f"{DAY}T10:10").replace(tzinfo=zoneinfo.ZoneInfo("Europe/Brussels"))
        # Not the clock of Playwright: it also stands in the place of what tells which files were loaded.
        self.page.add_init_script("const Real = Date; window.ahead = " + str(int((begun.timestamp() - time.time()) * 1000)) + """;
            Date = class extends Real {
                constructor(...parts) { if (parts.length) super(...parts); else super(Real.now() + window.ahead); }
                static now() { return Real.now() + window.ahead; }
            };""")

    def until(self, truth, otherwise, seconds=LATEST):
        end = time.monotonic() + seconds
        while True:
            try:
                return super().until(truth, otherwise, end - time.monotonic())
            except Error as failure:
                if "context was destroyed" not in str(failure):
                    raise


journey = Journeys("display_journey", rules, Wall)
wall = journey(by=only((DESK, True, "en")), service_workers="allow")


def switched_on(v, titles, path=SCREEN):
    """A screen of the usual size, while the first of these sessions is on."""
    v.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    v.open(path)
    # Another process made it public: the page may be told after it was loaded.
    v.until(f"[...document.querySelectorAll('.display-list h2')].map(one => one.textContent).join() === {','.join(titles)!r}", "other titles")
    v.until("document.querySelector('.display-list .is-now')", "nothing is on")
    v.until("navigator.serviceWorker.controller && caches.match(location.href).then(Boolean)", "the screen is not kept")
    v.until("caches.open(location.href).then(kept => kept.keys()).then(all => ['.css', '.js', '.woff2'].every("
            "end => all.some(one => one.url.endsWith(end))))", "what the screen is made of is not kept")


def says_since(v, otherwise):
    pattern = re.compile("^" + re.escape(v.words("display.lost", time="TIME")).replace("TIME", r"\d\d:\d\d") + "$")
    v.until("document.getElementById('lost').textContent !== ''", otherwise)
    v.expect(v.text("#lost"), pattern, "what is said of the network")


@wall
def a_screen_goes_on_without_a_network_and_follows_when_it_is_back(v):
    publish(("WALL1", "10:00", "11:30", "What is on the wall"), ("WALL2", "12:00", "13:00", "What comes on the wall"))
    titles = ["What is on the wall", "What comes on the wall"]
    switched_on(v, titles)
    v.expect(v.text("#lost"), "", "what is said of the network")
    v.context.set_offline(True)
    says_since(v, "the screen does not say that its network is lost")
    v.expect(v.all(".display-list h2"), titles, "the titles")
    # What follows by the clock needs no network.
    v.page.evaluate("window.ahead += 2 * 3_600_000")
    v.until("document.querySelector('.display-list .is-now h2')?.textContent.startsWith('What comes')", "the screen stands still")
    publish(("WALL2", "12:00", "13:00", "What came meanwhile"))
    v.context.set_offline(False)
    v.until("document.querySelectorAll('.display-list h2')[1]?.textContent === 'What came meanwhile'", "the screen does not follow")
    v.until("document.getElementById('lost').textContent === ''", "the screen still says that its network is lost")
    publish(("WALL2", "12:00", "13:00", "What came at once"))
    v.until("document.querySelectorAll('.display-list h2')[1]?.textContent === 'What came at once'", "the screen follows no longer")


@wall
def a_screen_that_is_switched_on_without_a_network_shows_what_it_showed_last(v):
    publish(("WALL1", "10:00", "11:30", "Kept on the wall"), ("WALL2", "12:00", "13:00", "Kept as well"))
    titles = ["Kept on the wall", "Kept as well"]
    for path in (SCREEN, SCREEN + "?view=door"):
        switched_on(v, titles, path)
        size = v.page.evaluate("getComputedStyle(document.querySelector('.display-list h2')).fontSize")
        v.context.set_offline(True)
        try:
            v.page.reload(wait_until="load")
            v.until("document.querySelector('.display-list .is-now')", "nothing is on")
            v.expect(v.all(".display-list h2"), titles, "the titles")
            v.expect(v.page.evaluate("getComputedStyle(document.querySelector('.display-list h2')).fontSize"), size, "the size of the titles")
            v.hopes(v.page.evaluate("document.fonts.ready.then(() => [...document.fonts].some(face => face.status === 'loaded'))"), "no font is kept")
            says_since(v, "the screen does not say that it has no network")
        finally:
            v.context.set_offline(False)
        v.until("document.getElementById('lost').textContent === ''", "the screen still says that its network is lost")
    # The worker is looked for anew, and obeys the rules of all scripts.
    worker = v.context.request.get(f"{v.base}/en/{EDITION}/displays/worker.js").headers
    v.expect(worker["cache-control"], "no-cache", "how long the worker is kept")
    v.expect(worker["content-security-policy"], re.compile("^default-src 'none'; .*script-src 'self'"), "what the worker may do")
    # Only screens: no other page has a worker, and none is kept.
    v.open(f"/en/{EDITION}/programme")
    v.expect(v.page.evaluate("navigator.serviceWorker.controller"), None, "the worker of another page")
    v.expect(v.page.evaluate("caches.keys().then(all => all.every(key => key.includes('/displays/')))"), True, "only screens are kept")


@wall
def a_screen_can_be_read_from_ten_metres(v):
    titles = ["A title that is as long as titles of sessions of a conference of cities usually are",
              "The session after it has a title as long as that of the one that is on now"]
    publish(("WALL1", "10:00", "11:30", titles[0]), ("WALL2", "12:00", "13:00", titles[1]))
    switched_on(v, titles)
    for where, minutes in ((".is-now h2", 16), (".is-now .display-when", 10), (".is-now .display-languages", 10), (".is-next h2", 10), (".is-next .display-when", 10),
                           (".display-head h1", 10), ("#clock", 10)):
        size = v.page.evaluate("where => parseFloat(getComputedStyle(document.querySelector(where)).fontSize)", where)
        v.hopes(size >= pixels(minutes), f"{where} has {size:.0f} px, and needs {pixels(minutes):.0f}")
    over = v.page.evaluate("[document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight]")
    v.expect(over, [0, 0], "pixels that do not fit on the screen")


if __name__ == "__main__":
    if not {"HEMICYCLE_DEMO_PROGRAM", "HEMICYCLE_DEMO_DATABASE"} <= os.environ.keys():
        print("display_journey: 0 passed, 0 failed", flush=True)
        sys.exit(0)
    sys.exit(journey.main(__doc__.splitlines()[0]))

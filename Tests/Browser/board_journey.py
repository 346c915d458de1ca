#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Walks through the board of those who plan the programme: sessions are moved by pointer, finger, keyboard and form, and undone.

Whoever plans is invented on the way, and so is each session that is moved; it is removed at the end, so that the programme is as
before. Every journey ends with what holds on every page that asks for an account.
"""
import random
import string
import sys

from a11y import AXE, axe
from account_journey import Guest, apart, rules_of_every_page
from common import DESK, PHONE
from visitor import Journeys, one, only

# A day of the demonstration, and a room that is free on it.
DAY, ROOM = "2027-03-19", "studio"
# A session that stands there, in another room.
THERE, THERE_ROOM, THERE_TIME = "HT4", "r3", 9 * 60


def minutes(time):
    hours, rest = time.split(":")
    return int(hours) * 60 + int(rest)


class Planner(Guest):
    """Who plans the programme."""

    def __init__(self, *visitor):
        super().__init__(*visitor)
        self.planned = []

    @property
    def base_path(self):
        return f"/{self.language}/brussels-2027/organise/programme"

    def be_planner(self):
        self.follow_invitation(self.invited("Paul Planner", "programme-editor"))

    def another_planner(self, **more):
        other = self.another(**more)
        other.__class__ = Planner
        other.be_secretariat()
        return other

    # Sessions

    def plan(self, start, end, title="A session of a test"):
        """A new session on the day of the journeys, in their room; returns its code."""
        code = "T" + "".join(random.choices(string.digits, k=7))
        self.open(f"{self.base_path}/new?day={DAY}")
        for field, text in (("code", code), ("title", title), ("start", start), ("end", end)):
            self.page.fill("#f-" + field, text)
        self.page.check(f"input[name=rooms][value={ROOM}]")
        self.click("main form .form-act button")
        self.noticed("session-added")
        self.planned.append(code)
        return code

    def tidy(self):
        """Leaves the programme as it was."""
        while self.planned:
            self.open(f"{self.base_path}/{self.planned.pop()}")
            self.click("main form button", self.words("session.remove"))
            self.noticed("session-removed")

    # The board

    def open_board(self):
        self.open(f"{self.base_path}?day={DAY}")

    def place(self, code):
        """When and where a session stands on the board as the server draws it now."""
        self.open_board()
        return self.text(f"#s-{code} .time"), self.page.get_attribute("#s-" + code, "data-room")

    def stands(self, code, time, room, what):
        self.expect(self.place(code), (time, room), what)

    def wait_for(self, code, time):
        """Waits until the board that replaces this one shows the session at a time."""
        self.page.wait_for_selector(f"#s-{code}[data-start='{minutes(time)}']:not(.moving)")

    def point(self, time, room):
        """Where a time and room are in the window."""
        return self.page.evaluate("""([time, room]) => {
          const board = document.getElementById('board'), hour = board.querySelector('.tick').getBoundingClientRect();
          const head = board.querySelector(`.room[data-room="${room}"]`).getBoundingClientRect();
          return [head.left + head.width / 2, hour.top + (time - board.dataset.first) / 60 * hour.height + 6];
        }""", [minutes(time) if isinstance(time, str) else time, room])

    def show_board(self, code):
        self.page.evaluate("code => document.getElementById('s-' + code).scrollIntoView({block: 'center'})", code)

    def lift(self, code, time, room):
        """Takes a session with the mouse and holds it over a time and room."""
        self.show_board(code)
        # Measured at once: the board may be replaced at any moment by one that says the same.
        box = self.page.evaluate("code => document.getElementById('s-' + code).getBoundingClientRect().toJSON()", code)
        self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 6)
        self.page.mouse.down()
        self.page.mouse.move(box["x"] + box["width"] / 2 + 8, box["y"] + 12)
        self.page.mouse.move(*self.point(time, room), steps=4)

    def drag(self, code, time, room):
        self.lift(code, time, room)
        self.page.mouse.up()

    def grab(self, code):
        """Takes a session with the keyboard."""
        self.page.focus(f"#m-{code}")
        self.press("Enter")

    # What is told

    def hears(self, kind, key, **values):
        """Waits for what is said to those who listen."""
        said = self.words(key, **values)
        self.page.wait_for_function(
            "([kind, said]) => [...document.querySelectorAll(`[aria-live=${kind}]`)].some(e => e.textContent === said)",
            arg=[kind, said])

    def name(self, code):
        return f"{code} A session of a test"

    def room(self, id):
        return self.page.evaluate("id => document.querySelector(`.room[data-room=\"${id}\"]`).firstChild.textContent.trim()", id)

    def outline(self):
        return self.text(".ghost")

    def has_focus(self, id):
        self.expect(self.page.evaluate("document.activeElement.id"), id, "the focus is on")

    def accessible(self):
        self.page.evaluate(AXE)
        self.expect(axe(self.page)[0], [], "axe")


def rules(v):
    """Also after a journey that failed, its sessions are not left to others."""
    v.tidy()
    return rules_of_every_page(v)


journey = Journeys("board_journey", rules, Planner, alone=apart)


@journey(by=one)
def a_session_is_dragged_and_the_step_is_undone(v):
    v.be_planner()
    code = v.plan("10:00", "10:45")
    v.open_board()
    v.accessible()
    v.drag(code, "11:30", "r1")
    v.wait_for(code, "11:30")
    v.hears("polite", "board.dropped", session=v.name(code), time="11:30", room=v.room("r1"))
    v.has_focus("a-" + code)
    v.noticed("session-moved")
    v.expect(v.query["day"], DAY, "the address")
    v.sound()
    v.stands(code, "11:30–12:15", "r1", "after the page is loaded again")
    # What was replaced is a board like the first.
    v.drag(code, "10:15", ROOM)
    v.wait_for(code, "10:15")
    v.drag(code, "12:00", "")
    v.wait_for(code, "12:00")
    v.stands(code, "12:00–12:45", "", "beside all rooms")
    v.click("#last-edit button", v.words("edit.undo"))
    v.noticed("edit-undone")
    v.stands(code, "10:15–11:00", ROOM, "after it is undone")


@journey(by=only((DESK, True, "de")))
def a_drag_is_left_and_a_click_opens_the_session(v):
    v.be_planner()
    code = v.plan("10:00", "10:45")
    v.open_board()
    v.lift(code, THERE_TIME, THERE_ROOM)
    v.expect(v.outline(), " ".join(v.words(
        "board.taken", time="09:00", room=v.room(THERE_ROOM), sessions=THERE).split()), "where somebody is already")
    v.hopes(v.page.locator(".ghost.clash").count() == 1, "a clash is not marked")
    v.accessible()
    v.press("Escape")
    v.page.mouse.up()
    v.hears("assertive", "board.cancelled", session=v.name(code))
    v.expect((v.page.locator(".ghost").count(), v.path), (0, v.base_path), "after Escape")
    # Near an edge the page rolls.
    v.lift(code, "11:00", ROOM)
    frame = v.page.locator(".board-frame").bounding_box()
    rolled = v.page.evaluate("scrollY")
    v.page.mouse.move(640, min(frame["y"] + frame["height"], 900) - 6)
    v.page.wait_for_function("rolled => scrollY > rolled", arg=rolled)
    v.press("Escape")
    v.page.mouse.up()
    # Outside of the board nothing is put down.
    v.lift(code, "11:00", ROOM)
    v.page.evaluate("scrollTo(0, 0)")
    v.page.mouse.move(640, 30)
    v.expect(v.page.locator(".ghost:visible").count(), 0, "outlines outside")
    v.page.mouse.up()
    v.expect((v.page.locator(".ghost").count(), v.path), (0, v.base_path), "after letting go outside")
    v.stands(code, "10:00–10:45", ROOM, "what was not moved")
    v.page.click(f"#a-{code}")
    v.page.wait_for_url(f"**/{code}")
    v.open_board()
    v.page.hover("#s-" + code)
    v.page.click(f"#m-{code}")
    v.page.wait_for_url(f"**/{code}/place")


@journey(by=only((DESK, True, "en"), (DESK, True, "fr")))
def a_session_is_moved_by_keyboard(v):
    v.be_planner()
    code = v.plan("10:00", "10:45")
    v.open_board()
    v.grab(code)
    v.hears("assertive", "board.grabbed", session=v.name(code))
    v.press("ArrowDown")
    v.hears("polite", "board.over", time="10:15", room=v.room(ROOM))
    v.press("Shift+ArrowDown")
    v.hears("polite", "board.over", time="11:15", room=v.room(ROOM))
    v.press("ArrowRight")
    v.hears("polite", "board.over", time="11:15", room=v.room("r1"))
    v.has_focus("m-" + code)
    v.press("Escape")
    v.hears("assertive", "board.cancelled", session=v.name(code))
    v.has_focus("m-" + code)
    v.press("Space", "ArrowUp", "ArrowRight", "Enter")
    v.wait_for(code, "9:45")
    v.hears("polite", "board.dropped", session=v.name(code), time="09:45", room=v.room("r1"))
    v.has_focus("m-" + code)
    # Whoever goes on has let go.
    v.press("Enter", "ArrowDown", "Tab")
    v.hears("assertive", "board.cancelled", session=v.name(code))
    v.stands(code, "09:45–10:30", "r1", "after the page is loaded again")


@journey(by=one)
def after_midnight_is_still_the_evening_before(v):
    v.be_planner()
    code = v.plan("22:30", "23:15")
    v.open_board()
    v.grab(code)
    v.press("Shift+ArrowDown", "Shift+ArrowDown", "Enter")
    v.wait_for(code, "24:30")
    v.stands(code, "00:30–01:15", ROOM, "in the evening of the same day")
    v.open(f"{v.base_path}/{code}")
    v.expect(v.page.input_value("#f-day"), "2027-03-20", "the day of the calendar")


@journey(by=one)
def nothing_is_lost_without_a_network(v):
    v.be_planner()
    code = v.plan("10:00", "10:45")
    v.open_board()
    v.page.route("**/place", lambda route: route.abort())
    v.drag(code, "11:30", "r1")
    v.hears("assertive", "board.failed")
    v.expect(v.text("#board-problem"), v.said("board.failed"), "what is shown")
    v.expect((v.page.get_attribute("#s-" + code, "data-start"), v.page.locator(".ghost").count()), ("600", 0), "the card")
    # The browser says what this journey did to it.
    v.watch.problems.clear()
    v.page.unroute("**/place")
    v.drag(code, "11:30", "r1")
    v.wait_for(code, "11:30")
    v.expect(v.page.locator("#board-problem").count(), 0, "what was wrong before")
    v.stands(code, "11:30–12:15", "r1", "after another try")


@journey(by=only((DESK, True, "en")), has_touch=True)
def a_finger_that_rests_drags_and_one_that_moves_scrolls(v):
    v.be_planner()
    code = v.plan("10:00", "10:45")
    v.open_board()
    v.show_board(code)
    hand = v.context.new_cdp_session(v.page)

    def touch(kind, x=None, y=None):
        hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [] if x is None else [{"x": x, "y": y}]})

    box = v.page.locator("#s-" + code).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + 6
    touch("touchStart", x, y)
    v.page.wait_for_selector(".ghost")
    goal = v.point("11:00", "r2")
    for part in (.5, 1):
        touch("touchMove", x + (goal[0] - x) * part, y + (goal[1] - y) * part)
    touch("touchEnd")
    v.wait_for(code, "11:00")
    v.show_board(code)
    box = v.page.locator("#s-" + code).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + 6
    touch("touchStart", x, y)
    for step in range(1, 5):
        touch("touchMove", x, y - 20 * step)
    v.expect(v.page.locator(".ghost").count(), 0, "what a finger takes that only scrolls")
    touch("touchEnd")
    v.stands(code, "11:00–11:45", "r2", "after the page is loaded again")


@journey(by=only((DESK, False, "en"), (PHONE, False, "de")))
def without_scripts_a_form_moves(v):
    moves_by_form(v)


@journey(by=only((PHONE, True, "en"), (PHONE, True, "fr")), has_touch=True)
def on_a_phone_the_link_leads_to_the_form(v):
    moves_by_form(v, touch=True)


def moves_by_form(v, touch=False):
    w = v.words
    v.be_planner()
    code = v.plan("10:00", "10:45")
    v.open_board()
    link = v.page.locator(f"#m-{code}")
    if v.width == PHONE:
        v.sound()
        v.hopes(link.bounding_box()["height"] >= 44, "the link is too small for a finger")
        v.show_board(code)
    else:
        v.page.hover("#s-" + code)
    link.tap() if touch else link.click()
    v.page.wait_for_url(f"**/{code}/place")
    v.page.fill("#f-start", "half past")
    v.click("main form button", w("place.do"))
    v.refused(w("place.title", code=code), "f-start", w.pattern("session.form.time"))
    v.page.fill("#f-start", "11:30")
    v.page.select_option("#f-room", "r1")
    v.click("main form button", w("place.do"))
    v.noticed("session-moved")
    v.stands(code, "11:30–12:15", "r1", "after the page is loaded again")


@journey(by=one)
def who_drags_what_somebody_else_moved_chooses(v):
    w = v.words
    v.be_planner()
    code = v.plan("10:00", "10:45")
    v.open_board()
    # In the hand already when the other saves: the board, which is told at once, does not take it out of there.
    v.lift(code, "11:30", "r1")
    office = v.another_planner()
    office.open(f"{office.base_path}/{code}/place")
    office.page.fill("#f-start", "13:00")
    office.click("main form button", w("place.do"))
    office.noticed("session-moved")
    v.page.mouse.up()
    v.page.wait_for_selector(".wrong-summary")
    v.expect((v.text("h1"), v.path), (v.said("clash.title", code=code), f"{v.base_path}/{code}/place"), "what is answered")
    v.hopes("Marc Exemple" in v.text(".lede"), "who it was, is not said")
    v.hopes(v.page.evaluate("document.activeElement.matches('.wrong-summary')"), "the focus is not on what there is to choose")
    values = {v.text(f"main tbody tr:nth-child({n}) th"): v.all(f"main tbody tr:nth-child({n}) td")
              for n in range(1, 1 + v.page.locator("main tbody tr").count())}
    v.expect(values[v.said("session.field.start")], ["11:30", "13:00"], "both values")
    v.expect(values[v.said("session.field.rooms")], [v.page.locator("input[name=rooms][value=r1]").locator("..").inner_text()
                                                      .split(" ·")[0].strip(), "Studio"], "both rooms")
    v.accessible()
    # The way back leads to the board, as it is now.
    v.page.go_back()
    v.wait_for(code, "13:00")
    v.page.go_forward()
    v.page.wait_for_url("**/place")
    office.open(f"{office.base_path}/{code}/place")
    office.page.fill("#f-start", "14:00")
    office.click("main form button", w("place.do"))
    v.open_board()
    v.stands(code, "14:00–14:45", ROOM, "what the other kept")
    # Once more, and mine is kept. In the hand before the other saves, else the board would be the new one.
    v.lift(code, "11:30", "r1")
    office.open(f"{office.base_path}/{code}/place")
    office.page.fill("#f-start", "13:00")
    office.click("main form button", w("place.do"))
    office.noticed("session-moved")
    v.page.mouse.up()
    v.page.wait_for_selector(".wrong-summary")
    v.click("main form .form-act button")
    v.noticed("session-saved")
    v.stands(code, "11:30–12:15", "r1", "what was chosen")


@journey(by=one)
def what_others_move_comes_by_itself_and_takes_nothing_away(v):
    v.be_planner()
    code, other = v.plan("10:00", "10:45"), v.plan("11:00", "11:45")
    v.open_board()
    office = v.another_planner()

    def other_moves(time):
        office.open(f"{office.base_path}/{other}/place")
        office.page.fill("#f-start", time)
        office.click("main form button", v.words("place.do"))
        office.noticed("session-moved")

    v.grab(code)
    v.press("ArrowDown", "ArrowRight")
    other_moves("13:00")
    v.hopes(v.page.locator(".ghost").count() == 1, "what was picked up is gone")
    v.press("Enter")
    v.wait_for(code, "10:15")
    v.wait_for(other, "13:00")
    rolled = v.page.evaluate("(scrollTo(0, 50), scrollY)")
    other_moves("14:00")
    v.wait_for(other, "14:00")
    v.expect(v.page.evaluate("scrollY"), rolled, "how far the page has rolled")
    v.has_focus("m-" + code)
    v.drag(code, "12:00", "r2")
    v.wait_for(code, "12:00")
    v.stands(code, "12:00–12:45", "r2", "after the page is loaded again")


@journey(by=only((DESK, False, "en"), (PHONE, False, "fr")))
def two_who_write_at_once_both_see_both(v):
    v.be_planner()
    code = v.plan("10:00", "10:45")
    office = v.another_planner(scripts=False)
    for one_of_both, title in ((v, "Mine"), (office, "Theirs")):
        one_of_both.open(f"{one_of_both.base_path}/{code}")
        one_of_both.page.fill("#f-title", title)
    office.click("main form .form-act button")
    office.noticed("session-saved")
    v.click("main form .form-act button")
    v.expect(v.text("h1"), v.said("clash.title", code=code), "what is answered")
    v.expect(v.all("main tbody td"), ["Mine", "Theirs"], "both values")
    v.expect(v.page.input_value("#f-title"), "Mine", "what was typed")
    v.click("main form .form-act button")
    v.noticed("session-saved")
    v.open_board()
    v.expect(v.text(f"#a-{code}"), f"{code} Mine", "what was chosen")


if __name__ == "__main__":
    sys.exit(journey.main(__doc__.split("\n\n")[0]))

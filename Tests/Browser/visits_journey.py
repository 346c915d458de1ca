#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Walks through field visits: somebody ranks them on a phone, with and without scripts; a delegation ranks for its people; those who
organise promise a draw, freeze the wishes, publish the result; everybody reads it, and who was in it reads why.

The delegations and people are invented on the way. The last journey closes the wishes of the demonstration and publishes its draw.
"""
import datetime
import html
import re
import sys
import time
import zoneinfo

from common import DESK, PHONE
from registration_journey import EDITION, Comer, apart, once, mail_of, rules_of_every_page
from visitor import Journeys, Missed, only

ORGANISING = f"/en/{EDITION}/organise/visits"
FIRST, SECOND, THIRD = "V01", "V02", "V03"


class Chooser(Comer):
    """Somebody who may come along."""

    def named(self, name):
        """A seat for somebody who is named there: its path behind the delegation's link."""
        home = self.organiser.delegation(once("Vera Visits"), self.language)
        self.open(home)
        self.page.select_option("#f-seats-association", "1")
        self.press_button("delegation.reserve")
        seat = self.seats()[0][1]
        self.name_seat(seat, name, address=mail_of(name))
        return seat

    def rank(self, code, rank):
        self.page.select_option(f"#f-rank-{code}", rank)

    def ranks(self):
        """What the page shows as ranked, the first first."""
        chosen = self.page.eval_on_selector_all(
            ".wish select", "all => all.map(s => [Number(s.value), s.name.slice(5)]).filter(([rank]) => rank)")
        return [code for _, code in sorted(chosen)]

    def shown(self):
        """The visits in the order of their cards, as far as they are ranked."""
        return [name[5:] for name in self.page.eval_on_selector_all(
            ".wish.ranked select", "all => all.map(s => s.name)")]

    def keep(self, accepting=True):
        if accepting and self.page.locator("#f-accepted").count():
            self.page.check("#f-accepted")
        self.press_button("wishes.keep")

    def title(self, code):
        return self.text(f".wish:has(#f-rank-{code}) h3")


journey = Journeys("visits_journey", rules_of_every_page, Chooser, apart)
phones = only((PHONE, True, "en"), (PHONE, False, "en"), (PHONE, False, "fr"), (PHONE, True, "de"))


@journey(by=phones)
def somebody_ranks_on_a_phone(v):
    name = once("Rita Ranks")
    v.named(name)
    page = v.mailed(name, "participation")
    v.open(page)
    v.click("main a", v.said("wishes.choose"))
    v.sound()
    v.expect(v.ranks(), [], "what is ranked at first")
    v.rank(SECOND, "1")
    v.rank(THIRD, "2")
    v.keep()
    v.noticed("wishes-kept")
    v.expect((v.ranks(), v.shown()), ([SECOND, THIRD],) * 2, "what is kept")
    # Whoever leaves the first out has no gap.
    v.rank(SECOND, "")
    v.rank(FIRST, "5")
    v.keep()
    v.noticed("wishes-kept")
    v.expect(v.ranks(), [THIRD, FIRST], "after another choice")
    v.sound()
    v.open(page)
    told = v.words.table["wishes.ranked"]["other"].replace("{count}", "2")
    v.hopes(told in v.text("main"), "the own page does not say how many are ranked")


@journey(by=only((PHONE, False, "en"), (DESK, False, "fr")))
def a_rank_used_twice_names_both_and_keeps_what_was_chosen(v):
    name = once("Toni Twice")
    seat = v.named(name)
    v.open(seat + "/visits")
    v.rank(FIRST, "1")
    v.rank(SECOND, "1")
    v.rank(THIRD, "2")
    v.keep()
    told = v.text(".wrong-summary")
    v.hopes(all(v.title(code) in told for code in (FIRST, SECOND)), "both visits are not named")
    v.expect(v.page.input_value(f"#f-rank-{SECOND}"), "1", "what was chosen")
    v.expect(v.page.input_value(f"#f-rank-{THIRD}"), "2", "what was chosen beside it")
    v.sound()
    v.rank(SECOND, "3")
    if v.page.locator("#f-accepted").count():
        v.page.uncheck("#f-accepted")
        v.keep(accepting=False)
        v.hopes(v.sees(".wrong-summary"), "rules that were not accepted are no reason")
    v.keep()
    v.noticed("wishes-kept")
    v.expect(v.ranks(), [FIRST, THIRD, SECOND], "what is kept")


@journey(by=only((DESK, True, "en"), (PHONE, True, "fr")))
def visits_are_ranked_by_keyboard(v):
    seat = v.named(once("Karl Keys"))
    v.open(seat + "/visits")

    def step(code, sign):
        button = v.page.locator(f".wish:has(#f-rank-{code}) .step", has_text=sign)
        button.focus()
        v.press("Enter")
        v.hopes(button.evaluate("e => e === document.activeElement"), "the focus is lost")

    for code in (FIRST, SECOND, THIRD):
        step(code, "↑")
    v.expect(v.shown(), [FIRST, SECOND, THIRD], "in the order they were taken")
    step(THIRD, "↑")
    v.expect(v.shown(), [FIRST, THIRD, SECOND], "after one step up")
    v.expect(v.page.text_content("form.wishes > [aria-live]"),
             v.words("wishes.said", visit=v.title(THIRD), rank="2"), "what is said")
    step(SECOND, "↓")
    v.expect(v.shown(), [FIRST, THIRD], "after a step beyond the last")
    # A rank that is chosen twice makes room.
    v.rank(THIRD, "1")
    v.expect(v.shown(), [THIRD, FIRST], "after the same rank was chosen")
    v.sound()
    v.keep()
    v.noticed("wishes-kept")
    v.expect(v.ranks(), [THIRD, FIRST], "what is kept")


@journey(by=only((DESK, True, "en")))
def visits_are_ranked_by_dragging(v):
    seat = v.named(once("Dora Drags"))
    v.open(seat + "/visits")
    v.rank(FIRST, "1")
    v.rank(SECOND, "2")

    def middle(code, part):
        box = v.page.locator(f".wish:has(#f-rank-{code})").bounding_box()
        return box["y"] + box["height"] * part

    handle = v.page.locator(f".wish:has(#f-rank-{SECOND}) .handle")
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    x = box["x"] + box["width"] / 2
    v.page.mouse.move(x, box["y"] + box["height"] / 2)
    v.page.mouse.down()
    v.page.mouse.move(x, middle(FIRST, .5), steps=4)
    v.page.mouse.move(x, middle(FIRST, .2), steps=4)
    v.page.mouse.up()
    v.expect(v.shown(), [SECOND, FIRST], "after dragging")
    v.keep()
    v.noticed("wishes-kept")
    v.expect(v.ranks(), [SECOND, FIRST], "what is kept")


@journey(by=only((PHONE, False, "en"), (DESK, True, "fr")))
def two_who_rank_for_one_person_see_each_other(v):
    name = once("Zoe Zwei")
    seat = v.named(name)
    own = v.mailed(name, "participation")
    v.open(seat + "/visits")
    v.rank(FIRST, "1")
    other = v.context.new_page()
    other.goto(v.base + own + "/visits")
    other.select_option(f"#f-rank-{SECOND}", "1")
    other.check("#f-accepted")
    other.locator("main form.wishes .form-act button").click()
    other.wait_for_load_state("load")
    other.close()
    v.keep()
    v.hopes(v.said("wishes.changed") in v.text(".wrong-summary"), "that somebody else saved is not told")
    v.expect(v.page.input_value(f"#f-rank-{FIRST}"), "1", "what was chosen")
    v.keep()
    v.noticed("wishes-kept")
    v.expect(v.ranks(), [FIRST], "what is kept")
    # Strangers and neighbours.
    v.open(seat[:-1] + ("0" if seat[-1] != "0" else "1") + "/visits", 404)
    v.open(own.replace(EDITION, "brussels-2024") + "/visits", 404)


@journey(by=only((DESK, True, "en")))
def a_draw_is_promised_frozen_published_and_explained(v):
    name = once("Pia Placed")
    seat = v.named(name)
    v.open(seat + "/visits")
    for rank, code in enumerate(("V12", "V11", "V10"), 1):
        v.rank(code, str(rank))
    v.keep()
    v.noticed("wishes-kept")
    own = v.mailed(name, "participation")
    office = v.organiser
    draws = f"{ORGANISING}/draws"
    office.done(draws, {"rule": "greedy"})
    number = max(int(n) for n in re.findall(r"/visits/draws/(\d+)\"", office.done(draws).text))
    one, public = f"{draws}/{number}", f"{v.edition}/visits/draws/{number}"
    v.open(public)
    v.sound()
    commitment = re.search(r"\b[0-9a-f]{64}\b", v.text("main"))
    v.hopes(commitment, "the fingerprint of the seed is not public")
    # Nothing of it can be seen before it is published, and nothing be frozen before wishes close.
    for path in (public + "/instance.json", public + "/result.json", own + f"/draws/{number}"):
        v.hopes(v.page.request.get(v.base + path).status == 404, path + " is there before the draw is published")
    v.hopes(office.ask(one + "/freezing", {}).status in (409, 422), "inputs are frozen while wishes are open")
    # Nobody who takes part changes anything any more.
    close(office)
    v.open(seat + "/visits")
    v.hopes(v.said("wishes.in-draw") in v.text("main") and not v.page.is_enabled("#f-rank-V12"), "wishes can be changed before the draw")
    v.watch.problems.clear()
    # A program that is not optimised computes it for half a minute.
    office.done(one + "/freezing", {}, patience=120)
    v.hopes(v.page.request.get(v.base + public + "/result.json").status == 404, "the result is there before it is published")
    v.hopes("/result.json" not in v.page.request.get(v.base + public).text(), "the page leads to the result")
    office.done(one + "/publication", {})
    v.watch.problems.clear()
    v.open(public)
    v.sound()
    v.hopes("/result.json" in v.page.content(), "the page does not lead to the result")
    result = v.page.request.get(v.base + public + "/result.json").json()
    v.expect(result["rule"], "greedy", "the rule of the result")
    v.open(own + f"/draws/{number}")
    v.sound()
    pseudonym = re.search(r"\bp-[0-9a-z]{8,}\b", v.text("main"))
    v.hopes(pseudonym and pseudonym[0] in str(v.page.request.get(v.base + public + "/instance.json").json()),
            "the own page does not say who one is in the files")
    v.open(own)
    v.open(own.replace("/participation/", "/participation/0"), 404)


def close(office):
    """Ends the time of wishes with this minute, and waits for that."""
    form = office.done(ORGANISING + "/settings").text
    values = {}
    for tag in re.findall(r"<input[^>]*>", form):
        field, value = re.search(r' name="([^"]+)"', tag), re.search(r' value="([^"]*)"', tag)
        if field and (" checked" in tag or 'type="checkbox"' not in tag and 'type="radio"' not in tag):
            values[field[1]] = html.unescape(value[1]) if value else ""
    for select in re.findall(r"<select[^>]*name=\"([^\"]+)\"[^>]*>(.*?)</select>", form, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', select[1])
        values[select[0]] = chosen[1] if chosen else ""
    then = datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Brussels")).replace(second=0) + datetime.timedelta(minutes=1)
    values |= {"closes": then.strftime("%Y-%m-%d"), "closes-at": then.strftime("%H:%M")}
    answer = office.ask(ORGANISING + "/settings", values)
    if answer.status != 200 or "wrong-summary" in answer.text:
        raise Missed("the time of wishes is not changed: " + answer.words[:200])
    time.sleep(max(0, then.timestamp() + 1 - time.time()))


if __name__ == "__main__":
    sys.exit(journey.main(__doc__))

#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Walks through registration as those who come do, on a phone: a coordinator with a personal link, somebody who registers alone, a
guardian. With and without scripts, in English and in French.

Every journey invents its people. The secretariat invites what a journey needs; there are places enough for all of them. Every
journey ends with what holds on every page: nothing logged as an error, no other host asked, no cookie, nothing stored.
"""
import functools
import html
import random
import re
import string
import sys

from a11y import AXE, LAID_OUT, axe
from common import PHONE
from signed_in import Secretariat, own_address
from visitor import Journeys, Missed, Visitor, only

EDITION = "brussels-2027"
ORGANISING = f"/en/{EDITION}/organise/registration"
PLACES = 5_000


class Organiser(Secretariat):
    """Who invites delegations, and sees that there are places."""

    def __init__(self, base):
        super().__init__(base, "secretariat2@demo.example", "Marc Exemple")
        form = self.done(ORGANISING + "/settings").text
        values = {name: html.unescape(value) for name, value in re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', form)}
        self.done(ORGANISING + "/settings", values | {"places-edition": str(PLACES)})

    def delegation(self, name, language, places=6):
        """Invites a body that nobody knows; returns the path of its link."""
        address = mail_of(name)
        self.done(ORGANISING + "/invitations", {"lines": f"{name} Harbour Authority; {name}; {address}; {language}; {places}"})
        return self.path_in(self.mailed(name, []), "invitation")

    def path_in(self, mail, part):
        found = re.search(rf'href="http[^"]+(/\w\w/{EDITION}/{part}/\w+)"', mail.text)
        if not found:
            raise Missed(f"a mail holds no link to {part}")
        return found[1]

    def coordinator(self, authority, name, language):
        """A link by which somebody who answers for an authority comes in."""
        form = {"address": mail_of(name), "name": name, "role": "delegation-coordinator", "authority": authority}
        self.done(f"/{language}/organise/roles", form)
        return self.link(self.mailed(name, []))


@functools.cache
def organiser(base):
    """One stay for all journeys: an address gets five mails in a quarter of an hour."""
    return Organiser(base)


def once(name):
    """A name that nobody had in an earlier run."""
    return name + " " + "".join(random.choices(string.ascii_lowercase, k=6)).title()


def mail_of(name):
    return re.sub(r"[^a-z]+", ".", name.lower()) + "@test.example"


class Comer(Visitor):
    """Somebody who comes, or wants to."""

    @property
    def edition(self):
        return f"/{self.language}/{EDITION}"

    @property
    def organiser(self):
        return organiser(self.base)

    # Mail

    def mailed(self, name, part, known=()):
        """The path of the link in the newest mail to somebody, in the visitor's language."""
        path = self.organiser.path_in(self.organiser.mailed(name, known), part)
        return f"/{self.language}" + path[3:]

    # Seeing

    def said(self, key, **values):
        return " ".join(self.words(key, **values).split())

    def noticed(self, key):
        self.expect(self.text("p.notice"), self.said("notice." + key), "what was done")

    def refused(self, *fields):
        """The page is there again, says first what was wrong, and each field says it too."""
        self.hopes(self.text("h1").startswith(self.said("form.refused", title="")), "the title does not say that something is wrong")
        links = self.page.eval_on_selector_all(".wrong-summary a", "links => links.map(a => a.hash)")
        self.expect(links, ["#f-" + field for field in fields], "what the summary leads to")
        for field in fields:
            told = self.text(f"#e-{field}")
            self.hopes(told and told in self.text(".wrong-summary"), f"{field} does not say what is wrong with it")

    def sound(self):
        """No fault that axe sees, and nothing wider than the window."""
        if self.page.evaluate("matchMedia('(scripting: enabled)').matches"):
            self.page.evaluate(AXE)
            self.expect(axe(self.page)[0], [], "axe")
        self.expect(self.page.evaluate(LAID_OUT), [], "the layout")

    # Doing

    def fill(self, **values):
        for name, value in values.items():
            self.page.fill("#f-" + name.replace("_", "-"), value)

    def check(self, name):
        self.page.check(f"#f-{name}")

    def press_button(self, key, **values):
        self.click("main form button", self.said(key, **values))

    def seats(self):
        """Each seat: who holds it, and the path of its page."""
        return self.page.eval_on_selector_all(
            ".seat-list tbody tr",
            "rows => rows.map(r => [r.querySelector('td').firstChild.textContent.trim(), r.querySelector('a').pathname])")

    def name_seat(self, seat, name, **more):
        self.open(seat)
        self.fill(name=name, **more)
        self.click("main section[aria-labelledby=naming] form button")
        self.noticed("seat-named")


def rules_of_every_page(v):
    problems = list(dict.fromkeys(v.watch.problems))
    problems += [f"a cookie is set: {c['name']}" for c in v.context.cookies() if c["name"] not in ("stay", "sign-in")]
    if v.page.evaluate("(() => { try { return localStorage.length + sessionStorage.length } catch { return 0 } })()"):
        problems.append("something is stored in the browser")
    return problems


def apart():
    return {"extra_http_headers": {"X-Forwarded-For": own_address()}}


journey = Journeys("registration_journey", rules_of_every_page, Comer, apart)
phones = only((PHONE, True, "en"), (PHONE, False, "en"), (PHONE, False, "fr"), (PHONE, True, "fr"))
phone = only((PHONE, True, "en"), (PHONE, False, "fr"))


# The coordinator

@journey(by=phones)
def a_coordinator_reserves_names_swaps_gives_back_and_confirms(v):
    w, name = v.words, once("Carla Coord")
    home = v.organiser.delegation(name, v.language)
    v.open(home)
    v.expect(v.text(".panel .next"), v.said("delegation.next.reserve"), "the next thing")
    v.sound()
    v.page.select_option("#f-seats-association", "4")
    v.page.select_option("#f-seats-company", "2")
    v.press_button("delegation.reserve")
    v.noticed("seats-reserved")
    seats = [path for _, path in v.seats()]
    v.hopes(len(seats) == 6, f"{len(seats)} seats instead of six")
    v.expect({who for who, _ in v.seats()}, {v.said("delegation.seat.unnamed")}, "seats without names")
    v.sound()
    first, second, instead = once("Ana Anders"), once("Ben Berg"), once("Cleo Côté")
    v.name_seat(seats[0], first, address=mail_of(first), office="Director")
    v.name_seat(seats[1], second)
    v.hopes(v.mailed(first, "participation"), "who was named gets no link")
    # What was known of one person never stands in the fields for another.
    v.open(seats[1])
    v.expect(v.page.input_value("#f-name"), second, "the field to correct")
    v.click("main .acts-row a", v.said("seat.who.other"))
    v.expect(v.page.input_value("#f-name"), "", "the field for somebody else")
    v.sound()
    v.fill(name=instead)
    v.press_button("seat.change")
    v.noticed("seat-named")
    v.expect([who for who, _ in v.seats()][:2], [first, instead], "who holds the first two")
    v.open(seats[1])
    v.hopes(second in v.text("section[aria-labelledby=before]"), "who was there before is not told")
    v.open(seats[5])
    v.click("main details summary", v.said("seat.give-back.summary"))
    v.press_button("seat.give-back")
    v.noticed("seat-returned")
    v.hopes(len(v.seats()) == 5, "the seat is still there")
    v.press_button("delegation.confirm")
    v.noticed("delegation-confirmed")
    v.expect(v.text(".state.delegation"), v.said("delegation.state.confirmed"), "the state")


@journey(by=phone)
def what_a_coordinator_types_wrong_stays(v):
    home = v.organiser.delegation(once("Wanda Wrong"), v.language, places=2)
    v.open(home)
    v.press_button("delegation.reserve")
    v.hopes(v.sees(".wrong-summary"), "asking for nothing is not refused")
    v.page.select_option("#f-seats-association", "2")
    v.press_button("delegation.reserve")
    seat = v.seats()[0][1]
    v.open(seat)
    v.fill(name="", address="nonsense", office="Director")
    v.click("main section[aria-labelledby=naming] form button")
    v.refused("name", "address")
    v.expect(v.page.input_value("#f-address"), "nonsense", "what was typed")
    v.expect(v.page.input_value("#f-office"), "Director", "what was typed beside it")
    v.sound()
    v.page.go_back()
    v.expect(v.path, seat, "back leads")
    name = "‮" + once("نادية 👩🏽‍⚖️ O’Çelik")
    v.fill(name=name)
    v.click("main section[aria-labelledby=naming] form button")
    v.noticed("seat-named")
    v.hopes(name.split()[0].strip("‮") in v.seats()[0][0], "a name in another script is not kept")
    v.open(home)
    v.page.fill("#f-order", "x" * 200)
    v.click("section[aria-labelledby=papers] form button")
    v.hopes(v.sees(".wrong-summary") and v.page.input_value("#f-order") == "x" * 200, "the long number is not there any more")


@journey(by=phone)
def a_link_opens_nothing_but_its_own(v):
    home, other = (v.organiser.delegation(once(name), v.language) for name in ("Olga Own", "Nina Neighbour"))
    v.open(other)
    v.page.select_option("#f-seats-association", "1")
    v.press_button("delegation.reserve")
    seat = v.seats()[0][1]
    v.open(home + "/seats/" + seat.rsplit("/", 1)[1], 404)
    v.open(home.replace(EDITION, "brussels-2024"), 404)
    v.open(home[:-1] + ("0" if home[-1] != "0" else "1"), 404)
    v.open(home.replace("invitation", "participation"), 404)
    v.open(home.replace("invitation", "application"), 404)
    v.open(home.replace("invitation", "guardian"), 404)


# Alone

def coordinating(v, authority, name):
    """Comes in as who answers for an authority, and begins its delegation where nobody has; returns the path of its page."""
    v.open(v.organiser.coordinator(authority, name, v.language))
    v.click("main form button", v.said("sign-in.enter"))
    home = f"{v.edition}/delegation/{authority}"
    v.open(home)
    if v.page.locator(f"main form[action='{home}'] button").count():
        v.press_button("delegation.begin")
        v.noticed("delegation-begun")
    return home


def begin(v, kind, name, body, **more):
    """Types a name and an address, and confirms it; returns the page behind the link."""
    v.open(v.edition + "/registration")
    v.click(".ways a", v.said(f"actor.{kind}"))
    v.sound()
    v.fill(name=name, address=mail_of(name), body=body, **more)
    v.press_button("application.send")
    v.noticed("application-begun")
    page = v.mailed(name, "application")
    v.open(page)
    v.sound()
    v.press_button("application.confirm")
    v.noticed("address-is-yours")
    return page


@journey(by=phones)
def somebody_registers_alone_is_approved_by_the_focal_point_and_answers(v):
    name = once("Sol Seul")
    # A delegation decides once there is one.
    coordinating(v, "be-leuven", once("Fien Focal"))
    v.context.clear_cookies()
    page = begin(v, "officer", name, "Leuven")
    v.fill(q_function="Prevention officer")
    v.press_button("question.save")
    v.noticed("answers-saved")
    v.expect(v.page.input_value("#f-q-function"), "Prevention officer", "the draft")
    v.press_button("application.ask")
    v.refused("q-terms")
    v.expect(v.page.input_value("#f-q-function"), "Prevention officer", "what was typed")
    v.sound()
    v.check("q-terms")
    v.press_button("application.ask")
    v.noticed("answers-given")
    v.expect(v.text(".panel .next"), v.said("application.next.focal-point"), "how it stands")
    coordinating(v, "be-leuven", once("Fien Focal"))
    v.sound()
    asked = v.page.locator(".questions > li", has_text=name)
    asked.locator("summary").click()
    asked.locator("details form button").click()
    v.page.wait_for_load_state("load")
    v.hopes(v.sees(".wrong-summary"), "a refusal without a reason is taken")
    asked.locator("form[action$=approval] button").first.click()
    v.page.wait_for_load_state("load")
    v.noticed("application-approved")
    v.context.clear_cookies()
    v.open(page)
    v.expect(v.text(".panel .next"), v.said("application.next.seat"), "how it stands")
    v.click("main a.btn", v.said("application.own-page"))
    v.expect(v.text("h1"), name, "the own page")
    v.sound()
    v.check("q-diet-consent")
    v.press_button("question.send")
    v.noticed("answers-given")
    v.click("section[aria-labelledby=consents] form button")
    v.noticed("consent-withdrawn")
    v.hopes(not v.page.is_checked("#f-q-diet-consent"), "the consent is still there")
    v.click("main details summary", v.said("participation.return.summary"))
    v.press_button("participation.return")
    v.noticed("place-returned")


@journey(by=phone)
def who_registers_alone_is_told_what_is_wrong_at_its_field(v):
    v.open(v.edition + "/registration/researcher")
    v.fill(name="  ", address="rita", body="")
    v.press_button("application.send")
    v.refused("name", "address", "body")
    v.expect(v.page.input_value("#f-address"), "rita", "what was typed")
    v.sound()
    v.open(v.edition + "/registration/mayor-of-everything", 404)
    v.open(v.edition + "/registration/speaker", 404)
    v.open(v.edition + "/registration")
    v.fill(address="nobody")
    v.press_button("registration.links.send")
    v.refused("address")
    v.fill(address="nobody@test.example")
    v.press_button("registration.links.send")
    v.noticed("links-sent")


@journey(by=phone)
def a_guardian_agrees_for_somebody_on_a_seat(v):
    young, guardian = once("Mika Minor"), once("Greta Guardian")
    home = coordinating(v, "be-namur", once("Yara Youthwork"))
    v.page.select_option("#f-seats-young", "1")
    v.click("main .form:has(.seat-counts) button")
    v.noticed("seats-reserved")
    seat = v.seats()[-1][1]
    v.name_seat(seat, young, address=mail_of(young))
    own = v.mailed(young, "participation")
    v.open(own)
    v.page.check("input[name=q-under-age][value=yes]")
    v.press_button("question.save")
    v.fill(q_guardian_name=guardian, q_guardian_mail=mail_of(guardian), q_guardian_phone="+32 2 123 45 67")
    v.check("q-guardian-consent")
    v.check("q-terms")
    v.press_button("question.send")
    v.noticed("answers-given")
    v.hopes(v.said("participation.guardian.awaited") in v.text("main"), "their own page does not say that the guardian was asked")
    v.open(home)
    v.expect(v.text(".seat-list .wanted"), v.said("delegation.seat.guardian"), "the seat")
    v.sound()
    v.open(v.mailed(guardian, "guardian"))
    v.hopes(young in v.text(".title"), "the guardian is not told about whom it is")
    v.sound()
    v.press_button("guardian.agree")
    v.noticed("guardian-agreed")
    v.open(home)
    v.hopes(not v.page.locator(".seat-list .wanted").count(), "the seat still says that the guardian is awaited")
    v.open(seat)
    v.click("main details summary", v.said("seat.give-back.summary"))
    v.press_button("seat.give-back")
    v.context.clear_cookies()


if __name__ == "__main__":
    sys.exit(journey.main(__doc__))

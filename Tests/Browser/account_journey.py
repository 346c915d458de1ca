#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Walks through what asks for an account: signing in by every way, second factors, roles, persons, the outbox.

Everybody in these journeys is invented on the way, by a role that the secretariat of the demonstration gives. Every journey ends
with what holds on every page: nothing logged as an error, no other host asked, only the cookies of signing in, nothing stored.
"""
import functools
import random
import re
import string
import sys
import time

from a11y import AXE, LAID_OUT, axe
from common import DESK, PHONE, context
from signed_in import PATIENCE, Secretariat, own_address, totp
from visitor import Journeys, Missed, Visitor, one, only

COOKIES = {"stay", "sign-in", "sign-in-choice"}
STEP = 30


@functools.cache
def secretariat(base):
    """One stay for all journeys: an address gets five mails in a quarter of an hour."""
    return Secretariat(base, "secretariat2@demo.example", "Marc Exemple")


def apart():
    """What keeps visitors apart from others: an address of their own."""
    return {"extra_http_headers": {"X-Forwarded-For": own_address()}}


def once(name):
    """A name that nobody had in an earlier run."""
    return name + " " + "".join(random.choices(string.ascii_lowercase, k=5)).title()


class Person:
    """Somebody who was invited, and how many mails they have read."""

    def __init__(self, name, address, link):
        self.name, self.address, self.link, self.read = name, address, link, 1


class Guest(Visitor):
    """A visitor who has mail, and may come with a second browser."""

    def __init__(self, context, base, language, width, timeout):
        super().__init__(context, base, language, width, timeout)
        self.others = []

    @property
    def home(self):
        return f"/{self.language}/account"

    def another(self, width=DESK, scripts=True):
        """Another browser of the same person, or of somebody else."""
        own = context(self.context.browser, width, self.language, java_script_enabled=scripts, **apart())
        self.others.append(Guest(own, self.base, self.language, width, self.timeout))
        return self.others[-1]

    # People

    def invited(self, name, role="participant", scope="edition:brussels-2027"):
        name = once(name)
        return Person(name, *secretariat(self.base).invite(name, role, scope, self.language))

    def be_secretariat(self):
        self.context.add_cookies(secretariat(self.base).storage()["cookies"])

    # Mail

    def rows_for(self, name):
        return self.page.locator(".inbox a", has=self.page.locator(".inbox-to", has_text=name))

    def read_first_mail(self, address):
        """Opens the mail to an address that belongs to nobody yet."""
        end = time.monotonic() + PATIENCE
        while self.open(f"/{self.language}/demo/mail") or not self.rows_for(address).count():
            if time.monotonic() > end:
                raise Missed(f"no mail to {address} came")
        self.rows_for(address).first.click()
        self.page.wait_for_load_state("load")

    def read_mail(self, person):
        """Opens the newest mail to somebody; waits for one that was not read yet."""
        end = time.monotonic() + PATIENCE
        while self.open(f"/{self.language}/demo/mail") or self.rows_for(person.name).count() <= person.read:
            if time.monotonic() > end:
                raise Missed(f"no mail for {person.name} came")
        person.read = self.rows_for(person.name).count()
        self.rows_for(person.name).first.click()
        self.page.wait_for_load_state("load")

    def code(self, person):
        self.read_mail(person)
        self.expect(self.text("h1"), self.words.pattern("sign-in.mail.subject"), "the subject")
        code = re.search(r"\d{3} \d{3}", self.text("h1"))[0]
        self.hopes(code in self.text(".mail-code"), "the text does not hold the code")
        return code

    # Coming and going

    def follow_invitation(self, person):
        self.open(person.link)
        self.click("main form button", self.words("sign-in.enter"))
        self.is_in(person)

    def ask_for_mail(self, person):
        self.open(self.home)
        self.page.fill("#f-address", person.address)
        self.click("main form button", self.words("sign-in.send"))
        self.expect(self.path, self.home + "/code", "asking for a mail leads")

    def type_code(self, code):
        self.open(self.home + "/code")
        self.page.fill("#f-code", code)
        self.click("main form button", self.words("sign-in.enter"))

    def come_by_mail(self, person):
        self.ask_for_mail(person)
        self.type_code(self.code(person))

    def is_in(self, person):
        self.expect(self.path, self.home, "coming in leads")
        self.expect((self.text("h1"), self.text(".over")), (self.said("account.title"), person.name), "the account")

    def is_out(self):
        self.open(self.home)
        self.expect(self.text("h1"), self.said("sign-in.title"), "without an account")

    def owes_factor(self):
        self.expect((self.path, self.text("h1")), (self.home + "/factor", self.said("factor.title")), "what is asked for")
        self.open(self.home)
        self.expect(self.path, self.home + "/factor", "the account, before a second factor, leads")

    def leave(self):
        self.open(self.home)
        self.click("main form button", self.words("account.sign-out"))
        self.noticed("signed-out")

    # Seeing

    def said(self, key, **values):
        """A phrase as `text` returns it, whatever its spaces are."""
        return " ".join(self.words(key, **values).split())

    def is_focused(self, selector):
        """Whether the focus comes there; a page is drawn before it is set."""
        for _ in range(30):
            if self.page.evaluate("(selector) => Boolean(document.activeElement?.matches(selector))", selector):
                return True
            self.page.wait_for_timeout(100)
        return False

    def noticed(self, key):
        self.expect(self.text("p.notice"), self.said("notice." + key), "what was done")

    def refused(self, title, field, pattern):
        """The form is there again, says first what was wrong, and leads to it."""
        self.expect(self.text("h1"), self.words.pattern("form.refused", title=title), "the title")
        self.expect(self.text(".wrong-summary li"), pattern, "what was wrong")
        self.hopes(self.is_focused(".wrong-summary"), "the focus is not on what was wrong")
        wrong = self.page.locator("#" + field)
        self.expect(wrong.get_attribute("aria-invalid"), "true", "the field")
        told = [self.text("#" + id) for id in wrong.get_attribute("aria-describedby").split()]
        self.hopes(any(pattern.search(t) for t in told), "the field does not say what was wrong with it")
        self.click(".wrong-summary a")
        self.hopes(self.page.evaluate("id => document.activeElement.id === id", field), "the link does not lead to the field")

    def sound(self):
        """What an address alone does not lead to is checked where the journey comes by."""
        # axe is a script.
        if self.page.evaluate("matchMedia('(scripting: enabled)').matches"):
            self.page.evaluate(AXE)
            self.expect(axe(self.page)[0], [], "axe")
        self.expect(self.page.evaluate(LAID_OUT), [], "the layout")
        self.page.set_viewport_size({"width": 320, "height": 800})
        self.expect(self.page.evaluate(LAID_OUT), [], "the layout at 320 px")
        self.page.set_viewport_size({"width": self.width, "height": 900})

    def button_in(self, row, label):
        """Presses the button of a line that begins so, about the line."""
        self.page.locator(row).get_by_role("button", name=re.compile("^" + re.escape(label))).first.click()
        self.page.wait_for_load_state("load")


def rules_of_every_page(v):
    """What holds wherever the journey went, in all browsers of it."""
    problems = []
    for one in [v, *v.others]:
        problems += list(dict.fromkeys(one.watch.problems))
        for cookie in one.context.cookies():
            if cookie["name"] not in COOKIES or not cookie["httpOnly"] or cookie["sameSite"] != "Lax":
                problems.append(f"a cookie is set: {cookie['name']}")
        if one.page.evaluate("(() => { try { return localStorage.length + sessionStorage.length } catch { return 0 } })()"):
            problems.append("something is stored in the browser")
    for other in v.others:
        other.context.close()
    return problems


journey = Journeys("account_journey", rules_of_every_page, Guest, alone=apart)


# Coming in by mail

@journey(by=only((PHONE, False, "en"), (DESK, True, "fr"), (PHONE, True, "de")))
def a_code_lets_in_and_leaving_ends_it(v):
    w, person = v.words, v.invited("Carla Code")
    v.open(f"/{v.language}")
    v.click(".account-link")
    v.expect(v.text("h1"), v.said("sign-in.title"), "the way in")
    v.page.fill("#f-address", person.address.upper())
    v.click("main form button", w("sign-in.send"))
    v.expect((v.path, v.text("h1")), (v.home + "/code", v.said("sign-in.code.title")), "asking leads")
    v.type_code(v.code(person).replace(" ", "-"))
    v.is_in(person)
    v.hopes(v.said("role.participant") in v.text("section[aria-labelledby=roles]"), "the role is not there")
    v.leave()
    v.is_out()
    v.page.go_back()
    v.hopes(person.name not in v.text("body"), "the way back shows the account")


@journey(by=only((DESK, True, "en"), (DESK, False, "de")))
def a_link_lets_in_where_it_is_opened(v):
    w, person = v.words, v.invited("Lena Link")
    v.ask_for_mail(person)
    phone = v.another(PHONE, scripts=False)
    code = phone.code(person)
    phone.click(".mail-act a")
    v.hopes(person.address in phone.text(".lede"), "whose link it is, is not said")
    link = phone.path
    phone.click("main form button", w("sign-in.enter"))
    phone.is_in(person)
    v.is_out()
    # Link and code of one mail are one way in.
    v.type_code(code)
    v.refused(w("sign-in.code.title"), "f-code", w.pattern("sign-in.expired"))
    v.open(link, status=422)
    v.refused(w("sign-in.title"), "f-address", w.pattern("sign-in.expired"))


@journey(by=only((PHONE, False, "en"), (DESK, True, "de")))
def wrong_digits_are_said_and_do_no_harm(v):
    w, person = v.words, v.invited("Wim Wrong")
    v.ask_for_mail(person)
    for left in (4, 3):
        v.type_code("000 000")
        v.refused(w("sign-in.code.title"), "f-code", w.pattern("sign-in.wrong-code", count=left))
    if v.width == DESK:
        v.sound()
    elsewhere = v.another()
    elsewhere.type_code(v.code(person))
    elsewhere.refused(w("sign-in.code.title"), "f-code", w.pattern("sign-in.expired"))
    v.type_code(re.search(r"\d{3} \d{3}", v.text("h1"))[0])
    v.is_in(person)


@journey(by=only((PHONE, False, "fr")))
def what_is_no_address_is_said_and_an_unknown_one_is_not_told(v):
    w = v.words
    v.open(v.home)
    v.page.fill("#f-address", "nobody at home")
    v.click("main form button", w("sign-in.send"))
    v.refused(w("sign-in.title"), "f-address", w.pattern("sign-in.not-an-address"))
    v.expect(v.page.input_value("#f-address"), "nobody at home", "what was typed")
    nobody = Person("Nobody", once("nobody").replace(" ", ".") + "@test.example", None)
    v.ask_for_mail(nobody)
    v.expect(v.text(".lede"), v.said("sign-in.code.lede"), "the sentence for everybody")
    v.type_code("123456")
    v.refused(w("sign-in.code.title"), "f-code", w.pattern("sign-in.wrong-code", count=4))


@journey(by=one)
def all_of_it_goes_by_keyboard(v):
    w, person = v.words, v.invited("Kiki Keyboard")

    def enter(where):
        v.tab_to(where)
        v.press("Enter")
        v.page.wait_for_load_state("load")

    def write(where, text):
        v.tab_to(where)
        v.press("Control+A")
        v.page.keyboard.type(text)
        with v.page.expect_navigation():
            v.press("Enter")

    v.open("/en")
    enter(".account-link")
    v.page.wait_for_url("**/account")
    write("#f-address", person.address)
    v.expect(v.path, "/en/account/code", "asking leads")
    code = v.code(person)
    v.open("/en/account/code")
    write("#f-code", "000000")
    v.hopes(v.is_focused(".wrong-summary"), "the focus is not on what was wrong")
    write("#f-code", code)
    v.is_in(person)
    enter("main a[href$='/account/names']")
    v.page.wait_for_url("**/account/names")
    write("#f-office", "Town clerk")
    v.noticed("names-kept")
    with v.page.expect_navigation():
        enter("main form[action$='/sign-out'] button")
    v.noticed("signed-out")


@journey(by=only((DESK, False, "de")))
def an_address_of_several_persons_asks_who_it_is(v):
    w = v.words
    several = Person("Élodie Fictive", "coordinator@demo.example", None)
    # A mail for several persons is to none of them by name.
    office = secretariat(v.base)
    known = office.letters(several.address)
    v.ask_for_mail(several)
    v.type_code(re.search(r"\d{3} \d{3}", office.mailed(several.address, known).words)[0])
    v.expect((v.path, v.text("h1")), (v.home + "/person", v.said("sign-in.who.title")), "coming in leads")
    v.hopes(len(v.all("main .plain li")) >= 2, "there is nobody to choose from")
    v.sound()
    v.click("main .plain button", several.name)
    v.is_in(several)


@journey(by=only((PHONE, False, "de"), (DESK, True, "en")))
def whoever_is_sent_to_sign_in_comes_back_to_what_they_wanted(v):
    w, person = v.words, v.invited("Nora Next", "programme-editor")
    goal = f"/{v.language}/brussels-2027/organise"
    v.open(goal, status=404)
    v.click("main a", w("problem.sign-in.link"))
    v.page.fill("#f-address", person.address)
    v.click("main form button", w("sign-in.send"))
    v.type_code(v.code(person))
    v.expect((v.path, v.text("h1")), (goal, v.said("organise.title")), "coming in leads")
    # Only to a place of this server.
    v.leave()
    for elsewhere in ("https://example.org/", "//example.org/", "/\\example.org"):
        v.open(f"{v.home}?next={elsewhere}")
        v.expect(v.page.locator("[name=next]").count(), 0, f"fields that lead to {elsewhere}")


# Second factors

@journey(by=only((DESK, True, "en"), (PHONE, True, "fr")))
def a_passkey_is_set_up_signs_in_and_is_asked_for(v):
    w, person = v.words, v.invited("Petra Passkey", "programme-editor")
    devices = v.context.new_cdp_session(v.page)
    devices.send("WebAuthn.enable")
    device = devices.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
        "automaticPresenceSimulation": True}})["authenticatorId"]
    v.follow_invitation(person)
    v.click("main a[href$='/account/factors']")
    v.click("form[data-passkey=create] button", w("passkey.add"))
    v.page.wait_for_selector("ol.codes")
    codes = v.all("ol.codes li")
    v.expect(len(set(codes)), 10, "recovery codes")
    v.sound()
    v.click("main a", w("recovery.kept"))
    v.expect(v.all("main tbody th"), [v.said("passkey.name.usual")], "passkeys")
    v.expect(len(devices.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]), 1, "on the device")
    # A device holds one passkey of an account.
    v.click("form[data-passkey=create] button", w("passkey.add"))
    v.page.wait_for_selector("[data-passkey-error]:not([hidden])")
    v.expect(v.text("[data-passkey-error]"), v.said("passkey.exists"), "a second one on this device")
    v.hopes(v.is_focused("[data-passkey-error]"), "the focus is not on what was wrong")
    # It signs in by itself.
    v.leave()
    v.click("form[data-passkey=get] button", w("sign-in.passkey"))
    v.page.wait_for_selector(".account-sections")
    v.is_in(person)
    # Whoever comes by mail is asked for it, and has no role before.
    v.leave()
    v.come_by_mail(person)
    v.owes_factor()
    v.open(f"/{v.language}/brussels-2027/organise", status=404)
    v.open(v.home)
    devices.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    v.click("form[data-passkey=get] button", w("factor.passkey"))
    v.page.wait_for_selector("[data-passkey-error]:not([hidden])")
    v.expect(v.text("[data-passkey-error]"), v.said("passkey.cancelled"), "when the device does not know its holder")
    devices.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": True})
    v.click("form[data-passkey=get] button", w("factor.passkey"))
    v.page.wait_for_selector(".account-sections")
    v.is_in(person)
    v.open(f"/{v.language}/brussels-2027/organise")
    # Taken away, it is not asked for any more.
    v.open(v.home + "/factors")
    v.button_in("main tbody tr", w("form.remove"))
    v.noticed("passkey-removed")


@journey(by=only((PHONE, False, "de"), (DESK, True, "en")))
def an_app_and_codes_on_paper_are_second_factors_without_scripts(v):
    w, person = v.words, v.invited("Tom Totp")
    v.follow_invitation(person)
    v.open(v.home + "/factors")
    v.expect(v.sees("form[data-passkey]"), v.width == DESK, "the form for a passkey is shown")
    v.click("main form button", w("totp.begin"))
    secret = v.text(".secret")
    v.hopes(re.fullmatch("[A-Z2-7]{32}", secret), "the secret cannot be typed")
    v.hopes(v.sees("svg.qr"), "there is no picture to scan")
    v.page.fill("#f-code", "000000")
    v.click("main form button", w("totp.confirm"))
    v.refused(w("totp.title"), "f-code", w.pattern("totp.not-confirmed"))
    v.expect(v.text(".secret"), secret, "the secret after a wrong code")
    if v.width == DESK:
        v.sound()
    first = time.time()
    v.page.fill("#f-code", totp(secret, first))
    v.click("main form button", w("totp.confirm"))
    codes = v.all("ol.codes li")
    v.expect(len(set(codes)), 10, "recovery codes")
    v.leave()
    # By mail, and then the app: a code that was used is used up, the next one fits.
    v.come_by_mail(person)
    v.owes_factor()
    v.page.fill("#f-code", totp(secret, first))
    v.click("main form button", w("factor.enter"))
    v.refused(w("factor.title"), "f-code", w.pattern("factor.wrong", count=4))
    v.page.fill("#f-code", totp(secret, first + STEP))
    v.click("main form button", w("factor.enter"))
    v.is_in(person)
    # By mail, and then paper: each code works once.
    v.leave()
    v.come_by_mail(person)
    v.page.fill("#f-code", codes[3].lower())
    v.click("main form button", w("factor.enter"))
    v.is_in(person)
    v.expect(v.text("section[aria-labelledby=factors] p"), re.compile(r"\b9\b"), "what is left")
    v.leave()
    v.come_by_mail(person)
    v.page.fill("#f-code", codes[3])
    v.click("main form button", w("factor.enter"))
    v.refused(w("factor.title"), "f-code", w.pattern("factor.wrong", count=4))


@journey(by=only((DESK, False, "fr")))
def a_role_may_ask_for_a_second_factor(v):
    w, office = v.words, v.another()
    office.be_secretariat()
    office.open(f"/{v.language}/organise/roles")
    office.page.check("#f-required-rapporteur")
    office.click("main .checks form button", w("form.keep"))
    office.noticed("requirements-kept")
    try:
        person = v.invited("Rita Required", "rapporteur")
        v.follow_invitation(person)
        withheld = v.said("account.withheld", roles=w("role.rapporteur"))
        v.hopes(withheld in v.text(".attention"), "nothing says that the role waits")
        v.open(f"/{v.language}/brussels-2027/organise", status=404)
        v.open(v.home)
        v.click(".attention a", w("account.factors.set-up"))
        v.click("main form button", w("totp.begin"))
        v.page.fill("#f-code", totp(v.text(".secret"), time.time()))
        v.click("main form button", w("totp.confirm"))
        v.open(v.home)
        v.expect(v.page.locator("main .attention").count(), 0, "what still waits")
        v.open(f"/{v.language}/brussels-2027/organise")
    finally:
        office.open(f"/{v.language}/organise/roles")
        office.page.uncheck("#f-required-rapporteur")
        office.click("main .checks form button", w("form.keep"))


# The account

@journey(by=only((DESK, True, "de"), (PHONE, False, "en")))
def a_stay_is_ended_from_another_browser(v):
    w, person = v.words, v.invited("Stan Stay")
    v.follow_invitation(person)
    other = v.another(PHONE, scripts=False)
    other.come_by_mail(person)
    other.is_in(person)
    stays = "section[aria-labelledby=stays] tbody tr"
    v.open(v.home)
    v.expect(v.page.locator(stays).count(), 2, "stays")
    v.expect(v.page.locator(stays + " .also").count(), 1, "stays here")
    v.button_in(stays, w("stay.end"))
    v.noticed("stay-ended")
    v.expect(v.page.locator(stays).count(), 1, "stays after one ended")
    other.is_out()
    v.open(v.home)
    v.is_in(person)


@journey(by=only((PHONE, False, "fr"), (DESK, True, "en")))
def signing_out_everywhere_ends_all(v):
    w, person = v.words, v.invited("Eva Everywhere")
    v.follow_invitation(person)
    other = v.another()
    other.come_by_mail(person)
    other.is_in(person)
    v.open(v.home)
    v.click("main form button", w("account.sign-out.everywhere"))
    v.noticed("signed-out")
    for gone in (v, other):
        gone.is_out()


@journey(by=only((PHONE, True, "fr"), (DESK, False, "de")))
def names_and_addresses_are_changed(v):
    w, person = v.words, v.invited("Nina Names")
    v.follow_invitation(person)
    v.click("main a", w("account.names.change"))
    v.page.fill("#f-badge-name", "")
    v.click("main form button", w("form.keep"))
    v.hopes(v.is_focused(".wrong-summary"), "the focus is not on what was wrong")
    if v.width == PHONE:
        v.sound()
    v.page.fill("#f-badge-name", person.name)
    v.page.fill("#f-office", "Échevine <b>")
    v.click("main form button", w("form.keep"))
    v.noticed("names-kept")
    v.hopes("Échevine <b>" in v.text("section[aria-labelledby=names]"), "the office is not there as it was typed")
    second = "second." + person.address
    v.page.fill("#f-address", second)
    v.click("main form button", w("account.address.add"))
    v.noticed("my-address-added")
    v.read_first_mail(second)
    v.click(".mail-act a")
    v.click("main form button")
    v.open(v.home)
    row = v.page.locator("section[aria-labelledby=addresses] tbody tr", has_text=second)
    v.hopes(v.said("account.address.verified") in " ".join(row.inner_text().split()), "the address is not confirmed")
    row.get_by_role("button", name=re.compile("^" + re.escape(w("account.address.prefer")))).click()
    v.noticed("my-address-preferred")


@journey(by=one)
def a_token_is_made_used_and_ended(v):
    w = v.words
    v.be_secretariat()
    v.open("/en/account/tokens")
    name = once("Archive of")
    v.page.fill("#f-name", name)
    v.click("main form button", w("token.make"))
    v.hopes(v.said("token.nothing") in v.text(".wrong-summary"), "a token for nothing is not refused")
    v.expect(v.page.input_value("#f-name"), name, "what was typed")
    v.page.check("#f-may-act\\.read")
    v.click("main form button", w("token.make"))
    v.expect(v.text("h1"), v.said("token.made"), "the token")
    v.sound()
    token = v.text("p.secret")

    def status():
        client = v.another().context.request
        return client.get(v.base + "/api/v1/acts", headers={"Authorization": "Bearer " + token}).status
    v.expect(status(), 200, "with the token the API answers")
    v.open("/en/account")
    v.page.locator("section[aria-labelledby=tokens] tbody tr", has_text=name).get_by_role("button").click()
    v.noticed("token-ended")
    v.expect(status(), 401, "with the ended token the API answers")


# Roles and persons

@journey(by=only((DESK, True, "fr"), (PHONE, False, "en")))
def a_role_is_given_taken_up_and_ended(v):
    w, office = v.words, v.another(v.width, scripts=v.width == DESK)
    roles = f"/{v.language}/organise/roles"
    office.be_secretariat()
    office.open(v.home)
    office.click("main a", w("account.organise"))
    if v.width == PHONE:
        office.page.click(".tabs-nav summary")
    office.click(".tabs-nav a:visible", w("organise.roles"))
    person = Person(once("Iris Invited"), None, None)
    person.address, person.read = re.sub(" ", ".", person.name.lower()) + "@test.example", 0
    office.page.fill("#f-address", person.address)
    office.page.select_option("#f-role", "programme-editor")
    office.page.select_option("#f-scope", "edition:brussels-2027")
    office.click("main form button", w("roles.give"))
    office.refused(w("roles.title"), "f-name", w.pattern("role.name-missing"))
    office.expect(office.page.input_value("#f-address"), person.address, "what was typed")
    office.expect(office.page.input_value("#f-role"), "programme-editor", "what was chosen")
    office.page.fill("#f-name", person.name)
    office.click("main form button", w("roles.give"))
    office.noticed("role-given")
    v.read_mail(person)
    v.expect(v.text("h1"), v.said("invitation.subject"), "the subject")
    v.click(".mail-act a")
    link = v.path
    v.expect(v.text("h1"), v.said("sign-in.invited.title"), "the welcome")
    v.click("main form button", w("sign-in.enter"))
    v.is_in(person)
    v.hopes(v.said("role.programme-editor") in v.text("section[aria-labelledby=roles]"), "the role is not there")
    v.open(link, status=422)
    v.expect(v.text(".wrong-summary li"), v.said("sign-in.expired"), "the link again")
    v.open(f"/{v.language}/brussels-2027/organise")
    v.open(roles, status=404)
    # Nobody gives it twice, and it ends at once.
    office.page.fill("#f-address", person.address)
    office.page.select_option("#f-role", "programme-editor")
    office.page.select_option("#f-scope", "edition:brussels-2027")
    office.click("main form button", w("roles.give"))
    office.refused(w("roles.title"), "f-role", w.pattern("role.already-held"))
    office.open(roles + "?role=programme-editor")
    office.page.locator("main tbody tr", has_text=person.name).get_by_role("button").click()
    office.noticed("role-ended")
    v.open(f"/{v.language}/brussels-2027/organise", status=404)


@journey(by=only((DESK, True, "de"), (PHONE, False, "en")))
def a_misspelt_person_is_found_and_two_entries_become_one_and_two_again(v):
    w, people = v.words, f"/{v.language}/organise/people"
    v.be_secretariat()
    family = once("Vondrák").replace(" ", "")
    name = "Zacharias " + family

    def add(number, **more):
        v.open(people + "/new")
        v.page.fill("#f-badge_name", name)
        v.page.fill("#f-office", "Rathaus")
        v.page.fill("#f-address", f"{family}.{number}@test.example".replace("á", "a"))
        for field, text in more.items():
            v.page.fill("#f-" + field, text)
        v.click("main form button", w("people.add"))

    v.open(people + "/new")
    v.click("main form button", w("people.add"))
    v.refused(w("people.add"), "f-badge_name", w.pattern("person.name-missing"))
    add(1)
    v.noticed("person-added")
    kept = v.path
    add(2, honorific="Dr")
    v.expect(v.text("h1"), v.said("candidates.title"), "adding somebody who is there leads")
    if v.width == DESK:
        v.sound()
    v.click("main form button", w("candidates.add"))
    v.noticed("person-added")
    gone = v.path
    # Found, though misspelt.
    v.open(people)
    v.page.fill("#q", "Zaharias " + family.replace("á", "a"))
    v.click("form[role=search] button")
    v.expect(v.text(".result"), w.pattern("people.misspelt"), "the answer")
    v.expect(v.page.locator("main tbody tr", has_text=family).count(), 2, "entries")
    # Side by side, and one.
    v.click("main a", w("duplicates.link"))
    v.page.locator("main tbody tr", has_text=family).locator("a", has_text=w("duplicates.compare")).click()
    v.expect(v.text("h1"), v.said("merge.title"), "the comparison")
    v.expect(v.path, f"{kept}/merging/{gone.split('/')[-1]}", "the older entry stays")
    v.expect(v.page.input_value("#f-honorific"), "gone", "what the one lacks")
    v.click("main form button", w("merge.button"))
    v.noticed("person-merged")
    v.expect(v.path, kept, "merging leads")
    v.expect(v.text(".over"), "Dr", "what was taken from the other")
    v.expect(len([a for a in v.all("main .panel li") if "@test.example" in a]), 2, "addresses of both")
    v.open(gone)
    v.expect(v.path, kept, "the entry that is gone leads")
    v.noticed("person-was-merged")
    # And two again.
    v.click("main form button", f"{w('merge.undo')} {name}")
    v.noticed("person-merge-undone")
    v.expect(v.path, gone, "undoing leads")
    v.open(kept)
    v.expect(len([a for a in v.all("main .panel li") if "@test.example" in a]), 1, "addresses of the one")
    v.expect(v.page.locator(".over").count(), 0, "what belonged to the other")
    # What was decided once is not asked again.
    v.open(people + "/duplicates")
    v.page.locator("main tbody tr", has_text=family).get_by_role("button").click()
    v.noticed("person-told-apart")
    v.expect(v.page.locator("main tbody tr", has_text=family).count(), 0, "pairs that are left")


@journey(by=one)
def a_code_on_paper_lets_in_whoever_has_no_mail(v):
    w, office = v.words, v.another()
    office.be_secretariat()
    name = once("Paula Paper")
    office.open("/en/organise/people/new")
    office.page.fill("#f-badge_name", name)
    office.click("main form button", w("people.add"))
    office.click("main form button", w("account.panel.paper"))
    office.sound()
    code = office.text(".secret")
    v.open("/en/account")
    v.click("main a", w("sign-in.paper.link"))
    v.page.fill("#f-code", "0" * 15)
    v.click("main form button", w("sign-in.enter"))
    v.refused(w("sign-in.paper.title"), "f-code", w.pattern("sign-in.paper-unknown"))
    v.page.fill("#f-code", code.lower().replace("-", " "))
    v.click("main form button", w("sign-in.enter"))
    v.is_in(Person(name, None, None))
    v.leave()
    v.open("/en/account/paper")
    v.page.fill("#f-code", code)
    v.click("main form button", w("sign-in.enter"))
    v.refused(w("sign-in.paper.title"), "f-code", w.pattern("sign-in.paper-unknown"))


# The outbox

@journey(by=only((DESK, True, "en"), (PHONE, False, "fr")))
def the_outbox_says_where_each_mail_stands(v):
    w, outbox = v.words, f"/{v.language}/organise/outbox"
    v.be_secretariat()
    address = once("outbox").replace(" ", ".") + "@test.example"
    v.open(outbox)
    test = "main form[action$='/outbox/tests'] "
    v.page.fill("#f-address", "no address")
    v.click(test + "button")
    v.refused(w("outbox.title"), "f-address", w.pattern("outbox.test.wrong"))
    v.page.fill("#f-address", address)
    v.click(test + "button")
    v.noticed("outbox.test-posted")
    end = time.monotonic() + PATIENCE
    while v.text("main .state") != v.said("letter.state.sent") and time.monotonic() < end:
        v.page.reload()
    v.expect(v.text("main .state"), v.said("letter.state.sent"), "the state of the test")
    v.hopes(v.said("letter.reason.demo") in v.text("main"), "nothing says why")
    v.hopes(v.said("letter.test.footer") in v.text("pre.letter"), "the text is not shown")
    v.open(outbox)
    v.page.fill("#address", address)
    v.page.select_option("#state", "sent")
    v.click("form[role=search] button")
    v.expect(v.query, {"address": address, "state": "sent"}, "the search")
    v.expect(v.all("main tbody th"), [address], "what is found")
    v.expect(v.all("main tbody .state"), [v.said("letter.state.sent")], "its state")
    v.page.select_option("#state", "bounced")
    v.click("form[role=search] button")
    v.expect(v.page.locator("main tbody tr").count(), 0, "what came back")
    # What opens something is shown to nobody.
    v.open(outbox + "?kind=invitation")
    v.click("main tbody th a")
    v.hopes(v.said("letter.secret") in v.text("main"), "nothing says why it is not shown")
    v.expect(v.page.locator("pre.letter").count(), 0, "texts that let somebody in")
    # Whoever asked for no mail.
    v.open(outbox + "/suppressions")
    v.page.fill("#f-address", address)
    v.click("main form button", w("suppression.add"))
    v.noticed("suppression.added")
    row = v.page.locator("main tbody tr", has_text=address)
    row.get_by_role("button").click()
    v.noticed("suppression.removed")
    v.expect(v.page.locator("main tbody tr", has_text=address).count(), 0, "what is left of it")


if __name__ == "__main__":
    sys.exit(journey.main(__doc__.split("\n\n")[0]))

#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Signs in to a demonstration by plain HTTP, and writes down what checks of signed-in pages need.

Usage: signed_in.py BASE FOLDER
FOLDER/pages.txt is pages-signed-in.txt with real ids. FOLDER/VISITOR.json is the browser's storage and FOLDER/VISITOR.cookie
the header of each visitor that the list names: `secretariat`, who is in; `owing`, who still owes a second factor; `guest`, who
is out.
FOLDER/ANSWER.html is what a form answered: refusals, and what is shown once.
"""
import base64
import hashlib
import hmac
import html
import http.cookiejar
import itertools
import json
import os
import pathlib
import re
import struct
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from urllib.parse import urlsplit

HERE = pathlib.Path(__file__).resolve().parent
# How long a mail may take. It is there within a moment, unless the machine does other things.
PATIENCE = 20
NUMBERS = itertools.count(1)


def own_address():
    """An address for one visitor, so that none uses up the limits of another. RFC 2544 keeps these for tests."""
    number = os.getpid() % 250 * 200 + next(NUMBERS)
    return f"198.18.{number // 250 % 256}.{number % 250 + 1}"


def totp(secret, at):
    """The six digits of an app. RFC 6238."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.new(key, struct.pack(">Q", int(at) // 30), hashlib.sha1).digest()
    start = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[start:start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


class Answer:
    def __init__(self, status, url, headers, body):
        self.status, self.path, self.headers = status, urlsplit(url).path, headers
        self.text = body.decode("utf-8", "replace")
        self.words = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", self.text)).split())


class Client:
    """A visitor without a browser: it follows redirections and keeps cookies."""

    def __init__(self, base):
        self.base, self.jar = base.rstrip("/"), http.cookiejar.CookieJar()
        # A proxy of whoever runs this is not asked for this machine.
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.jar), urllib.request.ProxyHandler({}))
        self.headers = {"X-Forwarded-For": own_address(), "User-Agent": "Tests"}

    def ask(self, path, form=None, patience=30):
        data = None if form is None else urllib.parse.urlencode(form).encode()
        url = path if path.startswith("http") else self.base + path
        try:
            with self.opener.open(urllib.request.Request(url, data, self.headers), timeout=patience) as answer:
                return Answer(answer.status, answer.url, answer.headers, answer.read())
        except urllib.error.HTTPError as refused:
            with refused:
                return Answer(refused.code, refused.url, refused.headers, refused.read())

    def done(self, path, form=None, patience=30):
        """Asks for what has to succeed."""
        answer = self.ask(path, form, patience)
        if answer.status != 200:
            raise RuntimeError(f"{path} answers {answer.status}: {answer.words[:300]}")
        return answer

    # Mail of the demonstration

    def letters(self, name):
        """The mails to somebody with this name, the newest first."""
        inbox = self.done("/en/demo/mail").text
        rows = re.findall(r'<li><a href="(/en/demo/mail/\w+)"><span class="inbox-to">(.*?)</span>', inbox)
        return [path for path, to in rows if html.unescape(to) == name]

    def mailed(self, name, known):
        """Waits for a mail more than those known, and returns its page."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            new = [path for path in self.letters(name) if path not in known]
            if new:
                return self.done(new[0])
            time.sleep(0.05)
        raise RuntimeError(f"no mail for {name} came")

    # Coming in

    def sign_in(self, address, name):
        known = self.letters(name)
        self.done("/en/account/sign-ins", {"address": address})
        code = re.search(r"\b\d{3} \d{3}\b", self.mailed(name, known).words)
        return self.done("/en/account/code", {"code": code[0]})

    def link(self, mail):
        """The path of the link that a mail holds."""
        return urlsplit(re.search(r'href="(http[^"]+/account/links/\w+)"', mail.text)[1]).path

    def cookie(self):
        return "; ".join(f"{c.name}={c.value}" for c in self.jar)

    def storage(self):
        return {"origins": [], "cookies": [
            {"name": c.name, "value": c.value, "domain": urlsplit(self.base).hostname, "path": "/", "expires": c.expires or -1,
             "httpOnly": True, "secure": bool(c.secure), "sameSite": "Lax"} for c in self.jar]}


class Secretariat(Client):
    """Who may give roles."""

    def __init__(self, base, address="secretariat@demo.example", name="Ilse Demoor"):
        super().__init__(base)
        self.sign_in(address, name)

    def invite(self, name, role="participant", scope="edition:brussels-2027", language="en"):
        """Makes an account and returns its address and the path of its link."""
        address = re.sub(r"[^a-z0-9]+", ".", name.lower()) + "@test.example"
        form = {"address": address, "name": name, "role": role, "scope": scope}
        self.done(f"/{language}/organise/roles", form)
        return address, self.link(self.mailed(name, []))


class Answers:
    """What forms answer: pages that no address leads to."""

    def __init__(self, folder):
        self.folder = folder
        for old in folder.glob("*.html"):
            old.unlink()

    def keep(self, name, answer, status=200):
        if answer.status != status:
            raise RuntimeError(f"{name} answers {answer.status} instead of {status}: {answer.words[:300]}")
        (self.folder / f"{name}.html").write_text(answer.text, "utf-8")
        return answer


def owing(secretariat, answers):
    """Somebody who set up an app and came in by mail alone."""
    client, name = Client(secretariat.base), f"Otto Owing {os.getpid()}"
    address, link = secretariat.invite(name)
    client.done(link, {})
    app = answers.keep("app", client.ask("/de/account/app", {}))
    answers.keep("app-refused", client.ask("/fr/account/app/confirmation", {"code": "x"}), 422)
    secret = re.search(r'<p class="secret">(\w+)</p>', app.text)[1]
    answers.keep("recovery-codes", client.ask("/en/account/app/confirmation", {"code": totp(secret, time.time())}))
    answers.keep("factors", client.ask("/en/account/factors"))
    answers.keep("account", client.ask("/en/account"))
    client.jar.clear()
    client.sign_in(address, name)
    answers.keep("factor-refused", client.ask("/nl/account/factor", {"code": "x"}), 422)
    return client


def refused(base, answers):
    """Whoever types something wrong on the way in."""
    client = Client(base)
    answers.keep("address-refused", client.ask("/es/account/sign-ins", {"address": "nobody"}), 422)
    client.done("/en/account/sign-ins", {"address": "nobody@test.example"})
    answers.keep("code-refused", client.ask("/it/account/code", {"code": "x"}), 422)
    answers.keep("paper-refused", client.ask("/en/account/paper", {"code": "x"}), 422)


def organised(secretariat, answers):
    """What stands on pages of those who organise when there is something to show; returns the ids of it."""
    people = "/en/organise/people"
    new = {"badge_name": "Toni Double", "office": "Town hall", "language": "en", "address": "toni@test.example"}
    secretariat.done(people, new | {"sure": "yes"})
    answers.keep("candidates", secretariat.ask(people, new), 409)
    person = secretariat.done(people, new | {"sure": "yes", "address": "toni.double@test.example"}).path
    answers.keep("person-refused", secretariat.ask("/de" + people[3:], {"badge_name": "", "address": "x"}), 422)
    answers.keep("person-address-refused", secretariat.ask(person + "/addresses", {"address": "x"}), 422)
    answers.keep("paper-code", secretariat.ask(person + "/paper-codes", {}))
    answers.keep("role-refused", secretariat.ask("/fr/organise/roles", {"address": "x", "role": "host", "scope": "server"}), 422)
    answers.keep("names-refused", secretariat.ask("/it/account/names", {"badge-name": ""}), 422)
    answers.keep("token-refused", secretariat.ask("/es/account/tokens", {"name": "x", "days": "x"}), 422)
    answers.keep("token", secretariat.ask("/en/account/tokens", {"name": "Archive", "days": "30", "may-act.read": "yes"}))
    answers.keep("webhook-refused", secretariat.ask("/nl/organise/webhooks", {"address": "x", "verbs": "?"}), 422)
    answers.keep("test-refused", secretariat.ask("/en/organise/outbox/tests", {"address": "x"}), 422)
    mine = "/es/brussels-2027/programme/mine"
    secretariat.done(mine, {"session": "TH01", "act": "add"})
    answers.keep("calendar", secretariat.ask(mine + "/calendars", {}))
    answers.keep("release-refused", secretariat.ask("/fr/brussels-2027/organise/programme/release", {"what": "some"}), 409)
    secretariat.done("/en/account/addresses", {"address": "second@test.example"})
    secretariat.done("/en/organise/outbox/suppressions", {"address": "nobody@test.example"})
    letter = secretariat.done("/en/organise/outbox/tests", {"address": "test@test.example"}).path
    pair = re.search(r"/people/([\w-]+)/merging/([\w-]+)", secretariat.done(people + "/duplicates").text)
    return {"person": person.split("/")[-1], "letter": letter.split("/")[-1], "one": pair[1], "other": pair[2]}


EDITION = "/brussels-2027"


def linked(secretariat, part, name):
    """The path of the link in the mail to somebody, behind the language."""
    mail = secretariat.mailed(name, [])
    return re.search(rf'href="http[^"]+/\w\w({EDITION}/{part}/\w+)"', mail.text)[1]


def coming(secretariat, answers):
    """A delegation with a seat that has a name, and somebody under age who registers alone: the pages behind their links."""
    client, number = Client(secretariat.base), os.getpid()
    organising, contact = f"/en{EDITION}/organise/registration", f"Carla Contact {number}"
    line = f"Harbour {number}; {contact}; carla@test.example; en; 3"
    secretariat.done(organising + "/invitations", {"lines": line})
    answers.keep("invitation-refused", secretariat.ask(organising + "/invitations", {"lines": line}), 422)
    invitation = linked(secretariat, "invitation", contact)
    answers.keep("seats-refused", client.ask("/fr" + invitation + "/seats", {}), 422)
    secretariat.done(organising + "/settings", settings(secretariat, organising) | {"places-edition": "5000"})
    seats = client.done("/en" + invitation + "/seats", {"seats-association": "1"})
    seat = re.search(r"/seats/([\w-]+)\"", seats.text)[1]
    answers.keep("seat-refused", client.ask(f"/de{invitation}/seats/{seat}", {"name": "", "address": "x"}), 422)
    participant = f"Paula Present {number}"
    client.done(f"/en{invitation}/seats/{seat}", {"name": participant, "address": "paula@test.example", "kind": "association"})
    participation = linked(secretariat, "participation", participant)
    answers.keep("answers-refused", client.ask("/nl" + participation, {"q-arrival": "x"}), 422)
    young, guardian = f"Yara Young {number}", f"Greta Guardian {number}"
    begin = f"/en{EDITION}/registration/young"
    answers.keep("application-refused", client.ask(begin, {"name": "", "address": "x"}), 422)
    client.done(begin, {"name": young, "address": f"yara{number}@test.example", "language": "en"})
    application = linked(secretariat, "application", young)
    answers.keep("application-unconfirmed", client.ask("/es" + application))
    client.done("/en" + application + "/confirmation", {})
    client.done("/en" + application, {
        "q-under-age": "yes", "q-guardian-name": guardian, "q-guardian-mail": "greta@test.example", "q-terms": "yes",
        "q-guardian-phone": "+32 2 123 45 67", "q-guardian-consent": "yes"})
    return {
        "invitation": invitation, "seat": seat, "participation": participation, "application": application,
        "guardian": linked(secretariat, "guardian", guardian)}


def settings(secretariat, organising):
    """The times and places as they are."""
    fields = re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', secretariat.done(organising + "/settings").text)
    return {name: html.unescape(value) for name, value in fields}


def prepare(base, folder):
    folder.mkdir(parents=True, exist_ok=True)
    secretariat, answers = Secretariat(base), Answers(folder)
    refused(base, answers)
    visitors = {"secretariat": secretariat, "owing": owing(secretariat, answers), "guest": Client(base)}
    ids = organised(secretariat, answers) | coming(secretariat, answers)
    _, link = secretariat.invite(f"Ida Invited {os.getpid()}")
    ids |= {"link": link.split("/")[-1], "mail": secretariat.letters("Ilse Demoor")[0].split("/")[-1]}
    lines = (HERE / "pages-signed-in.txt").read_text("utf-8")
    (folder / "pages.txt").write_text(re.sub(r"\{(\w+)\}", lambda gap: ids[gap[1]], lines), "utf-8")
    for name, client in visitors.items():
        (folder / f"{name}.json").write_text(json.dumps(client.storage()), "utf-8")
        (folder / f"{name}.cookie").write_text(f"Cookie: {client.cookie()}\n" if client.cookie() else "", "utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    prepare(sys.argv[1], pathlib.Path(sys.argv[2]))

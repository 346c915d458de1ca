# SPDX-License-Identifier: EUPL-1.2
"""Lets the program send mail to a server as strict as those of the net, and has what arrived read by mails.py, signatures included:
links to sign in, tests, and what a release tells those who have a part in sessions or follow them.

Usage: sent.py PROGRAM
"""
import email
import email.policy
import json
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import urllib.parse

import icalendar

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
FAULTS = HERE.parent / "Faults"
sys.path.insert(0, str(FAULTS))

from mail import Relay, SOON  # noqa: E402
from wire import Wire  # noqa: E402
from world import Server, World, editions, expect, table, until  # noqa: E402

# Names as people have them: longer than a line of a header, in other letters, with the signs that headers are made of.
PERSONS = [
    ("anna@city.example", "Anna Åström-Núñez", "en"), ("o.hara@city.example", 'Brígida "Bi" O\'Hara, Mayor; <deputy>', "fr"),
    ("long@" + "a-very-long-name-of-a-town." * 3 + "example", "Ἀθηνᾶ " + "Παπαδοπούλου " * 6, "nl"),
    ("kyiv@city.example", "Ірина Шевченко", "de"), ("tags+and+dots.x@city.example", "=?utf-8?q?no?=", "es"),
    ("nulla@city.example", "Łucja ﬁ 👩‍👩‍👧 Nguyễn Thị", "it"),
]


def records(said):
    """The lines for the DNS: the name of each key and its text, of however many pieces."""
    found = re.findall(r"^(\S+\._domainkey\.\S+) IN TXT \((.*)\)$", said, re.MULTILINE)
    return ["".join([name, " ", *re.findall(r'"([^"]*)"', text)]) for name, text in found]


def asked_to_sign_in(server, address, language):
    """Presses the button of the page to sign in."""
    body = urllib.parse.urlencode({"address": address}).encode()
    with Wire(server.port, 30) as wire:
        wire.send(
            f"POST /{language}/account/sign-ins HTTP/1.1\r\nHost: localhost\r\nOrigin: https://cities.example\r\n"
            "Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        answer = wire.answer("POST")
        expect(answer.status in (200, 303), f"asking for a link answers {answer.status}")


# Who speaks in which sessions of the programme that is released, and who chose which.
EDITION = "liege-2031"
DUTIES, FAVOURITES = {"anna@city.example": "AB", "kyiv@city.example": "C"}, {"o.hara@city.example": "BC", "anna@city.example": "D"}
SESSION = ["edition", "code", "day", "start", "end", "kind", "title_en", "languages", "interpreted", "topic", "rooms", "capacity",
           "registration", "status", "speakers", "moderator", "rapporteur"]


def sessions(*rows):
    """Sessions of an hour, each with a code, when it begins, and whether it is held."""
    return table(SESSION, [[EDITION, code, "2031-03-11", f"{hour:02}:00", f"{hour + 1:02}:00", "thematic", f"About {code}", "EN", "", "", "", "",
                            "open", status, f"speaker-{code.lower()}", "", ""] for code, hour, status in rows])


class Programme:
    """A programme that is released again and again, and the mails that each release sends."""

    def __init__(self, world, url, settings, relay):
        self.world, self.url, self.settings, self.relay = world, url, settings, relay
        self.take("editions", editions())
        self.take("speakers", table(
            ["edition", "id", "name", "office_en", "authority", "institution", "body", "country"],
            [[EDITION, f"speaker-{code}", f"Speaker of {code.upper()}", "", "", "", "Somewhere", ""] for code in "abcd"]))
        self.take("programme", sessions(*[(code, 9 + 2 * number, "confirmed") for number, code in enumerate("ABCD")]))
        self.release()
        # Whoever follows it learns of what comes after that.
        with sqlite3.connect(url.removeprefix("sqlite:"), timeout=30) as connection:
            persons = dict(connection.execute("SELECT address, person FROM person_address"))
            for address, codes in DUTIES.items():
                connection.executemany(
                    "INSERT INTO speaker_contact (edition, speaker, person, address, folded, language, state, reminders, word)"
                    " VALUES (?, ?, ?, ?, ?, 'en', 'confirmed', 0, '')",
                    [(EDITION, f"speaker-{code.lower()}", persons[address], address, address) for code in codes])
            for address, codes in FAVOURITES.items():
                connection.executemany("INSERT INTO favourite (edition, session, person, at) VALUES (?, ?, ?, 1)",
                                       [(EDITION, code, persons[address]) for code in codes])
        connection.close()

    def take(self, kind, rows):
        file = self.world.folder / f"{kind}.csv"
        file.write_bytes(rows if isinstance(rows, bytes) else rows.encode())
        self.world.done("import", kind, file, "--database", self.url)

    def release(self, *rows):
        """Changes sessions and makes all public; returns what is stored of each mail that follows, by address."""
        if rows:
            self.take("programme", sessions(*rows))
        before = {row[0] for row in self.letters()}
        self.world.done("release", EDITION, "--note", "Rooms are being painted.", "--database", self.url, environment=self.settings)
        return {row[1]: row for row in self.letters() if row[0] not in before}

    def letters(self):
        with sqlite3.connect(self.url.removeprefix("sqlite:"), timeout=30) as connection:
            rows = connection.execute("SELECT id, address, subject, body, html, calendar FROM letter WHERE kind = 'programme-changed'").fetchall()
        connection.close()
        return rows


def told(arrived, subjects):
    """The mails about the programme to one address, oldest first: each with what its calendar says of each session."""
    found = []
    for mail in arrived:
        if str(mail["Subject"]) in subjects:
            part, = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
            calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
            expect(part.get_param("method") == calendar["METHOD"] == "PUBLISH", f"the method is {calendar.get('METHOD')}")
            found.append((mail, {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}))
    return sorted(found, key=lambda one: max(int(event["SEQUENCE"]) for event in one[1].values()))


def each_hears_of_their_own(relay, mails):
    """Reads what arrived after releases with a reader of calendars that is not ours."""
    subjects = {row[2] for release in mails for row in release.values()}
    arrived = {}
    for envelope, mail in relay.mails():
        arrived.setdefault(envelope["to"][0], []).append(mail)
    said = {address: told(all, subjects) for address, all in arrived.items()}
    expect({address: len(all) for address, all in said.items() if all} == {"anna@city.example": 2, "kyiv@city.example": 1, "o.hara@city.example": 1},
           f"one mail a person and a release: {({address: len(all) for address, all in said.items()})}")
    (first, moved), (second, again) = said["anna@city.example"]
    (mine, gone), = said["kyiv@city.example"]
    (chosen, lost), = said["o.hara@city.example"]
    for events, name, status, sequence in [(moved, "A", "CONFIRMED", 1), (again, "A", "CONFIRMED", 2), (gone, "C", "CANCELLED", 1), (lost, "C", "CANCELLED", 1)]:
        expect(list(events) == [f"About {name}"], f"not about {name} alone: {list(events)}")
        event = events[f"About {name}"]
        expect(event["STATUS"] == status and int(event["SEQUENCE"]) == sequence, f"{event['STATUS']}, {event['SEQUENCE']} of {name}")
    expect(moved["About A"]["UID"] == again["About A"]["UID"] != gone["About C"]["UID"] == lost["About C"]["UID"], "other UIDs")
    expect([events["About A"]["DTSTART"].dt.hour for events in (moved, again)] == [14, 15], "the calendar has another hour")
    for mail, own, others in [(first, "A", "BCD"), (second, "A", "BCD"), (mine, "C", "ABD"), (chosen, "C", "ABD")]:
        text = mail.get_body(("plain",)).get_content()
        expect(f"About {own}" in text and not any(f"About {code}" in text for code in others), f"not about {own} alone: {text}")
    # Whoever has a part in a session has to know; whoever chose it may have enough of it.
    expect([("List-Unsubscribe" in mail) for mail in (first, second, mine, chosen)] == [False, False, False, True], "who can refuse them")


def is_of_release(path, address, number):
    """Whether a mail went to an address after the release that counted its session up to a number."""
    mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.SMTP)
    calendars = [part.get_payload(decode=True).decode() for part in mail.walk() if part.get_content_type() == "text/calendar"]
    return address in str(mail["To"]) and any(f"SEQUENCE:{number}\r\n" in calendar for calendar in calendars)


def main(program):
    world = World(str(pathlib.Path(program).resolve()))
    try:
        relay = Relay(world, "--account", "us:kept to ourselves")
        keys, url = world.place("keys"), f"sqlite:{world.place('mail') / 'hemicycle.db'}"
        said = world.done("outbox", "dkim", "--new", keys, environment=relay.settings()).out
        settings = relay.settings() | dict(line.split("=", 1) for line in said.splitlines() if line.startswith("HEMICYCLE_"))
        (keys / "records").write_text("\n".join(records(said)) + "\n")
        for address, name, language in PERSONS:
            world.done("account", "invite", address, "--role", "host", "--name", name, "--language", language, "--database", url)
        server = Server(world, url, environment=settings)
        for address, _, language in PERSONS:
            asked_to_sign_in(server, address, language)
            world.done("outbox", "test", address, environment=settings)
        programme = Programme(world, url, settings, relay)
        mails = [programme.release(("A", 15, "confirmed"), ("C", 13, "cancelled")), programme.release(("A", 16, "confirmed"))]
        expect([len(release) for release in mails] == [3, 1], f"mails of each release: {[list(release) for release in mails]}")
        count = 3 * len(PERSONS) + 4
        until(SOON, lambda: len(relay.mails()) == count, lambda: f"{len(relay.mails())} of {count} mails arrived")
        each_hears_of_their_own(relay, mails)
        arrived = world.place("arrived")
        for path in (relay.folder / "mails").glob("*.eml"):
            shutil.copy(path, arrived)
        # What a release says is known to the letter: each mail of one is beside what was meant.
        for number, release in enumerate(mails, 1):
            for address, (_, _, *meant) in release.items():
                path, = [path for path in arrived.glob("*.eml") if is_of_release(path, address, number)]
                meant = dict(zip(("subject", "text", "html", "calendar"), meant), method="PUBLISH")
                path.with_suffix(".json").write_text(json.dumps(meant))
        return subprocess.run([sys.executable, "-B", HERE / "mails.py", arrived, keys / "records"]).returncode
    finally:
        world.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

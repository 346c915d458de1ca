# SPDX-License-Identifier: EUPL-1.2
"""Lets the program send mail to a server as strict as those of the net, and has what arrived read by mails.py, signatures included.

Usage: sent.py PROGRAM
"""
import pathlib
import re
import shutil
import subprocess
import sys
import urllib.parse

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
FAULTS = HERE.parent / "Faults"
sys.path.insert(0, str(FAULTS))

from mail import Relay, SOON  # noqa: E402
from wire import Wire  # noqa: E402
from world import Server, World, expect, until  # noqa: E402

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
        until(SOON, lambda: len(relay.mails()) == 3 * len(PERSONS), lambda: f"{len(relay.mails())} mails arrived")
        arrived = world.place("arrived")
        for path in (relay.folder / "mails").glob("*.eml"):
            shutil.copy(path, arrived)
        return subprocess.run([sys.executable, "-B", HERE / "mails.py", arrived, keys / "records"]).returncode
    finally:
        world.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

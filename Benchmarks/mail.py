# SPDX-License-Identifier: EUPL-1.2
"""Mail: a batch of letters to a mail server of this machine, beside the same messages by Python's smtplib."""
import contextlib
import json
import smtplib
import ssl
import sys
import time

from bench import Process, goal, median, number, table

FROM = "Cities <us@cities.example>"
# smtplib stores nothing; ours stores each letter's way, durably.
SHARE_GOAL = 0.5


def measure(bench):
    count, rounds = (100, 1) if bench.quick else (1_000, 3)
    rows = []
    for title, is_secure, is_signed in (("plain", False, False), ("STARTTLS", True, False), ("STARTTLS, signed", True, True)):
        with Relay(bench, title.replace(", ", "-")) as relay:
            settings, database = relay.settings(is_secure), f"sqlite:{relay.folder}.db"
            bench.run("migrate", "--database", database)
            if is_signed:
                settings |= keys(bench, settings)
            one, two = [], []
            for _ in range(rounds):
                one.append(ours(bench, relay, database, count, settings))
                two.append(theirs(relay, relay.mails(count), is_secure))
        rows += rows_of(title, one, two)
    table(
        f"Mail, batches of {count:,} letters, SQLite (FULL), {rounds} rounds, in turns",
        ["", "mails/s", "CPU µs", "posting ms", "to smtplib", "goal"], rows,
        "Ours: four connections; each letter is taken and what became of it stored, durably, before the next one. Posting: the\n"
        "one transaction that stores the batch. smtplib: the same bytes over one kept connection, nothing stored. The mail server\n"
        "is Tests/Mail/server.py, which takes its part of the same processors; it is in no CPU time. Signed: DKIM with RSA of\n"
        "2048 bits and Ed25519; smtplib sends what was signed before.")


class Relay(Process):
    """The mail server of the tests, well-behaved."""

    def __init__(self, bench, name):
        self.folder = bench.folder / f"relay-{name}"
        self.folder.mkdir()
        log = bench.folder / f"relay-{name}.log"
        super().__init__([sys.executable, bench.root / "Tests/Mail/server.py", self.folder], log)
        self.wait_until(lambda: log.read_text().endswith("\n"), "the mail server")
        self.found = json.loads(log.read_text())
        self.ca, self.port = self.found["ca"], self.found["smtp"]

    def settings(self, is_secure):
        way = "required" if is_secure else "no"
        return {"HEMICYCLE_SMTP": f"smtp://localhost:{self.port}?tls={way}&ca={self.ca}", "HEMICYCLE_MAIL_FROM": FROM}

    def count(self):
        return len(list((self.folder / "mails").glob("*.json")))

    def mails(self, count):
        """The first that arrived: who wrote, to whom, and the message."""
        found = []
        for path in sorted((self.folder / "mails").glob("*.json"))[:count]:
            envelope = json.loads(path.read_text())
            found.append((envelope["from"], envelope["to"], path.with_suffix(".eml").read_bytes()))
        return found


def keys(bench, settings):
    """Settings for two new keys."""
    folder = bench.folder / "keys"
    folder.mkdir()
    lines = bench.run("outbox", "dkim", "--new", folder, **settings).splitlines()
    return dict(line.split("=", 1) for line in lines if line.startswith("HEMICYCLE_"))


def ours(bench, relay, database, count, settings):
    before = relay.count()
    result = bench.run_json("measure", "mails", "--database", database, "--count", count, **settings)[0]
    if relay.count() - before != count:
        raise SystemExit(f"{relay.count() - before} of {count} mails arrived")
    return [result[key] for key in ("perSecond", "processorMicroseconds", "postedMilliseconds")]


def theirs(relay, mails, is_secure):
    """Mails per second, and CPU microseconds of this process for each."""
    began, before = time.monotonic(), time.process_time()
    with contextlib.closing(smtplib.SMTP("localhost", relay.port)) as client:
        if is_secure:
            client.starttls(context=ssl.create_default_context(cafile=relay.ca))
        for sender, recipients, text in mails:
            client.sendmail(sender, recipients, text, mail_options=["BODY=8BITMIME"])
    return len(mails) / (time.monotonic() - began), (time.process_time() - before) * 1e6 / len(mails)


def rows_of(title, one, two):
    share = median([a[0] / b[0] for a, b in zip(one, two)])
    rate, cpu, posted = (number(median(values)) for values in zip(*one))
    other = [number(median(values)) for values in zip(*two)]
    return [
        [f"ours, {title}", rate, cpu, posted, f"{share:.2f}", goal(f"mail, {title}", "half of smtplib", share >= SHARE_GOAL)],
        [f"smtplib, {title}", *other, "", "1", ""],
    ]

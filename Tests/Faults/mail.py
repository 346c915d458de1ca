# SPDX-License-Identifier: EUPL-1.2
"""Mail through a server that is cut off, killed and doubled: every letter arrives once, or is said to have arrived perhaps twice."""
import email
import email.policy
import json
import pathlib
import sqlite3
import subprocess
import sys
import time

import postgres
from world import Server, expect, until

SERVER = pathlib.Path(__file__).resolve().parent.parent / "Mail" / "server.py"
# How long a letter that is due may take, on a machine that does other things too.
SOON = 45
PASSWORD = "kept%20to%20ourselves"


class Relay:
    """A mail server that misbehaves when told to."""

    def __init__(self, world, *options):
        self.folder = world.place("relay")
        self.process = subprocess.Popen([sys.executable, SERVER, self.folder, *options], stdout=subprocess.PIPE)
        world.processes.append(self.process)
        self.ports = json.loads(self.process.stdout.readline())

    def settings(self, more="tls=required"):
        return {"HEMICYCLE_SMTP": f"smtp://us:{PASSWORD}@localhost:{self.ports['smtp']}?{more}&ca={self.ports['ca']}",
                "HEMICYCLE_MAIL_FROM": "Cities <us@cities.example>", "HEMICYCLE_PUBLIC_URL": "https://cities.example"}

    def order(self, *lines):
        """What the next connections do wrong, one line each."""
        (self.folder / "orders").write_text("".join(line + "\n" for line in lines))

    def mails(self):
        """What arrived: to whom, and the mail."""
        found = []
        for path in sorted((self.folder / "mails").glob("*.json")):
            envelope = json.loads(path.read_text())
            text = path.with_suffix(".eml").read_bytes()
            found.append((envelope, email.message_from_bytes(text, policy=email.policy.default)))
        return found

    def arrived(self):
        return sorted(envelope["to"][0] for envelope, _ in self.mails())


class Store:
    """A database that letters are put into as a decision would."""

    def __init__(self, world, url, cluster=None):
        self.world, self.url, self.cluster = world, url, cluster

    def sql(self, text):
        if self.cluster:
            out = self.cluster.sql(self.url.split("@/")[1].split("?")[0], text)
            return [tuple(line.split("|")) for line in out.splitlines()]
        with sqlite3.connect(self.url.removeprefix("sqlite:"), timeout=30) as connection:
            rows = connection.execute(text).fetchall()
        connection.close()
        return [tuple(str(value) for value in row) for row in rows]

    def post(self, *addresses, secret=False):
        now = int(time.time() * 1000)
        no, hidden = ("false", "true" if secret else "false") if self.cluster else ("0", "1" if secret else "0")
        yes = "true" if self.cluster else "1"
        rows = [f"('l-{address.replace('@', '-').replace('.', '-')}', 'test', '{address}', '{address}', 'en', 'Hello', '{'Read me. ' * 300}', {yes},"
                f" {hidden}, {now}, 'waiting', 0, {now}, {no}, 0, 't{abs(hash(address))}')" for address in addresses]
        self.sql("INSERT INTO letter (id, kind, address, folded, language, subject, body, transactional, secret, created, state,"
                 " attempts, due, relay_fails, doubts, bounce_token) VALUES " + ", ".join(rows))

        self.ring()

    def ring(self):
        """An act about the outbox, as a decision leaves one: servers look at once."""
        if self.cluster:
            return
        with sqlite3.connect(self.url.removeprefix("sqlite:"), timeout=30) as connection:
            connection.execute("BEGIN IMMEDIATE")
            number, = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM act").fetchone()
            connection.execute("INSERT INTO act (number, at, actor, role, verb) VALUES (?, 1, 'commandLine', 'operator', 'letter.posted')",
                               (number,))
            connection.execute("INSERT INTO act_noun (act, noun) VALUES (?, 'outbox')", (number,))
        connection.close()

    def hurry(self):
        """Lets no letter wait any longer."""
        self.sql("UPDATE letter SET due = 1 WHERE state IN ('waiting', 'deferred', 'unknown') AND due > 1")
        self.ring()

    def states(self):
        return {address: (state, int(doubts)) for address, state, doubts in self.sql("SELECT address, state, doubts FROM letter")}

    def count(self, state):
        return int(self.sql(f"SELECT count(*) FROM letter WHERE state = '{state}'")[0][0])


def sqlite_store(world, name):
    url = f"sqlite:{world.place(name) / 'hemicycle.db'}"
    world.done("migrate", "--database", url)
    return Store(world, url)


def begun(world, store, relay, **more):
    return Server(world, store.url, environment=relay.settings(**more))


def sent(store, *addresses):
    """Waits until these have been sent, trying again at once whatever was put off."""
    def all_sent():
        states = store.states()
        if all(states[address][0] == "sent" for address in addresses):
            return True
        store.hurry()
        return False
    until(SOON * 3, all_sent, lambda: f"not all was sent: {[(a, s) for a, s in store.states().items() if s[0] != 'sent'][:5]}", every=0.3)


def plain(world):
    relay = Relay(world, "--account", "us:kept to ourselves")
    store = sqlite_store(world, "plain")
    keys = world.place("keys")
    made = world.done("outbox", "dkim", "--new", keys, environment=relay.settings()).out
    settings = relay.settings() | dict(line.split("=", 1) for line in made.splitlines() if line.startswith("HEMICYCLE_"))
    with world.test("mail: a letter leaves over STARTTLS with an account, signed twice, with a Message-ID and a bounce address of its own"):
        store.post("ada@city.example")
        server = Server(world, store.url, environment=settings)
        sent(store, "ada@city.example")
        (envelope, mail), = relay.mails()
        expect(envelope["tls"] and envelope["user"] == "us", f"not encrypted or not signed in: {envelope}")
        expect(envelope["from"].startswith("bounces+") and envelope["from"].endswith("@cities.example"), envelope["from"])
        signatures = [str(value) for value in mail.get_all("DKIM-Signature", [])]
        expect(sorted("rsa" if "a=rsa-sha256" in s else "ed25519" for s in signatures) == ["ed25519", "rsa"], f"{signatures}")
        expect(mail["Auto-Submitted"] == "auto-generated" and mail["Message-ID"].endswith("@cities.example>"), f"{mail.items()}")
        expect(mail.get_content().startswith("Read me. Read me."), mail.get_content())
    with world.test("mail: hemicycle outbox test tells what the mail server said, and doctor and the log keep the password"):
        ran = world.done("outbox", "test", "bob@city.example", environment=settings)
        expect("took the mail" in ran.out and len(relay.mails()) == 2, ran)
        relay.order("refuse-rcpt")
        ran = world.refused("outbox", "test", "refuse-rcpt@city.example", environment=settings, naming="did not take the mail")
        doctor = world.run("doctor", "--database", store.url, environment=settings)
        expect("signed for cities.example" in doctor.out, doctor)
        for text in (doctor.out, doctor.err, server.logged.read_text(), server.said.read_text(), ran):
            expect("ourselves" not in text, f"the password is shown: {text}")
    with world.test("mail: a wrong password bounces nothing; doctor says that nothing leaves"):
        server.kill()
        wrong = settings | {"HEMICYCLE_SMTP": settings["HEMICYCLE_SMTP"].replace(PASSWORD, "another")}
        store.post("carl@city.example")
        store.sql("UPDATE letter SET created = created - 900000, sent_at = sent_at - 900000")
        server = Server(world, store.url, environment=wrong)
        until(SOON, lambda: store.states()["carl@city.example"] == ("deferred", 0), lambda: f"{store.states()}")
        doctor = world.run("doctor", "--database", store.url, environment=wrong)
        expect(doctor.code == 1 and "1 mails wait" in doctor.out, doctor)
        expect("hemicycle_outbox_alarm 1" in server.get("/metrics").text, "no alarm in /metrics")
        server.kill()
        server = Server(world, store.url, environment=settings)
        sent(store, "carl@city.example")
        expect("hemicycle_outbox_alarm 0" in server.get("/metrics").text, "the alarm goes on")
    server.kill()
    with world.test("mail: what came back is taken in, and its address gets nothing more"):
        token = store.sql("SELECT bounce_token FROM letter WHERE address = 'ada@city.example'")[0][0]
        report = world.folder / "report.eml"
        report.write_text(
            f"To: bounces+{token}@cities.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n"
            "Content-Type: message/delivery-status\n\nReporting-MTA: dns; city.example\n\nFinal-Recipient: rfc822; ada@city.example\n"
            "Action: failed\nStatus: 5.1.1\n\n--b--\n")
        out = world.done("import", "bounces", report, "--database", store.url).out
        expect("1 changed" in out and store.states()["ada@city.example"][0] == "bounced", out)
        expect(store.sql("SELECT folded, reason FROM suppression") == [("ada@city.example", "bounced")], "not on the list")


# Where a connection is cut, and what follows: nothing of the mail was taken, it may have been, or it was.
CUTS = ["cut-banner", "cut-ehlo", "cut-starttls", "cut-tls", "cut-auth", "cut-mail", "cut-rcpt", "cut-data", "half-rcpt", "part-ehlo", "leave-mail", "defer-rcpt", "defer-dot", "odd-data"]
DOUBTFUL = ["cut-dot", "reset-dot", "half-dot"]
# A short text may have left as a whole before the end of the connection is noticed: in doubt or not, it arrives once.
EITHER = ["cut-go", "reset-text"]


def cut(world):
    relay = Relay(world, "--account", "us:kept to ourselves")
    store = sqlite_store(world, "cut")
    server = begun(world, store, relay)
    with world.test(f"mail: a connection that is cut at any of {len(CUTS + EITHER)} steps before the end of the text costs nothing: each letter arrives once"):
        for number, step in enumerate(CUTS + EITHER):
            relay.order(step)
            address = f"cut{number}@city.example"
            store.post(address)
            sent(store, address)
            expect(relay.arrived().count(address) == 1, f"{step}: arrived {relay.arrived().count(address)} times")
            state, doubts = store.states()[address]
            expect(state == "sent" and doubts <= (step in EITHER), f"{step}: {store.states()[address]}")
    with world.test("mail: one that is cut after the end of the text is sent again with the same Message-ID, and the list says so"):
        for number, step in enumerate(DOUBTFUL + ["keep-dot"]):
            relay.order(step)
            address = f"doubt{number}@city.example"
            store.post(address)
            sent(store, address)
            expect(store.states()[address] == ("sent", 1), f"{step}: {store.states()[address]}")
            ids = [mail["Message-ID"] for envelope, mail in relay.mails() if envelope["to"] == [address]]
            expect(len(ids) == (2 if step == "keep-dot" else 1) and len(set(ids)) == 1, f"{step}: {ids}")
    server.kill()


def killed(world):
    relay = Relay(world, "--account", "us:kept to ourselves")
    store = sqlite_store(world, "killed")
    with world.test("mail: kill -9 while a letter is being sent leaves it with nobody until its lease ends; then it is sent again"):
        relay.order("hang-dot", "hang-dot", "hang-dot", "hang-dot")
        store.post("ada@city.example", secret=True)
        server = begun(world, store, relay)
        until(SOON, lambda: store.count("sending") == 1, lambda: f"{store.states()}")
        server.kill()
        relay.order()
        server.begin(environment=relay.settings())
        time.sleep(1)
        expect(store.states()["ada@city.example"] == ("sending", 0), f"taken too soon: {store.states()}")
        store.sql("UPDATE letter SET leased_until = 1 WHERE state = 'sending'")
        store.ring()
        sent(store, "ada@city.example")
        expect(store.states()["ada@city.example"] == ("sent", 1), f"{store.states()}")
        expect(relay.arrived() == ["ada@city.example"], f"{relay.arrived()}")
        expect(store.sql("SELECT subject, body FROM letter") == [("", "")], "what opens something was not erased")
    with world.test("mail: SIGTERM while hundreds are being sent finishes those that were begun; each arrives once"):
        addresses = [f"many{number}@city.example" for number in range(600)]
        store.post(*addresses)
        midway = 0
        for _ in range(3):
            before = len(relay.mails())
            until(SOON, lambda: len(relay.mails()) > before + 20 or store.count("waiting") == 0, "nothing is sent")
            expect(server.stop() == 0, "it did not end well")
            expect(store.count("sending") == 0, "something was left half")
            midway += store.count("waiting") > 0
            server.begin(environment=relay.settings())
        expect(midway > 0, "all was sent before it was stopped, so nothing was tested")
        sent(store, *addresses)
        found = [address for address in relay.arrived() if address.startswith("many")]
        expect(found == sorted(addresses), f"{len(found)} arrived, {len(set(found))} different")
        expect(all(store.states()[address] == ("sent", 0) for address in addresses), "some are in doubt")
    server.kill()


def doubled(world, store, kind):
    relay = Relay(world, "--account", "us:kept to ourselves")
    with world.test(f"mail: two processes on one {kind} database send 500 letters, each exactly once"):
        addresses = [f"each{number}@city.example" for number in range(500)]
        store.post(*addresses)
        servers = [begun(world, store, relay), begun(world, store, relay)]
        until(SOON * 4, lambda: store.count("sent") == 500, lambda: f"{store.count('sent')} of 500 were sent")
        expect(relay.arrived() == sorted(addresses), f"{len(relay.arrived())} arrived, {len(set(relay.arrived()))} different")
        for server in servers:
            server.stands()
            server.kill()
    return relay


def restored(world):
    relay = Relay(world, "--account", "us:kept to ourselves")
    store = sqlite_store(world, "restored")
    store.post("waits@city.example", "leaves@city.example")
    store.sql("UPDATE letter SET state = 'sending', lease = 'x', leased_until = 9e12, attempts = 1, first_tried = 1"
              " WHERE address = 'leaves@city.example'".replace("9e12", "9000000000000"))
    backup = world.folder / "mail.backup"
    world.done("backup", backup, "--database", store.url)
    again = Store(world, f"sqlite:{world.place('again') / 'hemicycle.db'}")
    with world.test("mail: nothing leaves a restored database until it is released; then all of it, in doubt"):
        out = world.done("restore", backup, "--database", again.url).out
        expect("hemicycle outbox release" in out, out)
        server = begun(world, again, relay)
        time.sleep(2)
        expect(relay.mails() == [] and again.count("sending") == 0, f"{again.states()}")
        expect("held" in world.run("doctor", "--database", again.url).out, "doctor does not say it")
        expect("2 mails wait" in world.done("outbox", "release", "--database", again.url).out, "release says something else")
        sent(again, "waits@city.example", "leaves@city.example")
        expect(relay.arrived() == ["leaves@city.example", "waits@city.example"], f"{relay.arrived()}")
        expect({doubts for _, doubts in again.states().values()} == {1}, f"{again.states()}")
        server.kill()


def tests(world):
    plain(world)
    cut(world)
    killed(world)
    restored(world)
    doubled(world, sqlite_store(world, "doubled"), "SQLite")
    cluster = postgres.Cluster(world)
    url = cluster.database("mail")
    world.done("migrate", "--database", url)
    doubled(world, Store(world, url, cluster), "PostgreSQL")

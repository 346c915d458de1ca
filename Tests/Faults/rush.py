# SPDX-License-Identifier: EUPL-1.2
"""Everybody wants a seat at once: exactly the seats there are, each no explained, and none lost that somebody was told they have."""
import http.client
import json
import random
import re
import sqlite3
import threading
import urllib.parse

import postgres
from world import Server, expect

CLIENTS = 64
TWICE = re.compile("already in the agenda|no place in this session")
FULL = re.compile(r"places? (?:of this kind )?(?:are|is) left|A delegation can have")


class Client(threading.Thread):
    """Asks for seats again and again over one connection, and remembers what it was told."""

    def __init__(self, ports, wishes):
        super().__init__(daemon=True)
        self.ports, self.wishes = ports, wishes
        self.told, self.unsure, self.refused, self.strange = [], [], 0, []

    def asked(self, link, kind, count):
        """The address that is posted to, and the form."""
        return f"{link}/seats", {f"seats-{kind}": count}

    def is_refused(self, answer, text):
        return answer.status == 422 and FULL.search(text)

    def run(self):
        connection = None
        for link, kind, count in self.wishes:
            try:
                connection = connection or http.client.HTTPConnection("127.0.0.1", random.choice(self.ports), timeout=60)
                path, form = self.asked(link, kind, count)
                body = urllib.parse.urlencode(form)
                connection.request("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})
                answer = connection.getresponse()
                text = answer.read().decode()
            except (OSError, http.client.HTTPException):
                # Nobody knows what became of it.
                self.unsure.append((link, kind, count))
                connection = None
                continue
            if self.is_refused(answer, text):
                self.refused += 1
            elif answer.status == 303:
                self.told.append((link, kind, count))
            elif answer.status == 503:
                self.unsure.append((link, kind, count))
            else:
                self.strange.append((answer.status, text[:200]))


class Attendee(Client):
    """Signs up for a session, or leaves it: who joins the waiting list is told so."""

    def asked(self, seat, act, count):
        return f"{seat}/sessions/S1", {"act": act}

    def is_refused(self, answer, text):
        waits = answer.status == 303 and "session-waiting" in answer.getheader("Location", "")
        return waits or answer.status == 422 and TWICE.search(text)


class Crowd:
    def __init__(self, servers, wishes, seed=1, kind=Client):
        wishes = list(wishes)
        random.Random(seed).shuffle(wishes)
        ports = [server.port for server in servers]
        self.clients = [kind(ports, wishes[n::CLIENTS]) for n in range(CLIENTS)]

    def begin(self):
        for client in self.clients:
            client.start()

    def end(self, within=240):
        for client in self.clients:
            client.join(within)
            expect(not client.is_alive(), "a client waits for ever")
        strange = [one for client in self.clients for one in client.strange]
        expect(not strange, f"{len(strange)} answers were neither yes nor an explained no: {strange[:1]}")

    @property
    def told(self):
        return sum(count for client in self.clients for _, _, count in client.told)

    @property
    def unsure(self):
        return sum(count for client in self.clients for _, _, count in client.unsure)

    @property
    def refused(self):
        return sum(client.refused for client in self.clients)


def scene(world, url, edition, **options):
    arguments = [text for name, value in options.items() for text in (f"--{name}", str(value))]
    made = world.done("measure", "registration", "--database", url, "--edition", edition, *arguments)
    return json.loads(made.out)["seats" if "session" in options else "links"]


def mixed(world, sql, url, servers):
    """3,000 attempts for 700 seats, of which 100 for elected officials and at most 14 for each of 60 delegations."""
    links = scene(world, url, "mixed-2031", number=91, delegations=60, places=700, own=14, elected=100)
    dice = random.Random(7)
    wishes = [(dice.choice(links), dice.choice(["elected", "officer", "officer"]), dice.choice([1, 1, 2])) for _ in range(3000)]
    # Enough ones at the end that the last seats are wanted too, by those who may still have them.
    crowd = Crowd(servers, wishes + [(link, "officer", 1) for link in links * 14])
    crowd.begin()
    crowd.end()
    given, elected = sql("SELECT count(*), sum(CASE WHEN kind = 'elected' THEN 1 ELSE 0 END) FROM seat WHERE edition = 'mixed-2031'")
    most = sql("SELECT max(n) FROM (SELECT count(*) AS n FROM seat WHERE edition = 'mixed-2031' GROUP BY delegation) c")[0]
    expect(given == 700 == crowd.told, f"of 700 seats {given} are given and {crowd.told} were told")
    expect(elected <= 100 and most <= 14, f"{elected} of 100 elected, {most} of 14 for one delegation")
    kept = sql("SELECT taken FROM quota WHERE edition = 'mixed-2031' AND scope = 'edition'")[0]
    expect(kept == 700 and crowd.refused > 0, f"{kept} are counted, {crowd.refused} were refused")


def in_turn(world, sql, url, servers):
    """Eight editions of twenty seats, wanted by all one after the other."""
    for turn in range(8):
        edition = f"turn-{turn}"
        links = scene(world, url, edition, number=70 + turn, delegations=8, places=20)
        crowd = Crowd(servers, [(link, "officer", 1) for link in links * 12], seed=turn)
        crowd.begin()
        crowd.end()
        given = sql(f"SELECT count(*) FROM seat WHERE edition = '{edition}'")[0]
        expect(given == 20 == crowd.told, f"of 20 seats {given} are given and {crowd.told} were told")


def killed(world, sql, url, servers):
    """A server ends by kill -9 in the middle: whoever was told has the seat, and there are no more than there were."""
    links = scene(world, url, "killed-2031", number=92, delegations=60, places=700)
    crowd = Crowd(servers, [(link, "officer", 1) for link in links * 40])
    crowd.begin()
    while crowd.told < 150:
        expect(any(client.is_alive() for client in crowd.clients), "nothing was given")
    servers[0].kill()
    if len(servers) == 1:
        servers[0].begin()
        for client in crowd.clients:
            client.ports = [servers[0].port]
    else:
        for client in crowd.clients:
            client.ports = [server.port for server in servers[1:]]
    crowd.end()
    given = sql("SELECT count(*) FROM seat WHERE edition = 'killed-2031'")[0]
    kept = sql("SELECT taken FROM quota WHERE edition = 'killed-2031' AND scope = 'edition'")[0]
    expect(crowd.told <= given <= min(700, crowd.told + crowd.unsure), f"{given} given, {crowd.told} told, {crowd.unsure} unsure")
    expect(kept == given, f"{kept} are counted, {given} are given")


def sessions(world, sql, url, servers):
    """60 places of a session, wanted by 300 people who ask twice; then 90 of them leave while others ask again."""
    seats = scene(world, url, "session-2031", number=93, delegations=30, places=300, held=300, session=60)
    rows = "FROM session_sign_up WHERE edition = 'session-2031' AND state = "
    crowd = Crowd(servers, [(seat, "join", 1) for seat in seats * 2], kind=Attendee)
    crowd.begin()
    crowd.end()
    placed, waiting = (sql(f"SELECT count(*) {rows}'{state}'")[0] for state in ("place", "waiting"))
    expect(placed == 60 == crowd.told and waiting == 240, f"{placed} have a place, {crowd.told} were told, {waiting} wait")
    crowd = Crowd(servers, [(seat, "leave", 1) for seat in seats[:90]] + [(seat, "join", 1) for seat in seats[90:]], kind=Attendee)
    crowd.begin()
    crowd.end()
    placed, waiting = (sql(f"SELECT count(*) {rows}'{state}'")[0] for state in ("place", "waiting"))
    kept = sql("SELECT taken FROM session_places WHERE edition = 'session-2031'")[0]
    expect(placed == 60 == kept and waiting == 150, f"{placed} have a place, {kept} are counted, {waiting} wait")
    numbers = f"(SELECT min(number) {rows}'waiting') > (SELECT max(number) {rows}'place')"
    expect(sql(f"SELECT CASE WHEN {numbers} THEN 1 ELSE 0 END")[0] == 1, "somebody who asked later was let in first")


def check(world, kind, url, sql, count):
    world.done("migrate", "--database", url)
    servers = [Server(world, url) for _ in range(count)]
    who = "" if count == 1 else f" with {count} servers"
    for sentence, test in (
        ("64 clients, 3,000 attempts: 700 seats with mixed quotas, each told and no more", mixed),
        ("64 clients on eight times twenty seats: twenty each", in_turn),
        ("64 clients on a session of 60 places: sixty, and those who waited longest follow", sessions),
        ("kill -9 in the middle of the rush: what was told is there", killed),
    ):
        with world.test(f"{kind}{who}: {sentence}"):
            test(world, sql, url, servers)
    for server in servers:
        server.kill()


def tests(world):
    file = world.place("rush") / "hemicycle.db"

    def sqlite(text):
        with sqlite3.connect(file) as connection:
            return connection.execute(text).fetchone()

    check(world, "SQLite", f"sqlite:{file}", sqlite, 1)
    cluster = postgres.Cluster(world)
    url = cluster.database("rush")
    check(world, "PostgreSQL", url, lambda text: [int(one or 0) for one in cluster.sql("rush", text).split("|")], 2)

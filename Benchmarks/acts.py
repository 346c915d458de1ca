# SPDX-License-Identifier: EUPL-1.2
"""The record of acts among a hundred thousand: pages with filters, beside the statements they send."""
import http.client
import re
import sqlite3
import time

from bench import goal, median, number, table

MANY, PAGE_GOAL = 100_000, 20
LETTERS = "'letter.posted', 'letter.sent'"
COLUMNS = "SELECT number, at, actor, role, verb, person FROM act WHERE number > 0"


def fill(bench, url):
    """Returns how many acts there are, the id of a person who did some, and how long it took."""
    return bench.run_json("measure", "acts", "--database", url, "--count", 10_000 if bench.quick else MANY)[0]


def filters(person):
    """What is asked for: the query of the page, and the condition it stands for."""
    about = "number IN (SELECT act FROM act_noun WHERE noun IN ('session:7'))"
    return {
        "all": ("", ""),
        "a verb": ("verb=person.changed", "AND verb = 'person.changed'"),
        "verbs that begin alike": ("verb=letter", f"AND verb IN ({LETTERS})"),
        "a person": (f"who={person}", f"AND person IN ('{person}')"),
        "a noun": ("about=session%3A7", f"AND {about}"),
        "a noun of many acts": ("about=letters", "AND number IN (SELECT act FROM act_noun WHERE noun IN ('letters'))"),
        "verb, person and noun": (
            f"verb=session.changed&who={person}&about=session%3A7",
            f"AND verb = 'session.changed' AND person IN ('{person}') AND {about}"),
        "all, the oldest": ("before=60", "AND number < 60"),
    }


def measure(bench, engine, server, cookie, filled, postgres):
    # A network address gets 600 such pages at once.
    rounds = 5 if bench.quick else 30
    peer = Psql(postgres) if engine == "PostgreSQL" else Sqlite(bench.folder / "acts.db")
    connection, rows = http.client.HTTPConnection("127.0.0.1", server.port), []
    for name, (query, condition) in filters(filled["person"]).items():
        get(connection, query, cookie)
        before, took = server.cpu(), []
        for _ in range(rounds):
            began = time.monotonic()
            page = get(connection, query, cookie)
            took.append((time.monotonic() - began) * 1e3)
        cpu, select = (server.cpu() - before) * 1e3 / rounds, peer.milliseconds(condition, rounds)
        rows.append([name, page.count("<tr><t") - 1, median(took), "", number(cpu), number(select), number(median(took) / select)])
    slowest = max(rows, key=lambda row: row[2])
    slowest[3] = goal(f"slowest page of acts, {engine}", "under 20 ms", slowest[2] < PAGE_GOAL)
    rows = [[number(cell) if isinstance(cell, float) else cell for cell in row] for row in rows]
    table(
        f"The record of {filled['acts']:,} acts, {engine}; written in {filled['seconds']:.1f} s, {rounds} pages of each filter, one connection",
        ["", "shown", "page ms", "goal", "CPU ms", f"{peer.name} ms", "page to it"], rows,
        f"{peer.name}: the acts of the page and their nouns, two statements. The page also asks who reads, which verbs there are,\n"
        "the names of persons, and whether this reading is in the record. Shown: rows of the table.")


def get(connection, query, cookie):
    connection.request("GET", f"/en/organise/acts?{query}".rstrip("?"), headers={"Cookie": cookie})
    answer = connection.getresponse()
    body = answer.read().decode()
    if answer.status != 200:
        raise SystemExit(f"acts with {query} are answered with {answer.status}")
    return body


def statements(condition, numbers_of):
    """What the page sends; the second one names the acts that the first one found."""
    first = f"{COLUMNS} {condition} ORDER BY number DESC LIMIT 51 OFFSET 0"
    numbers = ", ".join(map(str, numbers_of(first)[:50])) or "0"
    return [first, f"SELECT act, noun FROM act_noun WHERE act IN ({numbers})"]


class Sqlite:
    """SQLite's own library, by Python's module."""
    name = "sqlite3"

    def __init__(self, file):
        self.connection = sqlite3.connect(file)

    def milliseconds(self, condition, rounds):
        both, took = statements(condition, lambda text: [row[0] for row in self.connection.execute(text)]), []
        for _ in range(rounds):
            began = time.monotonic()
            for text in both:
                self.connection.execute(text).fetchall()
            took.append((time.monotonic() - began) * 1e3)
        return median(took)


class Psql:
    """One session of psql, which tells how long each statement took."""
    name = "psql"

    def __init__(self, postgres):
        self.postgres = postgres

    def run(self, *commands):
        return self.postgres.tool("psql", "-qAtX", "-d", "acts", *[part for text in commands for part in ("-c", text)])

    def milliseconds(self, condition, rounds):
        both = statements(condition, lambda text: [int(line.partition("|")[0]) for line in self.run(text).splitlines()])
        out = self.run("\\timing on", "\\o /dev/null", *both * rounds)
        times = [float(text) for text in re.findall(r"^Time: ([\d.]+) ms", out, re.M)]
        return median([sum(times[i:i + 2]) for i in range(0, len(times), 2)])

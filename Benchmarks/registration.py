# SPDX-License-Identifier: EUPL-1.2
"""Seats taken over HTTP, each on the disk before it is answered; beside plain SQLite, and beside pgbench in the same run."""
import pathlib
import re
import subprocess

import writes
from bench import goal, table, tool

CLIENTS = 64
RATE_GOAL, SLOWEST_GOAL = 8_000, 50
LISTED, LIST_GOAL = (10_000, 100_000), 50
# What an organiser asks the list for.
FILTERS = [
    ("all", ""), ("a later page", "?page=100"), ("state and country", "?state=reserved&country=BE"),
    ("kind of actor", "?kind=elected"), ("a name", "?q=town+42"),
]


def milliseconds(text):
    value, unit = re.fullmatch(r"([\d.]+)(us|ms|s)", text).groups()
    return float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


class Rush:
    """One round of sign-ups: how many a second, what each costs, and what the slowest hundredth waits."""

    def __init__(self, server, links, seconds):
        before = server.cpu()
        done = subprocess.run(
            [tool("wrk"), "-t1", f"-c{CLIENTS}", f"-d{seconds}s", "--latency", "-s", pathlib.Path(__file__).parent / "seats.lua",
             server.base, "--", links], check=True, capture_output=True, text=True)
        cpu = server.cpu() - before
        wrong = re.search(r"Non-2xx.*|Socket errors:.*", done.stdout)
        if wrong:
            raise SystemExit(f"seats: {wrong[0]}")
        count = int(re.search(r"(\d+) requests in", done.stdout)[1])
        self.values = [
            float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)[1]), cpu * 1e6 / count,
            *(milliseconds(re.search(rf"{share}%\s+(\S+)", done.stdout)[1]) for share in (50, 99)),
        ]


def measure(bench):
    rounds, seconds = writes.plan(bench)
    with writes.Postgres(bench) as postgres:
        postgres.prepare()
        for engine, url in (("SQLite", f"sqlite:{bench.folder}/seats.db"), ("PostgreSQL", postgres.database("seats"))):
            bench.run("migrate", "--database", url)
            scene = bench.run_json("measure", "registration", "--database", url, "--delegations", 4000, "--places", 100_000)[0]
            links = bench.folder / f"{engine}.links"
            links.write_text("\n".join(scene["links"]) + "\n")
            plain = f"sqlite:{bench.folder}/seats-plain.db" if engine == "SQLite" else postgres.database("plain")
            writes.ours(bench, plain, "--callers", CLIENTS)
            with bench.serving(url.removeprefix("sqlite:")) as server:
                Rush(server, links, 1)
                ways = {
                    f"a seat over HTTP, {CLIENTS} clients": lambda: Rush(server, links, seconds).values,
                    f"a commit inside the program, {CLIENTS} callers": lambda: writes.ours(bench, plain, "--callers", CLIENTS),
                    "a commit inside the program, 1 caller": lambda: writes.ours(bench, plain, "--callers", 1),
                }
                if engine == "PostgreSQL":
                    ways[f"pgbench, {CLIENTS} clients on eight rows of places"] = lambda: postgres.pgbench(writes.PLACES, CLIENTS)
                    postgres.tool(
                        "psql", "-qX", "-d", "pgbench", "-c",
                        "CREATE TABLE IF NOT EXISTS measured_place (id int PRIMARY KEY, places int, taken int);"
                        "INSERT INTO measured_place SELECT n, 1000000000, 0 FROM generate_series(1, 8) n ON CONFLICT DO NOTHING")
                results = dict(zip(ways, writes.in_turns(bench, list(ways.values()))))
            seat = results[f"a seat over HTTP, {CLIENTS} clients"]
            met = goal(f"seats, {engine}", f"{RATE_GOAL:,}/s, slowest 1 % under {SLOWEST_GOAL} ms",
                       seat[0] >= RATE_GOAL and seat[3] < SLOWEST_GOAL)
            table(
                f"Seats taken, {engine}, {rounds} rounds of {seconds} s, in turns", [*writes.HEADER, "to seats"],
                [[name, *writes.columns(result), f"{result[0] / seat[0]:.2f}"] for name, result in results.items()],
                f"Goal: {met}. A seat: the link is looked up, places of the edition and of the delegation are taken, the seat, its act\n"
                "and three nouns are stored, and all is on the disk before the answer. wrk runs on the same processors.")
    lists(bench)
    filled(bench)


def lists(bench):
    """The organisers' list, filtered, of few and of many: processor time of a request inside the program."""
    path, rows, slowest = "/en/list-2031/organise/registration", [], 0
    for count in LISTED:
        url = f"sqlite:{bench.folder}/list-{count}.db"
        bench.run("migrate", "--database", url)
        bench.run("measure", "registration", "--database", url, "--edition", "list-2031", "--delegations", 1, "--places", 1_000_000,
                  "--listed", count)
        pages = bench.run_json("measure", "pages", "--database", url, "--role", "secretariat", "--rounds", 3 if bench.quick else 7,
                               "--count", 5 if bench.quick else 20, *(path + query for _, query in FILTERS))
        for (name, _), page in zip(FILTERS, pages):
            milliseconds = page["processorMicroseconds"] / 1e3
            slowest = max(slowest, milliseconds)
            rows.append([f"{count:,}", name, f"{milliseconds:.2f}", f"{page['wallMicroseconds'] / 1e3:.2f}", f"{page['bytes']:,}"])
    met = goal("list of registrations", f"under {LIST_GOAL} ms of processor time", slowest < LIST_GOAL)
    table("The list of registrations, filtered", ["registrations", "filter", "CPU ms", "ms", "bytes"], rows, f"Goal: {met}.")


def filled(bench):
    """The demonstration's six months of registration, with answers, at three sizes; and its organisers' pages."""
    pages = ("", "/figures", "/applications", "/forms")
    rows = []
    for people in (700, 7_000) if bench.quick else (700, 7_000, 70_000):
        url = f"sqlite:{bench.folder}/demo-{people}.db"
        made = bench.run_json("measure", "demo", "--database", url, "--people", people)[0]
        shown = bench.run_json(
            "measure", "pages", "--database", url, "--role", "secretariat", "--rounds", 3, "--count", 5,
            *(f"/en/brussels-2027/organise/registration{page}" for page in pages))
        rows.append([f"{people:,}", f"{made['answers']:,}", f"{made['acts']:,}", f"{made['seconds']:.1f}",
                     *(f"{page['processorMicroseconds'] / 1e3:.1f}" for page in shown)])
    table("The demonstration, filled", ["people", "answers", "acts", "filled in s", "list, CPU ms", "figures", "applications", "forms"],
          rows, "Seeded: people, delegations, answers, applications and quotes in time order, in one transaction.")

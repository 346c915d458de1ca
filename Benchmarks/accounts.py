# SPDX-License-Identifier: EUPL-1.2
"""Accounts: coming in by mail, being known on every page, what the policy costs, and the record of acts; on both databases."""
import http.client
import urllib.parse

import acts
from bench import goal, median, number, table
from pages import Load
from writes import Postgres, columns, in_turns, ours

CROWDS = [16, 64]
# A page of 50 rows with ten decisions each then takes half a millisecond, which is what a page may take in all.
DECISION_GOAL = 1_000
HOOK_GOAL = 500
# A form that everybody gets and that asks the database for nothing.
ANEW = "/en/account/paper"


def measure(bench):
    with Postgres(bench) as postgres:
        policy(bench)
        for engine, new in (("SQLite", lambda name: f"sqlite:{bench.folder}/{name}.db"), ("PostgreSQL", postgres.database)):
            sign_ins(bench, engine, new("people"), new("commits"))
            url = new("acts")
            bench.run("migrate", "--database", url)
            filled = acts.fill(bench, url)
            with bench.serving(url.removeprefix("sqlite:")) as server:
                cookie = stay(bench, server, url)
                hook(bench, engine, server, cookie)
                acts.measure(bench, engine, server, cookie, filled, postgres)


def policy(bench):
    results = [bench.run_json("measure", "policy", "--seconds", 1 if bench.quick else 2)[0] for _ in range(1 if bench.quick else 5)]
    result = sorted(results, key=lambda one: one["perSecond"])[len(results) // 2]
    cost = result["nanoseconds"]
    table(
        f"Decisions of the policy, one thread, median of {len(results)} rounds",
        ["", "decisions/s", "each ns", "goal", "let through"],
        [[f"{result['addresses']} addresses, {result['actors']} actors and as often a reader", number(result["perSecond"]), number(cost),
          goal("decision of the policy", "under 1 µs", cost < DECISION_GOAL), f"{result['allowedShare']:.0%}"]],
        "Every address of the program, asked by each role in each scope it can hold in, and each time by a reader without account.")


def sign_ins(bench, engine, url, plain):
    """Coming in, beside plain commits of the same engine from as many callers."""
    count = 200 if bench.quick else 2_000
    bench.run("migrate", "--database", url)
    ours(bench, plain, "--callers", CROWDS[-1])

    def come_in(callers):
        result = bench.run_json("measure", "sign-ins", "--database", url, "--callers", callers, "--count", count)[0]
        return [result[key] for key in ("perSecond", "processorMicroseconds", "medianMilliseconds", "slowestPercentMilliseconds")]

    ways = {"commits, 1 caller": lambda: ours(bench, plain, "--callers", 1)}
    for n in CROWDS:
        ways[f"commits, {n} callers"] = lambda n=n: ours(bench, plain, "--callers", n)
        ways[f"sign-ins, {n} people at once"] = lambda n=n: come_in(n)
    results = dict(zip(ways, in_turns(bench, list(ways.values()))))
    alone = results["commits, 1 caller"][0]
    table(
        f"Coming in by mail, {engine}, commits kept on disk, {count} people a round, in turns",
        ["", "per second", "CPU µs", "median ms", "slowest 1 % ms", "to commits of 1 caller"],
        [[name, *columns(result), f"{result[0] / alone:.2f}"] for name, result in results.items()],
        "A sign-in: the form, the wish for a mail, the page for the code, the mail written and sent by the program's worker, the\n"
        "code, and a page that only its person gets: five requests and six commits, without a socket; the mail server is a\n"
        "function that takes every letter. A commit: a row and the act that records it.")


def stay(bench, server, url):
    """The cookie of a secretariat that came in by the link of an invitation, as a person would."""
    link = bench.run(
        "account", "invite", "--role", "secretariat", "--database", url, "measured@city.example",
        HEMICYCLE_PUBLIC_URL=server.base).split()[-1]
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    connection.request("POST", urllib.parse.urlsplit(link).path, "", {"Origin": server.base})
    answer = connection.getresponse()
    cookies = [line.partition(";")[0] for line in answer.headers.get_all("Set-Cookie", [])]
    found = [cookie for cookie in cookies if cookie.startswith("stay=") and cookie != "stay="]
    if answer.status != 303 or not found:
        raise SystemExit(f"the link of an invitation is answered with {answer.status}")
    return found[0]


def hook(bench, engine, server, cookie):
    """The same page for somebody who is in, and for nobody."""
    rounds, seconds = (1, 1) if bench.quick else (3, 2)
    ways = {"signed out": [], "signed in": [f"Cookie: {cookie}"], "a stay that is none": [f"Cookie: stay={'x' * 52}"]}
    rows = []
    for page, words in ((ANEW, "rendered anew"), ("/en/", "kept ready")):
        Load(server, server.base + page, "identity", 1)
        turns = [[Load(server, server.base + page, "identity", seconds, *more) for more in ways.values()] for _ in range(rounds)]
        loads = dict(zip(ways, zip(*turns)))
        base = loads["signed out"]
        for name, own in loads.items():
            more = median([a.cpu - b.cpu for a, b in zip(own, base)])
            aim = ""
            if (page, name) == (ANEW, "signed in"):
                aim = goal(f"being known on a page, {engine}", "under 0.5 ms more", more < HOOK_GOAL)
            rows.append([
                f"{page}, {words}, {name}", number(median([load.rate for load in own])),
                f"{median([a.rate / b.rate for a, b in zip(own, base)]):.2f}", number(median([load.cpu for load in own])),
                f"{more:.0f}" if name != "signed out" else "", aim])
    table(
        f"Being known on a page, {engine}; wrk -t1 -c64, {rounds} rounds of {seconds} s each, in turns",
        ["", "req/s", "to signed out", "CPU µs", "CPU µs more", "goal"], rows,
        "The cookie costs one read of two statements: the stay with its person, and the roles. Where a page is kept ready, nobody\n"
        "is asked who they are. CPU is the program's own: what PostgreSQL needs for the statements is not in it.")
